"""The picture of the depth explorer: the sizes of x and of δ by layer, on logarithmic axes."""

from dataclasses import dataclass

import numpy as np

from autograder.checks.expected import FloatArray
from blackboard.drawing.chart import Chart
from blackboard.drawing.colours import BLUE, INK, RULE, VERMILLION
from blackboard.drawing.notation import SUPERSCRIPTS, layer, number
from blackboard.drawing.shapes import Circle, Drawing, Line, Shape, Text
from blackboard.figures.depth_explorer.sizes import INPUTS, UNITS, Measured, Sizes

WIDTH = 860
TOP, TALL, WIDE = 40.0, 240.0, 352.0
LEFT, RIGHT = 62.0, 496.0  # of the two charts
SIDE = 0.4  # layers between the outermost points and the border
ROOM = 0.2  # decades between the outermost points and the border
MOST_TICKS = 7
PLAIN = (0.01, 1000.0)  # sizes that are written without a power of ten

FORWARDS = "size of x, √mean(x²), forwards →"
BACKWARDS = "size of δ, √mean(δ²), ← backwards"


@dataclass(frozen=True, eq=False)
class _Series:
    """The sizes of one quantity from some layer on, both measured and predicted."""

    first: int
    measured: FloatArray
    predicted: FloatArray

    def since(self, layer: int) -> "_Series":
        """Leave out the layers before this one."""
        skip = layer - self.first
        return _Series(layer, self.measured[skip:], self.predicted[skip:])

    @property
    def ends(self) -> tuple[float, float]:
        """The ends of the axis: powers of ten around all sizes and around 1."""
        powers = np.log10(np.concatenate([self.measured, self.predicted, [1.0]]))
        low, high = np.floor(powers.min() - ROOM), np.ceil(powers.max() + ROOM)
        return 10.0 ** int(low), 10.0 ** int(high)


@dataclass(frozen=True)
class View:
    """What the picture shows.

    Attributes:
        measured, predicted: the sizes, in one network and in theory.
        activation: the name of f.
        scale: the standard deviation of the weights, measured in 1/√n.
        open: whether the way back may be seen.
    """

    measured: Measured
    predicted: Sizes
    activation: str
    scale: float
    open: bool

    @property
    def depth(self) -> int:
        """The number of layers."""
        return len(self.measured.delta)


def size(value: float) -> str:
    """Write a size with three digits that count, in powers of ten where it is far from 1."""
    if PLAIN[0] <= value < PLAIN[1]:
        return number(float(f"{value:.3g}"))
    mantissa, exponent = f"{value:.2e}".split("e")
    return f"{mantissa}e{int(exponent)}".replace("-", "−")


def draw_sizes(view: View) -> Drawing:
    """Draw both ways through the network, or the way forward alone."""
    last, whole = view.depth, (view.measured, view.predicted)
    left = _Series(0, *(sizes.x for sizes in whole))
    # While the answer is covered, not even the axis may tell how far δ will go.
    right = _Series(1, *(sizes.delta for sizes in whole)).since(1 if view.open else last)
    shapes: list[Shape] = []
    charts = [
        Chart(edge, TOP, WIDE, TALL, (first - SIDE, last + SIDE), series.ends, log=True)
        for edge, first, series in ((LEFT, 0, left), (RIGHT, 1, right))
    ]
    for chart, series, name in zip(charts, (left, right), (FORWARDS, BACKWARDS), strict=True):
        shapes += [*chart.frame((_layers(chart), _powers(chart)), ("layer", name), _tick)]
        shapes += _draw(series, chart)
    if not view.open:
        x, _ = charts[1].place(1, 1.0)
        somewhere = ((x, TOP), (x, TOP + TALL))
        shapes.append(Line(somewhere, INK, 1.5, dashed=True))
        waits = f"?  {layer('δ', 1)} waits for a guess"
        shapes.append(Text(x + 12, TOP + 30, waits, 15, bold=True))
    top = TOP + TALL + 66
    shapes += _legend(top)
    for k, text in enumerate(_lines(view), start=1):
        shapes.append(Text(16, top + 24 * k + 2, text, 13.5))
    return Drawing(WIDTH, top + 24 * len(_lines(view)) + 20, tuple(shapes), _alt(view))


def _draw(series: _Series, chart: Chart) -> list[Shape]:
    """Draw the prediction as a line and what was measured as discs on it."""
    shapes: list[Shape] = [
        Line(piece, RULE) for piece in chart.lines([(chart.x[0], 1), (chart.x[1], 1)])
    ]
    layers = series.first + np.arange(len(series.measured), dtype=np.float64)
    points = np.stack([layers, series.predicted], axis=1)
    shapes += [Line(piece, VERMILLION, 2.5, dashed=True) for piece in chart.lines(points)]
    for k, value in zip(layers, series.measured, strict=True):
        shapes.append(Circle(*chart.place(float(k), float(value)), 4.5, BLUE, stroke=INK))
    return shapes


def _layers(chart: Chart) -> list[float]:
    return [float(k) for k in range(int(np.ceil(chart.x[0])), int(chart.x[1]) + 1)]


def _powers(chart: Chart) -> list[float]:
    """Return powers of ten on the axis, 1 among them, no more than there is room for."""
    low, high = (round(np.log10(end)) for end in chart.y)
    step = -(-(high - low) // MOST_TICKS)
    return [10.0**k for k in range(low, high + 1) if k % step == 0]


def _tick(value: float) -> str:
    """Write the number of a layer, or a power of ten."""
    if 0.01 <= value <= 100 or value == 0:
        return number(value)
    power = str(round(np.log10(value))).translate(SUPERSCRIPTS).replace("-", "⁻")
    return f"10{power}"


def _legend(top: float) -> list[Shape]:
    x = 470.0
    measured = f"measured: a random network, {UNITS} units a layer, {INPUTS} inputs"
    return [
        Circle(24, top, 4.5, BLUE, stroke=INK),
        Text(38, top, measured, 13.5),
        Line(((x, top), (x + 40, top)), VERMILLION, 2.5, dashed=True),
        Text(x + 48, top, "predicted from the variance of the weights", 13.5),
    ]


def _lines(view: View) -> list[str]:
    weights = (
        f"{view.activation}, σ = {number(view.scale)} / √n = "
        f"{number(view.scale / UNITS**0.5)}, so n σ² = {number(view.scale**2)}"
    )
    forwards = (
        "forwards: mean(u²) = n σ² · mean(x²) of the layer below, then mean(x²) = mean(f(u)²)"
    )
    backwards = "backwards: mean(δ²) = n σ² · mean(f′(u)²) · mean(δ²) of the layer above"
    sizes = "The size of x or δ is the root of its mean square, over all units and inputs"
    if view.open:
        sizes += f". A layer multiplies the size of δ by {_factors(view)}"
    return [weights, forwards, backwards, sizes]


def _factors(view: View) -> str:
    """Write the predicted factors of the way back, from the least to the greatest."""
    low, high = (
        size(value) for value in (min(view.predicted.factors), max(view.predicted.factors))
    )
    return low if low == high else f"{low} to {high}"


def _alt(view: View) -> str:
    sentences = [
        f"Two charts by layer on logarithmic axes. {_lines(view)[0]}.",
        f"Size of x in the layers 0 to {view.depth}: measured {_all(view.measured.x)}, "
        f"predicted {_all(view.predicted.x)}.",
    ]
    if view.open:
        sentences.append(
            f"Size of δ in the layers 1 to {view.depth}: measured {_all(view.measured.delta)}, "
            f"predicted {_all(view.predicted.delta)}."
        )
    else:
        last = view.measured.delta[-1]
        sentences.append(f"Size of {layer('δ', view.depth)}: measured {size(last)}.")
        sentences.append("The sizes of δ in the layers below wait for a guess.")
    sentences += [f"{line}." for line in _lines(view)[1:]]
    return " ".join(sentences)


def _all(values: FloatArray) -> str:
    return f"[{', '.join(size(float(value)) for value in values)}]"
