"""The numbers of a class: totals, and how hard and how telling each exercise was."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

import numpy as np

from autograder.classroom.report.results import HandIn, Results

FEWEST = 10  # students for a correlation; of fewer it says next to nothing
BARS = 10  # of a histogram, about


@dataclass(frozen=True)
class Bar:
    """A bar of a histogram.

    Attributes:
        low: the lowest total that it counts.
        high: the end of it; the last bar counts this total too.
        last: whether it is the last.
        count: students.
    """

    low: float
    high: float
    last: bool
    count: int

    @property
    def label(self) -> str:
        """The totals that it counts, in words."""
        if self.last:
            return f"{self.low:g}" if self.low == self.high else f"{self.low:g} to {self.high:g}"
        return f"{self.low:g} to under {self.high:g}"


@dataclass(frozen=True)
class Item:
    """An exercise in numbers.

    Attributes:
        exercise: its name.
        passed: students with full marks.
        failed: students with an answer that is wrong in a part at least.
        open: students without an answer.
        mean: of the points.
        most: the points that there are.
        discrimination: correlation of full marks here with the points of the rest of the lesson;
            None for fewer than ten students, and where one of the two is the same for all.
    """

    exercise: str
    passed: int
    failed: int
    open: int
    mean: float
    most: float
    discrimination: float | None

    @property
    def students(self) -> int:
        """How many there are."""
        return self.passed + self.failed + self.open

    @property
    def difficulty(self) -> float:
        """The share of the points that the class has; a low one means a hard exercise."""
        return self.mean / self.most if self.most else 0.0


@dataclass(frozen=True)
class Statistics:
    """A lesson in numbers.

    Attributes:
        students: how many handed in.
        mean: of the totals.
        median: of the totals.
        most: the points that there are.
        bars: the histogram of the totals, from the lowest.
        items: the exercises, in the order of the lesson.
    """

    students: int
    mean: float
    median: float
    most: float
    bars: tuple[Bar, ...]
    items: tuple[Item, ...]


def statistics_of(results: Results) -> Statistics:
    """Count what a lesson's results say; they have one student at least."""
    totals = [hand_in.total for hand_in in results.hand_ins]
    most = sum(exercise.points for exercise in results.exercises)
    return Statistics(
        len(totals),
        fmean(totals),
        median(totals),
        most,
        histogram(totals, most),
        tuple(
            _item(results.hand_ins, position)
            for position in range(len(results.exercises))
        ),
    )  # fmt: skip


def histogram(totals: Sequence[float], most: float) -> tuple[Bar, ...]:
    """Count totals in about ten bars of a whole number of points each.

    Full marks have a bar of their own where their number allows it. Totals above all points, which
    extra credit gives, are counted in the last bar.

    Args:
        totals: of the students.
        most: the points that there are.
    """
    width = max(1, math.ceil(most / BARS))
    number = int(most // width) + 1
    counts = [0] * number
    for total in totals:
        counts[min(max(int(total // width), 0), number - 1)] += 1
    return tuple(
        Bar(
            place * width,
            most if place == number - 1 else (place + 1) * width,
            place == number - 1,
            count,
        )
        for place, count in enumerate(counts)
    )


def point_biserial(passed: Sequence[bool], rest: Sequence[float]) -> float | None:
    """Return the correlation of passing an exercise with the points of the others.

    None for fewer than ten students, and where all passed, none did, or all points are the same.
    """
    x, y = np.array(passed, dtype=np.float64), np.array(rest, dtype=np.float64)
    if len(x) < FEWEST or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    dx, dy = x - x.mean(), y - y.mean()
    return float(np.clip(dx @ dy / np.sqrt((dx @ dx) * (dy @ dy)), -1, 1))


def _item(hand_ins: Sequence[HandIn], position: int) -> Item:
    attempts = [hand_in.attempts[position] for hand_in in hand_ins]
    passed = [attempt.passed for attempt in attempts]
    rest = [hand_in.total - one.score for hand_in, one in zip(hand_ins, attempts, strict=True)]
    return Item(
        attempts[0].exercise,
        sum(passed),
        sum(attempt.failed for attempt in attempts),
        sum(attempt.open for attempt in attempts),
        fmean(attempt.score for attempt in attempts),
        attempts[0].most,
        point_biserial(passed, rest),
    )
