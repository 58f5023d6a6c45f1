"""Mistakes that people made elsewhere are rejected, and none of them is told another cause."""

import re
from collections import Counter

import pytest

from tests.helpers.field import Mistake, Verdict, field_lessons, mistakes
from tests.helpers.lesson_cells import LESSONS, own_tests, with_its_bank

ENOUGH = 140  # mistakes, of all lessons together
NAMED = 147  # of them hear their cause; raise it with what the diagnosis learns
ALL = [mistake for lesson in field_lessons() for mistake in mistakes(lesson)]
ADDRESS = re.compile(r"https?://[^\s/]+/\S+")
# What a message without a hint says in its own words and is not the cause; to be mended.
MISLED: set[str] = set()


@pytest.fixture(autouse=True)
def _same_questions_in_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fix what the hidden tests draw afresh, as the grader does for a class."""
    monkeypatch.setenv("AUTOGRADER_SEED", "04")


def test_there_are_mistakes_from_elsewhere_for_every_lesson_up_to_07() -> None:
    assert field_lessons() == sorted(lesson for lesson in LESSONS if lesson < "08")
    assert len(ALL) >= ENOUGH
    assert all(own_tests(mistake.lesson, mistake.answer.exercise) for mistake in ALL)


def test_every_mistake_says_where_it_was_read_and_what_its_cause_is() -> None:
    unfounded = [m.name for m in ALL if not ADDRESS.fullmatch(m.source) or len(m.expects) < 15]
    assert unfounded == []


@pytest.mark.parametrize(
    ("lesson", "mistake"),
    [with_its_bank(mistake.lesson, mistake) for mistake in ALL],
    ids=[f"{m.lesson}-{m.answer.exercise}-{m.answer.label}" for m in ALL],
)
def test_a_mistake_is_rejected_and_hears_of_no_other_cause(lesson: str, mistake: Mistake) -> None:
    verdict = mistake.verdict
    assert verdict is not Verdict.PASSED
    told = mistake.failure.message if mistake.failure else ""
    assert (verdict is Verdict.MISLED) == (mistake.name in MISLED), told


@pytest.mark.parametrize("lesson", [with_its_bank(name) for name in field_lessons()])
def test_an_accepted_cause_is_still_the_one_that_is_named(lesson: str) -> None:
    accepted = [mistake for mistake in mistakes(lesson) if mistake.answer.named]
    lost = [mistake.name for mistake in accepted if mistake.verdict is not Verdict.NAMED]
    assert lost == []


def test_as_many_hear_their_cause_as_ever() -> None:
    verdicts = Counter(bool(mistake.answer.named) for mistake in ALL)
    assert verdicts[True] >= NAMED
