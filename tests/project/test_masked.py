"""Numbers are masked where documents are compared with what is really said."""

import pytest

from tests.helpers.masked import masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dW1[2, 0] is -0.25; it took 1.3 s", "dW1[#, #] is #; it took # s"),
        ("by 1.3e-07, 12.5% of 450, nan", "by #, # of #, #"),
        ("grad_W has dtype float32", "grad_W has dtype float32"),
    ],
)
def test_numbers_are_masked_and_names_are_not(text: str, expected: str) -> None:
    assert masked(text) == expected
