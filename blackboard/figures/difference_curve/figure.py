"""The V-curve: how far a numeric derivative is off, against its step."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from blackboard.figures.difference_curve.errors import (
    CENTRAL,
    LARGEST,
    ONE_SIDED,
    SMALLEST,
    Curve,
    Function,
    NoNumber,
)
from blackboard.figures.difference_curve.picture import draw_curve, power
from blackboard.interactive.controls import Button, Choice, Slider
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import GuessFirst, Guessing, asks

NEAR = 0.75  # powers of ten: the curve is flat at its lowest point, and a guess need not be exact


@dataclass(frozen=True)
class State(Guessing):
    """The state of the figure: the step that is looked at, and the one that was guessed.

    Attributes:
        exponent: the step, as a power of ten.
        formula: CENTRAL or ONE_SIDED.
        guess: the guess, as a power of ten, once it is committed.
    """

    exponent: float = -2.0
    formula: str = CENTRAL
    guess: float = 0.0

    @property
    def h(self) -> float:
        """The step."""
        return float(10.0**self.exponent)


GUESS = GuessFirst[State](lambda state: (state.formula, state.predict), {})


def difference_curve(f: Callable[..., Any], x: float) -> Figure[State]:
    """Return a figure of the error of a numeric derivative of f at x, against its step h.

    The reader chooses the step that seems best. Then the curve shows, on logarithmic axes, with the
    truncation error and the rounding error that it consists of; any other step can be looked at.

    Args:
        f: a smooth function of one number that returns a number.
        x: where it is differentiated.
    """
    function = Function(f, float(x))
    # The values of f are asked for once, and not before the figure is shown.
    curves = cache(lambda formula: Curve(function, formula))

    def commit(state: State) -> State:
        if state.open:
            return state
        try:
            near = _near(state.exponent, curves(state.formula))
        except NoNumber:  # the picture says why
            return state
        if not state.tried and not near:
            return GUESS.again(state)
        return replace(state, guess=state.exponent, committed=True)

    controls = (
        (Slider[State]("exponent", "Step h = 10 to the power", SMALLEST, LARGEST, 0.25),),
        (
            Choice[State]("formula", "Difference", lambda state: (CENTRAL, ONE_SIDED)),
            GUESS.switch,
            Button[State]("This step is best", commit, asks),
        ),
    )
    return Figure(
        "Difference curve",
        State(),
        lambda state: draw_curve(curves(state.formula), state.h, covered=not state.open),
        controls,
        say=lambda state: _say(curves(state.formula), state),
        settle=GUESS.settle,
        still=State(exponent=-6.0, predict=False),
    )


def _near(exponent: float, curve: Curve) -> bool:
    """Whether a guess, as a power of ten, is the best step."""
    return bool(abs(exponent - np.log10(curve.best)) <= NEAR)


def _say(curve: Curve, state: State) -> str:
    h = state.h
    if not state.open:
        return (
            f"h is {power(h)}. For which step is the error smallest? Move the slider there, then "
            "press the button."
        )
    sentences = []
    if state.committed:
        guessed, best = 10.0**state.guess, curve.best
        near = _near(state.guess, curve)
        verdict = "Your guess is right" if near else "Not quite"
        side = "rounding" if guessed < best else "truncation"
        sentences.append(f"{verdict}: you said {power(guessed)}, and about {power(best)} is best.")
        if not near:
            sentences[-1] += f" At your step {side} does the harm."
    parts = {"truncation": curve.truncation(h), "rounding": curve.rounding(h)}
    larger = max(parts, key=lambda name: parts[name])
    sentences.append(
        f"At h = {power(h)} the error is {power(curve.error(h))}; from truncation about "
        f"{power(parts['truncation'])}, from rounding up to about {power(parts['rounding'])}, so "
        f"{larger} rules."
    )
    return " ".join(sentences)
