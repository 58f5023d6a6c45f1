"""The depth explorer: what becomes of x and δ in a deep network before it is trained."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from blackboard.figures.depth_explorer.activations import ACTIVATIONS, SIGMOID
from blackboard.figures.depth_explorer.picture import View, draw_sizes, size
from blackboard.figures.depth_explorer.sizes import measured, predicted
from blackboard.interactive.controls import Button, Choice, Number
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import UNDECIDED, GuessFirst, Guessing, asks, verdict

MOST_LAYERS = 20  # beyond it the numbers of the layers do not fit below the axis
# The standard deviation of the weights in 1/√n. Glorot's 2/(n + n) and He's 2/n are variances. What
# is too large depends on the activation, so no number is called that.
SCALES = {
    "0.1: nearly zero": 0.1,
    "0.5": 0.5,
    "1: Glorot": 1.0,
    "1.2": 1.2,
    "√2: He": 2**0.5,
    "2": 2.0,
    "3": 3.0,
    "5": 5.0,
    "10": 10.0,
    "15": 15.0,
}
NAMES = tuple(SCALES)
TIMES = 10.0  # δ stays if the first layer's is within this factor of the last layer's
VANISHES, STAYS, EXPLODES = (
    "vanishes: under a tenth",
    "stays: within 10 times",
    "explodes: over 10 times",
)
FATES = (VANISHES, STAYS, EXPLODES)


@dataclass(frozen=True)
class State(Guessing):
    """The state of the figure: the network, and what was guessed.

    Attributes:
        depth: the number of layers.
        activation: the name of one of ACTIVATIONS.
        scale: one of NAMES.
        seed: of the weights and inputs.
        guess: one of FATES.
    """

    depth: int = 10
    activation: str = SIGMOID.name
    scale: str = "1: Glorot"
    seed: int = 1
    guess: str = UNDECIDED


GUESS = GuessFirst[State](
    lambda state: (state.depth, state.activation, state.scale, state.seed, state.predict),
    {"guess": UNDECIDED},
)


def depth_explorer() -> Figure[State]:
    """Return a figure of the sizes of x and δ in a deep network, layer by layer.

    It measures both on a random network before any training, and draws beside them what follows
    from the variance of the weights alone. The reader chooses depth, activation and the scale of
    the weights, and guesses what δ will be at the first layer before the way back is shown.
    """
    views = cache(_view)

    def view(state: State) -> View:
        return replace(
            views(state.depth, state.activation, state.scale, state.seed), open=state.open
        )

    controls = (
        (
            Number[State]("depth", "Layers L", lambda state: (2, MOST_LAYERS)),
            Choice[State]("activation", "Activation", lambda state: tuple(ACTIVATIONS)),
            Button[State]("Other weights", lambda state: replace(state, seed=state.seed + 1)),
        ),
        (
            Choice[State]("scale", "σ times √n", lambda state: NAMES),
            Button[State]("Smaller σ", _moved(-1)),
            Button[State]("Larger σ", _moved(1)),
        ),
        (
            GUESS.switch,
            Choice[State](
                "guess", "At layer 1, against layer L, δ", lambda state: (UNDECIDED, *FATES), asks
            ),
            GUESS.button(lambda state: state.guess == fate(view(state).measured.ratio)),
        ),
    )
    return Figure(
        "Depth explorer",
        State(),
        lambda state: draw_sizes(view(state)),
        controls,
        say=lambda state: _say(state, view(state)),
        settle=GUESS.settle,
        still=State(predict=False),
    )


def fate(ratio: float) -> str:
    """Return what becomes of a size that is in the end ``ratio`` times what it was."""
    return VANISHES if ratio < 1 / TIMES else STAYS if ratio <= TIMES else EXPLODES


def _view(depth: int, activation: str, scale: str, seed: int) -> View:
    f, scaled = ACTIVATIONS[activation], SCALES[scale]
    sizes = measured(f, depth, scaled, seed), predicted(f, depth, scaled)
    return View(*sizes, activation, scaled, open=True)


def _moved(by: int) -> Callable[[State], State]:
    def act(state: State) -> State:
        place = NAMES.index(state.scale) + by
        return replace(state, scale=NAMES[min(max(place, 0), len(NAMES) - 1)])

    return act


def _say(state: State, view: View) -> str:
    last = view.depth
    x, apart, delta = view.measured.x, view.measured.apart, view.measured.delta
    forwards = f"Forwards x goes from {size(x[0])} to {size(x[-1])}"
    if not state.open:
        return (
            f"{forwards}. Into layer {last} comes a gradient of size 1: what will be left of δ in "
            "layer 1? Guess, then check."
        )
    ratio = view.measured.ratio
    word = fate(ratio)
    judged = [verdict(state.guess, state.guess == word)] if state.committed else []
    backwards = (
        f"δ {word.split(':')[0]}: from {size(delta[-1])} in layer {last} to {size(delta[0])} in "
        f"layer 1, a factor of {size(ratio)}; predicted: {size(view.predicted.ratio)}."
    )
    forwards += (
        f", and the part of it that depends on the input from {size(apart[0])} to "
        f"{size(apart[-1])}."
    )
    return " ".join([*judged, backwards, forwards])
