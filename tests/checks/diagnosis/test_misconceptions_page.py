"""docs/misconceptions.md says what the checks say."""

import pytest

from tests.helpers.lesson_cells import LESSONS, with_its_bank
from tests.helpers.misconceptions import INTRODUCTION, PAGE, SEED, comparable, section

ADVICE = "run python -m tests.helpers.misconceptions"


def written() -> list[str]:
    """Return the parts of the page: the introduction, then one for each lesson."""
    first, *others = PAGE.read_text(encoding="utf-8").split("\n## ")
    return [first, *(f"## {part}" for part in others)]


def test_the_introduction_is_up_to_date() -> None:
    numbers = dict.fromkeys(("right", "styles", "wrong", "visible", "hidden", "heard"), 0)
    assert comparable(written()[0]) == comparable(INTRODUCTION.format(**numbers)), ADVICE
    assert len(written()) == 1 + len(LESSONS)


@pytest.mark.parametrize("lesson", [with_its_bank(name) for name in LESSONS])
def test_a_lesson_is_up_to_date(monkeypatch: pytest.MonkeyPatch, lesson: str) -> None:
    monkeypatch.setenv("AUTOGRADER_SEED", SEED)
    part = written()[1 + [*LESSONS].index(lesson)]
    assert comparable(part).rstrip("\n") == comparable(section(lesson)).rstrip("\n"), ADVICE


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("dW1[2, 0] is -0.25; it took 1.3 s", "dW1[#, #] is #; it took # s"),
        ("by 1.3e-07, 12.5% of 450, nan", "by #, # of #, #"),
        ("grad_W has dtype float32", "grad_W has dtype float32"),
    ],
)
def test_numbers_are_masked_and_names_are_not(text: str, masked: str) -> None:
    assert comparable(text) == masked
