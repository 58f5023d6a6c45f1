"""The values that must come out of a student's function, with their tolerances."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
Parameters = list[tuple[FloatArray, FloatArray]]

ABSOLUTE = 1e-7  # 30 × the worst error in 18,000 entries of steep networks
RELATIVE = 1e-6  # a hundredth of the smallest mistake worth reporting, 1e-4
LITERAL = "iubU"  # dtypes without rounding: signed and unsigned integers, booleans, strings


@dataclass(frozen=True)
class Numeric:
    """A numeric derivative and what is known about its quality.

    Attributes:
        name: what messages call the quantity, for example ``grad_W``.
        value: the derivative; for a gradient the shape of the point it was taken at.
        gap: how far ``value`` may be off because f is not smooth within a step, entry by entry; at
            a kink the error itself.
        scale: max(1, ‖f ⊙ upstream‖), the size that rounding errors are proportional to.
    """

    name: str
    value: FloatArray
    gap: FloatArray
    scale: float

    @property
    def smooth(self) -> bool:
        """Whether no kink within a step could spoil a comparison: gap ≤ tolerance everywhere."""
        return bool(np.all(self.gap <= self.tolerance(self.value)))

    def tolerance(self, actual: FloatArray) -> FloatArray:
        """Return how far each entry may differ: 1e-7 · scale + 1e-6 · max(|actual|, |value|)."""
        size = np.maximum(np.abs(actual), np.abs(self.value))
        return np.asarray(ABSOLUTE * self.scale + RELATIVE * size)


@dataclass(frozen=True)
class Exact:
    """A value that is known without differentiation.

    Attributes:
        name: what messages call the quantity.
        value: what must come out: floats, integers, booleans, or strings.
        checked: whether it must; else ``value`` shows the form alone.
    """

    name: str
    value: NDArray[Any]
    checked: bool = True

    @property
    def literal(self) -> bool:
        """Whether every entry must come out as it is, since nothing in it can be rounded."""
        return self.value.dtype.kind in LITERAL


def exact(value: ArrayLike, *, name: str) -> Exact:
    """Return a value that a student's function must reproduce.

    Floats must be reproduced up to rounding; integers, booleans and strings as they are.

    Args:
        value: a number, a boolean, an array of either, a string, or a list of strings; it is
            copied.
        name: what messages call it.

    Raises:
        ValueError: strings are mixed with something else, or nested.
    """
    array = np.array(value)
    if array.dtype.kind == "U":
        parts = [value] if array.ndim == 0 else value
        if array.ndim > 1 or not all(isinstance(part, str) for part in parts):  # type: ignore[union-attr]
            raise ValueError(f"{name}: a string, or a list that holds nothing but strings")
    elif array.dtype.kind not in LITERAL:
        array = np.array(value, dtype=np.float64)
    return Exact(name, array)


def unchecked(form: ArrayLike, *, name: str) -> Exact:
    """Return the place of a part of an answer that this check says nothing about.

    Args:
        form: a number, or an array of the shape that the part must have.
        name: what messages call it.
    """
    return Exact(name, np.array(form, dtype=np.float64), checked=False)


Answer = Numeric | Exact | tuple["Answer", ...] | list["Answer"] | dict[str, "Answer"]


def leaves(answer: Answer) -> list[Numeric | Exact]:
    """Return the single quantities of an answer, in order."""
    if isinstance(answer, Numeric | Exact):
        return [answer]
    parts = answer.values() if isinstance(answer, dict) else answer
    return [leaf for part in parts for leaf in leaves(part)]
