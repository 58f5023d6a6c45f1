"""The backward stepper: backpropagation through a real network, one step at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from blackboard.drawing.notation import listed
from blackboard.drawing.shapes import Drawing
from blackboard.figures.backward_stepper import lemma
from blackboard.figures.backward_stepper.judged import Network, disagreeing
from blackboard.figures.backward_stepper.lemma import Naming
from blackboard.figures.backward_stepper.mistakes import RIGHT, mistakes
from blackboard.figures.backward_stepper.picture import draw_scene
from blackboard.figures.backward_stepper.scene import Scene
from blackboard.figures.backward_stepper.walk import Step
from blackboard.figures.sigmoid_network import fits
from blackboard.interactive.controls import Button, Choice, Switch
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import UNDECIDED, GuessFirst, asks


@dataclass(frozen=True)
class State(Naming):
    """The state of the figure: where the walk is, and what was guessed.

    Attributes:
        at: the step, 0 for the input.
        place: the part of the walk that the step belongs to, as the list of places names it.
        mistake: what was planted.
        guess: which layers the reader expects to disagree.
    """

    at: int
    place: str
    mistake: str = RIGHT
    guess: str = UNDECIDED

    @property
    def asks(self) -> bool:
        """Whether a mistake is planted; it stays unjudged until the guess is committed."""
        return self.mistake != RIGHT


GUESS = GuessFirst[State](lambda state: state.mistake, {"guess": UNDECIDED})


def backward_stepper(
    params: Sequence[tuple[ArrayLike, ArrayLike]],
    x: ArrayLike,
    y: ArrayLike,
    backpropagation: Callable[..., Any] | None = None,
) -> Figure[State]:
    """Return a figure that steps through backpropagation, forwards and back.

    The network has sigmoid layers, u = W x + b and x = f(u), and the loss ½‖x_L − y‖². Each step
    shows its lemma, the very factors it multiplies and their shapes. A mistake can be planted:
    guess which layers it spoils before the numeric gradients tell.

    Args:
        params: [(W1, b1), …, (WL, bL)], W_l (n_l, n_{l−1}), b_l (n_l,).
        x: (n0,), the input.
        y: (nL,), the right answer.
        backpropagation: a student's function of params, x and y that returns [(dW1, db1), …];
            its numbers stand beside the right ones, and those that disagree are marked. Without
            it the reader names the lemma of each backward step before it shows.

    Raises:
        ValueError: the shapes do not fit together.
    """
    pairs = [(np.array(W, float), np.array(b, float)) for W, b in params]
    network = Network(pairs, np.array(x, float), np.array(y, float), backpropagation)
    if not fits(pairs, len(network.x)) or network.y.shape != pairs[-1][1].shape:
        raise ValueError(
            "params must be [(W1, b1), …] with W_l (n_l, n_{l−1}), b_l (n_l,); y (nL,)"
        )
    steps = network.walk(RIGHT)  # a mistake changes numbers and neither steps nor lemmas
    places, end = _places(steps), len(steps) - 1
    lemmas = (UNDECIDED, *sorted(lemma.NAMES.values()))

    def move(state: State, to: int) -> State:
        return replace(state, at=min(max(to, 0), end))

    def waits(state: State) -> bool:
        return lemma.covers(state, steps[state.at])

    def settle(before: State, after: State) -> State:
        after = GUESS.settle(before, after)
        if (after.at, after.place, after.mistake) != (before.at, before.place, before.mistake):
            after = lemma.forget(after)
        if after.place != before.place:
            return replace(after, at=places.index(after.place))
        return replace(after, place=places[after.at])

    controls = (
        (
            Button[State]("Back", lambda state: move(state, state.at - 1)),
            Button[State]("Step", lambda state: move(state, state.at + 1)),
            Button[State]("Rewind", lambda state: move(state, 0)),
            Choice[State]("place", "Jump to", lambda state: list(dict.fromkeys(places))),
            Switch[State]("name_first", "Let me name the lemma first", lambda s: not s.asks),
        ),
        (
            Choice[State]("mistake", "Plant a mistake", lambda state: mistakes(pairs)),
            Choice[State]("guess", "I expect as wrong", lambda state: guesses(len(pairs)), asks),
            Choice[State]("lemma", "This step uses", lambda state: lemmas, waits),
            Button[State](
                "Name it", lambda state: lemma.check(state, steps[state.at]), waits, check=True
            ),
            GUESS.button(lambda state: state.guess == guess_for(network.wrong(state.mistake))),
        ),
    )
    start = State(0, places[0], name_first=backpropagation is None)
    return Figure(
        "Backward stepper",
        start,
        lambda state: _draw(network, state),
        controls,
        say=lambda state: _say(network, state),
        settle=settle,
        still=State(end, places[end], name_first=False),
    )


def guesses(layers: int) -> list[str]:
    """List what one can expect of a planted mistake in a network of so many layers."""
    ranges = [f"layers {i} to {j}" for i in range(1, layers + 1) for j in range(i + 1, layers + 1)]
    return [UNDECIDED, "no layer", *(f"layer {i} alone" for i in range(1, layers + 1)), *ranges]


def guess_for(wrong: Sequence[int]) -> str:
    """Return the guess that is right where these layers are wrong."""
    if not wrong:
        return "no layer"
    first, last = wrong[0], wrong[-1]
    if list(wrong) != list(range(first, last + 1)):
        return UNDECIDED
    return f"layer {first} alone" if first == last else f"layers {first} to {last}"


def _draw(network: Network, state: State) -> Drawing:
    steps = network.walk(state.mistake)
    student = network.student if isinstance(network.student, dict) else None
    verdicts = network.verdicts(state.mistake) if state.open else None
    covered = lemma.covers(state, steps[state.at])
    return draw_scene(
        Scene(network.params, network.y, steps, state.at, verdicts, student, network.whose, covered)
    )


def _say(network: Network, state: State) -> str:
    steps = network.walk(state.mistake)
    step = steps[state.at]
    where = f"Step {state.at} of {len(steps) - 1}"
    if lemma.covers(state, step):
        return f"{where}: {step.symbol} = ? Which lemma makes it? Name it, or go on."
    sentences = [lemma.judge(state, step), f"{where}: {step.formula}; {step.rule}."]
    if state.committed:
        wrong = network.wrong(state.mistake)
        right = state.guess == guess_for(wrong)
        sentences.append(
            f"Your guess, {state.guess}, is {'right' if right else 'not right'}: {_layers(wrong)} "
        )
        sentences[-1] += f"disagree{'s' * (len(wrong) < 2)} with the numeric gradient."
    elif state.asks:
        sentences.append("Which layers will disagree with the numeric gradient? Guess, then check.")
    if isinstance(network.student, str):
        sentences.append(network.student)
    elif network.student is not None:
        wrong = disagreeing(network.student)
        verdict = f"wrong in {_layers(wrong)}" if wrong else "all agree"
        sentences.append(f"{network.whose.capitalize()}: {verdict}.")
    return " ".join(sentences)


def _layers(wrong: Sequence[int]) -> str:
    return f"layer{'s' * (len(wrong) > 1)} {listed(wrong)}" if wrong else "no layer"


def _places(steps: Sequence[Step]) -> list[str]:
    """Name the part of the walk that each step belongs to."""
    names = []
    for step in steps:
        if step.key == ("x", 0):
            names.append("the input")
        elif step.phase == "loss":
            names.append("the loss")
        else:
            # ∇x of the layer below is the first step of that layer's way back.
            names.append(f"{step.phase}, layer {step.index}")
    return names
