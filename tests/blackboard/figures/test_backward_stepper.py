"""The backward stepper: the numbers of the walk, planted mistakes, a student's function."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.checks.expected import FloatArray, Parameters
from autograder.checks.finite_differences import parameter_gradients
from autograder.checks.probes import probe
from blackboard.drawing.grid import short
from blackboard.drawing.notation import array, number
from blackboard.drawing.svg import svg
from blackboard.figures.backward_stepper.figure import State, backward_stepper, guess_for, guesses
from blackboard.figures.backward_stepper.mistakes import (
    NO_SLOPE_HIDDEN,
    NO_SLOPE_OUTPUT,
    NOT_TRANSPOSED,
    RIGHT,
    SLOPE_AT_X,
    U_FOR_X,
    UPDATED_W,
    mistakes,
)
from blackboard.figures.backward_stepper.walk import walk
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import UNDECIDED
from blackboard.interactive.widgets import Live
from tests.helpers.pictures import texts

Network = tuple[Parameters, FloatArray, FloatArray]


def network(seed: int, *sizes: int) -> Network:
    """Draw a network that is not saturated, an input and an answer."""
    rng = np.random.default_rng(seed)
    params = [(probe(rng, m, n) / n, probe(rng, m)) for n, m in pairwise(sizes)]
    return params, probe(rng, sizes[0]), probe(rng, sizes[-1])


def objective(params: Parameters, x: FloatArray, y: FloatArray) -> float:
    """Return ½‖h(x) − y‖² with a forward pass that is not the stepper's."""
    for W, b in params:
        x = (1 + np.tanh((W @ x + b) / 2)) / 2
    return float((x - y) @ (x - y) / 2)


def gradients(net: Network, mistake: str = RIGHT) -> list[tuple[FloatArray, FloatArray]]:
    found = {step.key: step.value for step in walk(*net, mistake)}
    return [(found["dW", i], found["delta", i]) for i in range(1, len(net[0]) + 1)]


def wrong_layers(net: Network, mistake: str) -> list[int]:
    """List the layers whose gradients are not the numeric ones, by a plain comparison."""
    numeric = parameter_gradients(lambda params: objective(params, *net[1:]), net[0])
    return [
        index
        for index, (mine, theirs) in enumerate(
            zip(gradients(net, mistake), numeric, strict=True), start=1
        )
        if any(
            not np.allclose(a, n.value, rtol=1e-5, atol=1e-7)
            for a, n in zip(mine, theirs, strict=True)
        )
    ]


sizes = st.lists(st.integers(1, 6), min_size=2, max_size=5)


@settings(max_examples=25)
@given(sizes, st.integers(0, 99))
def test_the_right_walk_ends_with_the_numeric_gradient(widths: list[int], seed: int) -> None:
    assert wrong_layers(network(seed, *widths), RIGHT) == []


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    [
        (RIGHT, []),
        (NO_SLOPE_HIDDEN, [1, 2]),
        (NO_SLOPE_OUTPUT, [1, 2, 3]),
        (SLOPE_AT_X, [1, 2, 3]),
        (NOT_TRANSPOSED, [1]),
        (UPDATED_W, [1, 2]),
        (U_FOR_X, [2, 3]),
    ],
)
def test_a_mistake_spoils_the_layers_it_must(mistake: str, wrong: list[int]) -> None:
    net = network(3, 3, 4, 4, 2)
    assert mistake in mistakes(net[0])
    assert wrong_layers(net, mistake) == wrong
    figure = backward_stepper(*net)
    state = figure.change(figure.still, "mistake", mistake)
    state = figure.press(figure.change(state, "guess", guess_for(wrong)), "Check my guess")
    assert guess_for(wrong) in guesses(3)
    look = figure.look(state)
    if mistake != RIGHT:
        assert f"Your guess, {guess_for(wrong)}, is right" in look.message
    for layer in (1, 2, 3):
        verdict = re.search(rf"Layer {layer}: (✓|✗)", look.drawing.alt)
        assert verdict
        assert verdict[1] == ("✗" if layer in wrong else "✓")


def test_mistakes_that_would_raise_or_change_nothing_are_not_offered() -> None:
    assert mistakes(network(0, 3, 2)[0]) == [RIGHT, NO_SLOPE_OUTPUT, SLOPE_AT_X]
    assert NOT_TRANSPOSED not in mistakes(network(0, 3, 3, 2)[0])
    assert NOT_TRANSPOSED in mistakes(network(0, 2, 3, 3)[0])


def steps(figure: Figure[State]) -> list[State]:
    """Return the states that Step leads through."""
    states = [figure.start]
    while (state := figure.press(states[-1], "Step")) != states[-1]:
        states.append(state)
    return states


def test_every_step_shows_its_numbers_in_the_picture_and_in_the_text() -> None:
    net = network(5, 3, 4, 2)
    figure = backward_stepper(*net)
    walked = walk(*net)
    states = [replace(state, name_first=False) for state in steps(figure)]
    assert len(states) == len(walked) == 12
    for state, step in zip(states, walked, strict=True):
        drawing = figure.look(state).drawing
        assert f"{step.symbol} is {array(step.value)}." in drawing.alt
        shown = texts(svg(drawing))
        assert set(map(number, np.atleast_1d(step.value).ravel())) <= set(shown)
        for part in step.parts:
            if not isinstance(part, str):
                assert f"{part.symbol} is {array(part.value)}." in drawing.alt
                assert set(map(number, part.value.ravel())) <= set(shown)
        assert not re.search(r"\b(nan|inf)\b", svg(drawing))
        assert "not finite" not in drawing.alt


def test_the_factors_of_the_worked_example() -> None:
    """The lesson's 3-4-2 network, whose numbers stand in its text."""
    W1 = [[1.0, -2.0, 0.5], [0.5, 1.0, -1.0], [-1.5, 0.5, 1.0], [2.0, 1.0, 0.5]]
    W2 = [[1.0, -1.0, 2.0, 0.5], [-0.5, 1.5, -1.0, -2.0]]
    params = [(W1, [0.5, -0.5, 1.0, -1.0]), (W2, [-0.5, 1.5])]
    figure = backward_stepper(params, [1.0, -0.5, 2.0], [0.0, 1.0])
    states = [replace(state, name_first=False) for state in steps(figure)]
    assert "L is 0.724." in figure.look(states[5]).drawing.alt
    assert "δ⁽²⁾ is [0.0721, −0.133]." in figure.look(states[7]).drawing.alt
    assert "Lemma 2" in figure.look(states[9]).message
    assert "shapes: (4,) = (4, 2) (2,)" in figure.look(states[9]).drawing.alt
    assert "δ⁽¹⁾ is [0.0039, −0.019, 0.048, 0.0451]." in figure.look(states[10]).drawing.alt
    assert "shapes: (4, 3) = (4,) (3,)ᵀ" in figure.look(states[11]).drawing.alt


def test_back_rewind_and_jump() -> None:
    figure = backward_stepper(*network(1, 2, 3, 3, 2))
    states = steps(figure)
    first = svg(figure.look(figure.start).drawing)
    assert figure.press(figure.start, "Back") == figure.start
    assert figure.press(states[9], "Back") == states[8]
    assert figure.press(states[-1], "Rewind") == figure.start
    assert svg(figure.look(figure.press(states[-1], "Rewind")).drawing) == first
    jumped = figure.change(figure.start, "place", "backward, layer 2")
    assert "backward, layer 2" in figure.look(jumped).drawing.alt
    assert figure.press(jumped, "Back").place == "backward, layer 3"


def test_a_planted_mistake_is_judged_after_the_guess_only() -> None:
    figure = backward_stepper(*network(2, 3, 4, 2))
    assert "✓" in figure.look(figure.still).drawing.alt
    planted = figure.change(figure.still, "mistake", NO_SLOPE_HIDDEN)
    assert not re.search("[✓✗]", figure.look(planted).drawing.alt)
    blank = figure.press(planted, "Check my guess")
    assert not blank.open
    assert figure.look(blank).message.startswith("Choose a guess first.")
    guessed = figure.change(planted, "guess", "layer 2 alone")
    once = figure.press(guessed, "Check my guess")
    assert not re.search("[✓✗]", figure.look(once).drawing.alt)
    checked = figure.press(once, "Check my guess")
    assert "layer 2 alone, is not right: layer 1 disagrees" in figure.look(checked).message
    assert "Layer 1: ✗" in figure.look(checked).drawing.alt
    assert not figure.change(checked, "guess", "no layer").committed


def test_a_lemma_is_named_before_it_shows() -> None:
    figure = backward_stepper(*network(2, 3, 4, 2))
    states = steps(figure)
    assert "Lemma" not in "".join(figure.look(state).message for state in states[:7])
    names = {7: "Lemma 3", 8: "Lemma 1", 9: "Lemma 2", 10: "Lemma 3", 11: "Lemma 1"}
    for at, name in names.items():
        step = walk(*network(2, 3, 4, 2))[at]
        covered = figure.look(states[at])
        everything = covered.message + covered.drawing.alt + " ".join(texts(svg(covered.drawing)))
        assert not re.search("Lemma [123]", everything)
        assert step.formula not in everything
        assert figure.look(figure.press(states[at], "Name it")).message.startswith("Choose a")
        right = figure.look(figure.press(figure.change(states[at], "lemma", name), "Name it"))
        assert right.message.startswith(f"Right, {name}. Step {at} of 11: {step.formula}")
        assert f"{step.symbol} is {array(step.value)}." in right.drawing.alt
    wrong = figure.press(figure.change(states[8], "lemma", "Lemma 2"), "Name it")
    assert "Not right yet" in figure.look(wrong).message
    shown = figure.press(wrong, "Name it")
    assert figure.look(shown).message.startswith("Not Lemma 2 but Lemma 1.")
    assert figure.press(shown, "Step").lemma == UNDECIDED
    assert "Lemma 1" in figure.look(figure.change(states[8], "name_first", False)).message


def test_the_layer_of_the_step_comes_first() -> None:
    figure = backward_stepper(*network(2, 3, 4, 2))
    expected = {1: "Layer 1", 4: "Layer 2", 8: "Layer 2", 9: "Layer 2", 11: "Layer 1"}
    for at, first in expected.items():
        shown = texts(svg(figure.look(replace(steps(figure)[at], name_first=False)).drawing))
        assert next(text for text in shown if re.fullmatch("Layer [12]", text)) == first


def test_a_students_numbers_stand_beside_the_right_ones() -> None:
    net = network(4, 3, 4, 2)

    def backpropagation(params: Parameters, x: FloatArray, y: FloatArray) -> Any:
        return [(2 * dW, db) for dW, db in gradients((params, x, y))]

    figure = backward_stepper(*net, backpropagation)
    look = figure.look(figure.still)
    shown = texts(svg(look.drawing))
    (dW, _), _ = gradients(net)
    assert {"yours", "your ∇W"} <= set(shown)
    assert "numeric ∇W" not in shown
    for value in (dW, 2 * dW):
        assert {short(float(entry)) for entry in value.ravel()} <= set(shown)
    assert f"Yours are ∇W {array(2 * dW)}" in look.drawing.alt
    # Beside a planted mistake stands what is right.
    planted = figure.change(figure.still, "mistake", NO_SLOPE_OUTPUT)
    planted = figure.press(figure.change(planted, "guess", "layers 1 to 2"), "Check my guess")
    assert "numeric ∇W" in texts(svg(figure.look(planted).drawing))


def backpropagation(params: Parameters, x: FloatArray, y: FloatArray) -> Any:
    return gradients((params, x, y))


def forgetful(params: Parameters, x: FloatArray, y: FloatArray) -> Any:
    return gradients((params, x, y), NO_SLOPE_HIDDEN)


def raising(params: Parameters, x: FloatArray, y: FloatArray) -> Any:
    print("half way")
    raise ValueError("shapes (2,) and (3,)\nnot aligned")


def unwritten(params: Parameters, x: FloatArray, y: FloatArray) -> Any:
    raise NotImplementedError


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (backpropagation, "Yours: all agree."),
        (forgetful, "Tested: wrong in layers 1 and 2."),
        (raising, "raising raised ValueError: shapes (2,) and (3,)"),
        (unwritten, "unwritten is not written yet"),
        (lambda params, x, y: None, "must return a list of pairs"),
        (lambda params, x, y: [(b, W) for W, b in params], "must return a list of pairs"),
    ],
)
def test_a_students_function(
    function: Callable[..., Any], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = backward_stepper(*network(4, 3, 4, 5, 2), function)
    look = figure.look(figure.still)
    assert message in look.message
    assert "\n" not in look.message
    assert ("Layer 2: ✓ ∇W and ∇b agree, tested: ✗" in look.drawing.alt) == (function is forgetful)
    assert capsys.readouterr() == ("", "")


def test_a_students_function_is_not_called_before_the_figure_is_shown() -> None:
    def never(params: Parameters, x: FloatArray, y: FloatArray) -> Any:
        raise SystemExit

    backward_stepper(*network(4, 3, 2), never)


def test_the_given_arrays_are_not_kept_or_changed() -> None:
    params, x, y = network(6, 3, 2)
    figure = backward_stepper(params, x, y)
    before = figure.look(figure.still).drawing
    params[0][0][:] = 9
    assert figure.look(figure.still).drawing == before


@pytest.mark.parametrize("part", ["x", "y", "b", "W"])
def test_shapes_that_do_not_fit_are_refused(part: str) -> None:
    params, x, y = network(6, 3, 4, 2)
    bad = {
        "x": (params, x[:-1], y),
        "y": (params, x, y[:-1]),
        "b": ([(params[0][0], params[0][1][:-1]), params[1]], x, y),
        "W": ([params[1], params[0]], x, y),
    }
    with pytest.raises(ValueError, match="params must be"):
        backward_stepper(*bad[part])


def test_a_large_network_still_fits_and_saturation_stays_finite() -> None:
    params, x, y = network(7, 12, 30, 9)
    figure = backward_stepper([(200 * W, b) for W, b in params], x, y)
    drawing = figure.look(figure.still).drawing
    assert drawing.width == 860
    assert drawing.height < 800
    assert "not finite" not in drawing.alt


def test_every_control_is_named() -> None:
    shown = Live(backward_stepper(*network(2, 3, 4, 2)))
    assert all(widget.description for widget in shown.fields.values())
    shown.fields["Step"].click()
    assert shown.state.at == 1
    assert shown.fields["Jump to"].value == "forward, layer 1"
    shown.fields["Jump to"].value = "the loss"
    assert shown.state.at == 5
