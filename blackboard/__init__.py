"""What the notebooks show: pictures, interactive figures and data."""

from blackboard.cached import cached_values
from blackboard.digits import Digits, load_digits
from blackboard.memory import memory_layout
from blackboard.picture import show
from blackboard.player import descent_player
from blackboard.secant import slopes_figure
from blackboard.shapes import shape_explorer
from blackboard.stepper import backward_stepper

__all__ = [
    "Digits",
    "backward_stepper",
    "cached_values",
    "descent_player",
    "load_digits",
    "memory_layout",
    "shape_explorer",
    "show",
    "slopes_figure",
]
