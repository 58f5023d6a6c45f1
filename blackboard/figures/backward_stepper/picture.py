"""The picture of the backward stepper: the chain, the step in numbers, and a panel a layer."""

from collections.abc import Callable

import numpy as np

from autograder.checks.expected import FloatArray
from blackboard.drawing.colours import MUTED
from blackboard.drawing.grid import (
    MADE,
    MOST_SHOWN,
    PLAIN,
    USED,
    WANTED,
    WRONG,
    Cells,
    Mark,
    equation,
    grid,
    short,
    window,
)
from blackboard.drawing.notation import APART, array, layer, shape
from blackboard.drawing.shapes import Drawing, Shape, Text
from blackboard.figures.backward_stepper.chain import HEIGHT as CHAIN
from blackboard.figures.backward_stepper.chain import draw_chain
from blackboard.figures.backward_stepper.scene import Scene, verdict_line
from blackboard.figures.backward_stepper.walk import Part, Step

WIDTH = 860
MARGIN = 12
BIG = Cells(62, 22, 13)
SMALL = Cells(42, 20, 11.5, short)
COLUMNS = 4  # of a matrix in a panel: two of them and one of numeric gradients fit side by side
GAP = 8  # between two tables of a panel
PANEL = 56  # height of a panel without its rows
KEY = (
    "thick frame: made in this step\u2003\u2003blue: its factors\u2003\u2003"
    "hatched ✗: not the numeric gradient"
)


def draw_scene(scene: Scene) -> Drawing:
    """Draw one step of the walk."""
    tallest = max(len(window(W.shape[0])) for W, _ in scene.params)
    tallest = max(tallest, *(len(window(W.shape[1])) for W, _ in scene.params))
    middle = CHAIN + 62 + (tallest * BIG.height + 50) / 2
    shapes = [*draw_chain(scene), *_step(scene, middle)]
    top = middle + (tallest * BIG.height + 50) / 2 + 8
    # First the layer that the step is about: the others may lie below the edge of a screen.
    for index in sorted(range(1, len(scene.params) + 1), key=lambda k: (k != scene.layer, k)):
        W, _ = scene.params[index - 1]
        shapes += _panel(scene, index, top)
        top += PANEL + len(window(W.shape[0])) * SMALL.height
    shapes.append(Text(MARGIN, top + 8, KEY, 12, colour=MUTED))
    return Drawing(WIDTH, top + 20, tuple(shapes), _alt(scene))


def _step(scene: Scene, middle: float) -> list[Shape]:
    step = scene.step
    where = "" if step.phase == "loss" or step.index == 0 else f", layer {step.index}"
    if scene.covered:
        title = f"Step {scene.at} of {len(scene.steps) - 1} · {step.phase}{where} · which lemma?"
        return [
            Text(MARGIN, CHAIN + 20, title, 15, bold=True),
            Text(MARGIN, CHAIN + 44, f"{step.symbol} = ?{APART}{_left(step)}", 14),
        ]
    title = f"Step {scene.at} of {len(scene.steps) - 1} · {step.phase}{where} · {step.rule}"
    title += " · the mistake acts here" if step.mistaken and scene.verdicts is not None else ""
    sides: list[str | tuple[str, FloatArray, Mark, bool]] = [(step.symbol, step.value, MADE, False)]
    if step.parts:
        sides.append("=")
    sides += [p if isinstance(p, str) else (p.symbol, p.value, USED, p.row) for p in step.parts]
    return [
        Text(MARGIN, CHAIN + 20, title, 15, bold=True),
        Text(MARGIN, CHAIN + 44, f"{step.formula}{APART}{_shapes(step)}", 14),
        *equation(sides, (MARGIN, middle), BIG),
    ]


def _shapes(step: Step) -> str:
    """Write the step once more, with shapes in place of the letters."""
    right = " ".join(
        p if isinstance(p, str) else _shape(p) for p in step.parts if p not in ("f(", ")")
    )
    return _left(step) + (f" = {right}" if right else "")


def _left(step: Step) -> str:
    left = shape(step.value)
    return f"shapes: {'1 number' if left == 'number' else left}"


def _shape(part: Part) -> str:
    """Write a shape as NumPy has it; what the formula transposes is marked as the formula does."""
    return f"{shape(part.value)}ᵀ" if part.row else shape(part.value)


def _panel(scene: Scene, index: int, top: float) -> list[Shape]:
    """Draw what is known of a layer; a column of tables a quantity."""
    W, _ = scene.params[index - 1]
    known, last = scene.known, len(scene.params)
    name_beside, beside = scene.beside(index) or (scene.comparison, None)
    numbers: list[FloatArray | None] = [None, None]
    if beside is not None:
        numbers = [c.expected if name_beside == "numeric" else c.actual for c in beside]
    tables: list[tuple[str, str, FloatArray | None, tuple[int, int]]] = [
        ("W", f"W {W.shape}", known["W", index], (W.shape[0], W.shape[1])),
        *(
            (name, text, known.get((name, index)), (W.shape[0], 1))
            for name, text in (("b", "b"), ("u", "u"), ("x", "x"), ("y", "y"), ("delta", "δ, ∇b"))
            if name != "y" or index == last
        ),
        ("beside_b", name_beside, numbers[1], (W.shape[0], 1)),
        ("dW", f"∇W {W.shape}", known.get(("dW", index)), (W.shape[0], W.shape[1])),
        ("beside_W", f"{name_beside.removesuffix('s')} ∇W", numbers[0], W.shape),
    ]
    x, below = float(MARGIN), top + 44
    shapes: list[Shape] = [
        Text(x, top + 10, f"Layer {index}", 13.5, bold=True),
        Text(x + 64, top + 10, f"b, u, x, δ {W.shape[:1]}", 12, colour=MUTED),
        Text(WIDTH - MARGIN, top + 10, verdict_line(scene, index), 12.5, "end", bold=True),
    ]
    for name, text, values, size in tables:
        matrix = None if values is None else np.reshape(values, size)
        marks = _marks(scene, name, index)
        width = len(window(size[1], COLUMNS)) * SMALL.width
        shapes.append(Text(x + width / 2, top + 32, text, 12, "middle"))
        shapes += grid(matrix, size, (x, below), SMALL, marks, most=(MOST_SHOWN, COLUMNS))
        x += width + GAP
    return shapes


def _marks(scene: Scene, name: str, index: int) -> Callable[[int, int], Mark]:
    """Mark one table: what the step makes, what it uses, and what disagrees."""
    step, verdict, whole = scene.step, scene.judged(index), PLAIN
    if step.key == (name, index):
        whole = WANTED if scene.covered else MADE
    elif not scene.covered and (name, index) in [
        part.source for part in step.parts if isinstance(part, Part)
    ]:
        whole = USED
    if name.startswith("beside") and (beside := scene.beside(index)):
        if beside[0] == "numeric":
            return lambda i, j: whole
        verdict = beside[1]
    elif name not in ("dW", "delta"):
        return lambda i, j: whole
    if verdict is None:
        return lambda i, j: whole
    wrong = verdict[0].wrong if name.endswith("W") else verdict[1].wrong[:, np.newaxis]
    return lambda i, j: WRONG if wrong[i, j] else whole


def _alt(scene: Scene) -> str:
    step = scene.step
    where = "" if step.phase == "loss" or step.index == 0 else f", layer {step.index}"
    if scene.covered:
        return (
            f"Step {scene.at} of {len(scene.steps) - 1}, {step.phase}{where}: {step.symbol} = ?, "
            f"{_left(step)}. Its lemma waits for a name."
        )
    sentences = [
        f"Step {scene.at} of {len(scene.steps) - 1}, {step.phase}{where}, {step.rule}: "
        f"{step.formula}; {_shapes(step)}."
    ]
    values = [(p.symbol, p.value) for p in step.parts if isinstance(p, Part)]
    sentences += [
        f"{symbol} is {array(value)}." for symbol, value in [*values, (step.symbol, step.value)]
    ]
    if step.key[0] == "dW":
        sentences.append(f"{layer('∇b', step.index)} is {layer('δ', step.index)}.")
    for index in range(len(scene.params), 0, -1):
        line = verdict_line(scene, index)
        if line:
            sentences.append(f"Layer {index}: {line.replace(APART, ', ')}.")
        verdict = scene.judged(index)
        if verdict and step.key == ("dW", index):
            sentences.append(f"The numeric ∇W is {array(verdict[0].expected)}.")
            name, beside = scene.beside(index) or ("", verdict)
            if name == scene.whose:
                W, b = (array(c.actual) for c in beside)
                sentences.append(f"{name.capitalize()} are ∇W {W} and ∇b {b}.")
    return " ".join(" ".join(sentences).split())
