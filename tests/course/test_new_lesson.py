"""A new lesson works before anything in it is changed."""

import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.classroom.grade import grade_class
from autograder.cli.main import main
from autograder.course.answer_bank import right_answers, wrong_answers
from autograder.course.lessons import Course
from autograder.course.notebook.cells import answers_of, with_answers

NAME, NOTEBOOK = "08_logistic_regression", "logistic_regression.ipynb"


@pytest.fixture
def course(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A course with one lesson of ours beside the new one."""
    shutil.copy(course.root / "nbgrader_config.py", tmp_path)
    other = "04_jacobian_lemmas"
    shutil.copytree(course.solutions / other, tmp_path / "solutions" / other)
    monkeypatch.chdir(tmp_path)
    return Course(tmp_path)


def test_it_says_what_it_has_written(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-lesson", NAME]) == 0
    *paths, advice = capsys.readouterr().out.splitlines()
    assert advice == "Change them, then run autograder release."
    assert paths == [
        f"solutions/{NAME}/{NOTEBOOK}",
        f"bank/{NAME}/right/direct.py",
        f"bank/{NAME}/wrong/squared_length_grad.py",
    ]
    assert all((course.root / path).is_file() for path in paths)
    lesson = Course(course.root).lesson(NAME)
    assert [(one.name, one.points) for one in lesson.exercises] == [
        ("squared_length_grad", 2), ("question_zero_08", 1),
    ]  # fmt: skip
    nbformat.validate(nbformat.read(lesson.source, as_version=4))


@pytest.mark.parametrize("name", ["logistic", "8_x", "08_", "08_X", "08_a b", "../08_a", "08_a_"])
def test_a_name_of_another_form_is_wrong_usage(
    course: Course, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["new-lesson", name]) == 2
    assert "is no name of a lesson; 08_logistic_regression is one" in capsys.readouterr().err
    assert len(list(course.solutions.iterdir())) == 1


def test_nothing_is_written_over(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-lesson", NAME]) == 0
    assert main(["new-lesson", NAME]) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.integration
def test_it_can_be_released_checked_and_graded(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new-lesson", NAME])
    assert main(["release"]) == 0
    found = Course(course.root)
    lesson = found.lesson(NAME)
    released = nbformat.read(found.release / NAME / NOTEBOOK, as_version=4)
    solved = answers_of(nbformat.read(lesson.source, as_version=4))
    bank = course.root / "bank" / NAME
    handed_in = {"blank": {}, "right": solved | right_answers(bank)["direct"]}
    handed_in |= {
        answer.label: solved | {answer.exercise: answer.source} for answer in wrong_answers(bank)
    }
    for student, answers in handed_in.items():
        path = tmp_path / "class" / student / NAME / NOTEBOOK
        path.parent.mkdir(parents=True)
        nbformat.write(with_answers(released, answers), path)
    grades = grade_class(found, tmp_path / "class", tmp_path / "out")
    totals: dict[str, float] = {}
    for one in grades.scores:
        totals[one.student] = totals.get(one.student, 0) + one.score
    assert totals == {"blank": 0, "right": 3, "factor-forgotten": 1, "summed-up": 1}
    at_work = found.release / NAME / NOTEBOOK
    nbformat.write(with_answers(released, solved), at_work)
    capsys.readouterr()
    assert main(["check", str(at_work)]) == 0
    assert "squared_length_grad: passed\n" in capsys.readouterr().out
