"""The error of a numeric derivative against its step, and the two parts that it consists of."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.polynomial import Chebyshev
from numpy.typing import NDArray

from autograder.checks.calls.call import call_once, name_of
from autograder.checks.failure import CheckFailed
from blackboard.interactive.figure import NothingToDraw

CENTRAL, ONE_SIDED = "central", "one-sided"
EPS = float(np.finfo(float).eps)
LARGEST, SMALLEST = -1.0, -15.0  # powers of ten of the step
EXPONENTS = np.arange(SMALLEST, LARGEST + 0.1, 0.25)
DEGREE = 24  # of the polynomial whose derivatives stand for the true ones
WIDTHS = (0.5, 0.25, 0.125, 0.0625, 0.03125)  # half of the interval that it is fitted to

Numbers = NDArray[np.float64]


class NoNumber(NothingToDraw):
    """The function does not give a number; the text says so to the student."""


@dataclass(frozen=True)
class Function:
    """A function of one variable at a point.

    Every value is asked for by ``autograder.checks.calls.call``, so a student's function may be
    given.
    """

    f: Callable[..., Any]
    x: float

    def __call__(self, x: float) -> float:
        """Return a value, or raise ``NoNumber``."""
        try:
            value = np.asarray(call_once(self.f, {"x": x}))
        except CheckFailed as failed:
            raise NoNumber(str(failed)) from failed
        if value.ndim or value.dtype.kind not in "fiub" or not np.isfinite(value):
            raise NoNumber(f"{name_of(self.f)} must return a finite number at x = {x:g}.")
        return float(value)

    @cached_property
    def value(self) -> float:
        """f(x)."""
        return self(self.x)

    @cached_property
    def slopes(self) -> tuple[float, float, float]:
        """f′, f″ and f‴ at x.

        They are those of the polynomial through 25 points around x, over the interval where its
        last coefficients and the rounding do least harm; f′ has then 13 or more right digits.
        """
        found = [fit for width in WIDTHS if (fit := self._fit(width * max(1.0, abs(self.x))))]
        if not found:
            raise NoNumber(f"{name_of(self.f)} must return finite numbers around x = {self.x:g}.")
        return min(found)[1]

    def _fit(self, half: float) -> tuple[float, tuple[float, float, float]] | None:
        """Return the harm of an interval of this half width, and the slopes; None outside of f."""
        try:
            fitted = Chebyshev.interpolate(
                lambda points: np.array([self(float(point)) for point in points]),
                DEGREE,
                domain=[self.x - half, self.x + half],
            )
        except NoNumber:
            return None
        sizes = np.abs(fitted.coef)
        harm = float((np.sum(sizes[-3:]) + EPS * np.max(sizes)) / half)
        # Of a derivative that is 0, rounding leaves something behind.
        noise = EPS * float(np.max(sizes)) * DEGREE
        first, second, third = (
            slope if abs(slope) > noise * (DEGREE / half) ** order else 0.0
            for order, slope in ((n, float(fitted.deriv(n)(self.x))) for n in (1, 2, 3))
        )
        return harm, (first, second, third)


@dataclass(frozen=True)
class Curve:
    """The errors of one formula for the derivative.

    Attributes:
        at: the function and the point.
        formula: CENTRAL or ONE_SIDED.
    """

    at: Function
    formula: str

    def difference(self, h: float) -> float:
        """Return the numeric derivative with the step h."""
        f, x = self.at, self.at.x
        if self.formula == CENTRAL:
            return (f(x + h) - f(x - h)) / (2 * h)
        return (f(x + h) - f.value) / h

    def error(self, h: float) -> float:
        """Return how far it is from the derivative."""
        return abs(self.difference(h) - self.at.slopes[0])

    @cached_property
    def errors(self) -> Numbers:
        """The errors for all steps of EXPONENTS."""
        return np.array([self.error(float(h)) for h in 10.0**EXPONENTS])

    def truncation(self, h: float) -> float:
        """Return the part that comes from cutting the Taylor series off."""
        _, second, third = self.at.slopes
        return h**2 / 6 * abs(third) if self.formula == CENTRAL else h / 2 * abs(second)

    def rounding(self, h: float) -> float:
        """Return the part that comes from two values of f, each off by up to ε |f|."""
        return (1 if self.formula == CENTRAL else 2) * EPS * abs(self.at.value) / h

    @property
    def ratio(self) -> tuple[str, float]:
        """The ratio on which the best step depends: its name, and its value at x."""
        _, second, third = self.at.slopes
        name, slope = ("|f‴ / f|", third) if self.formula == CENTRAL else ("|f″ / f|", second)
        value = self.at.value
        return name, abs(slope / value) if slope and value else np.inf if slope else 0.0

    @cached_property
    def best(self) -> float:
        """The step with the smallest sum of the two parts, between 1e-15 and 0.1.

        There h³ = 3 ε |f / f‴|, and of the one-sided difference h² = 4 ε |f / f″|.
        """
        _, ratio = self.ratio
        if not ratio:
            h = np.inf
        else:
            h = np.cbrt(3 * EPS / ratio) if self.formula == CENTRAL else 2 * np.sqrt(EPS / ratio)
        return float(np.clip(h, 10.0**SMALLEST, 10.0**LARGEST))
