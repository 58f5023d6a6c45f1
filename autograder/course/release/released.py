"""What students get of a cell, where nbgrader's own steps leave not quite what a lesson needs."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions

from autograder.course.notebook.cells import is_answer

INSTRUCTOR = "instructor"  # a tag: the cell is not handed out
STUB = frozenset(ClearSolutions().code_stub["python"].splitlines())  # at a line's start
GOES_ON = "raises-exception"  # a tag that JupyterLab and nbclient know: Run All goes on


class ClearAnswers(ClearSolutions):  # type: ignore[misc]  # nbgrader is untyped
    """Clears solutions; leaves out instructors' cells; lets Run All reach the end.

    An answer of one line, as a question's, keeps that line alone: what nbgrader puts in the place
    of a solution would raise wherever the notebook is run before it is answered.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clear a notebook."""
        nb.cells = [cell for cell in nb.cells if INSTRUCTOR not in cell.metadata.get("tags", [])]
        nb, resources = super().preprocess(nb, resources)
        return _let_go_on(nb), resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clear a cell."""
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if is_answer(cell) and cell.cell_type == "code":
            cell.source = beside_stub(cell.source) or cell.source
        return cell, resources


def beside_stub(answer: str) -> str:
    """Return an answer without the lines that nbgrader puts in the place of all of it.

    Those inside a function are indented, and stay.
    """
    return "\n".join(line for line in answer.split("\n") if line.rstrip() not in STUB)


def _let_go_on(notebook: NotebookNode) -> NotebookNode:
    """Mark every cell from the first answer on, since any may use what is not written yet."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    answers = [number for number, cell in enumerate(code) if is_answer(cell)]
    for cell in code[min(answers, default=len(code)) :]:
        tags = cell.metadata.setdefault("tags", [])
        if GOES_ON not in tags:
            tags.append(GOES_ON)
    return notebook
