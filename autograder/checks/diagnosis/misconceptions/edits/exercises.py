"""The exercises whose steps may be edited."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from autograder.checks.diagnosis.misconceptions.edits.formulas.edits import FORMULAS
from autograder.checks.diagnosis.misconceptions.edits.formulas.formula import Formula
from autograder.checks.diagnosis.misconceptions.edits.formulas.line import Line
from autograder.checks.diagnosis.misconceptions.edits.network.exercises import NETWORKS
from autograder.checks.diagnosis.misconceptions.edits.network.layer_pass import (
    composite_grad,
    hidden_delta,
    layer_grads,
    output_delta,
    softplus_layer,
    tanh_layer_rows,
)
from autograder.checks.diagnosis.misconceptions.edits.steps import Steps, entry_of


def _in_a_line(formula: Formula | Line, *given: Any) -> Steps:
    few = 3 if isinstance(formula, Line) else 1
    edits = formula.edits_for(given)
    return Steps(formula.asked(given), edits, formula.arrays, formula.paired, few)


def _entry(whole: Callable[..., Steps], *inputs: Any) -> Steps:
    """Return the steps to one entry; its index comes after the inputs of the whole."""
    return entry_of(whole(*inputs[:-1]), inputs[-1])


STEPS: Mapping[str, Callable[..., Steps]] = {
    **NETWORKS,
    "output_delta": output_delta,
    "hidden_delta": hidden_delta,
    "hidden_delta_entry": partial(_entry, hidden_delta),
    "layer_grads": layer_grads,
    "composite_grad": composite_grad,
    "softplus_layer_grad_x": softplus_layer,
    "tanh_layer_rows": tanh_layer_rows,
    **{name: partial(_in_a_line, formula) for name, formula in FORMULAS.items()},
}
