"""What an operation hands back to its inputs: numbers, how they come about, and the rule."""

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


Backward = Callable[[Quantity, Quantity, Sequence[Quantity]], tuple[Share, ...]]


def summed_to(grad: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Return a gradient summed over the axes along which an input of this shape was stretched."""
    lead = grad.ndim - len(shape)
    along = [axis for axis, size in enumerate(shape, lead) if size == 1 and grad.shape[axis] > 1]
    return np.asarray(grad.sum(axis=(*range(lead), *along))).reshape(shape)


def passed(
    grad: Quantity, out: Quantity, inputs: Sequence[Quantity], minus: bool = False
) -> tuple[Share, ...]:
    """Return the shares of a sum, or of a difference, where the second one gets a minus."""
    shares = []
    for place, quantity in enumerate(inputs):
        sign, words = (-1.0, "minus the adjoint") if minus and place else (1.0, "the adjoint")
        parts: tuple[Part, ...] = ("−", grad) if sign < 0 else (grad,)
        shares.append(_stretched(quantity, sign * grad.value, parts, words))
    return tuple(shares)


def difference(grad: Quantity, out: Quantity, inputs: Sequence[Quantity]) -> tuple[Share, ...]:
    """Return the shares of a difference."""
    return passed(grad, out, inputs, minus=True)


def factors(grad: Quantity, out: Quantity, inputs: Sequence[Quantity]) -> tuple[Share, ...]:
    """Return the shares of a product entry by entry."""
    shares = []
    for quantity, other in zip(inputs, inputs[::-1], strict=True):
        whole = np.asarray(grad.value * other.value)
        parts = (grad, product_sign(whole), other)
        words = f"the adjoint times the other factor, {other.name}"
        shares.append(_stretched(quantity, whole, parts, words))
    return tuple(shares)


def _stretched(quantity: Quantity, whole: FloatArray, parts: tuple[Part, ...], words: str) -> Share:
    """Return the share of an input that may have been stretched to the shape of the output."""
    value = summed_to(whole, quantity.value.shape)
    if whole.shape == value.shape:
        return Share(value, parts, words)
    return Share(value, ("sum of", *parts), f"{words}, summed over the copies of {quantity.name}")


def product(grad: Quantity, out: Quantity, inputs: Sequence[Quantity]) -> tuple[Share, ...]:
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


def slope_times(formula: str, slope: Callable[[FloatArray, FloatArray], FloatArray]) -> Backward:
    """Return the way back of a function of each entry.

    Args:
        formula: its slope, with ``x`` for the name of the input and ``y`` for the output's.
        slope: the slope from input and output.
    """

    def backward(grad: Quantity, out: Quantity, inputs: Sequence[Quantity]) -> tuple[Share, ...]:
        (x,) = inputs
        text = formula.format(x=x.name, y=out.name)
        factor = Quantity(text, slope(x.value, out.value))
        value = np.asarray(grad.value * factor.value)
        words = ", entry by entry" if value.ndim else ""
        parts = (grad, product_sign(value), factor)
        return (Share(value, parts, f"the adjoint times {text}{words}"),)

    return backward


def product_sign(made: FloatArray) -> str:
    """Return the sign of a product entry by entry, or of two numbers."""
    return "⊙" if made.ndim else "·"


def spread(grad: Quantity, out: Quantity, inputs: Sequence[Quantity]) -> tuple[Share, ...]:
    """Return the share of what was summed."""
    (x,) = inputs
    value = np.full(x.value.shape, grad.value)
    return (Share(value, (grad, "in every place"), "the adjoint, the same to every entry"),)


def spread_mean(grad: Quantity, out: Quantity, inputs: Sequence[Quantity]) -> tuple[Share, ...]:
    """Return the share of what the mean was taken of."""
    (x,) = inputs
    size = x.value.size
    value = np.full(x.value.shape, grad.value / size)
    words = f"the adjoint over {size}, the number of entries, the same to every entry"
    return (Share(value, (grad, f"/ {size} in every place"), words),)
