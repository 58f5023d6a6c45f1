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
APART = tuple(2.0**-k for k in (46, 38, 30, 22, 14))  # relative; widened until most values differ


def noise_of(line: Callable[[float], FloatArray]) -> float:
    """Return the standard deviation of the error of a function's values; 0 if it never moves.

    Args:
        line: the function's change along a direction that moves every argument by its own size.
    """
    for apart in APART:
        values = np.array([0.0, *(line(apart * k)[0] for k in range(1, POINTS))])
        if not np.all(np.isfinite(values)):
            continue
        # A function that rounds its input is a staircase: within a step nothing is to be seen.
        if len(np.unique(values)) > POINTS // 2:
            return _spread(values)
    return 0.0


def _spread(values: FloatArray) -> float:
    errors = [
        float(np.sqrt(np.mean(np.diff(values, order) ** 2) / comb(2 * order, order)))
        for order in ORDERS
    ]
    return float(np.median(errors))
