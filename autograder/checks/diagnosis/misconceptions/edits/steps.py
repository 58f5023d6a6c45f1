"""One question as steps that may be edited: what comes out of them, and what was returned."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import Edit
from autograder.checks.diagnosis.misconceptions.edits.search import Arrays, Evaluate

FEW = 2  # numbers that were returned; fewer are met by chance with so many things to try


@dataclass(frozen=True)
class Steps:
    """The steps of one question.

    Attributes:
        evaluate: returns the arrays of an answer when steps are edited.
        edits: the ways in which they are.
        arrays: the arrays of what was returned, in the same order.
        paired: whether two edits are looked for where none alone fits.
        few: with fewer numbers nothing is looked for.
        following: more edits, which start from the arrays that were returned.
        seen: says in a sentence which of the arrays are right, or nothing.
    """

    evaluate: Evaluate
    edits: tuple[Edit, ...]
    arrays: Callable[[Any], Arrays]
    paired: bool = True
    few: int = FEW
    following: Callable[[Arrays], Iterable[Edit]] = lambda returned: ()
    seen: Callable[[Sequence[bool]], str] = lambda right: ""


def one_array(returned: Any) -> Arrays:
    """Return what was returned as the one array of an answer.

    Raises:
        ValueError: it is no array of numbers.
    """
    return [np.asarray(returned, dtype=np.float64)]


def several_arrays(returned: Any) -> Arrays:
    """Return what was returned as arrays, in its own order.

    Raises:
        TypeError: it is no series.
        ValueError: not all of it are arrays of numbers.
    """
    return [np.asarray(part, dtype=np.float64) for part in returned]


def arrays_of(grads: Iterable[tuple[Any, Any]]) -> Arrays:
    """Return gradients in the order in which they are computed: b before W, the last layer first.

    Raises:
        ValueError: they are not pairs of arrays of numbers.
    """
    arrays = []
    for layer in reversed(list(grads)):
        dW, db = layer
        arrays += [np.asarray(db, dtype=np.float64), np.asarray(dW, dtype=np.float64)]
    return arrays


def named(*names: str) -> Callable[[Sequence[bool]], str]:
    """Return what says which of an answer's arrays are right, by their names."""
    return lambda right: "".join(
        f"{name} is right. " for name, fits in zip(names, right, strict=True) if fits
    )


def entry_of(steps: Steps, place: Any) -> Steps:
    """Return the steps of an exercise that asks for one entry of the one array of another."""

    def evaluate(edits: Iterable[Edit]) -> Arrays:
        (whole,) = steps.evaluate(edits)
        return [whole[place]]

    return replace(steps, evaluate=evaluate, arrays=one_array, paired=False, few=1)


def layers_seen(right: Sequence[bool]) -> str:
    """Say which gradients of a network are right, b before W and the last layer first."""
    biases, weights = right[::2], right[1::2]
    if all(biases):
        return "All biases are right, so the error terms are. "
    if all(weights):
        return "All weights are right. "
    above = until_wrong(b and w for b, w in zip(biases, weights, strict=True))
    if above == 1:
        return "The output layer is right. "
    return f"Down to layer {len(biases) - above + 1} everything is right. " if above else ""


def until_wrong(right: Iterable[bool]) -> int:
    """Return how many are right before the first that is not."""
    return len(list(takewhile(bool, right)))
