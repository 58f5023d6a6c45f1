"""Names that are nearly what a lesson asks for."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from autograder.checks.notebook.written import QUESTION
from autograder.checks.ways import ways_to

CLOSE = 0.75  # of 1 for equal names: one letter missed in four, or two swapped in five


def misspelt(name: str, there: Mapping[str, str], checked: Collection[str]) -> str:
    """Return the name of a student's that may stand for another; empty if none is close to it.

    Names of a lesson are close to each other (``affine_grad_W``, ``affine_grad_x``): what is the
    name of another exercise is not misspelt, as far as it is known to be one.

    Args:
        name: what is asked for.
        there: by name of a function or a question, the cell that has defined it.
        checked: names that checks have looked at.
    """
    alike = {
        _stem(one): one
        for one, cell in there.items()
        if one.startswith(QUESTION) == name.startswith(QUESTION)
        and not (one in checked or ways_to(one) or _is_named_after(cell, one))
    }
    found = get_close_matches(_stem(name), alike, n=1, cutoff=CLOSE)
    return alike[found[0]] if found else ""


def _is_named_after(cell: str, name: str) -> bool:
    """Return whether a cell has its id from an exercise, as those of a lesson have."""
    return bool(cell) and cell.replace("-", "_").endswith(name)


def _stem(name: str) -> str:
    """Return what tells a name from others of its kind."""
    return name.removeprefix(QUESTION).lower()
