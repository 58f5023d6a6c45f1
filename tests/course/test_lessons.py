"""The course on disk."""

import shutil
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.course.lessons import Course, find_course, read_exercises
from autograder.course.release.release import release
from autograder.errors import UsageError
from tests.helpers import small


def _cell(grade_id: str, *, points: float | None = None) -> object:
    marks: dict[str, object] = {"grade_id": grade_id, "solution": points is None}
    if points is not None:
        marks |= {"grade": True, "points": points}
    return new_code_cell("", metadata={"nbgrader": marks})


def test_the_course_is_found_from_inside_and_from_elsewhere(course: Course, tmp_path: Path) -> None:
    assert find_course(course.solutions).root == course.root
    assert find_course(tmp_path).root == course.root  # the one this package is part of


def test_a_lesson_is_found_by_its_name(course: Course) -> None:
    lesson = course.lesson("04_jacobian_lemmas")
    assert lesson.notebook == "jacobian_lemmas"
    with pytest.raises(UsageError, match=r"no lesson '4'; the lessons are .*04_jacobian_lemmas"):
        course.lesson("4")


def test_every_function_of_the_lesson_is_an_exercise(course: Course) -> None:
    names = {exercise.name for exercise in course.lesson("04_jacobian_lemmas").exercises}
    assert names >= {
        "affine_grad_W", "affine_grad_x", "sigmoid_prime", "tanh_prime", "elementwise_grad",
        "composite_grad", "jacobian_grad", "softmax_jacobian",
    }  # fmt: skip


def test_test_cells_belong_to_the_longest_answer_name_that_fits() -> None:
    notebook = new_notebook(
        cells=[
            _cell("loss"),
            _cell("test_loss", points=1),
            _cell("loss_grad"),
            _cell("test_loss_grad", points=2),
            _cell("test_loss_grad_cost", points=3),
        ]
    )
    loss, grad = read_exercises(notebook)
    assert (loss.name, loss.tests, loss.points) == ("loss", ("test_loss",), 1.0)
    assert (grad.name, grad.points) == ("loss_grad", 5.0)
    assert grad.tests == ("test_loss_grad", "test_loss_grad_cost")


def test_a_test_cell_without_an_answer_is_a_fault_of_the_lesson() -> None:
    with pytest.raises(ValueError, match="'test_loss' stands behind no answer cell"):
        read_exercises(new_notebook(cells=[_cell("test_loss", points=1)]))


def test_one_setting_leaves_lessons_out(course: Course, tmp_path: Path) -> None:
    copied = small.make_course(tmp_path)
    for name in ("08_depth", "09_engine"):
        shutil.copytree(copied.lessons[0].source.parent, copied.solutions / name)
    settings = tmp_path / "nbgrader_config.py"
    with settings.open("a", encoding="utf-8") as file:
        file.write("\nc.Lessons.left_out = []\n")
    whole = Course(tmp_path)
    assert [lesson.name[:2] for lesson in whole.lessons] == ["01", "08", "09"]
    release(whole)
    text = settings.read_text("utf-8")
    assert "c.Lessons.left_out = [" in text
    settings.write_text(f'{text}\nc.Lessons.left_out = ["08_*", "09_engine"]\n', "utf-8")
    shorter = Course(tmp_path)
    assert [lesson.name[:2] for lesson in shorter.lessons] == ["01"]
    release(shorter)
    assert [path.parent.name[:2] for path in shorter.release.glob("*/*.ipynb")] == ["01"]
