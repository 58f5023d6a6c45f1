"""Why a test cell failed: in the words that the student reads, and as a cause for counting."""

import re

from nbformat import NotebookNode

from autograder.checks.failure import CheckFailed

JUDGED = "autograder"  # in the metadata of a test cell: what the judge says beside its outputs


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


def note_cause(cell: NotebookNode, cause: str) -> None:
    """Note the cause of a failure in an executed test cell; an empty one takes back what is there.

    The judge alone does so, once the cell has run.
    """
    cell.metadata.pop(JUDGED, None)
    if cause:
        cell.metadata[JUDGED] = {"cause": cause}


def cause(cell: NotebookNode) -> str:
    """Return the cause that the judge has noted; empty if there is none."""
    noted = cell.metadata.get(JUDGED)
    return str(noted.get("cause", "")) if isinstance(noted, dict) else ""
