"""A case that failed, kept so that its student can look at it."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.checks.expected import Answer, Exact, Numeric
from autograder.checks.failure import CheckFailed
from autograder.checks.occasion import is_grading

REPLAY = "To look at this case: case = failed_case()"
NONE_YET = "no check has failed in this kernel yet: run a test cell first."
NO_ANSWER = "It gave no answer to compare: the message of the check says why."
NO_VALUE = "What must hold of it stands in the message of the check, which compares no values."
PASSED_SINCE = "{} has passed its checks since; this is the case that failed before."
NO_CASE_SINCE = "The last check of {} kept no case; this is the case of one before."


@dataclass(frozen=True, repr=False)
class Case:
    """What a student's function was asked, and what it made of it; all that is read is a copy.

    Attributes:
        exercise: the name of the function.
    """

    exercise: str
    _inputs: Mapping[str, Any]
    _returned: Any = None
    _expected: Any = None
    _answered: bool = True  # whether there is anything that was returned

    @property
    def inputs(self) -> dict[str, Any]:
        """The inputs by name, in the order in which the function takes them."""
        return dict(copy.deepcopy(self._inputs))

    @property
    def returned(self) -> Any:
        """What the function returned; None where it raised."""
        return copy.deepcopy(self._returned)

    @property
    def expected(self) -> Any:
        """What it must return, in the same form; None where the check knows no such value."""
        return copy.deepcopy(self._expected)

    def __repr__(self) -> str:
        lines = [f"{self.exercise} was given, as case.inputs:"]
        lines += [_laid_out(f"{name} = ", value) for name, value in self._inputs.items()]
        if self._answered:
            lines += ["It returned, as case.returned:", _laid_out("", self._returned)]
        else:
            lines += [NO_ANSWER]
        if self._expected is not None:
            lines += ["It must return, as case.expected:", _laid_out("", self._expected)]
        elif self._answered:
            lines += [NO_VALUE]
        return "\n".join(lines)


_last: Case | None = None
_since = ""  # what a later check of the same exercise has found
_announced = False  # whether a message names the call: in a student's own kernel


def announce(*, there: bool) -> None:
    """Say whether who reads a message can call ``failed_case``."""
    global _announced
    _announced = there


def failed_case() -> Case:
    """Return the case of the check that failed last in this kernel.

    Where the same exercise was checked once more and that left no case, it is said.

    Raises:
        CheckFailed: none has.
    """
    if _last is None:
        raise CheckFailed(NONE_YET)
    if _since:
        print(_since.format(_last.exercise))
    return _last


def note_since(exercise: str, said: str) -> None:
    """Note what a check has found that left no case.

    Args:
        exercise: which it was about; another's case is as new as before.
        said: PASSED_SINCE or NO_CASE_SINCE.
    """
    global _since
    if _last is not None and _last.exercise == exercise:
        _since = said


def keep(failure: CheckFailed, case: Case) -> CheckFailed:
    """Keep the case of a failure, unless it has one; return the failure.

    Nothing is kept at grading, where the questions may be those of hidden tests.
    """
    global _last, _since
    if not is_grading() and not failure.has_case:
        _last, _since = copy.deepcopy(case), ""
        failure.has_case = True
        failure.last_line = REPLAY if _announced else ""
    return failure


def values(answer: Answer) -> Any:
    """Return what must come out as a function returns it: arrays and numbers in the same form."""
    if isinstance(answer, Numeric):
        return _value(answer.value)
    if isinstance(answer, Exact):
        return _value(answer.value) if answer.checked else None
    if isinstance(answer, dict):
        return {key: values(part) for key, part in answer.items()}
    return type(answer)(values(part) for part in answer)


def _value(array: Any) -> Any:
    return array.copy() if array.ndim else array.item()


def _laid_out(start: str, value: Any) -> str:
    """Write a value after a start, with the lines of an array below each other."""
    first, *rest = repr(value).splitlines() or [""]
    margin = " " * (len(start) + 2)
    return "\n".join([f"  {start}{first}", *(margin + line for line in rest)])
