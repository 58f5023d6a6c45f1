"""The networks of the lessons: sigmoid layers, u = W x + b and x = f(u)."""

from itertools import pairwise

import numpy as np

from autograder.checks.expected import FloatArray, Parameters


def sigmoid(u: FloatArray) -> FloatArray:
    """Return 1 / (1 + exp(−u)) for every entry, without overflow."""
    return np.asarray(np.exp(-np.logaddexp(0.0, -u)))


def slope(u: FloatArray) -> FloatArray:
    """Return the derivative of the sigmoid for every entry."""
    return sigmoid(u) * sigmoid(-u)


def activations(params: Parameters, x: FloatArray) -> list[FloatArray]:
    """Return the input x (n0,) and the activations of the layers."""
    xs = [x]
    for W, b in params:
        xs.append(sigmoid(W @ xs[-1] + b))
    return xs


def fits(params: Parameters, inputs: int) -> bool:
    """Whether params are layers, W_l (n_l, n_{l−1}), b_l (n_l,), of a network with n0 inputs."""
    sizes = [inputs, *(b.size for _, b in params)]
    return bool(params) and all(
        W.shape == (m, n) and b.shape == (m,)
        for (n, m), (W, b) in zip(pairwise(sizes), params, strict=True)
    )
