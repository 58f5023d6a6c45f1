"""Traces of a derivative that was not taken through a mean, a spread, a norm or a softmax.

What such a function of x forgets is seen in it: it does not change if all entries along an axis are
moved together, or multiplied, so that its gradient has no part in that direction. One that was
computed without the way through the mean has, and what is too much is of a known form.
"""

from collections.abc import Iterator

import numpy as np

from autograder.checks.diagnosis.evidence import Cause
from autograder.checks.expected import FloatArray
from autograder.checks.explaining.causes.difference import Difference, shown_axis

FEWEST = 4  # entries along an axis: through three points there is always nearly a line


def through_mean(d: Difference) -> Iterator[Cause]:
    """Look for a difference that is the same for all entries along an axis."""
    for axis in _axes(d, 3):
        off = d.off
        level = np.mean(off, axis=axis, keepdims=True)
        if d.fits(np.broadcast_to(level, off.shape)) and _cancels(d.measured, axis):
            yield Cause(
                "mean-held-fixed",
                f"Within each {shown_axis(off, axis)} every entry is off by the same amount, and "
                "the measured ones add up to 0 there: f does not change if all of them move "
                "together, as where a mean is subtracted. The way through that mean is left out.",
            )


def through_spread(d: Difference) -> Iterator[Cause]:
    """Look for a difference that is a straight line in x along an axis."""
    for axis in _axes(d, FEWEST):
        x, off = np.moveaxis(d.at, axis, 0), np.moveaxis(d.off, axis, 0)
        centred = x - np.mean(x, axis=0)
        spread = np.sum(centred**2, axis=0)
        if np.any(spread == 0):
            continue
        level = np.mean(off, axis=0)
        line = np.sum(centred * off, axis=0) / spread * centred
        if np.max(np.abs(line)) <= d.near * np.max(np.abs(off)) or not _cancels(d.measured, axis):
            continue
        if d.fits(np.moveaxis(level + line, 0, axis)):
            flat = np.max(np.abs(level)) <= d.near * np.max(np.abs(off))
            yield Cause(
                "spread-held-fixed" if flat else "mean-and-spread-held-fixed",
                f"Within each {shown_axis(off, axis)} the difference is a straight line in "
                f"{d.name}. That is what is missing where {d.name} is divided by its standard "
                f"deviation and the way through {'it' if flat else 'it, and through the mean,'} "
                "is left out.",
            )


def through_softmax(d: Difference) -> Iterator[Cause]:
    """Look for a difference in proportion to exp(x) along an axis."""
    for axis in _axes(d, 3):
        grown = np.exp(d.at - np.max(d.at, axis=axis, keepdims=True))
        share = np.sum(d.off * grown, axis=axis, keepdims=True)
        share = share / np.sum(grown**2, axis=axis, keepdims=True)
        if np.ptp(grown) > 0 and d.fits(share * grown) and _cancels(d.measured, axis):
            yield Cause(
                "softmax-sum-held-fixed",
                f"Within each {shown_axis(d.off, axis)} the difference is in proportion to "
                f"exp({d.name}): the way through the sum that a softmax divides by is left out.",
            )


def through_norm(d: Difference) -> Iterator[Cause]:
    """Look for a difference in proportion to x along an axis, where f forgets the length of x."""
    for axis in (*_axes(d, 3), None):
        if axis is None and (d.at.ndim < 2 or d.at.size < 3):
            continue
        squares = np.sum(d.at**2, axis=axis, keepdims=True)
        length = np.sum(d.at * d.off, axis=axis, keepdims=True) / np.where(squares, squares, 1.0)
        across = np.sum(np.abs(d.at * d.measured), axis=axis)
        forgets = np.all(
            np.abs(np.sum(d.at * d.measured, axis=axis)) <= d.near * np.max(across, initial=0.0)
        )
        if forgets and d.fits(length * d.at):
            where = "It" if axis is None else f"Within each {shown_axis(d.off, axis)} it"
            yield Cause(
                "norm-held-fixed",
                f"{where} is off by a multiple of {d.name}, and f does not change with the length "
                f"of {d.name}: the way through the norm that it is divided by is left out.",
            )


def _axes(d: Difference, fewest: int) -> tuple[int, ...]:
    return tuple(axis for axis, n in enumerate(d.off.shape) if n >= fewest)


def _cancels(measured: FloatArray, axis: int) -> bool:
    """Return whether entries add up to 0 along an axis, where that is no accident of zeros."""
    size = np.sum(np.abs(measured), axis=axis)
    return bool(np.any(size) and np.all(np.abs(np.sum(measured, axis=axis)) <= 1e-4 * np.max(size)))
