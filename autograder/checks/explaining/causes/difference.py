"""The difference between a gradient and what was measured, and traces of a mistake in it alone.

A term that is missing shows in the difference however small it is beside the rest, as long as it is
larger than what the measurement leaves open.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from autograder.checks.diagnosis.evidence import NEAR, Cause, alike
from autograder.checks.expected import FloatArray

COARSEST = 1e-2  # of the largest difference; what is known less well fits anything


@dataclass(frozen=True)
class Difference:
    """A gradient beside what was measured.

    Attributes:
        name: of the argument.
        at: where it was taken, any shape.
        given: the gradient, in that shape.
        measured: by differences, in that shape.
        error: how far ``measured`` may be off, at most.
    """

    name: str
    at: FloatArray
    given: FloatArray
    measured: FloatArray
    error: float

    @property
    def off(self) -> FloatArray:
        """What is too much in the gradient."""
        return self.given - self.measured

    @property
    def near(self) -> float:
        """How well the difference must fit a cause, relative to its largest entry."""
        largest = float(np.max(np.abs(self.off), initial=0.0))
        return max(NEAR, 4 * self.error / largest) if largest else np.inf

    def fits(self, explained: FloatArray) -> bool:
        """Return whether the difference is what a cause explains, and is known well enough."""
        return self.near <= COARSEST and alike(self.off, explained, self.near)


def multiple_of_argument(d: Difference) -> Iterator[Cause]:
    """Look for a difference in proportion to the argument: the slope of a penalty."""
    along = float(np.abs(np.sum(d.at * d.measured)))
    if along <= d.near * float(np.sum(np.abs(d.at * d.measured))):
        return  # f does not change with the length of x: see through_norm
    for what, values in ((d.name, d.at), (f"the signs of {d.name}", np.sign(d.at))):
        varied = values.size > 2 and np.ptp(np.abs(d.at)) > 0 and np.ptp(values) > 0
        if not varied or not np.any(values):
            continue
        factor = float(np.sum(d.off * values) / np.sum(values**2))
        if d.fits(factor * values):
            missing = "is missing" if factor < 0 else "is one too many, or has the wrong sign"
            penalty = "the squares" if values is d.at else "the absolute values"
            yield Cause(
                "penalty",
                f"The difference is {factor:.4g} times {what}. A term {abs(factor):.4g} · {what} "
                f"{missing}, as a penalty on {penalty} of {d.name} has it.",
            )


def shown_axis(array: FloatArray, axis: int) -> str:
    """Name what the entries along an axis are: those of a column, a row, or of the array."""
    if array.ndim == 2:
        return ("column", "row")[axis]
    return "array" if array.ndim == 1 else f"line along axis {axis}"
