"""The picture of the descent player: paths on contours, the objective, and a line a method."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from blackboard.drawing.chart import Chart, round_numbers
from blackboard.drawing.colours import INK, MUTED, PAPER, RULE, SKY
from blackboard.drawing.notation import array, number
from blackboard.drawing.shapes import Circle, Drawing, Line, Rect, Shape, Text
from blackboard.figures.descent_player.descent import Path
from blackboard.figures.descent_player.marks import LOOKS, mark
from blackboard.figures.descent_player.race import MINI, Race

WIDTH = 860
TOP, TALL = 30.0, 250.0  # with all controls above it the table is on the screen at 1280 × 800
ROOM = 0.35  # of the way from the start to the minimum: the margin around both
LEVELS = (4.0, 16.0, 64.0, 256.0)  # contours, as multiples of the valley's excess
LOWEST = 1e-4  # the lower end of the axis of the objective, as a share of the start's excess
ROW = 22.0
MARGIN = 16.0
COLUMNS = (MARGIN, 150.0, 250.0, 460.0, 620.0)  # of the table below the charts


@dataclass(frozen=True)
class Moment:
    """One moment of the race, as the picture shows it.

    Attributes:
        race: the objective, the start and the goal.
        paths: those of the methods that are shown.
        time: how many samples each method has looked at.
        eta, size: the learning rate and the size of the mini-batches.
        open: whether the race may be seen.
    """

    race: Race
    paths: Mapping[str, Path]
    time: int
    eta: float
    size: int
    open: bool


def draw_moment(moment: Moment) -> Drawing:
    """Draw how far the methods have come."""
    plane, curve = _charts(moment.race)
    shapes = [*_bowl(moment, plane), *_frame_of(curve, moment.race)]
    shapes.append(Text(WIDTH - MARGIN - 8, TOP + 14, f"η = {number(moment.eta)}", 13, "end"))
    for method, path in moment.paths.items():
        count = path.updates(moment.time) + 1
        epochs = path.used[:count] / moment.race.samples
        # What a method does not change between two updates stays as it is.
        stairs = np.stack([epochs, path.excess[:count]], axis=1)
        now = np.array([[moment.time / moment.race.samples, path.excess[count - 1]]])
        for chart, points in (
            (plane, path.theta[:count]),
            (curve, stairs if path.lost else np.concatenate([stairs, now])),
        ):
            shapes += _trace(chart, points, method)
    shapes += [*_start(moment, plane), *_table(moment)]
    height = TOP + TALL + 72 + ROW * (1 + len(moment.paths))
    return Drawing(WIDTH, height, tuple(shapes), _alt(moment))


def _charts(race: Race) -> tuple[Chart, Chart]:
    both = np.stack([race.start, race.problem.best])
    room = np.maximum(ROOM * np.ptp(both, axis=0), 0.5)
    (left, low), (right, high) = (both.min(axis=0) - room), (both.max(axis=0) + room)
    start = float(race.problem.excess(race.start))
    return (
        Chart(46, TOP, 370, TALL, (float(left), float(right)), (float(low), float(high))),
        Chart(496, TOP, 348, TALL, (0, race.epochs), (LOWEST * start, 10 * start), log=True),
    )


def _bowl(moment: Moment, plane: Chart) -> list[Shape]:
    """Draw contours, the valley and the minimum."""
    problem, goal = moment.race.problem, moment.race.goal
    names = ("θ₁", "θ₂: paths on the contours of the objective")
    shapes = [*plane.frame((round_numbers(plane.x), round_numbers(plane.y)), names)]
    for level in LEVELS:
        lines = plane.lines(problem.ellipse(level * goal))
        shapes += [Line(points, RULE) for points in lines]
    for points in plane.lines(problem.ellipse(goal)):
        shapes.append(Line(points, INK, 1.5, fill=SKY, tint=0.35))
    x, y = plane.place(float(problem.best[0]), float(problem.best[1]))
    cross = (((x - 6, y), (x + 6, y)), ((x, y - 6), (x, y + 6)))
    return [*shapes, *(Line(points, INK, 2) for points in cross)]


def _start(moment: Moment, plane: Chart) -> list[Shape]:
    """Draw the start above the paths, and its name on the side that they do not take."""
    (x0, y0), (x1, y1) = (
        plane.place(float(point[0]), float(point[1]))
        for point in (moment.race.start, moment.race.problem.best)
    )
    side, level = np.sign(x0 - x1) or 1.0, np.sign(y0 - y1) or 1.0
    x, y = x0 + 24 * side, y0 + 15 * level
    return [
        Circle(x0, y0, 4, INK),
        Rect(x - 18, y - 9, 36, 18, PAPER, tint=0.85),
        Text(x, y, "start", 12.5, "middle"),
    ]


def _frame_of(curve: Chart, race: Race) -> list[Shape]:
    start = float(race.problem.excess(race.start))
    steps = [10.0**k for k in range(-9, 10) if LOWEST * start <= 10.0**k <= 10 * start]
    names = ("epochs: passes over the samples", "objective above its minimum; dashed: the valley")
    shapes = [*curve.frame((round_numbers(curve.x), steps), names)]
    for points in curve.lines([(0, race.goal), (race.epochs, race.goal)]):
        shapes.append(Line(points, INK, 1.5, dashed=True))
    return shapes


def _trace(chart: Chart, points: np.ndarray, method: str) -> list[Shape]:
    """Draw the line that a method has left, and its mark where it is now."""
    look = LOOKS[method]
    shapes: list[Shape] = [
        Line(piece, look.colour, look.line, dashed=look.dashed) for piece in chart.lines(points)
    ]
    x, y = (float(value) for value in points[-1])
    if chart.holds(x, y):
        shapes += mark(method, chart.place(x, y))
    return shapes


def _table(moment: Moment) -> list[Shape]:
    top = TOP + TALL + 58
    heads = ("", "updates", "θ₁, θ₂", "objective", "first in the valley")
    shapes: list[Shape] = [
        Text(x, top, head, 12.5, colour=MUTED) for x, head in zip(COLUMNS, heads, strict=True)
    ]
    for k, (method, path) in enumerate(moment.paths.items(), start=1):
        y = top + ROW * k
        shapes += [*mark(method, (COLUMNS[0] + 6, y)), Text(COLUMNS[0] + 20, y, method, 13)]
        for x, text in zip(COLUMNS[1:], _row(moment, path), strict=True):
            shapes.append(Text(x, y, text, 13, mono=x < COLUMNS[4]))
    return shapes


def _row(moment: Moment, path: Path) -> tuple[str, str, str, str]:
    """Return a method's updates, parameters, objective, and when it reached the valley."""
    count = path.updates(moment.time)
    reached = path.reached(moment.race.goal)
    state = "not yet"
    if path.lost and count == len(path.used) - 1:
        state = "it has run away"
    elif reached is not None and reached <= moment.time:
        state = f"at epoch {number(reached / moment.race.samples, 2)}"
    theta, height = path.theta[count], moment.race.problem.objective(path.theta[count])
    return str(count), f"({', '.join(map(_short, theta))})", _short(height), state


def _short(value: float) -> str:
    """Write a number, with its power of ten if it is large."""
    if abs(value) >= 1e4:
        return f"{value:.2e}".replace("-", "−").replace("e+", "e")
    return number(value)


def _alt(moment: Moment) -> str:
    race, problem = moment.race, moment.race.problem
    sentences = [
        f"Contours of a bowl with curvatures {array(problem.curvatures)}, its minimum at "
        f"{array(problem.best)}, the start at {array(race.start)}. η is {number(moment.eta)}. "
        f"The valley is where the objective is less than {number(race.goal)} above its minimum "
        f"{number(problem.objective(problem.best))}."
    ]
    if not moment.open:
        return f"{sentences[0]} The paths wait for a guess."
    sentences.append(
        f"Each method has looked at {moment.time} samples, "
        f"{number(moment.time / race.samples, 2)} of {race.epochs} epochs."
    )
    for method, path in moment.paths.items():
        count, _, height, state = _row(moment, path)
        name = f"{method} of {moment.size}" if method == MINI else method
        theta = array(path.theta[path.updates(moment.time)])
        state = f"first in the valley: {state}"
        sentences.append(f"{name}: {count} updates, θ is {theta}, objective {height}, {state}.")
    return " ".join(sentences)
