"""The activations, and their mean squares over a Gaussian pre-activation."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.checks.expected import FloatArray

# The midpoint rule over z with the density of N(0, 1), which is below 1e-17 beyond 9. A step is a
# tenth of the width of f′ at u = 15 z, the widest. No point is the kink of ReLU, and half of them
# lie on either side of it.
STEP = 1 / 200
Z = STEP * (np.arange(-9 / STEP, 9 / STEP) + 0.5)
WEIGHTS = STEP * np.exp(-(Z**2) / 2) / np.sqrt(2 * np.pi)


@dataclass(frozen=True)
class Activation:
    """An activation f, entry by entry.

    Attributes:
        name: what the list calls it.
        f: the activation, any shape → the same.
        slope: its derivative f′ by u, any shape → the same.
    """

    name: str
    f: Callable[[FloatArray], FloatArray]
    slope: Callable[[FloatArray], FloatArray]

    def mean_square(self, variance: float) -> float:
        """Return E[f(u)²] for u from N(0, variance)."""
        return _mean(self.f(np.sqrt(variance) * Z) ** 2)

    def mean_square_slope(self, variance: float) -> float:
        """Return E[f′(u)²] for u from N(0, variance)."""
        return _mean(self.slope(np.sqrt(variance) * Z) ** 2)


def _mean(values: FloatArray) -> float:
    return float(values @ WEIGHTS)


def _sigmoid(u: FloatArray) -> FloatArray:
    return np.asarray((1 + np.tanh(u / 2)) / 2)  # without overflow, and quickly


def _sigmoid_slope(u: FloatArray) -> FloatArray:
    y = _sigmoid(u)
    return y * (1 - y)


def _tanh_slope(u: FloatArray) -> FloatArray:
    return np.asarray(1 - np.tanh(u) ** 2)


def _relu(u: FloatArray) -> FloatArray:
    return np.maximum(u, 0.0)


def _relu_slope(u: FloatArray) -> FloatArray:
    return np.asarray(u > 0, dtype=np.float64)


SIGMOID = Activation("sigmoid", _sigmoid, _sigmoid_slope)
TANH = Activation("tanh", np.tanh, _tanh_slope)
RELU = Activation("ReLU", _relu, _relu_slope)
ACTIVATIONS = {activation.name: activation for activation in (SIGMOID, TANH, RELU)}
