"""Mistakes in a backward pass that three lessons share."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions._functions import sigmoid, slope
from autograder.checks.diagnosis.misconceptions._networks import passes, turned_if_square


def reshaped(W: Any) -> Any:
    """Return the transpose of a square matrix, and of another one what a reshape makes of it."""
    return W.T if W.shape[0] == W.shape[1] else W.reshape(W.shape[::-1])


def size_permitting(preferred: Any, other: Any) -> Any:
    """Return the first array if it has the size of the second, else the second."""
    return preferred if preferred.shape == other.shape else other


# Each: the hint, and what is done in another way, as arguments of ``backward``.
MISTAKES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "slope-missing-at-output": (
        "From the output layer on, the error term lacks the slope of the activation there. "
        "Everything below inherits that.",
        {"output_slope": lambda us, xs: 1.0},
    ),
    "slope-missing-in-hidden-layers": (
        "The output layer is right. Below it, the slope of the activation is missing: what comes "
        "back through the weights has to pass the unit as well.",
        {"hidden_slope": lambda us, xs, i: 1.0},
    ),
    "slope-missing-everywhere": (
        "These numbers belong to a network without activations on the way back: no layer has its "
        "slope.",
        {"output_slope": lambda us, xs: 1.0, "hidden_slope": lambda us, xs, i: 1.0},
    ),
    "slope-at-activation-at-output": (
        "The slope of the output layer is taken at its activation. At which number does a unit "
        "stand on the curve?",
        {"output_slope": lambda us, xs: slope(xs[-1])},
    ),
    "slope-at-activation-in-hidden-layers": (
        "The output layer is right. In the layers below, the slope is taken at the activation. At "
        "which number does a unit stand on the curve?",
        {"hidden_slope": lambda us, xs, i: slope(xs[i + 1])},
    ),
    "slope-at-activation": (
        "The slope is taken at the activation in every layer. At which number does a unit stand "
        "on the curve?",
        {
            "output_slope": lambda us, xs: slope(xs[-1]),
            "hidden_slope": lambda us, xs, i: slope(xs[i + 1]),
        },
    ),
    "preactivation-for-activation": (
        "The output layer is right. Below it, the rule that gives the slope from the activation "
        "was given the pre-activation.",
        {"hidden_slope": lambda us, xs, i: us[i] * (1 - us[i])},
    ),
    "slope-of-tanh": (
        "The output layer is right. Below it, the slope is that of tanh; the units are sigmoids.",
        {"hidden_slope": lambda us, xs, i: 1 - xs[i + 1] ** 2},
    ),
    "slope-of-the-wrong-layer": (
        "The output layer is right. Below it, each slope belongs to the layer above where the "
        "sizes allow it: the index of u is off by one.",
        {"hidden_slope": lambda us, xs, i: slope(size_permitting(us[i + 1], us[i]))},
    ),
    "preactivation-for-input": (
        "All biases are right, so the error terms are. The weights are made with the "
        "pre-activation of the layer below. What does W multiply in the forward pass?",
        {"below": lambda us, xs, i: us[i - 1] if i else xs[0]},
    ),
    "activation-too-high": (
        "All biases are right, so the error terms are. Where the sizes allow it, the weights are "
        "made with the output of their layer. What does W multiply in the forward pass?",
        {"below": lambda us, xs, i: size_permitting(xs[i + 1], xs[i])},
    ),
    "matrix-not-transposed": (
        "Down to a square W everything is right, and below it nothing is: rows of W are used "
        "where columns belong.",
        {"through": lambda W, delta, dW: turned_if_square(W).T @ delta},
    ),
    "weights-reshaped": (
        "The output layer is right. On the way back, W was given the right shape, but its entries "
        "are still in their old order.",
        {"through": lambda W, delta, dW: reshaped(W) @ delta},
    ),
    "norm-for-square": (
        "The factor is one over the length of the error: the loss has the square of that length.",
        {"error": lambda output, y: (output - y) / np.linalg.norm(output - y)},
    ),
    "bias-before-slope": (
        "All weights are right. The biases take the gradient as it is before the slope of their "
        "layer.",
        {"bias": lambda delta, back, output: back},
    ),
    "bias-before-slope-in-hidden-layers": (
        "All weights are right, and the biases of the output layer. Those below take the gradient "
        "as it is before the slope of their layer.",
        {"bias": lambda delta, back, output: delta if output else back},
    ),
    "one-path-only": (
        "The output layer is right. Below it, only the first unit of the layer above passes its "
        "error term on.",
        {"through": lambda W, delta, dW: W[0] * delta[0]},
    ),
    "forgets-the-bias": (
        "These are the gradients of a network without biases: look at the forward pass.",
        {"forward": lambda params, x: passes(params, x, pre=lambda W, x, b: W @ x)},
    ),
    "last-layer-linear": (
        "These are the gradients of a network whose last layer has no activation.",
        {
            "forward": lambda params, x: passes(params, x, last=lambda u: u),
            "output_slope": lambda us, xs: 1.0,
        },
    ),
    "activation-twice": (
        "These are the gradients of a network that applies the sigmoid two times.",
        {"forward": lambda params, x: passes(params, x, activation=lambda u: sigmoid(sigmoid(u)))},
    ),
}
