"""Numeric differentiation: what a gradient is compared with.

Central differences err by h² f‴ / 6 (truncation) and by about eps |f| / h (rounding). Their sum is
least near h = eps^(1/3), which leaves roughly 4e-11 for functions of order one.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from autograder.checks.expected import ABSOLUTE, FloatArray, Numeric, Parameters

Entries = NDArray[np.intp]  # of an array, by their numbers in C order

CLOSER = 4  # a second look at the curvature is taken from a quarter of the step
KEPT = 1_000_000  # numbers that f returns around a point, at most, before they are summed
STEP = float(np.finfo(np.float64).eps ** (1 / 3))  # truncation h² balances rounding eps / h


def central_difference(
    f: Callable[[FloatArray], ArrayLike],
    at: ArrayLike,
    *,
    upstream: ArrayLike | None = None,
    name: str,
) -> Numeric:
    """Differentiate x ↦ Σ f(x) ⊙ upstream at a point by nudging one entry of x after the other.

    Args:
        f: function of one array; returns a number, or an array of the shape of ``upstream``.
        at: the point x, any shape; it is not changed, and f gets a fresh copy each time.
        upstream: the gradient that arrives from above; leave it out where f returns a number.
        name: what messages call this gradient.

    Returns:
        The gradient, in the shape of ``at``: [F(x + h) − F(x − h)] / 2h for every entry, with
        h = eps^(1/3) · max(1, |entry|) and the step that was really taken as divisor.

    Raises:
        ValueError: f(x) and ``upstream`` differ in shape, or f is not finite around the point.
    """
    point = np.array(at, dtype=np.float64)
    weight = np.asarray(1.0 if upstream is None else upstream, dtype=np.float64)
    centre = _finite(np.array(_evaluate(f, point.copy(), weight.shape)))
    scale = max(1.0, float(np.linalg.norm(centre * weight)))
    together = max(1, KEPT // max(1, centre.size))

    # The difference is taken entry by entry before the sum, so that large entries of f that cancel
    # in the sum leave no rounding error behind.
    def look(divisor: int, chosen: Entries) -> tuple[FloatArray, FloatArray]:
        slopes, bends = np.empty(len(chosen)), np.empty(len(chosen))
        for start in range(0, len(chosen), together):
            some = slice(start, start + together)
            slope, bend = _around(f, point, chosen[some], centre, divisor)
            slopes[some], bends[some] = slope @ weight.ravel(), np.abs(bend @ weight.ravel())
        return slopes, bends

    value, gap = _with_gap(look, point.size, scale)
    return Numeric(name, value.reshape(point.shape), gap.reshape(point.shape), scale)


def central_jacobian(f: Callable[[FloatArray], ArrayLike], at: ArrayLike, *, name: str) -> Numeric:
    """Differentiate every output of f by every input: J[i, j] = ∂f_i / ∂x_j.

    Args:
        f: function from an (n,) array to an (m,) array.
        at: the point x, (n,); it is not changed.
        name: what messages call this Jacobian.

    Returns:
        The Jacobian, (m, n), one column for each nudged input.

    Raises:
        ValueError: x or f(x) is not a vector, or f is not finite around the point.
    """
    point = np.array(at, dtype=np.float64)
    centre = _finite(np.array(_evaluate(f, point.copy(), None)))
    if point.ndim != 1 or centre.ndim != 1:
        raise ValueError(f"a Jacobian needs vectors; x is {point.shape}, f(x) is {centre.shape}")
    scale = max(1.0, float(np.max(np.abs(centre))))

    def look(divisor: int, chosen: Entries) -> tuple[FloatArray, FloatArray]:
        slopes, bends = _around(f, point, chosen, centre, divisor)
        return slopes, np.abs(bends)

    value, gap = _with_gap(look, point.size, scale)
    return Numeric(name, value.T, gap.T, scale)


def parameter_gradients(
    loss: Callable[[Parameters], float], params: Parameters
) -> list[tuple[Numeric, Numeric]]:
    """Differentiate a loss by every weight and bias of a network.

    Args:
        loss: function of the parameters; returns a number.
        params: [(W1, b1), …, (WL, bL)]; they are not changed.

    Returns:
        [(dW1, db1), …, (dWL, dbL)], each in the shape of its parameter.
    """

    def by(layer: int, part: int) -> Numeric:
        def moved(value: FloatArray) -> float:
            pair = list(params[layer])
            pair[part] = value
            return loss([*params[:layer], (pair[0], pair[1]), *params[layer + 1 :]])

        name = f"d{'Wb'[part]}{layer + 1}"
        return central_difference(moved, at=params[layer][part], name=name)

    return [(by(layer, 0), by(layer, 1)) for layer in range(len(params))]


def _with_gap(
    look: Callable[[int, Entries], tuple[FloatArray, FloatArray]], entries: int, scale: float
) -> tuple[FloatArray, FloatArray]:
    """Return the slopes at all entries of x, and their gaps.

    Half the difference of the one-sided slopes, the bend, is h |f″| / 2 where f is smooth and the
    error of the slope at a kink. Curvature shrinks with the step and leaves the slope alone; a kink
    does one of the two no more.

    Args:
        look: returns slopes and bends at chosen entries, one row each, with the step divided.
        entries: how many there are.
        scale: what rounding errors are proportional to.
    """
    slope, gap = look(1, np.arange(entries))
    bent = np.any(gap > ABSOLUTE * scale, axis=tuple(range(1, gap.ndim)))
    again = np.flatnonzero(bent)
    if again.size:
        bend = gap[again]
        closer, rest = look(CLOSER, again)
        moved = np.abs(slope[again] - closer)
        curved = (rest <= bend / 2) & (moved <= bend / 2)
        truncation = moved * CLOSER**2 / (CLOSER**2 - 1)  # it falls as step²
        gap[again] = np.where(curved, truncation, np.maximum(bend, moved))
    return slope, gap


def _around(
    f: Callable[[FloatArray], ArrayLike],
    point: FloatArray,
    chosen: Entries,
    centre: FloatArray,
    divisor: int,
) -> tuple[FloatArray, FloatArray]:
    """Return slopes [f(x+h) − f(x−h)] / 2h and bends [f(x+h) − 2 f(x) + f(x−h)] / 2h.

    Both have a row for each chosen entry of x and a column for each entry of f.
    """
    flat = point.ravel()
    entries = flat[chosen]
    step = STEP * np.maximum(1.0, np.abs(entries)) / divisor
    higher, lower = entries + step, entries - step
    up = np.empty((len(chosen), *centre.shape))
    down = np.empty_like(up)
    for side, moved in ((up, higher), (down, lower)):
        for row, (entry, number) in enumerate(zip(chosen.tolist(), moved.tolist(), strict=True)):
            x = flat.copy()
            x[entry] = number
            side[row] = _evaluate(f, x.reshape(point.shape), centre.shape)
    up, down = (_finite(side).reshape(len(chosen), centre.size) for side in (up, down))
    taken = (higher - lower)[:, None]  # not 2h: x + h is rounded to a double
    return (up - down) / taken, (up - 2 * centre.ravel() + down) / taken


def _evaluate(
    f: Callable[[FloatArray], ArrayLike], x: FloatArray, shape: tuple[int, ...] | None
) -> float | FloatArray:
    """Return f(x), a number or an array; f may do with x what it likes."""
    y = f(x)
    if isinstance(y, float) and shape == ():
        return y
    y = np.asarray(y, dtype=np.float64)
    if shape is not None and y.shape != shape:
        raise ValueError(f"f(x) has shape {y.shape}; upstream has {shape}")
    return y


def _finite(values: FloatArray) -> FloatArray:
    if not np.isfinite(values).all():
        raise ValueError("f is not finite around this point")
    return values
