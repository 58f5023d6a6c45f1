"""The verdict on each entry of a gradient."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from autograder.checks.diagnosis.evidence import NEAR
from autograder.checks.expected import FloatArray
from autograder.checks.explaining.arguments import Argument
from autograder.checks.explaining.objective import OWN

SURELY = 4  # times an error that was estimated
ROUNDINGS = 64  # that may separate the two sides of a comparison


class Verdict(IntEnum):
    """What became of an entry."""

    UNSEEN = 0
    RIGHT = 1
    WRONG = 2
    KINK = 3  # f has no derivative here, and the entry lies between the slopes of both sides
    LOST = 4  # the rounding error of f, or its curvature, is larger than what is to be seen


@dataclass(frozen=True)
class Judged:
    """The gradient by one argument beside what was measured; all in its shape.

    Attributes:
        argument: by which.
        given: the gradient.
        values: (k, …), what was measured, NaN where nothing was: for the upstream gradient, and
            where there is one for ones and for its square in its place.
        error: how far the first of them may be off.
        kink: half of what the slopes of both sides differ by, 0 where f is smooth.
        excess: |given − measured| / tolerance; an entry is wrong if it is above 1.
        verdict: of each entry.
        precision: the relative spacing of the numbers that took part.
        typed: whether that is the spacing of a dtype, and not what f was seen to have.
        misfit: what was given, where its shape is another; ``given`` is 0 then.
        grid: of a large argument, rows and columns all of whose crossings were looked at.
        directions: how many random directions were gone, 0 where every entry was looked at.
        astray: how many of them disagree.
        unclear: along how many there is a kink, or too much rounding.
    """

    argument: Argument
    given: FloatArray
    values: FloatArray
    error: FloatArray
    kink: FloatArray
    excess: FloatArray
    verdict: NDArray[np.int8]
    precision: float
    typed: bool
    misfit: FloatArray | None = None
    grid: tuple[NDArray[np.intp], ...] = ()
    directions: int = 0
    astray: int = 0
    unclear: int = 0

    @property
    def name(self) -> str:
        """What messages call the argument."""
        return self.argument.name

    @property
    def measured(self) -> FloatArray:
        """The gradient by differences, NaN where it was not looked at."""
        return np.asarray(self.values[OWN])

    def count(self, verdict: Verdict) -> int:
        """Return how many entries have a verdict."""
        return int(np.count_nonzero(self.verdict == verdict))

    @property
    def clear(self) -> NDArray[np.bool_]:
        """Mask of the entries whose two numbers can be compared: looked at, and at no kink."""
        judged = (self.verdict == Verdict.RIGHT) | (self.verdict == Verdict.WRONG)
        finite = np.isfinite(self.measured) & np.isfinite(self.given)
        return np.asarray(judged & finite & (self.kink == 0))

    @property
    def near(self) -> float:
        """How well numbers must fit a cause: as well as they are known, relative to the largest."""
        largest = float(np.max(np.abs(self.measured[self.clear]), initial=0.0))
        error = float(np.max(self.error[self.clear], initial=0.0))
        known = SURELY * error / largest if largest else 0.0
        return max(NEAR, ROUNDINGS * self.precision, known)

    @property
    def wrong(self) -> bool:
        """Whether an entry, or a direction, disagrees."""
        return self.misfit is not None or self.astray > 0 or self.count(Verdict.WRONG) > 0

    @property
    def worst(self) -> tuple[int, ...]:
        """Index of the entry that disagrees most, of those that were looked at."""
        flat = int(np.argmax(np.nan_to_num(self.excess, nan=-1.0, posinf=np.inf)))
        return tuple(int(i) for i in np.unravel_index(flat, self.given.shape))
