"""The upper part of the stepper's picture: the network as a chain, and how far the walk is."""

from itertools import pairwise

import numpy as np

from blackboard.drawing.colours import BLUE, INK, MUTED, RULE, SKY, VERMILLION, YELLOW
from blackboard.drawing.notation import layer, number
from blackboard.drawing.shapes import Line, Rect, Shape, Text
from blackboard.figures.backward_stepper.scene import Scene
from blackboard.figures.backward_stepper.walk import Key

WIDTH = 860
HEIGHT = 150
FORWARD, BACKWARD, GRADIENTS = 24.0, 76.0, 120.0  # the middle of each of the three rows
YOURS = 142.0  # the middle of a line below the last one
TALL, LOW = 36.0, 26.0


def draw_chain(scene: Scene) -> list[Shape]:
    """Draw x⁽⁰⁾ → u⁽¹⁾ → x⁽¹⁾ → … → L, the gradients on the way back below, and those of W."""
    last = len(scene.params)
    nodes: list[Key] = [("x", 0)]
    for index in range(1, last + 1):
        nodes += [("u", index), ("x", index)]
    nodes.append(("loss", last))
    pitch = (WIDTH - 20) / len(nodes)
    wide = min(pitch - 24, 92.0)
    shapes: list[Shape] = []
    centres = [10 + pitch * (k + 0.5) for k in range(len(nodes))]
    for k, (left, right) in enumerate(pairwise(centres)):
        forward = ((left + wide / 2 + 2, FORWARD), (right - wide / 2 - 2, FORWARD))
        shapes.append(Line(forward, BLUE, 2, arrow=True))
        if k > 0:  # nothing is handed back to the input
            end = right - wide / 2 - 2 if k < len(nodes) - 2 else right
            back = ((end, BACKWARD), (left + wide / 2 + 2, BACKWARD))
            shapes.append(Line(back, VERMILLION, 2, dashed=True, arrow=True))
    corner = ((centres[-1], FORWARD + TALL / 2 + 2), (centres[-1], BACKWARD))
    shapes.append(Line(corner, VERMILLION, 2, dashed=True))
    for centre, (name, index) in zip(centres, nodes, strict=True):
        shapes += _node(scene, (name, index), centre, wide)
        if name == "u":
            stem = ((centre, BACKWARD + LOW / 2 + 1), (centre, GRADIENTS - LOW / 2 - 1))
            shapes.append(Line(stem, VERMILLION, 1.5, dashed=True, arrow=True))
            shapes += _box(scene, ("delta", index), layer("δ", index), centre, BACKWARD, wide, LOW)
            sign, yours = _signs(scene, index)
            text = layer("∇W", index) + sign
            shapes += _box(scene, ("dW", index), text, centre, GRADIENTS, wide + 18, LOW)
            if yours:
                shapes.append(Text(centre, YOURS, f"{scene.whose}{yours}", 11.5, "middle"))
        elif name == "x" and index > 0:
            shapes += _box(scene, ("gx", index), layer("∇x", index), centre, BACKWARD, wide, LOW)
    return shapes


def _node(scene: Scene, key: Key, centre: float, wide: float) -> list[Shape]:
    name, index = key
    if name == "loss":
        value = scene.known.get(key)
        shapes = _box(scene, key, "L", centre, FORWARD, wide, TALL)
        note = "number" if value is None else number(float(value))
    else:
        shapes = _box(scene, key, layer(name, index), centre, FORWARD, wide, TALL)
        sizes = [len(scene.steps[0].value), *(len(b) for _, b in scene.params)]
        note = f"({sizes[index]},)"
    title = shapes[-1]
    assert isinstance(title, Text)
    lifted = Text(title.x, FORWARD - 7, title.text, 14, "middle", title.colour, title.bold)
    return [*shapes[:-1], lifted, Text(centre, FORWARD + 10, note, 11.5, "middle", MUTED)]


def _box(
    scene: Scene, key: Key, text: str, centre: float, middle: float, wide: float, tall: float
) -> list[Shape]:
    """Draw a quantity: dashed while unknown, tinted once known, thick-framed when it is made."""
    made, known = scene.step.key == key, key in scene.known
    fill, tint, stroke, line = (YELLOW, 0.45, INK, 3.0) if made else (SKY, 0.22, INK, 1.0)
    return [
        Rect(
            centre - wide / 2,
            middle - tall / 2,
            wide,
            tall,
            fill=fill if known else None,
            tint=tint,
            stroke=stroke if known else RULE,
            line=line,
            dashed=not known,
        ),
        Text(centre, middle, text, 14, "middle", INK if known else MUTED, bold=made),
    ]


def _signs(scene: Scene, index: int) -> list[str]:
    """Return a check mark or a cross for ∇W, and another one for the student's."""
    pairs = [scene.judged(index), scene.student[index] if scene.student else None]
    return [
        "" if pair is None else " ✗" if any(np.any(c.wrong) for c in pair) else " ✓"
        for pair in pairs
    ]
