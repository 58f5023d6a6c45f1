"""Mistakes in numeric differentiation."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions import Suspect


def differences(
    f: Callable[[Any], Any], x: Any, step: Callable[[Any], float], *, divisor: float = 2.0
) -> Any:
    """Return central differences with a step that may depend on the entry."""
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        h = step(x[index])
        above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (divisor * h)
    return gradient


def one_sided(f: Callable[[Any], Any], x: Any, h: float) -> Any:
    """Return one-sided differences."""
    gradient, x = np.zeros(x.shape), np.array(x, dtype=np.float64)
    for index in np.ndindex(x.shape):
        above = x.copy()
        above[index] += h
        gradient[index] = (f(above) - f(x)) / h
    return gradient


def not_moved_back(f: Callable[[Any], Any], x: Any, h: float) -> Any:
    """Leave each entry where the last evaluation put it."""
    moved, gradient = np.array(x, dtype=np.float64), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        moved[index] += h
        above = f(moved)
        moved[index] -= 2 * h
        gradient[index] = (above - f(moved)) / (2 * h)
    return gradient


def truncated(f: Callable[[Any], Any], x: Any, h: float) -> Any:
    """Nudge copies that have the type of x."""
    if x.dtype.kind == "f":
        raise TypeError("floats have room for the step")
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] = int(above[index] + h)
        below[index] = int(below[index] - h)
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


def whole_rows(f: Callable[[Any], Any], x: Any, h: float) -> Any:
    """Nudge all entries of a row at once."""
    gradient = np.zeros(x.shape)
    for k in range(len(x)):
        above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
        above[k] += h
        below[k] -= h
        gradient[k] = (f(above) - f(below)) / (2 * h)
    return gradient


SUSPECTS: Mapping[str, tuple[Suspect, ...]] = {
    "numeric_gradient": (
        Suspect(
            "one-sided",
            "These are one-sided differences. The error of central ones is smaller.",
            one_sided,
        ),
        Suspect(
            "divided-by-h",
            "Every entry is twice too large. How far are the two points apart?",
            lambda f, x, h: differences(f, x, lambda _: h, divisor=1.0),
        ),
        Suspect(
            "bracket-missing",
            "It is multiplied by h after the division: a bracket is missing in the divisor.",
            lambda f, x, h: differences(f, x, lambda _: h) * h * h,
        ),
        Suspect(
            "not-moved-back",
            "The first entry is right, and those after it less and less: is an entry moved back "
            "before the next one is nudged?",
            not_moved_back,
        ),
        Suspect(
            "integers-truncated",
            "x holds integers, and so do its copies: a small step is cut off there.",
            truncated,
        ),
        Suspect(
            "step-ignored",
            "These are the slopes for a tiny step. The step h that is handed in has no effect.",
            lambda f, x, h: differences(f, x, lambda _: 1e-5),
        ),
        Suspect(
            "half-step",
            "The points are not as far apart as the divisor says.",
            lambda f, x, h: differences(f, x, lambda _: h / 2, divisor=4.0),
        ),
        Suspect(
            "relative-step",
            "The step grows with the entry. Here h is the step itself.",
            lambda f, x, h: differences(f, x, lambda entry: h * abs(entry)),
        ),
        Suspect(
            "vectors-only",
            "All entries of a row are moved at once. The slope by a single entry is asked for.",
            whole_rows,
        ),
    ),
}
