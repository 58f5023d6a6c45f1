"""The descent player: four methods run down the same bowl, at equal work."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from blackboard.drawing.shapes import Drawing
from blackboard.figures.descent_player.descent import Regression
from blackboard.figures.descent_player.picture import Moment, draw_moment
from blackboard.figures.descent_player.race import BATCH, MINI, NEWTON, SINGLE, Race
from blackboard.figures.descent_player.state import (
    AWAY,
    CLOSER,
    FAST,
    GUESS,
    NONE_FIRST,
    QUICK,
    SLOW,
    State,
    last,
    settle,
    time,
)
from blackboard.figures.descent_player.verdict import say
from blackboard.interactive.controls import Button, Choice, Control, Number, Player, Slider, Switch
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import UNDECIDED, asks

INTERVAL = 200  # milliseconds between two steps: 5 of them a second


def descent_player(
    rows: ArrayLike,
    c: ArrayLike,
    start: ArrayLike,
    *,
    minibatches: Callable[..., Any] | None = None,
    newton_step: Callable[..., Any] | None = None,
    epochs: int = 40,
) -> Figure[State]:
    """Return a figure that plays gradient descent in three modes, and Newton's method.

    The objective is that of a linear regression, 1/(2N) Σ (row_i · θ − c_i)², with two parameters.
    Left the paths on its contours, right the objective; all methods have looked at equally many
    samples at any time.

    Args:
        rows: (N, 2), one sample a row.
        c: (N,), the targets.
        start: (2,), the parameters at the start.
        minibatches: a student's function of n, size and rng that cuts an epoch into batches.
        newton_step: a student's function of theta, grad and hessian.
        epochs: how often each method passes over the samples.

    Raises:
        ValueError: the shapes do not fit together.
    """
    problem = Regression(np.array(rows, dtype=np.float64), np.array(c, dtype=np.float64))
    begin = np.array(start, dtype=np.float64)
    fits = problem.rows.shape == (problem.c.size, 2) and problem.c.ndim == 1
    if not fits or begin.shape != (2,) or len(problem.c) < 2:
        raise ValueError("rows must be (N, 2) with N ≥ 2, c (N,) and start (2,)")
    race = Race(problem, begin, epochs, minibatches, newton_step)
    still = State(
        frame=epochs, speed=FAST, size=min(4, race.samples - 1), newton=True, predict=False
    )
    return Figure(
        "Descent player",
        State(size=still.size),
        lambda state: _draw(race, state),
        _controls(race),
        say=lambda state: say(race, state),
        settle=lambda before, after: settle(race, before, after),
        still=still,
    )


def _draw(race: Race, state: State) -> Drawing:
    paths = {
        method: race.path(method, state.eta, state.size, state.seed) for method in state.methods
    }
    moment = Moment(race, paths, time(race, state), state.eta, state.size, state.open)
    return draw_moment(moment)


def _commit(state: State) -> State:
    made = state.first != UNDECIDED and (not state.batch or state.fate != UNDECIDED)
    return replace(state, committed=True) if made else GUESS.missing(state)


def _is_open(state: State) -> bool:
    return state.open


def _controls(race: Race) -> Sequence[Sequence[Control[State]]]:
    def move(by: int) -> Callable[[State], State]:
        return lambda state: replace(state, frame=state.frame + by)

    return (
        (
            Player[State](
                "frame", "Play", lambda state: last(race, state), lambda _: INTERVAL, _is_open
            ),
            Button[State]("Back", move(-1), _is_open),
            Button[State]("Step", move(1), _is_open),
            Button[State]("Rewind", lambda state: replace(state, frame=0), _is_open),
            Choice[State]("speed", "Speed", lambda state: (SLOW, QUICK, FAST)),
        ),
        (
            Switch[State]("single", f"{SINGLE} ▲"),
            Switch[State]("mini", f"{MINI} ■"),
            Switch[State]("batch", f"{BATCH} ●"),
            Switch[State]("newton", f"{NEWTON} ◆"),
            Number[State](
                "size",
                "Mini-batch size",
                lambda state: (1, race.samples),
                shown=lambda state: state.mini,
            ),
        ),
        (
            Slider[State]("eta", "Learning rate η", 0.02, 0.5, 0.02),
            Button[State]("Other orders", lambda state: replace(state, seed=state.seed + 1)),
        ),
        (
            GUESS.switch,
            Choice[State](
                "first",
                "First in the valley",
                lambda state: (UNDECIDED, *state.methods, NONE_FIRST),
                asks,
            ),
            Choice[State](
                "fate",
                "Batch mode",
                lambda state: (UNDECIDED, CLOSER, AWAY),
                lambda state: state.asks and state.batch,
            ),
            Button[State]("Commit my guess", _commit, asks),
        ),
    )
