"""Mistakes in the loss, the objective and their gradients, and in numeric differentiation."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects

NO_HALF = "It is twice what it should be: where is the ½?"
NO_SQUARE = "It is the distance that is halved: its square is asked for."
CROSSED = (
    "Every entry is combined with every other: a column minus a row becomes a square. Look at the "
    "shape of each."
)


def length(difference: Any) -> Any:
    """Return the length of a vector, or of every row."""
    return np.linalg.norm(difference, axis=-1)


AT_ONCE = "All entries were moved at once. How does f change if one of them moves alone?"
Nudge = Callable[[Any, Any, float], Any]  # from x, an index and a move to another point


def differences(
    f: Callable[[Any], Any],
    x: Any,
    h: float,
    nudge: Nudge,
    *,
    up: float = 1.0,
    down: float = 1.0,
    apart: float = 2.0,
) -> Any:
    """Return the differences of f around x, entry by entry.

    Args:
        f: a function of an array.
        x: the point.
        h: the step.
        nudge: moves an entry, or something else.
        up: how many steps lie between x and the upper point.
        down: how many steps lie between x and the lower point.
        apart: how many steps the points are taken to be apart.
    """
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        change = f(nudge(x, index, up * h)) - f(nudge(x, index, -down * h))
        gradient[index] = change / (apart * h)
    return gradient


def nudged(x: Any, index: Any, move: float) -> Any:
    """Return a copy of x with what stands at an index moved."""
    point = np.array(x, dtype=np.float64)
    point[index] += move
    return point


def row_nudged(x: Any, index: Any, move: float) -> Any:
    """Return a copy of x with all entries of a row moved at once."""
    return nudged(x, index[0], move)


def truncated(x: Any, index: Any, move: float) -> Any:
    """Return a copy of x, with an entry moved, that has the type of x."""
    if x.dtype.kind == "f":
        raise TypeError("floats have room for the step")
    point = x.copy()
    point[index] = int(point[index] + move)
    return point


def not_moved_back(f: Callable[[Any], Any], x: Any, h: float) -> Any:
    """Leave each entry where the last evaluation put it."""
    point = np.array(x, dtype=np.float64)

    def nudge(x: Any, index: Any, move: float) -> Any:
        point[index] = x[index] + move
        return point

    return differences(f, x, h, nudge)


def all_at_once(f: Callable[[Any], Any], x: Any, h: float) -> Any:
    """Return the difference of f between two points that differ in every entry."""
    return (f(x + h) - f(x - h)) / (2 * h)


def relative(f: Callable[[Any], Any], x: Any, h: float) -> Any:
    """Let the step grow with the entry."""
    return differences(f, x, h, lambda x, i, move: nudged(x, i, move * abs(x[i]))) / np.abs(x)


SUSPECTS: Suspects = {
    "euclidean_loss": (
        Suspect("half-forgotten", NO_HALF, lambda x, c: np.sum((x - c) ** 2)),
        Suspect("norm-not-squared", NO_SQUARE, lambda x, c: length(x - c) / 2),
        Suspect(
            "mean-for-sum",
            "It is divided by the number of entries. Is the loss of one sample a mean?",
            lambda x, c: np.mean((x - c) ** 2) / 2,
        ),
        Suspect(
            "summed-before-squared",
            "The differences are added up before they are squared, so that those of opposite sign "
            "cancel.",
            lambda x, c: np.sum(x - c) ** 2 / 2,
        ),
        Suspect(
            "half-squared",
            "It is half of what it should be: is the ½ squared as well?",
            lambda x, c: np.sum(((x - c) / 2) ** 2),
        ),
        Suspect(
            "absolute-differences",
            "The differences are taken without their sign. They are to be squared.",
            lambda x, c: np.sum(np.abs(x - c)) / 2,
        ),
        Suspect(
            "squares-subtracted",
            "The squares are subtracted from each other. In which order do the two steps come?",
            lambda x, c: np.sum(x**2 - c**2) / 2,
        ),
        Suspect(
            "target-added",
            "Output and target are added. How far is one from the other?",
            lambda x, c: np.sum((x + c) ** 2) / 2,
        ),
        Suspect(
            "not-summed",
            "It has one number for each entry. Added up, they are right.",
            lambda x, c: (x - c) ** 2 / 2,
        ),
        Suspect("column-and-vector", CROSSED, lambda x, c: np.sum((x[:, np.newaxis] - c) ** 2) / 2),
        Suspect(
            "integer-division",
            "Its fraction is cut off: which of Python's two divisions is it?",
            lambda x, c: np.sum((x - c) ** 2) // 2,
        ),
    ),
    "euclidean_loss_grad": (
        Suspect(
            "norm-for-squared-norm",
            "Each gradient has the length 1: that of the distance. The loss has its square.",
            lambda x, c: (x - c) / length(x - c),
        ),
        Suspect(
            "loss-for-gradient",
            "These are the terms of the loss. Their slopes are asked for.",
            lambda x, c: (x - c) ** 2 / 2,
        ),
    ),
    "objective": (
        Suspect("half-forgotten", NO_HALF, lambda H, Y: np.sum((H - Y) ** 2) / len(H)),
        Suspect(
            "sum-for-mean",
            "The losses are added up. Their mean is asked for.",
            lambda H, Y: np.sum((H - Y) ** 2) / 2,
        ),
        Suspect(
            "mean-over-entries",
            "It is divided by the number of outputs as well. The mean is over the samples.",
            lambda H, Y: np.mean((H - Y) ** 2) / 2,
        ),
        Suspect(
            "outputs-for-samples",
            "It is divided by the number of outputs in place of the number of samples.",
            lambda H, Y: np.sum((H - Y) ** 2) / (2 * H.shape[1]),
        ),
        Suspect(
            "divided-not-multiplied",
            "It is multiplied by the number of samples: a bracket is missing in the divisor.",
            lambda H, Y: np.sum((H - Y) ** 2) / 2 * len(H),
        ),
        Suspect("norm-not-squared", NO_SQUARE, lambda H, Y: np.mean(length(H - Y)) / 2),
        Suspect(
            "matrix-norm",
            "It is made from the length of the whole array. The square of it is asked for.",
            lambda H, Y: np.linalg.norm(H - Y) / (2 * len(H)),
        ),
        Suspect(
            "averaged-before-squared",
            "The mean is taken before the square, so that samples of opposite sign cancel.",
            lambda H, Y: np.sum(np.mean(H - Y, axis=0) ** 2) / 2,
        ),
        Suspect(
            "not-averaged",
            "It has one loss for each sample. Their mean is asked for.",
            lambda H, Y: np.sum((H - Y) ** 2, axis=1) / 2,
        ),
        Suspect(
            "last-sample-left-out",
            "The last sample has no effect. Where does the loop end?",
            lambda H, Y: np.sum((H[:-1] - Y[:-1]) ** 2) / (2 * len(H)),
        ),
        Suspect(
            "samples-crossed",
            CROSSED,
            lambda H, Y: np.mean(np.sum((H[:, None] - Y[None]) ** 2, axis=2)) / 2,
        ),
    ),
    "objective_grad": (
        Suspect(
            "outputs-for-samples",
            "It is divided by the number of outputs in place of the number of samples.",
            lambda H, Y: (H - Y) / H.shape[1],
        ),
        Suspect(
            "multiplied",
            "It is multiplied by the number of samples. What does a mean do with it?",
            lambda H, Y: (H - Y) * len(H),
        ),
        Suspect(
            "averaged-over-samples",
            "It has one row for all samples. Each output of each sample has a slope of its own.",
            lambda H, Y: np.mean(H - Y, axis=0),
        ),
        Suspect(
            "summed-over-outputs",
            "It has one number for each sample. Each output of each sample has a slope of its own.",
            lambda H, Y: np.sum(H - Y, axis=1) / len(H),
        ),
        Suspect(
            "norm-for-squared-norm",
            "Each row has the same length: that is the slope of the distance. The loss has its "
            "square.",
            lambda H, Y: (H - Y) / length(H - Y)[:, np.newaxis] / len(H),
        ),
    ),
    "numeric_gradient": (
        Suspect(
            "one-sided",
            "These are one-sided differences. The error of central ones is smaller.",
            lambda f, x, h: differences(f, x, h, nudged, down=0.0, apart=1.0),
        ),
        Suspect(
            "divided-by-h",
            "Every entry is twice too large. How far are the two points apart?",
            lambda f, x, h: differences(f, x, h, nudged, apart=1.0),
        ),
        Suspect(
            "bracket-missing",
            "It is multiplied by h after the division: a bracket is missing in the divisor.",
            lambda f, x, h: differences(f, x, h, nudged) * h * h,
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
            lambda f, x, h: differences(f, x, h, truncated),
        ),
        Suspect(
            "step-ignored",
            "These are the slopes for a tiny step. The step h that is handed in has no effect.",
            lambda f, x, h: differences(f, x, 1e-5, nudged),
        ),
        Suspect(
            "half-step",
            "The points are not as far apart as the divisor says.",
            lambda f, x, h: differences(f, x, h, nudged, up=0.5, down=0.5),
        ),
        Suspect(
            "relative-step", "The step grows with the entry. Here h is the step itself.", relative
        ),
        Suspect(
            "vectors-only",
            "All entries of a row are moved at once. The slope by a single entry is asked for.",
            lambda f, x, h: differences(f, x, h, row_nudged),
        ),
        Suspect("all-at-once", AT_ONCE, all_at_once),
        Suspect("all-at-once", AT_ONCE, lambda f, x, h: np.full(x.shape, all_at_once(f, x, h))),
        Suspect(
            "one-point",
            "Every entry is 0. Are the two points two arrays, and is what you compute stored?",
            lambda f, x, h: np.zeros(x.shape),
        ),
    ),
}
