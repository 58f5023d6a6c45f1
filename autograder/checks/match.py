"""Pairing what a student's function returned with what must come out, form before values."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checks.call import Misbehaved
from autograder.checks.compare import Comparison, compare
from autograder.checks.data import describe
from autograder.checks.expected import Answer, Exact, FloatArray, Numeric, leaves


@dataclass(frozen=True)
class WrongShape:
    """An array of another shape than the one asked for.

    Attributes:
        name: what messages call the array.
        actual: what was returned.
        expected: what must come out.
    """

    name: str
    actual: FloatArray
    expected: FloatArray


def match(
    where: str, value: Any, expected: Answer, inside: str = ""
) -> list[Comparison] | Misbehaved | WrongShape:
    """Pair what was returned with what must come out, looking at form before values.

    Args:
        where: the student's function.
        value: what it returned, or a part of it.
        expected: what must come out there.
        inside: words for the place of that part.
    """
    if isinstance(expected, Numeric | Exact):
        array = _as_array(where, value, expected)
        return array if isinstance(array, Misbehaved | WrongShape) else [compare(array, expected)]
    if isinstance(expected, dict):
        if not isinstance(value, dict) or value.keys() != expected.keys():
            keys = ", ".join(map(repr, expected))
            return Misbehaved(f"{where} must return a dict with the keys {keys}.")
        return match(where, [value[key] for key in expected], list(expected.values()))
    kind = type(expected).__name__
    names = ", ".join(leaf.name for leaf in leaves(expected))
    if value is None:
        return Misbehaved(
            f"{where} returned None{inside}; it must return a {kind} of {len(expected)} ({names}). "
            "Is the return line missing?"
        )
    if not isinstance(value, type(expected)) or len(value) != len(expected):
        found = describe(value)
        if isinstance(value, list | tuple):
            found = f"a {found} of {len(value)}"
        elif isinstance(value, np.ndarray):
            found = f"an array of shape {value.shape}"
        return Misbehaved(
            f"{where} must return a {kind} of {len(expected)} ({names}){inside}; "
            f"it returned {found}."
        )
    comparisons: list[Comparison] = []
    for place, (part, wanted) in enumerate(zip(value, expected, strict=True)):
        matched = match(where, part, wanted, f" as entry {place} of the {kind}")
        if isinstance(matched, Misbehaved | WrongShape):
            return matched
        comparisons += matched
    return comparisons


def _as_array(
    where: str, value: Any, expected: Numeric | Exact
) -> FloatArray | Misbehaved | WrongShape:
    """Return a plain float64 array of the expected shape, or say what is in its place."""
    name, shape = expected.name, expected.value.shape
    if value is None:
        return Misbehaved(f"{where} returned None for {name}. Is the return line missing?")
    scalar = isinstance(value, float | int) and not isinstance(value, bool)
    if not isinstance(value, np.ndarray | np.generic) and not (scalar and shape == ()):
        return Misbehaved(
            f"{where} returned {describe(value)} for {name}; "
            f"it must be a NumPy array of shape {shape}."
        )
    array = np.array(value, subok=False)
    if array.dtype.kind not in "fiu":
        return Misbehaved(f"{where}: {name} has dtype {array.dtype}; it must hold float64 numbers.")
    if array.shape != shape:
        return WrongShape(name, array.astype(np.float64), expected.value)
    if array.dtype != np.float64:
        made = "with less precision" if array.dtype.kind == "f" else "of integers"
        return Misbehaved(
            f"{where}: {name} has dtype {array.dtype}; it must have float64. "
            f"Which array was made {made}?"
        )
    if not np.all(np.isfinite(array)):
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        return Misbehaved(
            f"{where}: {entry(name, index)} is {array[index]}: "
            "somewhere a number overflows or is divided by 0."
        )
    return array


def entry(name: str, index: tuple[int, ...]) -> str:
    """Name one entry of an array: ``grad_W[1, 2]``."""
    return f"{name}[{', '.join(map(str, index))}]" if index else name
