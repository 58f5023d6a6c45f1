"""Gradient checks for a course on backpropagation, and the grading of its notebooks."""

from autograder.checks.check import (
    ask,
    check_choice,
    check_gradient,
    check_value,
    require,
)
from autograder.checks.cost import check_cost
from autograder.checks.expected import Exact, Numeric, exact, unchecked
from autograder.checks.failure import CheckFailed
from autograder.checks.finite_differences import (
    central_difference,
    central_jacobian,
    parameter_gradients,
)
from autograder.checks.probes import generator, probe

__all__ = [
    "CheckFailed",
    "Exact",
    "Numeric",
    "ask",
    "central_difference",
    "central_jacobian",
    "check_choice",
    "check_cost",
    "check_gradient",
    "check_value",
    "exact",
    "generator",
    "parameter_gradients",
    "probe",
    "require",
    "unchecked",
]
