"""Mistakes made from the right steps: one is named, two are named together, and none wrongly."""

import random
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from autograder.checks.calls.call import Answered
from autograder.checks.diagnosis.evidence import Cause, Evidence
from autograder.checks.diagnosis.misconceptions.edits.exercises import STEPS
from autograder.checks.diagnosis.misconceptions.edits.explain import edited
from autograder.checks.diagnosis.misconceptions.edits.search import search
from autograder.checks.failure import AND
from tests.checks.diagnosis.test_misconceptions import CODE
from tests.helpers.edited_steps import (
    QUESTIONS,
    Inputs,
    edited_steps,
    effective,
    same,
    sigmoid,
    steps_of,
    told,
)

SINGLES = 24  # edits of each exercise, out of some hundreds
PAIRS = 24  # of each exercise, out of some thousands; benchmarks/pairs.py asks for all


@pytest.mark.parametrize("exercise", QUESTIONS)
def test_the_steps_without_an_edit_are_right(exercise: str) -> None:
    """Compared with the complex step: the imaginary part of the loss, at an imaginary nudge."""
    inputs, steps = steps_of(exercise)
    params, given = inputs["params"], list(inputs.values())[1:]
    rows = exercise == "backward_rows"
    X = np.atleast_2d(given[0][0] if rows else given[0])
    Y = np.atleast_2d(given[1])

    def loss(nudged: list[list[Any]]) -> Any:
        x = X
        for W, b in nudged:
            x = sigmoid(x @ (W if rows else W.T) + b)
        return np.sum((x - Y) ** 2) / 2 / len(X)

    measured = []
    for layer, part in [(i, p) for i in reversed(range(len(params))) for p in (1, 0)]:
        slope = np.empty(params[layer][part].shape)
        for index in np.ndindex(slope.shape):
            nudged = [[W.astype(complex), b.astype(complex)] for W, b in params]
            nudged[layer][part][index] += 1e-30j
            slope[index] = np.imag(loss(nudged)) / 1e-30
        measured.append(slope)
    assert same(list(steps.evaluate(())), measured)


@pytest.mark.parametrize("exercise", QUESTIONS)
def test_a_right_answer_has_no_edit(exercise: str) -> None:
    inputs, steps = steps_of(exercise)
    right = list(steps.evaluate(()))
    assert told(exercise, inputs, right) == ()
    spoilt = [array + 1e-3 * np.cos(np.arange(array.size)).reshape(array.shape) for array in right]
    assert told(exercise, inputs, spoilt) == ()
    right[0].flat[0] = np.inf
    assert search(steps.evaluate, steps.edits, right).alone == ()


@pytest.mark.parametrize("exercise", QUESTIONS)
def test_each_edit_is_found_alone(exercise: str) -> None:
    inputs, steps = steps_of(exercise)
    made = effective(steps)
    assert len(made) > 60
    some = random.Random(7).sample(list(made), SINGLES)  # noqa: S311, always the same
    for edit, arrays in ((edit, made[edit]) for edit in some):
        twins = {other.name for other, others in made.items() if same(arrays, others)}
        names = {cause.name for cause in told(exercise, inputs, arrays)}
        assert names <= twins, edit
        assert names or edit.traced or len(twins) > 2, edit


@pytest.mark.parametrize("exercise", QUESTIONS)
def test_two_edits_are_found_together_and_none_wrongly(exercise: str) -> None:
    question = edited_steps(exercise)
    pairs = question.pairs
    random.Random(7).shuffle(pairs)  # noqa: S311, the same ones every time
    named = (question.told_of(*pair) for pair in pairs[:PAIRS])
    counted = Counter(how for how in named if how is not None)
    assert counted["wrong"] == counted["alike"] == 0
    assert counted["both"] >= 0.7 * counted.total() > 0.49 * PAIRS
    assert counted["silent"] <= 0.1 * counted.total()


SHORT = {
    "output_delta": ("x", "y", "u"), "hidden_delta": ("W", "delta", "u"),
    "layer_grads": ("delta", "x"), "composite_grad": ("W", "x", "delta"),
    "sigmoid_prime": ("x",), "sigmoid_prime_from_output": ("p",), "tanh_prime": ("x",),
    "affine_grad_x": ("W", "delta"), "jacobian_grad": ("W", "delta"),
    "elementwise_grad": ("x", "y", "g"), "softmax_jacobian": ("x",),
    "gradient_step": ("x", "y", "eta"), "newton_step": ("x", "y", "H"),
}  # fmt: skip


def short_question(exercise: str) -> Inputs:
    """Draw the inputs of an exercise of a line or two."""
    rng = np.random.default_rng(11)
    m, n = 3, 4
    square = rng.normal(size=(m, m))
    drawn = {
        "W": rng.normal(size=(m, n)), "delta": rng.normal(size=m), "H": square @ square.T + 1,
        "p": rng.uniform(0.1, 0.9, size=m), "eta": 0.3, "g": np.cos,
        "x": rng.normal(size=n if exercise in ("composite_grad", "layer_grads") else m),
        "y": rng.normal(size=m), "u": rng.normal(size=n if exercise == "hidden_delta" else m),
    }  # fmt: skip
    return {name: drawn[name] for name in SHORT[exercise]}


def right_of(exercise: str, i: Inputs) -> list[Any]:
    """Return the right arrays, in the order of the steps, by formulas of this test's own."""
    h = 1e-6
    x, y, W, delta = (i.get(name, 0.0) for name in ("x", "y", "W", "delta"))
    if exercise in ("sigmoid_prime", "tanh_prime"):
        g = sigmoid if exercise == "sigmoid_prime" else np.tanh
        return [(g(x + h) - g(x - h)) / (2 * h)]
    if exercise == "sigmoid_prime_from_output":
        u = np.log(i["p"]) - np.log1p(-i["p"])
        return [(sigmoid(u + h) - sigmoid(u - h)) / (2 * h)]
    if exercise == "softmax_jacobian":
        moved = [np.exp(x + s * h * e) / np.sum(np.exp(x + s * h * e))
                 for e in np.eye(len(x)) for s in (1, -1)]  # fmt: skip
        return [np.array([(a - b) / (2 * h) for a, b in zip(moved[::2], moved[1::2], strict=True)])]
    if exercise == "gradient_step":
        return [x - i["eta"] * y]
    if exercise == "newton_step":
        return [x - np.linalg.inv(i["H"]) @ y]
    if exercise == "elementwise_grad":
        return [np.array([a * np.cos(b) for a, b in zip(x, y, strict=True)])]
    if exercise in ("affine_grad_x", "jacobian_grad"):
        return [sum(d * row for d, row in zip(delta, W, strict=True))]
    if exercise == "layer_grads":
        return [delta, np.array([[d * a for a in x] for d in delta])]
    u = W @ x if exercise == "composite_grad" else i["u"]
    slope = (sigmoid(u + h) - sigmoid(u - h)) / (2 * h)
    if exercise == "output_delta":
        return [(x - y) * slope]
    if exercise == "hidden_delta":
        return [sum(d * row for d, row in zip(delta, W, strict=True)) * slope]
    return [np.outer(delta * slope, x), (delta * slope) @ W]


def as_answered(exercise: str, arrays: Sequence[Any]) -> Any:
    if exercise == "layer_grads":
        return arrays[1], arrays[0]
    return tuple(arrays) if len(arrays) > 1 else arrays[0]


def told_of_short(exercise: str, arrays: Sequence[Any]) -> tuple[Cause, ...]:
    answered = Answered(exercise, short_question(exercise), as_answered(exercise, arrays))
    return edited(Evidence(answered, np.zeros(()), np.zeros(())))


@pytest.mark.parametrize("exercise", SHORT)
@np.errstate(all="ignore")
def test_the_steps_of_a_short_exercise_are_right_and_have_no_edit(exercise: str) -> None:
    inputs = short_question(exercise)
    steps, right = STEPS[exercise](*inputs.values()), right_of(exercise, inputs)
    made = list(steps.evaluate(()))
    assert all(
        np.allclose(one, other, rtol=1e-6, atol=1e-9)
        for one, other in zip(made, right, strict=True)
    )
    assert told_of_short(exercise, made) == ()


@pytest.mark.parametrize("exercise", SHORT)
@np.errstate(all="ignore")
def test_each_edit_of_a_short_exercise_is_found_alone(exercise: str) -> None:
    steps = STEPS[exercise](*short_question(exercise).values())
    made = {
        edit: arrays
        for edit, arrays in effective(steps).items()
        if all(np.all(np.isfinite(array)) for array in arrays)
    }
    assert len(made) >= 10
    unheard = 0
    for edit, arrays in made.items():
        twins = {other.name for other, others in made.items() if same(arrays, others)}
        names = {cause.name for cause in told_of_short(exercise, arrays)}
        assert names <= twins, edit
        unheard += not names and not edit.traced
    assert unheard <= 0.1 * len(made)


@pytest.mark.parametrize("exercise", SHORT)
def test_a_hint_of_a_short_exercise_is_a_sentence_and_no_formula(exercise: str) -> None:
    for edit in STEPS[exercise](*short_question(exercise).values()).edits:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", edit.name)
        assert edit.hint[0].isupper() or edit.hint.startswith(("theta ", "eta "))
        assert edit.hint[-1] in ".?"
        assert not re.search(r"[{}]| [.:,?]", edit.hint), edit.hint
        assert not CODE.search(edit.hint), edit.hint


def test_one_number_is_too_few_to_tell_an_edit_by() -> None:
    u, x, y = np.ones(1), np.array([0.2]), np.array([0.5])
    answered = Answered("output_delta", {"x_L": x, "y": y, "u_L": u}, (x - 2 * y) * sigmoid(u))
    assert edited(Evidence(answered, np.zeros(()), np.zeros(()))) == ()


def test_both_mistakes_stand_in_the_words() -> None:
    inputs, steps = steps_of("backpropagation")
    pair = [
        next(e for e in steps.edits if e.name == name)
        for name in ("slope-missing-in-hidden-layers", "preactivation-for-input")
    ]
    (cause,) = told("backpropagation", inputs, list(steps.evaluate(pair)))
    assert set(cause.name.split(AND)) == {edit.name for edit in pair}
    assert cause.hint.startswith("Two mistakes together give these numbers.\n  One: ")
    assert pair[0].hint in cause.hint
    assert pair[1].hint in cause.hint


@pytest.mark.parametrize("returned", [None, 1.0, [], [(1.0, 2.0)], [None, None, None], "text"])
def test_what_is_no_answer_has_no_edit(returned: Any) -> None:
    inputs, _ = steps_of("backpropagation")
    answered = Answered("backpropagation", inputs, returned)
    assert edited(Evidence(answered, np.zeros(()), np.zeros(()))) == ()
    other = Answered("another_exercise", inputs, returned)
    assert edited(Evidence(other, np.zeros(()), np.zeros(()))) == ()


def test_the_search_ends() -> None:
    _, steps = steps_of("backward_rows")
    asked = 0

    def counting(edits: Any) -> Any:
        nonlocal asked
        asked += 1
        return steps.evaluate(edits)

    rng = np.random.default_rng(3)
    nonsense = [rng.normal(size=array.shape) for array in list(steps.evaluate(()))]
    found = search(counting, steps.edits, nonsense)
    assert (found.alone, found.pairs) == ((), ())
    assert asked <= 1 + len(steps.edits) + 1500


@pytest.mark.parametrize("exercise", QUESTIONS)
def test_a_hint_is_a_sentence_and_no_formula(exercise: str) -> None:
    for edit in steps_of(exercise)[1].edits:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", edit.name)
        assert edit.hint[0].isupper()
        assert edit.hint[-1] in ".?"
        assert "{" not in edit.hint
        assert not CODE.search(edit.hint), edit.hint


def test_of_pairs_that_say_the_same_the_one_is_told_that_says_it_of_each_array() -> None:
    """The slope twice through the sigmoid, and what goes on down without it."""
    W, x, grad_y = short_question("composite_grad").values()
    slope = sigmoid(sigmoid(W @ x)) * (1 - sigmoid(sigmoid(W @ x)))
    (cause,) = told_of_short("composite_grad", [np.outer(grad_y * slope, x), W.T @ grad_y])
    assert set(cause.name.split(AND)) == {
        "slope-at-activation-for-weights",
        "slope-missing-for-input",
    }
