"""Questions about the exercises of lesson 04, as its test cells ask them, for any size.

Each function draws one question of the size that it is given; ``QUESTIONS`` lists for each exercise
the sizes that together reject every wrong answer of the bank.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from autograder.checks.check import Question
from autograder.checks.expected import Answer, FloatArray
from autograder.checks.finite_differences import central_difference, central_jacobian
from autograder.checks.probes import probe
from tests.helpers.student import sigmoid

Drawn = tuple[Mapping[str, Any], Answer]
Elementwise = Callable[[FloatArray], FloatArray]


def ask_gradient_by_weights(m: int, n: int, rng: np.random.Generator) -> Drawn:
    """Ask for the gradient by W of Σ (W x) ⊙ grad_y, W: (m, n)."""
    W, x, grad_y = probe(rng, m, n), probe(rng, n), probe(rng, m)
    numeric = central_difference(lambda W: W @ x, W, upstream=grad_y, name="grad_W")
    return {"grad_y": grad_y, "x": x}, numeric


def ask_gradient_by_input(m: int, n: int, rng: np.random.Generator) -> Drawn:
    """Ask for the gradient by x of Σ (W x) ⊙ grad_y, W: (m, n)."""
    W, x, grad_y = probe(rng, m, n), probe(rng, n), probe(rng, m)
    numeric = central_difference(lambda x: W @ x, x, upstream=grad_y, name="grad_x")
    return {"W": W, "grad_y": grad_y}, numeric


def ask_slopes_of_sigmoid(shape: tuple[int, ...], factor: float, rng: np.random.Generator) -> Drawn:
    """Ask for the derivative of the sigmoid in entries up to 2.5 · factor."""
    x = factor * probe(rng, *shape)
    ones = np.ones(shape)
    return {"x": x}, central_difference(sigmoid, x, upstream=ones, name="sigmoid_prime")


def ask_slopes_of_tanh(shape: tuple[int, ...], factor: float, rng: np.random.Generator) -> Drawn:
    """Ask for the derivative of tanh in entries up to 2.5 · factor."""
    x = factor * probe(rng, *shape)
    return {"x": x}, central_difference(np.tanh, x, upstream=np.ones(shape), name="tanh_prime")


def cube(x: FloatArray) -> FloatArray:
    """Return x³; its derivative has one sign, grows, and is no function of the output alone."""
    return x**3


def cube_prime(x: FloatArray) -> FloatArray:
    """Return 3 x²."""
    return 3 * x**2


FUNCTIONS: list[tuple[Elementwise, Elementwise]] = [
    (cube, cube_prime),
    (np.sin, np.cos),
    (np.exp, np.exp),
]


def ask_gradient_through_function(n: int, rng: np.random.Generator) -> Drawn:
    """Ask for the gradient by x of Σ g(x) ⊙ grad_y, g one of ``FUNCTIONS``."""
    g, g_prime = FUNCTIONS[rng.integers(len(FUNCTIONS))]
    x, grad_y = probe(rng, n), probe(rng, n)
    numeric = central_difference(g, x, upstream=grad_y, name="grad_x")
    return {"grad_y": grad_y, "x": x, "g_prime": g_prime}, numeric


def ask_gradients_of_layer(m: int, n: int, rng: np.random.Generator) -> Drawn:
    """Ask for the gradients by W and by x of Σ sigmoid(W x) ⊙ grad_y, W: (m, n)."""
    W, x, grad_y = probe(rng, m, n), probe(rng, n), probe(rng, m)
    by_W = central_difference(lambda W: sigmoid(W @ x), W, upstream=grad_y, name="grad_W")
    by_x = central_difference(lambda x: sigmoid(W @ x), x, upstream=grad_y, name="grad_x")
    return {"W": W, "x": x, "grad_y": grad_y}, (by_W, by_x)


def ask_gradient_by_jacobian(m: int, n: int, rng: np.random.Generator) -> Drawn:
    """Ask for the gradient by x of Σ (A sin x) ⊙ grad_y, whose Jacobian is A ⊙ cos x, (m, n)."""
    A, x, grad_y = probe(rng, m, n), probe(rng, n), probe(rng, m)
    numeric = central_difference(lambda x: A @ np.sin(x), x, upstream=grad_y, name="grad_x")
    return {"J": A * np.cos(x), "grad_y": grad_y}, numeric


def ask_jacobian_of_softmax(n: int, shift: float, rng: np.random.Generator) -> Drawn:
    """Ask for the Jacobian of the softmax at x + shift, which is that at x.

    Nudging x + 800 itself would take steps 800 times as long, too long for a curved function.
    """
    x = probe(rng, n)
    numeric = central_jacobian(lambda x: np.exp(x) / np.exp(x).sum(), x, name="J")
    return {"x": x + shift}, numeric


QUESTIONS: Mapping[str, list[Question]] = {
    "affine_grad_W": [
        partial(ask_gradient_by_weights, m, n) for m, n in [(3, 4), (4, 2), (3, 3), (1, 4), (5, 1)]
    ],
    "affine_grad_x": [
        partial(ask_gradient_by_input, m, n) for m, n in [(3, 4), (4, 2), (3, 3), (1, 4), (5, 1)]
    ],
    "sigmoid_prime": [
        partial(ask_slopes_of_sigmoid, shape, factor)
        for shape, factor in [
            ((5,), 1.0),
            ((2, 3), 2.0),
            ((2, 1, 2), 1.0),
            ((), 1.0),
            ((6,), 400.0),
        ]
    ],
    "tanh_prime": [
        partial(ask_slopes_of_tanh, shape, factor)
        for shape, factor in [
            ((5,), 1.0),
            ((2, 3), 1.0),
            ((2, 1, 2), 1.0),
            ((), 1.0),
            ((6,), 400.0),
        ]
    ],
    "elementwise_grad": [partial(ask_gradient_through_function, n) for n in [4, 1, 7]],
    "composite_grad": [
        partial(ask_gradients_of_layer, m, n) for m, n in [(3, 4), (4, 2), (3, 3), (1, 4), (5, 1)]
    ],
    "jacobian_grad": [
        partial(ask_gradient_by_jacobian, m, n) for m, n in [(3, 4), (4, 3), (3, 3), (1, 4), (5, 1)]
    ],
    "softmax_jacobian": [
        partial(ask_jacobian_of_softmax, n, shift)
        for n, shift in [(4, 0.0), (2, 0.0), (1, 0.0), (5, 800.0), (3, -800.0)]
    ],
}
