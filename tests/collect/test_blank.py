"""Notebooks in which nothing is written, as editors leave them, and others."""

import copy
import json
from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from autograder.collect.blank import is_blank
from autograder.course.lessons import Course, Lesson
from autograder.course.notebook.cells import answers_of, with_answers
from autograder.course.notebook.handed_in import LONGEST

Notebook = dict[str, Any]
NAME, TEXT = "affine_grad_W", "def affine_grad_W(grad_y, x):\n    return 0"


@pytest.fixture(scope="module")
def lesson(course: Course) -> Lesson:
    return course.lesson("04_jacobian_lemmas")


@pytest.fixture
def notebook(released: nbformat.NotebookNode) -> Notebook:
    plain: Notebook = json.loads(nbformat.writes(released))
    return plain


def at(notebook: Notebook, name: str) -> Notebook:
    """Return the cell of a name."""
    cells: list[Notebook] = notebook["cells"]
    return next(c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == name)


def own(source: str) -> Notebook:
    """Make a cell as a student does."""
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": []}


def test_every_lesson_is_blank_until_one_answer_is_written(course: Course) -> None:
    for lesson in course.lessons:
        path = course.release / lesson.name / lesson.source.name
        released = nbformat.read(path, as_version=4)
        assert is_blank(lesson, path.read_bytes())
        for name, answer in answers_of(nbformat.read(lesson.source, as_version=4)).items():
            written = with_answers(released, {name: answer})
            assert not is_blank(lesson, nbformat.writes(written).encode()), name


def was_run(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 7
            cell["outputs"] = [{"output_type": "stream", "name": "stderr", "text": "open"}]


def blanks_moved(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["source"] = "\n\n" + "".join(cell["source"]).replace("\n", "  \n") + "\n\n"


def emptied(notebook: Notebook) -> None:
    at(notebook, NAME)["source"] = " \n"


def deleted(notebook: Notebook) -> None:
    notebook["cells"].remove(at(notebook, NAME))


def copied(notebook: Notebook) -> None:
    notebook["cells"].append(copy.deepcopy(at(notebook, NAME)))


def all_deleted(notebook: Notebook) -> None:
    notebook["cells"].clear()


def with_scratch(notebook: Notebook) -> None:
    notebook["cells"].append(own("1 + 1"))


def typed_into_a_test(notebook: Notebook) -> None:
    at(notebook, f"test_{NAME}")["source"] = TEXT


def of_an_older_release(notebook: Notebook) -> None:
    question = at(notebook, "question_shape")
    question["source"] += "\n# YOUR CODE HERE\nraise NotImplementedError()"


def shuffled(notebook: Notebook) -> None:
    notebook["cells"].reverse()


@pytest.mark.parametrize(
    "change",
    [was_run, blanks_moved, emptied, deleted, copied, all_deleted, with_scratch,
     typed_into_a_test, of_an_older_release, shuffled],
)  # fmt: skip
def test_nothing_is_written_in_it(
    lesson: Lesson, notebook: Notebook, change: Callable[[Notebook], None]
) -> None:
    change(notebook)
    assert is_blank(lesson, json.dumps(notebook).encode())


def written(notebook: Notebook) -> None:
    at(notebook, NAME)["source"] = TEXT


def begun(notebook: Notebook) -> None:
    at(notebook, NAME)["source"] = ["# I do not know"]


def written_beside_a_blank_copy(notebook: Notebook) -> None:
    copied(notebook)
    written(notebook)


def name_lost(notebook: Notebook) -> None:
    written(notebook)
    at(notebook, NAME)["metadata"] = {}


def name_and_id_lost(notebook: Notebook) -> None:
    deleted(notebook)
    notebook["cells"].append(own(TEXT))


def too_long_an_answer(notebook: Notebook) -> None:
    at(notebook, "affine_grad_W")["source"] = "x" * (LONGEST + 1)


@pytest.mark.parametrize(
    "change",
    [written, begun, written_beside_a_blank_copy, name_lost, name_and_id_lost,
     too_long_an_answer],
)  # fmt: skip
def test_something_is_written_in_it(
    lesson: Lesson, notebook: Notebook, change: Callable[[Notebook], None]
) -> None:
    change(notebook)
    assert not is_blank(lesson, json.dumps(notebook).encode())


def test_what_is_no_notebook_is_blank(lesson: Lesson) -> None:
    assert all(is_blank(lesson, content) for content in (b"", b"{}", b"hello", b'{"cells": 1}'))
