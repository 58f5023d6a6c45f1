"""A drawing: a few kinds of shapes on a sheet, and the text that says what they show.

A figure describes its picture once, with these shapes. ``svg`` turns the drawing into SVG for a
notebook that runs, ``png`` into an image for a page where nothing runs.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from blackboard.drawing.colours import INK


@dataclass(frozen=True)
class Rect:
    """A rectangle; (x, y) is its upper left corner.

    Attributes:
        fill: its colour, None for none. ``tint`` says how much of it covers the paper, 0 … 1: text
            in INK stays readable on a light tint in every theme.
        stroke: the colour of its border, None for none.
        hatched: whether diagonal lines in INK cover it: a sign that needs no colour.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    tint: float = 1.0
    stroke: str | None = None
    line: float = 1.0
    dashed: bool = False
    hatched: bool = False


@dataclass(frozen=True)
class Line:
    """A line through points; ``arrow`` puts a head on its end, ``closed`` leads it back."""

    points: tuple[tuple[float, float], ...]
    stroke: str = INK
    line: float = 1.0
    dashed: bool = False
    arrow: bool = False
    closed: bool = False
    fill: str | None = None
    tint: float = 1.0


@dataclass(frozen=True)
class Circle:
    """A circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: str | None = None
    tint: float = 1.0
    stroke: str | None = INK
    line: float = 1.0
    dashed: bool = False


@dataclass(frozen=True)
class Text:
    """One line of text.

    Attributes:
        x, y: where it stands; y is the middle of its height.
        anchor: which part of it stands at x: ``start``, ``middle`` or ``end``.
        mono: whether all characters are equally wide, as in columns of numbers.
    """

    x: float
    y: float
    text: str
    size: float = 13.0
    anchor: str = "start"
    colour: str = INK
    bold: bool = False
    mono: bool = False


@dataclass(frozen=True)
class Target:
    """A rectangle that can be clicked; ``name`` tells the figure which one it was."""

    x: float
    y: float
    width: float
    height: float
    name: str


Shape = Rect | Line | Circle | Text


@dataclass(frozen=True)
class Drawing:
    """Shapes on a sheet, the first one at the bottom.

    Attributes:
        width, height: the size of the sheet in pixels; 860 wide fills a notebook at 1280 pixels.
        shapes: what is drawn.
        alt: the text alternative: what a reader who cannot see the picture must know.
        targets: what can be clicked, above all shapes.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str
    targets: tuple[Target, ...] = ()


def hatching(rect: Rect, gap: float = 8.0) -> Iterable[tuple[float, float, float, float]]:
    """Yield the diagonals (x1, y1, x2, y2) that hatch a rectangle, clipped to it.

    They are computed because an SVG pattern needs an id, and ids clash between figures of a page.
    """
    along = gap
    while along < rect.width + rect.height:
        start, end = max(0.0, along - rect.height), min(along, rect.width)
        yield rect.x + start, rect.y + along - start, rect.x + end, rect.y + along - end
        along += gap
