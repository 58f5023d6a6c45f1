"""Mistakes in the backpropagation that is to be repaired, each judged from the student's own above.

What goes wrong in backpropagation, its steps and its batches is made in ``edits``.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.networks import sigmoid, slope
from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects

WHAT_W_MULTIPLIES = "What does W multiply in the forward pass?"


def sums_and_activations(params: Any, x: Any) -> tuple[list[Any], list[Any]]:
    """Return (us, xs) of a forward pass."""
    us: list[Any] = []
    xs = [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    return us, xs


def last_error_term(change: Callable[[Any, Any, Any], Any]) -> Callable[..., Any]:
    """Make a claim about the last bias alone, from output, target and u of the last layer."""

    def answer(params: Any, x: Any, y: Any) -> Any:
        us, xs = sums_and_activations(params, x)
        return [(None, None) for _ in params[:-1]] + [(None, change(xs[-1], y, us[-1]))]

    return answer


def error_terms(slopes: Callable[[Any], Any]) -> Callable[..., Any]:
    """Make a claim about the biases of the hidden layers, each from the student's own above it."""

    def answer(returned: Any, params: Any, x: Any, y: Any) -> Any:
        _, xs = sums_and_activations(params, x)
        claims = [
            (None, (params[i + 1][0].T @ returned[i + 1][1]) * slopes(xs[i + 1]))
            for i in range(len(params) - 1)
        ]
        return [*claims, (None, None)]

    return answer


def weights(below: Callable[[Any, Any, int], Any]) -> Callable[..., Any]:
    """Make a claim about the weights, each from the student's own error term."""

    def answer(returned: Any, params: Any, x: Any, y: Any) -> Any:
        us, xs = sums_and_activations(params, x)
        return [(np.outer(db, below(us, xs, i)), None) for i, (_, db) in enumerate(returned)]

    return answer


def output_of_square_layer(us: Any, xs: Any, i: int) -> Any:
    """Return the output of a layer as large as its input; of another, u of the layer below."""
    if not any(above.shape == below.shape for above, below in pairwise(xs)):
        raise ValueError("there is no square layer")
    return xs[i + 1] if xs[i + 1].shape == xs[i].shape else us[i - 1] if i else xs[0]


SUSPECTS: Suspects = {
    "repaired_backpropagation": (
        Suspect(
            "output-slope-missing",
            "The error term of the last layer is what it would be without an activation.",
            last_error_term(lambda x, y, u: x - y),
        ),
        Suspect(
            "output-slope-at-activation",
            "In the last layer: the slope is taken at the activation. At which number does a unit "
            "stand on the curve?",
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
            error_terms(slope),
            follows=True,
        ),
        Suspect(
            "hidden-slope-missing",
            "From your error term of the layer above, that of a hidden layer comes out as yours "
            "does if its slope is missing.",
            error_terms(lambda x: 1.0),
            follows=True,
        ),
        Suspect(
            "weights-from-preactivation",
            "Given your error terms, these weights are made with the pre-activation of the layer "
            f"below. {WHAT_W_MULTIPLIES}",
            weights(lambda us, xs, i: us[i - 1] if i else xs[0]),
            follows=True,
        ),
        Suspect(
            "weights-from-output",
            "Given your error terms, the weights of a square layer are made with its own output. "
            f"{WHAT_W_MULTIPLIES}",
            weights(output_of_square_layer),
            follows=True,
        ),
    ),
}
