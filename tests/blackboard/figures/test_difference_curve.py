"""The V-curve: the derivative behind it, its two parts, the best step, a student's function."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from blackboard.drawing.svg import svg
from blackboard.figures.difference_curve.errors import CENTRAL, ONE_SIDED, Curve, Function
from blackboard.figures.difference_curve.figure import State, difference_curve
from blackboard.figures.difference_curve.picture import power
from blackboard.interactive.widgets import Live
from tests.helpers.pictures import texts


def hump(x: float) -> float:
    return float(x**2 * np.exp(x))


# Function, point, and the first three derivatives by hand.
KNOWN: list[tuple[Callable[..., Any], float, tuple[float, float, float]]] = [
    (hump, 1.0, (3 * math.e, 7 * math.e, 13 * math.e)),
    (math.sin, 0.3, (math.cos(0.3), -math.sin(0.3), -math.cos(0.3))),
    (np.exp, -3.0, (math.exp(-3), math.exp(-3), math.exp(-3))),
    (lambda x: 1 / x, 0.5, (-4.0, 16.0, -96.0)),
    (math.log, 0.4, (2.5, -6.25, 31.25)),
    (lambda x: math.sin(20 * x), 0.3, (20 * math.cos(6), -400 * math.sin(6), -8e3 * math.cos(6))),
    (lambda x: x**3 - 2 * x, 2.0, (10.0, 12.0, 6.0)),
]


@pytest.mark.parametrize(("f", "x", "slopes"), KNOWN)
def test_the_derivatives_are_those_found_by_hand(
    f: Callable[..., Any], x: float, slopes: tuple[float, float, float]
) -> None:
    found = Function(f, x).slopes
    assert found[0] == pytest.approx(slopes[0], rel=1e-12)
    assert found[1:] == pytest.approx(slopes[1:], rel=1e-7)


@pytest.mark.parametrize("formula", [CENTRAL, ONE_SIDED])
@pytest.mark.parametrize(("f", "x", "slopes"), KNOWN)
def test_each_arm_of_the_v_is_the_part_that_rules_there(
    f: Callable[..., Any], x: float, slopes: tuple[float, float, float], formula: str
) -> None:
    curve = Curve(Function(f, x), formula)
    wide = 1e3 * curve.best
    if wide < 0.01:
        truncation = (
            wide**2 / 6 * abs(slopes[2]) if formula == CENTRAL else wide / 2 * abs(slopes[1])
        )
        assert curve.truncation(wide) == pytest.approx(truncation, rel=1e-6)
        assert curve.error(wide) == pytest.approx(truncation, rel=0.05)
    narrow = curve.best / 1e4
    # Rounding x ± h counts too where f is steep: it moves f by up to ε |x f′|.
    shift = np.finfo(float).eps * abs(x * slopes[0]) / narrow
    assert curve.error(narrow) <= 2 * (curve.rounding(narrow) + shift)


@pytest.mark.parametrize("formula", [CENTRAL, ONE_SIDED])
def test_the_best_step_has_the_smallest_sum_of_both_parts(formula: str) -> None:
    curve = Curve(Function(hump, 1.0), formula)
    sums = [curve.truncation(h) + curve.rounding(h) for h in np.geomspace(1e-15, 0.1, 2000)]
    best = curve.truncation(curve.best) + curve.rounding(curve.best)
    assert best == pytest.approx(min(sums), rel=1e-3)


def test_the_best_step_of_the_lesson() -> None:
    eps = np.finfo(float).eps
    assert Curve(Function(hump, 1.0), CENTRAL).best == pytest.approx((3 * eps / 13) ** (1 / 3))
    # A parabola has no truncation error with central differences: the wider the better.
    assert Curve(Function(lambda x: x * x, 3.0), CENTRAL).best > 0.01
    assert Curve(Function(lambda x: 2.0, 3.0), ONE_SIDED).best == 0.1


@pytest.mark.parametrize(
    ("exponent", "message"),
    [
        (-5.5, "Your guess is right: you said 3.2e−6, and about 3.7e−6 is best."),
        (-6.0, "Your guess is right"),
        (-12.0, "Not quite: you said 1e−12, and about 3.7e−6 is best. At your step rounding"),
        (-2.0, "Not quite: you said 1e−2, and about 3.7e−6 is best. At your step truncation"),
    ],
)
def test_the_guess_is_compared_with_the_best_step(exponent: float, message: str) -> None:
    figure = difference_curve(hump, 1.0)
    state = figure.change(figure.start, "exponent", exponent)
    covered = figure.look(state)
    assert "waits for a guess" in covered.drawing.alt
    assert "3.7e−6" not in svg(covered.drawing) + covered.message
    state = figure.press(state, "This step is best")
    assert state.open == message.startswith("Your guess is right")
    state = figure.press(state, "This step is best")  # the second try, where there is one
    assert figure.look(state).message.startswith(message)
    later = figure.change(state, "exponent", -9.0)  # look at another step: the guess stays
    assert figure.look(later).message.startswith(message)
    assert "At h = 1e−9 the error is" in figure.look(later).message
    assert figure.press(later, "This step is best") == later
    assert not figure.change(later, "formula", ONE_SIDED).open


def test_a_guess_about_a_function_without_values_leaves_the_message() -> None:
    figure = difference_curve(lambda x: "no number", 1.0)
    pressed = figure.press(figure.start, "This step is best")
    assert pressed == figure.start
    assert "must return a finite number" in figure.look(pressed).message


def test_numbers_stand_in_the_picture_and_in_the_text() -> None:
    figure = difference_curve(hump, 1.0)
    state = State(exponent=-3.0, predict=False)
    drawing = figure.look(state).drawing
    h = 1e-3
    found = (hump(1 + h) - hump(1 - h)) / (2 * h)
    shown = texts(svg(drawing))
    for value in (f"{found:.12f}", f"{3 * math.e:.12f}", power(found - 3 * math.e)):
        assert value in shown
        assert value in drawing.alt
    assert f"1e−3 {power(found - 3 * math.e)}," in drawing.alt
    assert "truncation: h²/6 · |f‴|" in shown


def test_how_powers_are_written() -> None:
    written = [power(value) for value in (3.7142e-6, 1e-15, 0.01, 0.1, 2.5, 0.0, -4.44e-4, np.inf)]
    assert written == ["3.7e−6", "1e−15", "1e−2", "0.1", "2.5", "0", "−4.4e−4", "not finite"]


def unwritten(x: float) -> float:
    raise NotImplementedError


def noisy(x: float) -> float:
    print("half way")
    raise ValueError("first\nsecond")


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (unwritten, "unwritten is not written yet"),
        (noisy, "noisy raised ValueError: first"),
        (lambda x: np.array([x]), "must return a finite number"),
        (lambda x: "2", "must return a finite number"),
        (lambda x: math.nan, "must return a finite number"),
        (lambda x: x if x < 1.05 else math.inf, "must return a finite number at x = 1.0562"),
    ],
)
def test_a_students_function_that_fails_says_so(
    f: Callable[..., Any], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = difference_curve(f, 1.0)
    for state in (figure.start, figure.still):
        look = figure.look(state)
        assert message in look.message
        assert look.drawing.alt == f"There is nothing to draw. {look.message}"
        assert " ".join(texts(svg(look.drawing))) == look.drawing.alt
        assert "\n" not in look.message
    assert capsys.readouterr() == ("", "")


def test_a_function_is_asked_once_and_not_before_the_figure_is_shown() -> None:
    calls: list[float] = []

    def counted(x: float) -> float:
        calls.append(x)
        return math.sin(x)

    figure = difference_curve(counted, 1.0)
    assert calls == []
    figure.look(figure.still)
    first = len(calls)
    assert first < 400
    figure.look(figure.change(figure.still, "exponent", -9.0))
    assert len(calls) < first + 20


def test_controls_are_named() -> None:
    assert all(widget.description for widget in Live(difference_curve(hump, 1.0)).fields.values())
