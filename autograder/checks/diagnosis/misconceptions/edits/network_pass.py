"""Forward and backward through a network of sigmoids in rows, any step of which may be edited.

A sample alone is a batch of one row, and the weights of column notation are transposed. Layers
count from 0, so that ``us[i]`` belongs to layer i and ``xs[i]`` is its input.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import Edit, changes_of
from autograder.checks.diagnosis.misconceptions.networks import sigmoid, slope


@dataclass
class Pass:
    """What a backward pass has computed so far; the arguments of every edit.

    Attributes:
        weights: of each layer, (n, m).
        biases: of each layer, (m,).
        us: the pre-activations, (N, m) each.
        xs: the input and the activations, (N, n) each.
        target: (N, n_L).
        passed: what came back to each layer before its slope, (N, m), the last layer first; that
            of the layer whose slope is taken among them.
        deltas: the error terms, (N, m), the last layer first.
    """

    weights: list[Any]
    biases: list[Any]
    us: list[Any]
    xs: list[Any]
    target: Any
    passed: list[Any] = field(default_factory=list)
    deltas: list[Any] = field(default_factory=list)


def backward_edited(
    weights: list[Any], biases: list[Any], x: Any, target: Any, edits: Iterable[Edit]
) -> list[tuple[Any, Any]]:
    """Return [(dW1, db1), …] of the mean of ½‖h(x) − y‖² over the rows, with steps edited.

    Args:
        weights: of each layer, (n, m).
        biases: of each layer, (m,).
        x: (N, n_0).
        target: (N, n_L).
        edits: what is done otherwise.
    """
    way = changes_of(edits)
    last = len(weights) - 1
    run = Pass(weights, biases, [], [x], target)
    for i in range(last + 1):
        run.us.append(way("affine", i, _affine)(run, i))
        run.xs.append(way("activation", i, _activation)(run, i))
    grads: list[tuple[Any, Any]] = []
    back = way("error", last, error_of)(run)
    back = way("scale", last, _scale)(run, back)
    for i in range(last, -1, -1):
        step = "output slope" if i == last else "hidden slope"
        run.passed.append(back)
        run.deltas.append(back * way(step, i, slope_of)(run, i))
        delta = way("used", i, _used)(run, i)
        below = way("below", i, input_of)(run, i)
        dW = way("weights", i, gradient_by_weights)(run, i, below, delta)
        db = way("biases", i, gradient_by_biases)(run, i, delta)
        grads.insert(0, (dW, db))
        if i > 0:
            sent = way("sent", i, _sent)(run)
            back = way("through", i, sent_through)(run, i, sent, dW)
    return grads


def _affine(run: Pass, i: int) -> Any:
    return run.xs[i] @ run.weights[i] + run.biases[i]


def _activation(run: Pass, i: int) -> Any:
    return sigmoid(run.us[i])


def error_of(run: Pass) -> Any:
    """Return the gradient of the loss by the output."""
    return run.xs[-1] - run.target


def _scale(run: Pass, error: Any) -> Any:
    return error / len(error)


def slope_of(run: Pass, i: int) -> Any:
    """Return the slopes of a layer."""
    return slope(run.us[i])


def _used(run: Pass, i: int) -> Any:
    return run.deltas[-1]


def input_of(run: Pass, i: int) -> Any:
    """Return what the weights of a layer multiply."""
    return run.xs[i]


def gradient_by_weights(run: Pass, i: int, below: Any, delta: Any) -> Any:
    """Return the gradient by the weights of a layer."""
    return below.T @ delta


def gradient_by_biases(run: Pass, i: int, delta: Any) -> Any:
    """Return the gradient by the biases of a layer."""
    return np.sum(delta, axis=0)


def _sent(run: Pass) -> Any:
    return run.deltas[-1]


def sent_through(run: Pass, i: int, sent: Any, dW: Any) -> Any:
    """Return what comes back to the layer below."""
    return sent @ run.weights[i].T
