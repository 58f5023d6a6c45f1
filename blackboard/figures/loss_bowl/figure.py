"""The loss bowl: rings of equal loss, the gradient at a point, and a step against it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blackboard.drawing.notation import array, factor, number
from blackboard.drawing.shapes import Drawing
from blackboard.figures.loss_bowl.picture import HALF, draw_bowl, gradient, loss
from blackboard.interactive.controls import Button, Choice, Slider
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import UNDECIDED, GuessFirst, Guessing, asks

FALLS, ZERO, SAME, RISES = "falls", "falls to 0", "stays the same", "rises"
START = (1.6, 1.2)  # from the target: two long, and with an easy gradient
REACH = (2.0, 1.5)  # how far the sliders go: from there the gradient still fits into the picture
MOST_ETA = 2.4
GRID = 0.1  # from one place of a slider to the next
SAME_PLACE = 1e-6  # the browser sends a slider's place back with another rounding


@dataclass(frozen=True)
class State(Guessing):
    """The state of the figure: where the point is, and what the reader expects of a step.

    Attributes:
        x1, x2: the point.
        slider1, slider2: where its sliders are: their places nearest to the point.
        eta: the learning rate.
        guess: FALLS, ZERO, SAME or RISES.
        start: where the last step began, () where none was taken.
        used: the learning rate of that step.
        guessed: the guess with which it was taken, UNDECIDED without one.
    """

    x1: float
    x2: float
    slider1: float
    slider2: float
    eta: float = 0.5
    guess: str = UNDECIDED
    start: tuple[float, ...] = ()
    used: float = 0.0
    guessed: str = UNDECIDED

    @property
    def x(self) -> NDArray[np.float64]:
        """The point, (2,)."""
        return np.array([self.x1, self.x2])


GUESS = GuessFirst[State](  # of a step that is to be taken with this rate
    lambda state: (state.x1, state.x2, round(state.eta / SAME_PLACE)), {"guess": UNDECIDED}
)


def loss_bowl(c: ArrayLike) -> Figure[State]:
    """Return a figure of the loss ½‖x − c‖² in the plane, with its gradient at a movable point.

    The reader moves the point, chooses a learning rate η, guesses what a step does to the loss, and
    takes it.

    Args:
        c: (2,), the target.

    Raises:
        ValueError: c does not have two entries.
    """
    target = np.array(c, dtype=np.float64)
    if target.shape != (2,):
        raise ValueError(f"c must have the shape (2,), not {target.shape}")
    first = _at(State(0, 0, 0, 0), target + START, target)

    def step(state: State) -> State:
        if state.asks and not GUESS.made(state):
            return GUESS.missing(state)
        x = after_step(state.x, target, state.eta)
        guessed = state.guess if state.predict else UNDECIDED
        done = replace(state, start=(state.x1, state.x2), used=state.eta, guessed=guessed)
        return _at(GUESS.forget(done), x, target)

    def slider(name: str, k: int) -> Slider[State]:
        middle = float(target[k])
        return Slider(name, "x₁" if k == 0 else "x₂", middle - REACH[k], middle + REACH[k], GRID)

    controls = (
        (slider("slider1", 0), slider("slider2", 1)),
        (
            Slider[State]("eta", "Learning rate η", 0.0, MOST_ETA, GRID),
            GUESS.switch,
            Choice[State](
                "guess",
                "In this step the loss",
                lambda state: (UNDECIDED, FALLS, ZERO, SAME, RISES),
                asks,
            ),
            Button[State]("Take the step", step),
            Button[State]("Start again", lambda state: replace(first, predict=state.predict)),
        ),
    )
    return Figure(
        "Loss bowl",
        first,
        lambda state: _draw(state, target),
        controls,
        say=lambda state: _say(state, target),
        settle=_settle,
        still=step(replace(first, predict=False)),
    )


def after_step(x: NDArray[np.float64], c: NDArray[np.float64], eta: float) -> NDArray[np.float64]:
    """Return x − η ∇L, (2,), without the last digits, which rounding leaves behind."""
    return np.asarray(np.round(x - eta * gradient(x, c), 10))


def outcome(before: float, after: float) -> str:
    """Say what became of the loss."""
    if np.isclose(after, before, rtol=1e-9, atol=0):
        return SAME
    return ZERO if after == 0 else FALLS if after < before else RISES


def _at(state: State, x: NDArray[np.float64], c: NDArray[np.float64]) -> State:
    """Put the point at x, (2,), and the sliders as near to it as they can be."""
    x1, x2 = np.round(x, 10).tolist()
    steps = np.round(np.clip(x - c, np.negative(REACH), REACH) / GRID)
    slider1, slider2 = np.round(c + GRID * steps, 10).tolist()
    return replace(state, x1=x1, x2=x2, slider1=slider1, slider2=slider2)


def _settle(before: State, after: State) -> State:
    """Let the point follow a slider, and forget what belongs to another point or rate."""
    if after.start != before.start or after.used != before.used:
        return after
    # What the browser sends stays as it is: another rounding would be sent back, and would undo
    # what the reader has moved meanwhile.
    x = [
        round(to, 10) if abs(to - since) > SAME_PLACE else old
        for since, to, old in (
            (before.slider1, after.slider1, after.x1),
            (before.slider2, after.slider2, after.x2),
        )
    ]
    if x != [after.x1, after.x2]:
        after = replace(after, x1=x[0], x2=x[1], start=(), used=0.0, guessed=UNDECIDED)
    return GUESS.settle(before, after)


def _draw(state: State, target: NDArray[np.float64]) -> Drawing:
    start = np.array(state.start) if state.start else None
    return draw_bowl(target, state.x, state.eta, start, state.used, aim=not state.predict)


def _say(state: State, target: NDArray[np.float64]) -> str:
    now = loss(state.x, target)
    sentences = []
    if state.start:
        start = np.array(state.start)
        before = loss(start, target)
        found = outcome(before, now)
        if state.guessed != UNDECIDED:
            right = state.guessed == found or (state.guessed == FALLS and found == ZERO)
            sentences.append("Your guess is right." if right else f"Not “{state.guessed}”.")
        sentences.append(
            f"x − η ∇L = {array(start)} − {factor(state.used)} · {array(gradient(start, target))} "
            f"= {array(state.x)}; the loss {found}, from {number(before)} to {number(now)}."
        )
    sentences += [
        f"The slider of {name} stops at {number(slider)}; the point is at {number(x)}."
        for name, slider, x in (("x₁", state.slider1, state.x1), ("x₂", state.slider2, state.x2))
        if abs(x - slider) > GRID / 2 + SAME_PLACE
    ]
    if np.any(np.abs(state.x - target) > HALF):
        sentences.append("The point has left the picture. Start again.")
    elif now == 0:
        sentences.append("At the target the gradient is 0, and no step leads away.")
    elif state.asks and not GUESS.made(state):
        sentences.append("What will the next step do to the loss? Choose η, guess, then take it.")
    elif not state.start:
        sentences.append(f"L = {number(now)}. Take the step when you are ready.")
    return " ".join(sentences)
