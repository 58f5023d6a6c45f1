"""docs/misconceptions.md says how many mistakes the checks name."""

import pytest

from tests.helpers.misconceptions import SEED, SUMMARY, judged, page, summary

pytestmark = pytest.mark.xdist_group("bank")  # one process judges the wrong answers, once


def test_the_figures_are_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_SEED", SEED)
    written = SUMMARY.read_text(encoding="utf-8")
    assert written == summary(judged()), "run python -m tests.helpers.misconceptions"


def test_the_long_page_has_every_mistake_with_its_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_SEED", SEED)
    failed = judged()
    text = page(failed)
    for (_, answer), failure in failed.items():
        assert f"**{answer.label}**: {answer.description}" in text
        assert failure.message.splitlines()[0] in text
