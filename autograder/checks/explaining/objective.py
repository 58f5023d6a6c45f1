"""A function as what is differentiated: one number that moves when its arguments are moved."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from autograder.checks.expected import FloatArray
from autograder.checks.explaining.arguments import FloatingArray, Path, Point

# What a moved point may bring out of a function that knows only some numbers, such as math.log.
OUT_OF_DOMAIN = (ArithmeticError, ValueError)
OWN, ONES, SQUARED = range(3)  # upstream gradients that are looked at with one evaluation


class Objective:
    """Σ upstream · f, as its change from the point.

    Args:
        f: the function.
        point: where.
        upstream: the gradient that arrives from above; None where f returns a number.

    Attributes:
        changed: names of the arguments that f changes in place.
        finite: whether f is finite at the point.
        rounding: the relative spacing of the numbers that f returns.
        smallest: the rounding error that is left where the value is 0.
        size: ‖upstream ⊙ f‖, what rounding errors are proportional to.
        swing: how far the value differs between calls at the same point; 0 for a function.
        weights: (k, m), the upstream gradient, and where f returns an array, those that are taken
            for it by mistake: ones, and its square.

    Raises:
        ValueError: f returns no real numbers, an array without ``upstream``, or another shape.
    """

    CALLS = 3  # at the point; dropout leaves the same unit out twice in a row

    def __init__(
        self, f: Callable[..., Any], point: Point, upstream: ArrayLike | None = None
    ) -> None:
        self._f = f
        self._point = point
        first = point.call(f)
        y = _numbers(first.returned)
        self.changed = first.changed
        if upstream is None and y.size != 1:
            raise ValueError(f"f returns an array of shape {y.shape}: `upstream` is needed")
        own = np.ones(y.shape) if upstream is None else np.asarray(upstream, dtype=np.float64)
        if own.shape != y.shape:
            raise ValueError(f"f returns shape {y.shape}; `upstream` has {own.shape}")
        self._shape = y.shape
        self.rounding = float(np.finfo(y.dtype).eps)
        self._centre = y.astype(np.float64).ravel()
        self.finite = bool(np.all(np.isfinite(self._centre)))
        weights = [own.ravel()]
        if upstream is not None:
            weights += [np.ones(y.size), own.ravel() ** 2]
        self.weights: FloatArray = np.array(weights)
        # What underflows is rounded to 0, or to the smallest number.
        self.smallest = float(np.finfo(y.dtype).tiny) * _norm(self.weights[OWN])
        self.size = _norm(self.weights[OWN] * self._centre)
        again = [self.change({}) for _ in range(self.CALLS - 1)]
        self.swing = float(max(abs(change[OWN]) for change in again)) if self.finite else 0.0

    def change(self, moved: Mapping[Path, FloatingArray]) -> FloatArray:
        """Return how far the numbers move, one for each upstream gradient; NaN out of f's domain.

        The difference is taken entry by entry before the sum, so that large entries of f that
        cancel in the sum leave no rounding error behind.
        """
        try:
            y = _numbers(self._point.call(self._f, moved).returned)
        except OUT_OF_DOMAIN:
            return np.full(len(self.weights), np.nan)
        if y.shape != self._shape:
            raise ValueError(f"f returns shape {self._shape}, and beside the point {y.shape}")
        difference: FloatArray = self.weights @ (y.astype(np.float64).ravel() - self._centre)
        return difference


def _norm(values: FloatArray) -> float:
    largest = float(np.max(np.abs(values), initial=0.0))  # its square may be too large for a number
    return largest * float(np.linalg.norm(values / largest)) if largest else 0.0


def _numbers(value: Any) -> FloatingArray:
    y = np.asarray(value)
    if y.dtype.kind not in "fiub":
        raise ValueError(f"f returns no real numbers, but a {type(value).__name__}")
    return y if y.dtype.kind == "f" else y.astype(np.float64)
