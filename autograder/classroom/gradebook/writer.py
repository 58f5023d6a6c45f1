"""Write into nbgrader's gradebook what SaveAutoGrades records, in few transactions."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import nbgrader
from nbgrader import api
from sqlalchemy import create_engine, insert, inspect, select
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from autograder.classroom.gradebook.points import by_hand_of, points_of, students_of
from autograder.classroom.gradebook.totals import Review, Total, reviews_in, totals_in
from autograder.classroom.submission import Result
from autograder.collect.collect import Submission
from autograder.course.lessons import Lesson
from autograder.errors import AutograderError
from autograder.judge.marks import UNANSWERED, Mark

MIGRATIONS = str(Path(nbgrader.__file__).parent / "alembic")


class GradebookUnusable(AutograderError):
    """The gradebook's database cannot be opened or is not nbgrader's."""


@dataclass(frozen=True)
class _Cells:
    """A lesson in the database: its id, its notebook's id, and its cells' ids by name."""

    assignment: str
    notebook: str
    graded: dict[str, str]
    commented: dict[str, str]
    tasks: tuple[str, ...]


class GradebookWriter:
    """An open gradebook; a context manager.

    Args:
        url: of the database, as SQLAlchemy has it.
        course: nbgrader's ``course_id``.
    """

    def __init__(self, url: str, course: str) -> None:
        try:
            _stamp(url)
            with _quiet():
                self._book = api.Gradebook(url, course)
        except (SQLAlchemyError, ImportError) as error:
            reason = str(error).strip().splitlines()[0]
            raise GradebookUnusable(f"the gradebook cannot be opened: {reason}") from error
        self._db = self._book.db
        self._lessons: dict[str, _Cells] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def record(self, graded: Iterable[tuple[Submission, Result]]) -> None:
        """Record submissions in one transaction; marks made by hand stay as they are.

        Raises:
            SQLAlchemyError: one of them cannot be recorded; none has been.
        """
        try:
            with _quiet():
                for submission, result in graded:
                    self._record(submission, result)
                self._db.commit()
        except BaseException:
            self._db.rollback()
            raise
        finally:
            self._db.expunge_all()

    def knows(self, lesson: Lesson) -> bool:
        """Whether a lesson's tests and points are in the gradebook."""
        chosen = select(api.Assignment.id).where(api.Assignment.name == lesson.name)
        return self._db.scalars(chosen).first() is not None

    def enter(self, students: Iterable[str], lesson: Lesson) -> None:
        """Enter 0 points for students whose submission cannot be graded and who have none yet.

        So they have an entry that a person can change.
        """
        nothing = [Mark(test, 0.0, 0.0, "") for one in lesson.exercises for test in one.tests]
        result = Result(b"", b"", "", tuple(nothing), ())
        missing = sorted(set(students) - self.students(lesson))
        self.record((Submission(student, lesson, bytes), result) for student in missing)

    def students(self, lesson: Lesson) -> set[str]:
        """Return the students who have a submission of a lesson."""
        return students_of(self._db, lesson)

    def points(self, lesson: Lesson) -> dict[str, dict[str, float]]:
        """Return the points of every student's cells; those given by hand go first."""
        return points_of(self._db, lesson)

    def totals(self) -> tuple[Total, ...]:
        """Return the totals of all students and lessons."""
        return totals_in(self._db)

    def reviews(self) -> tuple[Review, ...]:
        """Return the scores given by hand for answers that have been graded anew since."""
        return reviews_in(self._db)

    def by_hand(self, lesson: Lesson) -> set[str]:
        """Return the students whose page is not a matter of the marks alone.

        Somebody gave points or wrote a comment, or it was handed in late.
        """
        return by_hand_of(self._db, lesson)

    def _record(self, submission: Submission, result: Result) -> None:
        cells = self._cells(submission.lesson)
        if self._db.get(api.Student, submission.student) is None:
            self._db.execute(insert(api.Student), [{"id": submission.student}])
        submitted, notebook = api.SubmittedAssignment, api.SubmittedNotebook
        found = self._db.scalars(
            select(submitted).where(
                submitted.assignment_id == cells.assignment,
                submitted.student_id == submission.student,
            )
        ).one_or_none()
        if found is None:
            self._add(submission, result, cells)
            return
        if submission.timestamp:
            found.timestamp = submission.timestamp
        known = self._db.scalars(
            select(notebook).where(
                notebook.assignment_id == found.id, notebook.notebook_id == cells.notebook
            )
        ).one_or_none()
        if known is None:  # somebody has deleted it
            self._add_notebook(found.id, result, cells)
            return
        known.late_submission_penalty = None
        marks = {cells.graded[mark.cell]: mark for mark in result.marks}
        for grade in self._db.scalars(select(api.Grade).where(api.Grade.notebook_id == known.id)):
            mark = marks.pop(grade.cell_id, None)  # none for a task, which is marked by hand alone
            if mark is not None:
                grade.auto_score = mark.score
                grade.needs_manual_grade = grade.manual_score is not None or mark.score is None
        self._insert(api.Grade, _grades(marks, known.id))  # those that somebody has deleted
        unanswered = {cells.commented[name] for name in result.unanswered}
        for comment in self._db.scalars(
            select(api.Comment).where(api.Comment.notebook_id == known.id)
        ):
            comment.auto_comment = UNANSWERED if comment.cell_id in unanswered else None

    def _add(self, submission: Submission, result: Result, cells: _Cells) -> None:
        assignment = api.new_uuid()
        submitted: dict[str, Any] = {
            "id": assignment, "assignment_id": cells.assignment,
            "student_id": submission.student, "timestamp": submission.timestamp,
        }  # fmt: skip
        self._db.execute(insert(api.SubmittedAssignment), [submitted])
        self._add_notebook(assignment, result, cells)

    def _add_notebook(self, assignment: str, result: Result, cells: _Cells) -> None:
        notebook = api.new_uuid()
        parts = {"id": notebook, "notebook_id": cells.notebook, "assignment_id": assignment}
        self._db.execute(insert(api.SubmittedNotebook), [parts])
        grades = _grades({cells.graded[mark.cell]: mark for mark in result.marks}, notebook)
        grades += [
            {"cell_id": t, "notebook_id": notebook, "auto_score": None, "needs_manual_grade": True}
            for t in cells.tasks
        ]
        comments = [
            {
                "cell_id": cell, "notebook_id": notebook,
                "auto_comment": UNANSWERED if name in result.unanswered else None,
            }
            for name, cell in cells.commented.items()
        ]  # fmt: skip
        self._insert(api.Grade, grades)
        self._insert(api.Comment, comments)

    def _insert(self, model: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._db.execute(insert(model), rows)

    def _cells(self, lesson: Lesson) -> _Cells:
        if lesson.name not in self._lessons:
            notebook = self._book.find_notebook(lesson.notebook, lesson.name)
            self._lessons[lesson.name] = _Cells(
                notebook.assignment_id,
                notebook.id,
                {cell.name: cell.id for cell in notebook.grade_cells},
                {c.name: c.id for c in (*notebook.solution_cells, *notebook.task_cells)},
                tuple(cell.id for cell in notebook.task_cells),
            )
        return self._lessons[lesson.name]


def _stamp(url: str) -> None:
    """Record the version of nbgrader's tables in an empty database.

    nbgrader would run the program ``alembic`` to learn it, which takes seconds.
    """
    from alembic.migration import MigrationContext  # a tenth of a second, once for a gradebook
    from alembic.script import ScriptDirectory

    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            if not inspect(connection).get_table_names():
                MigrationContext.configure(connection).stamp(ScriptDirectory(MIGRATIONS), "head")
    finally:
        engine.dispose()


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence what nbgrader's models warn of at every new row under SQLAlchemy 2."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        yield


def _grades(marks: Mapping[str, Mark], notebook: str) -> list[dict[str, Any]]:
    """Return rows of grades for the marks of a submitted notebook's cells."""
    return [
        {
            "cell_id": cell, "notebook_id": notebook,
            "auto_score": mark.score, "needs_manual_grade": mark.score is None,
        }
        for cell, mark in marks.items()
    ]  # fmt: skip
