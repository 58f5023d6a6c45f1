"""The picture of the network diagram: units with u and x, and the arithmetic of one of them."""

from dataclasses import dataclass

import numpy as np

from autograder.checks.expected import FloatArray
from blackboard.drawing.colours import BLUE, INK, MUTED, PAPER, RULE, SKY, VERMILLION, YELLOW
from blackboard.drawing.notation import APART, array, entry, factor, layer, listed, number
from blackboard.drawing.shapes import Circle, Drawing, Line, Rect, Shape, Text
from blackboard.figures.network_diagram.network import BIAS, INPUT, Net, Snapshot

WIDTH = 860
LEFT, RIGHT = 80.0, 770.0  # the first and the last layer
TOP, PITCH = 44.0, 100.0  # where the units begin, and from one to the next
RADIUS = 36.0
NEAR = 0.3  # of its way, where a weight stands
COVERED = "?"
KEY = APART.join(["solid: positive weight", "dashed: negative", "▲ ▼: what the move changed"])


@dataclass(frozen=True)
class View:
    """The network before and after a move, as the picture shows it.

    Attributes:
        net: the network.
        now, before: its numbers, and what they were before the move.
        unit, name: the number that is moved, as ``net`` names it.
        covered: whether the units that can follow the move are hidden.
    """

    net: Net
    now: Snapshot
    before: Snapshot
    unit: str
    name: str
    covered: bool

    @property
    def tall(self) -> float:
        """The height of all units."""
        return max(self.net.sizes) * PITCH

    def at(self, index: int, k: int) -> tuple[float, float]:
        """Return the middle of a unit."""
        x = LEFT + index * (RIGHT - LEFT) / (len(self.net.sizes) - 1)
        return x, TOP + self.tall / 2 + (k - (self.net.sizes[index] - 1) / 2) * PITCH + 8

    def hidden(self, index: int, k: int) -> bool:
        """Whether the numbers of a unit are covered."""
        return self.covered and self.net.follows(self.unit, index, k)

    def chosen(self, index: int, k: int) -> bool:
        """Whether a number of this unit is moved."""
        if self.unit == INPUT:
            return (index, k) == (0, self.net.column(self.name))
        return self.net.where(self.unit) == (index, k)

    def sign(self, index: int, k: int) -> str:
        """Return the sign of what the move has changed at a unit."""
        before, now = (float(numbers.xs[index][k]) for numbers in (self.before, self.now))
        return "" if now == before or self.hidden(index, k) else "▲" if now > before else "▼"


def draw_diagram(view: View) -> Drawing:
    """Draw the network now, with what has changed."""
    net = view.net
    shapes = _connections(view)
    for index, size in enumerate(net.sizes):
        title = f"layer {index}: {layer('u', index)} above, {layer('x', index)} below"
        title = "input x⁽⁰⁾" if index == 0 else title
        shapes.append(Text(*_heading(view.at(index, 0)[0], index, net), title, 13, "middle"))
        for k in range(size):
            shapes += _unit(view, index, k)
            if view.chosen(index, k) and view.unit != INPUT:
                (x, y), b = view.at(index, k), float(view.now.params[index - 1][1][k])
                spot = (x + 54, y - RADIUS - 9)
                shapes += _label(spot, f"b {number(b, 2)}", strong=view.name == BIAS)
    bottom = TOP + view.tall + 34
    shapes += [
        Text(16, bottom, _arithmetic(view), 14),
        Text(16, bottom + 26, KEY, 12, colour=MUTED),
    ]
    return Drawing(WIDTH, bottom + 42, tuple(shapes), _alt(view))


def _heading(x: float, index: int, net: Net) -> tuple[float, float]:
    """Return the middle of a layer's title, kept on the sheet."""
    return (x + 18 if index == 0 else x - 40 if index == len(net.sizes) - 1 else x), 20


def _connections(view: View) -> list[Shape]:
    """Draw a line for each weight; those of the chosen unit are thick and carry their numbers."""
    lines: list[Line] = []
    labels: list[Shape] = []
    moved = -1 if view.name == BIAS else view.net.column(view.name)
    for index, (W, _) in enumerate(view.now.params, start=1):
        for k, j in np.ndindex(W.shape):
            (x0, y0), (x1, y1) = view.at(index - 1, j), view.at(index, k)
            weight = float(W[k, j])
            incoming = view.chosen(index, k)
            outgoing = view.chosen(index - 1, j) and view.unit == INPUT
            thick = incoming or outgoing
            colour = RULE if not thick else BLUE if weight >= 0 else VERMILLION
            width = 2.5 if thick else 1.0
            lines.append(Line(((x0, y0), (x1, y1)), colour, width, dashed=weight < 0))
            if thick:
                share = NEAR if incoming else 1 - NEAR
                spot = (x0 + share * (x1 - x0), y0 + share * (y1 - y0))
                labels += _label(spot, number(weight, 2), strong=incoming and j == moved)
    return [*sorted(lines, key=lambda line: line.line), *labels]


def _label(spot: tuple[float, float], text: str, *, strong: bool) -> list[Shape]:
    wide = 7.6 * len(text) + 10
    box = Rect(spot[0] - wide / 2, spot[1] - 10, wide, 20, fill=PAPER)
    frame = Rect(box.x, box.y, wide, 20, YELLOW, 0.35, INK, 2.0) if strong else box
    return [box, frame, Text(*spot, text, 13, "middle", INK, strong, mono=True)]


def _unit(view: View, index: int, k: int) -> list[Shape]:
    """Draw a unit with u above and x below; the input has x only."""
    (x, y), now = view.at(index, k), view.now
    chosen, hidden = view.chosen(index, k), view.hidden(index, k)
    fill, tint = (YELLOW, 0.35) if chosen else (SKY, 0.15)
    disc = Circle(x, y, RADIUS, PAPER, 1.0, None)  # the lines end here
    ring = Circle(x, y, RADIUS, fill, tint, INK, 3.0 if chosen else 1.0, dashed=hidden)
    shown = COVERED if hidden else number(float(now.xs[index][k]))
    if index == 0:
        texts = [Text(x, y, shown, 14, "middle", INK, bold=True, mono=True)]
    else:
        u = COVERED if hidden else number(float(now.us[index - 1][k]), 3)
        texts = [
            Text(x, y - 12, u, 12.5, "middle", INK, mono=True),
            Text(x, y + 12, shown, 12.5, "middle", INK, bold=True, mono=True),
        ]
    sign = view.sign(index, k)
    name = Text(x, y - RADIUS - 11, entry(layer("x", index), k + 1), 12.5, "middle", MUTED)
    mark = Text(x + RADIUS + 5, y, sign, 15, "start", INK, bold=True)
    rule = Line(((x - 22, y), (x + 22, y)), RULE)
    return [disc, ring, *([rule] if index else []), *texts, name, *([mark] if sign else [])]


def _arithmetic(view: View) -> str:
    """Write the chosen unit out; for an input, the weights that it meets."""
    net, now, unit, name = view.net, view.now, view.unit, view.name
    index, k = net.where(unit)
    if index == 0:
        column = listed(number(w, 2) for w in now.params[0][0][:, net.column(name)])
        return f"{net.symbol(unit, name)} meets column {net.column(name) + 1} of W⁽¹⁾: {column}"
    W, b = now.params[index - 1]
    terms = [f"{factor(w, 2)}·{factor(x, 3)}" for w, x in zip(W[k], now.xs[index - 1], strict=True)]
    u, x = (entry(layer(s, index), k + 1) for s in "ux")
    left = f"{u} = {' + '.join([*terms, factor(float(b[k]), 2)])}"
    if view.covered:
        return f"{left} = ?"
    return (
        f"{left} = {number(now.us[index - 1][k], 3)}{APART}{x} = f(u) = {number(now.xs[index][k])}"
    )


def _alt(view: View) -> str:
    net, now = view.net, view.now

    def written(values: FloatArray, index: int) -> str:
        parts = [COVERED if view.hidden(index, k) else number(v) for k, v in enumerate(values)]
        return f"[{', '.join(parts)}]"

    sentences = [f"A {'-'.join(map(str, net.sizes))} network. x⁽⁰⁾ is {written(now.x, 0)}."]
    for index, (W, b) in enumerate(now.params, start=1):
        sentences.append(
            f"{layer('W', index)} is {array(W)}, {layer('b', index)} is {array(b)}, "
            f"{layer('u', index)} is {written(now.us[index - 1], index)}, "
            f"{layer('x', index)} is {written(now.xs[index], index)}."
        )
    sentences.append(f"Chosen: {net.symbol(view.unit, view.name)}.")
    every = [(i, k) for i, size in enumerate(net.sizes) for k in range(size)]
    for sign, word in (("▲", "Up"), ("▼", "Down")):
        moved = [entry(layer("x", i), k + 1) for i, k in every if view.sign(i, k) == sign]
        sentences += [f"{word}: {listed(moved)}."] if moved else []
    if any(view.hidden(*place) for place in every):
        sentences.append("What “?” covers waits for a guess.")
    return " ".join(sentences)
