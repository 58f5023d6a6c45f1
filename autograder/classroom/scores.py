"""What a student earned, exercise by exercise."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.classroom.remarks import Remark
from autograder.course.lessons import Exercise, Lesson
from autograder.judge.marks import Mark

NOT_GRADED = "not-graded"  # the cause where a submission could not be graded
FOR_A_PERSON = "no points are given by hand"
# A check ends with a table of a network's gradients, which is no help in a line.
TABLE = re.compile(r"\n +parameter +shape +largest error .*", re.DOTALL)


@dataclass(frozen=True)
class Score:
    """What a student earned in one exercise.

    Attributes:
        reason: why points are missing, in the words that the student reads, without tables; behind
            it in brackets what was done with cells that are not as they were handed out. Empty at
            full marks, if there is nothing of that kind to say.
        cause: what the failed tests name, as docs/instructors.md lists it; empty if none failed.
    """

    student: str
    lesson: str
    exercise: str
    score: float
    max_score: float
    reason: str
    cause: str = ""


def scores_of(
    student: str,
    lesson: Lesson,
    marks: Iterable[Mark],
    points: Mapping[str, float],
    remarks: Iterable[Remark] = (),
) -> list[Score]:
    """Add up the marks of exercises.

    Args:
        student: whose.
        lesson: the lesson that was graded.
        marks: of its graded cells.
        points: what the gradebook has for these cells; a person may have had the last word.
        remarks: what was done with cells of the exercises.
    """
    said: dict[str, list[str]] = {}
    for remark in remarks:
        said.setdefault(remark.exercise, []).append(f"[{remark.text}]")
    marks = tuple(marks)
    reasons = {mark.cell: TABLE.sub("", mark.reason) for mark in marks}
    causes = {mark.cell: mark.cause for mark in marks}
    return [
        _as_recorded(
            student, lesson, exercise, points, "" if points.get(exercise.name) else FOR_A_PERSON
        )
        if exercise.by_hand
        else _as_recorded(
            student, lesson, exercise, points,
            " ".join(filter(None, (
                *(reasons.get(t, f"cell {t} is missing") for t in exercise.tests),
                *said.get(exercise.name, ()),
            ))),
            "; ".join(dict.fromkeys(filter(None, (
                causes.get(t, "missing") for t in exercise.tests
            )))),
        )
        for exercise in lesson.exercises
    ]  # fmt: skip


def zeros(student: str, lesson: Lesson, reason: str) -> list[Score]:
    """Return the scores of a submission that cannot be graded."""
    return [
        Score(student, lesson.name, exercise.name, 0.0, exercise.points, reason, NOT_GRADED)
        for exercise in lesson.exercises
    ]


def left_as_recorded(
    student: str, lesson: Lesson, points: Mapping[str, float], reason: str
) -> list[Score]:
    """Return the scores of a submission that is left as the gradebook has it, and why it is."""
    return [_as_recorded(student, lesson, one, points, reason) for one in lesson.exercises]


def _as_recorded(
    student: str,
    lesson: Lesson,
    exercise: Exercise,
    points: Mapping[str, float],
    reason: str,
    cause: str = "",
) -> Score:
    """Return the score of an exercise, the sum of what the gradebook has for its tests."""
    earned = sum(points.get(test, 0.0) for test in exercise.tests)
    return Score(student, lesson.name, exercise.name, earned, exercise.points, reason, cause)
