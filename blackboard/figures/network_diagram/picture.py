"""The picture of the network diagram: units with u and x, and the arithmetic of one of them."""

from collections.abc import Callable

import numpy as np

from autograder.checks.expected import FloatArray
from blackboard.drawing.notation import APART, array, entry, factor, layer, listed, number
from blackboard.drawing.shapes import (
    BLUE,
    INK,
    MUTED,
    PAPER,
    RULE,
    SKY,
    VERMILLION,
    YELLOW,
    Circle,
    Drawing,
    Line,
    Rect,
    Shape,
    Text,
)
from blackboard.figures.network_diagram.network import BIAS, INPUT, Net, Snapshot

WIDTH = 860
LEFT, RIGHT = 80.0, 770.0  # the first and the last layer
TOP, PITCH = 44.0, 100.0  # where the units begin, and from one to the next
RADIUS = 36.0
NEAR = 0.3  # of its way, where a weight stands
COVERED = "?"
KEY = APART.join(["solid: positive weight", "dashed: negative", "▲ ▼: what the move changed"])


def draw_diagram(
    net: Net, now: Snapshot, before: Snapshot, unit: str, name: str, *, covered: bool
) -> Drawing:
    """Draw the network now, with what has changed since ``before``.

    Args:
        unit, name: the number that is moved, as ``net`` names it.
        covered: whether the units that can follow the move are hidden.
    """
    tall = max(net.sizes) * PITCH

    def at(index: int, k: int) -> tuple[float, float]:
        x = LEFT + index * (RIGHT - LEFT) / (len(net.sizes) - 1)
        return x, TOP + tall / 2 + (k - (net.sizes[index] - 1) / 2) * PITCH + 8

    def hidden(index: int, k: int) -> bool:
        return covered and net.follows(unit, index, k)

    shapes = _connections(net, now, at, unit, name)
    for index, size in enumerate(net.sizes):
        title = f"layer {index}: {layer('u', index)} above, {layer('x', index)} below"
        title = "input x⁽⁰⁾" if index == 0 else title
        shapes.append(Text(*_heading(at(index, 0)[0], index, net), title, 13, "middle"))
        for k in range(size):
            chosen = net.where(unit) == (index, k) and unit != INPUT
            chosen |= unit == INPUT and index == 0 and k == net.column(name)
            shapes += _unit(now, before, index, k, at(index, k), chosen, hidden(index, k))
            if chosen and unit != INPUT:
                (x, y), b = at(index, k), float(now.params[index - 1][1][k])
                spot = (x + 54, y - RADIUS - 9)
                shapes += _label(spot, f"b {number(b, 2)}", strong=name == BIAS)
    bottom = TOP + tall + 34
    shapes += [
        Text(16, bottom, _arithmetic(net, now, unit, name, covered), 14),
        Text(16, bottom + 26, KEY, 12, colour=MUTED),
    ]
    alt = _alt(net, now, before, unit, name, hidden)
    return Drawing(WIDTH, bottom + 42, tuple(shapes), alt)


def _heading(x: float, index: int, net: Net) -> tuple[float, float]:
    """Return the middle of a layer's title, kept on the sheet."""
    return (x + 18 if index == 0 else x - 40 if index == len(net.sizes) - 1 else x), 20


def _connections(
    net: Net,
    now: Snapshot,
    at: Callable[[int, int], tuple[float, float]],
    unit: str,
    name: str,
) -> list[Shape]:
    """Draw a line for each weight; those of the chosen unit are thick and carry their numbers."""
    lines: list[Shape] = []
    labels: list[Shape] = []
    where, moved = net.where(unit), -1 if name == BIAS else net.column(name)
    for index, (W, _) in enumerate(now.params, start=1):
        for k, j in np.ndindex(W.shape):
            (x0, y0), (x1, y1) = at(index - 1, j), at(index, k)
            weight = float(W[k, j])
            incoming = unit != INPUT and where == (index, k)
            outgoing = unit == INPUT and index == 1 and j == moved
            thick = incoming or outgoing
            colour = RULE if not thick else BLUE if weight >= 0 else VERMILLION
            width = 2.5 if thick else 1.0
            lines.append(Line(((x0, y0), (x1, y1)), colour, width, dashed=weight < 0))
            if thick:
                share = NEAR if incoming else 1 - NEAR
                spot = (x0 + share * (x1 - x0), y0 + share * (y1 - y0))
                labels += _label(spot, number(weight, 2), strong=incoming and j == moved)
    return [*sorted(lines, key=lambda line: getattr(line, "line", 0.0)), *labels]


def _label(spot: tuple[float, float], text: str, *, strong: bool) -> list[Shape]:
    wide = 7.6 * len(text) + 10
    box = Rect(spot[0] - wide / 2, spot[1] - 10, wide, 20, fill=PAPER)
    frame = Rect(box.x, box.y, wide, 20, YELLOW, 0.35, INK, 2.0) if strong else box
    return [box, frame, Text(*spot, text, 13, "middle", INK, strong, mono=True)]


def _unit(
    now: Snapshot,
    before: Snapshot,
    index: int,
    k: int,
    spot: tuple[float, float],
    chosen: bool,
    hidden: bool,
) -> list[Shape]:
    """Draw a unit with u above and x below; the input has x only."""
    x, y = spot
    value = float(now.xs[index][k])
    fill, tint = (YELLOW, 0.35) if chosen else (SKY, 0.15)
    disc = Circle(x, y, RADIUS, PAPER, 1.0, None)  # the lines end here
    ring = Circle(x, y, RADIUS, fill, tint, INK, 3.0 if chosen else 1.0, dashed=hidden)
    shown = COVERED if hidden else number(value)
    if index == 0:
        texts = [Text(x, y, shown, 14, "middle", INK, bold=True, mono=True)]
    else:
        u = COVERED if hidden else number(float(now.us[index - 1][k]), 3)
        texts = [
            Text(x, y - 12, u, 12.5, "middle", INK, mono=True),
            Text(x, y + 12, shown, 12.5, "middle", INK, bold=True, mono=True),
        ]
    sign = "" if hidden else _sign(float(before.xs[index][k]), value)
    name = Text(x, y - RADIUS - 11, entry(layer("x", index), k + 1), 12.5, "middle", MUTED)
    mark = Text(x + RADIUS + 5, y, sign, 15, "start", INK, bold=True)
    rule = Line(((x - 22, y), (x + 22, y)), RULE)
    return [disc, ring, *([rule] if index else []), *texts, name, *([mark] if sign else [])]


def _sign(before: float, now: float) -> str:
    return "" if now == before else "▲" if now > before else "▼"


def _arithmetic(net: Net, now: Snapshot, unit: str, name: str, covered: bool) -> str:
    """Write the chosen unit out; for an input, the weights that it meets."""
    index, k = net.where(unit)
    if index == 0:
        column = listed(number(w, 2) for w in now.params[0][0][:, net.column(name)])
        return f"{net.symbol(unit, name)} meets column {net.column(name) + 1} of W⁽¹⁾: {column}"
    W, b = now.params[index - 1]
    terms = [f"{factor(w, 2)}·{factor(x, 3)}" for w, x in zip(W[k], now.xs[index - 1], strict=True)]
    u, x = (entry(layer(s, index), k + 1) for s in "ux")
    left = f"{u} = {' + '.join([*terms, factor(float(b[k]), 2)])}"
    if covered:
        return f"{left} = ?"
    return (
        f"{left} = {number(now.us[index - 1][k], 3)}{APART}{x} = f(u) = {number(now.xs[index][k])}"
    )


def _alt(
    net: Net,
    now: Snapshot,
    before: Snapshot,
    unit: str,
    name: str,
    hidden: Callable[[int, int], bool],
) -> str:
    def written(values: FloatArray, index: int) -> str:
        parts = [COVERED if hidden(index, k) else number(v) for k, v in enumerate(values)]
        return f"[{', '.join(parts)}]"

    said = [f"A {'-'.join(map(str, net.sizes))} network. x⁽⁰⁾ is {written(now.x, 0)}."]
    for index, (W, b) in enumerate(now.params, start=1):
        said.append(
            f"{layer('W', index)} is {array(W)}, {layer('b', index)} is {array(b)}, "
            f"{layer('u', index)} is {written(now.us[index - 1], index)}, "
            f"{layer('x', index)} is {written(now.xs[index], index)}."
        )
    said.append(f"Chosen: {net.symbol(unit, name)}.")
    every = [(i, k) for i, size in enumerate(net.sizes) for k in range(size)]
    for sign, word in (("▲", "Up"), ("▼", "Down")):
        moved = [
            entry(layer("x", i), k + 1)
            for i, k in every
            if not hidden(i, k) and _sign(float(before.xs[i][k]), float(now.xs[i][k])) == sign
        ]
        said += [f"{word}: {listed(moved)}."] if moved else []
    if any(hidden(*place) for place in every):
        said.append("What “?” covers waits for a guess.")
    return " ".join(said)
