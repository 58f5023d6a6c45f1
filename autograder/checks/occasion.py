"""Whether a check runs for its student, or to give points."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

_grading: ContextVar[bool] = ContextVar("_grading", default=False)


@contextlib.contextmanager
def grading() -> Iterator[None]:
    """Run checks to give points: the judge does, around every test cell."""
    token = _grading.set(True)
    try:
        yield
    finally:
        _grading.reset(token)


def is_grading() -> bool:
    """Return whether points are given, so that a lesson's own key decides, not a student's help."""
    return _grading.get()
