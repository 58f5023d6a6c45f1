"""The picture of the computational graph: nodes, arrows with slopes, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from blackboard.drawing.colours import BLUE, INK, MUTED, PAPER, RULE, SKY, VERMILLION, YELLOW
from blackboard.drawing.notation import APART, factor, number
from blackboard.drawing.shapes import Circle, Drawing, Line, Rect, Shape, Text
from blackboard.figures.computational_graph.walk import (
    ARROWS,
    FORWARD,
    INPUTS,
    NODES,
    ORDER,
    RESULT,
    Step,
    Walk,
    bar,
)

WIDTH, HEIGHT = 860, 492
ARROW = " → "
PLACES = {
    "x": (84.0, 110.0), "y": (84.0, 290.0), "a": (260.0, 200.0), "b": (438.0, 100.0),
    "c": (438.0, 300.0), "d": (616.0, 200.0), "f": (776.0, 200.0),
}  # fmt: skip
RADIUS = 26.0
SHARE = 0.5  # of an arrow's way, where its slope stands
KEY = APART.join(
    [
        "on the arrows: local slopes",
        "dashed: what comes back now",
        "thick: the path",
        "double ring: used twice",
    ]
)


@dataclass(frozen=True)
class View:
    """The graph after one step, as the picture shows it.

    Attributes:
        walk: the numbers.
        at: the present step.
        path: the path that is highlighted, node by node.
        verdicts: what is written under a node about a student's adjoint.
        asked: whether the result of the present step is hidden.
    """

    walk: Walk
    at: int
    path: tuple[str, ...] | None
    verdicts: Mapping[str, str]
    asked: bool

    @property
    def step(self) -> Step:
        """The present step."""
        return self.walk.steps[self.at]

    @property
    def valued(self) -> tuple[str, ...]:
        """The nodes whose values are known."""
        return ORDER[: len(INPUTS) + min(self.at, FORWARD)]

    @property
    def phase(self) -> str:
        """The part of the walk to which the step belongs."""
        return "the inputs" if self.at == 0 else "forward" if self.at <= FORWARD else "backward"

    def so_far(self, name: str) -> str:
        """Return the words that follow an adjoint to which something still has to come."""
        return "" if self.walk.finished(name, self.at) else " so far"


def draw_graph(view: View) -> Drawing:
    """Draw the graph after so many steps."""
    walk, at, step = view.walk, view.at, view.step
    shapes: list[Shape] = []
    for start, end in ARROWS:
        shapes += _arrow(start, end, view.path, active=step.arrow == (start, end))
    for arrow, slope in walk.slopes.items():
        if arrow[1] in view.valued:
            shapes += _slope(*arrow, number(slope))
    known = walk.known(at)
    for name in ORDER:
        value = number(walk.values[name]) if name in view.valued else "…"
        adjoint = f"{bar(name)} = {number(known[name])}{view.so_far(name)}" if name in known else ""
        if view.asked and name == step.node:
            adjoint = f"{bar(name)} = ?"
        verdict = view.verdicts.get(name, "")
        shapes += _node(name, f"{name} = {value}", adjoint, verdict, made=name == step.node)
    title = f"Step {at} of {len(walk.steps) - 1} · {view.phase}"
    if step.arrow:
        title += f" · over the arrow from {step.arrow[0]} to {step.arrow[1]}"
    now = f"{step.text} = ?" if view.asked else step.whole if at else "x and y are given."
    lines = [(title, 15.0, True), (now, 15.0, False), (_path(view), 14.0, False)]
    for k, (text, size, bold) in enumerate(lines):
        shapes.append(Text(16, 392 + 26 * k, text, size, bold=bold))
    shapes.append(Text(16, 474, KEY, 12, colour=MUTED))
    return Drawing(WIDTH, HEIGHT, tuple(shapes), _alt(view))


def _arrow(start: str, end: str, path: tuple[str, ...] | None, *, active: bool) -> list[Shape]:
    """Draw an arrow, thick if it is on the path; what comes back over it is an arrow beside it."""
    (x0, y0), (x1, y1) = PLACES[start], PLACES[end]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    across, down = (x1 - x0) / length, (y1 - y0) / length
    gap = RADIUS + 6
    ends = ((x0 + gap * across, y0 + gap * down), (x1 - gap * across, y1 - gap * down))
    on = path is not None and (start, end) in pairwise(path)
    shapes: list[Shape] = [Line(ends, SKY, 10.0)] if on else []  # under the arrow, like a marker
    shapes.append(Line(ends, BLUE if on else RULE, 2.5 if on else 1.5, arrow=True))
    if active:
        aside = 13.0
        back = tuple((x + aside * down, y - aside * across) for x, y in reversed(ends))
        shapes.append(Line(back, VERMILLION, 2.5, dashed=True, arrow=True))
    return shapes


def _slope(start: str, end: str, text: str) -> list[Shape]:
    (x0, y0), (x1, y1) = PLACES[start], PLACES[end]
    x, y = x0 + SHARE * (x1 - x0), y0 + SHARE * (y1 - y0)
    wide = 8.2 * len(text) + 8
    box = Rect(x - wide / 2, y - 10, wide, 20, fill=PAPER)
    return [box, Text(x, y, text, 13.5, "middle", INK, mono=True)]


def _node(name: str, value: str, adjoint: str, verdict: str, *, made: bool) -> list[Shape]:
    """Draw a node with its formula and value above, its adjoint and a verdict below."""
    x, y = PLACES[name]
    shapes: list[Shape] = [
        Circle(x, y, RADIUS, PAPER, 1.0, None),
        Circle(
            x, y, RADIUS, YELLOW if made else SKY, 0.35 if made else 0.15, INK, 3.0 if made else 1.2
        ),
    ]
    if sum(start == name for start, _ in ARROWS) > 1:
        shapes.append(Circle(x, y, RADIUS + 5, None, 1.0, INK, 1.2))
    shapes.append(Text(x, y, name, 17, "middle", INK, bold=True))
    if name in NODES:
        shapes.append(Text(x, y - RADIUS - 36, NODES[name][0], 12.5, "middle", MUTED))
    shapes.append(Text(x, y - RADIUS - 17, value, 13.5, "middle", INK, bold=made and not adjoint))
    shapes.append(Text(x, y + RADIUS + 18, adjoint, 14.5, "middle", INK, bold=made))
    shapes.append(Text(x, y + RADIUS + 38, verdict, 12.5, "middle", INK))
    return [shape for shape in shapes if not isinstance(shape, Text) or shape.text]


def _path(view: View) -> str:
    """Write the product along the path, and the sum over all paths once the adjoint is known."""
    walk, at, path = view.walk, view.at, view.path
    if path is None:
        return ""
    name = ARROW.join(path)
    if at < FORWARD:
        return f"Path {name}: its slopes are made of the values, which come first."
    product = " · ".join(factor(slope) for slope in walk.along(path))
    text = f"Path {name}: {product} = {number(walk.product(path))}"
    if not walk.finished(path[0], at) or (view.asked and view.step.node == path[0]):
        return text
    others = walk.known(at)[path[0]] - walk.product(path)
    total = f"{number(walk.product(path))} + {factor(others)} = {number(walk.known(at)[path[0]])}"
    return f"{text}; with the other path from {path[0]}: {total} = {bar(path[0])}"


def _alt(view: View) -> str:
    walk, at, valued = view.walk, view.at, view.valued
    sentences = [
        f"Step {at} of {len(walk.steps) - 1}, {view.phase}. A graph in which a is used twice."
    ]
    sentences.append(", ".join(f"{name} = {formula}" for name, (formula, _) in NODES.items()) + ".")
    sentences.append(
        "Values: " + ", ".join(f"{n} is {number(walk.values[n])}" for n in valued) + "."
    )
    slopes = [f"{s} to {e} {number(k)}" for (s, e), k in walk.slopes.items() if e in valued]
    sentences += [f"Slopes: {', '.join(reversed(slopes))}."] if slopes else []
    last = at - 1 if view.asked else at
    known = [_adjoint(walk, last, name, value) for name, value in walk.known(last).items()]
    sentences += [f"Adjoints: {', '.join(known)}."] if known else []
    if view.asked:
        sentences.append(f"Asked for: {view.step.text} = ? The answer waits for a guess.")
    elif at:
        sentences.append(f"Now: {view.step.whole}.")
    sentences += [f"{_path(view)}."] if view.path else []
    sentences += [f"At {name}: {verdict}." for name, verdict in view.verdicts.items()]
    return " ".join(sentences)


def _adjoint(walk: Walk, at: int, name: str, value: float) -> str:
    so_far = "" if walk.finished(name, at) or name == RESULT else " so far"
    return f"{bar(name)} is {number(value)}{so_far}"
