"""The picture of a secant and a tangent: the curve, and its surroundings under a lens."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from autograder.checks.finite_differences import central_difference
from blackboard.drawing.chart import Chart, round_numbers
from blackboard.drawing.colours import BLUE, INK, VERMILLION
from blackboard.drawing.notation import APART, factor, number
from blackboard.drawing.shapes import Circle, Drawing, Line, Rect, Shape, Text

BOTH, RIGHT = "h to both sides", "h to the right only"
WIDTH = 860
TOP, TALL = 34.0, 270.0
REACH = 2.0  # how far the curve is drawn to both sides of the point
LENS = 1.5  # how many h the lens shows to both sides


@dataclass(frozen=True)
class Secant:
    """A secant of a curve.

    Attributes:
        f: the function.
        at: the point of the tangent.
        h: the step.
        sides: BOTH or RIGHT.
        name: of the variable.
        open: whether the difference of the slopes is shown.
    """

    f: Callable[[float], float]
    at: float
    h: float
    sides: str
    name: str
    open: bool

    @property
    def ends(self) -> tuple[float, float]:
        """Where the secant meets the curve."""
        return (self.at - self.h if self.sides == BOTH else self.at), self.at + self.h

    @cached_property
    def heights(self) -> tuple[float, float]:
        """The values of the function there."""
        left, right = self.ends
        return float(self.f(left)), float(self.f(right))

    @property
    def slope(self) -> float:
        """The slope of the secant."""
        (left, right), (low, high) = self.ends, self.heights
        return (high - low) / (right - left)

    def _at(self, x: ArrayLike) -> float:
        return float(self.f(float(np.asarray(x))))

    @cached_property
    def tangent(self) -> float:
        """The slope of the tangent, to about ten digits."""
        return float(central_difference(self._at, at=self.at, name="slope").value)

    @property
    def difference(self) -> float:
        """Secant less tangent."""
        return self.slope - self.tangent


def draw_secant(secant: Secant) -> Drawing:
    """Draw the curve with both lines, and once more around the point."""
    whole = _chart(secant, 62, REACH, 0.12)
    lens = _chart(secant, 500, LENS * secant.h, 0.0)
    shapes: list[Shape] = []
    for chart, title in (
        (whole, "the curve"),
        (lens, f"around {secant.name} = {number(secant.at)}, magnified"),
    ):
        levels = round_numbers(chart.y) if chart is whole else []
        shapes += chart.frame((_ticks(chart, secant), levels), (secant.name, title), _tick)
        shapes += _lines(secant, chart)
    shapes += _legend(secant)
    return Drawing(WIDTH, TOP + TALL + 120, tuple(shapes), _alt(secant))


def _chart(secant: Secant, left: float, reach: float, room: float) -> Chart:
    x = np.linspace(secant.at - reach, secant.at + reach, 160)
    y = np.array([float(secant.f(float(value))) for value in x])
    margin = max(room, 0.08) * float(np.ptp(y)) or 1.0
    return Chart(
        left, TOP, 340, TALL,
        (secant.at - reach, secant.at + reach), (float(y.min()) - margin, float(y.max()) + margin),
    )  # fmt: skip


def _ticks(chart: Chart, secant: Secant) -> list[float]:
    left, right = secant.ends
    if chart.x[1] - secant.at < REACH or secant.h >= 0.5:
        return sorted({left, secant.at, right})
    return [secant.at - 1.5, secant.at, secant.at + 1.5]


def _tick(value: float) -> str:
    return number(value, 5)


def _lines(secant: Secant, chart: Chart) -> list[Shape]:
    x = np.linspace(*chart.x, 160)
    curve = np.array([float(secant.f(float(value))) for value in x])
    here = float(secant.f(secant.at))
    (left, right), (low, high) = secant.ends, secant.heights
    shapes: list[Shape] = []
    for y, colour, line, dashed in (
        (curve, INK, 2.0, False),
        (here + secant.tangent * (x - secant.at), BLUE, 2.5, False),
        (low + secant.slope * (x - left), VERMILLION, 2.5, True),
    ):
        # A straight line is one segment: its dashes must not begin anew at every point.
        points = np.stack([x, y], axis=1)
        points = points if colour == INK else points[[0, -1]]
        shapes += [Line(piece, colour, line, dashed=dashed) for piece in chart.lines(points)]
    for place in ((left, low), (right, high)):
        x_at, y_at = chart.place(*place)
        shapes.append(Rect(x_at - 5, y_at - 5, 10, 10, VERMILLION, stroke=INK))
    x_at, y_at = chart.place(secant.at, here)
    return [*shapes, Circle(x_at, y_at, 5, BLUE)]


def _legend(secant: Secant) -> list[Shape]:
    top = TOP + TALL + 58
    tangent = f"tangent at {secant.name} = {number(secant.at)}, a disc: slope "
    (left, right), (low, high) = secant.ends, secant.heights
    dashed = f"secant, dashed between squares: ({number(high, 6)} − {factor(low, 6)}) / "
    dashed += f"{number(right - left, 5)} = "
    texts = [
        f"{tangent}{number(secant.tangent, 8)}",
        f"{dashed}{number(secant.slope, 8)}",
        f"h = {number(secant.h, 5)}"
        + (f"{APART}difference {number(secant.difference, 8)}" if secant.open else ""),
    ]
    shapes: list[Shape] = [
        Line(((16, top), (52, top)), BLUE, 2.5),
        Line(((16, top + 23), (52, top + 23)), VERMILLION, 2.5, dashed=True),
    ]
    for k, text in enumerate(texts):
        shapes.append(Text(62, top + 23 * k, text, 13.5, bold=k == 2))
    return shapes


def _alt(secant: Secant) -> str:
    (left, right), (low, high) = secant.ends, secant.heights
    text = (
        f"A curve and two straight lines. h is {number(secant.h, 5)}. At {secant.name} = "
        f"{number(secant.at)} the tangent has the slope {number(secant.tangent, 8)}. The secant "
        f"from ({number(left, 5)}, {number(low, 8)}) to ({number(right, 5)}, {number(high, 8)}) "
        f"has the slope {number(secant.slope, 8)}."
    )
    if not secant.open:
        return f"{text} How the difference changes with h waits for a guess."
    return f"{text} The difference is {number(secant.difference, 8)}."
