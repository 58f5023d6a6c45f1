"""The numbers of a failed comparison, the causes they point to, and when they count as equal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checks.calls.call import Answered
from autograder.checks.expected import FloatArray

NEAR = 1e-5  # how well numbers must fit a cause before it is named; tolerance is ten times finer


@dataclass(frozen=True)
class Cause:
    """A likely mistake.

    Attributes:
        name: a label in kebab-case, the same for every exercise.
        hint: what the student reads: the evidence, then where to look.
        made_by: the edits of the right steps that give these numbers, for each way to get them
            those that are made together; where the cause was found otherwise, none.
    """

    name: str
    hint: str
    made_by: tuple[tuple[Any, ...], ...] = ()


@dataclass(frozen=True)
class Evidence:
    """The numbers of a failed comparison.

    Attributes:
        answered: the whole answer, and what was asked.
        actual: the array in it that is looked at, any shape.
        expected: what must come out in its place.
        near: how well numbers must fit a cause before it is named.
    """

    answered: Answered
    actual: FloatArray
    expected: FloatArray
    near: float = NEAR

    def alike(self, a: FloatArray, b: FloatArray) -> bool:
        """Return whether two arrays have the same shape and agree as far as a cause must fit."""
        return alike(a, b, self.near)

    def close(self, a: float, b: float) -> bool:
        """Return whether two numbers agree as far as a cause must fit."""
        return close(a, b, self.near)


Trace = Callable[[Evidence], Iterator[Cause]]  # a look at the numbers of one failed comparison


def constant_ratio(actual: FloatArray, expected: FloatArray, near: float = NEAR) -> float | None:
    """Return r if actual = r · expected in every entry that is not zero, else None.

    Needs two entries or more: one number is always a multiple of another.
    """
    actual, expected = actual.ravel(), expected.ravel()
    counts = np.abs(expected) > 1e-3 * np.max(np.abs(expected), initial=0.0)
    if np.count_nonzero(counts) < 2:
        return None
    with np.errstate(over="ignore", invalid="ignore"):  # entries may be as large as floats get
        ratio = float(np.median(actual[counts] / expected[counts]))
        fits = alike(actual, ratio * expected, near)
    constant = fits and np.isfinite(ratio) and ratio != 0 and not close(ratio, 1.0, near)
    return ratio if constant else None


def show_ratio(ratio: float, near: float = NEAR) -> str:
    """Write a ratio with four digits, or with as many as it takes to tell it from a round one."""
    short = f"{ratio:#.4g}"
    return short if close(ratio, float(short), near) else f"{ratio:.6g}"


def alike(a: FloatArray, b: FloatArray, near: float = NEAR) -> bool:
    """Return whether two arrays have the same shape and agree, by default to five digits."""
    if a.shape != b.shape:
        return False
    sizes, apart = np.abs(b), np.abs(a - b)
    least = near * np.max(sizes, initial=0.0)
    if np.isfinite(apart).all():  # several times as fast as np.allclose for small arrays
        return bool((apart <= least + near * sizes).all())
    return bool(np.allclose(a, b, rtol=near, atol=least))


def close(a: float, b: float, near: float = NEAR) -> bool:
    """Return whether two numbers agree, by default to five digits."""
    return abs(a - b) <= near * abs(b)


def numbers_in(value: Any) -> Iterator[FloatArray]:
    """Yield every array and every number in nested lists, tuples and dicts, in order."""
    if isinstance(value, list | tuple | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from numbers_in(part)
    elif isinstance(value, int | float | np.ndarray | np.generic):
        array = np.asarray(value)
        if array.dtype.kind in "fiu":
            yield array.astype(np.float64)
