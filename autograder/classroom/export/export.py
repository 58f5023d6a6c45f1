"""The marks of a lesson, and its feedback pages, as a learning platform takes them back."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.export.canvas import gradebook
from autograder.classroom.export.filling import Filling, fill
from autograder.classroom.export.moodle import worksheet
from autograder.classroom.export.pages import Pages, pack
from autograder.classroom.export.sheet import Platform, Sheet
from autograder.classroom.gradebook.totals import Total
from autograder.classroom.gradebook.writer import GradebookWriter
from autograder.classroom.kept.people import read_people
from autograder.course.lessons import Course, Lesson
from autograder.course.notebook.notebook_file import read_notebook
from autograder.errors import UsageError
from autograder.feedback.page import heading
from autograder.judge.exposure import file_of


@dataclass(frozen=True)
class Export:
    """The marks of a lesson in a platform's form.

    Attributes:
        lesson: which.
        filling: the filled form.
        pages: the feedback pages of those who have a row in it.
    """

    lesson: Lesson
    filling: Filling
    pages: Pages


def export_lesson(
    course: Course,
    out: Path,
    platform: Platform,
    form: Path,
    *,
    lesson: str = "",
    column: str = "",
    database: str = "",
    scale: bool = False,
) -> Export:
    """Fill the marks of a lesson into the form that a platform gave out.

    Args:
        course: the course.
        out: the folder of results.
        platform: whose form it is.
        form: the form.
        lesson: the name of the lesson; not needed where the gradebook has only one.
        column: the heading of the assignment's column in Canvas, where it cannot be found.
        database: URL of the gradebook; by default that of ``out/gradebook.db``.
        scale: whether points are scaled to those that the platform has for the assignment.

    Raises:
        UsageError: nothing is graded in ``out``, or it is not known of which lesson the marks are
            meant, or the form is none or another one's.
        GradebookUnusable: the gradebook cannot be opened.
    """
    totals = _totals(course, out, database)
    chosen = _chosen(course, totals, lesson)
    people = read_people(out / "journal")
    sheet = _sheet(platform, form, chosen, column)
    of_lesson = [total for total in totals if total.lesson == chosen.name]
    filling = fill(sheet, of_lesson, people, scale=scale)
    return Export(chosen, filling, pack(sheet, filling.rows, people, chosen, out / "feedback"))


def _totals(course: Course, out: Path, database: str) -> tuple[Total, ...]:
    database = database or f"sqlite:///{out.resolve() / 'gradebook.db'}"
    file = file_of(database)
    nothing = UsageError(f"nothing is graded in {file or out}: autograder grade comes first")
    if file is not None and not file.is_file():
        raise nothing  # opening it would make one
    with GradebookWriter(database, str(course.config.CourseDirectory.course_id)) as book:
        totals = book.totals()
    if not totals:
        raise nothing
    return totals


def _chosen(course: Course, totals: Collection[Total], name: str) -> Lesson:
    graded = sorted({total.lesson for total in totals})
    if name and course.lesson(name).name not in graded:
        raise UsageError(f"nothing of {name} is graded; the gradebook has {', '.join(graded)}")
    if not name and len(graded) > 1:
        raise UsageError(f"--lesson NAME says which: the gradebook has {', '.join(graded)}")
    return course.lesson(name or graded[0])


def _sheet(platform: Platform, form: Path, lesson: Lesson, column: str) -> Sheet:
    if platform == "moodle":
        return worksheet(form)
    title = heading(read_notebook(lesson.source.read_bytes()))
    number = lesson.name.partition("_")[0]
    return gradebook(
        form, [lesson.name, lesson.notebook, title],
        number if number.isdecimal() else "", column,
    )  # fmt: skip
