"""Who needs help: few points, or much that is not written."""

from dataclasses import dataclass

from autograder.classroom.report.results import Results

FEW = 0.5  # of the points of a lesson
MANY = 1 / 3  # of its exercises


@dataclass(frozen=True)
class Needy:
    """A student who has few points in a lesson, or left much of it open.

    Attributes:
        student: who.
        total: points.
        failed: exercises with a wrong answer.
        open: exercises without an answer.
    """

    student: str
    total: float
    failed: int
    open: int


def needy_of(results: Results) -> tuple[Needy, ...]:
    """Return who has less than half of a lesson's points or left a third of it open.

    The lowest totals come first.
    """
    exercises = results.exercises
    most = sum(exercise.points for exercise in exercises)
    found = [
        Needy(one.student, one.total, sum(a.failed for a in one.attempts), one.left_open)
        for one in results.hand_ins
        if one.total < FEW * most or one.left_open >= max(1.0, MANY * len(exercises))
    ]
    return tuple(sorted(found, key=lambda one: (one.total, -one.open, one.student)))
