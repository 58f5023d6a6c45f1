"""A rectangle with two axes: where numbers lie in it, and lines that are cut off at its edge."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blackboard.drawing.colours import INK, MUTED, RULE
from blackboard.drawing.notation import number
from blackboard.drawing.shapes import Line, Rect, Shape, Text

CLOSE = 0.8  # pixels: a point that is nearer than this to the last one is left out of a line
TICK = 4.0

Point = tuple[float, float]


@dataclass(frozen=True)
class Chart:
    """A rectangle at (left, top) that shows x from ``x[0]`` to ``x[1]`` and y likewise.

    Attributes:
        log: whether the y axis is logarithmic; what is 0 or less lies at its lower end.
    """

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]
    log: bool = False

    def places(self, points: ArrayLike) -> NDArray[np.float64]:
        """Return where points (…, 2) lie in the drawing, in pixels."""
        values = np.asarray(points, dtype=np.float64)
        y, (low, high) = values[..., 1], self.y
        if self.log:
            y, low, high = np.log(np.maximum(y, low)), np.log(low), np.log(high)
        right = self.left + (values[..., 0] - self.x[0]) / (self.x[1] - self.x[0]) * self.width
        down = self.top + self.height - (y - low) / (high - low) * self.height
        return np.stack([right, down], axis=-1)

    def place(self, x: float, y: float) -> Point:
        """Return where one point lies."""
        right, down = self.places((x, y))
        return float(right), float(down)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        right, down = self.place(x, y)
        across = self.left - 0.5 <= right <= self.left + self.width + 0.5
        return across and self.top - 0.5 <= down <= self.top + self.height + 0.5

    def lines(self, points: ArrayLike) -> list[tuple[Point, ...]]:
        """Return the pieces of a line through points (n, 2) that lie inside, in pixels."""
        found: list[list[Point]] = [[]]
        places = self.places(points)
        last = None
        for right, down in places[np.all(np.isfinite(places), axis=1)].tolist():
            here = (right, down)
            if last is not None:
                piece = self._inside(last, here)
                if piece is None:
                    found.append([])
                else:
                    found[-1] += piece[1:] if found[-1] else piece
                    if piece[1] != here:
                        found.append([])
            last = here
        return [tuple(_thinned(piece)) for piece in found if len(piece) > 1]

    def _inside(self, start: Point, end: Point) -> tuple[Point, Point] | None:
        """Cut a segment off at the edges, as Liang and Barsky do."""
        first, last = 0.0, 1.0
        across, down = end[0] - start[0], end[1] - start[1]
        for move, room in (
            (-across, start[0] - self.left),
            (across, self.left + self.width - start[0]),
            (-down, start[1] - self.top),
            (down, self.top + self.height - start[1]),
        ):
            if move == 0:
                if room < 0:
                    return None
            elif move < 0:
                first = max(first, room / move)
            else:
                last = min(last, room / move)
        if first > last:
            return None
        at = [(start[0] + t * across, start[1] + t * down) for t in (first, last)]
        return start if first == 0 else at[0], end if last == 1 else at[1]

    def frame(
        self,
        ticks: tuple[Sequence[float], Sequence[float]],
        names: tuple[str, str],
        write: Callable[[float], str] = number,
    ) -> Iterable[Shape]:
        """Yield the border, the ticks with their numbers, and the names of the axes."""
        bottom = self.top + self.height
        yield Rect(self.left, self.top, self.width, self.height, stroke=RULE)
        for value in ticks[0]:
            x, _ = self.place(value, self.y[0])
            yield Line(((x, bottom), (x, bottom + TICK)), RULE)
            yield Text(x, bottom + 13, write(value), 11.5, "middle", MUTED)
        for value in ticks[1]:
            _, y = self.place(self.x[0], value)
            yield Line(((self.left - TICK, y), (self.left, y)), RULE)
            yield Text(self.left - TICK - 3, y, write(value), 11.5, "end", MUTED)
        yield Text(self.left + self.width / 2, bottom + 31, names[0], 12.5, "middle", INK)
        yield Text(self.left, self.top - 12, names[1], 12.5, "start", INK)


def round_numbers(ends: Point) -> list[float]:
    """Return round numbers between two ends, at most ten of them."""
    power = 10.0 ** np.floor(np.log10((ends[1] - ends[0]) / 9))
    step = next(power * s for s in (1, 2, 5, 10, 20) if ends[1] - ends[0] < 9 * power * s)
    return [step * k for k in range(int(np.ceil(ends[0] / step)), int(ends[1] // step) + 1)]


def _thinned(points: Sequence[Point]) -> Iterable[Point]:
    """Leave out what nobody could see; the first and the last point stay."""
    kept = points[0]
    yield kept
    for point in points[1:-1]:
        if abs(point[0] - kept[0]) + abs(point[1] - kept[1]) > CLOSE:
            kept = point
            yield kept
    yield points[-1]
