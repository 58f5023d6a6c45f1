"""One submission: equal bytes in, equal bytes out, and nothing else touched."""

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom.submission import Failure, Work, attempt, grade_one
from autograder.course.lessons import Course
from autograder.judge.marks import Mark
from autograder.sandbox.limits import Limits
from tests.helpers import small


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return small.make_course(tmp_path_factory.mktemp("course"))


def work(course: Course, answer: str) -> Work:
    source = small.lesson_of(course).source.read_bytes()
    handed_in = small.notebook(course, answer)
    return Work("ada", small.NAME, "small", handed_in, source, "bubblewrap", Limits())


@pytest.mark.integration
def test_a_grade_is_a_function_of_bytes(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = work(course, small.WRONG)
    result = grade_one(wrong)
    assert result.marks == (Mark("test_twice", 0.0, 2.0, "twice(3) must be 6.", "stated"),)
    assert b"twice(3) must be 6." in result.feedback
    assert b"Feedback for ada" in result.feedback
    assert result.trouble == ""
    assert grade_one(wrong) == result
    assert list(tmp_path.iterdir()) == []


@pytest.mark.integration
def test_an_answer_as_it_was_handed_out_is_known(course: Course) -> None:
    untouched = "# YOUR CODE HERE\nraise NotImplementedError()"
    result = grade_one(work(course, untouched))
    assert result.unanswered == ("twice",)
    assert result.marks[0].score == 0
    assert "no answer" in result.marks[0].reason


@pytest.mark.integration
def test_a_page_that_takes_long_is_left_out(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object) -> str:
        while True:
            pass

    monkeypatch.setattr("autograder.classroom.submission.page_of", endless)
    monkeypatch.setattr("autograder.classroom.submission.PAGE", 0.2)
    result = grade_one(work(course, small.RIGHT))
    assert result.marks[0].score == 2
    assert (result.feedback, result.trouble) == (b"", "it took longer than 0.2 s")


def test_what_goes_wrong_is_a_result_too(course: Course) -> None:
    broken = replace(work(course, small.RIGHT), source=b"no notebook")
    assert attempt(broken) == Failure(
        "nbformat.reader.NotJSONError: Notebook does not appear to be JSON: 'no notebook'"
    )
