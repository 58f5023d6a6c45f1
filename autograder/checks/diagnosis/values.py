"""Traces of a mistake in values of the right shape."""

from collections.abc import Callable, Iterator

import numpy as np

from autograder.checks.diagnosis.evidence import (
    Cause,
    Evidence,
    Trace,
    constant_ratio,
    numbers_in,
    show_ratio,
)
from autograder.checks.diagnosis.places import in_one_place, left_out, part_wrong
from autograder.checks.diagnosis.ratios import factor_of_lines, input_as_factor, one_factor
from autograder.checks.expected import FloatArray

COARSE = 1e-4  # larger errors may come from any mistake with a small effect


def zeros(e: Evidence) -> Iterator[Cause]:
    """Look for an answer that is 0 throughout."""
    if not np.any(e.actual) and np.any(e.expected):
        everything = "It is 0." if e.actual.shape == () else "Every entry is 0."
        yield Cause(
            "all-zero", f"{everything} Is what you compute ever stored, or does something cancel?"
        )


def unchanged_input(e: Evidence) -> Iterator[Cause]:
    """Look for an input that came back as it went in."""
    for name, value in e.answered.inputs.items():
        if isinstance(value, np.ndarray) and value.size > 1 and e.alike(e.actual, value):
            yield Cause(
                "input-returned",
                f"These are the numbers of {name}, unchanged. Nothing was done with them yet.",
            )


def mirrored(e: Evidence) -> Iterator[Cause]:
    """Look for the transpose of a square matrix."""
    if e.actual.ndim == 2 and len(e.actual) > 1 and e.alike(e.actual.T, e.expected):
        yield Cause(
            "transposed", "The values are right but mirrored: row and column are exchanged."
        )


def another_part(e: Evidence) -> Iterator[Cause]:
    """Look in the other parts of the answer for what belongs here."""
    varied = e.expected.size > 1 and np.ptp(e.expected) > 0
    if varied and any(e.alike(part, e.expected) for part in numbers_in(e.answered.returned)):
        yield Cause(
            "exchanged",
            "The numbers that belong here stand in another part of what you return. "
            "In which order are the parts asked for?",
        )


def stale(e: Evidence) -> Iterator[Cause]:
    """Look for the answer to an earlier question."""
    varied = e.actual.size > 1 and np.ptp(e.actual) > 0
    if varied and any(e.alike(part, e.actual) for part in numbers_in(list(e.answered.earlier))):
        yield Cause(
            "stale-cache",
            "These are the numbers of an earlier call, which had other inputs. Is something kept "
            "from it?",
        )


def elsewhere(e: Evidence) -> Iterator[Cause]:
    """Look for the right values in other places."""
    if e.actual.size > 2 and e.alike(np.sort(e.actual, axis=None), np.sort(e.expected, axis=None)):
        yield Cause("permuted", "All values are right but they stand in other places.")


def signs_lost(e: Evidence) -> Iterator[Cause]:
    """Look for the right sizes, some with the wrong sign."""
    if e.actual.size > 1 and e.alike(np.abs(e.actual), np.abs(e.expected)):
        wrong = np.sign(e.actual) != np.sign(e.expected)
        yield Cause(
            "signs-lost",
            f"All sizes are right; {np.count_nonzero(wrong)} of {wrong.size} signs are not.",
        )


def same_everywhere(e: Evidence) -> Iterator[Cause]:
    """Look for one number in all entries."""
    if e.actual.size < 2 or np.ptp(e.expected) == 0 or np.ptp(e.actual) != 0:
        return
    one, total = float(e.actual.flat[0]), float(np.sum(e.expected))
    for name, value in e.answered.inputs.items():
        if isinstance(value, np.ndarray) and value.size > 1 and e.close(one, float(np.sum(value))):
            yield Cause(
                "sum-of-an-input",
                f"All entries are the same number, the sum of all entries of {name}: nothing else "
                "has had an effect.",
            )
            return
    known = "the sum" if e.close(one, total) else "the mean"
    fits = e.close(one, total) or e.close(one, total / e.expected.size)
    tail = f" It is {known} of what should stand there." if fits else ""
    yield Cause(
        "same-everywhere",
        f"All entries are the same number.{tail} Each entry needs a value of its own.",
    )


def same_lines(e: Evidence) -> Iterator[Cause]:
    """Look for one row, or column, in all places, with the sum of what belongs to each."""
    if e.actual.ndim != 2 or min(e.actual.shape) < 2:
        return
    for axis, name in enumerate(("row", "column")):
        total = np.sum(e.expected, axis=axis, keepdims=True)
        if e.alike(e.actual, np.broadcast_to(total, e.actual.shape)):
            yield Cause(
                f"one-{name}-shared",
                f"All {name}s are the same, and each is the sum of what belongs to all of them. "
                f"Are they one and the same {name} in memory?",
            )


def function_applied(e: Evidence) -> Iterator[Cause]:
    """Look for a function that was applied to what is right, or was not undone."""
    flat = np.ravel(e.expected)
    if not flat.size or e.alike(flat, np.ones_like(flat)) or e.alike(flat, np.zeros_like(flat)):
        return
    if flat.size == 1 and _round_ratio(float(e.actual.flat[0] / flat[0]), e):
        return  # ¼ is the square of ½, and half of it as well
    for name, function, words in FUNCTIONS:
        made = function(e.expected)
        if np.all(np.isfinite(made)) and e.alike(e.actual, made):
            every = "Every entry" if e.expected.shape else "It"
            yield Cause(name, f"{every} is {words} of what is asked for.")
            return


def running_total(e: Evidence) -> Iterator[Cause]:
    """Look for entries that hold the sum of all before them as well."""
    for axis in range(e.expected.ndim):
        if e.expected.shape[axis] > 2 and e.alike(e.actual, np.cumsum(e.expected, axis=axis)):
            yield Cause(
                "running-total",
                "Each entry has those before it added in: where is the sum set back to 0?",
            )


def _round_ratio(ratio: float, e: Evidence) -> bool:
    """Return whether a ratio is a whole number, or one over a whole number."""
    return any(r and e.close(r, float(np.round(r))) for r in (ratio, 1 / ratio if ratio else 0.0))


def input_added(e: Evidence) -> Iterator[Cause]:
    """Look for an input that is added to every entry, or taken from it, once or by a factor."""
    if e.actual.size < 3:
        return
    for name, value in e.answered.inputs.items():
        if not isinstance(value, np.ndarray) or value.shape != e.expected.shape:
            continue
        times = constant_ratio(e.actual - e.expected, value, e.near) if np.ptp(value) > 0 else None
        if e.alike(e.actual - e.expected, value):
            times = 1.0
        if times is not None:
            much = "" if e.close(abs(times), 1.0) else f"{show_ratio(abs(times), e.near)} times "
            yield Cause(
                "input-added",
                f"Each entry is too {'large' if times > 0 else 'small'} by just {much}the entry of "
                f"{name} that belongs to it. How often does {name} come in, and with which sign?",
            )


def offset(e: Evidence) -> Iterator[Cause]:
    """Look for a number that is added to every entry."""
    difference = e.actual - e.expected
    if e.actual.size > 2 and e.alike(difference, np.full_like(difference, difference.flat[0])):
        yield Cause("offset", f"Every entry is off by the same amount, {difference.flat[0]:.4g}.")


def imprecise(e: Evidence) -> Iterator[Cause]:
    """Look for entries that are right to a few digits."""
    size = np.max(np.abs(e.expected), initial=0.0)
    error = float(np.max(np.abs(e.actual - e.expected), initial=0.0))
    for decimals in range(1, 7):
        if e.actual.size > 2 and np.array_equal(e.actual, np.round(e.actual, decimals)):
            if e.alike(e.actual, np.round(e.expected, decimals)):
                yield Cause("imprecise", f"Every entry is rounded to {decimals} decimals.")
            return
    if (e.actual.size > 2 and error <= COARSE * size) or error <= e.near * size:
        digits = int(-np.log10(error / size))
        yield Cause(
            "imprecise",
            f"All entries are right to about {digits} digits and no further. Is something "
            "rounded, kept with less precision, or found by taking differences?",
        )


# Each by a label, with how a message names what it gives.
FUNCTIONS: tuple[tuple[str, Callable[[FloatArray], FloatArray], str], ...] = (
    ("root-taken", lambda right: np.sqrt(right), "the square root"),
    ("squared", lambda right: right**2, "the square"),
    ("reciprocal-taken", lambda right: 1 / right, "one over the value"),
    ("exponential-taken", lambda right: np.exp(right), "the exponential"),
    ("logarithm-taken", lambda right: np.log(right), "the logarithm"),
)
# The most particular come first: the first that finds something is believed.
TRACES: tuple[Trace, ...] = (
    zeros, unchanged_input, one_factor, imprecise, mirrored, stale, another_part, elsewhere,
    signs_lost, left_out, in_one_place, running_total, same_lines, same_everywhere, input_added,
    function_applied, input_as_factor, part_wrong, factor_of_lines, offset,
)  # fmt: skip
