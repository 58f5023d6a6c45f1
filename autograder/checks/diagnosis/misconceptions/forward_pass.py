"""Mistakes in forward passes of networks, in columns and in rows."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions import Suspect
from autograder.checks.diagnosis.misconceptions._functions import sigmoid
from autograder.checks.diagnosis.misconceptions._networks import passes, turned_if_square

NO_BIAS = "These numbers come out without the bias."


TWICE = "The activation is applied two times."


TURNED = (
    "These numbers come out when the columns of a square W are used where its rows belong. Which "
    "entries of W lead into unit 1?"
)


LAST_LINEAR = "Everything up to the last layer is right; there the activation is missing."


def layer(u: Any) -> tuple[Any, Any]:
    """Return (u, y) of a layer."""
    return u, sigmoid(u)


def activations(params: Any, x: Any, **options: Any) -> list[Any]:
    """Return [x0, …, xL] of a forward pass."""
    return passes(params, x, **options)[1]


def rows(params: Any, X: Any, **options: Any) -> list[Any]:
    """Return [X0, …, XL] of a forward pass in rows."""
    columns = [(W.T, b[:, np.newaxis]) for W, b in params]
    return [A.T for A in passes(columns, X.T, **options)[1]]


def without_bias(W: Any, x: Any, b: Any) -> Any:
    """Leave the bias out."""
    return W @ x


def each_from_the_input(params: Any, x: Any) -> tuple[list[Any], list[Any]]:
    """Let every layer that has room for it work on the input of the network."""
    us: list[Any] = []
    xs = [x]
    for W, b in params:
        us.append(W @ (x if W.shape[1] == len(x) else xs[-1]) + b)
        xs.append(sigmoid(us[-1]))
    return us, xs


def preactivation_passed_on(params: Any, x: Any) -> tuple[list[Any], list[Any]]:
    """Feed the next layer with u in place of its activation."""
    us, _ = passes(params, x, activation=lambda u: u)
    return us, [x, *map(sigmoid, us)]


def clipped(returned: Any, params: Any, x: Any) -> tuple[list[Any], list[Any]]:
    """Cut large u off; the limit is read from the answer."""
    limit = max(np.max(np.abs(u)) for u in returned[0])
    return passes(params, x, pre=lambda W, x, b: np.clip(W @ x + b, -limit, limit))


def one_array(params: Any, X: Any) -> list[Any]:
    """Let layers of equal size share one array, so that the last one to write wins."""
    cache = rows(params, X)
    last = {A.shape[1]: A for A in cache[1:]}
    return [X, *(last[A.shape[1]] for A in cache[1:])]


SUSPECTS: Mapping[str, tuple[Suspect, ...]] = {
    "network_forward": (
        Suspect("last-layer-linear", LAST_LINEAR, lambda p, x: activations(p, x, last=lambda u: u)),
        Suspect(
            "input-activated",
            "The input went through the activation. It is handed in as x0 already.",
            lambda p, x: activations(p, sigmoid(x)),
        ),
        Suspect(
            "pre-activations-returned",
            "These are the sums of each layer, before the activation.",
            lambda p, x: [x, *passes(p, x)[0]],
        ),
        Suspect(
            "activation-missing",
            "No layer applies its activation.",
            lambda p, x: activations(p, x, activation=lambda u: u),
        ),
        Suspect(
            "activation-twice",
            TWICE,
            lambda p, x: activations(p, x, activation=lambda u: sigmoid(sigmoid(u))),
        ),
        Suspect("bias-forgotten", NO_BIAS, lambda p, x: activations(p, x, pre=without_bias)),
        Suspect(
            "matrix-transposed",
            TURNED,
            lambda p, x: activations([(turned_if_square(W), b) for W, b in p], x),
        ),
        Suspect(
            "input-for-every-layer",
            "Layers work on the input of the network. What does a layer get from the one below?",
            lambda p, x: each_from_the_input(p, x)[1],
        ),
    ),
    "forward": (
        Suspect("bias-left-out", NO_BIAS, lambda p, x: passes(p, x, pre=without_bias)),
        Suspect("output-layer-linear", LAST_LINEAR, lambda p, x: passes(p, x, last=lambda u: u)),
        Suspect(
            "every-layer-from-the-input",
            "Layers work on the input of the network. What does a layer get from the one below?",
            each_from_the_input,
        ),
        Suspect(
            "preactivation-passed-on",
            "Each layer gets the pre-activation of the one below. What is handed on?",
            preactivation_passed_on,
        ),
        Suspect(
            "activation-twice",
            TWICE,
            lambda p, x: passes(p, x, activation=lambda u: sigmoid(sigmoid(u))),
        ),
        Suspect(
            "sigmoid-overflows",
            "All large u are cut off at the same limit. u itself must keep its value; the sigmoid "
            "of the lesson is safe for it.",
            clipped,
            follows=True,
        ),
        Suspect(
            "matrix-transposed",
            TURNED,
            lambda p, x: passes([(turned_if_square(W), b) for W, b in p], x),
        ),
    ),
    "forward_rows": (
        Suspect("bias-left-out", NO_BIAS, lambda p, X: rows(p, X, pre=without_bias)),
        Suspect(
            "preactivations-kept",
            "The cache holds pre-activations. What does the backward pass need of each layer?",
            lambda p, X: [X, *(U.T for U in passes([(W.T, b[:, None]) for W, b in p], X.T)[0])],
        ),
        Suspect(
            "sigmoid-left-out-at-the-output", LAST_LINEAR, lambda p, X: rows(p, X, last=lambda u: u)
        ),
        Suspect(
            "one-array-for-all",
            "Layers of the same size hold the same numbers, those of the last of them: they share "
            "one array.",
            one_array,
        ),
        Suspect(
            "matrix-transposed",
            "A square W is used as its transpose. In row notation W leads from its rows to its "
            "columns.",
            lambda p, X: rows([(turned_if_square(W), b) for W, b in p], X),
        ),
        Suspect(
            "bias-of-the-mean",
            "Every unit gets the mean of all biases of its layer.",
            lambda p, X: rows([(W, np.full_like(b, np.mean(b))) for W, b in p], X),
        ),
        Suspect(
            "sigmoid-twice",
            "From the second layer on, the input of a layer went through the sigmoid once more.",
            lambda p, X: rows(
                p, X, pre=lambda W, x, b: W @ (x if x.shape == X.T.shape else sigmoid(x)) + b
            ),
        ),
    ),
}
