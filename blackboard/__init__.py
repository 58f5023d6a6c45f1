"""What the notebooks show: pictures, interactive figures and data."""

from blackboard.bowl import loss_bowl
from blackboard.cached import cached_values
from blackboard.curve import difference_curve
from blackboard.diagram import network_diagram
from blackboard.digits import Digits, load_digits
from blackboard.graph import computational_graph
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
    "computational_graph",
    "descent_player",
    "difference_curve",
    "load_digits",
    "loss_bowl",
    "memory_layout",
    "network_diagram",
    "shape_explorer",
    "show",
    "slopes_figure",
]
