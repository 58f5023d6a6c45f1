"""Questions: judged by the lesson's key, by the file that release makes, or held back."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder import CheckFailed, check_choice, check_recall
from autograder.checks import sealed
from autograder.checks.occasion import grading
from autograder.checks.questions import FILE, Reason, sealed_reasons

WHY = {
    "a": "It has the shape of x.",
    "b": "Rows lead to outputs.",
    "c": "",
    "d": "No sum is taken.",
}


@pytest.fixture(autouse=True)
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of reasons that tells of ``question_told`` alone."""
    reasons = {("question_told", letter): Reason(letter == "b", why) for letter, why in WHY.items()}
    (tmp_path / FILE).write_bytes(sealed_reasons(reasons))
    monkeypatch.setattr(sealed, "FOLDER", tmp_path)
    return tmp_path / FILE


def _refusal(name: str, answer: Any, **how: Any) -> str:
    with pytest.raises(CheckFailed) as failed:
        check_choice(name, answer, options="abcd", **how)
    return str(failed.value)


@pytest.mark.parametrize("how", [{"correct": "b", "reasons": WHY}, {}])
def test_a_right_letter_comes_with_its_reason(
    capsys: pytest.CaptureFixture[str], how: dict[str, Any]
) -> None:
    check_choice("question_told", "b", options="abcd", **how)
    assert capsys.readouterr().out == '✓ question_told: "b" is right.\n  Rows lead to outputs.\n'


@pytest.mark.parametrize("how", [{"correct": "b", "reasons": WHY}, {}])
def test_a_wrong_letter_says_why_it_is_wrong_and_not_which_is_right(how: dict[str, Any]) -> None:
    assert _refusal("question_told", "a", **how) == (
        'question_told: "a" is not the right answer.\n  It has the shape of x.'
    )
    assert _refusal("question_told", "c", **how) == 'question_told: "c" is not the right answer.'


def test_what_is_held_back_is_answered_and_nowhere_passed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    check_choice("question_held_back", "c", options="abcd")
    assert capsys.readouterr().out == (
        'question_held_back: answered "c". Right or wrong shows at grading.\n'
    )


def test_without_the_file_everything_is_held_back(
    told: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told.unlink()
    check_choice("question_told", "a", options="abcd")
    assert "shows at grading" in capsys.readouterr().out


def test_in_grading_the_lesson_decides_and_not_a_file_that_may_be_old(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with grading():
        check_choice("question_told", "a", options="abcd")  # the part that students see
        assert capsys.readouterr().out == ""
        check_choice("question_told", "a", options="abcd", correct="a")
        assert _refusal("question_told", "b", correct="a").startswith('question_told: "b" is not')
    assert capsys.readouterr().out == '✓ question_told: "a" is right.\n'


@pytest.mark.parametrize("name", ["question_told", "question_held_back"])
@pytest.mark.parametrize("answer", ["B", "b ", " b\n", "b.", "(b)", np.str_("b")])
def test_capitals_blanks_and_dots_are_no_mistakes(name: str, answer: str) -> None:
    check_choice(name, answer, options="abcd")
    check_choice(name, answer, options="abcd", correct="b")


@pytest.mark.parametrize("correct", [None, "b"])
@pytest.mark.parametrize("answer", ["", "e", "ab", "a b", np.str_("")])
def test_what_is_no_option_is_refused(answer: Any, correct: str | None) -> None:
    assert _refusal("question_told", answer, correct=correct) == (
        f'question_told must be one of "a", "b", "c", "d"; it is {answer!r}.'
    )


@pytest.mark.parametrize("answer", [1, ..., ["b"], b"b", np.array([0.3])])
def test_what_is_no_text_is_asked_for_in_quotation_marks(answer: Any) -> None:
    assert _refusal("question_told", answer) == (
        f'question_told must be one of "a", "b", "c", "d"; it is {answer!r}. '
        "Write the letter in quotation marks."
    )


@pytest.mark.parametrize("correct", [None, "b"])
def test_a_question_without_an_answer_says_so(correct: str | None) -> None:
    assert _refusal("question_told", None, correct=correct) == "question_told has no answer yet."


def test_a_long_answer_is_cut_short() -> None:
    assert len(_refusal("question_told", "x" * 10_000)) < 130


def test_recall_judges_and_explains_and_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for answer, said in (
        (None, 'Write your letter ("a", "b", "c", "d", in quotation marks) in place of None.'),
        ("a", 'question_told: "a" is not the right answer.\n  It has the shape of x.'),
        ("b", '✓ question_told: "b" is right.\n  Rows lead to outputs.'),
        ("x", 'question_told must be one of "a", "b", "c", "d"; it is \'x\'.'),
    ):
        check_recall("question_told", answer, options="abcd")
        assert capsys.readouterr().out == f"{said}\n"
