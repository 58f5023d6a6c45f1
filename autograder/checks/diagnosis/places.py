"""Traces of a mistake in the places where wrong values stand."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.diagnosis.evidence import Cause, Evidence

Mask = NDArray[np.bool_]


def left_out(e: Evidence) -> Iterator[Cause]:
    """Look for rows, columns or entries that are 0 where the rest is right."""
    zero = (e.actual == 0) & (e.expected != 0)
    if not np.any(zero) or np.all(zero) or not e.alike(e.actual[~zero], e.expected[~zero]):
        return
    count = np.count_nonzero(zero)
    where = place(zero) or f"{count} of {zero.size} entries"
    several = where.startswith(("rows", "columns")) or (where[0].isdigit() and count > 1)
    yield Cause(
        "left-out",
        f"{where[0].upper()}{where[1:]} {'are' if several else 'is'} 0, everything else is right. "
        "Why does nothing get there?",
    )


def in_one_place(e: Evidence) -> Iterator[Cause]:
    """Look for one row, or entry, that holds what belongs to another, or to all; the rest is 0."""
    lines = e.actual.reshape(len(e.actual), -1) if e.actual.ndim in (1, 2) else np.zeros((0, 0))
    filled = np.flatnonzero(np.any(lines != 0, axis=1))
    if len(lines) < 3 or len(filled) != 1:
        return
    (at,) = filled
    belong = e.expected.reshape(lines.shape)
    if e.alike(lines[at], belong[-1]) or e.alike(lines[at], np.sum(belong, axis=0)):
        line = "row" if e.actual.ndim == 2 else "entry"
        yield Cause(
            "stored-in-one-place",
            f"Everything is 0 but {line} {at}, and that holds what belongs elsewhere. Where does "
            "the loop store what it computes?",
        )


def part_wrong(e: Evidence) -> Iterator[Cause]:
    """Look for wrong values that fill a row, a column, the diagonal or a triangle."""
    size = np.max(np.abs(e.expected), initial=0.0)
    wrong = ~(np.abs(e.actual - e.expected) <= e.near * np.maximum(size, np.abs(e.expected)))
    if np.count_nonzero(wrong) < 2 or np.all(wrong):
        return
    where = place(wrong)
    if where:
        are = "are" if where.startswith(("rows", "columns")) else "is"
        yield Cause(
            "part-wrong",
            f"In this array {where} {are} wrong, and nothing else. What is special there?",
        )


def place(mask: Mask) -> str | None:
    """Name the place that a mask marks, or None where it has no pattern."""
    if mask.ndim == 1 and np.count_nonzero(mask) == 1 and (mask[0] or mask[-1]):
        return f"the {'first' if mask[0] else 'last'} entry"
    if mask.ndim != 2 or min(mask.shape) < 2:
        return None
    for axis, name in ((1, "row"), (0, "column")):
        whole = np.all(mask, axis=axis)
        if np.array_equal(mask, np.broadcast_to(np.expand_dims(whole, axis), mask.shape)):
            numbers = np.flatnonzero(whole)
            several = "s" if len(numbers) > 1 else ""
            return f"{name}{several} {', '.join(map(str, numbers))}"
    row, column = np.indices(mask.shape)
    shapes: dict[str, Any] = {
        "the diagonal": row == column,
        "what stands beside the diagonal": row != column,
        "the part below the diagonal": row > column,
        "the part above the diagonal": row < column,
    }
    return next((name for name, shape in shapes.items() if np.array_equal(mask, shape)), None)
