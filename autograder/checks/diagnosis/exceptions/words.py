"""An exception of a student's function in words."""

import ast
import builtins
from collections.abc import Callable
from typing import Any

from autograder.checks.diagnosis.exceptions.keys import in_keys
from autograder.checks.diagnosis.exceptions.place import Place, place_of
from autograder.checks.diagnosis.exceptions.sizes import in_sizes
from autograder.checks.diagnosis.exceptions.slips import in_slips
from autograder.checks.diagnosis.outer_names import left_over

LONGEST = 400  # characters; what crosses to the judge is cut at 500
KNOWN = (ArithmeticError, AttributeError, LookupError, NameError, TypeError, ValueError)


def in_words(error: BaseException, text: str, function: Callable[..., Any] | None) -> str:
    """Return what an exception says in words that a lesson uses, or its text where it is plain.

    Args:
        error: what was raised.
        text: the first line of its text.
        function: the student's function.
    """
    if not issubclass(type(error), KNOWN):
        return text
    try:
        place = place_of(error, function)
        said = in_sizes(text[:LONGEST], place)
        if said:
            said += _foreign(place, function)
        else:
            said = in_keys(error, place) or in_slips(text[:LONGEST])
    except Exception:  # source that is no Python any more, frames that are gone
        return text
    return said if said is not None and len(said) <= LONGEST else text


def _foreign(place: Place | None, function: Callable[..., Any] | None) -> str:
    """Name what stands in the operation that failed and was not given to the function."""
    if place is None:
        return ""
    read = {node.id for node in ast.walk(place.node) if isinstance(node, ast.Name)}
    names = [name for name in left_over(function) if name in read]
    if not names:
        return ""
    return f" {' and '.join(names)} {'is' if len(names) == 1 else 'are'} none of its arguments."


def kind_of(error: BaseException) -> str:
    """Return the name of an exception's type; for one of NumPy's inner ones, that of Python."""
    kinds = type.mro(type(error))
    named = (kind.__name__ for kind in kinds if kind in vars(builtins).values())
    inner = type(error).__name__.startswith(("_", "UFunc")) and issubclass(type(error), KNOWN)
    return next(named) if inner else type(error).__name__
