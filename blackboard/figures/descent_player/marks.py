"""The marks of the four methods: told apart by their form and their line, not by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from blackboard.drawing.chart import Point
from blackboard.drawing.colours import BLUE, GREEN, INK, PURPLE, VERMILLION
from blackboard.drawing.shapes import Circle, Line, Rect, Shape
from blackboard.figures.descent_player.race import BATCH, MINI, NEWTON, SINGLE


@dataclass(frozen=True)
class Look:
    """The look of a method: its mark and its dashes tell it apart without its colour too."""

    colour: str
    dashed: bool = False
    line: float = 1.6


LOOKS = {
    SINGLE: Look(VERMILLION, line=1.0),
    MINI: Look(GREEN),
    BATCH: Look(BLUE, line=2.4),
    NEWTON: Look(PURPLE, dashed=True, line=2.4),
}


def mark(method: str, at: Point) -> Sequence[Shape]:
    """Draw a method's mark: a triangle, a square, a disc or a diamond."""
    (x, y), colour = at, LOOKS[method].colour
    if method == BATCH:
        return [Circle(x, y, 5, colour)]
    if method == MINI:
        return [Rect(x - 4.5, y - 4.5, 9, 9, colour, stroke=INK)]
    corners = [(x, y - 6), (x + 6, y + 5), (x - 6, y + 5)]
    if method == NEWTON:
        corners = [(x, y - 7), (x + 6, y), (x, y + 7), (x - 6, y)]
    return [Line(tuple(corners), INK, 1, closed=True, fill=colour)]
