"""The functions of the lessons, for suspects to make their mistakes with."""

from typing import Any

import numpy as np


def sigmoid(u: Any) -> Any:
    """Return the sigmoid of every entry, accurate where it is tiny as well."""
    return np.exp(-np.logaddexp(0.0, -u))


def slope(u: Any) -> Any:
    """Return the slope of the sigmoid at every entry."""
    return sigmoid(u) * sigmoid(-u)


def softmax(x: Any) -> Any:
    """Return the softmax of a vector."""
    e = np.exp(x - np.max(x))
    return e / np.sum(e)


def fitted(returned: Any, start: Any, direction: Any) -> Any:
    """Return the multiple t for which start + t · direction comes nearest to what was returned."""
    return np.sum((returned - start) * direction) / np.sum(direction * direction)
