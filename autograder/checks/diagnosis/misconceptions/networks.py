"""What mistakes in networks are made of: the sigmoid and its slope, and other arrays that fit."""

from typing import Any

import numpy as np

CANCELLED = "It is 0 everywhere: does something cancel? A product binds tighter than a difference."


def sigmoid(u: Any) -> Any:
    """Return the sigmoid of every entry, accurate where it is tiny as well."""
    return np.exp(-np.logaddexp(0.0, -u))


def slope(u: Any) -> Any:
    """Return the slope of the sigmoid at every entry."""
    return sigmoid(u) * sigmoid(-u)


def fitted(returned: Any, start: Any, direction: Any) -> Any:
    """Return the multiple t for which start + t · direction comes nearest to what was returned."""
    return np.sum((returned - start) * direction) / np.sum(direction * direction)


def turned_if_square(W: Any) -> Any:
    """Return the transpose of a square matrix and any other matrix as it is."""
    return W.T if W.shape[0] == W.shape[1] else W


def size_permitting(preferred: Any, other: Any) -> Any:
    """Return the first array if it has the size of the second, else the second."""
    return preferred if preferred.shape == other.shape else other
