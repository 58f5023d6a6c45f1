"""docs/misconceptions.md says how many mistakes the checks name."""

import pytest

from tests.helpers.field import counted_field, field_lessons
from tests.helpers.lesson_cells import LESSONS, with_its_bank
from tests.helpers.misconceptions import SEED, SUMMARY, counted, judged, row, section, summary

ADVICE = "run python -m tests.helpers.misconceptions"


@pytest.mark.parametrize("lesson", [with_its_bank(name) for name in LESSONS])
def test_the_figures_of_a_lesson_are_up_to_date(
    monkeypatch: pytest.MonkeyPatch, lesson: str
) -> None:
    monkeypatch.setenv("AUTOGRADER_SEED", SEED)
    failed = judged(lesson)
    written = SUMMARY.read_text(encoding="utf-8").splitlines()
    assert row(lesson, counted(lesson, failed)) in written, ADVICE
    text = section(lesson, failed)
    for answer, failure in failed.items():
        assert f"**{answer.label}**: {answer.description}" in text
        assert failure.message.splitlines()[0] in text


@pytest.mark.parametrize("lesson", [with_its_bank(name) for name in field_lessons()])
def test_the_figures_of_mistakes_from_elsewhere_are_up_to_date(
    monkeypatch: pytest.MonkeyPatch, lesson: str
) -> None:
    monkeypatch.setenv("AUTOGRADER_SEED", SEED)
    written = SUMMARY.read_text(encoding="utf-8").splitlines()
    assert row(lesson, counted_field(lesson)) in written, ADVICE


def test_the_rest_of_the_page_follows_from_its_rows() -> None:
    written = SUMMARY.read_text(encoding="utf-8")
    rows = [line for line in written.splitlines() if line.startswith("| 0")]
    numbers = [tuple(int(cell) for cell in line.strip("| ").split(" | ")[1:]) for line in rows]
    of_bank = dict(zip(LESSONS, numbers[: len(LESSONS)], strict=True))
    of_field = dict(zip(field_lessons(), numbers[len(LESSONS) :], strict=True))
    assert summary(of_bank, of_field) == written, ADVICE
