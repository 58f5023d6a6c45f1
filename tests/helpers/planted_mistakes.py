"""Mistakes in backpropagation, planted into a backward pass of the tests' own.

In column notation: W is (m, n), u = W x + b, every layer has a sigmoid. Layers count from 0, so
that ``us[i]`` belongs to layer i and ``xs[i]`` is its input. The checks make the same mistakes from
the steps of another pass, in row notation, and are compared with these.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

Changes = dict[str, Any]  # of steps of ``backward``, as arguments


def sigmoid(u: Any) -> Any:
    """Return the sigmoid of every entry."""
    return 1 / (1 + np.exp(-u))


def slope(u: Any) -> Any:
    """Return the slope of the sigmoid at every entry."""
    return sigmoid(u) * sigmoid(-u)


def turned_if_square(W: Any) -> Any:
    """Return the transpose of a square matrix and any other matrix as it is."""
    return W.T if W.shape[0] == W.shape[1] else W


def size_permitting(preferred: Any, other: Any) -> Any:
    """Return the first array if it has the size of the second, else the second."""
    return preferred if preferred.shape == other.shape else other


def passes(
    params: Any,
    x: Any,
    *,
    pre: Callable[[Any, Any, Any], Any] = lambda W, x, b: W @ x + b,
    activation: Callable[[Any], Any] = sigmoid,
    last: Callable[[Any], Any] | None = None,
) -> tuple[list[Any], list[Any]]:
    """Return (us, xs) of a forward pass."""
    us: list[Any] = []
    xs = [x]
    for i, (W, b) in enumerate(params):
        us.append(pre(W, xs[-1], b))
        xs.append((last if last and i == len(params) - 1 else activation)(us[-1]))
    return us, xs


def backward(
    params: Any,
    x: Any,
    y: Any,
    *,
    forward: Callable[[Any, Any], tuple[list[Any], list[Any]]] = passes,
    error: Callable[[Any, Any], Any] = lambda output, y: output - y,
    output_slope: Callable[[Any, Any], Any] = lambda us, xs: slope(us[-1]),
    hidden_slope: Callable[[Any, Any, int], Any] = lambda us, xs, i: slope(us[i]),
    through: Callable[[Any, Any, Any], Any] = lambda W, delta, dW: W.T @ delta,
    below: Callable[[Any, Any, int], Any] = lambda us, xs, i: xs[i],
    bias: Callable[[Any, Any, bool], Any] = lambda delta, back, output: delta,
) -> list[tuple[Any, Any]]:
    """Return [(dW1, db1), …] of ½‖h(x) − y‖², with steps done in another way."""
    us, xs = forward(params, x)
    grads: list[tuple[Any, Any]] = []
    back = error(xs[-1], y)
    delta = back * output_slope(us, xs)
    for i in reversed(range(len(params))):
        grads.insert(
            0, (np.outer(delta, below(us, xs, i)), bias(delta, back, i == len(params) - 1))
        )
        if i > 0:
            back = through(params[i][0], delta, grads[0][0])
            delta = back * hidden_slope(us, xs, i - 1)
    return grads


def reshaped(W: Any) -> Any:
    """Return the transpose of a square matrix, and of another one what a reshape makes of it."""
    return W.T if W.shape[0] == W.shape[1] else W.reshape(W.shape[::-1])


NO_OUTPUT_SLOPE: Changes = {"output_slope": lambda us, xs: 1.0}
NO_HIDDEN_SLOPE: Changes = {"hidden_slope": lambda us, xs, i: 1.0}
OUTPUT_SLOPE_AT_ACTIVATION: Changes = {"output_slope": lambda us, xs: slope(xs[-1])}
HIDDEN_SLOPE_AT_ACTIVATION: Changes = {"hidden_slope": lambda us, xs, i: slope(xs[i + 1])}
# By the cause that is to be named: what is done in another way, as arguments of ``backward``.
MISTAKES: Mapping[str, Changes] = {
    "slope-missing-at-output": NO_OUTPUT_SLOPE,
    "slope-missing-in-hidden-layers": NO_HIDDEN_SLOPE,
    "slope-missing-everywhere": NO_OUTPUT_SLOPE | NO_HIDDEN_SLOPE,
    "slope-at-activation-at-output": OUTPUT_SLOPE_AT_ACTIVATION,
    "slope-at-activation-in-hidden-layers": HIDDEN_SLOPE_AT_ACTIVATION,
    "slope-at-activation": OUTPUT_SLOPE_AT_ACTIVATION | HIDDEN_SLOPE_AT_ACTIVATION,
    "preactivation-for-activation": {"hidden_slope": lambda us, xs, i: us[i] * (1 - us[i])},
    "slope-of-tanh": {"hidden_slope": lambda us, xs, i: 1 - xs[i + 1] ** 2},
    "slope-of-the-wrong-layer": {
        "hidden_slope": lambda us, xs, i: slope(size_permitting(us[i + 1], us[i]))
    },
    "preactivation-for-input": {"below": lambda us, xs, i: us[i - 1] if i else xs[0]},
    "activation-too-high": {"below": lambda us, xs, i: size_permitting(xs[i + 1], xs[i])},
    "matrix-not-transposed": {"through": lambda W, delta, dW: turned_if_square(W).T @ delta},
    "weights-reshaped": {"through": lambda W, delta, dW: reshaped(W) @ delta},
    "norm-for-square": {"error": lambda output, y: (output - y) / np.linalg.norm(output - y)},
    "bias-before-slope": {"bias": lambda delta, back, output: back},
    "bias-before-slope-in-hidden-layers": {
        "bias": lambda delta, back, output: delta if output else back
    },
    "one-path-only": {"through": lambda W, delta, dW: W[0] * delta[0]},
    "bias-forgotten": {"forward": partial(passes, pre=lambda W, x, b: W @ x)},
    "last-layer-linear": {"forward": partial(passes, last=lambda u: u)} | NO_OUTPUT_SLOPE,
    "activation-twice": {"forward": partial(passes, activation=lambda u: sigmoid(sigmoid(u)))},
}
