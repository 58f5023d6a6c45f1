"""What a wrong shape says about the mistake behind it."""

from collections.abc import Callable, Iterator

import numpy as np

from autograder.evidence import Cause, Evidence, alike, close

Trace = Callable[[Evidence], Iterator[Cause]]


def scalar_for_array(e: Evidence) -> Iterator[Cause]:
    """One number where there should be one for each entry."""
    if e.actual.shape == () and e.expected.shape != ():
        total = float(np.sum(e.expected))
        if close(float(e.actual), total):
            yield Cause(
                "summed-up", "It is the sum of all entries. The sum goes over too many of them."
            )
        else:
            yield Cause("scalar", "It is one number. One for each entry is asked for.")


def turned(e: Evidence) -> Iterator[Cause]:
    """Rows and columns exchanged in a matrix that is not square."""
    if e.expected.ndim == 2 and e.actual.shape == e.expected.T.shape:
        same = alike(e.actual.T, e.expected)
        yield Cause(
            "transposed",
            "The values are right but mirrored: row and column are exchanged."
            if same
            else "Rows and columns look exchanged.",
        )


def reshaped(e: Evidence) -> Iterator[Cause]:
    """The right numbers in another shape."""
    if e.actual.size == e.expected.size and alike(e.actual.ravel(), e.expected.ravel()):
        name = "flattened" if e.actual.ndim == 1 else "axis-added"
        yield Cause(name, "The values are right; only the shape differs.")


def diagonal_for_matrix(e: Evidence) -> Iterator[Cause]:
    """A matrix where its diagonal is asked for, or the diagonal where the matrix is."""
    if e.expected.ndim == 1 and e.actual.shape == e.expected.shape * 2:
        off = e.actual[~np.eye(len(e.actual), dtype=bool)]
        if not np.any(off):
            yield Cause(
                "matrix-for-diagonal", "It is a diagonal matrix. Only its diagonal is asked for."
            )
        else:
            yield Cause(
                "broadcast-to-square",
                "A column combined with a row becomes a square: look at the shape of each factor.",
            )
    if e.expected.ndim == 2 and e.actual.shape == e.expected.shape[:1]:
        yield Cause(
            "diagonal-for-matrix", "It has one entry for each output. Every pair needs one."
        )


def other_shape(e: Evidence) -> Iterator[Cause]:
    """The shape of an input, where that is not the shape asked for."""
    for name, value in e.inputs.items():
        if isinstance(value, np.ndarray) and value.shape == e.actual.shape and value.ndim:
            yield Cause("shape-of-an-input", f"That is the shape of {name}.")


# The most particular come first: the first that finds something is believed.
TRACES: tuple[Trace, ...] = (
    scalar_for_array, turned, reshaped, diagonal_for_matrix, other_shape,
)  # fmt: skip
