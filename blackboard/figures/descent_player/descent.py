"""Gradient descent and Newton's method on a linear regression with two parameters."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from autograder.checks.expected import FloatArray

FAR = 1e6  # times the start's excess: a path that is so high up has run away, and is ended

Batch = Sequence[int] | np.ndarray


@dataclass(frozen=True, eq=False)
class Regression:
    """The objective L(θ) = 1/(2N) Σ (row_i · θ − c_i)², a bowl over the plane.

    Attributes:
        rows: (N, 2), one sample a row.
        c: (N,), the targets.
    """

    rows: FloatArray
    c: FloatArray

    @cached_property
    def hessian(self) -> FloatArray:
        """The second derivatives of the objective, (2, 2), the same everywhere."""
        return np.asarray(self.rows.T @ self.rows / len(self.c))

    @cached_property
    def best(self) -> FloatArray:
        """The minimum, (2,)."""
        return np.asarray(np.linalg.lstsq(self.rows, self.c, rcond=None)[0])

    @cached_property
    def curvatures(self) -> tuple[float, float]:
        """The curvatures of the bowl, the smaller one first."""
        low, high = np.linalg.eigvalsh(self.hessian)
        return float(low), float(high)

    def objective(self, theta: ArrayLike) -> float:
        """Return the mean loss of all samples at θ (2,)."""
        return float(np.mean((self.rows @ np.asarray(theta) - self.c) ** 2) / 2)

    def excess(self, theta: ArrayLike) -> FloatArray:
        """Return how far the objective is above its minimum; θ is (…, 2).

        Computed as ½ (θ − θ*)ᵀ H (θ − θ*), which keeps all digits close to the minimum.
        """
        off = np.asarray(theta) - self.best
        return np.asarray(np.einsum("...i,ij,...j->...", off, self.hessian, off) / 2)

    def gradient(self, theta: FloatArray, batch: Batch) -> FloatArray:
        """Return the mean gradient of a batch, (2,)."""
        chosen = self.rows[batch]
        return np.asarray(chosen.T @ (chosen @ theta - self.c[batch]) / len(chosen))

    def ellipse(self, excess: float, points: int = 72) -> FloatArray:
        """Return the closed contour (points, 2) on which the objective has this excess."""
        lengths, axes = np.linalg.eigh(self.hessian)
        turn = np.linspace(0, 2 * np.pi, points)
        circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        return np.asarray(self.best + circle * np.sqrt(2 * excess / lengths) @ axes.T)


@dataclass(frozen=True, eq=False)
class Path:
    """The path of a method over the plane.

    Attributes:
        theta: (k + 1, 2), the start and the parameters after each update.
        used: (k + 1,), how many samples had been looked at by then; it grows.
        excess: (k + 1,), the objective above its minimum.
        lost: whether the path was ended because it has run away.
    """

    theta: FloatArray
    used: FloatArray
    excess: FloatArray
    lost: bool

    def updates(self, time: int) -> int:
        """Return how many updates were made when so many samples had been looked at."""
        return int(np.searchsorted(self.used, time, side="right")) - 1

    def reached(self, excess: float) -> int | None:
        """Return after how many samples the excess was first no more than this."""
        below = np.flatnonzero(self.excess <= excess)
        return int(self.used[below[0]]) if len(below) else None


def follow(
    problem: Regression,
    start: FloatArray,
    moves: Iterable[tuple[int, Callable[[FloatArray], FloatArray]]],
) -> Path:
    """Return the path of updates: each a number of samples and the map of θ to the next θ."""
    thetas, used = [start], [0]
    far = FAR * max(float(problem.excess(start)), 1.0)
    lost = False
    for samples, move in moves:
        theta = move(thetas[-1])
        thetas.append(theta)
        used.append(used[-1] + samples)
        lost = not float(problem.excess(theta)) < far  # NaN has run away too
        if lost:
            break
    path = np.array(thetas)
    return Path(path, np.array(used), problem.excess(path), lost)


def descend(problem: Regression, start: FloatArray, eta: float, batches: Iterable[Batch]) -> Path:
    """Return the path of gradient descent: an update for each batch."""

    def move(batch: Batch) -> tuple[int, Callable[[FloatArray], FloatArray]]:
        return len(batch), lambda theta: theta - eta * problem.gradient(theta, batch)

    return follow(problem, start, map(move, batches))


def newton(
    problem: Regression,
    start: FloatArray,
    epochs: int,
    step: Callable[[FloatArray, FloatArray, FloatArray], FloatArray],
) -> Path:
    """Return the path of Newton's method, a step an epoch; ``step(θ, gradient, Hessian)``."""
    everything = range(len(problem.c))

    def move(theta: FloatArray) -> FloatArray:
        return step(theta, problem.gradient(theta, everything), problem.hessian)

    return follow(problem, start, [(len(problem.c), move)] * epochs)
