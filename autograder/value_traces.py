"""What wrong values of the right shape say about the mistake behind them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.evidence import Cause, Evidence, alike, close, constant_ratio, show_ratio

Trace = Callable[[Evidence], Iterator[Cause]]


def zeros(e: Evidence) -> Iterator[Cause]:
    """Nothing was filled in."""
    if not np.any(e.actual) and np.any(e.expected):
        yield Cause("all-zero", "Every entry is 0. Is what you compute ever stored?")


def unchanged_input(e: Evidence) -> Iterator[Cause]:
    """An input came back as it went in."""
    for name, value in e.inputs.items():
        if isinstance(value, np.ndarray) and value.size > 1 and alike(e.actual, value):
            yield Cause(
                "input-returned",
                f"These are the numbers of {name}, unchanged. Nothing was done with them yet.",
            )


def one_factor(e: Evidence) -> Iterator[Cause]:
    """One factor in all entries: a sign, a size of an array, or some other number."""
    ratio = constant_ratio(e.actual, e.expected)
    if ratio is None:
        return
    if close(ratio, -1.0):
        yield Cause("sign-reversed", "All sizes are right and all signs are reversed.")
        return
    sizes = [(text, n) for text, n in _sizes(e.inputs) if n > 1]
    for text, n in sizes:
        if close(ratio, 1 / n):
            yield Cause(
                "mean-for-sum",
                f"Every entry is divided by {n}. That is {text}: is a mean taken where a sum belongs?",
            )
        elif close(ratio, n):
            yield Cause(
                "sum-for-mean",
                f"Every entry is {n} times too large. That is {text}: does a sum need a divisor?",
            )
    shown = show_ratio(ratio)
    if not sizes or not any(close(ratio, n) or close(ratio, 1 / n) for _, n in sizes) or close(
        ratio, 2.0
    ) or close(ratio, 0.5):  # fmt: skip
        yield Cause("constant-factor", f"A constant factor of {shown}: where could it come from?")


def mirrored(e: Evidence) -> Iterator[Cause]:
    """The transpose of a square matrix."""
    if e.actual.ndim == 2 and len(e.actual) > 1 and alike(e.actual.T, e.expected):
        yield Cause(
            "transposed", "The values are right but mirrored: row and column are exchanged."
        )


def elsewhere(e: Evidence) -> Iterator[Cause]:
    """The right values in other places."""
    if e.actual.size > 2 and alike(np.sort(e.actual, axis=None), np.sort(e.expected, axis=None)):
        yield Cause("permuted", "All values are right but they stand in other places.")


def signs_lost(e: Evidence) -> Iterator[Cause]:
    """The right sizes, some with the wrong sign."""
    if alike(np.abs(e.actual), np.abs(e.expected)):
        wrong = np.sign(e.actual) != np.sign(e.expected)
        yield Cause(
            "signs-lost",
            f"All sizes are right; {np.count_nonzero(wrong)} of {wrong.size} signs are not.",
        )


def left_out(e: Evidence) -> Iterator[Cause]:
    """Whole rows, columns or entries that are 0, the rest right."""
    zero = (e.actual == 0) & (e.expected != 0)
    if not np.any(zero) or not alike(e.actual[~zero], e.expected[~zero]):
        return
    places = _places(zero)
    yield Cause("left-out", f"{places} 0, everything else is right. Why does nothing get there?")


def factor_of_rows(e: Evidence) -> Iterator[Cause]:
    """A factor that is constant within each row, or each column, and differs between them."""
    if e.actual.ndim != 2 or min(e.actual.shape) < 2 or np.any(e.expected == 0):
        return
    ratios = e.actual / e.expected
    for axis, name, owner in ((1, "row", "output"), (0, "column", "input")):
        line = np.mean(ratios, axis=axis, keepdims=True)
        if np.all(np.isfinite(line)) and alike(ratios, np.broadcast_to(line, ratios.shape)):
            shown = ", ".join(f"{r:.3g}" for r in line.ravel()[:4])
            yield Cause(
                f"factor-of-each-{name}",
                f"Within each {name} the ratio is constant ({shown}…): a factor that belongs to "
                f"each {owner} is missing, or one too many.",
            )


def offset(e: Evidence) -> Iterator[Cause]:
    """The same number added to every entry."""
    difference = e.actual - e.expected
    if e.actual.size > 2 and alike(difference, np.full_like(difference, difference.flat[0])):
        yield Cause("offset", f"Every entry is off by the same amount, {difference.flat[0]:.4g}.")


def imprecise(e: Evidence) -> Iterator[Cause]:
    """Right to a few digits in every entry."""
    size = np.max(np.abs(e.expected), initial=0.0)
    error = float(np.max(np.abs(e.actual - e.expected), initial=0.0))
    if e.actual.size > 2 and 0 < error <= 2e-3 * size:
        digits = int(-np.log10(error / size))
        yield Cause(
            "imprecise",
            f"All entries are right to about {digits} digits and no further. Is something "
            "rounded, or found by taking differences?",
        )


def _sizes(inputs: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return the lengths of the inputs' axes, each with words for it."""
    sizes: dict[int, str] = {}
    for name, value in inputs.items():
        if isinstance(value, np.ndarray):
            for axis, n in enumerate(value.shape):
                sizes.setdefault(
                    n,
                    f"the number of {('rows', 'columns')[axis]} of {name}"
                    if value.ndim == 2
                    else f"the number of entries of {name}",
                )
    return [(text, n) for n, text in sizes.items()]


def _places(mask: Any) -> str:
    """Say where a mask is set: whole rows or columns, or a number of entries."""
    if mask.ndim == 2:
        for axis, name in ((1, "Row"), (0, "Column")):
            whole = np.all(mask, axis=axis)
            if np.array_equal(mask, np.broadcast_to(np.expand_dims(whole, axis), mask.shape)):
                return f"{name} {', '.join(map(str, np.flatnonzero(whole)))} is"
    if np.count_nonzero(mask) == 1:
        return f"Entry {', '.join(str(i) for i in np.argwhere(mask)[0])} is"
    return f"{np.count_nonzero(mask)} of {mask.size} entries are"


# The most particular come first: the first that finds something is believed.
TRACES: tuple[Trace, ...] = (
    zeros, unchanged_input, one_factor, mirrored, elsewhere, signs_lost, left_out, factor_of_rows,
    offset, imprecise,
)  # fmt: skip
