"""From the numbers of a failed comparison to one hint, or to none.

A hint is given only where the numbers support it, it quotes its evidence, and it never states the
formula that the student is asked to find.
"""

import numpy as np

from autograder.compare import Comparison
from autograder.numeric import FloatArray

NEAR = (
    1e-5  # how well the numbers must fit a cause before it is named; tolerance is ten times finer
)


def constant_ratio(comparison: Comparison) -> float | None:
    """Return r if actual = r · expected in every entry that is not zero, else None.

    Needs two entries or more: one number is always a multiple of another.
    """
    actual, expected = comparison.actual.ravel(), comparison.expected.ravel()
    counts = np.abs(expected) > 1e-3 * np.max(np.abs(expected), initial=0.0)
    if np.count_nonzero(counts) < 2:
        return None
    with np.errstate(over="ignore", invalid="ignore"):  # entries may be as large as floats get
        ratio = float(np.median(actual[counts] / expected[counts]))
        fits = np.allclose(
            actual, ratio * expected, rtol=NEAR, atol=NEAR * np.max(np.abs(expected))
        )
    constant = fits and np.isfinite(ratio) and ratio != 0 and not _close(ratio, 1.0)
    return ratio if constant else None


def show_ratio(ratio: float) -> str:
    """Write a ratio with four digits, or with as many as it takes to tell it from a round one."""
    short = f"{ratio:#.4g}"
    return short if _close(ratio, float(short)) else f"{ratio:.6g}"


def diagnose_values(comparison: Comparison) -> str | None:
    """Name the likely cause where shape is right and values are wrong."""
    actual, expected = comparison.actual, comparison.expected
    if _same(actual, expected):
        return None  # so near that every arrangement of the numbers would fit as well
    if not np.any(actual):
        return "Every entry is 0. Is the array that you return ever filled?"
    ratio = constant_ratio(comparison)
    if ratio is not None and _close(ratio, -1.0):
        return "Sizes are right and every sign is reversed. Which of two quantities is subtracted?"
    if ratio is not None:
        return f"A constant factor: where could a factor of {show_ratio(ratio)} come from?"
    square = actual.ndim == 2 and actual.shape[0] == actual.shape[1] > 1
    if square and _same(actual.T, expected):
        return "The values are right but mirrored: row and column are exchanged."
    if actual.size > 1 and _same(np.sort(actual, axis=None), np.sort(expected, axis=None)):
        return "The values are right but stand in other places."
    return None


def diagnose_shape(actual: FloatArray, expected: FloatArray) -> str | None:
    """Name the likely cause where the shape is wrong."""
    if actual.shape == expected.T.shape and expected.ndim == 2:
        if _same(actual.T, expected):
            return "The values are right but mirrored: row and column are exchanged."
        return "Rows and columns look exchanged."
    if actual.size == expected.size and _same(actual.ravel(), expected.ravel()):
        return "The values are right; only the shape differs."
    if actual.ndim == 2 and expected.ndim == 1 and actual.shape == expected.shape * 2:
        return "An (n, 1) array combined with an (n,) array becomes (n, n): look at each shape."
    return None


def _same(a: FloatArray, b: FloatArray) -> bool:
    return bool(np.allclose(a, b, rtol=NEAR, atol=NEAR * np.max(np.abs(b), initial=0.0)))


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= NEAR * abs(b)
