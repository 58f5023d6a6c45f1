"""The shape explorer: which entries of W, x and ∇_y f make one entry of a gradient."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blackboard.figures.shape_explorer.picture import BY_W, BY_X, NAMES, Question, draw_question
from blackboard.interactive.controls import Choice, Number
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import UNDECIDED, GuessFirst, Guessing, asks

LONGEST_SIDE = 5  # rows and columns: what fits beside the gradients
NOTHING, ALL = "nothing", "all of it"


@dataclass(frozen=True)
class State(Guessing):
    """The state of the figure: what is asked, and what the reader guesses.

    Attributes:
        gradient: BY_W or BY_X.
        m, n: the shape of W.
        i, j: the entry that is asked for, counted from 1; by x there is only j.
        from_weights, from_input, from_grad: the guess: what is taken from each array.
    """

    gradient: str
    m: int
    n: int
    i: int = 1
    j: int = 2
    from_weights: str = UNDECIDED
    from_input: str = UNDECIDED
    from_grad: str = UNDECIDED

    @property
    def guess(self) -> tuple[str, str, str]:
        """What the reader would take from W, from x and from ∇_y f."""
        return self.from_weights, self.from_input, self.from_grad


GUESS = GuessFirst[State](
    lambda state: (state.gradient, state.m, state.n, state.i, state.j),
    dict.fromkeys(("from_weights", "from_input", "from_grad"), UNDECIDED),
)


def taken(guess: str, size: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return the mask of the entries that a guess takes from an array of this size."""
    mask = np.full(size, guess == ALL)
    kind, _, place = guess.partition(" ")
    if kind == "column":
        mask[:, int(place) - 1] = True
    elif kind in ("row", "entry"):
        mask[int(place) - 1] = True
    return mask


def right_guess(state: State) -> tuple[str, str, str]:
    """Say what has to be taken from W, from x and from ∇_y f."""
    if state.gradient == BY_W:
        return NOTHING, f"entry {state.j}", f"entry {state.i}"
    return f"column {state.j}", NOTHING, ALL


def is_right(state: State) -> bool:
    """Whether the guess takes the right entries, whatever it calls them."""
    sizes = (state.m, state.n), (state.n,), (state.m,)
    return all(
        np.array_equal(taken(guess, size), taken(right, size))
        for guess, right, size in zip(state.guess, right_guess(state), sizes, strict=True)
    )


def shape_explorer(
    W: ArrayLike | None = None,
    x: ArrayLike | None = None,
    grad_y: ArrayLike | None = None,
    *,
    by: str = "W",
) -> Figure[State]:
    """Return a figure that shows which entries make an entry of ∇_W f or ∇_x f, for y = W x.

    The reader chooses an entry, guesses what it is made of, and sees the entries light up with the
    arithmetic. With other sizes m and n, small whole numbers continue the given arrays.

    Args:
        W: (m, n), at most 5 × 5; left out, the example of the lesson.
        x: (n,), the input.
        grad_y: (m,), the gradient of f by y.
        by: which gradient comes first, "W" or "x".

    Raises:
        ValueError: the shapes do not fit together, or are too large.
    """
    weights = np.array([[4, 3, -1], [-3, 1, 2]] if W is None else W, dtype=np.float64)
    point = np.array([2, -1, 3] if x is None else x, dtype=np.float64)
    upstream = np.array([5, -4] if grad_y is None else grad_y, dtype=np.float64)
    if weights.ndim != 2 or weights.shape != (upstream.size, point.size):
        raise ValueError("W must be (m, n), x (n,) and grad_y (m,)")
    if max(weights.shape) > LONGEST_SIDE:
        raise ValueError(f"at most {LONGEST_SIDE} rows and columns can be shown")
    m, n = weights.shape

    def question(state: State) -> Question:
        return Question(
            _continued(weights, (state.m, state.n)),
            _continued(point, (state.n,)),
            _continued(upstream, (state.m,)),
            state.gradient,
            state.i - 1,
            state.j - 1,
            state.open,
        )

    start = State({"W": BY_W, "x": BY_X}[by], m, n, j=min(2, n))
    return Figure(
        "Shape explorer",
        start,
        lambda state: draw_question(question(state)),
        _CONTROLS,
        say=lambda state: _say(state, question(state)),
        settle=_settle,
        pick=_pick,
        still=replace(start, predict=False),
    )


def _continued(given: NDArray[np.float64], size: tuple[int, ...]) -> NDArray[np.float64]:
    """Return the given array cut or continued to another size, always with the same numbers."""
    rng = np.random.default_rng(sum(given.shape))
    whole = rng.choice(
        [-4.0, -3.0, -2.0, -1.0, 1.0, 2.0, 3.0, 4.0, 5.0], (LONGEST_SIDE,) * given.ndim
    )
    whole[tuple(slice(length) for length in given.shape)] = given
    return whole[tuple(slice(length) for length in size)]


def _settle(before: State, after: State) -> State:
    """Keep the entry inside of the array, and ask anew where the question has changed."""
    after = replace(after, i=min(after.i, after.m), j=min(after.j, after.n))
    return GUESS.settle(before, after)


def _pick(state: State, place: str) -> State:
    """Ask for the entry of the gradient that was clicked."""
    i, j = map(int, place.split())
    return replace(state, i=i, j=j) if state.gradient == BY_W else replace(state, j=j)


def _say(state: State, question: Question) -> str:
    if not state.open:
        waiting = " Choose all three." if not GUESS.made(state) else " Check when you are ready."
        return f"{question.name}: what is it made of? Guess before the entries light up.{waiting}"
    if not state.committed:
        return f"{question.arithmetic} Click another entry of the gradient, or choose it above."
    wrong = [
        f"from {name} it takes {right}, not {guess}"
        for name, guess, right, used in zip(
            NAMES, state.guess, right_guess(state), question.used, strict=True
        )
        if not np.array_equal(taken(guess, used.shape), used)
    ]
    verdict = "Your guess is right." if not wrong else f"Not quite: {'; '.join(wrong)}."
    return f"{verdict} {question.arithmetic}"


def _entries(count: Callable[[State], int]) -> Callable[[State], list[str]]:
    return lambda state: [
        UNDECIDED, NOTHING, *(f"entry {k + 1}" for k in range(count(state))), ALL
    ]  # fmt: skip


def _of_weights(state: State) -> list[str]:
    rows = [f"row {i + 1}" for i in range(state.m)]
    columns = [f"column {j + 1}" for j in range(state.n)]
    return [UNDECIDED, NOTHING, *rows, *columns, ALL]


_CONTROLS = (
    (
        Choice[State]("gradient", "Gradient", lambda state: (BY_W, BY_X)),
        Number[State](
            "i", "Row i", lambda state: (1, state.m), shown=lambda state: state.gradient == BY_W
        ),
        Number[State]("j", "Column j", lambda state: (1, state.n)),
        Number[State]("m", "Outputs m", lambda state: (1, LONGEST_SIDE)),
        Number[State]("n", "Inputs n", lambda state: (1, LONGEST_SIDE)),
        GUESS.switch,
    ),
    (
        Choice[State]("from_weights", "It takes from W", _of_weights, asks),
        Choice[State]("from_input", "from x", _entries(lambda state: state.n), asks),
        Choice[State]("from_grad", "from ∇y f", _entries(lambda state: state.m), asks),
        GUESS.button(is_right),
    ),
)
