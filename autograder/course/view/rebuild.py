"""A lesson made ready to take answers: its own cells with a student's in them.

Tests, locked cells, points and ids are always the lesson's.
"""

import copy
import hashlib
import html
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import nbformat
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearOutput,
    ComputeChecksums,
    LockCells,
    NbGraderPreprocessor,
)
from traitlets.config import Config

from autograder.checks.apart import ABSENT
from autograder.course.notebook.cells import grade_id, is_answer, own_cell, task_of
from autograder.course.notebook.handed_in import HandedIn
from autograder.course.release.released import ClearAnswers

# Of prose that is read as HTML. Its parser takes half a minute for 60,000 tags that nobody closes.
LONGEST_HTML = 20_000
MISSING = f'raise NotImplementedError("{ABSENT}")'


def below_tasks(notebook: NotebookNode) -> dict[str, list[HandedIn]]:
    """Return a student's cells below each task of a rebuilt notebook."""
    below: dict[str, list[HandedIn]] = {}
    for cell in notebook.cells:
        if task := task_of(cell):
            own = HandedIn(str(cell.source), code=cell.cell_type == "code")
            below.setdefault(task, []).append(own)
    return below


class Source:
    """A notebook of solutions/, made ready once for all submissions.

    Args:
        notebook: with its solutions and hidden tests, or as students got it.
        handed_out: whether it is as students got it.
    """

    def __init__(self, notebook: NotebookNode, *, handed_out: bool = False) -> None:
        self._digest = hashlib.sha256(nbformat.writes(notebook).encode()).digest()
        clear = () if handed_out else (ClearAnswers,)
        self.notebook = _through(notebook, LockCells, *clear, ClearOutput, ComputeChecksums)
        without = _through(self.notebook, ClearHiddenTests)
        self._released = {grade_id(cell): str(cell.source) for cell in without.cells}

    def released(self, name: str) -> str:
        """Return what students get in a cell of the lesson: no solution and no hidden test."""
        return self._released[name]

    def rebuild(
        self,
        answers: Mapping[str, Sequence[str]],
        below: Mapping[str, Sequence[HandedIn]] = MappingProxyType({}),
    ) -> NotebookNode:
        """Put answers into the notebook.

        Args:
            answers: what runs in the place of each answer cell: sources by grade_id, the last of
                which is the answer and those before it cells of the student's own. Names of other
                cells are ignored.
            below: the student's cells below each task, by its grade_id.

        Returns:
            The source notebook with tests and locked cells as they are; every answer cell holds
            the student's answer, or raises where there is none.
        """
        notebook = copy.deepcopy(self.notebook)
        cells: list[NotebookNode] = []
        own = 0
        for cell in notebook.cells:
            if is_answer(cell):
                *earlier, answer = answers.get(grade_id(cell)) or [MISSING]
                for source in earlier:
                    own += 1
                    cells.append(own_cell(source, own))
                cell.source = answer
                if cell.cell_type == "markdown":
                    cell.source = _harmless(cell.source)
            cells.append(cell)
            for one in below.get(grade_id(cell), ()):
                own += 1
                source = str(one.source) if one.code else _harmless(str(one.source))
                cells.append(own_cell(source, own, code=one.code, task=grade_id(cell)))
        notebook.cells = cells
        return notebook

    def seed(self, runs: Mapping[str, Sequence[str]]) -> str:
        """Make a seed of lesson and answers: equal input gives equal grades, byte for byte.

        Args:
            runs: what runs in the place of each answer cell, as ``rebuild`` takes it.
        """
        digest = hashlib.sha256(self._digest)
        for name in sorted(runs):
            digest.update("\0".join([name, *runs[name], ""]).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:32]


def _harmless(prose: str) -> str:
    """Return Markdown without what a browser would run."""
    if len(prose) > LONGEST_HTML:
        return html.escape(prose, quote=False)
    return str(SanitizeHTML().sanitize_html_tags(prose))


def _through(source: NotebookNode, *steps: type[NbGraderPreprocessor]) -> NotebookNode:
    """Return a copy of a notebook that went through steps of nbgrader's assignment generation.

    A source is then as the gradebook knows it: locked, cleared, with checksums.
    """
    notebook = copy.deepcopy(source)
    config, resources = Config(), {"language": "python"}
    for step in steps:
        notebook, resources = step(config=config).preprocess(notebook, resources)
    return notebook
