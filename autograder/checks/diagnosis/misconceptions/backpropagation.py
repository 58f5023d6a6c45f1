"""Mistakes in a whole backward pass: of lesson 05, and of the batches of lessons 06 and 07."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions import Suspect
from autograder.checks.diagnosis.misconceptions._backward import MISTAKES, reshaped
from autograder.checks.diagnosis.misconceptions._functions import fitted
from autograder.checks.diagnosis.misconceptions._networks import backward, mean, updated_on_the_way

UPDATED = (
    "updated-before-passing-on",
    "The output layer is right. The error terms below it went through weights that had already "
    "taken a step. Which weights did the forward pass use?",
)
ONLY_LAST = "These are the numbers of the last sample alone: does each sample replace the others?"
ONE_SAMPLE = "These are the numbers of one sample alone. The mean over all of them is asked for."


def of_batch(params: Any, X: Any, Y: Any, **options: Any) -> Any:
    """Return the mean gradient of a batch, one sample a row."""
    return mean([backward(params, x, y, **options) for x, y in zip(X, Y, strict=True)])


def of_rows(params: Any, cache: Any, Y: Any, **options: Any) -> Any:
    """Return the mean gradient of a batch in row notation."""
    columns = [(W.T, b) for W, b in params]
    return [(dW.T, db) for dW, db in of_batch(columns, cache[0], Y, **options)]


def rows_with_rate(params: Any, cache: Any, Y: Any, rate: float = 0.0) -> tuple[Any, Any]:
    """Return the error terms and gradients of a batch in rows.

    Args:
        params: [(W1, b1), …], W: (n, m).
        cache: the activations.
        Y: the targets.
        rate: of the step that each W takes before the error term goes through it.
    """
    deltas = [(cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])]
    grads: list[tuple[Any, Any]] = []
    for i in reversed(range(len(params))):
        grads.insert(0, (cache[i].T @ deltas[0], np.sum(deltas[0], axis=0)))
        if i > 0:
            moved = params[i][0] - rate * grads[0][0]
            deltas.insert(0, (deltas[0] @ moved.T) * cache[i] * (1 - cache[i]))
    return deltas, grads


def updated_in_rows(returned: Any, params: Any, cache: Any, Y: Any) -> Any:
    """Take a step on each W before the error term goes through it; the rate is the student's."""
    right = rows_with_rate(params, cache, Y)[1][-2][1]
    shift = rows_with_rate(params, cache, Y, 1.0)[1][-2][1] - right
    return rows_with_rate(params, cache, Y, fitted(returned[-2][1], right, shift))[1]


def with_biases(factor: Callable[[int], float], params: Any, X: Any, Y: Any) -> Any:
    """Return the mean gradient of a batch with another factor for the biases."""
    return [(dW, factor(len(X)) * db) for dW, db in of_batch(params, X, Y)]


def divided_in_the_loop(params: Any, X: Any, Y: Any) -> Any:
    """Divide the running sum after every sample."""
    sums = [(0 * W, 0 * b) for W, b in params]
    for x, y in zip(X, Y, strict=True):
        sums = [
            ((sum_W + dW) / len(X), (sum_b + db) / len(X))
            for (sum_W, sum_b), (dW, db) in zip(sums, backward(params, x, y), strict=True)
        ]
    return sums


def shared(pass_back: Callable[..., Any], names: Iterable[str]) -> tuple[Suspect, ...]:
    """Make suspects of some of the shared mistakes, made by this backward pass."""
    return tuple(
        Suspect(name, hint, lambda *given, options=options: pass_back(*given, **options))
        for name, (hint, options) in MISTAKES.items()
        if name in names
    )


SUSPECTS: Mapping[str, tuple[Suspect, ...]] = {
    "backpropagation": (
        *shared(backward, MISTAKES),
        Suspect(*UPDATED, updated_on_the_way, follows=True),
    ),
    "batch_gradient": (
        Suspect(
            "last-sample-only",
            f"{ONLY_LAST} And it is divided as if all of them were in it.",
            lambda params, X, Y: [
                (dW / len(X), db / len(X)) for dW, db in backward(params, X[-1], Y[-1])
            ],
        ),
        Suspect(
            "assigned-for-added", ONLY_LAST, lambda params, X, Y: backward(params, X[-1], Y[-1])
        ),
        Suspect("only-one-sample", ONE_SAMPLE, lambda params, X, Y: backward(params, X[0], Y[0])),
        Suspect(
            "gradient-at-the-mean-sample",
            "This is the gradient for the mean of the inputs and the mean of the targets. The "
            "gradient of each sample comes first, the mean of them afterwards.",
            lambda params, X, Y: backward(params, np.mean(X, axis=0), np.mean(Y, axis=0)),
        ),
        Suspect(
            "biases-summed",
            "The weights have the mean over the samples, and the biases the sum.",
            lambda params, X, Y: with_biases(float, params, X, Y),
        ),
        Suspect(
            "divided-in-the-loop",
            "The first samples count less than the last: where does the division stand, in the "
            "loop or after it?",
            divided_in_the_loop,
        ),
    ),
    "backward_rows": (
        *shared(of_rows, [name for name in MISTAKES if "forward" not in MISTAKES[name][1]]),
        Suspect(*UPDATED, updated_in_rows, follows=True),
        Suspect(
            "only-one-sample",
            ONE_SAMPLE,
            lambda params, cache, Y: of_rows(params, [A[:1] for A in cache], Y[:1]),
        ),
        Suspect(
            "weights-reshaped",
            MISTAKES["weights-reshaped"][0],
            lambda params, cache, Y: of_rows(
                params, cache, Y, through=lambda W, delta, dW: reshaped(W.T).T @ delta
            ),
        ),
        Suspect(
            "bias-divided-twice",
            "The weights are right. The biases are divided by the number of samples once more.",
            lambda params, cache, Y: [(dW, db / len(Y)) for dW, db in of_rows(params, cache, Y)],
        ),
        Suspect(
            "bias-summed-over-units",
            "The biases have one number for each sample. Each bias needs one, and every sample "
            "adds to it.",
            lambda params, cache, Y: [
                (None, np.sum(delta, axis=1)) for delta in rows_with_rate(params, cache, Y)[0]
            ],
        ),
    ),
}
