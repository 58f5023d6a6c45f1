"""Cells as nbgrader marks them: answers, tests and locked cells; and the answers in a notebook.

What is asked of a cell here may be asked of any: of one that a student made as well, whose metadata
may be anything.
"""

import copy
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.text import readable

OWN = "student"  # in the metadata of a cell


def is_answer(cell: NotebookNode) -> bool:
    """Whether a cell is one that students write."""
    return bool(_marks(cell).get("solution"))


def is_graded(cell: NotebookNode) -> bool:
    """Whether a cell gives points: a test, or an answer that a person marks."""
    return bool(_marks(cell).get("grade"))


def is_test(cell: NotebookNode) -> bool:
    """Whether a cell checks an answer and gives points."""
    return is_graded(cell) and not is_answer(cell) and cell.cell_type == "code"


def is_by_hand(cell: NotebookNode) -> bool:
    """Whether a person marks a cell: an answer that gives points itself, or nbgrader's task."""
    return (is_graded(cell) and is_answer(cell)) or is_task(cell)


def is_task(cell: NotebookNode) -> bool:
    """Whether a cell sets a task that is answered in cells below it, and marked by a person."""
    return bool(_marks(cell).get("task"))


def is_locked(cell: NotebookNode) -> bool:
    """Whether a cell is the lesson's own and neither test nor answer."""
    return bool(_marks(cell).get("locked")) and not is_graded(cell) and not is_answer(cell)


def is_own(cell: NotebookNode) -> bool:
    """Whether a cell of a rebuilt notebook is the student's own, beside the answers."""
    return bool(cell.metadata.get(OWN))


def own_cell(source: str, number: int, *, code: bool = True, task: str = "") -> NotebookNode:
    """Make a cell of a student's own.

    Args:
        source: what stands in it.
        number: keeps it apart from others of the notebook.
        code: whether it is a code cell.
        task: the grade_id of the task that it answers, if it answers one.
    """
    new = new_code_cell if code else new_markdown_cell
    return new(source, id=f"own-{number}", metadata={OWN: task or True})


def task_of(cell: NotebookNode) -> str:
    """Return the task that a student's own cell of a rebuilt notebook answers, or nothing."""
    task = cell.metadata.get(OWN)
    return task if isinstance(task, str) else ""


def runs_of(notebook: NotebookNode) -> dict[str, list[str]]:
    """Return what a rebuilt notebook runs for each answer: own cells, then the answer."""
    runs: dict[str, list[str]] = {}
    own: list[str] = []
    for cell in notebook.cells:
        if is_own(cell) and not task_of(cell):
            own.append(str(cell.source))
        elif is_answer(cell):
            runs[grade_id(cell)] = [*own, str(cell.source)]
            own = []
    return runs


def grade_id(cell: NotebookNode) -> str:
    """Return nbgrader's name of a cell; empty where it has none."""
    name = _marks(cell).get("grade_id")
    return name if isinstance(name, str) else ""


def answers_of(notebook: NotebookNode) -> dict[str, str]:
    """Return the source of every answer cell by its grade_id; of duplicates the first counts."""
    answers: dict[str, str] = {}
    for cell in notebook.cells:
        if is_answer(cell) and grade_id(cell):
            answers.setdefault(grade_id(cell), readable(str(cell.get("source", ""))))
    return answers


def with_answers(notebook: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """Return a copy of a notebook in which the named answer cells have other sources.

    Raises:
        KeyError: the notebook has no answer cell of a name.
    """
    filled = copy.deepcopy(notebook)
    cells = {grade_id(cell): cell for cell in filled.cells if is_answer(cell)}
    for name, source in answers.items():
        cells[name].source = source
    return filled


def _marks(cell: NotebookNode) -> Mapping[str, Any]:
    marks = cell.get("metadata", {}).get("nbgrader")
    return marks if isinstance(marks, dict) else {}
