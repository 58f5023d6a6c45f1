"""From the numbers of a failed check to one hint, or to none.

A trace looks at the numbers alone, knows nothing of the exercise, and names a cause only where the
numbers fit it in every entry. An exercise may declare mistakes of its own (``misconceptions``).
Where two causes fit equally well both are named; where none does, none is guessed.
A hint quotes its evidence and never states the formula that is asked for.
"""

from collections.abc import Sequence

import numpy as np

from autograder.checks.diagnosis import shapes, values
from autograder.checks.diagnosis.evidence import Cause, Evidence, alike
from autograder.checks.diagnosis.values import imprecise

MOST_CAUSES = 2  # causes that are named side by side; with more of them the numbers say nothing


@np.errstate(all="ignore")  # entries may be as large as floats get, and ratios infinite
def diagnose(evidence: Evidence) -> tuple[Cause, ...]:
    """Return the causes that explain the numbers: none, one, or two that fit equally well."""
    if alike(evidence.actual, evidence.expected):
        # So near to what is right, every mistake with a small effect would fit.
        return tuple(imprecise(evidence))
    suspects = _misconceptions(evidence)
    if suspects:
        return tuple(suspects) if len(suspects) <= MOST_CAUSES else ()
    same_shape = evidence.actual.shape == evidence.expected.shape
    for trace in values.TRACES if same_shape else shapes.TRACES:
        causes = tuple(trace(evidence))
        if causes:
            return causes if len(causes) <= MOST_CAUSES else ()
    return ()


def _misconceptions(evidence: Evidence) -> Sequence[Cause]:
    """Return the known mistakes that fit; where student code is graded, none are known.

    To say what a wrong pass would give they hold right ones, which the sandbox does not show.
    """
    try:
        from autograder.checks.diagnosis.misconceptions import fitting
    except ImportError:
        return ()
    return fitting(evidence)


def hint(causes: Sequence[Cause]) -> str:
    """Put causes into words; an empty text where there are none."""
    if len(causes) == MOST_CAUSES:
        return (
            "Two mistakes would give just these numbers.\n"
            f"  Either: {causes[0].hint}\n  Or: {causes[1].hint}"
        )
    return causes[0].hint if causes else ""
