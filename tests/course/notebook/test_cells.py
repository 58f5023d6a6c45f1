"""Reading answers out of notebooks and putting them in."""

import nbformat
import pytest

from autograder.course.notebook.cells import answers_of, with_answers


def test_answers_come_back_as_they_were_put_in(released: nbformat.NotebookNode) -> None:
    before = answers_of(released)
    filled = with_answers(released, {"affine_grad_W": "def affine_grad_W(grad_y, x): ..."})
    after = answers_of(filled)
    assert after.pop("affine_grad_W") == "def affine_grad_W(grad_y, x): ..."
    assert after.items() <= before.items()
    assert answers_of(released) == before, "the notebook itself is not changed"


def test_an_unknown_answer_is_refused(released: nbformat.NotebookNode) -> None:
    with pytest.raises(KeyError):
        with_answers(released, {"no_such_exercise": ""})


def test_of_duplicates_the_first_counts(released: nbformat.NotebookNode) -> None:
    filled = with_answers(released, {"affine_grad_W": "first"})
    doubled = with_answers(released, {"affine_grad_W": "second"})
    filled.cells += doubled.cells
    assert answers_of(filled)["affine_grad_W"] == "first"
