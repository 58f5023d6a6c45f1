"""The words and tables of a check whose values disagree."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.calls.call import Answered
from autograder.checks.comparing.compare import compare
from autograder.checks.comparing.message import wrong_values
from autograder.checks.diagnosis.diagnose import UNKNOWN
from autograder.checks.expected import Answer, Exact, Numeric, exact, leaves
from autograder.checks.occasion import grading


def numeric(value: Any, name: str = "grad") -> Numeric:
    array = np.asarray(value, dtype=np.float64)
    return Numeric(name, array, np.zeros(array.shape), 1.0)


def message(actual: Any, expected: Answer) -> str:
    """Return what is said of an answer, whose leaves are given in order."""
    parts = [np.asarray(part) for part in actual]
    comparisons = [compare(a, e) for a, e in zip(parts, leaves(expected), strict=True)]
    return str(wrong_values(Answered("an_exercise", {"x": 1.0}, actual), comparisons, expected))


def test_a_short_vector_stands_beside_what_was_measured() -> None:
    text = message([[1.5, -20.25, 3.0]], numeric([1.5, 2.0, 4.0]))
    assert text.splitlines()[-4:] == [
        "       yours   measured",
        "  [0]  1.5     1.5       =",
        "  [1]  -20.25  2         ≠",
        "  [2]  3       4         ≠",
    ]


def test_values_that_are_known_are_not_called_measured() -> None:
    text = message([[1.5, 7.0]], exact([1.5, 2.0], name="x"))
    assert text.splitlines()[-3].split() == ["yours", "must", "be"]
    assert "measured" not in text


def test_labels_stand_side_by_side_too() -> None:
    text = message([np.array([3, 1])], exact([3, 2], name="labels"))
    assert [line.split() for line in text.splitlines()[-2:]] == [
        ["[0]", "3", "3", "="], ["[1]", "1", "2", "≠"],
    ]  # fmt: skip


@given(st.integers(2, 12), st.integers(0, 2**32))
def test_the_columns_are_aligned_and_every_entry_has_a_row(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    right = rng.normal(size=n) * 10 ** rng.uniform(-8, 8, size=n)
    wrong = right * rng.choice([1.0, -3.0], size=n)
    wrong[0] = 2 * right[0] + 1
    heading, *rows = message([wrong], numeric(right)).splitlines()[-n - 1 :]
    assert [row.split()[0] for row in rows] == [f"[{i}]" for i in range(n)]
    at = heading.index("measured")
    for row, value in zip(rows, right, strict=True):
        assert float(row[at:].split()[0]) == pytest.approx(value, rel=1e-5)
        assert row[at - 1] == " "
        assert max(map(len, rows)) < 84


@pytest.mark.parametrize("n", [1, 13])
def test_one_number_and_a_long_vector_have_no_columns(n: int) -> None:
    right = np.arange(1.0, n + 1)
    assert "yours" not in message([7 * right - np.eye(n)[0]], numeric(right))


def test_matrices_networks_and_answers_that_get_points_have_no_columns() -> None:
    W, b = np.arange(6.0).reshape(2, 3), np.array([1.0, 2.0])
    assert "yours" not in message([W + 1], numeric(W))
    network: Answer = [(numeric(W, "dW1"), numeric(b, "db1"))]
    assert "yours" not in message([W, b + 1], network)
    with grading():
        assert "yours" not in message([b + 1], numeric(b))
    assert "yours" in message([b + 1], numeric(b))


def forward(layers: int, names: str = "us xs") -> tuple[list[Answer], list[Answer]]:
    u, x = names.split()
    return (
        [exact(np.full(2, 1.0 + k), name=f"{u}[{k}]") for k in range(layers)],
        [exact(np.full(2, 10.0 + k), name=f"{x}[{k}]") for k in range(layers + 1)],
    )


def first_named(expected: Answer, wrong: set[str]) -> str:
    parts = leaves(expected)
    actual = [leaf.value + np.array([5.0, 0.5]) * (leaf.name in wrong) for leaf in parts]
    return message(actual, expected).split(": ")[1].split("[0] is")[0].split("[1] is")[0]


@given(st.integers(1, 4), st.data())
def test_of_a_forward_pass_the_first_wrong_array_of_the_calculation_is_named(
    layers: int, data: st.DataObject
) -> None:
    order = ["xs[0]"] + [name for k in range(layers) for name in (f"us[{k}]", f"xs[{k + 1}]")]
    wrong = data.draw(st.sets(st.sampled_from(order), min_size=1))
    first = next(name for name in order if name in wrong)
    assert first_named(forward(layers), wrong) == first


def test_other_pairs_of_lists_are_looked_at_as_they_stand() -> None:
    assert first_named(forward(2, "as bs"), {"as[1]", "bs[1]"}) == "as[1]"
    us, xs = forward(2)
    assert first_named((us, xs[:2]), {"us[1]", "xs[1]"}) == "us[1]"
    pair: Answer = (us, [(part, part) for part in xs if isinstance(part, Exact)])
    assert first_named(pair, {"us[1]"}) == "us[1]"


def test_what_to_try_is_said_only_where_nothing_else_is() -> None:
    assert UNKNOWN in message([[7.0, 0.3, -4.0]], numeric([1.0, 2.0, 5.0]))
    assert UNKNOWN not in message([[2.0, 4.0, 10.0]], numeric([1.0, 2.0, 5.0]))
    assert UNKNOWN not in message([np.array([3, 1])], exact([2, 5], name="labels"))
    W, b = np.arange(1.0, 7).reshape(2, 3), np.array([1.0, 2.0])
    network: Answer = [(numeric(W, "dW1"), numeric(b, "db1"))]
    strange = np.array([[7.0, 0.3, -4.0], [2.2, 9.1, -6.0]])
    assert UNKNOWN not in message([strange, b], network)  # the table says that db1 is right
    assert UNKNOWN in message([strange, np.array([-5.0, 7.7])], network)
