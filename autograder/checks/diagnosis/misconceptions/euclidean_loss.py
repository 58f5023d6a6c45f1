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


def length_between(x: Any, c: Any) -> Any:
    """Return the distance of two vectors."""
    return length(x - c)


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


def entry_slope(f: Callable[[Any], Any], x: Any, h: float, k: int) -> Any:
    """Return the central difference by entry k."""
    return (f(nudged(x, k, h)) - f(nudged(x, k, -h))) / (2 * h)


def of_entry_k(up: float, down: float, apart: float = 2.0) -> Callable[..., Any]:
    """Return the difference by one entry, with the steps that ``differences`` takes."""
    return lambda f, x, h, k: (f(nudged(x, k, up * h)) - f(nudged(x, k, down * h))) / (apart * h)


def sums(f: Callable[[Any], Any], x: Any, h: float) -> Any:
    """Add the values at the two points in place of subtracting them."""
    return differences(f, x, h, nudged) + np.array(
        [f(nudged(x, i, -h)) / h for i in np.ndindex(x.shape)]
    ).reshape(x.shape)


def nudges_add_up(f: Callable[[Any], Any], x: Any, h: float) -> Any:
    """Make the two points once, before the loop, and move both of them on in every round."""
    above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


def all_at_once(f: Callable[[Any], Any], x: Any, h: float) -> Any:
    """Return the difference of f between two points that differ in every entry."""
    return (f(x + h) - f(x - h)) / (2 * h)


def relative(f: Callable[[Any], Any], x: Any, h: float) -> Any:
    """Let the step grow with the entry."""
    return differences(f, x, h, lambda x, i, move: nudged(x, i, move * abs(x[i]))) / np.abs(x)


LOSS = (
    Suspect("half-forgotten", NO_HALF, lambda x, c: np.sum((x - c) ** 2)),
    Suspect("norm-not-squared", NO_SQUARE, lambda x, c: length(x - c) / 2),
    Suspect(
        "mean-for-sum",
        "It is divided by the number of entries. Is the loss of one sample a mean?",
        lambda x, c: np.mean((x - c) ** 2) / 2,
    ),
    Suspect(
        "star-for-power",
        "The differences are doubled. They are to be squared: how does Python write a power?",
        lambda x, c: np.sum((x - c) * 2) / 2,
    ),
    Suspect(
        "square-missing",
        "The differences are added up as they are. They are to be squared.",
        lambda x, c: np.sum(x - c) / 2,
    ),
    Suspect("target-left-out", "The target has no effect.", lambda x, c: np.sum(x**2) / 2),
    Suspect(
        "factor-four",
        "It is four times too large: is it multiplied where it must be divided?",
        lambda x, c: np.sum((x - c) ** 2) * 2,
    ),
    Suspect("sign-reversed", "A loss is never negative.", lambda x, c: -np.sum((x - c) ** 2) / 2),
    Suspect(
        "summed-before-squared",
        "The differences are added up before they are squared, so that those of opposite sign "
        "cancel.",
        lambda x, c: np.sum(x - c) ** 2 / 2,
    ),
    Suspect(
        "mean-without-half",
        "It is the mean over the entries, without the ½. Is the loss of one sample a mean?",
        lambda x, c: np.mean((x - c) ** 2),
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
)


def written_divisor(returned: Any, H: Any, Y: Any) -> Any:
    """Divide the sum of the losses by a whole number that comes from no size of the arrays."""
    losses = np.sum((H - Y) ** 2) / 2
    divisor = np.round(losses / returned)
    m, k = H.shape
    sizes = {1, m, k, m * k, m * m, k * k}
    if not 1 < divisor < 100 or divisor in {f * n for f in (0.5, 1, 2) for n in sizes}:
        raise ValueError(f"dividing by {divisor} is a mistake of another name")
    return losses / divisor


SUSPECTS: Suspects = {
    "euclidean_loss": LOSS,
    "loss_by_loop": (
        *LOSS,
        Suspect(
            "square-missing",
            "The differences are added up as they are. They are to be squared.",
            lambda x, c: np.sum(x - c),
        ),
        Suspect(
            "assigned-for-added",
            "Only the last entry has an effect: does each one replace those before?",
            lambda x, c: (x[-1] - c[-1]) ** 2 / 2,
        ),
        Suspect(
            "returned-too-early",
            "Only the first entry has an effect. Does the return stand in the loop?",
            lambda x, c: (x[0] - c[0]) ** 2 / 2,
        ),
        Suspect(
            "loop-ignored",
            "The whole sum is added once for each entry. What belongs to entry i alone?",
            lambda x, c: len(x) * np.sum((x - c) ** 2) / 2,
        ),
        Suspect(
            "root-taken",
            "It is the distance. Half its square is asked for.",
            length_between,
        ),
    ),
    "euclidean_loss_grad": (
        Suspect(
            "target-added",
            "Output and target are added. How far is one from the other?",
            lambda x, c: x + c,
        ),
        Suspect(
            "mean-for-sum",
            "It is divided by the number of entries. Is the loss of one sample a mean?",
            lambda x, c: (x - c) / len(x),
        ),
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
            "mean-without-half",
            "It is divided by the number of outputs as well, and the ½ is missing. The mean is "
            "over the samples.",
            lambda H, Y: np.mean((H - Y) ** 2),
        ),
        Suspect(
            "star-for-power",
            "The differences are doubled. They are to be squared: how does Python write a power?",
            lambda H, Y: np.sum((H - Y) * 2) / (2 * len(H)),
        ),
        Suspect(
            "square-missing",
            "The differences are added up as they are. They are to be squared.",
            lambda H, Y: np.sum(H - Y) / (2 * len(H)),
        ),
        Suspect(
            "target-added",
            "Output and target are added. How far is one from the other?",
            lambda H, Y: np.sum((H + Y) ** 2) / (2 * len(H)),
        ),
        Suspect(
            "target-left-out",
            "The targets have no effect.",
            lambda H, Y: np.sum(H**2) / (2 * len(H)),
        ),
        Suspect(
            "squares-subtracted",
            "The squares are subtracted from each other. In which order do the two steps come?",
            lambda H, Y: np.sum(H**2 - Y**2) / (2 * len(H)),
        ),
        Suspect(
            "integer-division",
            "Its fraction is cut off: which of Python's two divisions is it?",
            lambda H, Y: np.sum((H - Y) ** 2) // (2 * len(H)),
        ),
        Suspect(
            "sign-reversed",
            "A loss is never negative.",
            lambda H, Y: -np.sum((H - Y) ** 2) / (2 * len(H)),
        ),
        Suspect(
            "sum-without-half",
            "The losses are added up, and without their ½. Their mean is asked for.",
            lambda H, Y: np.sum((H - Y) ** 2),
        ),
        Suspect(
            "half-squared",
            "It is half of what it should be: is the ½ squared as well?",
            lambda H, Y: np.sum((H - Y) ** 2) / (4 * len(H)),
        ),
        Suspect(
            "size-written-in",
            "The losses are added up, but what the sum is divided by does not follow the number "
            "of samples. Is a number written into your code?",
            written_divisor,
            follows=True,
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
            "target-added",
            "Outputs and targets are added. How far is one from the other?",
            lambda H, Y: (H + Y) / len(H),
        ),
        Suspect("target-left-out", "The targets have no effect.", lambda H, Y: H / len(H)),
        Suspect(
            "mean-for-sum",
            "It is divided by the number of outputs as well. The mean is over the samples.",
            lambda H, Y: (H - Y) / H.size,
        ),
        Suspect(
            "divided-twice",
            "It is divided by the number of samples once too often.",
            lambda H, Y: (H - Y) / len(H) ** 2,
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
    "numeric_entry": (
        Suspect(
            "divided-by-h",
            "It is twice too large. How far are the two points apart?",
            of_entry_k(1.0, -1.0, apart=1.0),
        ),
        Suspect(
            "bracket-missing",
            "It is multiplied by h after the division: a bracket is missing in the divisor.",
            lambda f, x, h, k: entry_slope(f, x, h, k) * h * h,
        ),
        Suspect(
            "not-divided",
            "It is how much f changes. Per step, it is a slope.",
            lambda f, x, h, k: entry_slope(f, x, h, k) * 2 * h,
        ),
        Suspect(
            "divided-by-two-alone",
            "The change of f is halved. How far are the two points apart?",
            lambda f, x, h, k: entry_slope(f, x, h, k) * h,
        ),
        Suspect(
            "sign-reversed",
            "Its size is right and its sign is reversed: which of two is subtracted?",
            lambda f, x, h, k: -entry_slope(f, x, h, k),
        ),
        Suspect(
            "one-sided",
            "This is a one-sided difference: only one of the two points was moved.",
            of_entry_k(1.0, 0.0, apart=1.0),
        ),
        Suspect(
            "one-sided",
            "This is a one-sided difference: only one of the two points was moved.",
            of_entry_k(0.0, -1.0, apart=1.0),
        ),
        Suspect(
            "half-step",
            "One of the two points was not moved, and the divisor takes both as moved.",
            of_entry_k(0.0, -1.0),
        ),
        Suspect(
            "half-step",
            "One of the two points was not moved, and the divisor takes both as moved.",
            of_entry_k(1.0, 0.0),
        ),
        Suspect(
            "twice-as-far",
            "One of the two points was moved twice as far as the divisor says.",
            of_entry_k(2.0, -1.0),
        ),
        Suspect(
            "one-point",
            "It is 0: both points were moved to the same side, or by nothing.",
            lambda f, x, h, k: 0.0,
        ),
        Suspect(
            "added-for-subtracted",
            "The values at the two points are added. Their difference is asked for.",
            lambda f, x, h, k: (f(nudged(x, k, h)) + f(nudged(x, k, -h))) / (2 * h),
        ),
        Suspect(
            "assigned-for-added",
            "The entry became h itself. It is to be moved by h from where it is.",
            lambda f, x, h, k: (f(nudged(x, k, h - x[k])) - f(nudged(x, k, -h))) / (2 * h),
        ),
        Suspect(
            "all-at-once",
            "All entries of above were moved. Entry k is to be moved alone.",
            lambda f, x, h, k: (f(x + h) - f(nudged(x, k, -h))) / (2 * h),
        ),
        *(
            Suspect(
                "another-entry",
                "In above, an entry was moved that is not entry k.",
                lambda f, x, h, k, i=i: (f(nudged(x, i, h)) - f(nudged(x, k, -h))) / (2 * h),
            )
            for i in (0, 1)
        ),
    ),
    "numeric_gradient": (
        Suspect(
            "nudges-add-up",
            "The first entry is right, and those after it less and less: the entries that were "
            "nudged before are still moved. Where are the copies made?",
            nudges_add_up,
        ),
        Suspect(
            "assigned-for-added",
            "An entry became h itself. It is to be moved by h from where it is.",
            lambda f, x, h: differences(f, x, h, lambda x, i, move: nudged(x, i, move - x[i])),
        ),
        Suspect(
            "assigned-for-added",
            "At the upper point an entry became h itself. It is to be moved by h from where it is.",
            lambda f, x, h: differences(
                f, x, h, lambda x, i, move: nudged(x, i, move - x[i] if move > 0 else move)
            ),
        ),
        Suspect(
            "not-divided",
            "These are the changes of f. Per step, they are slopes.",
            lambda f, x, h: differences(f, x, h, nudged) * 2 * h,
        ),
        Suspect(
            "divided-by-two-alone",
            "The changes of f are halved. How far are the two points apart?",
            lambda f, x, h: differences(f, x, h, nudged) * h,
        ),
        Suspect(
            "one-sided",
            "These are one-sided differences. The error of central ones is smaller.",
            lambda f, x, h: differences(f, x, h, nudged, up=0.0, apart=1.0),
        ),
        Suspect(
            "half-step",
            "One of the two points was not moved, and the divisor takes both as moved.",
            lambda f, x, h: differences(f, x, h, nudged, down=0.0),
        ),
        Suspect(
            "half-step",
            "One of the two points was not moved, and the divisor takes both as moved.",
            lambda f, x, h: differences(f, x, h, nudged, up=0.0),
        ),
        Suspect(
            "added-for-subtracted",
            "The values at the two points are added. Their difference is asked for.",
            sums,
        ),
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
