"""Tanh networks with their gradients by hand: the oracle of the tests, independent of differences.

Everything here takes its precision from its arguments: doubles, 80-bit numbers or complex numbers.
"""

import itertools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.expected import FloatArray
from autograder.checks.probes import probe

Array = NDArray[Any]
Params = list[tuple[Array, Array]]

SIZES = (5, 6, 4, 2)  # 36 + 28 + 10 = 74 parameters


def tanh_network(rng: np.random.Generator, sizes: tuple[int, ...] = SIZES) -> Params:
    """Draw weights (m, n), scaled 1 / √n to keep units out of saturation, and biases (m,)."""
    return [
        (rng.normal(size=(m, n)) / np.sqrt(n), rng.normal(size=m) / 2)
        for n, m in itertools.pairwise(sizes)
    ]


def sample(rng: np.random.Generator, sizes: tuple[int, ...] = SIZES) -> tuple[Array, Array]:
    """Draw an input (n0,) with entries up to 2.5, as the lessons do, and a target (nL,) in ±1."""
    return probe(rng, sizes[0]), rng.uniform(-1, 1, sizes[-1])


def loss(params: Params, x: Array, target: Array) -> Any:
    """Return ½ ‖y − target‖², y the output of the network at x.

    It is analytic in every argument: no absolute value, no conjugate.
    """
    for W, b in params:
        x = np.tanh(W @ x + b)
    return np.sum((x - target) ** 2) / 2


def backpropagate(params: Params, x: Array, target: Array) -> tuple[Params, Array]:
    """Return the gradients of the loss by the parameters and by x, derived by hand."""
    activations = [x]
    for W, b in params:
        activations.append(np.tanh(W @ activations[-1] + b))
    above = activations[-1] - target
    gradients: Params = []
    for (W, _), y, below in zip(
        reversed(params), reversed(activations), reversed(activations[:-1]), strict=False
    ):
        delta = above * (1 - y * y)
        gradients.insert(0, (np.outer(delta, below), delta))
        above = W.T @ delta
    return gradients, above


def in_80_bits(params: Params, x: Array, target: Array) -> tuple[Params, Array, Array]:
    """Return the same numbers as ``np.longdouble``, a double where the machine has no more."""
    return (
        [(W.astype(np.longdouble), b.astype(np.longdouble)) for W, b in params],
        x.astype(np.longdouble),
        target.astype(np.longdouble),
    )


def points(params: Params, x: Array) -> list[FloatArray]:
    """List every array that the loss can be differentiated by: W1, b1, …, WL, bL, x."""
    return [*(array for layer in params for array in layer), x]


def loss_at(params: Params, x: Array, target: Array, which: int, value: Array) -> Any:
    """Return the loss with one of ``points`` replaced: a function of that array alone."""
    arrays: list[Array] = points(params, x)
    arrays[which] = value
    return loss(list(zip(arrays[:-1:2], arrays[1:-1:2], strict=True)), arrays[-1], target)
