"""The cells of a lesson that grading depends on: tests, answers, and what these read.

This module runs in the worker, and where a student checks a notebook.

Figures, worked examples and bug hunts are locked too, so that nobody spoils them by accident. But
nothing that is graded reads what they define, and a picture takes longer than all tests together.
"""

import re
from collections.abc import Iterable

from nbformat import NotebookNode

from autograder.course.notebook.cells import is_answer, is_locked, is_own, is_test
from autograder.course.notebook.names import DYNAMIC, names_of


def relevant(cells: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Return the code cells that grading depends on, in their order.

    These are all tests, answers and cells of the student's own, and each locked cell that binds a
    name which another one of them reads. Where an answer may read names that do not stand in it,
    they are all locked cells.
    """
    code = [cell for cell in cells if cell.cell_type == "code"]
    chosen = {id(cell) for cell in code if is_test(cell) or _is_theirs(cell)}
    locked = [cell for cell in code if is_locked(cell)]
    wanted = {name for cell in code if id(cell) in chosen for name in _mentioned(cell)}
    if wanted & DYNAMIC:
        chosen |= {id(cell) for cell in locked}
        locked = []
    while found := [cell for cell in locked if names_of(cell.source).binds & wanted]:
        chosen |= {id(cell) for cell in found}
        wanted |= {name for cell in found for name in names_of(cell.source).reads}
        locked = [cell for cell in locked if id(cell) not in chosen]
    return [cell for cell in code if id(cell) in chosen]


def _mentioned(cell: NotebookNode) -> Iterable[str]:
    """Return the names that a cell of the lesson reads; of a student's cell all words."""
    return re.findall(r"\w+", cell.source) if _is_theirs(cell) else names_of(cell.source).reads


def _is_theirs(cell: NotebookNode) -> bool:
    return is_answer(cell) or is_own(cell)
