"""When a check names the cause of a mistake: at once, or after some failures."""

from collections.abc import Callable, Hashable
from typing import Any

from autograder.checks.calls.call import Answered
from autograder.checks.calls.unwritten import code_of
from autograder.checks.comparing.compare import Comparison
from autograder.checks.diagnosis.diagnose import diagnose, hint
from autograder.checks.diagnosis.evidence import Evidence
from autograder.checks.failure import CheckFailed
from autograder.checks.occasion import is_grading

# In this process, by exercise and question: what the last failure said, and how often in a row.
_failures: dict[Hashable, tuple[str, int]] = {}


def hunted(
    failure: CheckFailed, answered: Answered, question: Callable[..., Any], after: int
) -> CheckFailed:
    """Return a failure without the cause of the mistake, until the same numbers have come often.

    Args:
        failure: with its cause.
        answered: what it is about. The name of the function counts, not the object: each run of an
            answer cell makes a new one.
        question: of the check.
        after: so many failures with these numbers come first. At grading the cause is always named.
    """
    if is_grading():
        return failure
    bare = without_cause(failure, answered)
    key, text = _key(answered.exercise, question), str(bare)
    before, times = _failures.get(key, (text, 0))
    times = times if before == text else 0
    _failures[key] = (text, times + 1)
    return failure if times >= after else bare


def without_cause(failure: CheckFailed, answered: Answered) -> CheckFailed:
    """Return the failure with its numbers and its table, and without the cause of the mistake."""
    wrong: Comparison | None = failure.wrong
    if wrong is None or wrong.literal:
        return failure
    said = hint(diagnose(Evidence(answered, wrong.actual, wrong.expected)))
    return CheckFailed(str(failure).replace(f"\n  {said}", "", 1), wrong) if said else failure


def _key(exercise: str, question: Callable[..., Any]) -> Hashable:
    """Return what a check has in common with itself when its cell is run again."""
    code = code_of(question)
    if code is None:
        return exercise, type(question).__qualname__
    return exercise, code.co_qualname, code.co_firstlineno, code.co_code
