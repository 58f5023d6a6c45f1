"""What a person marks, nbgrader's answers and tasks: from release to the page."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook

from autograder.classroom.grade import Grades, grade_class
from autograder.cli.main import main
from autograder.collect.blank import is_blank
from autograder.course.lessons import Course, Exercise
from autograder.course.release.release import release
from tests.helpers import small
from tests.helpers.webpage import HOSTILE, Page, dangers

pytestmark = pytest.mark.integration

MARKS = {"schema_version": 3, "locked": False, "task": False}
ESSAY = {**MARKS, "grade_id": "essay", "grade": True, "solution": True, "points": 3}
TASK = {**MARKS, "grade_id": "poem", "grade": False, "solution": False, "task": True, "points": 4}
AFTER = "The lesson goes on."


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = small.make_course(tmp_path / "course")
    path = made.lessons[0].source
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += [
        new_markdown_cell("Because.", id="essay", metadata={"nbgrader": ESSAY}),
        new_markdown_cell("Write a poem below.", id="poem", metadata={"nbgrader": TASK}),
        new_markdown_cell(AFTER, id="after"),
    ]
    nbformat.write(notebook, path)
    fresh = Course(made.root)
    release(fresh)
    return fresh


@pytest.fixture
def hand_in(course: Course, tmp_path: Path) -> Callable[..., Path]:
    def write(student: str, essay: str, *poem: nbformat.NotebookNode) -> Path:
        path = course.release / small.NAME / "small.ipynb"
        notebook = nbformat.read(path, as_version=4)
        cells = {cell.id: cell for cell in notebook.cells}
        cells["twice"].source = small.RIGHT
        cells["essay"].source = essay
        at = notebook.cells.index(cells["poem"]) + 1
        notebook.cells[at:at] = poem
        notebook.cells.append(new_markdown_cell("Not below the task.", id="other"))
        target = tmp_path / "class" / student / small.NAME / "small.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, target)
        return target

    return write


def grade(course: Course, tmp_path: Path) -> Grades:
    return grade_class(course, tmp_path / "class", tmp_path / "out")


def of(grades: Grades, student: str) -> dict[str, tuple[float, float, str]]:
    return {
        one.exercise: (one.score, one.max_score, one.reason)
        for one in grades.scores
        if one.student == student
    }


def test_they_are_exercises_of_their_own(course: Course) -> None:
    assert course.lessons[0].exercises[1:] == (
        Exercise("essay", ("essay",), 3.0), Exercise("poem", ("poem",), 4.0),
    )  # fmt: skip
    assert [one.by_hand for one in course.lessons[0].exercises] == [False, True, True]
    released = nbformat.read(course.release / small.NAME / "small.ipynb", as_version=4)
    assert "Because." not in {cell.source for cell in released.cells}


def test_from_the_grader_to_the_page(
    course: Course, hand_in: Callable[..., Path], tmp_path: Path
) -> None:
    hostile = "".join(HOSTILE.values())
    poem = (new_markdown_cell(f"Roses are red. {hostile}"), new_code_cell("print('violets')"))
    hand_in("ada", f"A reason. {hostile}", *poem)
    hand_in("emmy", "YOUR ANSWER HERE")
    first = grade(course, tmp_path)
    nobody = "no points are given by hand"
    assert of(first, "ada") == {
        "twice": (2, 2, ""), "essay": (0, 3, nobody), "poem": (0, 4, nobody),
    }  # fmt: skip
    out = tmp_path / "out"
    graded = nbformat.read(out / f"autograded/ada/{small.NAME}/small.ipynb", as_version=4)
    assert [cell.source[:9] for cell in graded.cells[2:]] == [
        "A reason.", "Write a p", "Roses are", "print('vi", AFTER[:9],
    ]  # fmt: skip
    assert [o.text for o in graded.cells[5].outputs] == ["violets\n"]
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        for name, points in (("essay", 2.0), ("poem", 3.5)):
            given = book.find_grade(name, "small", small.NAME, "ada")
            given.manual_score, given.needs_manual_grade = points, False
        book.find_comment("poem", "small", small.NAME, "ada").manual_comment = "It rhymes."
        book.db.commit()
    second = grade(course, tmp_path)
    assert (second.graded, second.kept) == (0, 2)
    assert of(second, "ada") == {
        "twice": (2, 2, ""), "essay": (2, 3, ""), "poem": (3.5, 4, ""),
    }  # fmt: skip
    page = Page((out / f"feedback/ada/{small.NAME}/small.html").read_text())
    assert dangers(page) == []
    assert " ".join(page.by_id("answer-poem").text.split()) == (
        "Task: 3.5 of 4 points Write a poem below. CommentIt rhymes."
    )
    text = page.all("html")[0].text
    assert "7.5 of 9 points" in text
    assert "violets" in text
    assert "Not below the task." not in text
    assert {"#answer-twice", "#answer-essay", "#answer-poem"} <= {
        one.attributes.get("href") for one in page.all("a")
    }


def test_nbgraders_own_commands_do_the_same(
    course: Course, hand_in: Callable[..., Path], tmp_path: Path
) -> None:
    poem = (new_markdown_cell("Roses are red."), new_code_cell("print('violets')"))
    path = hand_in("ada", "A reason.", *poem)
    grade(course, tmp_path)
    submitted = course.root / "submitted" / "ada" / small.NAME
    submitted.mkdir(parents=True)
    (submitted / "small.ipynb").write_bytes(path.read_bytes())
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", command, small.NAME, "--force"],
            cwd=course.root, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    ours, stock = (
        nbformat.read(root / f"autograded/ada/{small.NAME}/small.ipynb", as_version=4)
        for root in (tmp_path / "out", course.root)
    )
    assert [cell.source for cell in stock.cells] == [cell.source for cell in ours.cells]
    page = (course.root / f"feedback/ada/{small.NAME}/small.html").read_text()
    assert "Roses are red." in page
    assert "violets" in page


def test_a_poem_alone_is_not_blank(course: Course, hand_in: Callable[..., Path]) -> None:
    lesson = course.lessons[0]
    released = (course.release / small.NAME / "small.ipynb").read_bytes()
    assert is_blank(lesson, released)
    notebook = nbformat.reads(released.decode(), as_version=4)
    notebook.cells.insert(4, new_markdown_cell("Roses."))
    assert not is_blank(lesson, nbformat.writes(notebook).encode())


def test_check_says_that_a_person_marks_them(
    course: Course, hand_in: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = hand_in("ada", "A reason.", new_code_cell("import os"))
    inside = course.root / "mine" / "small.ipynb"
    inside.parent.mkdir()
    inside.write_bytes(path.read_bytes())
    assert main(["check", str(inside)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "twice: passed", "essay: answered; a person marks it", "poem: answered; a person marks it",
        "3 exercises: 1 passed, 2 for a person to mark.",
    ]  # fmt: skip
