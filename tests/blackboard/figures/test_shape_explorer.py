"""The shape explorer: what lights up is what the derivative depends on."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.finite_differences import central_difference
from autograder.checks.probes import probe
from blackboard.drawing.notation import number
from blackboard.drawing.shapes import Rect
from blackboard.drawing.svg import svg
from blackboard.figures.shape_explorer.figure import State, right_guess, shape_explorer, taken
from blackboard.figures.shape_explorer.picture import BY_W, BY_X, Question, draw_question
from blackboard.interactive.widgets import Live
from tests.helpers.pictures import texts

questions = st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(0, 99), st.booleans())


def question(m: int, n: int, seed: int, by_W: bool, *, opened: bool = True) -> Question:
    rng = np.random.default_rng(seed)
    i, j = int(rng.integers(m)), int(rng.integers(n))
    gradient = BY_W if by_W else BY_X
    return Question(probe(rng, m, n), probe(rng, n), probe(rng, m), gradient, i, j, opened)


@given(questions)
def test_the_value_is_that_of_numeric_differentiation(drawn: tuple[int, int, int, bool]) -> None:
    q = question(*drawn)
    if q.gradient == BY_W:
        numeric = central_difference(lambda W: W @ q.x, at=q.W, upstream=q.grad_y, name="grad_W")
        expected = numeric.value[q.i, q.j]
    else:
        numeric = central_difference(lambda x: q.W @ x, at=q.x, upstream=q.grad_y, name="grad_x")
        expected = numeric.value[q.j]
    assert q.value == pytest.approx(expected, abs=1e-7)
    drawing = draw_question(q)
    assert f" = {number(q.value)}." in drawing.alt
    assert number(q.value, 2) in texts(svg(drawing))


@given(questions)
def test_what_lights_up_is_what_the_entry_depends_on(drawn: tuple[int, int, int, bool]) -> None:
    """Change one entry of an array: the value moves if and only if that entry is lit."""
    q = question(*drawn)
    for name, mask in zip(("W", "x", "grad_y"), q.used, strict=True):
        for index in np.ndindex(mask.shape):
            moved = getattr(q, name).copy()
            moved[index] += 1
            assert (replace(q, **{name: moved}).value != q.value) == mask[index]


@given(questions)
def test_a_closed_question_shows_neither_factors_nor_value(
    drawn: tuple[int, int, int, bool],
) -> None:
    q = question(*drawn, opened=False)
    drawing = draw_question(q)
    assert "Lit" not in drawing.alt
    assert "·" not in drawing.alt
    assert "Lemma" not in svg(drawing)
    assert "stroke-dasharray" in svg(drawing)  # the entry that is asked for


def test_the_lessons_example() -> None:
    figure = shape_explorer()
    assert figure.look(figure.still).message.startswith("∂f/∂w₁₂ = ∂f/∂y₁ · x₂ = 5 · (−1) = −5. ")
    by_x = figure.look(figure.change(figure.still, "gradient", BY_X))
    assert by_x.message.startswith("∂f/∂x₂ = w₁₂ · ∂f/∂y₁ + w₂₂ · ∂f/∂y₂ = 3 · 5 + 1 · (−4) = 11.")
    assert "W entries (1, 2) and (2, 2) and ∇y f entries (1) and (2); nothing of x" in (
        by_x.drawing.alt
    )


def guessed(figure_state: State, *guess: str) -> State:
    figure = shape_explorer()
    state = figure_state
    for name, value in zip(("from_weights", "from_input", "from_grad"), guess, strict=True):
        state = figure.change(state, name, value)
    return figure.press(state, "Check my guess")


def test_the_answer_waits_for_a_whole_guess() -> None:
    figure = shape_explorer()
    assert "waits for a guess" in figure.look(figure.start).drawing.alt
    assert not guessed(figure.start, "nothing", "entry 2", "…").open
    right = figure.look(guessed(figure.start, "nothing", "entry 2", "entry 1"))
    assert right.message.startswith("Your guess is right.")
    once = guessed(figure.start, "row 1", "entry 2", "entry 1")
    assert not once.open
    assert figure.look(once).message.startswith("Not right yet: you have a second try.")
    wrong = figure.look(figure.press(once, "Check my guess"))
    assert wrong.message.startswith("Not quite: from W it takes nothing, not row 1.")
    assert "Lit:" in wrong.drawing.alt


def test_another_question_needs_another_guess() -> None:
    figure = shape_explorer()
    checked = guessed(figure.start, "nothing", "entry 2", "entry 1")
    assert checked.open
    for name, value in (("i", 2), ("j", 1), ("m", 3), ("n", 4), ("gradient", BY_X)):
        assert figure.change(checked, name, value).guess == ("…", "…", "…")
    assert not figure.change(checked, "from_grad", "all of it").open


@given(questions)
def test_the_right_guess_takes_what_is_used(drawn: tuple[int, int, int, bool]) -> None:
    q = question(*drawn)
    m, n = q.W.shape
    state = State(q.gradient, m, n, q.i + 1, q.j + 1)
    for guess, used in zip(right_guess(state), q.used, strict=True):
        assert np.array_equal(taken(guess, used.shape), used)


def test_a_guess_that_takes_the_same_in_other_words_is_right() -> None:
    figure = shape_explorer(np.ones((1, 3)), np.ones(3), np.ones(1))
    state = figure.change(figure.start, "from_grad", "all of it")
    state = figure.change(figure.change(state, "from_weights", "nothing"), "from_input", "entry 2")
    assert "Your guess is right." in figure.look(figure.press(state, "Check my guess")).message


@pytest.mark.parametrize(("m", "n"), list(itertools.product((1, 3, 5), (1, 4))))
def test_other_sizes_keep_the_given_numbers_and_the_entry_inside(m: int, n: int) -> None:
    figure = shape_explorer()
    state = figure.change(figure.change(replace(figure.still, i=2, j=3), "m", m), "n", n)
    assert (state.i, state.j) == (min(2, m), min(3, n))
    alt = figure.look(state).drawing.alt
    assert alt.startswith(f"W ({m}, {n}) is [[4")
    assert "not finite" not in alt
    back = figure.change(figure.change(state, "m", 2), "n", 3)
    assert "W (2, 3) is [[4, 3, −1], [−3, 1, 2]]" in figure.look(back).drawing.alt


def test_an_entry_of_the_gradient_can_be_clicked() -> None:
    figure = shape_explorer()
    drawing = figure.look(figure.start).drawing
    assert [target.name for target in drawing.targets] == ["1 1", "1 2", "1 3", "2 1", "2 2", "2 3"]
    assert svg(drawing).count("data-pick=") == 6
    for target in drawing.targets:  # each lies over the cell that then is framed
        state = figure.pick(figure.start, target.name)
        assert f"{state.i} {state.j}" == target.name
        (wanted,) = (
            shape for shape in figure.look(state).drawing.shapes if getattr(shape, "dashed", False)
        )
        assert isinstance(wanted, Rect)
        assert (wanted.x, wanted.y) == (target.x, target.y)
    by_x = figure.change(figure.start, "gradient", BY_X)
    assert len(figure.look(by_x).drawing.targets) == 3
    assert figure.pick(by_x, "1 3").j == 3
    checked = guessed(figure.start, "nothing", "entry 2", "entry 1")
    assert not figure.pick(checked, "2 3").open


def test_every_choice_is_among_the_options_and_every_control_named() -> None:
    shown = Live(shape_explorer())
    assert all(widget.description for widget in shown.fields.values())
    shown.fields["Gradient"].value = BY_X
    assert shown.fields["Row i"].layout.display == "none"
    shown.fields["Inputs n"].value = 5
    assert "entry 5" in shown.fields["from x"].options
    assert "column 5" in shown.fields["It takes from W"].options
    shown.fields["from x"].value = "entry 5"
    shown.fields["Inputs n"].value = 2  # the guess is gone with the question
    assert shown.fields["from x"].value == "…"


@pytest.mark.parametrize("size", [(2, 2), (6, 3)])
def test_arrays_that_do_not_fit_are_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"W must be|at most 5"):
        shape_explorer(np.ones(size), np.ones(3), np.ones(size[0]))
