"""Traces of a mistake in the ratios of wrong values to right ones."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from autograder.checks.diagnosis.evidence import (
    Cause,
    Evidence,
    constant_ratio,
    show_ratio,
)

NEARLY_ONE = 1e-3  # a ratio this near to 1 says that something is imprecise


def one_factor(e: Evidence) -> Iterator[Cause]:
    """Look for one factor in all entries: a sign, a size of an array, or another number."""
    ratio = constant_ratio(e.actual, e.expected, e.near)
    if ratio is None or abs(ratio - 1) < NEARLY_ONE:
        return
    if e.close(ratio, -1.0):
        yield Cause("sign-reversed", "All sizes are right and all signs are reversed.")
        return
    causes = list(_factor(abs(ratio), e))
    known = [cause.name for cause in causes] != ["constant-factor"] or of_a_square(abs(ratio), e)
    if ratio > 0:
        yield from causes
    elif known:
        for cause in causes:
            yield Cause(
                "sign-and-factor",
                f"All signs are reversed, and there is a factor besides. {cause.hint}",
            )
    else:
        yield _other_factor(ratio, e)


def sizes(inputs: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return the lengths of the inputs' axes from 2 up, each with words for it."""
    sizes: dict[int, str] = {}
    for name, value in inputs.items():
        for axis, n in enumerate(value.shape if isinstance(value, np.ndarray) else ()):
            what = "entries" if value.ndim == 1 else ("rows", "columns", "layers")[min(axis, 2)]
            sizes.setdefault(n, f"the number of {what} of {name}")
    return [(text, n) for n, text in sizes.items() if n > 1]


def of_a_square(factor: float, e: Evidence) -> bool:
    """Return whether a factor is the 2 of a square's slope, or the ½ that it cancels."""
    return e.close(factor, 2.0) or e.close(factor, 0.5)


def _other_factor(ratio: float, e: Evidence) -> Cause:
    shown = show_ratio(ratio, e.near)
    return Cause("constant-factor", f"A constant factor of {shown}: where could it come from?")


def _factor(ratio: float, e: Evidence) -> Iterator[Cause]:
    """Name a positive factor: a size of an array, or another number."""
    named = False
    for text, n in sizes(e.answered.inputs):
        if e.close(ratio, 1 / n):
            named = True
            yield Cause(
                "mean-for-sum",
                f"Every entry is divided by {n}. That is {text}: is a mean taken where a sum "
                "belongs, or taken twice?",
            )
        elif e.close(ratio, n):
            named = True
            yield Cause(
                "sum-for-mean",
                f"Every entry is {n} times too large. That is {text}: does a sum need a divisor?",
            )
    if not named and not of_a_square(ratio, e):
        for name, text in _sums(ratio, e):
            named = True
            yield Cause(
                "input-as-one-factor",
                f"A constant factor of {show_ratio(ratio, e.near)}. That is the {text} of {name}: "
                "does it belong there?",
            )
    if not named or of_a_square(ratio, e):
        yield _other_factor(ratio, e)


def _sums(ratio: float, e: Evidence) -> Iterator[tuple[str, str]]:
    """Yield the inputs whose entries, added up, or whose length, are a factor, or one over it."""
    for name, value in e.answered.inputs.items():
        if isinstance(value, np.ndarray) and value.dtype.kind in "fiu" and value.size > 1:
            for text, number in (
                ("sum of all entries", float(np.sum(value))),
                ("length", float(np.linalg.norm(value))),
            ):
                if e.close(ratio, abs(number)) or (number and e.close(ratio, 1 / abs(number))):
                    yield name, text


def input_as_factor(e: Evidence) -> Iterator[Cause]:
    """Look for an input that is missing as a factor in each entry, or is one too many."""
    if e.actual.size < 2:
        return
    for name, values in _per_entry(e):
        if not np.all(np.isfinite(values)) or e.alike(values, np.ones_like(values)):
            continue
        if e.alike(e.actual * values, e.expected):
            yield Cause(
                "factor-missing",
                f"Each entry differs by just the entry of {name} that belongs to it: {name} has "
                "not had its effect.",
            )
        elif e.alike(e.actual, e.expected * values):
            yield Cause(
                "factor-too-many",
                f"Each entry differs by just the entry of {name} that belongs to it: {name} comes "
                "in once too often.",
            )


def factor_of_lines(e: Evidence) -> Iterator[Cause]:
    """Look for a factor of each row, or each column, that differs between them."""
    if e.actual.ndim != 2 or min(e.actual.shape) < 2 or np.any(e.expected == 0):
        return
    ratios = e.actual / e.expected
    for axis, name, right in ((1, "row", "column"), (0, "column", "row")):
        line = np.mean(ratios, axis=axis, keepdims=True)
        if np.all(np.isfinite(line)) and e.alike(ratios, np.broadcast_to(line, ratios.shape)):
            shown = ", ".join(f"{r:.3g}" for r in line.ravel()[:4])
            more = ", …" if line.size > 4 else ""
            yield Cause(
                f"factor-of-each-{name}",
                f"Within each {name} the ratio is the same ({shown}{more}): what is wrong belongs "
                f"to the {name} as a whole. What makes a {name} differ from the next {name}, "
                f"and not a {right} from the next {right}?",
            )


def _per_entry(e: Evidence) -> Iterator[tuple[str, Any]]:
    """Yield each input that has a value for every entry, row or column of the result."""
    for name, value in e.answered.inputs.items():
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "fiu" or value.ndim == 0:
            continue
        if value.shape == e.expected.shape:
            yield name, value
        elif value.ndim == 1 and e.expected.ndim == 2:
            for axis in (0, 1):
                if len(value) == e.expected.shape[axis]:
                    line = value[:, np.newaxis] if axis == 0 else value
                    yield name, np.broadcast_to(line, e.expected.shape)
