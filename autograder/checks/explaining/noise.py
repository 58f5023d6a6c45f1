"""How far the value of a function is off by rounding, seen in differences of high order.

Values at neighbouring points a hair apart lie on a straight line but for rounding. Differences of
order k leave the line out and enlarge independent errors σ by √((2k)! / k!²), so that they tell σ
(Hamming; Moré and Wild, Estimating computational noise, 2011).
"""

from collections.abc import Callable
from math import comb

import numpy as np

from autograder.checks.expected import FloatArray

POINTS = 8
ORDERS = (4, 5, 6)  # smooth functions have nothing left in them
# Relative distances, widened until most values differ; no powers of 2, as steps of rounding are.
APART = tuple(1.37 * 2.0**-k for k in (46, 38, 30, 22, 14, 8))
OTHER = (1 + 5**0.5) / 2  # whole multiples of both are never near whole numbers


def noise_of(line: Callable[[float], FloatArray]) -> float:
    """Return the standard deviation of the error of a function's values; 0 if it never moves.

    Args:
        line: the function's change along a direction that moves every argument by its own size.
    """
    for apart in APART:
        values = _values(line, apart)
        # A function that rounds its input is a staircase: within a step nothing is to be seen.
        if np.all(np.isfinite(values)) and len(np.unique(values)) > POINTS // 2:
            # Points that are whole steps of the staircase apart see nothing either.
            others = _values(line, OTHER * apart)
            return max(_spread(values), _spread(others) if np.all(np.isfinite(others)) else 0.0)
    return 0.0


def _values(line: Callable[[float], FloatArray], apart: float) -> FloatArray:
    return np.array([0.0, *(line(apart * k)[0] for k in range(1, POINTS))])


def _spread(values: FloatArray) -> float:
    size = float(np.max(np.abs(values)))  # its square may be too large for a number
    errors = [
        size * np.sqrt(np.mean(np.diff(values / size, order) ** 2) / comb(2 * order, order))
        for order in ORDERS
    ]
    return float(np.median(errors))
