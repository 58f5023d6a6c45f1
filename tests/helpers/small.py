"""A course with one small lesson, so that a class of it is graded in seconds."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from autograder.course.lessons import Course, Lesson
from autograder.course.notebook.cells import with_answers

ROOT = Path(__file__).resolve().parents[2]
NAME = "01_small"
RIGHT = "def twice(x):\n    return 2 * x"
WRONG = "def twice(x):\n    return 3 * x"
TEST = """from autograder import require
require(twice(3) == 6, "twice(3) must be 6.")
### BEGIN HIDDEN TESTS
require(twice(-5) == -10, "twice(-5) must be -10.")
### END HIDDEN TESTS"""
ANSWER = f"### BEGIN SOLUTION\n{RIGHT}\n### END SOLUTION"


def make_course(folder: Path, test: str = TEST) -> Course:
    """Make the course."""
    path = folder / "solutions" / NAME / "small.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    marks = {"schema_version": 3, "task": False}
    answer = marks | {"grade_id": "twice", "grade": False, "solution": True, "locked": False}
    check = marks | {"grade_id": "test_twice", "grade": True, "solution": False, "locked": True}
    cells = [
        new_code_cell(ANSWER, id="twice", metadata={"nbgrader": answer}),
        new_code_cell(test, id="test", metadata={"nbgrader": check | {"points": 2}}),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    return Course(folder)


def lesson_of(course: Course) -> Lesson:
    """Return the lesson."""
    return course.lesson(NAME)


def notebook(course: Course, answer: str) -> bytes:
    """Return a submission with an answer."""
    source = nbformat.read(lesson_of(course).source, as_version=4)
    return bytes(nbformat.writes(with_answers(source, {"twice": answer})).encode())


def hand_in(course: Course, folder: Path, **answers: str) -> Path:
    """Put submissions into a folder, by student, and return the folder."""
    for student, answer in answers.items():
        path = folder / student / NAME / "small.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook(course, answer))
    return folder


def until_done(running: subprocess.Popen[str], number: int) -> None:
    """Wait until a command says that so many submissions are graded."""
    assert running.stderr is not None
    for line in running.stderr:
        if line.startswith(f"{number}/"):
            return
    raise AssertionError(f"it ended before {number} were graded")


def start(course: Course, *arguments: str) -> subprocess.Popen[str]:
    """Start the command line in a course, in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "autograder", *arguments],
        cwd=course.root, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
