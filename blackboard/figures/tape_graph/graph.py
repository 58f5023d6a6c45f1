"""The nodes and arrows of a tape as shapes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from blackboard.drawing.colours import BLUE, INK, MUTED, PAPER, RULE, SKY, VERMILLION, YELLOW
from blackboard.drawing.shapes import Line, Rect, Shape, Target, Text
from blackboard.figures.tape_graph.layout import Layout, Route, Spot
from blackboard.figures.tape_graph.panel import shortened

MARGIN, TOP = 14.0, 10.0
WIDEST, LEAST_GAP = 92.0, 20.0  # pixels: of a node, and between two of them
MOST_PITCH = 128.0  # pixels between the middles of two layers
TALL, PITCH = 66.0, 82.0  # pixels: the height of a node, and the one in which a layout counts
LANE = 26.0  # pixels between two bands, where arrows run back to the left
SPREAD = 13.0  # pixels between the ends of two arrows at a node
LETTER = 9.0  # pixels: the width of a letter of a name
RIM = 4.0  # pixels between the two frames of a node
FORWARDS, BACKWARDS = "forwards", "backwards"  # what goes over an arrow

Point = tuple[float, float]


@dataclass(frozen=True)
class Node:
    """What stands in a node.

    Attributes:
        name: its name.
        lines: what stands below it.
        known: whether it has a value yet.
        now: whether the step makes it.
        double: whether it has two frames: several uses.
    """

    name: str
    lines: tuple[str, ...]
    known: bool
    now: bool
    double: bool


@dataclass(frozen=True, eq=False)
class Sheet:
    """Where a layout lies on the sheet, in pixels."""

    layout: Layout
    width: float

    @cached_property
    def pitch(self) -> float:
        """The distance between the middles of two layers."""
        across = max(map(len, self.layout.bands))
        return min(MOST_PITCH, (self.width - 2 * MARGIN) / across)

    @property
    def wide(self) -> float:
        """The width of a node."""
        return min(WIDEST, self.pitch - LEAST_GAP)

    @cached_property
    def _bands(self) -> Sequence[tuple[range, float, float]]:
        """The layers of each band, its upper edge, and how far down its first spot lies."""
        found, top = [], TOP
        for band in self.layout.bands:
            down = [self.layout.down[spot] for k in band for spot in self.layout.layers[k]]
            found.append((band, top, min(down)))
            top += (max(down) - min(down)) * PITCH + TALL + LANE
        return [*found, (range(0), top, 0.0)]

    @property
    def bottom(self) -> float:
        """The lower edge of all nodes."""
        return self._bands[-1][1] - LANE

    def band(self, spot: Spot) -> int:
        """Return the band of a spot."""
        layer = self.layout.layer_of[spot]
        return next(k for k, (band, _, _) in enumerate(self._bands) if layer in band)

    def place(self, spot: Spot) -> Point:
        """Return the middle of a spot."""
        band, top, first = self._bands[self.band(spot)]
        across = max(map(len, self.layout.bands)) * self.pitch
        x = (self.width - across) / 2
        x += (self.layout.layer_of[spot] - band.start + 0.5) * self.pitch
        return x, top + TALL / 2 + (self.layout.down[spot] - first) * PITCH

    def points(self, route: Route) -> tuple[Point, ...]:
        """Return the corners of an arrow."""
        x, y = self.place(route.start)
        found = [(x + self.wide / 2 + self._rim(route.start), y)]
        for here, there in pairwise(route.spots):
            x, y = self.place(there)
            left = x - self.wide / 2
            if there == route.end:
                y += self._port(route)
            if self.band(here) != self.band(there):
                found += self._lane(found[-1], here, (left, y))
            if there == route.end:
                found.append((left - 1 - self._rim(route.end), y))
            else:
                found += [(left, y), (left + self.wide, y)]
        return tuple(found)

    def _rim(self, name: str) -> float:
        """Return how far the second frame of a node reaches out."""
        return RIM if sum(route.start == name for route in self.layout.routes) > 1 else 0.0

    def _lane(self, start: Point, here: Spot, end: Point) -> list[Point]:
        """Return the corners of the way from the right end of a band to the left of the next."""
        crossing = [
            spot
            for route in self.layout.routes
            for spot, other in pairwise(route.spots)
            if self.band(spot) == self.band(here) != self.band(other)
        ]
        aside = 4.0 * crossing.index(here)
        _, top, _ = self._bands[self.band(here) + 1]
        lane = top - LANE / 2 + aside
        right, left = start[0] + 6 + aside, end[0] - 12 - aside
        return [(right, start[1]), (right, lane), (left, lane), (left, end[1])]

    def _port(self, route: Route) -> float:
        """Return how far from the middle of a node an arrow ends."""
        coming = [other for other in self.layout.routes if other.end == route.end]
        coming.sort(key=lambda other: self.place(other.spots[-2])[1])
        return SPREAD * (coming.index(route) - (len(coming) - 1) / 2)


def draw_node(node: Node, sheet: Sheet) -> list[Shape]:
    """Draw a node: its name, and the lines below it."""
    x, y = sheet.place(node.name)
    left, top = x - sheet.wide / 2, y - TALL / 2
    fill, tint = (YELLOW, 0.35) if node.now else (SKY, 0.2) if node.known else (None, 1.0)
    frame, line = INK if node.known else RULE, 3.0 if node.now else 1.2
    shapes: list[Shape] = [
        Rect(left, top, sheet.wide, TALL, PAPER),
        Rect(left, top, sheet.wide, TALL, fill, tint, frame, line, dashed=not node.known),
    ]
    if node.double:
        around = (left - RIM, top - RIM, sheet.wide + 2 * RIM, TALL + 2 * RIM)
        shapes.append(Rect(*around, stroke=INK))
    fits = int(sheet.wide / LETTER)
    shapes.append(Text(x, top + 11, shortened(node.name, fits), 13, "middle", bold=True))
    for k, text in enumerate(node.lines):
        shapes.append(Text(x, top + 27 + 14.5 * k, text, 11.5, "middle", MUTED if k == 0 else INK))
    return shapes


def draw_arrow(route: Route, sheet: Sheet, way: str | None) -> list[Shape]:
    """Draw an arrow; ``way`` says whether a value or an adjoint goes over it, None for neither."""
    points = sheet.points(route)
    if way is None:
        return [Line(points, RULE, 1.3, arrow=True)]
    if way == FORWARDS:
        return [Line(points, BLUE, 2.5, arrow=True)]
    return [Line(points[::-1], VERMILLION, 2.5, dashed=True, arrow=True)]


def target(name: str, sheet: Sheet) -> Target:
    """Return where a node can be clicked."""
    x, y = sheet.place(name)
    return Target(x - sheet.wide / 2, y - TALL / 2, sheet.wide, TALL, name)
