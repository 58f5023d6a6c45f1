"""docs/misconceptions.md says what the checks say."""

import pytest

from tests.helpers.misconceptions import PAGE, SEED, comparable, page

pytestmark = pytest.mark.xdist_group("bank")  # one process judges the wrong answers, once


def test_the_page_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_SEED", SEED)
    written = PAGE.read_text(encoding="utf-8")
    assert comparable(written) == comparable(page()), "run python -m tests.helpers.misconceptions"


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
