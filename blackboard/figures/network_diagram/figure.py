"""The network diagram: move an input, a weight or a bias, and see every unit follow."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from blackboard.drawing.notation import number
from blackboard.drawing.shapes import Drawing
from blackboard.figures.network_diagram.network import INPUT, Net, NoNetwork, Snapshot
from blackboard.figures.network_diagram.picture import View, draw_diagram
from blackboard.interactive.controls import Button, Choice, Slider
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import UNDECIDED, GuessFirst, Guessing, asks

UP, DOWN, STAY = "goes up", "goes down", "stays"
GRID = 0.25  # from one place of the slider to the next
WIDEST, DEEPEST = 5, 3  # units of a layer and layers with weights: what fits on the sheet


@dataclass(frozen=True)
class State(Guessing):
    """The state of the figure: the numbers, the one that is moved, and the guess about it.

    Attributes:
        values: all inputs, weights and biases, in the order of ``Net``.
        base: what they were before the present move.
        unit, name: the number that the slider moves.
        value: where the slider is: at the number, or at its place nearest to it.
        output: which output the guess is about, ``output 1`` and so on.
        guess: UP, DOWN or STAY.
    """

    values: tuple[float, ...]
    base: tuple[float, ...]
    unit: str
    name: str
    value: float
    output: str = "output 1"
    guess: str = UNDECIDED

    @property
    def moved(self) -> bool:
        """Whether there is a move to be guessed about."""
        return self.values != self.base

    @property
    def open(self) -> bool:
        """Whether what the move does is shown."""
        return super().open or not self.moved


GUESS = GuessFirst[State](lambda state: state.output, {"guess": UNDECIDED})


def network_diagram(params: Sequence[tuple[ArrayLike, ArrayLike]], x: ArrayLike) -> Figure[State]:
    """Return a figure of a sigmoid network in which the reader moves numbers.

    It shows u and x of every unit. The reader chooses an input, a weight or a bias, moves it with a
    slider, guesses whether an output goes up or down, and then sees what has moved.

    Args:
        params: [(W1, b1), …, (WL, bL)], W_l (n_l, n_{l−1}), b_l (n_l,); at most 3 layers.
        x: (n0,), the input. No layer may have more than 5 units.

    Raises:
        NoNetwork: the shapes do not fit together, or the network is too large.
    """
    net = Net([(np.array(W, float), np.array(b, float)) for W, b in params], np.array(x, float))
    if len(net.sizes) > DEEPEST + 1 or max(net.sizes) > WIDEST:
        raise NoNetwork(f"at most {DEEPEST} layers with {WIDEST} units each can be shown.")
    values = net.values
    unit = net.units[1]
    name = net.names(unit)[0]
    start = State(values, values, unit, name, _nearest(values[net.place(unit, name)]))
    most = max(4.0, float(np.ceil(np.max(np.abs(values)))))

    def check(state: State) -> State:
        if not state.moved:
            return replace(state, reply="Move the number first.")
        return GUESS.commit(state, lambda state: state.guess == way(*_outputs(net, state)))

    controls = (
        (
            Choice[State]("unit", "Unit", lambda state: net.units),
            Choice[State]("name", "Number", lambda state: net.names(state.unit)),
            Slider[State]("value", "Value", -most, most, GRID),
            Button[State]("Start again", lambda state: replace(start, predict=state.predict)),
        ),
        (
            GUESS.switch,
            Choice[State]("output", "I expect that", lambda state: net.outputs, asks),
            Choice[State]("guess", "it then", lambda state: (UNDECIDED, UP, DOWN, STAY), asks),
            Button[State]("Check my guess", check, asks),
        ),
    )
    return Figure(
        "Network diagram",
        start,
        lambda state: _draw(net, state),
        controls,
        say=lambda state: _say(net, state),
        settle=lambda before, after: _settle(net, before, after),
    )


def _settle(net: Net, before: State, after: State) -> State:
    """Let the number follow the slider, and begin a new question where it has changed."""
    if after.values != before.values:  # a button has set them
        return after
    if (after.unit, after.name) != (before.unit, before.name):
        names = net.names(after.unit)
        after = replace(after, name=after.name if after.name in names else names[0])
        # A move without an answer is taken back: its question would no longer be the one asked.
        return _begin(net, after, after.values if after.open else after.base)
    # Not the number is compared: what lies between two places of the slider is no move.
    if after.value != before.value:
        place = net.place(after.unit, after.name)
        values = (*after.values[:place], after.value, *after.values[place + 1 :])
        after = replace(after, values=values, base=after.base)
        if before.committed:
            after = GUESS.forget(replace(after, base=before.values))
        return replace(after, committed=False)
    anew = after.output != before.output or (after.predict and not before.predict)
    return _begin(net, after, after.values) if before.open and anew else GUESS.settle(before, after)


def _nearest(value: float) -> float:
    """Return the slider's place nearest to a number, as the browser would send it back."""
    return GRID * round(value / GRID)


def _begin(net: Net, state: State, values: tuple[float, ...]) -> State:
    value = _nearest(values[net.place(state.unit, state.name)])
    return GUESS.forget(replace(state, values=values, base=values, value=value))


def _draw(net: Net, state: State) -> Drawing:
    now, before = (Snapshot(*net.split(values)) for values in (state.values, state.base))
    return draw_diagram(View(net, now, before, state.unit, state.name, not state.open))


def _outputs(net: Net, state: State) -> tuple[float, float]:
    """Return the output that is asked for, before the move and now."""
    k = net.outputs.index(state.output)
    before, now = (
        float(Snapshot(*net.split(values)).xs[-1][k]) for values in (state.base, state.values)
    )
    return before, now


def way(before: float, now: float) -> str:
    """Say in which direction a number went."""
    return STAY if now == before else UP if now > before else DOWN


def _say(net: Net, state: State) -> str:
    symbol = net.symbol(state.unit, state.name)
    out = net.output_symbol(net.outputs.index(state.output))
    if not state.moved:
        ask = f" Does {out} go up or down? Guess before you see it." if state.predict else ""
        return f"Move {symbol} with the slider.{ask}"
    place = net.place(state.unit, state.name)
    old, new = number(state.base[place]), number(state.values[place])
    moved = f"{symbol} goes from {old} to {new}."
    if not state.open:
        rest = "Check when you are ready." if GUESS.made(state) else "Guess, then check."
        return f"{moved} Does {out} go up, go down or stay? {rest}"
    before, now = _outputs(net, state)
    found = way(before, now)
    result = f"{out} {found} at {number(now)}."
    if found != STAY:
        step = number(abs(now - before))
        result = f"{out} {found} by {step}, from {number(before)} to {number(now)}."
    if state.unit == INPUT and found == STAY:
        result += " Nothing carries this input to it."
    if not state.committed:
        return f"{moved} {result}"
    verdict = "Your guess is right" if state.guess == found else f"Not “{state.guess}”"
    return f"{verdict}: {moved} {result}"
