"""The secant figure: the slope between two points of a curve, against the tangent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.checks.calls.call import call
from autograder.checks.failure import CheckFailed
from blackboard.drawing.notation import number
from blackboard.figures.slopes_figure.picture import BOTH, RIGHT, Secant, draw_secant
from blackboard.interactive.controls import Button, Choice, Control
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import UNDECIDED, GuessFirst, Guessing, asks

STEPS = ("1.5", "1", "0.5", "0.2", "0.1", "0.05", "0.02", "0.01", "0.001", "0.0001", "0.00001")
FIRST = "1"
FACTORS = ("about 3 times smaller", "about 10 times smaller", "about 100 times smaller")
STUDENT = 1e-6  # a student's slope that is farther off, in proportion, is called wrong


@dataclass(frozen=True)
class State(Guessing):
    """The state of the figure: the secant that is drawn, and what was guessed.

    Attributes:
        h: the step, one of STEPS.
        sides: BOTH or RIGHT: where the secant's points lie.
        guess: how the difference changes when h becomes ten times smaller.
    """

    h: str = FIRST
    sides: str = BOTH
    guess: str = UNDECIDED


GUESS = GuessFirst[State](lambda state: (state.sides, state.predict), {"guess": UNDECIDED})


def slopes_figure(
    f: Callable[[float], float],
    at: float,
    *,
    name: str = "w",
    derivative: Callable[[float], Any] | None = None,
) -> Figure[State]:
    """Return a figure that moves h: the slope of a secant of f against that of the tangent.

    Left the curve, right what surrounds the point, magnified so that h is always equally wide.

    Args:
        f: a function of one number.
        at: the point.
        name: of the variable.
        derivative: a student's function of one number, the slope by a formula; it is compared.
    """

    def secant(state: State) -> Secant:
        return Secant(f, at, float(state.h), state.sides, name, state.open)

    return Figure(
        "Slopes figure",
        State(),
        lambda state: draw_secant(secant(state)),
        _controls(lambda state: state.guess == nearest(f, at, state.sides)),
        say=lambda state: " ".join(
            filter(None, (_say(state, secant(state)), _judged(derivative, secant(state))))
        ),
        settle=_settle,
        still=State(predict=False),
    )


def shrinking(f: Callable[[float], float], at: float, sides: str, name: str = "w") -> float:
    """Return how many times smaller the difference of the slopes is with h = 0.01 than with 0.1."""
    errors = [abs(Secant(f, at, h, sides, name, True).difference) for h in (0.1, 0.01)]
    return errors[0] / errors[1] if errors[1] else np.inf


def nearest(f: Callable[[float], float], at: float, sides: str) -> str:
    """Return the answer that comes nearest, on a scale of powers."""
    times = shrinking(f, at, sides)
    return min(FACTORS, key=lambda text: abs(np.log10(int(text.split()[1]) / times)))


def _settle(before: State, after: State) -> State:
    """Ask anew where the question has changed; h is FIRST until the guess was checked."""
    after = GUESS.settle(before, after)
    return after if after.open else replace(after, h=FIRST)


def _say(state: State, secant: Secant) -> str:
    if not state.open:
        return (
            "The slopes of secant and tangent differ. When a small h becomes ten times smaller, "
            "how much smaller does their difference become? Guess and check, then move h."
        )
    slopes = (
        f"h = {number(secant.h, 5)}: secant {number(secant.slope, 8)}, tangent "
        f"{number(secant.tangent, 8)}, difference {number(secant.difference, 8)}."
    )
    if not state.committed:
        return slopes
    times = shrinking(secant.f, secant.at, state.sides)
    right = "right" if state.guess == nearest(secant.f, secant.at, state.sides) else "not right"
    return (
        f"Your guess is {right}: from h = 0.1 to h = 0.01 the difference becomes "
        f"{number(times, 0)} times smaller. {slopes}"
    )


def _judged(derivative: Callable[[float], Any] | None, secant: Secant) -> str:
    """Compare a student's formula with the tangent."""
    if derivative is None:
        return ""
    try:
        slope = float(call(derivative, {secant.name: secant.at}))
    except CheckFailed as failed:
        return str(failed)
    except (TypeError, ValueError):
        return "Your formula must return a number."
    agrees = abs(slope - secant.tangent) <= STUDENT * max(1.0, abs(secant.tangent))
    return f"Your formula gives {number(slope, 8)}: {'✓ it agrees' if agrees else '✗ it differs'}."


def _moved(by: int) -> Callable[[State], State]:
    def act(state: State) -> State:
        place = STEPS.index(state.h) + by
        return replace(state, h=STEPS[min(max(place, 0), len(STEPS) - 1)])

    return act


def _controls(right: Callable[[State], bool]) -> Sequence[Sequence[Control[State]]]:
    return (
        (
            Button[State]("Larger h", _moved(-1), lambda state: state.open),
            Button[State]("Smaller h", _moved(1), lambda state: state.open),
            Choice[State]("h", "h", lambda state: STEPS, lambda state: state.open),
            Choice[State]("sides", "Secant", lambda state: (BOTH, RIGHT)),
        ),
        (
            GUESS.switch,
            Choice[State](
                "guess", "With h ÷ 10 the difference is", lambda state: (UNDECIDED, *FACTORS), asks
            ),
            GUESS.button(right),
        ),
    )
