"""Traces of a mistake in a wrong shape."""

from collections.abc import Iterator

import numpy as np

from autograder.checks.diagnosis.evidence import Cause, Evidence, Trace, numbers_in
from autograder.checks.diagnosis.outer_names import writes_sizes
from autograder.checks.diagnosis.values import another_part
from autograder.checks.expected import FloatArray


def scalar_for_array(e: Evidence) -> Iterator[Cause]:
    """Look for one number where each entry needs one."""
    if e.actual.shape == () and e.expected.shape != ():
        total = float(np.sum(e.expected))
        if e.close(float(e.actual), total):
            yield Cause(
                "summed-up", "It is the sum of all entries: it is taken over too many axes."
            )
        else:
            yield Cause("scalar", "One number for each entry is asked for.")


def turned(e: Evidence) -> Iterator[Cause]:
    """Look for rows and columns exchanged in a matrix that is not square."""
    if e.expected.ndim == 2 and e.actual.shape == e.expected.T.shape:
        same = e.alike(e.actual.T, e.expected)
        yield Cause(
            "transposed",
            "The values are right but mirrored: row and column are exchanged."
            if same
            else "Rows and columns look exchanged.",
        )


def reshaped(e: Evidence) -> Iterator[Cause]:
    """Look for the right numbers in another shape."""
    if e.actual.size == e.expected.size and e.alike(e.actual.ravel(), e.expected.ravel()):
        name = "flattened" if e.actual.ndim < e.expected.ndim else "axis-added"
        yield Cause(name, "The values are right; only the shape differs.")


def not_summed(e: Evidence) -> Iterator[Cause]:
    """Look for a sum that was not taken: the terms of each entry stand side by side."""
    for axis in range(e.actual.ndim):
        summed = np.sum(e.actual, axis=axis)
        if e.actual.shape[axis] > 1 and e.expected.size > 1 and e.alike(summed, e.expected):
            along = (
                ("rows", "columns")[axis] if e.actual.ndim == 2 else f"entries along axis {axis}"
            )
            yield Cause(
                "not-summed",
                f"Added up, its {along} give what is asked for: the terms are right, their sum is "
                "not taken.",
            )


def line_added(e: Evidence) -> Iterator[Cause]:
    """Look for a row or column too many where the rest is right."""
    if e.actual.ndim != e.expected.ndim:
        return
    for axis, name in enumerate(("row" if e.actual.ndim == 2 else "entry", "column")):
        if axis >= e.actual.ndim or e.actual.shape[axis] != e.expected.shape[axis] + 1:
            continue
        for at, which in ((0, "first"), (e.actual.shape[axis] - 1, "last")):
            if e.alike(np.delete(e.actual, at, axis=axis), e.expected):
                yield Cause(
                    "line-added", f"Without its {which} {name} it is right: that one is too many."
                )


def line_missing(e: Evidence) -> Iterator[Cause]:
    """Look for a row or column that is cut off where the rest is right."""
    if e.actual.ndim != e.expected.ndim or e.actual.size == 0:
        return
    for axis, name in enumerate(("row" if e.actual.ndim == 2 else "entry", "column")):
        if axis >= e.actual.ndim or e.actual.shape[axis] + 1 != e.expected.shape[axis]:
            continue
        for at, which in ((0, "first"), (e.expected.shape[axis] - 1, "last")):
            if e.alike(e.actual, np.delete(e.expected, at, axis=axis)):
                yield Cause(
                    "line-missing",
                    f"Its {which} {name} is missing; everything else is right. What takes it away?",
                )


def appended(e: Evidence) -> Iterator[Cause]:
    """Look for numbers of another part, or of an input, that stand before or after the rest."""
    if e.actual.ndim != 1 or e.expected.ndim != 1 or len(e.actual) <= len(e.expected):
        return
    more = len(e.actual) - len(e.expected)
    for part in numbers_in([e.answered.returned, *e.answered.inputs.values()]):
        if part.shape == (more,) and any(e.alike(end, part) for end in _ends(e.actual, more)):
            at = "begins" if e.alike(e.actual[:more], part) else "ends"
            yield Cause(
                "appended",
                f"It has {len(e.actual)} entries, that is {more} + {len(e.expected)}, and {at} "
                f"with {more} that belong to another array. Why are they still in it?",
            )
            return


def _ends(array: FloatArray, length: int) -> tuple[FloatArray, FloatArray]:
    return array[:length], array[-length:]


def diagonal_for_matrix(e: Evidence) -> Iterator[Cause]:
    """Look for a matrix in place of its diagonal, or the diagonal in place of a matrix."""
    if e.expected.ndim == 1 and e.actual.shape == e.expected.shape * 2:
        off = e.actual[~np.eye(len(e.actual), dtype=bool)]
        if len(off) and not np.any(off):
            yield Cause(
                "matrix-for-diagonal", "It is a diagonal matrix. Only its diagonal is asked for."
            )
        else:
            yield Cause(
                "broadcast-to-square",
                "A column combined with a row becomes a square: look at the shape of each factor.",
            )
    square = e.expected.ndim == 2 and e.expected.shape[0] == e.expected.shape[1]
    if square and e.actual.shape == e.expected.shape[:1]:
        if e.alike(e.actual, np.diagonal(e.expected)):
            yield Cause("diagonal-for-matrix", "It is the diagonal alone. Every pair is asked for.")
        else:
            yield Cause(
                "vector-for-matrix",
                "It has one entry for each output. One for every pair of output and input is "
                "asked for.",
            )


def foreign_size(e: Evidence) -> Iterator[Cause]:
    """Look for a length that no input has."""
    known = {n for value in numbers_in(list(e.answered.inputs.values())) for n in value.shape}
    if e.actual.ndim != e.expected.ndim:
        return
    for n in e.actual.shape:
        if n > 1 and n not in known:
            asked = (
                "Is a size written into your code as a number?"
                if writes_sizes(e.answered.function)
                else "Where does this length come from?"
            )
            yield Cause(
                "fixed-size", f"Nothing that it was given has an axis of length {n}. {asked}"
            )
            return


def other_shape(e: Evidence) -> Iterator[Cause]:
    """Look for the shape of one input, or of several."""
    names = [
        name
        for name, value in e.answered.inputs.items()
        if isinstance(value, np.ndarray) and value.shape == e.actual.shape and value.ndim
    ]
    if names and e.expected.shape == ():
        each = f"{' and '.join(names)}" if len(names) < 3 else "what it was given"
        yield Cause(
            "entries-for-number",
            f"It has one number for each entry of {each}. How do they come together?",
        )
    elif names:
        yield Cause("shape-of-an-input", f"That is the shape of {' and of '.join(names)}.")


# The most particular come first: the first that finds something is believed.
TRACES: tuple[Trace, ...] = (
    scalar_for_array, another_part, turned, reshaped, diagonal_for_matrix, not_summed, line_added,
    line_missing, appended, foreign_size, other_shape,
)  # fmt: skip
