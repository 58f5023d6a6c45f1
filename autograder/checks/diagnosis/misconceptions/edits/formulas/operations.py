"""Operations on quantities, each with the ways in which people do it otherwise."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.formulas.term import Slip, Term

CROSSED = (
    "every entry is combined with every other: a column minus a row becomes a square. Look at the "
    "shape of each."
)


def given(label: str, called: str, *, many: bool = False) -> Term:
    """Return an input."""
    return Term(lambda: None, label=label, called=called, many=many)


def difference(a: Term, b: Term) -> Term:
    """Return a − b."""
    return Term(np.subtract, (a, b), (
        Slip("{1}-added", "{0} and {1} are added.", np.add, asks=True),
        Slip("{1}-left-out", "{1} {1:have} no effect.", lambda a, b: a),
        Slip("{0}-left-out", "{0} {0:have} no effect.", lambda a, b: -b),
        Slip("sign-reversed", "its size is right and its sign is reversed: which of two is "
             "subtracted?", lambda a, b: b - a, traced=True),
        Slip("multiplied-for-subtracted", "{0} and {1} are multiplied.", np.multiply, asks=True),
        Slip("divided-for-subtracted", "{0} {0:are} divided by {1}.", np.divide, asks=True),
        Slip("column-and-vector", CROSSED, _crossed),
    ), "subtracted from each other")  # fmt: skip


def _crossed(a: Any, b: Any) -> Any:
    """Return each entry, or row, of a minus each of b.

    Raises:
        ValueError: there are so many that it would take too long.
    """
    if len(a) > 100:
        raise ValueError("too many")
    return a[:, np.newaxis] - b[np.newaxis]


def square(a: Term) -> Term:
    """Return a²."""
    meant = "{0:They} {0:are} to be squared"
    return Term(np.square, (a,), (
        Slip("star-for-power", f"{{0}} {{0:are}} doubled. {meant}: how does Python write a power?",
             lambda a: 2 * a),
        Slip("square-missing", f"{{0}} {{0:come}} in as {{0:they}} {{0:are}}. {meant}.",
             lambda a: a),
        Slip("absolute-{0}", f"{{0}} {{0:come}} in without a sign. {meant}.", np.abs),
        Slip("cube-for-power", f"{{0}} {{0:come}} in with a third power. {meant}.",
             lambda a: a**3),
    ), "squared")  # fmt: skip


def product(a: Term, b: Term) -> Term:
    """Return a · b."""
    return Term(np.multiply, (a, b), (
        Slip("{0}-left-out", "{0} {0:are} left out.", lambda a, b: b + 0 * a),
        Slip("{1}-left-out", "{1} {1:are} left out.", lambda a, b: a + 0 * b),
        Slip("added-for-multiplied", "{0} and {1} are added.", np.add, asks=True),
        Slip("subtracted-for-multiplied", "a difference is taken of {0} and {1}.", np.subtract,
             asks=True),
        Slip("divided-for-multiplied", "{0} {0:are} divided by {1}.", np.divide, asks=True),
        Slip("divided-for-multiplied", "{1} {1:are} divided by {0}.", lambda a, b: b / a,
             asks=True),
        Slip("sign-reversed", "the sign is reversed.", lambda a, b: -a * b, traced=True),
        Slip("signs-lost", "the signs are dropped.", lambda a, b: np.abs(a * b)),
        Slip("{0}-squared", "{0} {0:come} in squared.", lambda a, b: a**2 * b),
        Slip("{1}-squared", "{1} {1:come} in squared.", lambda a, b: a * b**2),
    ), "multiplied")  # fmt: skip


def slope_of_square(a: Term) -> Term:
    """Return how fast a² moves with a."""
    name = "slope-of-the-square"
    return Term(lambda a: 2 * a, (a,), (
        Slip(name, "how fast {0}² moves lacks a factor.", lambda a: a),
        Slip(name, "how fast {0}² moves depends on {0}. Yours does not.", lambda a: 2 + 0 * a),
        Slip("square-undifferentiated", "{0}² itself stands where its slope belongs.", np.square),
        Slip(name, "the 2 of the square comes in twice.", lambda a: 4 * a),
        Slip(name, "the slope of a third power stands where that of a square belongs.",
             lambda a: 3 * a**2),
    ))  # fmt: skip


def paths(*parts: Term, each: str = "path") -> Term:
    """Return the sum of what comes over several paths."""
    together = f"How do the {plural(each)} come together?"
    slips: list[Slip] = []
    for i, part in enumerate(parts):
        alone = (
            f"only {part.called} has an effect: is one {each} overwritten by the other?"
            if len(parts) == 2
            else f"{part.called} has an effect, and no other. {together}"
        )
        slips += [
            Slip(f"{part.label}-missing", f"{part.called} is missing.",
                 lambda *parts, i=i: sum(parts) - parts[i]),
            Slip(f"only-{part.label}", alone, lambda *parts, i=i: parts[i]),
            Slip(f"{part.label}-subtracted", f"{part.called} comes in with the wrong sign.",
                 lambda *parts, i=i: sum(parts) - 2 * parts[i]),
            Slip(f"{part.label}-twice", f"{part.called} comes in twice.",
                 lambda *parts, i=i: sum(parts) + parts[i]),
        ][len(parts) == 2 :]  # of two, one alone is the other one missing  # fmt: skip
    return Term(lambda *parts: sum(parts), parts, (
        *slips,
        Slip(f"{plural(each)}-multiplied", f"the {plural(each)} are multiplied with each other. "
             "How do they come together?", lambda *parts: np.prod(parts, axis=0)),
        Slip("mean-for-sum", f"the mean of the {plural(each)} is taken. {together}",
             lambda *parts: sum(parts) / len(parts)),
        Slip("sign-reversed", "its size is right and its sign is reversed.",
             lambda *parts: -sum(parts), traced=True),
    ))  # fmt: skip


def total(a: Term, each: str = "entry", axis: int | None = None) -> Term:
    """Return the sum of a along an axis, in which there is a number for each of something."""

    return Term(lambda a: np.sum(a, axis=axis), (a,), (
        Slip("mean-for-sum", f"it is divided by the number of {plural(each)}.",
             lambda a: np.mean(a, axis=axis), asks=True),
        Slip("not-added-up", f"it has one number for each {each}. Added up, they are right.",
             lambda a: a),
        *_some_only(each, axis or 0),
        Slip("multiplied-for-added", "{0} are multiplied with each other. How do they come "
             "together?", lambda a: np.prod(a, axis=axis)),
    ), "added up")  # fmt: skip


def average(a: Term, n: Term, each: str) -> Term:
    """Return the mean of a over its first axis, along which stand n of something."""
    return Term(lambda a, n: np.sum(a, axis=0) / n, (a, n), (
        Slip("sum-for-mean", "{0} {0:are} added up. Their mean is asked for.",
             lambda a, n: np.sum(a, axis=0), traced=True),
        Slip("not-averaged", f"it has one number for each {each}. Their mean is asked for.",
             lambda a, n: a),
        Slip("divided-not-multiplied", "it is multiplied by {1}: is a bracket missing in the "
             "divisor?", lambda a, n: np.sum(a, axis=0) * n),
        Slip("divided-twice", "it is divided by {1} once too often.",
             lambda a, n: np.sum(a, axis=0) / n**2, traced=True),
        Slip("integer-division", "its fraction is cut off: which of Python's two divisions is it?",
             lambda a, n: np.sum(a, axis=0) // n),
        *(replace(slip, change=lambda a, n, change=slip.change: change(a) / n)
          for slip in _some_only(each, 0) if "left-out" in slip.name),
        *(replace(slip, change=lambda a, n, change=slip.change: change(a))
          for slip in _some_only(each, 0) if "only" in slip.name),
    ), "averaged", instead="it is divided by {other} in place of {own}.")  # fmt: skip


def _some_only(each: str, axis: int) -> tuple[Slip, ...]:
    """Return what people do who take a part of a sum for all of it."""

    def taken(part: slice) -> Callable[[Any], Any]:
        def change(a: Any) -> Any:
            some = np.moveaxis(a, axis, 0)[part]
            if len(a) < 2:
                raise ValueError("there is only one")
            return np.sum(some, axis=0)

        return change

    return (
        Slip(f"last-{each}-only", f"only the last {each} has an effect: does each one replace "
             "those before?", taken(slice(-1, None))),
        Slip(f"first-{each}-only", f"only the first {each} has an effect. Does the return stand in "
             "the loop?", taken(slice(1))),
        Slip(f"last-{each}-left-out", f"the last {each} has no effect. Where does the loop end?",
             taken(slice(-1))),
        Slip(f"first-{each}-left-out", f"the first {each} has no effect. Where does the loop "
             "start?", taken(slice(1, None))),
    )  # fmt: skip


def half(a: Term) -> Term:
    """Return ½ a."""
    return Term(lambda a: a / 2, (a,), (
        Slip("half-forgotten", "it is twice what it should be: where is the ½?", lambda a: a,
             traced=True),
        Slip("half-squared", "it is half of what it should be: is the ½ squared as well?",
             lambda a: a / 4, traced=True),
        Slip("factor-four", "it is four times too large: is it multiplied where it must be "
             "divided?", lambda a: 2 * a, traced=True),
        Slip("integer-division", "its fraction is cut off: which of Python's two divisions is it?",
             lambda a: a // 2),
    ), "halved")  # fmt: skip


def divided(a: Term, n: Term) -> Term:
    """Return a / n, where n is a number of things."""
    return Term(np.divide, (a, n), (
        Slip("sum-for-mean", "{0} {0:are} added up. Their mean is asked for.", lambda a, n: a,
             traced=True),
        Slip("divided-not-multiplied", "it is multiplied by {1}: is a bracket missing in the "
             "divisor?", np.multiply),
        Slip("divided-twice", "it is divided by {1} once too often.", lambda a, n: a / n**2),
        Slip("integer-division", "its fraction is cut off: which of Python's two divisions is it?",
             np.floor_divide),
    ), instead="it is divided by {other} in place of {own}.")  # fmt: skip


def count(a: Term, axis: int | None, label: str, called: str) -> Term:
    """Return the length of an axis of a, or the number of its entries."""
    return Term(lambda a: float(np.size(a, axis)), (a,), label=label, called=called)


def plural(noun: str) -> str:
    """Return the plural of a regular noun."""
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def axis_lost(row: str, column: str) -> tuple[Slip, ...]:
    """Return what people do who add up a gradient that has a row for each of something."""
    own = f"Each {column} of each {row} has a slope of its own."
    return (
        Slip(f"one-row-for-all-{plural(row)}", f"it has one row for all {plural(row)}. {own}",
             lambda made: np.sum(made, axis=0)),
        Slip(f"{plural(column)}-added-up", f"it has one number for each {row}. {own}",
             lambda made: np.sum(made, axis=1)),
    )  # fmt: skip
