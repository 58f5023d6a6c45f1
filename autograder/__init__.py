"""Gradient checks for a course on backpropagation, and the grading of its notebooks."""

from autograder.checks.check import (
    ask,
    check_gradient,
    check_value,
    require,
)
from autograder.checks.cost import check_cost
from autograder.checks.expected import Exact, Numeric, exact, unchecked
from autograder.checks.explaining.explain import explain_gradient
from autograder.checks.explaining.report import GradientReport
from autograder.checks.failure import CheckFailed
from autograder.checks.finite_differences import (
    central_difference,
    central_jacobian,
    parameter_gradients,
)
from autograder.checks.notebook import session as _session
from autograder.checks.notebook.other_ways import other_ways
from autograder.checks.notebook.progress import show_progress
from autograder.checks.probes import generator, probe
from autograder.checks.questions import check_choice, check_recall
from autograder.checks.replay import Case, failed_case

__all__ = [
    "Case",
    "CheckFailed",
    "Exact",
    "GradientReport",
    "Numeric",
    "ask",
    "central_difference",
    "central_jacobian",
    "check_choice",
    "check_cost",
    "check_gradient",
    "check_recall",
    "check_value",
    "exact",
    "explain_gradient",
    "failed_case",
    "generator",
    "other_ways",
    "parameter_gradients",
    "probe",
    "require",
    "show_progress",
    "unchecked",
]

_session.install()
