"""What earlier runs recorded: what a run must not lose of it, and what it has changed."""

import contextlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.atomic import put
from autograder.classroom.kept.journal import DAMAGED, Name
from autograder.classroom.scores import Score
from autograder.course.lessons import Lesson

SMALLEST = 1e-9  # of a difference in points; sums of decimals are not exact


@dataclass(frozen=True)
class Loss:
    """A student who has fewer points in a lesson than an earlier run recorded.

    Attributes:
        before: the points that were recorded.
        after: those of this run.
    """

    student: str
    lesson: str
    before: float
    after: float


class Earlier:
    """The points that were recorded before a run, until it has said what it changed.

    They are in a file, so that the run that goes on where one was stopped still knows them.

    Args:
        path: the file; it is there only during a run, and after one that was stopped.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._points = dict(_read(path))

    def note(self, points: Mapping[Name, float]) -> None:
        """Note what is recorded before anything else is; what a stopped run noted goes first."""
        self._points = {**points, **self._points}
        self._keep()

    def points(self, name: Name) -> float:
        """Return what was recorded of a student's lesson; 0 where nothing was."""
        return self._points.get(name, 0.0)

    def losses(self, scores: Iterable[Score]) -> tuple[Loss, ...]:
        """Return who has fewer points now, in the order of the scores."""
        after: dict[Name, float] = {}
        for score in scores:
            name = score.student, score.lesson
            after[name] = after.get(name, 0.0) + score.score
        return tuple(
            Loss(*name, self.points(name), now)
            for name, now in after.items()
            if now < self.points(name) - SMALLEST
        )

    def forget(self, names: Collection[Name]) -> None:
        """Forget what was recorded of students' lessons, as a run that is done has said it."""
        self._points = {n: points for n, points in self._points.items() if n not in names}
        self._keep()

    def _keep(self) -> None:
        if self._points:
            lines = [[*name, points] for name, points in self._points.items()]
            put(self._path, json.dumps(lines).encode(), lasting=True)
        else:
            self._path.unlink(missing_ok=True)


def totals(lesson: Lesson, points: Mapping[str, Mapping[str, float]]) -> dict[Name, float]:
    """Add up the points of a lesson's exercises.

    Args:
        lesson: the lesson.
        points: by student and cell, as the gradebook has them.
    """
    tests = [test for exercise in lesson.exercises for test in exercise.tests]
    return {
        (student, lesson.name): sum(cells.get(test, 0.0) for test in tests)
        for student, cells in points.items()
    }


def _read(path: Path) -> Iterable[tuple[Name, float]]:
    with contextlib.suppress(OSError, *DAMAGED):
        for student, lesson, points in json.loads(path.read_bytes()):
            yield (str(student), str(lesson)), float(points)
