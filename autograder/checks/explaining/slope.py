"""The slope of a function along a line, with what is known of its error, and its kinks.

At steps h and h/2 to both sides the central differences D(h) = [φ(h) − φ(−h)] / 2h give
R = [4 D(h/2) − D(h)] / 3, in which the error h² φ‴ / 6 has gone (Richardson), and |R − D(h/2)| says
how large it was. What rounding adds is known from the noise of φ. Half the difference of the
one-sided slopes, B(h), is h φ″ / 2 where φ is smooth; a kink leaves |2 B(h/2) − B(h)|.

The step is sought: larger where rounding dominates, smaller where the curve or a kink does.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from autograder.checks.expected import FloatArray

FIRST_POWER = 1 / 5  # h⁴ against noise / h
ODD = 1.1872  # keeps steps off whole fractions, where functions with a period stand still
LARGEST_FIRST = 0.25
GOAL = 1e-7  # of the slope; a tenth of what counts as a mistake
LOOKS = 9  # steps that are tried, at most
SMALLEST = 2.0**-40  # step; numbers that are nearer have too few digits in common to move between
FEW = 1e-13  # roundings of a second difference, relative to it
SEEN = 4  # standard deviations of the noise
CLEAR = 1e-3  # of a kink may be noise, where it is looked for with the smallest step
PERSISTS = 0.2  # what is left of a kink changes by less from one step to the next
NARROWER, WIDER = 2.0**-12, 2.0**12  # the most a step changes at once


@dataclass(frozen=True)
class Slope:
    """A slope, as one step shows it.

    Attributes:
        value: one for each upstream gradient.
        error: of the first, for its curvature and for rounding.
        kink: half of what the one-sided slopes differ by, for a step that goes to 0.
        noise: the part of ``error`` that rounding makes.
        step: relative to the line's scale.
        moved: the larger of the slopes of both sides, as far as the step goes.
        kinked: whether there is a kink, or a jump, at this very point.
    """

    value: FloatArray
    error: float
    kink: float
    noise: float
    step: float
    moved: float = 0.0
    kinked: bool = False

    @property
    def total(self) -> float:
        """How far the slope may be off as a derivative; at a kink of the mean of both sides."""
        return self.error if self.kinked else self.error + self.kink

    @property
    def still(self) -> bool:
        """Whether the function did not move at all."""
        return not np.any(self.value) and self.error == self.noise and self.kink == 0

    @property
    def known(self) -> bool:
        """Whether the function was finite on both sides."""
        return bool(np.isfinite(self.total))


Line = Callable[[float], tuple[float, FloatArray]]  # the distance really gone, and the change


def first_step(relative_noise: float) -> float:
    """Return the step to begin with, for noise relative to the size of the function."""
    return float(ODD * min(LARGEST_FIRST, max(relative_noise, 1e-16) ** FIRST_POWER))


@dataclass(frozen=True)
class Track:
    """A line through the point.

    Attributes:
        line: the function along it.
        scale: the distance that belongs to a step of 1.
        reach: the largest step that says something about the point, relative to ``scale``.
        noise: standard deviation of the function's values.
    """

    line: Line
    scale: float
    reach: float
    noise: float


def look(track: Track, step: float) -> Slope:
    """Return the slope that one step, relative to the track's scale, shows."""
    line, h = track.line, step * track.scale
    (up, high), (half_up, half_high) = line(h), line(h / 2)
    (down, low), (half_down, half_low) = line(-h), line(-h / 2)
    if not (up > half_up > 0 > half_down > down):  # the number does not move by so little
        unknown = np.full_like(high, np.nan)
        return Slope(unknown, np.inf, np.inf, np.inf, step)
    wide = (high - low) / (up - down)
    near = (half_high - half_low) / (half_up - half_down)
    bend = (high[0] / up - low[0] / down) / 2
    half_bend = (half_high[0] / half_up - half_low[0] / half_down) / 2
    value = near + (near - wide) / 3  # R; 4 D may be too large for a number
    # A function that saturates is flat, as rounding shows it, for any step and not only here.
    rounding = SEEN * track.noise / (track.scale * min(step, track.reach))
    error = float(abs(value[0] - near[0])) + rounding
    kink = float(abs(2 * half_bend - bend))
    if not np.isfinite(error + kink):
        return Slope(value, np.inf, np.inf, rounding, step)
    # Rounding in the second differences is larger; within it there is no kink to be seen.
    kink = kink if kink > 4 * rounding + FEW * abs(bend) else 0.0
    moved = max(abs(float(high[0] / up)), abs(float(low[0] / down)))
    return Slope(value, error, kink, rounding, step, moved)


def measure(track: Track, start: float, small: float, claimed: float) -> list[Slope]:
    """Look with one step after the other, until the slope is known well enough.

    Args:
        track: the function along a line.
        start: the first step.
        small: an error that does not matter.
        claimed: what the slope is said to be.

    Returns:
        All looks; the best comes first.
    """
    looks: list[Slope] = []
    step = start
    while len(looks) < LOOKS:
        seen = look(track, step)
        looks.append(seen)
        if kinks := _persisting(looks):
            return kinks
        size = max(abs(float(seen.value[0])), abs(claimed)) if seen.known else 0.0
        goal = max(GOAL * size, small)
        if seen.total <= goal:
            break
        step = _next(looks, goal, track)
        if any(0.5 < step / other.step < 2 for other in looks):
            break
    return sorted(looks, key=lambda one: one.total)


def _next(looks: list[Slope], goal: float, track: Track) -> float:
    """Return the step to look with next."""
    seen = looks[-1]
    if not seen.known:
        return seen.step / 64
    if seen.kink:
        if len(looks) > 1 and _equal(looks[-2].kink, seen.kink):
            # The smallest step that shows such a kink tells one here from one that is only near.
            smallest = track.noise / (CLEAR * seen.kink * track.scale)
            return min(seen.step / 8, max(SMALLEST, smallest))
        return seen.step / 8
    curved = seen.error - seen.noise
    if curved > seen.noise:  # it falls as step²
        return seen.step * max(NARROWER, min(0.125, float((goal / curved) ** 0.5)))
    wider = min(WIDER, max(8.0, 4 * seen.noise / goal)) if goal else 8.0
    return min(seen.step * wider, max(track.reach, seen.step))


def _persisting(looks: list[Slope]) -> list[Slope]:
    """Return the best of three looks, each with a smaller step, that show the same kink."""
    last = looks[-3:]
    if len(last) < 3 or not last[0].step > last[1].step > last[2].step:
        return []
    kinks = [one.kink for one in last]
    if not last[2].known or not _equal(min(kinks), max(kinks)):
        return []
    return [replace(min(last, key=lambda one: one.error), kinked=True)]


def _equal(a: float, b: float) -> bool:
    return bool(0 < max(a, b) <= (1 + PERSISTS) * min(a, b))
