"""What earlier runs recorded of students of whom this run grades nothing."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.classroom.grade import Grades, grade_class
from autograder.cli.report import write_grades
from autograder.course.lessons import Course
from tests.helpers import small

pytestmark = pytest.mark.integration
WRONG = "def twice(x):\n    return 3 * x"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return small.make_course(tmp_path / "course")


@pytest.fixture
def graded(course: Course, tmp_path: Path) -> Callable[..., Grades]:
    """Grade, by student, what stands in the answer's cell, into the same folder every time."""

    def grade(files: dict[str, bytes] | None = None, **answers: str) -> Grades:
        folder = tmp_path / "class"
        shutil.rmtree(folder, ignore_errors=True)
        small.hand_in(course, folder, **answers)
        for name, content in (files or {}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return grade_class(course, folder, tmp_path / "out", lessons=[small.NAME])

    return grade


def points_in_the_gradebook(tmp_path: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{tmp_path / 'out' / 'gradebook.db'}") as book:
        return {s.student.id: s.score for s in book.assignment_submissions(small.NAME)}


def test_grading_one_student_leaves_the_rows_of_all(
    graded: Callable[..., Grades], tmp_path: Path
) -> None:
    before = graded({f"carl/{small.NAME}/notes.pdf": b"%PDF"}, ada=small.RIGHT, bob=WRONG)
    after = graded(ada=WRONG)
    assert {s.student for s in after.scores} == {"ada"}
    rows = {s.student: s for s in after.of_all}
    old = {s.student: s for s in before.of_all}
    assert rows["bob"] == old["bob"]
    assert rows["bob"].cause
    assert rows["ada"].score == 0
    assert rows["carl"].score == 0
    write_grades(after.of_all, tmp_path / "grades.csv")
    with (tmp_path / "grades.csv").open(newline="") as file:
        written = {row["student"]: float(row["score"]) for row in csv.DictReader(file)}
    assert written == points_in_the_gradebook(tmp_path)


def test_a_file_that_is_not_graded_takes_no_earlier_grade(
    graded: Callable[..., Grades], tmp_path: Path
) -> None:
    graded(ada=small.RIGHT, bob=WRONG)
    pdf = {f"{student}/{small.NAME}/small.pdf": b"%PDF" for student in ("ada", "bob")}
    grades = graded(pdf)
    ada, bob = grades.of_all
    assert ada.score == ada.max_score
    assert ada.reason.startswith("[what was handed in now is not graded: ")
    assert (bob.score, bob.cause) == (0, "not-graded")
    assert grades.losses == ()
    assert len(grades.refusals) == 2
    assert {s.student: s.score for s in grades.of_all} == points_in_the_gradebook(tmp_path)


def test_a_run_without_a_sandbox_is_told_in_later_runs_too(
    course: Course, graded: Callable[..., Grades], tmp_path: Path
) -> None:
    small.hand_in(course, tmp_path / "own", ada=small.RIGHT)
    grade_class(course, tmp_path / "own", tmp_path / "out", sandbox="none")
    rows = {s.student: s.reason for s in graded(bob=small.RIGHT).of_all}
    assert rows == {"ada": "[graded without a sandbox]", "bob": ""}
