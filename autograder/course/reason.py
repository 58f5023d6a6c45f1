"""Why a test cell failed, in the words that the student reads."""

import re

from nbformat import NotebookNode

from autograder.checks.failure import CheckFailed


def reason(cell: NotebookNode) -> str:
    """Say why an executed test cell failed; empty if it passed."""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            undefined = re.fullmatch(r"name '(\w+)' is not defined", output.evalue)
            if undefined:
                return f"{undefined[1]} is not defined: its cell did not run to the end."
            known = output.ename == CheckFailed.__name__
            return str(output.evalue if known else f"{output.ename}: {output.evalue}")
    return ""
