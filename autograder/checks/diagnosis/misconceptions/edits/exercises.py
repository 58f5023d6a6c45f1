"""The exercises whose steps may be edited: what goes in, what comes out and in which order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import Edit
from autograder.checks.diagnosis.misconceptions.edits.formula import Formula
from autograder.checks.diagnosis.misconceptions.edits.formula_edits import FORMULAS
from autograder.checks.diagnosis.misconceptions.edits.layer_pass import (
    back_to_a_layer,
    gradients_of_a_layer,
    layer_backwards,
    output_error_term,
)
from autograder.checks.diagnosis.misconceptions.edits.line import Line
from autograder.checks.diagnosis.misconceptions.edits.network_edits import (
    edits_for,
    edits_of_steps,
)
from autograder.checks.diagnosis.misconceptions.edits.network_pass import backward_edited
from autograder.checks.diagnosis.misconceptions.edits.search import Arrays, Evaluate


@dataclass(frozen=True)
class Steps:
    """The steps of one question.

    Attributes:
        evaluate: returns the arrays of an answer when steps are edited.
        edits: the ways in which they are.
        arrays: the arrays of what was returned, in the same order.
        paired: whether two edits are looked for where none alone fits.
        few: how many numbers must have been returned. Fewer are met by chance with so many things
            to try.
    """

    evaluate: Evaluate
    edits: tuple[Edit, ...]
    arrays: Callable[[Any], Arrays]
    paired: bool = True
    few: int = 3


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


def _in_columns(params: Any, X: Any, Y: Any) -> Steps:
    """Return the steps of a mean over samples, one a row, for weights in column notation."""
    weights = [np.asarray(W).T for W, _ in params]
    biases = [b for _, b in params]

    def evaluate(edits: Iterable[Edit]) -> Arrays:
        made = backward_edited(weights, biases, X, Y, edits)
        return arrays_of([(dW.T, db) for dW, db in made])

    return Steps(evaluate, edits_for(len(params)), arrays_of)


def _one_sample(params: Any, x: Any, y: Any) -> Steps:
    return _in_columns(params, x[np.newaxis], y[np.newaxis])


def _in_rows(params: Any, cache: Any, Y: Any) -> Steps:
    weights, biases = [W for W, _ in params], [b for _, b in params]

    def evaluate(edits: Iterable[Edit]) -> Arrays:
        return arrays_of(backward_edited(weights, biases, cache[0], Y, edits))

    return Steps(evaluate, edits_for(len(params)), arrays_of)


def _output_delta(x: Any, y: Any, u: Any) -> Steps:
    steps = edits_of_steps("error", "slope")
    return Steps(partial(output_error_term, x, y, u), steps, one_array)


def _hidden_delta(W: Any, delta: Any, u: Any) -> Steps:
    steps = edits_of_steps("through", "slope")
    return Steps(partial(back_to_a_layer, W, delta, u), steps, one_array)


def _layer_grads(delta: Any, x: Any) -> Steps:
    steps = edits_of_steps("below", "weights", "biases")
    return Steps(partial(gradients_of_a_layer, delta, x), steps, lambda grads: arrays_of([grads]))


def _composite_grad(W: Any, x: Any, grad_y: Any) -> Steps:
    # Lesson 04 has one layer, and no name yet for the gradient by a pre-activation.
    steps = edits_of_steps("slope", "below", "weights", "through")
    known = tuple(e for e in steps if not any(word in e.hint for word in ("error", "layer ")))
    return Steps(partial(layer_backwards, W, x, grad_y), known, several_arrays)


def _in_a_line(formula: Formula | Line, *given: Any) -> Steps:
    few = 3 if isinstance(formula, Line) else 1
    edits = formula.edits_for(given)
    return Steps(formula.asked(given), edits, formula.arrays, formula.paired, few)


STEPS: Mapping[str, Callable[..., Steps]] = {
    "backpropagation": _one_sample,
    "two_layer_backpropagation": _one_sample,
    "batch_gradient": _in_columns,
    "backward_rows": _in_rows,
    "output_delta": _output_delta,
    "hidden_delta": _hidden_delta,
    "layer_grads": _layer_grads,
    "composite_grad": _composite_grad,
    **{name: partial(_in_a_line, formula) for name, formula in FORMULAS.items()},
}
