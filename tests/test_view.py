"""The table that shows where an array disagrees."""

import re

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from autograder.compare import compare
from autograder.numeric import FloatArray, exact
from autograder.view import caption, heat_map, show_map


def _signs(actual: FloatArray, expected: FloatArray, name: str = "dW") -> list[list[str]]:
    table = heat_map(compare(actual, exact(expected, name=name)))
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    return [re.findall(r">([=≠])</td>", row) for row in rows]


def test_a_cell_for_each_entry_says_whether_it_agrees() -> None:
    expected = np.arange(6.0).reshape(2, 3)
    actual = expected.copy()
    actual[1, 0] *= 2
    assert _signs(actual, expected) == [["=", "=", "="], ["≠", "=", "="]]


def test_a_vector_is_one_row() -> None:
    assert _signs(np.array([1.0, np.nan]), np.array([1.0, 2.0])) == [["=", "≠"]]


def test_the_caption_counts() -> None:
    comparison = compare(np.array([1.0, 3.0]), exact([1.0, 2.0], name="δ"))
    assert caption(comparison) == "δ (2,): 1 of 2 entries disagree (≠), 1 agree (=)"


def test_a_large_array_is_cut_and_says_so() -> None:
    actual = np.zeros((40, 30))
    signs = _signs(actual, actual + 1)
    assert (len(signs), len(signs[0])) == (12, 12)
    assert "the first 12" in caption(compare(actual, exact(actual + 1, name="dW")))


def test_names_are_escaped() -> None:
    assert "<b>" not in heat_map(compare(np.ones(2), exact(np.zeros(2), name="<b>")))


def test_outside_a_notebook_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    show_map(compare(np.ones(2), exact(np.zeros(2), name="a")))
    assert capsys.readouterr().out == ""


def test_in_a_notebook_table_and_words_are_shown() -> None:
    shell = InteractiveShell.instance()
    try:
        with capture_output() as shown:
            show_map(compare(np.ones(2), exact(np.zeros(2), name="a")))
    finally:
        InteractiveShell.clear_instance()
        del shell
    (output,) = shown.outputs
    assert output.data["text/html"].startswith("<table")
    assert output.data["text/plain"].startswith("a (2,): 2 of 2 entries disagree")
