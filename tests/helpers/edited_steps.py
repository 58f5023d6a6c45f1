"""Backpropagation with one edit of its steps, or with two, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from autograder.checks.calls.call import Answered
from autograder.checks.diagnosis.evidence import Cause, Evidence
from autograder.checks.diagnosis.misconceptions.edits.edit import Edit
from autograder.checks.diagnosis.misconceptions.edits.exercises import STEPS
from autograder.checks.diagnosis.misconceptions.edits.explain import edited
from autograder.checks.diagnosis.misconceptions.edits.steps import Steps
from autograder.checks.failure import AND, EITHER

QUESTIONS = {
    "backpropagation": (3, 4, 4, 2), "two_layer_backpropagation": (4, 3, 2),
    "batch_gradient": (3, 5, 4, 2), "backward_rows": (3, 4, 4, 2),
}  # fmt: skip
Inputs = dict[str, Any]


def sigmoid(u: Any) -> Any:
    return 1 / (1 + np.exp(-u))


def draw(exercise: str, sizes: Sequence[int], seed: int = 5) -> Inputs:
    """Draw the inputs of an exercise."""
    rng = np.random.default_rng(seed)
    params = [(rng.normal(size=(m, n)), rng.normal(size=m)) for n, m in pairwise(sizes)]
    if "backpropagation" in exercise:
        return {"params": params, "x": rng.normal(size=sizes[0]), "y": rng.normal(size=sizes[-1])}
    X, Y = rng.normal(size=(5, sizes[0])), rng.normal(size=(5, sizes[-1]))
    if exercise == "batch_gradient":
        return {"params": params, "X": X, "Y": Y}
    rows, cache = [(W.T, b) for W, b in params], [X]
    for W, b in rows:
        cache.append(sigmoid(cache[-1] @ W + b))
    return {"params": rows, "cache": cache, "Y": Y}


def steps_of(exercise: str) -> tuple[Inputs, Steps]:
    inputs = draw(exercise, QUESTIONS[exercise])
    return inputs, STEPS[exercise](*inputs.values())


def as_returned(arrays: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Return arrays, b before W and the last layer first, as the exercise returns them."""
    return [(dW, db) for db, dW in zip(arrays[::2], arrays[1::2], strict=True)][::-1]


def told(exercise: str, inputs: Inputs, arrays: Sequence[Any]) -> tuple[Cause, ...]:
    answered = Answered(exercise, inputs, as_returned(arrays))
    return edited(Evidence(answered, np.zeros(()), np.zeros(())))


def same(some: Sequence[Any], others: Sequence[Any]) -> bool:
    return all(
        np.shape(a) == np.shape(b) and bool(np.all(np.abs(a - b) <= 1e-9 * np.abs(b)))
        for a, b in zip(some, others, strict=True)
    )


def effective(steps: Steps) -> dict[Edit, Sequence[Any]]:
    """Return what each edit makes of a question, where it makes a difference."""
    found: dict[Edit, Sequence[Any]] = {}
    right = list(steps.evaluate(()))
    for edit in steps.edits:
        try:
            arrays = list(steps.evaluate((edit,)))
        except ValueError:  # not with these shapes
            continue
        if not same(arrays, right):
            found[edit] = arrays
    return found


@dataclass(frozen=True)
class Edited:
    """A question of an exercise, answered with edits of its steps.

    Attributes:
        exercise: its name.
        inputs: the question.
        steps: the steps of the answer.
        made: what each edit makes of it alone, where it makes a difference.
    """

    exercise: str
    inputs: Inputs
    steps: Steps
    made: dict[Edit, Sequence[Any]]

    @cached_property
    def pairs(self) -> list[tuple[Edit, Edit]]:
        """The edits that can be made together."""
        return [
            (one, other)
            for one, other in combinations(self.made, 2)
            if not one.excludes(other) and not (one.traced and other.traced)
        ]

    @cached_property
    def likes(self) -> dict[Edit, set[str]]:
        """For each edit, the names of all that look like it."""
        return {
            mine: {edit.name for edit, others in self.made.items() if same(others, arrays)}
            for mine, arrays in self.made.items()
        }

    def told_of(self, one: Edit, other: Edit) -> str | None:
        """Say how two mistakes are named: both, alike, one, silent or wrong.

        Alike is another pair that gives exactly the same numbers.

        None where both cannot be done with these shapes, or give no finite numbers, or the same as
        one edit alone or none at all.
        """
        try:
            with np.errstate(all="ignore"):
                arrays = list(self.steps.evaluate((one, other)))
        except ValueError:
            return None
        if not all(np.all(np.isfinite(array)) for array in arrays):
            return None
        if any(same(arrays, others) for others in (self._right, *self.made.values())):
            return None
        causes = told(self.exercise, self.inputs, arrays)
        how = _told_of(self.likes[one], self.likes[other], causes)
        if how == "wrong" and any(self._give(pair, arrays) for pair in causes[0].made_by):
            return "alike"
        return how

    def _give(self, edits: Sequence[Edit], arrays: Sequence[Any]) -> bool:
        return len(edits) == 2 and same(list(self.steps.evaluate(edits)), arrays)

    @cached_property
    def _right(self) -> list[Any]:
        return list(self.steps.evaluate(()))


def edited_steps(exercise: str) -> Edited:
    """Make every edit of an exercise alone."""
    inputs, steps = steps_of(exercise)
    return Edited(exercise, inputs, steps, effective(steps))


def _told_of(one: set[str], other: set[str], causes: Sequence[Cause]) -> str:
    if not causes:
        return "silent"
    named = [set(part.split(EITHER)) for part in causes[0].name.split(AND)]
    if len(named) == 2:
        fits = (named[0] <= one and named[1] <= other) or (named[0] <= other and named[1] <= one)
        return "both" if fits else "wrong"
    return "one" if named[0] <= one or named[0] <= other else "wrong"
