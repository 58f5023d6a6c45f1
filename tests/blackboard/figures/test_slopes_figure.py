"""The secant figure: slopes against derivatives that are known, guesses, a student's formula."""

import re
from dataclasses import replace
from math import cos, exp, sin
from typing import Any

import pytest

from blackboard.drawing.notation import number
from blackboard.drawing.svg import svg
from blackboard.figures.slopes_figure.figure import (
    FACTORS,
    FIRST,
    STEPS,
    State,
    shrinking,
    slopes_figure,
)
from blackboard.figures.slopes_figure.picture import BOTH, RIGHT, Secant
from blackboard.interactive.widgets import Live
from tests.helpers.pictures import texts


@pytest.mark.parametrize("h", [float(step) for step in STEPS])
@pytest.mark.parametrize("at", [-1.2, 0.0, 0.7])
def test_slopes_of_the_sine(h: float, at: float) -> None:
    both = Secant(sin, at, h, BOTH, "x", True)
    # sin(x + h) − sin(x − h) = 2 cos x sin h, exactly
    assert both.slope == pytest.approx(cos(at) * sin(h) / h, abs=1e-9)
    assert both.tangent == pytest.approx(cos(at), abs=1e-8)
    right = Secant(sin, at, h, RIGHT, "x", True)
    assert right.ends == (at, at + h)
    assert right.slope == pytest.approx((sin(at + h) - sin(at)) / h)


def test_two_sides_gain_two_digits_and_one_side_one() -> None:
    assert shrinking(exp, 0.5, BOTH) == pytest.approx(100, rel=0.01)
    assert shrinking(exp, 0.5, RIGHT) == pytest.approx(10, rel=0.05)


@pytest.mark.parametrize("h", STEPS)
@pytest.mark.parametrize("sides", [BOTH, RIGHT])
def test_picture_and_text_show_the_numbers(h: str, sides: str) -> None:
    drawing = slopes_figure(exp, 0.5).look(State(h, sides, predict=False)).drawing
    secant = Secant(exp, 0.5, float(h), sides, "w", True)
    shown = " ".join(texts(svg(drawing)))
    for value in (secant.slope, secant.tangent, secant.difference):
        assert number(value, 8) in drawing.alt
        assert number(value, 8) in shown
    assert "not finite" not in drawing.alt
    assert not re.search(r"\b(nan|inf)\b", svg(drawing))


def guessed(guess: str, sides: str = BOTH) -> State:
    figure = slopes_figure(exp, 0.5)
    state = figure.change(figure.change(figure.start, "sides", sides), "guess", guess)
    return figure.press(state, "Check my guess")


@pytest.mark.parametrize(("sides", "right"), [(BOTH, 2), (RIGHT, 1)])
def test_guesses(sides: str, right: int) -> None:
    for k, guess in enumerate(FACTORS):
        figure, state = slopes_figure(exp, 0.5), guessed(guess, sides)
        assert state.open == (k == right)
        message = figure.look(figure.press(state, "Check my guess")).message
        assert message.startswith(f"Your guess is {'right' if k == right else 'not right'}:")


def test_h_waits_for_the_guess_and_moves_between_its_ends() -> None:
    figure = slopes_figure(exp, 0.5)
    assert figure.press(figure.start, "Smaller h").h == FIRST
    assert figure.look(figure.start).drawing.alt.endswith("waits for a guess.")
    assert not figure.press(figure.start, "Check my guess").open
    state = figure.press(guessed(FACTORS[0]), "Check my guess")
    seen = [state.h]
    for _ in range(20):
        state = figure.press(state, "Smaller h")
        seen.append(state.h)
    assert list(dict.fromkeys(seen)) == list(STEPS[STEPS.index(FIRST) :])
    assert figure.press(replace(state, h=STEPS[0]), "Larger h").h == STEPS[0]
    assert figure.change(state, "sides", RIGHT).open is False


@pytest.mark.parametrize(
    ("derivative", "words"),
    [
        (exp, "✓ it agrees"),
        (lambda w: 2 * exp(w), "Your formula gives 3.29744254: ✗ it differs"),
        (lambda w: None, "must return a number"),
        (lambda w: 1 / 0, "ZeroDivisionError"),
    ],
)
def test_a_students_formula_is_compared(derivative: Any, words: str) -> None:
    figure = slopes_figure(exp, 0.5, derivative=derivative)
    assert words in figure.look(figure.still).message


def test_a_constant_and_controls() -> None:
    figure = slopes_figure(lambda w: 3.0, 0.0)
    assert "difference 0." in figure.look(figure.still).message
    shown = Live(slopes_figure(exp, 0.5))
    assert all(widget.description for widget in shown.fields.values())
    shown.fields["Let me guess first"].value = False
    shown.fields["Smaller h"].click()
    assert shown.fields["h"].value == "0.5"
