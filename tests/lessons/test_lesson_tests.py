"""The test cells of every lesson against its bank: they pass what is right, reject what is wrong.

And they say why: each wrong answer has the cause that its rejection must name.
"""

import pytest

from autograder.course.answer_bank import Answer, right_answers, wrong_answers
from tests.helpers.lesson_cells import (
    BANK,
    LESSONS,
    failures,
    is_silent,
    outcome,
    own_tests,
    prepared,
    with_its_bank,
)

LEMMAS_AND_BACKPROPAGATION = ("04_jacobian_lemmas", "05_backpropagation")
STYLES = [(name, style) for name in LESSONS for style in right_answers(BANK / name)]
WRONG = [(name, answer) for name in LESSONS for answer in wrong_answers(BANK / name)]
# Where no exercise builds on another; of each the first wrong answer.
APART = "04_jacobian_lemmas"
FIRST = {answer.exercise: answer for name, answer in reversed(WRONG) if name == APART}
NAMED = 0.95  # share of the wrong answers whose cause the student is told
# How many of a lesson may hear no cause.
UNHEARD = {
    "05_backpropagation": 1,
    "06_gradient_descent": 1,
    "07_engineering": 5,
    "08_depth_and_losses": 11,
}


@pytest.fixture(autouse=True)
def _same_questions_in_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fix what the hidden tests draw afresh, as the grader does for a class."""
    monkeypatch.setenv("AUTOGRADER_SEED", "04")


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_bank_has_enough_of_everything(lesson: str) -> None:
    assert len(right_answers(BANK / lesson)) >= 2
    wrong = [answer.exercise for answer in wrong_answers(BANK / lesson)]
    enough = 6 if lesson in LEMMAS_AND_BACKPROPAGATION else 3
    for exercise in LESSONS[lesson].exercises:
        if not exercise.name.startswith("question_"):
            assert wrong.count(exercise.name) >= enough, exercise.name


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_reference_answers_pass(lesson: str) -> None:
    assert list(failures(lesson, {})) == []


@pytest.mark.parametrize(("lesson", "style"), STYLES)
def test_right_answers_of_every_style_pass_every_test(lesson: str, style: str) -> None:
    assert list(failures(lesson, right_answers(BANK / lesson)[style])) == []


@pytest.mark.parametrize(
    ("lesson", "wrong"),
    [with_its_bank(name, wrong) for name, wrong in WRONG],
    ids=[f"{name}-{w.exercise}-{w.label}" for name, w in WRONG],
)
def test_a_wrong_answer_fails_its_own_test_and_hears_of_no_other_cause(
    lesson: str, wrong: Answer
) -> None:
    failed = outcome(lesson, wrong)
    assert failed.part in ("visible", "hidden")
    assert wrong.cause in failed.named or is_silent(failed.named), failed.message


@pytest.mark.parametrize("wrong", FIRST.values(), ids=list(FIRST))
def test_a_wrong_answer_costs_no_other_exercise(wrong: Answer) -> None:
    failed = failures(APART, {wrong.exercise: wrong.source})
    assert {failure.test for failure in failed} <= set(own_tests(APART, wrong.exercise))


@pytest.mark.parametrize("lesson", [with_its_bank(name) for name in LESSONS])
def test_nearly_every_wrong_answer_hears_of_its_cause(lesson: str) -> None:
    wrong = wrong_answers(BANK / lesson)
    unheard = [one.label for one in wrong if one.cause not in outcome(lesson, one).named]
    assert len(unheard) <= UNHEARD.get(lesson, 0), unheard
    assert sum(UNHEARD.values()) <= (1 - NAMED) * len(WRONG)


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_that_is_not_worked_on_passes_no_test(lesson: str) -> None:
    blank = dict.fromkeys(prepared(lesson).answers, "raise NotImplementedError")
    failed = [failure.test for failure in failures(lesson, blank)]
    assert failed == list(prepared(lesson).tests)
