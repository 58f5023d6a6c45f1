"""The picture of a tape: its graph, and below it what the present step computes."""

from collections.abc import Sequence

from blackboard.drawing.colours import MUTED
from blackboard.drawing.notation import APART, array, shape
from blackboard.drawing.shapes import Drawing, Shape, Text
from blackboard.figures.tape_graph import steps
from blackboard.figures.tape_graph.graph import (
    BACKWARDS,
    FORWARDS,
    Node,
    Sheet,
    draw_arrow,
    draw_node,
    target,
)
from blackboard.figures.tape_graph.layout import Route
from blackboard.figures.tape_graph.panel import (
    MOST_WORDS,
    Equation,
    Page,
    Table,
    draw_equations,
    set_equations,
    shortened,
    written,
)
from blackboard.figures.tape_graph.shares import Quantity
from blackboard.figures.tape_graph.view import View
from blackboard.figures.tape_graph.walk import FORWARD, START

WIDTH = 860.0
LEFT = 16.0
LONGEST_TITLE = 80  # letters
SHORT = 6  # characters of a number in a node
MOST_READ = 40  # entries of an array that its text alternative reads out
KEY = APART.join(
    [
        "∂: the adjoint",
        "yellow, thick: made now",
        "thick arrow: taken",
        "dashed arrow: handed back",
        "double frame: several uses",
    ]
)


def draw_tape(view: View) -> Drawing:
    """Draw a tape after so many steps."""
    walk, sheet = view.walk, Sheet(view.layout, WIDTH)
    ways = {route: _way(view, route) for route in view.layout.routes}
    shapes: list[Shape] = []
    for route in sorted(ways, key=lambda route: ways[route] is not None):  # those in use on top
        shapes += draw_arrow(route, sheet, ways[route])
    for name in walk.tape.values:
        shapes += draw_node(_node(view, name), sheet)
    top = sheet.bottom + 24
    title, sentence = view.lines
    shapes += [
        Text(LEFT, top, KEY, 12, colour=MUTED),
        Text(LEFT, top + 28, shortened(title, LONGEST_TITLE), 15, bold=True),
    ]
    if sentence:
        shapes.append(Text(LEFT, top + 54, shortened(sentence, MOST_WORDS), 13.5))
    below = top + (66 if sentence else 42)
    page = _page(view.equations)
    shapes += draw_equations(page, (LEFT, below))
    # Equally high in every step, so that the notebook stays where it is.
    highest = max(_page(steps.equations(walk, at)).height for at in range(len(walk.steps)))
    height = max(top + 42 + highest, below + page.height) + 8
    targets = tuple(target(name, sheet) for name in walk.tape.values)
    return Drawing(WIDTH, height, tuple(shapes), _alt(view), targets)


def _page(equations: Sequence[Equation]) -> Page:
    return set_equations(equations, WIDTH - 2 * LEFT)


def _way(view: View, route: Route) -> str | None:
    """Return what goes over an arrow in the present step."""
    step = view.walk.steps[view.at]
    if step.entry is None or route.end != step.entry.output:
        return None
    return FORWARDS if step.phase == FORWARD else BACKWARDS


def _node(view: View, name: str) -> Node:
    walk = view.walk
    entry = walk.tape.made_by.get(name)
    now = name == view.looked if view.looked else _made(view, name)
    valued = walk.valued(name, view.at)
    value = _brief(walk.value(name)) if valued else "…"
    lines = ("given" if entry is None else entry.operation.name, value, _adjoint(view, name))
    return Node(name, lines, known=valued, now=now, double=walk.tape.uses(name) > 1)


def _made(view: View, name: str) -> bool:
    """Whether the present step finds the value or the adjoint of a node, or a part of it."""
    step = view.walk.steps[view.at]
    if step.phase == START:
        return name == view.walk.tape.output
    if step.entry is None:
        return False
    if step.phase == FORWARD:
        return name == step.entry.output
    return name in step.entry.inputs


def _adjoint(view: View, name: str) -> str:
    """Write what is known of the adjoint of a node, in a few characters."""
    walk, at = view.walk, view.known
    step = walk.steps[view.at]
    if view.asked and step.entry is not None and name in step.entry.inputs:
        return "∂ ?"
    uses, came = walk.tape.uses(name), len(walk.arrived(name, at))
    if came and came < uses:
        return f"∂ {came} of {uses}"
    adjoint = walk.adjoint(name, at)
    if adjoint is None:
        return "∂ none" if at >= walk.turn and not uses else ""
    return f"∂ {_brief(Quantity(name, adjoint))}"


def _brief(quantity: Quantity) -> str:
    """Write a number, or the shape of an array."""
    if quantity.value.ndim:
        text = shape(quantity.value)
        return text if len(text) <= len("(2, 3)") else text.replace(" ", "")
    return written(quantity.value.item(), SHORT)


def _alt(view: View) -> str:
    walk, at = view.walk, view.known
    tape = walk.tape
    given = [name for name in tape.values if name not in tape.made_by]
    sentences = [
        f"{steps.title(walk, view.at).replace(' · ', ', ')}.",
        f"The graph of a tape with {len(tape.values)} nodes.",
        f"Given: {', '.join(given)}.",
        "; ".join(f"line {entry.number}, {entry.text}" for entry in tape.entries) + ".",
    ]
    values = [_named(walk.value(name)) for name in tape.values if walk.valued(name, view.at)]
    sentences.append(f"Values: {', '.join(values)}.")
    adjoints = []
    for name in tape.values:
        adjoint = walk.adjoint(name, at)
        if adjoint is not None:
            text = _named(Quantity(walk.adjoint_name(name), adjoint))
            uses, came = tape.uses(name), len(walk.arrived(name, at))
            adjoints.append(f"{text}, {came} of {uses} uses so far" if came < uses else text)
    if adjoints:
        sentences.append(f"Adjoints: {', '.join(adjoints)}.")
    sentences.append(view.lines[1])
    for equation in view.equations:
        sentences.append(f"{equation.words} {' '.join(map(_read, equation.parts))}.")
    return " ".join(filter(None, sentences))


def _named(quantity: Quantity) -> str:
    return f"{quantity.name} is {_brief(quantity)}"


def _read(part: str | Table) -> str:
    """Write a part of an equation: an array with all its numbers, if they are not too many."""
    if isinstance(part, str):
        return part
    quantity = part.quantity
    text = array(quantity.value) if quantity.value.size <= MOST_READ else "an array"
    return f"{quantity.name} {part.under} {text}".replace("  ", " ")
