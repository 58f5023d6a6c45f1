"""A view in its student's kernel: what Validate shows, and what a test cell says there."""

from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.course.lessons import Course, read_exercises
from autograder.course.notebook.cells import grade_id, is_test, with_answers
from autograder.course.notebook.handed_in import read_cells
from autograder.course.view.in_place import ready, show_view
from autograder.course.view.rebuild import Source
from autograder.course.view.validate import validate
from autograder.course.view.view import view_of

LESSON = "04_jacobian_lemmas"
RIGHT = "def affine_grad_W(grad_y, x):\n    return np.outer(grad_y, x)"
WRONG = "def affine_grad_x(W, grad_y):\n    return 2 * W.T @ grad_y"


@pytest.fixture
def opened(course: Course, released: Any) -> Any:
    return with_answers(released, {"affine_grad_W": RIGHT, "affine_grad_x": WRONG})


def test_a_test_cell_shows_its_exercise_and_no_code(course: Course, opened: Any) -> None:
    source = Source(nbformat.read(course.lesson(LESSON).source, as_version=4))
    view = view_of(source, read_cells(nbformat.writes(opened).encode()))
    made = ready(view.notebook, source)
    shown = {grade_id(cell): cell.source for cell in made.cells if is_test(cell)}
    assert shown["test_affine_grad_W"] == "# test_affine_grad_W: a check of affine_grad_W"
    assert len(set(shown.values())) == len(shown)
    assert {test.name: test.shown for test in made.tests} == shown
    for exercise in read_exercises(source.notebook):
        for name in exercise.tests:
            assert shown[name].endswith(f" of {exercise.name}")
    sources = {test.name: test.source for test in made.tests}
    assert sources["test_affine_grad_W"] == source.released("test_affine_grad_W")
    prelude = made.prelude({"lost": "its kernel ended"}).source
    assert "lost" in prelude
    compile(prelude, "<prelude>", "exec")


def test_validate_runs_the_view_in_place_of_the_notebook(opened: Any) -> None:
    opened.cells.append(nbformat.v4.new_code_cell("a_cell_of_my_own"))
    show_view(opened)
    first, *others = opened.cells
    assert first.source.startswith("from autograder.checks.apart import Notebook, Test\n")
    assert RIGHT in [cell.source for cell in others]
    assert "a_cell_of_my_own" not in [cell.source for cell in others]
    assert all(cell.source.startswith("# test_") for cell in others if is_test(cell))


@pytest.mark.integration
def test_an_exercise_says_what_its_notebook_says(
    course: Course, opened: Any, tmp_path: Path
) -> None:
    for name in ("nbgrader_config.py", "solutions", "course"):
        (tmp_path / name).symlink_to(course.root / name)
    path = tmp_path / "jacobian_lemmas.ipynb"
    nbformat.write(opened, path)
    outcomes = {one.exercise: one for one in validate(path).outcomes}
    assert outcomes["affine_grad_W"].state == "passed"
    failed = outcomes["affine_grad_x"]
    assert failed.state == "failed"
    assert "ratio 2.000 in all" in failed.message
    assert "failed_case" not in failed.message
