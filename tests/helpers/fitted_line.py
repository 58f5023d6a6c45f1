"""The regression of lesson 06: a straight line through 12 points, and where its descent starts."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from blackboard.figures.descent_player.descent import Regression
from blackboard.figures.descent_player.race import Race

Array = NDArray[np.float64]

RNG = np.random.default_rng(11)
X_FIT = np.linspace(0.2, 3.5, 12)
ROWS = np.stack([X_FIT, np.ones(12)], axis=1)
C = 1.5 * X_FIT - 1 + 0.5 * RNG.normal(size=12)
START = np.array([-1.0, 3.0])
PROBLEM = Regression(ROWS, C)


def objective(theta: Array) -> float:
    return float(np.mean([0.5 * (row @ theta - c) ** 2 for row, c in zip(ROWS, C, strict=True)]))


def race(epochs: int = 40, **own: Any) -> Race:
    return Race(PROBLEM, START, epochs, **own)
