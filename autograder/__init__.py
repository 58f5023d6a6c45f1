"""Gradient checks for a course on backpropagation, and the grading of its notebooks."""

from autograder.check import CheckFailed, check_choice, check_gradient
from autograder.numeric import Numeric, central_difference, central_jacobian
from autograder.probes import probe

__all__ = [
    "CheckFailed",
    "Numeric",
    "central_difference",
    "central_jacobian",
    "check_choice",
    "check_gradient",
    "probe",
]
