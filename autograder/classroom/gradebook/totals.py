"""What each student has in each lesson, as nbgrader's gradebook adds it up."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nbgrader import api
from sqlalchemy import func, select

from autograder.classroom.scores import Score

DECIMALS = 5  # of points that are written: what Moodle keeps, and more than Canvas shows


@dataclass(frozen=True)
class Total:
    """A student's points in a lesson.

    Attributes:
        score: with points given by hand and extra credit, without what handing in late costs; not
            below 0.
        max_score: the points that there are, without extra credit.
        penalty: what handing in late costs.
    """

    student: str
    lesson: str
    score: float
    max_score: float
    penalty: float = 0.0


@dataclass(frozen=True)
class Review:
    """A score that was given by hand for an answer which has been graded anew since."""

    student: str
    lesson: str
    cell: str


def points_text(points: float) -> str:
    """Return points as they are written everywhere: a plain number, without zeros at its end."""
    return f"{points:.{DECIMALS}f}".rstrip("0").rstrip(".")


def totals_in(database: Any) -> tuple[Total, ...]:
    """Return the totals of all students and lessons, in their order.

    They are those of nbgrader's ``SubmittedAssignment.score``, which would look through all grades
    once for each submission.

    Args:
        database: a session of the gradebook's.
    """
    submitted, notebook, assignment = (
        api.SubmittedAssignment, api.SubmittedNotebook, api.Assignment,
    )  # fmt: skip
    most = dict(map(tuple, database.execute(select(assignment.name, assignment.max_score))))
    penalties = (
        select(
            submitted.id, submitted.student_id, assignment.name,
            func.coalesce(func.sum(notebook.late_submission_penalty), 0.0),
        )
        .select_from(submitted)
        .join(assignment)
        .outerjoin(notebook, notebook.assignment_id == submitted.id)
        .group_by(submitted.id, submitted.student_id, assignment.name)
    )  # fmt: skip
    scores = (
        select(notebook.assignment_id, func.sum(api.Grade.score))
        .select_from(api.Grade)
        .join(notebook, notebook.id == api.Grade.notebook_id)
        .group_by(notebook.assignment_id)
    )
    score_of = dict(map(tuple, database.execute(scores)))
    totals = [
        Total(
            student, lesson, max(0.0, float(score_of.get(submission) or 0) - float(penalty)),
            float(most[lesson]), float(penalty),
        )
        for submission, student, lesson, penalty in database.execute(penalties)
    ]  # fmt: skip
    return tuple(sorted(totals, key=lambda total: (total.student, total.lesson)))


def reviews_in(database: Any) -> tuple[Review, ...]:
    """Return which scores given by hand a person should look at again, in their order.

    Args:
        database: a session of the gradebook's.
    """
    submitted, notebook, grade = api.SubmittedAssignment, api.SubmittedNotebook, api.Grade
    chosen = (
        select(submitted.student_id, api.Assignment.name, api.BaseCell.name)
        .select_from(grade)
        .join(api.BaseCell, api.BaseCell.id == grade.cell_id)
        .join(notebook, notebook.id == grade.notebook_id)
        .join(submitted, submitted.id == notebook.assignment_id)
        .join(api.Assignment, api.Assignment.id == submitted.assignment_id)
        .where(grade.needs_manual_grade, grade.manual_score.is_not(None))
    )
    return tuple(Review(*row) for row in sorted(map(tuple, database.execute(chosen))))


def with_unrecorded(totals: Iterable[Total], scores: Iterable[Score]) -> tuple[Total, ...]:
    """Add the totals of what a run has graded but no gradebook would take."""
    found = {(total.student, total.lesson): total for total in totals}
    unrecorded: dict[tuple[str, str], list[Score]] = {}
    for score in scores:
        if (score.student, score.lesson) not in found:
            unrecorded.setdefault((score.student, score.lesson), []).append(score)
    for name, those in unrecorded.items():
        found[name] = Total(
            *name, sum(one.score for one in those), sum(one.max_score for one in those)
        )
    return tuple(total for _, total in sorted(found.items()))
