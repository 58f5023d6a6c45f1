"""The answers in a notebook: reading them out and putting them in."""

import copy
from collections.abc import Mapping

from nbformat import NotebookNode


def answers_of(notebook: NotebookNode) -> dict[str, str]:
    """Return the source of every answer cell by its grade_id; of duplicates the first counts."""
    answers: dict[str, str] = {}
    for cell in notebook.cells:
        if is_answer(cell):
            answers.setdefault(str(cell.metadata["nbgrader"]["grade_id"]), str(cell.source))
    return answers


def with_answers(notebook: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """Return a copy of a notebook in which the named answer cells have other sources.

    Raises:
        KeyError: the notebook has no answer cell of a name.
    """
    filled = copy.deepcopy(notebook)
    cells = {c.metadata["nbgrader"]["grade_id"]: c for c in filled.cells if is_answer(c)}
    for name, source in answers.items():
        cells[name].source = source
    return filled


def is_answer(cell: NotebookNode) -> bool:
    """Whether a cell is one that students write."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))
