"""What nbgrader's gradebook has of the cells of a lesson, student by student."""

from collections import defaultdict
from typing import Any

from nbgrader import api
from sqlalchemy import or_, select

from autograder.course.lessons import Lesson


def students_of(database: Any, lesson: Lesson) -> set[str]:
    """Return the students who have a submission of a lesson.

    Args:
        database: a session of the gradebook's.
        lesson: which.
    """
    submitted = api.SubmittedAssignment
    chosen = select(submitted.student_id).join(api.Assignment)
    return set(database.scalars(chosen.where(_is(lesson))))


def points_of(database: Any, lesson: Lesson) -> dict[str, dict[str, float]]:
    """Return points by student and cell; those given by hand go first.

    Args:
        database: a session of the gradebook's.
        lesson: which.
    """
    points: dict[str, dict[str, float]] = defaultdict(dict)
    chosen = select(api.SubmittedAssignment.student_id, api.BaseCell.name, api.Grade.score)
    for student, cell, score in database.execute(_grades(chosen).where(_is(lesson))):
        points[student][cell] = float(score or 0)
    return points


def by_hand_of(database: Any, lesson: Lesson) -> set[str]:
    """Return the students to whom a person gave points or wrote a comment, or who were late.

    Args:
        database: a session of the gradebook's.
        lesson: which.
    """
    student, grade = api.SubmittedAssignment.student_id, api.Grade
    notebook = api.SubmittedNotebook
    marked = or_(grade.manual_score.is_not(None), grade.extra_credit.is_not(None))
    chosen = [
        _grades(select(student)).where(_is(lesson), marked),
        _comments(select(student)).where(_is(lesson), api.Comment.manual_comment.is_not(None)),
        select(student).join(notebook).join(api.Assignment)
        .where(_is(lesson), notebook.late_submission_penalty.is_not(None)),
    ]  # fmt: skip
    return {name for one in chosen for name in database.scalars(one)}


def _is(lesson: Lesson) -> Any:
    return api.Assignment.name == lesson.name


def _grades(chosen: Any) -> Any:
    return _of_notebooks(chosen.select_from(api.Grade).join(api.BaseCell), api.Grade)


def _comments(chosen: Any) -> Any:
    return _of_notebooks(chosen.select_from(api.Comment), api.Comment)


def _of_notebooks(chosen: Any, model: Any) -> Any:
    notebook, submitted = api.SubmittedNotebook, api.SubmittedAssignment
    return (
        chosen.join(notebook, notebook.id == model.notebook_id)
        .join(submitted, submitted.id == notebook.assignment_id)
        .join(api.Assignment, api.Assignment.id == submitted.assignment_id)
    )
