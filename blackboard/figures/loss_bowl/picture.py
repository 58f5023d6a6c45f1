"""The picture of the loss bowl: rings, the point, its gradient, and the last step."""

import numpy as np
from numpy.typing import NDArray

from blackboard.drawing.chart import Chart
from blackboard.drawing.colours import BLUE, INK, PAPER, SKY, VERMILLION, YELLOW
from blackboard.drawing.notation import array, factor, number
from blackboard.drawing.shapes import Circle, Drawing, Line, Rect, Shape, Text

Point = NDArray[np.float64]

WIDTH = 860
LEFT, TOP, UNIT = 44.0, 30.0, 58.0  # pixels
HALF = (4.4, 3.3)  # how far the picture reaches from the target
RADII = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
NUMBERS = LEFT + 2 * HALF[0] * UNIT + 26  # left side of the column of numbers
LINE = 24.0
BESIDE = 7.0  # a step lies on the same line as the gradient, so it is drawn beside it


def loss(x: Point, c: Point) -> float:
    """Return ½‖x − c‖² for x and c (2,)."""
    return float(np.sum((x - c) ** 2) / 2)


def gradient(x: Point, c: Point) -> Point:
    """Return the gradient of the loss by x, (2,)."""
    return x - c


def draw_bowl(
    c: Point, x: Point, eta: float, start: Point | None, used: float, *, aim: bool
) -> Drawing:
    """Draw the bowl around c with the gradient at x.

    Args:
        c: (2,), the target.
        x: (2,), the point.
        eta: the learning rate of the next step.
        start: (2,), where the last step began; None without one.
        used: the learning rate of the last step.
        aim: whether the end of the next step is shown.
    """
    ends = [(float(c[k]) - HALF[k], float(c[k]) + HALF[k]) for k in (0, 1)]
    chart = Chart(LEFT, TOP, 2 * HALF[0] * UNIT, 2 * HALF[1] * UNIT, ends[0], ends[1])
    ticks = [[float(t) for t in range(int(np.ceil(a)), int(b) + 1)] for a, b in ends]
    shapes = [*_rings(chart, c), *chart.frame((ticks[0], ticks[1]), ("x₁", "x₂"))]
    if start is not None:
        shapes += _arrow(chart, start, x, INK, beside=BESIDE)
        shapes += _dot(chart, start, PAPER, "before", old=True)
    if np.any(x != c):
        shapes += _arrow(chart, x, x + gradient(x, c), VERMILLION)
    following = x - eta * gradient(x, c)
    if aim and start is None and np.any(x != c):
        shapes += _arrow(chart, x, following, INK, beside=BESIDE)
    shapes += _dot(chart, x, YELLOW, "x", old=False)
    lines = _lines(c, x, eta, start, used)
    for k, (text, bold) in enumerate(lines):
        shapes.append(Text(NUMBERS, TOP + 14 + LINE * k, text, 13.5, bold=bold))
    height = TOP + 2 * HALF[1] * UNIT + 52
    return Drawing(WIDTH, height, tuple(shapes), _alt(c, x, eta, start, used))


def _rings(chart: Chart, c: Point) -> list[Shape]:
    """Draw the rings, the widest first, and the target as a cross."""
    x, y = chart.place(*c.tolist())
    shapes: list[Shape] = [
        Circle(x, y, radius * UNIT, SKY, 0.1, BLUE, 1.0) for radius in reversed(RADII)
    ]
    for radius in RADII[1::2] + RADII[:1]:
        text = f"L = {number(radius**2 / 2)}"
        spot = (x, y + radius * UNIT)
        shapes.append(Rect(spot[0] - 32, spot[1] - 8, 64, 16, fill=PAPER, tint=0.85))
        shapes.append(Text(*spot, text, 12, "middle", INK))
    cross = ((-6.0, -6.0, 6.0, 6.0), (-6.0, 6.0, 6.0, -6.0))
    shapes += [Line(((x + a, y + b), (x + p, y + q)), INK, 3.0) for a, b, p, q in cross]
    return [*shapes, Text(x - 11, y, "c", 15, "end", INK, bold=True)]


def _arrow(
    chart: Chart, start: Point, end: Point, colour: str, *, beside: float = 0.0
) -> list[Shape]:
    """Draw an arrow, a step dashed and beside the line that the gradient lies on as well.

    The head is missing where the picture ends before the arrow does.
    """
    (x0, y0), (x1, y1) = chart.place(*start.tolist()), chart.place(*end.tolist())
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    across, down = -(y1 - y0) / length * beside, (x1 - x0) / length * beside
    inside = chart.holds(*end.tolist())
    return [
        Line(
            tuple((x + across, y + down) for x, y in piece),
            colour,
            3.0,
            dashed=beside != 0,
            arrow=inside,
        )
        for piece in chart.lines([start, end])
        if piece[0] != piece[-1]
    ]


def _dot(chart: Chart, x: Point, fill: str, name: str, *, old: bool) -> list[Shape]:
    if not chart.holds(*x.tolist()):
        return []
    across, down = chart.place(*x.tolist())
    side = Text(across + 13, down, name, 14, "start", INK)
    label = side if old else Text(across - 13, down, name, 14, "end", INK, bold=True)
    return [Circle(across, down, 7.0, fill, 1.0, INK, 2.0, dashed=old), label]


def _lines(
    c: Point, x: Point, eta: float, start: Point | None, used: float
) -> list[tuple[str, bool]]:
    """Return the lines of the column of numbers, and which are bold."""
    lines = [
        ("target (cross)", False),
        (f"c = {array(c, 3)}", True),
        ("point", False),
        (f"x = {array(x, 3)}", True),
        (f"L = {number(loss(x, c))}", True),
        ("gradient (solid arrow)", False),
        (f"∇L = x − c = {array(gradient(x, c), 3)}", True),
        (f"its length: {number(float(np.linalg.norm(gradient(x, c))))}", False),
        (f"next step with η = {number(eta)}", False),
    ]
    if start is not None:
        lines += [
            (f"last step (dashed), η = {number(used)}", False),
            (f"from {array(start, 3)}", True),
            (f"where L was {number(loss(start, c))}", False),
        ]
    return lines


def _alt(c: Point, x: Point, eta: float, start: Point | None, used: float) -> str:
    text = (
        f"Rings of equal loss around the target c, which is {array(c)}. x is {array(x)}, "
        f"L is {number(loss(x, c))}, ∇L is {array(gradient(x, c))}: an arrow at x that points "
        f"away from c. η is {number(eta)}."
    )
    if start is None:
        return text
    return (
        f"{text} The last step, with η {number(used)}, led from {array(start)}, where L was "
        f"{number(loss(start, c))}, to x: − {factor(used)} · {array(gradient(start, c))}."
    )
