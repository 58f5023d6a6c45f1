"""nbgrader's exchange from end to end, with our grading in the middle."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course.lessons import Course
from tests.helpers import small

pytestmark = pytest.mark.integration


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return small.make_course(tmp_path / "course")


def nbgrader(folder: Path, user: str, *arguments: str) -> str:
    """Run one of nbgrader's commands as a user of a machine that has an exchange."""
    root = folder.parents[0] if folder.name == user else folder
    exchange = (root if (root / "exchange").is_dir() else folder.parent) / "exchange"
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments, f"--Exchange.root={exchange}",
         f"--Exchange.cache={folder.parent}/cache-{user}",
         "--CourseDirectory.course_id=backpropagation"],
        cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "USER": user, "LOGNAME": user, "JUPYTER_PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_what_was_fetched_is_submitted_graded_and_given_back(
    course: Course, tmp_path: Path
) -> None:
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    home = tmp_path / "ada"
    home.mkdir()
    nbgrader(course.root, "teacher", "generate_assignment", small.NAME)
    nbgrader(course.root, "teacher", "release_assignment", small.NAME)
    nbgrader(home, "ada", "fetch_assignment", small.NAME)
    (home / small.NAME / "small.ipynb").write_bytes(small.notebook(course, small.WRONG))
    nbgrader(home, "ada", "submit", small.NAME)
    nbgrader(course.root, "teacher", "collect", small.NAME)
    (student,) = (course.root / "submitted").iterdir()
    with small.start(course, "grade", "submitted") as running:
        running.communicate()
    assert running.returncode == 0
    collected = student / small.NAME
    for name in ("timestamp.txt", "submission_secret.txt"):
        for folder in ("autograded", "feedback"):
            beside = course.root / folder / student.name / small.NAME / name
            assert beside.read_text().split() == (collected / name).read_text().split()
    nbgrader(course.root, "teacher", "release_feedback", small.NAME)
    nbgrader(home, "ada", "fetch_feedback", small.NAME)
    (page,) = (home / small.NAME / "feedback").rglob("*.html")
    assert "twice(3) must be 6." in page.read_text()
