"""The exercises whose steps may be edited: what goes in, what comes out and in which order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import Edit
from autograder.checks.diagnosis.misconceptions.edits.network_edits import edits_for
from autograder.checks.diagnosis.misconceptions.edits.network_pass import backward_edited
from autograder.checks.diagnosis.misconceptions.edits.search import Arrays, Evaluate


@dataclass(frozen=True)
class Steps:
    """The steps of one question.

    Attributes:
        evaluate: returns the arrays of an answer when steps are edited.
        edits: the ways in which they are.
    """

    evaluate: Evaluate
    edits: tuple[Edit, ...]


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


def _in_columns(params: Any, X: Any, Y: Any) -> Steps:
    """Return the steps of a mean over samples, one a row, for weights in column notation."""
    weights = [np.asarray(W).T for W, _ in params]
    biases = [b for _, b in params]

    def evaluate(edits: Iterable[Edit]) -> Arrays:
        made = backward_edited(weights, biases, X, Y, edits)
        return arrays_of([(dW.T, db) for dW, db in made])

    return Steps(evaluate, edits_for(len(params)))


def _one_sample(params: Any, x: Any, y: Any) -> Steps:
    return _in_columns(params, x[np.newaxis], y[np.newaxis])


def _in_rows(params: Any, cache: Any, Y: Any) -> Steps:
    weights, biases = [W for W, _ in params], [b for _, b in params]

    def evaluate(edits: Iterable[Edit]) -> Arrays:
        return arrays_of(backward_edited(weights, biases, cache[0], Y, edits))

    return Steps(evaluate, edits_for(len(params)))


STEPS: Mapping[str, Callable[..., Steps]] = {
    "backpropagation": _one_sample,
    "two_layer_backpropagation": _one_sample,
    "batch_gradient": _in_columns,
    "backward_rows": _in_rows,
}
