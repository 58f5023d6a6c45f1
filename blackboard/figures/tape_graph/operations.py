"""The operations of a tape: what each computes, and what it hands back to its inputs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.checks.expected import FloatArray


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number or an array by its name; ``row`` writes a vector as a row: a transposed one."""

    name: str
    value: FloatArray
    row: bool = False


Part = str | Quantity


@dataclass(frozen=True, eq=False)
class Share:
    """What a line hands back to one of its inputs.

    Attributes:
        value: the numbers, of the input's shape.
        parts: how they come about: quantities, and the signs between them.
        rule: the same in words.
    """

    value: FloatArray
    parts: tuple[Part, ...]
    rule: str


Forward = Callable[..., FloatArray]
Backward = Callable[[Quantity, Quantity, Sequence[Quantity]], tuple[Share, ...]]


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


def summed_to(grad: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Return a gradient summed over the axes along which an input of this shape was stretched."""
    lead = grad.ndim - len(shape)
    along = [axis for axis, size in enumerate(shape, lead) if size == 1 and grad.shape[axis] > 1]
    return np.asarray(grad.sum(axis=(*range(lead), *along))).reshape(shape)


def _passed(
    grad: Quantity, out: Quantity, inputs: Sequence[Quantity], minus: bool = False
) -> tuple[Share, ...]:
    """Add and subtract: each input gets the adjoint, the second one of a difference its minus."""
    shares = []
    for place, quantity in enumerate(inputs):
        sign, words = (-1.0, "minus the adjoint") if minus and place else (1.0, "the adjoint")
        parts: tuple[Part, ...] = ("−", grad) if sign < 0 else (grad,)
        shares.append(_stretched(quantity, sign * grad.value, parts, words))
    return tuple(shares)


def _difference(grad: Quantity, out: Quantity, inputs: Sequence[Quantity]) -> tuple[Share, ...]:
    return _passed(grad, out, inputs, minus=True)


def _factors(grad: Quantity, out: Quantity, inputs: Sequence[Quantity]) -> tuple[Share, ...]:
    return tuple(
        _stretched(
            quantity, grad.value * other.value, (grad, _times(grad, other), other),
            f"the adjoint times the other factor, {other.name}",
        )
        for quantity, other in zip(inputs, inputs[::-1], strict=True)
    )  # fmt: skip


def _stretched(quantity: Quantity, whole: FloatArray, parts: tuple[Part, ...], words: str) -> Share:
    """Return the share of an input that may have been stretched to the shape of the output."""
    value = summed_to(whole, quantity.value.shape)
    if whole.shape == value.shape:
        return Share(value, parts, words)
    return Share(value, ("sum of", *parts), f"{words}, summed over the copies of {quantity.name}")


def _product(grad: Quantity, out: Quantity, inputs: Sequence[Quantity]) -> tuple[Share, ...]:
    """Return the shares of A @ B, each of them a vector or a matrix."""
    left, right = inputs
    A, B, g = left.value, right.value, grad.value
    by_left, by_right = f"the adjoint times {left.name}", f"the adjoint times {right.name}"
    turned_left = f"the transpose of {left.name} times the adjoint"
    if A.ndim == B.ndim == 1:  # (n,) @ (n,) → a number
        return (
            Share(np.asarray(g * B), (grad, "·", right), by_right),
            Share(np.asarray(g * A), (grad, "·", left), by_left),
        )
    if A.ndim == 1:  # (n,) @ (n, k) → (k,)
        outer = f"the outer product of {left.name} and the adjoint"
        return (
            Share(B @ g, (right, "@", grad), f"{right.name} times the adjoint"),
            Share(np.outer(A, g), (left, "@", _transposed(grad)), outer),
        )
    share = Share(A.T @ g, (_transposed(left), "@", grad), turned_left)
    if B.ndim == 1:  # (m, n) @ (n,) → (m,)
        outer = f"the outer product of the adjoint and {right.name}"
        return Share(np.outer(g, B), (grad, "@", _transposed(right)), outer), share
    turned = f"the adjoint times the transpose of {right.name}"  # (m, n) @ (n, k) → (m, k)
    return Share(g @ B.T, (grad, "@", _transposed(right)), turned), share


def _transposed(quantity: Quantity) -> Quantity:
    name = f"({quantity.name})ᵀ" if "/" in quantity.name else f"{quantity.name}ᵀ"
    if quantity.value.ndim == 1:
        return Quantity(name, quantity.value, row=True)
    return Quantity(name, quantity.value.T)


def _slope(formula: str, slope: Callable[[FloatArray, FloatArray], FloatArray]) -> Backward:
    """Return the way back of a function of each entry.

    Args:
        formula: its slope, with ``x`` for the name of the input and ``y`` for the output's.
        slope: the slope from input and output.
    """

    def backward(grad: Quantity, out: Quantity, inputs: Sequence[Quantity]) -> tuple[Share, ...]:
        (x,) = inputs
        text = formula.format(x=x.name, y=out.name)
        factor = Quantity(text, slope(x.value, out.value))
        rule = f"the adjoint times {text}, entry by entry"
        if not x.value.ndim:
            factor, rule = (
                Quantity(text.replace("⊙", "·"), factor.value),
                f"the adjoint times {text}",
            )
        value = np.asarray(grad.value * factor.value)
        return (Share(value, (grad, _times(grad, factor), factor), rule.replace("⊙ ", "")),)

    return backward


def _times(left: Quantity, right: Quantity) -> str:
    """Return the sign of a product entry by entry, or of two numbers."""
    return "⊙" if left.value.ndim or right.value.ndim else "·"


def _spread(grad: Quantity, out: Quantity, inputs: Sequence[Quantity]) -> tuple[Share, ...]:
    (x,) = inputs
    value = np.full(x.value.shape, grad.value)
    return (Share(value, (grad, "in every place"), "the adjoint, the same to every entry"),)


def _spread_mean(grad: Quantity, out: Quantity, inputs: Sequence[Quantity]) -> tuple[Share, ...]:
    (x,) = inputs
    size = x.value.size
    value = np.full(x.value.shape, grad.value / size)
    words = f"the adjoint over {size}, the number of entries, the same to every entry"
    return (Share(value, (grad, f"/ {size} in every place"), words),)


def _sigmoid(u: FloatArray) -> FloatArray:
    return np.asarray(np.exp(-np.logaddexp(0.0, -u)))  # no overflow


OPERATIONS = {
    operation.name: operation
    for operation in (
        Operation(
            "matmul", 2, "@", "the matrix product of {0} and {1}", np.matmul, _product,
            "a matrix product with the other input, transposed",
        ),
        Operation(
            "add", 2, "+", "the sum of {0} and {1}, entry by entry", np.add, _passed,
            "the adjoint itself to both inputs",
        ),
        Operation(
            "subtract", 2, "−", "{0} less {1}, entry by entry", np.subtract, _difference,
            "the adjoint to the first input, minus it to the second",
        ),
        Operation(
            "multiply", 2, "⊙", "the product of {0} and {1}, entry by entry", np.multiply, _factors,
            "the adjoint times the other input",
        ),
        Operation(
            "sigmoid", 1, "sigmoid", "the sigmoid of each entry of {0}",
            _sigmoid, _slope("{y} (1 − {y})", lambda x, y: y * (1 - y)),
            "the adjoint times y (1 − y), y the output",
        ),
        Operation(
            "tanh", 1, "tanh", "the tanh of each entry of {0}",
            np.tanh, _slope("(1 − {y}²)", lambda x, y: 1 - y**2),
            "the adjoint times 1 − y², y the output",
        ),
        Operation(
            "exp", 1, "exp", "e to the power of each entry of {0}",
            np.exp, _slope("{y}", lambda x, y: y),
            "the adjoint times the output",
        ),
        Operation(
            "square", 1, "square", "the square of each entry of {0}",
            np.square, _slope("2 {x}", lambda x, y: 2 * x),
            "the adjoint times twice the input",
        ),
        Operation(
            "sum", 1, "sum", "the sum of all entries of {0}", np.sum, _spread,
            "the adjoint to every entry",
        ),
        Operation(
            "mean", 1, "mean", "the mean of all entries of {0}", np.mean, _spread_mean,
            "the adjoint over the number of entries, to every entry",
        ),
    )
}  # fmt: skip
