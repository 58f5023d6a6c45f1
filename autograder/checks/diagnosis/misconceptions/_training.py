"""Training with one step replaced, for suspects to do it wrong."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions._networks import backward, mean, passes


def objective(params: Any, X: Any, Y: Any) -> float:
    """Return the mean of the losses."""
    H = np.array([passes(params, x)[1][-1] for x in X])
    return float(np.sum((H - Y) ** 2) / (2 * len(X)))


def stepped(params: Any, grads: Any, rate: float) -> list[tuple[Any, Any]]:
    """Return the parameters after a step down."""
    return [
        (W - rate * dW, b - rate * db)
        for (W, b), (dW, db) in zip(params, grads, strict=True)
    ]  # fmt: skip


def trained(
    params: Any,
    X: Any,
    Y: Any,
    epochs: int,
    *,
    step: Callable[[Any, Any, Any, int], Any],
    order: Callable[[int], Any] = range,
    loss: Callable[[Any, Any, Any], Any] = objective,
    before: bool = False,
) -> tuple[Any, list[Any]]:
    """Train sample by sample and return (params, losses).

    Args:
        params: where to start.
        X: one input a row.
        Y: one target a row.
        epochs: how many passes.
        step: from the parameters, a sample and the number of the epoch to new parameters.
        order: from the number of samples to their order.
        loss: of the parameters over all samples.
        before: whether the loss of an epoch is taken before it.
    """
    losses = []
    for epoch in range(epochs):
        if before:
            losses.append(loss(params, X, Y))
        for i in order(len(X)):
            params = step(params, X[i], Y[i], epoch)
        if not before:
            losses.append(loss(params, X, Y))
    return params, losses


def down(rate: Callable[[int], float], **options: Any) -> Callable[[Any, Any, Any, int], Any]:
    """Return a step of gradient descent, with a rate for each epoch and a changed backward pass."""
    return lambda params, x, y, epoch: stepped(
        params, backward(params, x, y, **options), rate(epoch)
    )


def running_loss(params: Any, X: Any, Y: Any, eta: float, epochs: int) -> tuple[Any, list[Any]]:
    """Average the losses that are seen during an epoch."""
    losses = []
    for _ in range(epochs):
        seen = []
        for x, y in zip(X, Y, strict=True):
            seen.append(objective(params, x[np.newaxis], y[np.newaxis]))
            params = stepped(params, backward(params, x, y), eta)
        losses.append(np.mean(seen))
    return params, losses


def in_batches(
    params: Any, X: Any, Y: Any, rate: float, epochs: int, bias_rate: float | None = None
) -> tuple[Any, list[Any]]:
    """Make one update an epoch with the mean gradient; return all losses, the first included."""
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        grads = mean([backward(params, x, y) for x, y in zip(X, Y, strict=True)])
        params = [
            (W - rate * dW, b - (rate if bias_rate is None else bias_rate) * db)
            for (W, b), (dW, db) in zip(params, grads, strict=True)
        ]
        losses.append(objective(params, X, Y))
    return params, losses
