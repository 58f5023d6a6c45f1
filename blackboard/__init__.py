"""What the notebooks show: pictures, interactive figures and data."""

from blackboard.digits import Digits, load_digits
from blackboard.picture import show
from blackboard.shapes import shape_explorer
from blackboard.stepper import backward_stepper

__all__ = ["Digits", "backward_stepper", "load_digits", "shape_explorer", "show"]
