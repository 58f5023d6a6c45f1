"""The values that must come out of a student's function, with their tolerances."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from autograder.checks.calls.data import keys_of

FloatArray = NDArray[np.float64]
Parameters = list[tuple[FloatArray, FloatArray]]

ABSOLUTE = 1e-7  # 30 × the worst error in 18,000 entries of steep networks
RELATIVE = 1e-6  # a hundredth of the smallest mistake worth reporting, 1e-4
MOST_WRITTEN = 6  # parts of a list; networks of the lessons have fewer layers
NETWORK = re.compile(r"[Wb]\d+")  # names of parameters
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


def form_of(answer: Answer) -> str:
    """Say what an answer must be: ``a list of 2 pairs [(W1, b1), (W2, b2)]``."""
    if isinstance(answer, Numeric | Exact):
        return f"a NumPy array of shape {answer.value.shape}" if answer.value.ndim else "one number"
    if isinstance(answer, dict):
        return f"a dict with the {keys_of(answer)}"
    if isinstance(answer, tuple):
        return f"a tuple {_written(answer)}"
    if not answer:
        return "an empty list"
    kinds = {_kind(part) for part in answer}
    kind = kinds.pop() if len(kinds) == 1 else "part"
    return f"a list of {len(answer)} {kind}{'s' if len(answer) > 1 else ''} {_written(answer)}"


def _kind(part: Answer) -> str:
    if isinstance(part, Numeric | Exact):
        return "array" if part.value.ndim else "number"
    return "pair" if isinstance(part, tuple) and len(part) == 2 else type(part).__name__


def _written(answer: Answer, inside: bool = False) -> str:
    """Write an answer down with the names of its parts; inside a tuple, one name for a list."""
    if isinstance(answer, Numeric | Exact):
        return answer.name
    if isinstance(answer, dict):
        return "{" + ", ".join(map(repr, answer)) + "}"
    if isinstance(answer, tuple):
        return f"({', '.join(_written(part, True) for part in answer)})"
    names = [leaf.name for leaf in leaves(answer)]
    stems = {name.partition("[")[0] for name in names}
    if inside and len(stems) == 1 and names and "[" in names[0]:
        return stems.pop()
    if inside and stems and all(NETWORK.fullmatch(name) for name in names):
        return "params"
    shown = [_written(part) for part in answer[:MOST_WRITTEN]]
    return f"[{', '.join([*shown, *['…'] * (len(answer) > MOST_WRITTEN)])}]"
