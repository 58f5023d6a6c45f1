"""The table that shows where an array disagrees."""

import json
import re

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from autograder.checks.comparing.compare import compare
from autograder.checks.comparing.error_map import caption, heat_map, map_data, show_map
from autograder.checks.expected import FloatArray, exact


def _map(actual: FloatArray, expected: FloatArray, name: str = "dW") -> str:
    return heat_map(map_data(compare(actual, exact(expected, name=name))))


def _signs(actual: FloatArray, expected: FloatArray) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", _map(actual, expected).partition("<tbody>")[2])
    return [re.findall(r">([=≈≠])</td>", row) for row in rows]


def _numbers(table: str, scope: str) -> list[str]:
    return re.findall(rf'<th scope="{scope}"[^>]*>([^<]*)</th>', table)


def test_a_cell_for_each_entry_says_whether_it_agrees() -> None:
    expected = np.arange(6.0).reshape(2, 3)
    actual = expected.copy()
    actual[1, 0] *= 2
    actual[1, 2] *= 1.05
    assert _signs(actual, expected) == [["=", "=", "="], ["≠", "=", "≈"]]


def test_a_vector_is_one_row() -> None:
    table = _map(np.array([1.0, np.nan]), np.array([1.0, 2.0]))
    assert _signs(np.array([1.0, np.nan]), np.array([1.0, 2.0])) == [["=", "≠"]]
    assert 'title="dW[0]: 1, as it must be"' in table
    assert 'title="dW[1]: nan; it must be 2"' in table
    assert _numbers(table, "row") == []


def test_a_cell_has_both_numbers_with_as_many_digits_as_they_need() -> None:
    table = _map(np.array([[0.0, 2.00000123]]), np.array([[0.0, 2.0]]))
    assert 'title="dW[0, 1]: 2.000001; it must be 2"' in table


def test_rows_and_columns_are_numbered() -> None:
    cube = np.zeros((2, 1, 3))
    assert _numbers(_map(cube, cube), "row") == ["0, 0", "1, 0"]
    assert _numbers(_map(cube, cube), "col") == ["0", "1", "2"]


def test_the_caption_counts() -> None:
    comparison = compare(np.array([1.0, 3.0]), exact([1.0, 2.0], name="δ"))
    assert caption(comparison) == "δ (2,): 1 of 2 entries disagree (≠), 1 agree (=)"


def test_the_caption_explains_every_sign() -> None:
    comparison = compare(np.array([1.0, 2.1]), exact([1.0, 2.0], name="δ"))
    assert "1 of 2 entries disagree (≠, or ≈ by less than a tenth)" in caption(comparison)


def test_of_a_large_array_the_surroundings_of_the_worst_entry_are_shown() -> None:
    expected = np.zeros((40, 30))
    actual = expected.copy()
    actual[25, 29] = 1.0
    table = _map(actual, expected)
    assert "shown is what surrounds dW[25, 29]" in table
    assert _numbers(table, "row") == [str(row) for row in range(19, 31)]
    assert _numbers(table, "col") == [str(column) for column in range(18, 30)]
    assert [sign for row in _signs(actual, expected) for sign in row].count("≠") == 1


def test_numbers_as_large_as_they_get_give_no_warning() -> None:
    with np.errstate(over="ignore"):
        comparison = compare(np.array([1e308, 0.0]), exact([-1e308, 0.0], name="a"))
    (row,) = map_data(comparison)["rows"]
    assert [sign for sign, _ in row["cells"]] == ["≠", "="]


def test_names_are_escaped() -> None:
    table = _map(np.ones(2), np.zeros(2), name='<b title="x">')
    assert "<b" not in table
    assert '"x"' not in table


def test_what_the_table_shows_survives_a_notebook_file() -> None:
    data = map_data(compare(np.ones((2, 3)), exact(np.zeros((2, 3)), name="a")))
    assert heat_map(json.loads(json.dumps(data))) == heat_map(data)


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
    assert output.data["text/html"].startswith("<figure")
    assert output.data["text/plain"].startswith("a (2,): 2 of 2 entries disagree")
