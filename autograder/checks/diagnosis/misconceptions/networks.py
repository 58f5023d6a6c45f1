"""The passes of a network, each step of which a mistake can do in another way.

In column notation: W is (m, n), u = W x + b, every layer has a sigmoid. Layers count from 0, so
that ``us[i]`` belongs to layer i and ``xs[i]`` is its input.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

CANCELLED = "It is 0 everywhere: does something cancel? A product binds tighter than a difference."


def sigmoid(u: Any) -> Any:
    """Return the sigmoid of every entry, accurate where it is tiny as well."""
    return np.exp(-np.logaddexp(0.0, -u))


def slope(u: Any) -> Any:
    """Return the slope of the sigmoid at every entry."""
    return sigmoid(u) * sigmoid(-u)


def fitted(returned: Any, start: Any, direction: Any) -> Any:
    """Return the multiple t for which start + t · direction comes nearest to what was returned."""
    return np.sum((returned - start) * direction) / np.sum(direction * direction)


def affine(W: Any, x: Any, b: Any) -> Any:
    """Return W x + b."""
    return W @ x + b


def passes(
    params: Any,
    x: Any,
    *,
    pre: Callable[[Any, Any, Any], Any] = affine,
    activation: Callable[[Any], Any] = sigmoid,
    last: Callable[[Any], Any] | None = None,
) -> tuple[list[Any], list[Any]]:
    """Return (us, xs) of a forward pass.

    Args:
        params: [(W1, b1), …, (WL, bL)].
        x: the input.
        pre: makes u from W, x and b.
        activation: of every layer.
        last: the activation of the last layer, if it is another.
    """
    us: list[Any] = []
    xs = [x]
    for i, (W, b) in enumerate(params):
        us.append(pre(W, xs[-1], b))
        xs.append((last if last and i == len(params) - 1 else activation)(us[-1]))
    return us, xs


def turned_if_square(W: Any) -> Any:
    """Return the transpose of a square matrix and any other matrix as it is."""
    return W.T if W.shape[0] == W.shape[1] else W


def size_permitting(preferred: Any, other: Any) -> Any:
    """Return the first array if it has the size of the second, else the second."""
    return preferred if preferred.shape == other.shape else other


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
    """Return [(dW1, db1), …] of ½‖h(x) − y‖², with a step done in another way.

    Args:
        params: [(W1, b1), …, (WL, bL)].
        x: the input.
        y: the target.
        forward: makes us and xs.
        error: the gradient by the output, from the output and y.
        output_slope: of the last layer, from us and xs.
        hidden_slope: of layer i, from us, xs and i.
        through: takes δ back through W, given dW of the same layer as well.
        below: what dW of layer i is made with besides δ.
        bias: makes db from δ and the gradient before the slope; whether in the output layer.
    """
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


def of_batch(params: Any, X: Any, Y: Any, **changes: Any) -> list[tuple[Any, ...]]:
    """Return the mean gradient of a batch, one sample a row, with a step done in another way."""
    gradients = [backward(params, x, y, **changes) for x, y in zip(X, Y, strict=True)]
    return [
        tuple(np.mean(parts, axis=0) for parts in zip(*layers, strict=True))
        for layers in zip(*gradients, strict=True)
    ]
