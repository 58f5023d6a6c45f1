"""A name that a dict does not have: which dict it is, and which other one has the name."""

import ast
from collections.abc import Sequence
from itertools import chain
from typing import Any, TypeGuard

from autograder.checks.diagnosis.exceptions.operands import MOST_PARTS
from autograder.checks.diagnosis.exceptions.place import Place

LONGEST_KEY = 40  # characters; a longer one is no name of a value
MOST_LISTED = 8  # entries that are named


def in_keys(error: BaseException, place: Place | None) -> str | None:
    """Say in words which dict lacks a name, or return None where it is not about a dict of names.

    Args:
        error: what was raised.
        place: the expression that failed, where it is known.
    """
    if type(error) is not KeyError or len(error.args) != 1 or place is None:
        return None
    key = error.args[0]
    match place.node:
        case ast.Subscript(value=ast.Name(id=name)):
            searched = place.names.get(name)
        case _:
            return None
    if type(key) is not str or len(key) > LONGEST_KEY or not _of_names(searched) or key in searched:
        return None
    missing = f"`{name}` has no entry {key!r}"
    others = chain.from_iterable(names.items() for names in reversed(place.around))
    for other, value in others:
        if _of_names(value) and key in value:
            return f"{missing}, and `{other}` has one. In which of the two is it to be looked up?"
    return f"{missing}. {_entries(list(searched))}"


def _of_names(value: Any) -> TypeGuard[dict[str, Any]]:
    """Return whether a value is a dict of a size of ours whose keys are strings alone."""
    return type(value) is dict and len(value) <= MOST_PARTS and all(type(k) is str for k in value)


def _entries(keys: Sequence[str]) -> str:
    """Name the entries of a dict, or say how many they are."""
    if not keys:
        return "It is empty."
    if len(keys) > MOST_LISTED or any(len(key) > LONGEST_KEY for key in keys):
        return f"It has {len(keys)} others."
    *first, last = map(repr, keys)
    return f"It has {', '.join(first)} and {last}." if first else f"It has {last} alone."
