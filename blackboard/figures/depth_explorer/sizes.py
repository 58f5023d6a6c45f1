"""The sizes of x and δ in a deep network: measured on a random one, and predicted."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from autograder.checks.expected import FloatArray
from blackboard.figures.depth_explorer.activations import Activation

UNITS = 100  # in every layer, n
INPUTS = 100  # samples in the batch


@dataclass(frozen=True, eq=False)
class Sizes:
    """The root mean squares of a network of L layers, over all units and inputs.

    Attributes:
        x: (L + 1,), of the input x⁽⁰⁾ and the activations x⁽¹⁾ … x⁽ᴸ⁾.
        delta: (L,), of δ⁽¹⁾ … δ⁽ᴸ⁾, the gradients by the pre-activations.
    """

    x: FloatArray
    delta: FloatArray

    @property
    def ratio(self) -> float:
        """The size of δ at the first layer, measured in that at the last."""
        return float(self.delta[0] / self.delta[-1])

    @property
    def factors(self) -> list[float]:
        """By what each layer has multiplied the size of δ, the last layer's first."""
        return [float(below / above) for below, above in pairwise(self.delta)][::-1]


@dataclass(frozen=True, eq=False)
class Measured(Sizes):
    """The root mean squares in one network.

    Attributes:
        apart: (L + 1,), of what each x differs from its mean over the inputs: the part of it that
            depends on the input.
    """

    apart: FloatArray


def measured(
    activation: Activation, depth: int, scale: float, seed: int, units: int = UNITS
) -> Measured:
    """Return the sizes in one random network.

    The layers are u⁽ˡ⁾ = W⁽ˡ⁾ x⁽ˡ⁻¹⁾ and x⁽ˡ⁾ = f(u⁽ˡ⁾), with biases of 0, as at the start of a
    training. The entries of the inputs, and of the gradient ∇_x L that comes into the last layer,
    are independent and from N(0, 1).

    Args:
        activation: f.
        depth: the number of layers L.
        scale: the standard deviation σ of the weights, measured in 1/√n.
        seed: of the inputs and weights; those of the first layers are the same at any depth, and
            those of another scale are the same numbers, scaled.
        units: n, in every layer and in the input.
    """
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(units, INPUTS))  # (n, N), a sample a column
    upstream = rng.normal(size=(units, INPUTS))  # (n, N)
    weights, us, xs = [], [], [x]
    for _ in range(depth):
        weights.append(rng.normal(size=(units, units)) * scale / np.sqrt(units))  # (n, n)
        us.append(weights[-1] @ xs[-1])  # (n, n) @ (n, N) → (n, N)
        xs.append(activation.f(us[-1]))
    deltas = [upstream * activation.slope(us[-1])]
    for W, u in zip(weights[:0:-1], us[-2::-1], strict=True):
        deltas.append((W.T @ deltas[-1]) * activation.slope(u))  # (n, n) @ (n, N) → (n, N)
    apart = [x - x.mean(axis=1, keepdims=True) for x in xs]  # (n, N), less a mean for each unit
    return Measured(
        x=np.array([_size(x) for x in xs]),
        delta=np.array([_size(delta) for delta in deltas[::-1]]),
        apart=np.array([_size(x) for x in apart]),
    )


def predicted(activation: Activation, depth: int, scale: float) -> Sizes:
    """Return the sizes that follow from the variances alone.

    Var(u⁽ˡ⁾) = n σ² E[(x⁽ˡ⁻¹⁾)²], where E[(x⁽⁰⁾)²] = 1 and E[(x⁽ˡ⁾)²] = E[f(u⁽ˡ⁾)²];
    Var(δ⁽ˡ⁾) = n σ² E[f′(u⁽ˡ⁾)²] Var(δ⁽ˡ⁺¹⁾), and Var(δ⁽ᴸ⁾) = E[f′(u⁽ᴸ⁾)²].

    Assumed: the weights are independent, with mean 0 and the variance σ²; n is so large that each
    u is Gaussian; f′(u⁽ˡ⁾) and what comes back over W⁽ˡ⁺¹⁾ are independent, as if the way back used
    other weights than the way forward. A real network with n units comes close to it: see how far
    the measured sizes are off.

    Args:
        activation: f.
        depth: the number of layers L.
        scale: the standard deviation of the weights, measured in 1/√n: n σ² is its square.
    """
    squares, slopes = [1.0], []
    for _ in range(depth):
        variance = scale**2 * squares[-1]
        squares.append(activation.mean_square(variance))
        slopes.append(activation.mean_square_slope(variance))
    variances = [slopes[-1]]
    for slope in slopes[-2::-1]:
        variances.append(scale**2 * slope * variances[-1])
    return Sizes(np.sqrt(squares), np.sqrt(variances[::-1]))


def _size(values: FloatArray) -> float:
    return float(np.sqrt(np.mean(values**2)))
