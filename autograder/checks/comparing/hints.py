"""When a check names the cause of a mistake: at once, or after some failures."""

from collections.abc import Callable, Hashable
from typing import Any

from autograder.checks.calls.unwritten import code_of
from autograder.checks.failure import CheckFailed
from autograder.checks.occasion import is_grading

# In this process, by exercise and question: what the last failure said, and how often in a row.
_failures: dict[Hashable, tuple[str, int]] = {}


def hunted(
    say: Callable[..., CheckFailed], exercise: str, question: Callable[..., Any], after: int
) -> CheckFailed:
    """Return a failure without the cause of the mistake, until the same numbers have come often.

    Args:
        say: returns the failure, with its cause unless ``hinted`` is False.
        exercise: the name of the function. It counts, not the object: each run of an answer cell
            makes a new one.
        question: of the check.
        after: so many failures with these numbers come first. At grading the cause is always named.
    """
    if is_grading():
        return say()
    bare = say(hinted=False)
    key, text = _key(exercise, question), str(bare)
    before, times = _failures.get(key, (text, 0))
    times = times if before == text else 0
    _failures[key] = (text, times + 1)
    return say() if times >= after else bare


def _key(exercise: str, question: Callable[..., Any]) -> Hashable:
    """Return what a check has in common with itself when its cell is run again."""
    code = code_of(question)
    if code is None:
        return exercise, type(question).__qualname__
    return exercise, code.co_qualname, code.co_firstlineno, code.co_code
