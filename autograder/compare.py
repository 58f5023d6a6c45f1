"""One array against its numeric derivative, entry by entry."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.numeric import FloatArray, Numeric

ABSOLUTE = (
    1e-7  # 30 × the worst error of a central difference over 18,000 entries of steep networks
)
RELATIVE = 1e-6  # a hundredth of the smallest mistake worth reporting, 1e-4


@dataclass(frozen=True)
class Comparison:
    """Where an array agrees with its numeric derivative and where it does not.

    Attributes:
        name: what messages call the array.
        actual: what the student's function returned.
        numeric: the numeric derivative, in the same shape.
        excess: |actual − numeric| / tolerance, in the same shape; an entry agrees if it is ≤ 1.
    """

    name: str
    actual: FloatArray
    numeric: FloatArray
    excess: FloatArray

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
        """Largest absolute difference, 0 for an array without entries."""
        return float(np.max(np.abs(self.actual - self.numeric), initial=0.0))


def compare(actual: FloatArray, numeric: Numeric) -> Comparison:
    """Compare by |a − n| ≤ 1e-7 · scale + 1e-6 · max(|a|, |n|) in every entry.

    Neither a norm over all entries, under which a whole layer of small gradients may be doubled
    unnoticed, nor a purely relative error, under which a true 0 fails against rounding noise.

    Args:
        actual: an array of the shape of ``numeric.value``.
        numeric: the derivative to compare with.
    """
    size = np.maximum(np.abs(actual), np.abs(numeric.value))
    tolerance = ABSOLUTE * numeric.scale + RELATIVE * size
    return Comparison(
        numeric.name, actual, numeric.value, np.abs(actual - numeric.value) / tolerance
    )
