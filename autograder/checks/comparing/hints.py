"""When a check names the cause of a mistake: at once, or after some failures."""

from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any

from autograder.checks.calls.call import Answered
from autograder.checks.calls.unwritten import code_of, is_open
from autograder.checks.comparing.compare import Comparison
from autograder.checks.diagnosis.diagnose import diagnose, hint
from autograder.checks.diagnosis.evidence import Evidence
from autograder.checks.failure import CheckFailed
from autograder.checks.occasion import is_grading
from autograder.checks.tally import note_failed

_failures: Counter[Hashable] = Counter()  # in this process, by exercise and question


def due(exercise: str, question: Callable[..., Any], after: int) -> bool:
    """Return whether the cause is named of a failure now.

    Args:
        exercise: the name of the function. It counts, not the object: each run of an answer cell
            makes a new one.
        question: of the check.
        after: so many failures of this check come first. At grading the cause is always named.
    """
    return is_grading() or _failures[_key(exercise, question)] >= after


def note_failure(failure: CheckFailed, exercise: str, question: Callable[..., Any]) -> None:
    """Count a failure of a check; an answer that is not written yet is none."""
    note_failed()
    if not is_open(str(failure)):
        _failures[_key(exercise, question)] += 1


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
