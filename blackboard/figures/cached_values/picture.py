"""The picture of the cache: what is kept, what uses it, and how often each layer is evaluated."""

from collections.abc import Sequence

from blackboard.drawing.colours import BLUE, INK, MUTED, RULE, SKY, VERMILLION, YELLOW
from blackboard.drawing.notation import APART, layer, listed
from blackboard.drawing.shapes import Drawing, Line, Rect, Shape, Text
from blackboard.figures.cached_values.recompute import ITEM, Plan

WIDTH = 860
MARGIN = 14.0
CACHE, DELTAS, GRADIENTS, COUNTS = 46.0, 122.0, 190.0, 262.0  # the middle of each row
TALL, LOW, BAR = 44.0, 28.0, 16.0


def draw_plan(plan: Plan, index: int, opened: bool) -> Drawing:
    """Draw the chain of activations, the way back below it, and the counts once they are open."""
    pitch = (WIDTH - 2 * MARGIN) / (plan.depth + 1)
    centres = [MARGIN + pitch * (k + 0.5) for k in range(plan.depth + 1)]
    wide = min(pitch - 14, 84.0)
    shapes: list[Shape] = []
    for k in range(plan.depth):
        ends = ((centres[k] + wide / 2 + 1, CACHE), (centres[k + 1] - wide / 2 - 2, CACHE))
        shapes.append(Line(ends, BLUE, 2, arrow=True))
    for k, centre in enumerate(centres):
        shapes += _activation(plan, k, centre, wide, k == index)
    for k, centre in enumerate(centres[1:], start=1):
        shapes += _box(f"{layer('Δ', k)}", centre, DELTAS, wide, k == index)
        shapes += _box(f"{layer('∇W', k)}", centre, GRADIENTS, wide, k == index + 1)
    shapes += _uses(plan, index, centres, wide)
    bottom = GRADIENTS + LOW
    if opened:
        shapes += _counts(plan, centres)
        bottom = COUNTS + 30 + BAR * max(plan.evaluations)
        for k, text in enumerate(_totals(plan)):
            shapes.append(Text(MARGIN, bottom + 22 * k, text, 13.5, bold=k == 0))
        bottom += 48
    words = ["thick frame: looked at", "yellow, with arrows: what uses it", "dashed: dropped"]
    if opened:
        words.append("hatched: evaluated again")
    shapes.append(Text(MARGIN, bottom + 12, APART.join(words), 12.5, colour=MUTED))
    return Drawing(WIDTH, bottom + 26, tuple(shapes), _alt(plan, index, opened))


def _activation(plan: Plan, index: int, centre: float, wide: float, looked: bool) -> list[Shape]:
    kept = plan.kept[index]
    return [
        Rect(
            centre - wide / 2, CACHE - TALL / 2, wide, TALL,
            fill=SKY if kept else None, tint=0.3, stroke=INK if kept or looked else RULE,
            line=3.0 if looked else 1.0, dashed=not kept,
        ),
        Text(centre, CACHE - 8, layer("X", index), 14, "middle", bold=looked),
        Text(centre, CACHE + 11, "kept" if kept else "dropped", 11.5, "middle", MUTED),
    ]  # fmt: skip


def _box(text: str, centre: float, middle: float, wide: float, uses: bool) -> list[Shape]:
    return [
        Rect(
            centre - wide / 2, middle - LOW / 2, wide, LOW,
            fill=YELLOW if uses else None, tint=0.4, stroke=INK if uses else RULE,
            line=2.0 if uses else 1.0,
        ),
        Text(centre, middle, text, 13.5, "middle", bold=uses),
    ]  # fmt: skip


def _uses(plan: Plan, index: int, centres: Sequence[float], wide: float) -> list[Shape]:
    """Draw arrows from an activation to what is made of it on the way back."""
    shapes: list[Shape] = []
    x, start = centres[index], CACHE + TALL / 2 + 2
    if index > 0:
        shapes.append(Line(((x, start), (x, DELTAS - LOW / 2 - 2)), VERMILLION, 2.5, arrow=True))
    if index < plan.depth:
        end = centres[index + 1] - wide / 2 - 2
        middle = (x + wide / 2 + end) / 2 + 2
        corner = ((x + 14, start), (x + 14, start + 10), (middle, start + 10))
        shapes.append(
            Line((*corner, (middle, GRADIENTS), (end, GRADIENTS)), VERMILLION, 2.5, arrow=True)
        )
    return shapes


def _counts(plan: Plan, centres: Sequence[float]) -> list[Shape]:
    """Stack a block for each evaluation of a layer, under the layer's place in the chain."""
    shapes: list[Shape] = [Text(MARGIN, COUNTS - 22, "times that a layer is evaluated", 13)]
    for k, count in enumerate(plan.evaluations):
        x = centres[k + 1]
        for place in range(count):
            top = COUNTS + 10 + BAR * place
            again = place > 0
            shapes.append(
                Rect(x - 22, top, 44, BAR - 2, SKY, 0.5, INK, hatched=again, dashed=again)
            )
        shapes.append(Text(x, COUNTS, f"{count} ×", 13.5, "middle", bold=True))
    return shapes


def _totals(plan: Plan) -> list[str]:
    width = f"N = {plan.batch} samples, widths {'-'.join(map(str, plan.sizes))}"
    return [
        f"{plan.total} layer evaluations in place of {plan.depth}, "
        f"{plan.multiplications:,} multiplications",
        f"{plan.numbers:,} numbers held for the way back at most, "
        f"{plan.numbers * ITEM / 1000:,.0f} kB; {width}",
    ]


def _alt(plan: Plan, index: int, opened: bool) -> str:
    names = [layer("X", k) for k in range(plan.depth + 1)]
    kept = listed(name for name, on in zip(names, plan.kept, strict=True) if on)
    dropped = listed(name for name, on in zip(names, plan.kept, strict=True) if not on)
    sentences = [
        f"A network of {plan.depth} layers. Kept: {kept}. Dropped: {dropped or 'none'}.",
        f"{names[index]} is used {_purpose(plan, index)}.",
    ]
    if not opened:
        return " ".join([*sentences, "The counts wait for a guess."])
    sentences.append(f"Evaluations of the layers 1 to {plan.depth}: {plan.evaluations}.")
    return " ".join([*sentences, *(f"{text}." for text in _totals(plan))])


def _purpose(plan: Plan, index: int) -> str:
    """Say which computations of the way back use an activation."""
    uses = []
    if index == plan.depth:
        uses.append(f"for {layer('Δ', index)}, in X − Y and in its slope X ⊙ (1 − X)")
    elif index > 0:
        uses.append(f"for {layer('Δ', index)}, whose slope is X ⊙ (1 − X)")
    if index < plan.depth:
        uses.append(
            f"for {layer('∇W', index + 1)} = ({layer('X', index)})ᵀ {layer('Δ', index + 1)}"
        )
    return listed(uses)
