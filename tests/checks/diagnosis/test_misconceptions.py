"""The declared mistakes: well put, of exercises that exist, and found where they were made."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from autograder.checks.calls.call import Answered
from autograder.checks.diagnosis.evidence import Cause, Evidence
from autograder.checks.diagnosis.misconceptions import DECLARED, fitting
from autograder.checks.diagnosis.misconceptions.suspect import Suspect
from tests.helpers.lesson_cells import LESSONS

SUSPECTS = [(exercise, suspect) for exercise, some in DECLARED.items() for suspect in some]
FUNCTIONS = {e.name for lesson in LESSONS.values() for e in lesson.exercises}
LEMMAS = {"affine_grad_W", "affine_grad_x", "elementwise_grad"}  # in lesson 05 in one cell
FADED = {  # to complete, without points; tests/lessons/test_faded_cells.py goes through them
    "first_gradient", "pre_activation", "two_layers", "loss_by_loop", "numeric_entry", "df_dx",
    "small_backward", "affine_grad_W_entry", "affine_grad_x_entry", "softplus_layer_grad_x",
    "hidden_delta_entry", "two_layer_backpropagation", "line_gradient", "line_epoch",
    "tanh_layer_rows", "leaky_relu_grad", "row_by_lemma_5", "two_layer_deep", "multiply_rule",
}  # fmt: skip
NAME = re.compile(
    r"([a-z]²?|[sxy]_bar|eta|theta|db|grad_[yWxA]|df_d[xy]) "
)  # a sentence may begin with one
CODE = re.compile(r"@|\*|\.T\b|np\.|\(.*,.*\)|=|⊙|ᵀ|∂|Σ")


def fits(exercise: str, inputs: Mapping[str, Any], returned: Any, looked_at: Any) -> list[Cause]:
    return fitting(Evidence(Answered(exercise, inputs, returned), looked_at, np.zeros(())))


def test_every_suspect_belongs_to_an_exercise() -> None:
    assert DECLARED.keys() <= FUNCTIONS | LEMMAS | FADED


@pytest.mark.parametrize(
    ("exercise", "suspect"), SUSPECTS, ids=[f"{e}-{s.name}" for e, s in SUSPECTS]
)
def test_a_hint_is_a_sentence_and_no_formula(exercise: str, suspect: Suspect) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", suspect.name)
    assert suspect.hint[0].isupper() or NAME.match(suspect.hint)
    assert suspect.hint[-1] in ".?"
    assert not CODE.search(suspect.hint), suspect.hint


def test_a_mistake_that_was_made_is_found_and_its_neighbours_are_not() -> None:
    rng = np.random.default_rng(1)
    W, grad_y = rng.normal(size=(4, 4)), rng.normal(size=4)
    inputs = {"W": W, "grad_y": grad_y}
    (cause,) = fits("affine_grad_x", inputs, W @ grad_y, W @ grad_y)
    assert cause.name == "matrix-not-transposed"
    assert fits("affine_grad_x", inputs, W.T @ grad_y, W.T @ grad_y) == []
    assert fits("another_exercise", inputs, W @ grad_y, W @ grad_y) == []


def test_a_faded_layer_without_its_slope_is_found() -> None:
    rng = np.random.default_rng(4)
    W, x, grad_y = rng.normal(size=(2, 3)), rng.normal(size=3), rng.normal(size=2)
    inputs, flat = {"W": W, "x": x, "grad_y": grad_y}, W.T @ grad_y
    (cause,) = fits("softplus_layer_grad_x", inputs, flat, flat)
    assert cause.name == "slope-missing"
    late = W.T @ (grad_y / (1 + np.exp(-np.log(1 + np.exp(W @ x)))))
    (cause,) = fits("softplus_layer_grad_x", inputs, late, late)
    assert cause.name == "slope-at-activation"
    right = W.T @ (grad_y / (1 + np.exp(-W @ x)))
    assert fits("softplus_layer_grad_x", inputs, right, right) == []


def test_a_factor_of_a_product_is_judged_whatever_the_other_one_is() -> None:
    rng = np.random.default_rng(5)
    grad, A, B = rng.normal(size=(3, 4))
    inputs = {"grad": grad, "A": A, "B": B}
    for other in (grad * A, A, rng.normal(size=4)):
        (cause,) = fits("multiply_rule", inputs, (B, other), B)
        assert (cause.name, cause.hint[:19]) == ("upstream-left-out", "What goes back to A")
        (cause,) = fits("multiply_rule", inputs, (other, -grad * A), -grad * A)
        assert (cause.name, cause.hint[:19]) == ("sign-reversed", "What goes back to B")
    assert fits("multiply_rule", inputs, (grad * B, A), grad * B) == []


@pytest.mark.parametrize("returned", [None, "text", [1.0], {"a": 1.0}, np.array(np.nan), object()])
def test_an_answer_of_another_form_fits_nothing(returned: Any) -> None:
    W, grad_y = np.eye(3), np.ones(3)
    assert fits("affine_grad_x", {"W": W, "grad_y": grad_y}, returned, np.ones(3)) == []


def test_a_mistake_must_account_for_the_array_that_is_looked_at() -> None:
    """What a suspect makes no claim about, it does not explain."""
    rng = np.random.default_rng(2)
    params = [(rng.normal(size=(m, n)), rng.normal(size=m)) for n, m in [(2, 3), (3, 4)]]
    x, y = rng.normal(size=2), rng.normal(size=4)
    hidden = 1 / (1 + np.exp(-(params[0][0] @ x + params[0][1])))
    output = 1 / (1 + np.exp(-(params[1][0] @ hidden + params[1][1])))
    error = output - y  # without its slope
    returned = [(np.ones((3, 2)), np.ones(3)), (np.outer(error, hidden), error)]
    inputs = {"params": params, "x": x, "y": y}
    causes = fits("repaired_backpropagation", inputs, returned, error)
    assert [cause.name for cause in causes] == ["output-slope-missing"]
    assert fits("repaired_backpropagation", inputs, returned, returned[0][1]) == []
    assert fits("repaired_backpropagation", inputs, returned, returned[1][0]) == []


def test_inputs_are_not_changed_by_a_suspect() -> None:
    rng = np.random.default_rng(3)
    inputs = {"params": [(rng.normal(size=(2, 2)), rng.normal(size=2))], "x": np.ones(2)}
    inputs |= {"y": np.zeros(2)}
    before = repr(inputs)
    fits("backpropagation", inputs, [], np.zeros(2))
    assert repr(inputs) == before
