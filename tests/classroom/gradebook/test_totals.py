"""Totals are those that nbgrader itself has for a submission."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook

from autograder.classroom import grading
from autograder.classroom.grade import grade_class
from autograder.classroom.gradebook.totals import Review, Total, points_text, with_unrecorded
from autograder.classroom.gradebook.writer import GradebookWriter
from autograder.classroom.scores import Score
from autograder.classroom.submission import Failure, Result
from autograder.collect.collect import Submission
from autograder.course.lessons import Course
from autograder.course.release import nbgrader_commands
from autograder.judge.marks import Mark
from tests.helpers import small

TASK = {"schema_version": 3, "grade_id": "essay", "grade": False, "solution": False,
        "locked": False, "task": True, "points": 4}  # fmt: skip


def with_task(course: Course) -> Course:
    """Add a task that a person marks to the lesson."""
    path = small.lesson_of(course).source
    notebook = nbformat.read(path, as_version=4)
    text = "Write.\n### BEGIN MARK SCHEME\nAll.\n### END MARK SCHEME"
    notebook.cells.append(new_markdown_cell(text, id="essay", metadata={"nbgrader": TASK}))
    nbformat.write(notebook, path)
    return Course(course.root)


def test_totals_are_those_of_nbgrader(tmp_path: Path) -> None:
    course = with_task(small.make_course(tmp_path / "course"))
    lesson, url = small.lesson_of(course), f"sqlite:///{tmp_path / 'gradebook.db'}"
    nbgrader_commands.record_assignment(course, lesson, root=tmp_path, database=url)
    points = {"ada": 2.0, "emmy": 0.0, "sofia": 2.0, "zoë": 2.0}
    with GradebookWriter(url, "course") as book:
        for student, score in points.items():
            marks = (Mark("test_twice", score, 2.0, ""),)
            book.record([(Submission(student, lesson, bytes), Result(b"", b"", "", marks, ()))])
        assert book.reviews() == ()
    with Gradebook(url) as book:
        name = ("small", small.NAME)
        book.find_grade("essay", *name, "ada").manual_score = 3.5
        book.find_grade("test_twice", *name, "emmy").manual_score = 1.5
        book.find_grade("test_twice", *name, "emmy").needs_manual_grade = False
        book.find_grade("test_twice", *name, "sofia").extra_credit = 0.5
        for student, penalty in (("ada", 2.71), ("zoë", 9.0)):
            book.find_submission_notebook(*name, student).late_submission_penalty = penalty
        book.db.commit()
        stock = {
            one.student.id: (one.score, one.late_submission_penalty, one.max_score)
            for one in book.assignment_submissions(small.NAME)
        }
    with GradebookWriter(url, "course") as book:
        totals = {total.student: total for total in book.totals()}
        assert book.reviews() == (Review("ada", small.NAME, "essay"),)  # as nobody has confirmed it
    assert stock.keys() == totals.keys()
    for student, (score, penalty, most) in stock.items():
        total = Total(student, small.NAME, max(0.0, score - penalty), most, penalty)
        assert totals[student] == total
    assert [points_text(totals[name].score) for name in points] == ["2.79", "1.5", "2.5", "0"]


def test_what_no_gradebook_takes_has_a_total_all_the_same() -> None:
    known = Total("emmy", "04", 3.0, 4.0, 0.5)
    scores = [
        Score("ada", "04", "first", 2.0, 2.0, ""),
        Score("ada", "04", "second", 0.5, 2.0, "wrong"),
        Score("emmy", "04", "first", 0.0, 4.0, "not graded"),
    ]
    assert with_unrecorded([known], scores) == (Total("ada", "04", 2.5, 4.0), known)


def test_points_are_plain_numbers() -> None:
    written = [points_text(points) for points in (0, 20.0, 100, 17.29, 50 / 3, 1e-7, 0.1 + 0.2)]
    assert written == ["0", "20", "100", "17.29", "16.66667", "0", "0.3"]


def test_what_could_not_be_graded_does_not_vanish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course, out = small.make_course(tmp_path / "course"), tmp_path / "out"
    monkeypatch.setattr(grading, "attempt", lambda work: Failure("the machine is too small"))
    for student in ("ada", "emmy"):  # in two runs: the second knows of the first
        folder = small.hand_in(course, tmp_path / student, **{student: small.RIGHT})
        grades = grade_class(course, folder, out, sandbox="none")
    assert grades.totals == (
        Total("ada", small.NAME, 0.0, 2.0),
        Total("emmy", small.NAME, 0.0, 2.0),
    )
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        assert {one.student.id for one in book.assignment_submissions(small.NAME)} == {
            "ada", "emmy",
        }  # fmt: skip
