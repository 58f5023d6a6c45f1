"""From the numbers of a failed check to one hint, or to none.

A trace looks at the numbers alone, knows nothing of the exercise, and names a cause only where the
numbers fit it in every entry. An exercise may declare mistakes of its own (``misconceptions``).
Where two causes fit equally well both are named; where none does, none is guessed.
A hint quotes its evidence and never states the formula that is asked for.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.checks.diagnosis import shapes, values
from autograder.checks.diagnosis.evidence import Cause, Evidence
from autograder.checks.diagnosis.outer_names import left_over
from autograder.checks.diagnosis.values import imprecise

UNKNOWN = "No single mistake that we know gives these numbers."
NEARLY = 0.02  # of the largest entry; so near, the structure of an answer is right
MOST_CAUSES = 2  # causes that are named side by side; with more of them the numbers say nothing


def diagnose(evidence: Evidence) -> tuple[Cause, ...]:
    """Return the causes that explain the numbers: none, one, or two that fit equally well."""
    causes = _fitting(evidence)
    return causes if len(causes) <= MOST_CAUSES else ()


@np.errstate(all="ignore")  # entries may be as large as floats get, and ratios infinite
def _fitting(evidence: Evidence) -> tuple[Cause, ...]:
    """Return all causes that explain the numbers equally well."""
    if evidence.alike(evidence.actual, evidence.expected):
        # So near to what is right, every mistake with a small effect would fit.
        return tuple(imprecise(evidence))
    if accident := tuple(left_over_read(evidence)):
        return accident
    if suspects := tuple(_misconceptions(evidence)):
        return suspects
    same_shape = evidence.actual.shape == evidence.expected.shape
    for trace in values.TRACES if same_shape else shapes.TRACES:
        if causes := tuple(trace(evidence)):
            return causes
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


def left_over_read(e: Evidence) -> Iterator[Cause]:
    """Look for variables of the notebook that the function reads without being given them."""
    names = left_over(e.answered.function)
    if names:
        listed = " and ".join(names[-2:]) if len(names) < 3 else f"{', '.join(names[:2])} and more"
        none = "is none" if len(names) == 1 else "are none"
        yield Cause(
            "reads-a-global",
            f"Your function uses {listed}, which {none} of its arguments: the notebook happens to "
            f"have {'a value of that name' if len(names) == 1 else 'values of these names'}. Is it "
            "meant?",
        )


def hint(causes: Sequence[Cause]) -> str:
    """Put causes into words; an empty text where there are none."""
    if len(causes) == MOST_CAUSES:
        return (
            "Either of two mistakes gives these numbers.\n"
            f"  One: {causes[0].hint}\n  The other: {causes[1].hint}"
        )
    return causes[0].hint if causes else ""


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray)


@np.errstate(all="ignore")
def last_resort(evidence: Evidence) -> str:
    """Say what to try where nothing is known of the numbers; nothing where most are right."""
    actual, expected = evidence.actual, evidence.expected
    size = np.max(np.abs(expected), initial=0.0)
    far = ~(np.abs(actual - expected) <= NEARLY * size)
    if 2 * np.count_nonzero(far) < far.size or _fitting(evidence):
        return ""
    inputs = list(evidence.answered.inputs.values())
    layers = [part for value in inputs if isinstance(value, list) for part in value]
    if any(isinstance(part, tuple) and any(map(_is_array, part)) for part in layers):
        easy = "a network with one unit in each layer"
    else:  # not a single entry: of one, sum and mean are equal
        easy = "two or three small whole numbers"
    what = "one entry" if expected.ndim else "every step"
    return f"{UNKNOWN} Try {easy}, and compare {what} by hand."
