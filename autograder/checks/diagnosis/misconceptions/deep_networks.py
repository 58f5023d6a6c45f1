"""The steps of a deep network and of its training, each of which a mistake can do in another way.

In row notation: X is (N, n), W is (n, m), U = X W + b, ReLU in the hidden layers, and a softmax
with cross-entropy at the end. Layers count from 0; ``Xs[i]`` goes into layer i and ``Us[i]`` comes
out.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

Pairs = list[tuple[Any, ...]]


def softmax(U: Any, axis: int | None = 1) -> Any:
    """Return the softmax of U along an axis, or over all entries where that is None."""
    E = np.exp(U - np.max(U, axis=axis, keepdims=True))
    return E / np.sum(E, axis=axis, keepdims=True)


def sigmoid(U: Any) -> Any:
    """Return the sigmoid of every entry."""
    return 0.5 * (1 + np.tanh(0.5 * U))


def log_sum(U: Any, axis: int = 1) -> Any:
    """Return the logarithm of the sum of exponentials along an axis, which stays with length 1."""
    M = np.max(U, axis=axis, keepdims=True)
    return M + np.log(np.sum(np.exp(U - M), axis=axis, keepdims=True))


def losses(U: Any, C: Any) -> Any:
    """Return the cross-entropy of each row, (N,)."""
    return np.sum(C * (log_sum(U) - U), axis=1)


def error(U: Any, C: Any) -> Any:
    """Return the error term of the mean cross-entropy at the logits, (N, k)."""
    return (softmax(U) - C) / len(U)


def through_softmax(U: Any, grad: Any, axis: int = 1) -> Any:
    """Take a gradient by the probabilities back through the Jacobian of the softmax, by rows."""
    P = softmax(U, axis)
    return P * (grad - np.sum(P * grad, axis=axis, keepdims=True))


def on(U: Any) -> Any:
    """Return the slope of the ReLU at every entry."""
    return np.where(U > 0, 1.0, 0.0)


def forward(params: Any, X: Any) -> tuple[list[Any], list[Any]]:
    """Return the cache (Us, Xs) of a network."""
    Us: list[Any] = []
    Xs = [X]
    for W, b in params:
        Us.append(Xs[-1] @ W + b)
        Xs.append(np.maximum(Us[-1], 0.0))
    return Us, Xs[:-1]


def backward(
    params: Any,
    cache: Any,
    C: Any,
    *,
    last: Callable[[Any, Any], Any] = error,
    mask: Callable[[Any, Any, int], Any] = lambda Us, Xs, i: on(Us[i]),
    through: Callable[[Any, Any], Any] = lambda delta, W: delta @ W.T,
    below: Callable[[Any, Any, int], Any] = lambda Us, Xs, i: Xs[i],
    bias: Callable[[Any, Any], Any] = lambda delta, back: np.sum(delta, axis=0),
) -> Pairs:
    """Return [(dW1, db1), …] of the mean cross-entropy, with a step done in another way.

    Args:
        params: [(W1, b1), …, (WL, bL)].
        cache: (Us, Xs).
        C: the targets.
        last: the error term at the logits, from them and C.
        mask: the slopes of hidden layer i, from Us, Xs and i.
        through: takes an error term back through W.
        below: what dW of layer i is made with besides the error term.
        bias: makes db from the error term and the gradient before the slope.
    """
    Us, Xs = cache
    grads: Pairs = []
    back = delta = last(Us[-1], C)
    for i in reversed(range(len(params))):
        grads.insert(0, (below(Us, Xs, i).T @ delta, bias(delta, back)))
        if i > 0:
            back = through(delta, params[i][0])
            delta = back * mask(Us, Xs, i - 1)
    return grads


def each(change: Callable[..., Any], *lists: Any) -> Pairs:
    """Apply a function to the parameters of several lists of pairs, one after the other."""
    return [
        tuple(change(*parts) for parts in zip(*layers, strict=True))
        for layers in zip(*lists, strict=True)
    ]


def taken_apart(results: Pairs, count: int) -> tuple[Pairs, ...]:
    """Return lists of pairs from a list of pairs of tuples."""
    return tuple([tuple(part[k] for part in pair) for pair in results] for k in range(count))


def momentum(
    faster: Callable[[Any, Any, float, float], Any] = lambda v, g, eta, beta: beta * v + g,
    step: Callable[..., Any] = lambda v, old, g, eta, beta: eta * v,
    kept: Callable[[Any, Any], Any] = lambda v, old: v,
) -> Callable[..., tuple[Pairs, ...]]:
    """Return a step with momentum, with a part of it done in another way.

    Args:
        faster: makes the new velocity from the old one, the gradient, eta and beta.
        step: what is subtracted, from the new and the old velocity, the gradient, eta and beta.
        kept: the velocity that is returned, from the new one and the old one.
    """

    def answer(params: Any, grads: Any, velocity: Any, eta: float, beta: float) -> Any:
        def moved(p: Any, g: Any, old: Any) -> tuple[Any, Any]:
            v = faster(old, g, eta, beta)
            return p - step(v, old, g, eta, beta), kept(v, old)

        return taken_apart(each(moved, params, grads, velocity), 2)

    return answer


def adam(
    *,
    betas: Callable[[float, float], tuple[float, float]] = lambda beta1, beta2: (beta1, beta2),
    fresh: Callable[[float, float], tuple[float, float]] = lambda one, two: (1 - one, 1 - two),
    squared: Callable[[Any, Any], Any] = lambda g, m: g**2,
    exponent: Callable[[float], tuple[float, float]] = lambda t: (t, t),
    root: Callable[[Any, float], Any] = lambda s, eps: np.sqrt(s) + eps,
    beside: Callable[[float, float], float] = lambda eps, fade2: eps,
    more: Callable[[float, float], float] = lambda eta, eps: 0.0,
    step: Callable[[Any, Any, Any], Any] = lambda m, old, g: m,
    kept: Callable[..., tuple[Any, Any]] = lambda m, s, m_hat, s_hat: (m, s),
    sign: float = 1.0,
) -> Callable[..., tuple[Pairs, ...]]:
    """Return a step of Adam, with a part of it done in another way.

    Args:
        betas: those that are used, from beta1 and beta2.
        fresh: what the gradient and its square count in the new means, from these.
        squared: what goes into the mean of squares, from the gradient and the new mean.
        exponent: of the two bias corrections, from t; infinite for none.
        root: the divisor, from the corrected mean of squares and what stands beside it.
        beside: what stands beside the root, from eps and the correction of the mean of squares.
        more: what is added to every parameter besides the step, from eta and eps.
        step: what is corrected and divided, from the new mean, the old one and the gradient.
        kept: what is returned of the new means and the corrected ones.
        sign: of the step.
    """

    def answer(
        params: Any, grads: Any, mean: Any, square: Any, t: int, eta: float,
        beta1: float, beta2: float, eps: float,
    ) -> Any:  # fmt: skip
        one, two = betas(beta1, beta2)
        new1, new2 = fresh(one, two)
        fade1, fade2 = (1 - b**e for b, e in zip((one, two), exponent(t), strict=True))

        def moved(p: Any, g: Any, old: Any, s: Any) -> tuple[Any, ...]:
            m = one * old + new1 * g
            s = two * s + new2 * squared(g, m)
            m_hat, s_hat = step(m, old, g) / fade1, s / fade2
            way = sign * eta * m_hat / root(s_hat, beside(eps, fade2))
            return p - way + more(eta, eps), *kept(m, s, m_hat, s_hat)

        return taken_apart(each(moved, params, grads, mean, square), 3)

    return answer
