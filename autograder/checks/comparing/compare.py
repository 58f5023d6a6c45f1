"""The comparison of an array with what must come out, entry by entry."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.expected import LITERAL, Exact, FloatArray, Numeric

MUST = "it must be"
ROUNDING = 1e-9  # what another order of summation may change, with room to spare


@dataclass(frozen=True)
class Comparison:
    """Where an array agrees with what must come out and where it does not.

    Attributes:
        name: what messages call the array.
        actual: what the student's function returned.
        expected: what must come out, in the same shape.
        excess: |actual − expected| / tolerance, in the same shape; an entry agrees if it is ≤ 1.
        source: where ``expected`` comes from, as the subject of a sentence.
        checked: whether it was compared; else every entry counts as agreeing.
    """

    name: str
    actual: NDArray[Any]
    expected: NDArray[Any]
    excess: FloatArray
    source: str
    checked: bool = True

    @property
    def literal(self) -> bool:
        """Whether the entries are integers, booleans or strings, which need no tolerance."""
        return self.expected.dtype.kind in LITERAL

    @property
    def wrong(self) -> NDArray[np.bool_]:
        """Mask of the entries that disagree. NaN disagrees."""
        return ~(self.excess <= 1)

    @property
    def worst(self) -> tuple[int, ...]:
        """Index of the entry that disagrees most; meaningful for arrays that have entries."""
        flat = int(np.argmax(np.nan_to_num(self.excess, nan=np.inf)))
        return tuple(int(i) for i in np.unravel_index(flat, self.excess.shape))

    @property
    def error(self) -> float:
        """Largest absolute difference, 0 for an array without entries and for literal ones."""
        if self.literal:
            return 0.0
        return float(np.max(np.abs(self.actual - self.expected), initial=0.0))


def compare(actual: NDArray[Any], expected: Numeric | Exact) -> Comparison:
    """Compare every entry by itself.

    For a numeric derivative n an entry a agrees if |a − n| ≤ 1e-7 · scale + 1e-6 · max(|a|, |n|).
    Neither a norm over all entries, under which a whole layer of small gradients may be doubled
    unnoticed, nor a purely relative error, under which a true 0 fails against rounding noise.
    An exact value leaves room for rounding alone; integers, booleans and strings leave none.

    Args:
        actual: an array of the shape of ``expected.value``.
        expected: what to compare with.
    """
    wanted = expected.value
    if isinstance(expected, Exact) and not expected.checked:
        return Comparison(expected.name, actual, actual, np.zeros(actual.shape), "", checked=False)
    if isinstance(expected, Exact) and expected.literal:
        # As Python's own numbers, which compare integers of any size and floats without rounding.
        pairs = zip(actual.ravel().tolist(), wanted.ravel().tolist(), strict=True)
        excess = np.array([0.0 if a == b else np.inf for a, b in pairs]).reshape(wanted.shape)
        return Comparison(expected.name, actual, wanted, excess, MUST)
    if isinstance(expected, Numeric):
        tolerance = expected.tolerance(actual)
        source = "numeric differentiation gives"
    else:
        size = np.maximum(np.abs(actual), np.abs(wanted))
        tolerance = ROUNDING * np.maximum(np.max(np.abs(wanted), initial=1.0), size)
        source = MUST
    return Comparison(expected.name, actual, wanted, np.abs(actual - wanted) / tolerance, source)
