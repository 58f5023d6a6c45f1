"""A race of four methods from one start, with a student's own parts where they can be used."""

from collections.abc import Callable
from functools import cache, cached_property
from itertools import chain
from typing import Any

import numpy as np

from autograder.checks.calls.call import call
from autograder.checks.expected import FloatArray
from autograder.checks.failure import CheckFailed
from blackboard.figures.descent_player.descent import Batch, Path, Regression, descend, newton

SINGLE, MINI, BATCH, NEWTON = "single-sample", "mini-batch", "batch", "Newton"
METHODS = (SINGLE, MINI, BATCH, NEWTON)
VALLEY = 0.015  # a method has reached the valley when this share of the start's excess is left


class Race:
    """The paths of the four methods; each is computed when it is first asked for.

    Args:
        problem: the objective.
        start: (2,), where all begin.
        epochs: for how many passes over the samples it goes on.
        minibatches: a student's function of n, size and rng, or None.
        newton_step: a student's function of theta, grad and hessian, or None.
    """

    def __init__(
        self,
        problem: Regression,
        start: FloatArray,
        epochs: int,
        minibatches: Callable[..., Any] | None = None,
        newton_step: Callable[..., Any] | None = None,
    ) -> None:
        self.problem, self.start, self.epochs = problem, start, epochs
        self._minibatches, self._newton_step = minibatches, newton_step
        self.path = cache(self._path)
        self._orders = cache(self._batches)

    @property
    def samples(self) -> int:
        """How many samples there are."""
        return len(self.problem.c)

    @property
    def end(self) -> int:
        """How many samples each method looks at in all."""
        return self.samples * self.epochs

    @cached_property
    def goal(self) -> float:
        """The excess of the objective that counts as the valley."""
        return VALLEY * float(self.problem.excess(self.start))

    def notes(self, size: int, seed: int) -> list[str]:
        """Say which of the student's functions cannot be used, and why."""
        found = [self._orders(size, seed)[1], self._newton_path[1]]
        return [note for note in found if note]

    def _path(self, method: str, eta: float, size: int, seed: int) -> Path:
        if method == NEWTON:
            return self._newton_path[0]
        if method == BATCH:
            batches: list[Batch] = [np.arange(self.samples)] * self.epochs
        else:
            batches = self._orders(1 if method == SINGLE else size, seed)[0]
        return descend(self.problem, self.start, eta, batches)

    def _batches(self, size: int, seed: int) -> tuple[list[Batch], str]:
        """Return the batches of all epochs, and why they are not the student's."""
        # A generator an epoch: a call gets a copy of its own, which does not move this one on.
        rngs = [np.random.default_rng((seed, epoch)) for epoch in range(self.epochs)]
        if self._minibatches is not None:
            epochs: list[list[Batch]] = []
            for rng in rngs:
                inputs = {"n": self.samples, "size": size, "rng": rng}
                try:
                    batches = call(self._minibatches, inputs)
                except CheckFailed as failed:
                    return self._shuffled(size, seed), f"{failed} {OWN_ORDERS}"
                if not _covers(batches, self.samples):
                    note = "The batches of minibatches do not hold every sample once."
                    return self._shuffled(size, seed), f"{note} {OWN_ORDERS}"
                epochs.append(list(batches))
            return list(chain(*epochs)), ""
        return self._shuffled(size, seed), ""

    def _shuffled(self, size: int, seed: int) -> list[Batch]:
        batches: list[Batch] = []
        for epoch in range(self.epochs):
            order = np.random.default_rng((seed, epoch)).permutation(self.samples)
            batches += [order[first : first + size] for first in range(0, self.samples, size)]
        return batches

    @cached_property
    def _newton_path(self) -> tuple[Path, str]:
        """The path of Newton's method, and why it is not the student's."""
        note = ""
        if self._newton_step is not None:
            try:
                path = newton(self.problem, self.start, self.epochs, self._students_step)
            except _UnusableError as error:
                note = f"{error} The picture steps with its own."
            else:
                if path.reached(self.goal) != self.samples:
                    note = "The first step of your newton_step does not lead to the minimum."
                return path, note
        own = newton(
            self.problem, self.start, self.epochs, lambda theta, g, H: theta - np.linalg.solve(H, g)
        )
        return own, note

    def _students_step(
        self, theta: FloatArray, grad: FloatArray, hessian: FloatArray
    ) -> FloatArray:
        assert self._newton_step is not None
        inputs = {"theta": theta, "grad": grad, "hessian": hessian}
        try:
            value = call(self._newton_step, inputs)
        except CheckFailed as failed:
            raise _UnusableError(str(failed)) from failed
        if not isinstance(value, np.ndarray) or value.shape != (2,) or value.dtype.kind not in "fi":
            raise _UnusableError("newton_step must return an array of shape (2,).")
        return value.astype(np.float64)


OWN_ORDERS = "The picture shuffles by itself."


class _UnusableError(Exception):
    """A student's function gave nothing to draw."""


def _covers(batches: Any, n: int) -> bool:
    """Whether this is a list of index arrays that hold 0 … n − 1 once together."""
    if not isinstance(batches, list | tuple) or not batches:
        return False
    for batch in batches:
        whole = isinstance(batch, np.ndarray) and batch.dtype.kind in "iu" and batch.ndim == 1
        if not whole or not len(batch):
            return False
    return np.array_equal(np.sort(np.concatenate(batches)), np.arange(n))
