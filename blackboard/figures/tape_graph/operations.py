"""The operations of a tape: what each computes, and what it hands back."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.checks.expected import FloatArray
from blackboard.figures.tape_graph.shares import (
    Backward,
    difference,
    factors,
    passed,
    product,
    slope_times,
    spread,
    spread_mean,
)

Forward = Callable[..., FloatArray]


@dataclass(frozen=True)
class Operation:
    """An operation.

    Attributes:
        name: what a line of a tape calls it.
        inputs: how many it takes, 1 or 2.
        sign: how the right side of an equation writes it: the sign between two inputs, or the
            function of one.
        words: what it computes, with {0} and {1} for the names of its inputs.
        forward: the output, from the inputs.
        backward: the shares of the inputs, from the output's adjoint, the output and the inputs.
        rule: what it does on the way back, in words.
    """

    name: str
    inputs: int
    sign: str
    words: str
    forward: Forward
    backward: Backward
    rule: str


def _sigmoid(u: FloatArray) -> FloatArray:
    return np.asarray(np.exp(-np.logaddexp(0.0, -u)))  # no overflow


OPERATIONS = {
    operation.name: operation
    for operation in (
        Operation(
            "matmul", 2, "@", "the matrix product of {0} and {1}", np.matmul, product,
            "a matrix product with the other input, transposed",
        ),
        Operation(
            "add", 2, "+", "the sum of {0} and {1}, entry by entry", np.add, passed,
            "the adjoint itself to both inputs",
        ),
        Operation(
            "subtract", 2, "−", "{0} less {1}, entry by entry", np.subtract, difference,
            "the adjoint to the first input, minus it to the second",
        ),
        Operation(
            "multiply", 2, "⊙", "the product of {0} and {1}, entry by entry", np.multiply, factors,
            "the adjoint times the other input",
        ),
        Operation(
            "sigmoid", 1, "sigmoid", "the sigmoid of each entry of {0}",
            _sigmoid, slope_times("{y} (1 − {y})", lambda x, y: y * (1 - y)),
            "the adjoint times y (1 − y), y the output",
        ),
        Operation(
            "tanh", 1, "tanh", "the tanh of each entry of {0}",
            np.tanh, slope_times("(1 − {y}²)", lambda x, y: 1 - y**2),
            "the adjoint times 1 − y², y the output",
        ),
        Operation(
            "exp", 1, "exp", "e to the power of each entry of {0}",
            np.exp, slope_times("{y}", lambda x, y: y),
            "the adjoint times the output",
        ),
        Operation(
            "square", 1, "square", "the square of each entry of {0}",
            np.square, slope_times("2 {x}", lambda x, y: 2 * x),
            "the adjoint times twice the input",
        ),
        Operation(
            "sum", 1, "sum", "the sum of all entries of {0}", np.sum, spread,
            "the adjoint to every entry",
        ),
        Operation(
            "mean", 1, "mean", "the mean of all entries of {0}", np.mean, spread_mean,
            "the adjoint over the number of entries, to every entry",
        ),
    )
}  # fmt: skip
