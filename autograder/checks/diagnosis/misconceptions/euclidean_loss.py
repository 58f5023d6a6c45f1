"""Mistakes in the loss, the objective and their gradients, and in numeric differentiation."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.formulas.formula import Formula
from autograder.checks.diagnosis.misconceptions.edits.formulas.operations import (
    average,
    axis_lost,
    count,
    difference,
    divided,
    given,
    half,
    plural,
    square,
    total,
)
from autograder.checks.diagnosis.misconceptions.edits.formulas.term import Slip, Term
from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects


def length(difference: Any) -> Any:
    """Return the length of a vector, or of every row."""
    return np.linalg.norm(difference, axis=-1)


OUTPUT, TARGET = given("output", "the output"), given("target", "the target")
OUTPUTS = given("output", "the outputs", many=True)
TARGETS = given("target", "the targets", many=True)
SAMPLES = count(OUTPUTS, 0, "samples", "the number of samples")
EACH_OUTPUT = count(OUTPUTS, 1, "outputs", "the number of outputs")
BOTH_SIZES = count(OUTPUTS, None, "all-entries", "the number of all entries")
HOW_FAR = "How far is one from the other?"
NEGATIVE = Slip("sign-reversed", "a loss is never negative.", np.negative)
ROOT = Slip(
    "norm-not-squared",
    "it is made from the distance of output and target: its square is asked for.",
    np.sqrt,
)
OF_ONE = "Is the loss of one sample a mean?"


def half_the_squares(
    outputs: Term, targets: Term, each: str, asks: str, axis: int | None = None
) -> Term:
    """Return half the sum of the squared differences along an axis."""
    differences = difference(outputs, targets).but("sign-reversed", "output-left-out")
    differences = differences.named("differences", "the differences", many=True, asks=HOW_FAR)
    squares = square(differences).named("squares", "the squares", many=True)
    whole = Slip(
        "loop-ignored",
        f"the whole sum is added once for each {each}. What belongs to one alone?",
        lambda a: np.sum(a, axis=axis) * a.shape[-1],
    )
    no_half = Slip(
        "mean-without-half",
        f"it is divided by the number of {plural(each)}, and the ½ is missing.",
        lambda a: 2 * np.mean(a, axis=axis),
        asks=True,
    )
    summed = total(squares, each, axis).but(more=(whole, no_half)).spoilt(ROOT)
    summed = summed.named("distance", "the squared distance", asks=asks)
    root = Slip("root-taken", "it is the distance. Half its square is asked for.", np.sqrt)
    return half(summed).but(more=(root,)).spoilt(NEGATIVE).named("losses", "the losses", many=True)


GRADIENT = difference(OUTPUT, TARGET).named("difference", "the difference", asks=HOW_FAR).spoilt(
    Slip("mean-for-sum", "it is divided by the number of entries. Is the loss of one sample a "
         "mean?", lambda d: d / d.size),
    Slip("norm-for-squared-norm", "each gradient has the length 1: that of the distance. The loss "
         "has its square.", lambda d: d / length(d)),
    Slip("loss-for-gradient", "these are the terms of the loss. Their slopes are asked for.",
         lambda d: d**2 / 2),
)  # fmt: skip


DIFFERENCES = difference(OUTPUTS, TARGETS).named(
    "differences", "the differences", many=True, asks=HOW_FAR
)
GRADIENTS = divided(DIFFERENCES, SAMPLES).spoilt(
    *axis_lost("sample", "output"),
    Slip("norm-for-squared-norm", "each row has the same length: that is the slope of the "
         "distance. The loss has its square.",
         lambda d: d / length(d)[:, np.newaxis] / len(d)),
)  # fmt: skip


def written_divisor(returned: Any, H: Any, Y: Any) -> Any:
    """Divide the sum of the losses by a whole number that comes from no size of the arrays."""
    losses = np.sum((H - Y) ** 2) / 2
    divisor = np.round(losses / returned)
    m, k = H.shape
    sizes = {1, m, k, m * k, m * m, k * k}
    if not 1 < divisor < 100 or divisor in {f * n for f in (0.5, 1, 2) for n in sizes}:
        raise ValueError(f"dividing by {divisor} is a mistake of another name")
    return losses / divisor


F, X = given("f", "f"), given("x", "x")
H, INDEX = given("h", "h"), given("k", "k")
STEP = Term(lambda h: h, (H,), (
    Slip("step-ignored", "these are the slopes for a tiny step. The step h that is handed in has "
         "no effect.", lambda h: 1e-5),
))  # fmt: skip
ALONE = "Each is to be moved alone: how does f change then?"


def nudged(x: Any, index: Any, move: Any) -> Any:
    """Return a copy of x with what stands at an index moved."""
    point = np.array(x, dtype=np.float64)
    point[index] += move
    return point


def set_to(x: Any, index: Any, number: float) -> Any:
    """Return a copy of x with another number at an index."""
    return nudged(x, index, number - x[index])


def truncated(x: Any, index: Any, move: float) -> Any:
    """Return a copy of x, with an entry moved, that has the type of x.

    Raises:
        ValueError: floats have room for the step.
    """
    if x.dtype.kind == "f":
        raise ValueError("no integers")
    point = x.copy()
    point[index] = int(point[index] + move)
    return point


def each(change: Callable[[Any, Any, float], Any]) -> Callable[[Any, float, Any], Any]:
    """Return what makes one point for each index."""
    return lambda x, move, indices: [change(x, index, move) for index in indices]


def not_moved_back(x: Any, move: float, indices: Any) -> Any:
    """Leave each entry where the last evaluation put it, at the lower point."""
    points: list[Any] = []
    for k, index in enumerate(indices):
        point = nudged(x, index, move)
        for before in indices[:k]:
            point[before] -= abs(move)
        points.append(point)
    return points


def add_up(x: Any, move: float, indices: Any) -> Any:
    """Move one point on from entry to entry."""
    points: list[Any] = []
    for index in indices:
        points.append(nudged(points[-1] if points else x, index, move))
    return points


STILL_MOVED = (
    "the entries that were nudged before are still moved: the first slope is right, and those "
    "after it less and less."
)
POINT = (
    Slip("half-step", "nothing was moved, and the divisor takes both points as moved.",
         each(lambda x, k, s: x), alone=True),
    Slip("assigned-for-added", "an entry became h itself. It is to be moved by h from where it is.",
         each(set_to)),
    Slip("all-at-once", f"all entries were moved. {ALONE}", each(lambda x, k, s: x + s)),
    Slip("another-entry", "an entry was moved that is not the one asked for.",
         each(lambda x, k, s: nudged(x, (0,) * x.ndim, s))),
    Slip("another-entry", "an entry was moved that is not the one asked for.",
         each(lambda x, k, s: nudged(x, (1,) * x.ndim, s))),
    Slip("twice-as-far", "an entry was moved twice as far as the divisor says.",
         each(lambda x, k, s: nudged(x, k, 2 * s))),
    Slip("half-step", "an entry was moved half as far as the divisor says.",
         each(lambda x, k, s: nudged(x, k, s / 2))),
    Slip("one-point", "an entry was moved to the side of the other point.",
         each(lambda x, k, s: nudged(x, k, -s)), alone=True),
    Slip("nudges-add-up", f"{STILL_MOVED} Where are the copies made?", add_up),
    Slip("not-moved-back", f"{STILL_MOVED} Is an entry moved back before the next one is nudged?",
         not_moved_back),
    Slip("integers-truncated", "x holds integers, and so do its copies: a small step is cut off "
         "there.", each(truncated)),
    Slip("vectors-only", f"all entries of a row were moved at once. {ALONE}",
         each(lambda x, k, s: nudged(x, np.atleast_1d(k)[0], s))),
)  # fmt: skip


def central(up: Any, down: Any, here: Any, h: float) -> Any:
    """Return central differences, from the values at the points and at x itself."""
    return (up - down) / (2 * h)


ONE_SIDED = (
    "this is a one-sided difference: only one of the two points was moved. The error of central "
    "ones is smaller."
)
SLOPE = (
    Slip("divided-by-h", "it is twice too large. How far are the two points apart?",
         lambda up, down, here, h: (up - down) / h),
    Slip("bracket-missing", "it is multiplied by h after the division: a bracket is missing in the "
         "divisor.", lambda up, down, here, h: (up - down) / 2 * h),
    Slip("not-divided", "it is how much f changes. Per step, it is a slope.",
         lambda up, down, here, h: up - down),
    Slip("divided-by-two-alone", "the change of f is halved. How far are the two points apart?",
         lambda up, down, here, h: (up - down) / 2),
    Slip("sign-reversed", "its size is right and its sign is reversed: which of two is "
         "subtracted?", lambda up, down, here, h: (down - up) / (2 * h), traced=True),
    Slip("one-sided", ONE_SIDED, lambda up, down, here, h: (up - here) / h),
    Slip("one-sided", ONE_SIDED, lambda up, down, here, h: (here - down) / h),
    Slip("added-for-subtracted", "the values at the two points are added. Their difference is "
         "asked for.", lambda up, down, here, h: (up + down) / (2 * h)),
    Slip("one-point", "it is 0. Are the two points two arrays, and is what you compute stored?",
         lambda up, down, here, h: 0 * up),
)  # fmt: skip


def numeric(indices: Term, shaped: Callable[[Any, Any], Any]) -> Formula:
    """Return the steps to central differences of f, by the entries at these indices."""
    upper, lower = (
        Term(
            lambda x, h, indices, sign=sign: each(nudged)(x, sign * h, indices),
            (X, STEP, indices),
            tuple(
                replace(slip, change=lambda x, h, ks, sign=sign, c=slip.change: c(x, sign * h, ks))
                for slip in POINT
            ),
        )
        .named("point", called)
        .at(f"at {called}, ", place, "at both points, ")
        for place, called, sign in ((0, "the upper point", 1), (1, "the lower point", -1))
    )
    up, down, here = (
        Term(lambda f, points: np.array([f(point) for point in points]), (F, points))
        for points in (upper, lower, Term(each(lambda x, k, h: x), (X, STEP, indices)))
    )
    slope = Term(
        lambda *parts: shaped(central(*parts[:-1]), parts[-1]),
        (up, down, here, STEP, X),
        tuple(
            replace(slip, change=lambda *p, c=slip.change: shaped(c(*p[:-1]), p[-1]))
            for slip in SLOPE
        ),
    )
    inputs = (F, X, H) if indices is ALL else (F, X, H, INDEX)
    return Formula(inputs, (slope,))


ALL = Term(lambda x: [*np.ndindex(x.shape)], (X,))
ONE_LOSS = Formula((OUTPUT, TARGET), (half_the_squares(OUTPUT, TARGET, "entry", OF_ONE),))
LOSSES = half_the_squares(OUTPUTS, TARGETS, "output", "The mean is over the samples.", -1)
NO_HALF = Slip(
    "sum-without-half",
    "the losses are added up, and without their ½. Their mean is asked for.",
    lambda losses, n: 2 * np.sum(losses),
)
FORMULAS: Mapping[str, Formula] = {
    "euclidean_loss": ONE_LOSS,
    "loss_by_loop": ONE_LOSS,
    "objective": Formula(
        (OUTPUTS, TARGETS),
        (average(LOSSES, SAMPLES, "sample").but(more=(NO_HALF,)),),
        (EACH_OUTPUT, BOTH_SIZES),
    ),
    "numeric_entry": numeric(Term(lambda k: [k], (INDEX,)), lambda slopes, x: slopes[0]),
    "numeric_gradient": numeric(ALL, lambda slopes, x: slopes.reshape(x.shape)),
    "euclidean_loss_grad": Formula((OUTPUT, TARGET), (GRADIENT,)),
    "objective_grad": Formula((OUTPUTS, TARGETS), (GRADIENTS,), (EACH_OUTPUT, BOTH_SIZES)),
}


SUSPECTS: Suspects = {
    "objective": (
        Suspect(
            "size-written-in",
            "The losses are added up, but what the sum is divided by does not follow the number "
            "of samples. Is a number written into your code?",
            written_divisor,
            follows=True,
        ),
        Suspect(
            "matrix-norm",
            "It is made from the length of the whole array. The square of it is asked for.",
            lambda H, Y: np.linalg.norm(H - Y) / (2 * len(H)),
        ),
        Suspect(
            "samples-crossed",
            "Every entry is combined with every other: a column minus a row becomes a square. Look "
            "at the shape of each.",
            lambda H, Y: np.mean(np.sum((H[:, None] - Y[None]) ** 2, axis=2)) / 2,
        ),
    ),
    "numeric_gradient": (
        Suspect(
            "relative-step",
            "The step grows with the entry. Here h is the step itself.",
            lambda f, x, h: np.reshape(
                [
                    (f(nudged(x, k, h * abs(x[k]))) - f(nudged(x, k, -h * abs(x[k]))))
                    / (2 * h * abs(x[k]))
                    for k in np.ndindex(x.shape)
                ],
                x.shape,
            ),
        ),
        Suspect(
            "all-at-once",
            "All entries were moved at once. How does f change if one of them moves alone?",
            lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
        ),
    ),
}
