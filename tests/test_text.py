"""Untrusted text, made safe for one place."""

import time

import numpy as np
import pytest

from autograder.text import brief, cell


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
        ("x raised E;=cmd|'/C calc'!A0;: boo", "x raised E;'=cmd|'/C calc'!A0;: boo"),
        ('a; "=1', "a; \"'=1"),
        ("a|@SUM(A1)|-1", "a|'@SUM(A1)|'-1"),
        ("a\t=1", "a =1"),
        ("＝1＋1", "'＝1＋1"),
        ("﹦1﹢1", "'﹦1﹢1"),
        ("\ufeff=1", "\ufeff'=1"),
        ("\u200b\u2060-1", "\u200b\u2060'-1"),
        ("notes-\udcfc.txt", "notes-?.txt"),
        ("a;＋1;－1;＠1", "a;'＋1;'－1;'＠1"),
        ("e = 1; x - y | z", "e = 1; x - y | z"),
    ],
)
def test_a_cell_is_one_harmless_line(text: str, shown: str) -> None:
    assert cell(text) == shown


@pytest.mark.parametrize(
    "value",
    [
        "x" * 10**7,
        [[list(range(1000))] * 1000] * 1000,
        np.zeros((2,) * 25, np.int8),  # no axis of it is long, so NumPy would write all of it
        [np.zeros((2,) * 20)] * 1000,
        {str(n): [n] * 1000 for n in range(1000)},
    ],
)
def test_a_value_of_any_size_is_shown_in_brief(value: object) -> None:
    start = time.process_time()
    assert 0 < len(brief(value)) < 1000
    assert time.process_time() - start < 1


def test_a_small_value_is_shown_as_it_is() -> None:
    for value in (None, 3, "word", [1, (2, "b")], {"a": 0.5}, np.arange(3)):
        assert brief(value) == repr(value)
