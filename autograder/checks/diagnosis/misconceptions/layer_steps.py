"""Mistakes in the steps of backpropagation: error terms, a layer's gradients, the bug hunt."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions import Suspect
from autograder.checks.diagnosis.misconceptions._functions import sigmoid, slope
from autograder.checks.diagnosis.misconceptions._networks import passes

NO_SLOPE = "The slope of the activation is missing."
SLOPE_AT_ACTIVATION = (
    "The slope is taken at the activation. At which number does a unit stand on the curve?"
)
RULE = "The rule that gives the slope from the activation was given the pre-activation."
VALUE_FOR_SLOPE = "The activation stands where its slope belongs."
SLOPE_TWICE = "The slope of the activation is in it twice."


def last_error_term(change: Callable[[Any, Any, Any], Any]) -> Callable[..., Any]:
    """Make a claim about the last bias alone, from output, target and u of the last layer."""

    def answer(params: Any, x: Any, y: Any) -> Any:
        us, xs = passes(params, x)
        return [(None, None) for _ in params[:-1]] + [(None, change(xs[-1], y, us[-1]))]

    return answer


def error_terms(slopes: Callable[[Any, Any, int], Any]) -> Callable[..., Any]:
    """Make a claim about the biases of the hidden layers, each from the student's own above it."""

    def answer(returned: Any, params: Any, x: Any, y: Any) -> Any:
        us, xs = passes(params, x)
        claims = [
            (None, (params[i + 1][0].T @ returned[i + 1][1]) * slopes(us, xs, i))
            for i in range(len(params) - 1)
        ]
        return [*claims, (None, None)]

    return answer


def weights(below: Callable[[Any, Any, int], Any]) -> Callable[..., Any]:
    """Make a claim about the weights, each from the student's own error term."""

    def answer(returned: Any, params: Any, x: Any, y: Any) -> Any:
        us, xs = passes(params, x)
        return [(np.outer(db, below(us, xs, i)), None) for i, (_, db) in enumerate(returned)]

    return answer


def output_of_square_layer(us: Any, xs: Any, i: int) -> Any:
    """Return the output of a layer as large as its input; of another, u of the layer below."""
    if not any(above.shape == below.shape for above, below in pairwise(xs)):
        raise ValueError("there is no square layer")
    return xs[i + 1] if xs[i + 1].shape == xs[i].shape else us[i - 1] if i else xs[0]


SUSPECTS: Mapping[str, tuple[Suspect, ...]] = {
    "output_delta": (
        Suspect("slope-left-out", NO_SLOPE, lambda x, y, u: x - y),
        Suspect("slope-at-the-activation", SLOPE_AT_ACTIVATION, lambda x, y, u: (x - y) * slope(x)),
        Suspect("preactivation-for-activation", RULE, lambda x, y, u: (x - y) * u * (1 - u)),
        Suspect(
            "norm-for-square",
            "The factor is one over the length of the error: the loss has the square of that "
            "length.",
            lambda x, y, u: (x - y) / np.linalg.norm(x - y) * slope(u),
        ),
        Suspect("activation-for-slope", VALUE_FOR_SLOPE, lambda x, y, u: (x - y) * sigmoid(u)),
        Suspect(
            "loss-returned",
            "The error comes in squared, as in the loss itself.",
            lambda x, y, u: 0.5 * (x - y) ** 2 * slope(u),
        ),
        Suspect("slope-twice", SLOPE_TWICE, lambda x, y, u: (x - y) * slope(u) ** 2),
        Suspect(
            "preactivation-minus-target",
            "The target is subtracted from the pre-activation. What does the loss compare it with?",
            lambda x, y, u: (u - y) * slope(u),
        ),
    ),
    "hidden_delta": (
        Suspect("slope-left-out", NO_SLOPE, lambda W, d, u: W.T @ d),
        Suspect(
            "slope-at-the-activation",
            SLOPE_AT_ACTIVATION,
            lambda W, d, u: (W.T @ d) * slope(sigmoid(u)),
        ),
        Suspect("preactivation-for-activation", RULE, lambda W, d, u: (W.T @ d) * u * (1 - u)),
        Suspect(
            "matrix-not-transposed",
            "Rows of W_next are used where columns belong. Over which weights does unit j reach "
            "the next layer?",
            lambda W, d, u: (W @ d) * slope(u),
        ),
        Suspect(
            "slope-before-the-matrix",
            "The slope is that of the next layer, and it is applied before the weights. It is in "
            "delta_next already; which slope is still missing?",
            lambda W, d, u: W.T @ (d * slope(W @ sigmoid(u))),
        ),
        Suspect("activation-for-slope", VALUE_FOR_SLOPE, lambda W, d, u: (W.T @ d) * sigmoid(u)),
        Suspect(
            "one-path-only",
            "Only the first unit of the next layer passes its error term on.",
            lambda W, d, u: W[0] * d[0] * slope(u),
        ),
        Suspect(
            "assigned-for-added",
            "Only the last unit of the next layer has an effect: does each path replace those "
            "before?",
            lambda W, d, u: W[-1] * d[-1] * slope(u),
        ),
        Suspect(
            "mean-over-paths",
            "The paths are averaged. How do they come together?",
            lambda W, d, u: np.mean(W * d[:, np.newaxis], axis=0) * slope(u),
        ),
        Suspect(
            "delta-summed",
            "Weights and error terms are added up separately. Which weight belongs to which error "
            "term?",
            lambda W, d, u: np.sum(d) * W.sum(axis=0) * slope(u),
        ),
        Suspect(
            "weights-left-out",
            "The error terms come back without their weights.",
            lambda W, d, u: np.sum(d) * slope(u),
        ),
        Suspect("slope-twice", SLOPE_TWICE, lambda W, d, u: (W.T @ d) * slope(u) ** 2),
    ),
    "layer_grads": (
        Suspect(
            "activation-applied",
            "db is right. x_prev went through the activation once more: it is the layer's input.",
            lambda d, x: (np.outer(d, sigmoid(x)), d),
        ),
        Suspect(
            "slope-applied",
            "db is right. A slope is multiplied in: it is in delta already.",
            lambda d, x: (np.outer(d, x * slope(x)), d),
        ),
    ),
    "repaired_backpropagation": (
        Suspect(
            "output-slope-missing",
            "The error term of the last layer is what it would be without an activation.",
            last_error_term(lambda x, y, u: x - y),
        ),
        Suspect(
            "output-slope-at-activation",
            f"In the last layer: {SLOPE_AT_ACTIVATION[0].lower()}{SLOPE_AT_ACTIVATION[1:]}",
            last_error_term(lambda x, y, u: (x - y) * slope(x)),
        ),
        Suspect(
            "output-sign-reversed",
            "The error term of the last layer has the wrong sign: which of two is subtracted?",
            last_error_term(lambda x, y, u: (y - x) * slope(u)),
        ),
        Suspect(
            "hidden-slope-at-activation",
            "From your error term of the layer above, that of a hidden layer comes out as yours "
            "does if the slope is taken at its activation.",
            error_terms(lambda us, xs, i: slope(xs[i + 1])),
            follows=True,
        ),
        Suspect(
            "hidden-slope-missing",
            "From your error term of the layer above, that of a hidden layer comes out as yours "
            "does if its slope is missing.",
            error_terms(lambda us, xs, i: 1.0),
            follows=True,
        ),
        Suspect(
            "weights-from-preactivation",
            "Given your error terms, these weights are made with the pre-activation of the layer "
            "below. What does W multiply in the forward pass?",
            weights(lambda us, xs, i: us[i - 1] if i else xs[0]),
            follows=True,
        ),
        Suspect(
            "weights-from-output",
            "Given your error terms, the weights of a square layer are made with its own output. "
            "What does W multiply in the forward pass?",
            weights(output_of_square_layer),
            follows=True,
        ),
    ),
}
