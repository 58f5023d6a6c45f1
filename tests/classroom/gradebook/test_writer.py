"""The gradebook that we write against the one that nbgrader's own commands write."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from autograder.classroom.grade import grade_class
from autograder.classroom.gradebook.writer import GradebookUnusable, GradebookWriter
from autograder.classroom.submission import Result
from autograder.collect.collect import Submission
from autograder.course.lessons import Course, Lesson
from autograder.course.release import nbgrader_commands
from autograder.judge.marks import Mark
from tests.helpers import small
from tests.helpers.stock import nbgrader

MARKS = (Mark("test_twice", 2.0, 2.0, ""),)
OF_SUBMISSIONS = """FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id
    JOIN submitted_notebook n ON n.assignment_id = s.id"""
ROWS = {
    "students": "SELECT id FROM student",
    "courses": "SELECT id FROM course",
    "cells": "SELECT name, type FROM base_cell",
    "submissions": "SELECT a.name, s.student_id, s.timestamp, s.extension, "
    f"n.late_submission_penalty, n.flagged {OF_SUBMISSIONS}",
    "grades": "SELECT s.student_id, c.name, g.auto_score, g.manual_score, g.extra_credit, "
    f"g.needs_manual_grade {OF_SUBMISSIONS} JOIN grade g ON g.notebook_id = n.id "
    "JOIN base_cell c ON c.id = g.cell_id",
    "comments": f"SELECT s.student_id, c.name, g.auto_comment, g.manual_comment {OF_SUBMISSIONS} "
    "JOIN comment g ON g.notebook_id = n.id JOIN base_cell c ON c.id = g.cell_id",
}


def rows(folder: Path) -> dict[str, list[Any]]:
    """Return what a gradebook holds, but for the ids that it makes up."""
    with sqlite3.connect(folder / "gradebook.db") as database:
        return {what: sorted(database.execute(q), key=repr) for what, q in ROWS.items()}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return small.make_course(tmp_path / "course")


@pytest.fixture
def lesson(course: Course) -> Lesson:
    return small.lesson_of(course)


@pytest.fixture
def out(course: Course, lesson: Lesson, tmp_path: Path) -> Path:
    """A folder whose gradebook knows the lesson."""
    (tmp_path / "out").mkdir()
    nbgrader_commands.record_assignment(course, lesson, root=tmp_path / "out")
    return tmp_path / "out"


def writer(out: Path) -> GradebookWriter:
    return GradebookWriter(f"sqlite:///{out / 'gradebook.db'}", "backpropagation")


@pytest.mark.integration
def test_files_and_gradebook_are_those_of_stock_nbgrader(course: Course, tmp_path: Path) -> None:
    answers = {
        "ada": small.RIGHT,
        "emmy": small.WRONG,
        "untouched": "# YOUR CODE HERE\nraise NotImplementedError()",
    }
    folder = small.hand_in(course, tmp_path / "class", **answers)
    late = folder / "emmy" / small.NAME / "timestamp.txt"
    late.write_text("2026-11-24 10:00:00.5 UTC\n")
    grade_class(course, folder, tmp_path / "ours")
    shutil.copytree(folder, course.root / "submitted")
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        done = nbgrader(course.root, command, small.NAME, path="/usr/bin")
        assert done.returncode == 0, done.stderr
    for name in answers:
        for path in (
            Path("submitted", name, small.NAME, "small.ipynb"),
            Path("autograded", name, small.NAME, "small.ipynb"),
            Path("feedback", name, small.NAME, "small.html"),
        ):
            assert (tmp_path / "ours" / path).read_bytes() == (course.root / path).read_bytes()
    ours = rows(tmp_path / "ours")
    assert ours == rows(course.root)
    assert len(ours["grades"]) == len(ours["comments"]) == len(answers)
    assert any("2026-11-24" in str(row) for row in ours["submissions"])


@pytest.mark.integration
def test_marks_by_hand_stay_and_count(course: Course, tmp_path: Path) -> None:
    folder = small.hand_in(course, tmp_path / "class", ada=small.WRONG, emmy=small.WRONG)
    out = tmp_path / "out"
    grade_class(course, folder, out)
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        book.find_grade("test_twice", "small", small.NAME, "ada").manual_score = 1.5
        book.find_comment("twice", "small", small.NAME, "ada").manual_comment = "Nearly right."
        book.db.commit()
    page = out / "feedback" / "ada" / small.NAME / "small.html"
    assert "Nearly right." not in page.read_text()
    for force in (False, True):
        grades = grade_class(course, folder, out, force=force)
        assert {s.student: s.score for s in grades.scores} == {"ada": 1.5, "emmy": 0}
        assert "Nearly right." in page.read_text()
        assert "1.5</strong> of 2 points" in page.read_text()
        page.unlink()
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        grade = book.find_grade("test_twice", "small", small.NAME, "ada")
        assert (grade.auto_score, grade.manual_score, grade.needs_manual_grade) == (0, 1.5, True)


def test_a_transaction_holds_all_or_nothing(lesson: Lesson, out: Path) -> None:
    good = Submission("ada", lesson, bytes), Result(b"", b"", "", MARKS, ())
    unknown = (Mark("no such cell", 2.0, 2.0, ""),)
    bad = Submission("emmy", lesson, bytes), Result(b"", b"", "", unknown, ())
    with writer(out) as book:
        with pytest.raises(KeyError):
            book.record([good, bad])
        assert book.students(lesson) == set()
        book.record([good])
        book.record([good])
        assert book.students(lesson) == {"ada"}
        assert book.points(lesson) == {"ada": {"test_twice": 2.0}}
        assert book.by_hand(lesson) == set()


@pytest.mark.integration
def test_what_the_database_refuses_is_its_own_loss(course: Course, tmp_path: Path) -> None:
    folder = small.hand_in(course, tmp_path / "class", ada=small.RIGHT, emmy=small.RIGHT)
    out = tmp_path / "out"
    grade_class(course, small.hand_in(course, tmp_path / "other", sofia=small.WRONG), out)
    with sqlite3.connect(out / "gradebook.db") as database:
        database.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON student WHEN NEW.id = 'ada' "
            "BEGIN SELECT RAISE(ABORT, 'not in this house'); END"
        )
    grades = grade_class(course, folder, out)
    (refusal,) = grades.refusals
    assert refusal.student == "ada"
    assert "the gradebook does not take it" in refusal.reason
    assert "not in this house" in refusal.reason
    assert [s.score for s in grades.scores] == [2, 2]
    with writer(out) as book:
        assert book.students(small.lesson_of(course)) == {"emmy", "sofia"}


def test_no_database_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(GradebookUnusable, match="cannot be opened"):
        GradebookWriter(f"sqlite:///{tmp_path / 'nowhere' / 'gradebook.db'}", "course")
    (tmp_path / "gradebook.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(GradebookUnusable, match="not a database"):
        writer(tmp_path)
    assert issubclass(SQLAlchemyError, Exception)


def test_a_new_gradebook_has_the_version_that_nbgrader_gives_it(tmp_path: Path) -> None:
    versions = []
    for name, made in (("stock", Gradebook), ("ours", GradebookWriter)):
        path = tmp_path / f"{name}.db"
        with nbgrader_commands.own_programs(), made(f"sqlite:///{path}", "course"):
            pass
        with sqlite3.connect(path) as database:
            versions.append(database.execute("SELECT * FROM alembic_version").fetchall())
    assert versions[0] == versions[1]
