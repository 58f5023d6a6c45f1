"""Untrusted text, made safe for one place."""

import pytest

from autograder.text import cell


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("first line\n\x1b[31mred\x1b[0m", "first line red"),
        ("\x1b]0;title\x07", "]0;title"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'=1"),
        ("a\u202egnp.exe", "a gnp.exe"),
    ],
)
def test_a_cell_is_one_harmless_line(text: str, shown: str) -> None:
    assert cell(text) == shown
