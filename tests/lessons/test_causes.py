"""The cause that a failure carries to the grade is the one that its message names."""

import pytest

from autograder.checks.failure import EITHER
from autograder.course.answer_bank import wrong_answers
from tests.helpers.lesson_cells import BANK, LESSONS, outcome, with_its_bank


@pytest.mark.parametrize("lesson", [with_its_bank(name) for name in LESSONS])
def test_a_failure_carries_what_its_message_names(lesson: str) -> None:
    told = {answer: outcome(lesson, answer) for answer in wrong_answers(BANK / lesson)}
    differing = {
        f"{answer.exercise} {answer.label}": (failed.cause, failed.named)
        for answer, failed in told.items()
        if failed.cause != EITHER.join(failed.named)
    }
    assert differing == {}
