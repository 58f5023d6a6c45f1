"""Measures slopes by one argument, and says whether a gradient agrees with them."""

import numpy as np

from autograder.checks.expected import RELATIVE, FloatArray
from autograder.checks.explaining.arguments import Argument
from autograder.checks.explaining.noise import noise_of
from autograder.checks.explaining.objective import OWN, Objective
from autograder.checks.explaining.slope import Line, Slope, Track, first_step, look, measure
from autograder.checks.explaining.verdict import Verdict

SAFETY = 4  # times what the error is estimated at
ROUNDINGS = 256  # that a gradient of many terms may have collected
OF_LARGEST = 32  # roundings of the argument's largest entry, which sums with it leave behind
RESOLVED = 0.05  # an error larger than this part of an entry says nothing about the entry
RESOLVED_OF_LARGEST = 1e-5  # unless it is so small beside the largest that the entry is 0 to it
COARSE = 1e-10  # relative noise of a function that has fewer digits than float64
SMALL = 1e-9  # of the argument's largest slope; an error that needs no second look
USUAL = 0.01  # of an argument's usual entry: the scale of an entry that happens to be near 0
ELSEWHERE = 0.3  # of the step: where a disagreement is looked at once more
CONFIRMED = 20  # so many wrong entries were looked at twice; nothing depends on the next
FASTER = 1 / 64  # of a step that was misled
RESTARTS = 4
FLOAT32 = float(np.finfo(np.float32).eps)

Slopes = tuple[Slope, ...]  # of one line, the best first


class Ruler:
    """Measures one argument's entries, and compares.

    Args:
        objective: the function.
        argument: which is moved.
        given: the gradient by it, float64, of its shape.
        rounding: the relative spacing of the numbers that the gradient was given in.
        rng: draws directions.
    """

    def __init__(
        self,
        objective: Objective,
        argument: Argument,
        given: FloatArray,
        rounding: float,
        rng: np.random.Generator,
    ) -> None:
        self._objective = objective
        self.kinds = len(objective.weights)
        self.argument = argument
        self.given = given
        self._flat = argument.value.ravel()
        self.scales = _scales(np.abs(self._flat.astype(np.float64)))
        eps = max(rounding, objective.rounding, float(np.finfo(argument.value.dtype).eps))
        self.farthest = float(np.max(self.scales, initial=0.0))
        along = self._line(rng.choice([-1.0, 1.0], self._flat.size) * self.scales)
        rounded = objective.rounding * objective.size / 2 + objective.smallest
        self.noise = max(rounded, objective.swing, noise_of(lambda t: along(t)[1]))
        coarse = self.noise / objective.size if objective.size else 0.0
        self.coarse = coarse > COARSE
        self.precision = max(eps, min(coarse, FLOAT32) if self.coarse else 0.0)
        self._relative = max(RELATIVE, ROUNDINGS * self.precision)
        self._start = first_step(max(coarse, eps))
        self.rounding = eps
        self._confirmed = 0

    def along(self, direction: FloatArray) -> Track:
        """Return the function along a direction, an array in C order."""
        return Track(self._line(direction), 1.0, 1.0, self.noise)

    def _line(self, direction: FloatArray) -> Line:
        shape, dtype = self.argument.value.shape, self.argument.value.dtype

        def line(t: float) -> tuple[float, FloatArray]:
            moved = (self._flat + t * direction).astype(dtype).reshape(shape)
            return t, self._objective.change({self.argument.path: moved})

        return line

    def entry(self, position: int) -> Track:
        """Return the function along one entry; the distance is what rounding makes of it."""
        shape, dtype = self.argument.value.shape, self.argument.value.dtype
        own = float(self._flat[position])

        def line(t: float) -> tuple[float, FloatArray]:
            moved = self._flat.copy()
            moved[position] = dtype.type(own + t)
            gone = float(moved[position]) - own
            return gone, self._objective.change({self.argument.path: moved.reshape(shape)})

        scale = float(self.scales[position])
        return Track(line, scale, self.farthest / scale, self.noise)

    def measure(self, track: Track, claimed: float, largest: float) -> Slopes:
        """Measure along a line, and once more with another step where the slope disagrees.

        Args:
            track: the function along it.
            claimed: what its slope is by the gradient.
            largest: slope of the same kind that rounding errors may come from.
        """
        start = self._start
        for _ in range(RESTARTS):
            best = measure(track, start, SMALL * largest, claimed)[0]
            if not best.known or best.kinked:
                return (best,)
            if self._excess(best, claimed, largest) <= 1:
                self._start = best.step
                return (best,)
            if self._confirmed >= CONFIRMED:
                return (best,)
            again = look(track, best.step * ELSEWHERE)
            if not again.known:
                return (best,)
            apart = abs(float(best.value[OWN] - again.value[OWN]))
            if apart <= SAFETY * (best.total + again.noise):
                self._start = best.step
                self._confirmed += self._excess(again, claimed, largest) > 1
                break
            # The steps were periods of the function: it is faster than they can show.
            start = best.step * FASTER
        return best, again

    def glance(self, track: Track) -> float:
        """Return a slope as the step shows it with which the last one was known."""
        return float(look(track, self._start).value[OWN])

    def compare(
        self, slopes: Slopes, reach: float, claimed: float, largest: float
    ) -> tuple[float, Verdict]:
        """Return |claimed − slope| / tolerance, the least of all slopes, and the verdict.

        Args:
            slopes: of one line.
            reach: the length of the longest step along it that says something.
            claimed: what the slope is by the gradient.
            largest: slope of the same kind that rounding errors may come from.
        """
        excess = min(self._excess(slope, claimed, largest) for slope in slopes)
        return excess, self._verdict(slopes[0], reach, claimed, largest, excess)

    def _excess(self, slope: Slope, claimed: float, largest: float) -> float:
        if not np.isfinite(claimed):
            return np.inf
        if not slope.known:
            return 0.0
        measured = float(slope.value[OWN])
        off = abs(claimed - measured)
        if slope.kinked:
            off = max(0.0, off - slope.kink)
        tolerance = SAFETY * slope.total
        tolerance += self._relative * max(abs(claimed), abs(measured))
        tolerance += OF_LARGEST * self.precision * largest
        return off / tolerance if off else 0.0

    def _verdict(
        self, slope: Slope, reach: float, claimed: float, largest: float, excess: float
    ) -> Verdict:
        if not excess <= 1:
            return Verdict.WRONG
        if not slope.known:
            return Verdict.LOST
        if slope.kinked:
            return Verdict.KINK
        measured = float(slope.value[OWN])
        size = max(abs(claimed), abs(measured))
        by_size = max(COARSE, 1e3 * self.rounding) * self._objective.size / reach
        known = (
            slope.still
            or slope.total <= RESOLVED * size
            or slope.total <= RESOLVED_OF_LARGEST * slope.moved
            or slope.total <= RESOLVED_OF_LARGEST * largest
            or (slope.total <= by_size and self.noise <= by_size * reach)
        )
        return Verdict.RIGHT if known else Verdict.LOST


def _scales(sizes: FloatArray) -> FloatArray:
    """Return how far each entry is moved, in proportion: by its size, or by the usual one's."""
    some = sizes[(sizes > 0) & np.isfinite(sizes)]
    usual = float(np.median(some)) if some.size else 1.0
    smallest = USUAL * usual if some.size else usual
    return np.maximum(sizes, smallest)
