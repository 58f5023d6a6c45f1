"""What a step does: its equations, and the same in words."""

from blackboard.drawing.notation import listed, number, shape
from blackboard.figures.tape_graph.panel import Equation, Table
from blackboard.figures.tape_graph.shares import Part, Quantity, product_sign
from blackboard.figures.tape_graph.tape import Entry
from blackboard.figures.tape_graph.walk import FORWARD, GIVEN, START, Arrival, Walk

PRODUCT = "⊙"
STRETCHING = (
    "+",
    "−",
    PRODUCT,
)  # the signs whose inputs may have to be stretched to the same shape


def equations(walk: Walk, at: int) -> tuple[Equation, ...]:
    """Return the equations of a step: what it computes, and what a use adds to the others."""
    step = walk.steps[at]
    if step.phase == START:
        name = walk.tape.output
        one = Table(Quantity(walk.adjoint_name(name), walk.start), made=True)
        return (Equation(f"The derivative of {name} by itself:", (one,)),)
    if step.entry is None:
        return ()
    if step.phase == FORWARD:
        return (_forward(walk, step.entry),)
    shares, sums = [], []
    for place, name in enumerate(step.entry.inputs):
        came = [arrival for arrival in walk.arrived(name, at) if arrival.step == at]
        arrival = came[step.entry.inputs[:place].count(name)]
        shares.append(_share(walk, name, arrival))
        sums += _sum(walk, name, arrival)
    return (*shares, *sums)


def _forward(walk: Walk, entry: Entry) -> Equation:
    inputs, made = [Table(walk.value(name)) for name in entry.inputs], walk.value(entry.output)
    sign = entry.operation.sign
    left: tuple[str | Table, ...] = (f"{sign}(", inputs[0], ")")
    if len(inputs) > 1:
        shown = product_sign(made.value) if sign == PRODUCT else sign
        left = (inputs[0], shown, inputs[1])
    words = f"{entry.output} is {entry.operation.words.format(*entry.inputs)}"
    for name in dict.fromkeys(entry.inputs) if sign in STRETCHING else ():
        if walk.value(name).value.shape != made.value.shape:
            words += f"; {name} is repeated to {shape(made.value)}"
    return Equation(f"{words}.", (*left, "=", Table(made, made=True)))


def _share(walk: Walk, name: str, arrival: Arrival) -> Equation:
    """Return what comes back to a node over one use."""
    share = arrival.share
    alone = walk.tape.uses(name) == 1
    made = Quantity(walk.adjoint_name(name) if alone else f"this use of {name}", share.value)
    parts = (*map(_part, share.parts), "=", Table(made, made=True))
    return Equation(f"To {name}: {share.rule}.", parts)


def _sum(walk: Walk, name: str, arrival: Arrival) -> list[Equation]:
    """Return what a use makes with those that came back before it, if there are any."""
    before = walk.before(name, arrival)
    if before is None:
        return []
    parts = (
        Table(Quantity("before", before)),
        "+",
        Table(Quantity("this use", arrival.share.value)),
        "=",
        Table(Quantity(walk.adjoint_name(name), before + arrival.share.value), made=True),
    )
    return [Equation(f"{name} is used {walk.tape.uses(name)} times, and the uses add up:", parts)]


def _part(part: Part) -> str | Table:
    return part if isinstance(part, str) else Table(part)


def node_equations(walk: Walk, name: str, at: int) -> tuple[Equation, ...]:
    """Return what is known of a node after so many steps: its value, and what came back to it."""
    entry = walk.tape.made_by.get(name)
    if not walk.valued(name, at):
        return ()
    words = f"{name} is given:" if entry is None else f"Line {entry.number}, {entry.text}:"
    found = [Equation(words, (Table(walk.value(name)),))]
    adjoint, came = walk.adjoint(name, at), walk.arrived(name, at)
    if adjoint is not None:
        total = Table(Quantity(walk.adjoint_name(name), adjoint), made=True)
        parts: list[str | Table] = []
        for arrival in came if len(came) > 1 else ():
            table = Table(Quantity(f"over {arrival.entry.output}", arrival.share.value))
            parts += ["+", table] if parts else [table]
        found.append(Equation(f"{_uses(walk, name, at)}:", (*parts, *(["="] * bool(parts)), total)))
    return tuple(found)


def _uses(walk: Walk, name: str, at: int) -> str:
    """Say how many uses of a node have come back."""
    uses, came = walk.tape.uses(name), len(walk.arrived(name, at))
    if name == walk.tape.output:
        return "Its adjoint, from which the way back starts"
    if uses == 1:
        return "Its adjoint, over its one use"
    if came < uses:
        return f"Its adjoint, {came} of its {uses} uses so far"
    return f"Its adjoint, over all of its {uses} uses"


def title(walk: Walk, at: int) -> str:
    """Return the place of a step in the walk."""
    step = walk.steps[at]
    text = f"Step {at} of {len(walk.steps) - 1} · {step.phase}"
    if step.entry is not None:
        text += f" · line {step.entry.number} of the tape: {step.entry.text}"
    return text


def sentence(walk: Walk, at: int) -> str:
    """Say what a step does."""
    step, tape = walk.steps[at], walk.tape
    if step.phase == GIVEN:
        given = [name for name in tape.values if name not in tape.made_by]
        return f"Given: {listed(given)}. Each step forward runs a line of the tape."
    if step.entry is None:
        return f"{walk.adjoint_name(tape.output)} is 1."
    if step.phase == FORWARD:
        value = tape.values[step.entry.output]
        made = f"is {number(float(value))}" if not value.ndim else f"has the shape {shape(value)}"
        return f"Line {step.entry.number}: {step.entry.text} {made}."
    rules = [
        f"to {name} {share.rule}"
        for name, share in zip(step.entry.inputs, step.shares, strict=True)
    ]
    return f"Line {step.entry.number}, {step.entry.text}, hands back {'; '.join(rules)}."
