"""The steps of a backward pass that are exercises of their own, any of which may be edited.

They are those of a whole pass, with a batch of one row. What an exercise does not hand in is a row
of nan: an edit that would need it gives nothing finite, and is not made.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import EVERY, Edit, changes_of
from autograder.checks.diagnosis.misconceptions.edits.network_pass import (
    Pass,
    error_of,
    gradient_by_biases,
    gradient_by_weights,
    input_of,
    sent_through,
    slope_of,
)
from autograder.checks.diagnosis.misconceptions.edits.search import Arrays
from autograder.checks.diagnosis.misconceptions.networks import sigmoid


def unknown(*shape: int) -> Any:
    """Return an array of nan."""
    return np.full(shape, np.nan)


def output_error_term(x: Any, y: Any, u: Any, edits: Iterable[Edit]) -> Arrays:
    """Return the error term of the last layer.

    Args:
        x: (m,), the output.
        y: (m,), the target.
        u: (m,), the pre-activation.
        edits: what is done otherwise.
    """
    way = changes_of(edits)
    run = Pass(
        [unknown(0, len(u))], [unknown(len(u))], [u[None]], [unknown(1, 0), x[None]], y[None]
    )
    run.passed.append(way("error", EVERY, error_of)(run))
    return [(run.passed[0] * way("slope", EVERY, slope_of)(run, 0))[0]]


def back_to_a_layer(W: Any, delta: Any, u: Any, edits: Iterable[Edit]) -> Arrays:
    """Return the error term of a hidden layer.

    Args:
        W: (m, n), of the layer above.
        delta: (m,), its error term.
        u: (n,), the pre-activation of the hidden layer.
        edits: what is done otherwise.
    """
    way = changes_of(edits)
    weights, biases = [unknown(0, len(u)), W.T], [unknown(len(u)), unknown(len(delta))]
    below = sigmoid(u)[None]
    run = Pass(
        weights, biases, [u[None], unknown(1, len(delta))], [unknown(1, 0), below], unknown(1, 0)
    )
    run.xs.append(unknown(1, len(delta)))
    run.passed.append(unknown(1, len(delta)))
    run.deltas.append(delta[None])
    back = way("through", EVERY, sent_through)(run, 1, delta[None], below.T @ delta[None])
    run.passed.append(back)
    return [(back * way("slope", EVERY, slope_of)(run, 0))[0]]


def gradients_of_a_layer(delta: Any, x: Any, edits: Iterable[Edit]) -> Arrays:
    """Return the gradients of a layer, db and dW.

    Args:
        delta: (m,), its error term.
        x: (n,), its input.
        edits: what is done otherwise.
    """
    way, m = changes_of(edits), len(delta)
    run = Pass(
        [unknown(len(x), m)], [unknown(m)], [unknown(1, m)], [x[None], unknown(1, m)], unknown(1, 0)
    )
    run.passed.append(unknown(1, m))
    run.deltas.append(delta[None])
    below = way("below", EVERY, input_of)(run, 0)
    dW = way("weights", EVERY, gradient_by_weights)(run, 0, below, delta[None])
    return [way("biases", EVERY, gradient_by_biases)(run, 0, delta[None]), dW.T]


def layer_backwards(W: Any, x: Any, grad_y: Any, edits: Iterable[Edit]) -> Arrays:
    """Return the gradients of a sigmoid layer without biases, by W and by x.

    Args:
        W: (m, n).
        x: (n,).
        grad_y: (m,), what comes back to its output.
        edits: what is done otherwise.
    """
    way, u = changes_of(edits), W @ x
    run = Pass([W.T], [unknown(len(u))], [u[None]], [x[None], sigmoid(u)[None]], unknown(1, 0))
    run.passed.append(grad_y[None])
    run.deltas.append(grad_y[None] * way("slope", EVERY, slope_of)(run, 0))
    below = way("below", EVERY, input_of)(run, 0)
    dW = way("weights", EVERY, gradient_by_weights)(run, 0, below, run.deltas[0])
    return [dW.T, way("through", EVERY, sent_through)(run, 0, run.deltas[0], dW)[0]]
