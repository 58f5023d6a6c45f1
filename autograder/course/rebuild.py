"""A submission made anew: the lesson's own cells with the student's answers in them.

Whatever else a submission holds (its test cells, locked cells, points, ids, metadata, outputs, the
kernel that it asks for) is not looked at.
"""

import copy
import hashlib
import html
from collections.abc import Mapping
from typing import Any

import nbformat
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearOutput, ClearSolutions, ComputeChecksums, LockCells
from traitlets.config import Config

from autograder.course.cells import grade_id, is_answer

LONGEST = 200_000  # characters of one answer; a long one has a thousand
# Of prose that is read as HTML. Its parser takes half a minute for 60,000 tags that nobody closes.
LONGEST_HTML = 20_000
MISSING = (
    "# This cell was missing from the submission.\n"
    'raise NotImplementedError("the answer cell is missing from the submission")'
)


class Source:
    """A notebook of solutions/, made ready once for all submissions.

    Args:
        notebook: with its solutions and hidden tests.
    """

    def __init__(self, notebook: NotebookNode) -> None:
        self._digest = hashlib.sha256(nbformat.writes(notebook).encode()).digest()
        self._prepared = _prepared(notebook)

    def rebuild(self, answers: Mapping[str, str]) -> NotebookNode:
        """Put answers into the notebook.

        Args:
            answers: sources by grade_id; others than those of the lesson are ignored.

        Returns:
            The source notebook with tests and locked cells as they are; every answer cell holds
            the student's answer, or raises where there is none or it is longer than 200,000
            characters.
        """
        notebook = copy.deepcopy(self._prepared)
        for cell in notebook.cells:
            if is_answer(cell):
                answer = answers.get(grade_id(cell), MISSING)
                if len(answer) > LONGEST:
                    answer = f'raise ValueError("the answer is longer than {LONGEST} characters")'
                if cell.cell_type == "markdown":
                    answer = _harmless(answer)
                cell.source = answer
        return notebook

    def seed(self, answers: Mapping[str, str]) -> str:
        """Make a seed of lesson and answers: equal input gives equal grades, byte for byte."""
        digest = hashlib.sha256(self._digest)
        for name in sorted(answers):
            digest.update(f"{name}\0{answers[name]}\0".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:32]


def _harmless(prose: str) -> str:
    """Return Markdown without what a browser would run."""
    if len(prose) > LONGEST_HTML:
        return html.escape(prose, quote=False)
    return str(SanitizeHTML().sanitize_html_tags(prose))


def _prepared(source: NotebookNode) -> NotebookNode:
    """Return a source notebook as the gradebook knows it: locked, cleared, with checksums."""
    notebook = copy.deepcopy(source)
    config, resources = Config(), {"language": "python"}
    for step in (LockCells, ClearSolutions, ClearOutput, ComputeChecksums):
        preprocessor: Any = step(config=config)
        notebook, resources = preprocessor.preprocess(notebook, resources)
    return notebook
