"""The loss bowl: gradient, steps, and the guess about them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from autograder.checks.finite_differences import central_difference
from blackboard.drawing.notation import array, number
from blackboard.drawing.svg import svg
from blackboard.figures.loss_bowl.figure import (
    FALLS,
    RISES,
    SAME,
    ZERO,
    State,
    after_step,
    loss_bowl,
    outcome,
)
from blackboard.figures.loss_bowl.picture import gradient, loss
from blackboard.interactive.figure import Figure
from blackboard.interactive.widgets import Live
from tests.helpers.pictures import texts

Array = NDArray[np.float64]

C = [1.0, -0.5]
values = st.floats(-4, 4).map(lambda value: round(value, 2))
points = st.tuples(values, values).map(np.array)


def stepped(figure: Figure[State], eta: float, guess: str) -> State:
    state = figure.change(figure.start, "eta", eta)
    return figure.press(figure.change(state, "guess", guess), "Take the step")


@given(points, points)
def test_the_gradient_is_the_numeric_one(x: Array, c: Array) -> None:
    numeric = central_difference(lambda x: loss(x, c), at=x, name="grad_x")
    assert gradient(x, c) == pytest.approx(numeric.value, abs=1e-7)


@given(points, st.floats(0, 2.4))
def test_a_step_multiplies_the_loss_by_a_square(x: Array, eta: float) -> None:
    c = np.array(C)
    moved = loss(after_step(x, c, eta), c)
    assert moved == pytest.approx((1 - eta) ** 2 * loss(x, c), abs=1e-8)


@pytest.mark.parametrize(
    ("eta", "found"),
    [(0.0, SAME), (0.5, FALLS), (1.0, ZERO), (1.7, FALLS), (2.0, SAME), (2.4, RISES)],
)
def test_the_guess_is_compared_with_what_the_loss_did(eta: float, found: str) -> None:
    figure = loss_bowl(C)
    for guess in (FALLS, ZERO, SAME, RISES):
        message = figure.look(stepped(figure, eta, guess)).message
        right = guess == found or (guess, found) == (FALLS, ZERO)
        assert message.startswith("Your guess is right." if right else f"Not “{guess}”.")
        assert f"the loss {found}, from 2 to " in message


def test_a_step_waits_for_a_guess() -> None:
    figure = loss_bowl(C)
    waiting = figure.press(figure.start, "Take the step")
    assert replace(waiting, reply="") == figure.start
    assert figure.look(waiting).message.startswith("Choose a guess first. ")
    assert not figure.change(waiting, "eta", 1.0).reply
    free = figure.press(figure.change(figure.start, "predict", False), "Take the step")
    assert (free.x1, free.x2) == (1.8, 0.1)
    assert "guess" not in figure.look(free).message


def test_numbers_stand_in_the_picture_and_in_the_text() -> None:
    figure = loss_bowl(C)
    look = figure.look(stepped(figure, 0.5, FALLS))
    shown = texts(svg(look.drawing))
    for name, vector in (("x", [1.8, 0.1]), ("∇L", [0.8, 0.6]), ("c, which", C)):
        assert f"{name} is {array(vector)}" in look.drawing.alt
    assert {"x = [1.8, 0.1]", "L = 0.5", "∇L = x − c = [0.8, 0.6]", "from [2.6, 0.7]"} <= set(shown)
    assert "L is 0.5" in look.drawing.alt
    assert "x − η ∇L = [2.6, 0.7] − 0.5 · [1.6, 1.2] = [1.8, 0.1]" in look.message


def test_a_point_beyond_its_slider_says_so() -> None:
    figure = loss_bowl(C)
    state = figure.change(figure.change(figure.start, "predict", False), "eta", 2.4)
    assert "slider" not in figure.look(state).message
    for _ in range(2):
        state = figure.press(state, "Take the step")
    message = figure.look(state).message
    assert f"The slider of x₁ stops at {number(state.slider1)}; the point is at" in message
    assert number(state.x1) in message.split("The slider of x₁")[1]


def test_the_end_of_a_step_is_not_given_away() -> None:
    figure = loss_bowl(C)
    asked = figure.look(figure.change(figure.start, "eta", 1.0)).drawing
    assert asked == figure.look(figure.change(asked_state(figure), "guess", RISES)).drawing
    assert "stroke-dasharray" not in svg(asked)


def asked_state(figure: Figure[State]) -> State:
    return figure.change(figure.start, "eta", 1.0)


def test_another_point_or_rate_needs_another_guess() -> None:
    figure = loss_bowl(C)
    done = stepped(figure, 0.5, FALLS)
    assert done.guess == "…"
    assert figure.change(done, "eta", 1.0).start == done.start  # the last step stays in sight
    moved = figure.change(done, "slider1", 2.0)
    assert (moved.x1, moved.x2, moved.start) == (2.0, 0.1, ())
    assert "last step" not in " ".join(texts(svg(figure.look(moved).drawing)))
    assert figure.press(moved, "Start again") == figure.start


def test_a_point_that_leaves_the_picture() -> None:
    figure = loss_bowl(C)
    state = figure.change(figure.change(figure.start, "predict", False), "eta", 2.4)
    for _ in range(5):
        state = figure.press(state, "Take the step")
    look = figure.look(state)
    assert look.message.endswith("The point has left the picture. Start again.")
    assert "not finite" not in look.drawing.alt
    shown = Live(figure)
    shown.fields["Let me guess first"].value = False
    shown.fields["Learning rate η"].value = 2.4
    for _ in range(5):
        shown.fields["Take the step"].click()
    assert shown.state == state  # although the sliders end before it


def test_a_step_between_the_places_of_the_sliders_stays_when_the_browser_answers() -> None:
    figure = loss_bowl(C)
    done = stepped(figure, 0.3, FALLS)
    assert (done.x1, done.x2) == (2.12, 0.34)
    assert (done.slider1, done.slider2) == (2.1, 0.3)
    # The browser rounds in another way and sends the places back.
    done = figure.change(figure.change(done, "slider1", 2.0999999999999996), "eta", 0.29999999)
    assert (done.x1, done.x2, done.start) == (2.12, 0.34, (2.6, 0.7))
    shown = Live(figure)
    shown.fields["x₁"].value = 2.0999999999999996
    assert shown.fields["x₁"].value == 2.0999999999999996  # nothing goes back to the browser
    assert shown.state.x1 == 2.1
    moved = figure.change(done, "slider1", 2.2)
    assert (moved.x1, moved.x2) == (2.2, 0.34)


def test_at_the_target_nothing_moves() -> None:
    figure = loss_bowl(C)
    state = stepped(figure, 1.0, ZERO)
    assert figure.look(state).message.endswith("no step leads away.")
    assert outcome(0.0, 0.0) == SAME


@pytest.mark.parametrize("c", [[1.0], [1.0, 2.0, 3.0], 1.0, [[1.0, 2.0]]])
def test_other_shapes_are_refused(c: object) -> None:
    with pytest.raises(ValueError, match="shape"):
        loss_bowl(c)  # type: ignore[arg-type]


def test_controls_are_named() -> None:
    assert all(widget.description for widget in Live(loss_bowl(C)).fields.values())
