"""Hints: given where the numbers support them, and only there."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from autograder.checks.calls.call import Answered
from autograder.checks.diagnosis.diagnose import MOST_CAUSES, UNKNOWN, diagnose, hint, last_resort
from autograder.checks.diagnosis.evidence import (
    Cause,
    Evidence,
    constant_ratio,
    numbers_in,
    show_ratio,
)
from autograder.checks.expected import FloatArray
from autograder.checks.probes import probe
from tests.helpers.student import define

seeds = st.integers(0, 2**32)
shapes = array_shapes(min_dims=0, max_dims=3, max_side=5)
ratios = st.one_of(st.floats(-50, -0.02), st.floats(0.02, 0.99), st.floats(1.01, 50))


def drawn(seed: int, *shape: int) -> FloatArray:
    return probe(np.random.default_rng(seed), *shape)


def causes(
    actual: Any,
    expected: Any,
    inputs: Mapping[str, Any] | None = None,
    returned: Any = None,
    earlier: Any = (),
) -> tuple[Cause, ...]:
    return diagnose(
        Evidence(
            Answered("an_exercise", inputs or {}, returned, earlier),
            np.asarray(actual, dtype=np.float64),
            np.asarray(expected, dtype=np.float64),
        )
    )


def names(*arguments: Any, **more: Any) -> list[str]:
    return [cause.name for cause in causes(*arguments, **more)]


# --- Factors -------------------------------------------------------------------------------------


@given(seeds, shapes, ratios)
def test_a_constant_factor_is_found_with_its_ratio(
    seed: int, shape: tuple[int, ...], ratio: float
) -> None:
    right = drawn(seed, *shape)
    assume(right.size >= 2)
    # As measured, the right values carry noise: 1e-9 where the tolerance is 1e-7.
    noise = 1e-9 * np.random.default_rng(seed + 1).normal(size=shape)
    assert constant_ratio(ratio * right, right + noise) == pytest.approx(ratio, rel=1e-6)
    assume(all(abs(ratio + known) > 1e-3 for known in (1, 2, 0.5)))
    (cause,) = causes(ratio * right, right + noise)
    assert cause.name == "constant-factor"
    shown = float(cause.hint.split("factor of ")[1].split(":")[0])
    assert shown == pytest.approx(ratio, rel=2e-5)


def test_factors_are_shown_in_four_digits_or_in_as_many_as_tell_them_from_a_round_one() -> None:
    assert [show_ratio(r) for r in (2, 0.5, -2, 5)] == ["2.000", "0.5000", "-2.000", "5.000"]
    assert show_ratio(2 / 3) == "0.666667"
    assert show_ratio(1.0001) == "1.0001"
    assert show_ratio(1e-7) == "1.000e-07"


@pytest.mark.parametrize(
    ("ratio", "found"),
    [
        (1 / 5, ["mean-for-sum"]),
        (5.0, ["sum-for-mean"]),
        (1 / 2, ["mean-for-sum", "constant-factor"]),
        (2.0, ["sum-for-mean", "constant-factor"]),
        (3.0, ["constant-factor"]),
        (-1.0, ["sign-reversed"]),
        (-5.0, ["sign-and-factor"]),
        (-1 / 5, ["sign-and-factor"]),
        (-2.0, ["sign-and-factor", "sign-and-factor"]),
        (-3.0, ["constant-factor"]),
    ],
)
def test_a_factor_that_is_the_length_of_an_input_is_read_as_a_sum_or_a_mean(
    ratio: float, found: list[str]
) -> None:
    right = drawn(1, 4)
    told = causes(ratio * right, right, {"X": drawn(2, 5, 2), "eta": 0.5})
    assert [cause.name for cause in told] == found
    if abs(ratio) in (5.0, 1 / 5):
        assert "the number of rows of X" in told[0].hint
    if abs(ratio) in (2.0, 1 / 2):
        assert "the number of columns of X" in told[0].hint
        assert hint(told).startswith("Either of two mistakes gives these numbers.\n")


@given(seeds, shapes)
def test_reversed_signs_are_found(seed: int, shape: tuple[int, ...]) -> None:
    right = drawn(seed, *shape)
    assume(right.size >= 2)
    assert names(-right, right) == ["sign-reversed"]


def test_one_number_is_no_evidence_of_a_factor() -> None:
    assert constant_ratio(np.array([3.0]), np.array([1.0])) is None
    assert constant_ratio(np.array(3.0), np.array(1.0)) is None
    assert constant_ratio(np.array([3.0, 0.0]), np.array([1.0, 1e-9])) is None
    assert names([-1.0], [1.0]) == []
    assert names(-1.0, 1.0) == []


def test_entries_that_are_zero_say_nothing_about_a_factor_and_do_not_hide_it() -> None:
    expected = np.array([1.0, 1e-12, -2.0])
    assert constant_ratio(np.array([2.0, 0.0, -4.0]), expected) == pytest.approx(2)
    assert constant_ratio(np.array([2.0, 1.0, -4.0]), expected) is None


def test_numbers_of_fewer_digits_fit_as_far_as_they_are_known() -> None:
    right = drawn(1, 4, 3)
    rough = -right * (1 + np.random.default_rng(2).uniform(0, 5e-4, right.shape))
    assert names(rough, right) == []
    answered = Answered("an_exercise", {}, rough)
    (cause,) = diagnose(Evidence(answered, rough, right, near=1e-3))
    assert cause.name == "sign-reversed"
    assert show_ratio(2.00003) == "2.00003"
    assert show_ratio(2.00003, near=1e-3) == "2.000"


@given(seeds, shapes)
def test_a_ratio_that_is_only_nearly_constant_is_no_factor(
    seed: int, shape: tuple[int, ...]
) -> None:
    """g′ at g(u) instead of u: a ratio between 0.94 and 1.12 at small u is no constant."""
    right = drawn(seed, *shape)
    assume(right.size >= 2)
    nearly = 2 * right * (1 + np.linspace(0, 1e-3, right.size).reshape(shape))
    assert constant_ratio(nearly, right) is None
    assert names(nearly, right) == []


@given(seeds, st.integers(2, 5), st.integers(2, 5))
def test_a_factor_of_each_row_or_column_is_found(seed: int, m: int, n: int) -> None:
    right, factor = drawn(seed, m, n), 1.5 + np.random.default_rng(seed).uniform(size=m)
    assert names(factor[:, np.newaxis] * right, right) == ["factor-of-each-row"]
    assert names((factor[:, np.newaxis] * right).T, right.T) == ["factor-of-each-column"]


@given(seeds, st.integers(2, 5), st.integers(6, 8))
def test_an_input_that_is_missing_as_a_factor_or_comes_in_twice_is_found(
    seed: int, m: int, n: int
) -> None:
    right, a, b, C = drawn(seed, m, n), drawn(seed, m), drawn(seed, n), drawn(seed + 1, m, n)
    inputs = {"a": a, "b": b, "C": C, "g": np.sin, "eta": 0.5}
    for values in (a[:, np.newaxis], b, C):
        assert names(right / values, right, inputs) == ["factor-missing"]
        assert names(right * values, right, inputs) == ["factor-too-many"]
    assert "the entry of b that belongs to it" in causes(right * b, right, inputs)[0].hint


# --- Places --------------------------------------------------------------------------------------


@given(seeds, shapes)
def test_zeros_are_found(seed: int, shape: tuple[int, ...]) -> None:
    right = drawn(seed, *shape)
    assert names(np.zeros(shape), right) == ["all-zero"]
    assert constant_ratio(np.zeros(shape), right) is None


@given(seeds, st.integers(2, 5))
def test_a_mirrored_square_is_found(seed: int, side: int) -> None:
    right = drawn(seed, side, side)
    assert names(right.T, right) == ["transposed"]
    assert names(np.ascontiguousarray(right.T), right) == ["transposed"]


@given(seeds, shapes, st.randoms())
def test_values_in_other_places_are_found(seed: int, shape: tuple[int, ...], random: Any) -> None:
    right = drawn(seed, *shape)
    order = list(range(right.size))
    random.shuffle(order)
    moved = right.ravel()[order].reshape(shape)
    assume(not np.array_equal(moved, right))
    assume(right.size > 2)  # two exchanged entries may be mirrored or nearly proportional as well
    assert names(moved, right) in (["permuted"], ["transposed"])


def test_a_reshape_for_a_transpose_moves_values() -> None:
    right = drawn(2, 3, 4)
    assert names(right.T.reshape(3, 4), right) == ["permuted"]


def test_lost_signs_are_counted() -> None:
    right = np.array([1.0, -2.0, 3.0, -4.0])
    (cause,) = causes(np.abs(right), right)
    assert (cause.name, "2 of 4 signs" in cause.hint) == ("signs-lost", True)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ((slice(None), 0), "Column 0 is 0"),
        ((slice(1, 3), slice(None)), "Rows 1, 2 are 0"),
        ((2, 1), "1 of 12 entries is 0"),
        (([0, 1], [1, 0]), "2 of 12 entries are 0"),
    ],
)
def test_what_was_left_out_is_placed(where: Any, words: str) -> None:
    right = drawn(3, 3, 4)
    actual = right.copy()
    actual[where] = 0
    (cause,) = causes(actual, right)
    assert (cause.name, cause.hint.split(",")[0].split(", every")[0]) == (
        "left-out",
        words.split(",")[0],
    )


def test_the_last_entry_left_out_of_a_vector() -> None:
    (cause,) = causes([1.0, 2.5, 0.0], [1.0, 2.5, -2.0])
    assert cause.hint.startswith("The last entry is 0, everything else is right.")


@pytest.mark.parametrize(
    ("mask", "words"),
    [
        (np.eye(3) > 0, "the diagonal is"),
        (np.eye(3) == 0, "what stands beside the diagonal is"),
        (np.tri(3, k=-1) > 0, "the part below the diagonal is"),
        (np.tri(3) == 0, "the part above the diagonal is"),
        (np.array([[0, 1, 0]] * 3) > 0, "column 1 is"),
        (np.array([[0, 1, 1]] * 3) > 0, "columns 1, 2 are"),
    ],
)
def test_wrong_values_that_fill_a_place_are_placed(mask: Any, words: str) -> None:
    right = drawn(4, 3, 3)
    (cause,) = causes(right + mask * drawn(5, 3, 3) ** 2, right)
    assert (cause.name, f"In this array {words} wrong, and" in cause.hint) == ("part-wrong", True)


@given(seeds, shapes, st.integers(0, 2**32))
def test_one_wrong_entry_gets_no_hint(seed: int, shape: tuple[int, ...], where: int) -> None:
    right = drawn(seed, *shape)
    wrong = right.copy()
    wrong.flat[where % right.size] += 0.7183
    assume(np.any(wrong) and np.ptp(wrong) > 0)
    assert names(wrong, right) == []


# --- Values --------------------------------------------------------------------------------------


def test_an_input_that_comes_back_is_found() -> None:
    right, x = drawn(6, 4), drawn(7, 4)
    assert names(x, right, {"x": x, "n": 3}) == ["input-returned"]


def test_one_number_for_all_entries_is_found_and_the_sum_and_the_mean_are_known() -> None:
    right = drawn(6, 4)
    for number, words in [(1.0, "same number. Each"), (right.sum(), "sum"), (right.mean(), "mean")]:
        (cause,) = causes(np.full(4, number), right)
        assert cause.name == "same-everywhere"
        assert words in cause.hint


def test_an_offset_is_found() -> None:
    (cause,) = causes(drawn(8, 3, 4) + 0.25, drawn(8, 3, 4))
    assert (cause.name, "by the same amount, 0.25" in cause.hint) == ("offset", True)


def test_what_stands_in_another_part_of_the_answer_is_found() -> None:
    a, b = drawn(9, 3), drawn(10, 3)
    assert names(b, a, returned=(b, a)) == ["exchanged"]
    assert names(b, a, returned={"x": b, "y": [drawn(11, 3)]}) == []


def test_an_answer_to_an_earlier_question_is_found() -> None:
    old, right = drawn(12, 4), drawn(13, 4)
    assert names(old, right, earlier=[drawn(14, 4), (old, 1.0)]) == ["stale-cache"]
    assert names(old, right, earlier=[drawn(14, 4)]) == []


@pytest.mark.parametrize("error", [2e-6, -5e-6, 9e-6, 5e-5])
def test_what_is_right_to_a_few_digits_is_imprecise_and_no_factor(error: float) -> None:
    """A one-sided difference in place of the formula leaves errors of this size."""
    right = drawn(3, 3, 4)
    assert names(right * (1 + error), right) == ["imprecise"]
    assert names(right + error * drawn(4, 3, 4), right) == ["imprecise"]


def test_rounded_values_are_imprecise() -> None:
    right = drawn(3, 3, 4)
    (cause,) = causes(np.round(right, 2), right)
    assert (cause.name, cause.hint) == ("imprecise", "Every entry is rounded to 2 decimals.")


@given(seeds, seeds, shapes)
def test_arrays_without_structure_get_no_hint(
    seed: int, other: int, shape: tuple[int, ...]
) -> None:
    right, wrong = drawn(seed, *shape), np.random.default_rng(other).normal(size=shape)
    assert constant_ratio(wrong, right) is None
    assert names(wrong, right, {"x": drawn(seed + 1, *shape), "v": drawn(other, 5)}) == []


def test_huge_entries_are_no_danger() -> None:
    right = np.array([0.4, -0.5, 0.6, 2.2])
    assert names(np.linspace(1, 1.5, 4) * 1e308, right) == []


# --- Shapes --------------------------------------------------------------------------------------


@given(seeds, st.integers(1, 5), st.integers(1, 5))
def test_a_transposed_shape_is_found(seed: int, m: int, n: int) -> None:
    assume(m != n)
    right = drawn(seed, m, n)
    (same,) = causes(right.T, right)
    (other,) = causes(drawn(seed + 1, n, m) * 1.01, right)
    assert (same.name, other.name) == ("transposed", "transposed")
    assert same.hint.startswith("The values are right but mirrored")
    assert other.hint == "Rows and columns look exchanged."


@given(seeds, st.integers(1, 5))
def test_right_values_in_a_wrong_shape_are_found(seed: int, n: int) -> None:
    right = drawn(seed, n)
    for wrong in [right[:, None], right[None, :], right[None, :, None]]:
        assert names(wrong, right) == ["axis-added"]
    assert names(right, right[None, :, None]) == ["flattened"]
    assert names(drawn(seed, 2, 3).ravel(), drawn(seed, 2, 3)) == ["flattened"]


@given(seeds, st.integers(2, 5))
def test_a_vector_that_became_a_square_is_found(seed: int, n: int) -> None:
    right = drawn(seed, n)
    assert names(right[:, None] * right, right) == ["broadcast-to-square"]
    assert names(np.diag(right), right) == ["matrix-for-diagonal"]


def test_a_square_that_became_a_vector_is_found() -> None:
    right = drawn(1, 3, 3)
    assert names(np.diag(right), right) == ["diagonal-for-matrix"]
    assert names(drawn(2, 3), right) == ["vector-for-matrix"]


@given(seeds, st.integers(2, 5), st.integers(2, 5))
def test_a_sum_that_was_not_taken_is_found(seed: int, m: int, n: int) -> None:
    terms = drawn(seed, m, n)
    assume(m != n)
    assert names(terms, terms.sum(axis=0)) == ["not-summed"]
    assert names(terms, terms.sum(axis=1)) == ["not-summed"]
    assert "its rows give" in causes(terms, terms.sum(axis=0))[0].hint
    assert "its columns give" in causes(terms, terms.sum(axis=1))[0].hint


def test_one_number_for_an_array_is_found() -> None:
    right = drawn(1, 2, 3)
    assert names(right.sum(), right) == ["summed-up"]
    assert names(0.5, right) == ["scalar"]


@pytest.mark.parametrize("at", [0, 4])
def test_a_line_too_many_is_found(at: int) -> None:
    right = drawn(1, 3, 4)
    (cause,) = causes(np.insert(right, at, 1.0, axis=1), right)
    assert (cause.name, ("first" if at == 0 else "last") + " column" in cause.hint) == (
        "line-added",
        True,
    )
    assert names(np.insert(right[0], at, 1.0), right[0]) == ["line-added"]


def test_a_length_that_no_input_has_is_found() -> None:
    inputs = {"params": [(drawn(1, 3, 4), drawn(2, 3))], "n": 5}
    assert names(drawn(3, 2, 7), drawn(4, 3, 4), inputs) == ["fixed-size"]
    assert names(drawn(3, 3, 3), drawn(4, 3, 4), inputs) == []


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ("return np.ones((2, 7)) + 0 * n", "Is a size written into your code as a number?"),
        ("return np.ones((2, LONG))", "Where does this length come from?"),
        ("return np.ones((2, len(np.eye(LONG))))", "Where does this length come from?"),
    ],
)
def test_a_size_is_said_to_be_written_only_where_a_number_stands(source: str, asked: str) -> None:
    function = define(f"LONG = 7\ndef f(params, n):\n    {source}\n", "f")
    inputs = {"params": [(drawn(1, 3, 4), drawn(2, 3))], "n": 5}
    answered = Answered("f", inputs, np.ones((2, 7)), function=function)
    (cause,) = diagnose(Evidence(answered, np.ones((2, 7)), drawn(4, 3, 4)))
    assert cause.hint.endswith(asked)


def test_the_shape_of_an_input_is_found() -> None:
    assert names(drawn(3, 5), drawn(4, 3), {"y": drawn(1, 5)}) == ["shape-of-an-input"]
    (cause,) = causes(drawn(3, 5), drawn(4, 3), {"x": drawn(1, 5), "c": drawn(2, 5)})
    assert cause.hint == "That is the shape of x and of c."


def test_entries_in_place_of_a_number_are_no_two_mistakes() -> None:
    (cause,) = causes(drawn(3, 5), 1.5, {"x": drawn(1, 5), "c": drawn(2, 5)})
    assert cause.name == "entries-for-number"
    assert "one number for each entry of x and c" in cause.hint


def test_what_is_always_stored_in_the_same_place_is_found() -> None:
    right = drawn(3, 4, 3)
    for line in (right[-1], right.sum(axis=0)):
        wrong = np.zeros((4, 3))
        wrong[0] = line
        assert names(wrong, right) == ["stored-in-one-place"]
    assert "entry 2" in causes([0.0, 0.0, 5.0, 0.0], [1.0, 2.0, 3.0, 5.0])[0].hint
    assert names([7.0, 0.0, 0.0, 0.0], [1.0, 2.0, 3.0, 5.0]) == []


def test_a_part_in_the_wrong_place_is_found_by_its_values_whatever_its_shape() -> None:
    W, b = drawn(1, 3, 4), drawn(2, 3)
    assert names(b, W, returned=(b, W)) == ["exchanged"]


@given(seeds, shapes, shapes)
def test_shapes_without_structure_get_no_hint(
    seed: int, wrong_shape: tuple[int, ...], shape: tuple[int, ...]
) -> None:
    assume(wrong_shape not in ((), shape, shape[::-1], shape * 2))
    assume(not (len(shape) == 2 and shape[0] == shape[1] and wrong_shape == shape[:1]))
    wrong = np.random.default_rng(seed + 1).normal(size=wrong_shape)
    assert names(wrong, drawn(seed, *shape), {"x": np.zeros((1, 2, 3, 4, 5))}) == []


def test_nan_and_infinity_in_a_wrong_shape_are_no_danger() -> None:
    right = drawn(5, 3, 2)
    for bad in [np.nan, np.inf, -np.inf, 1e308]:
        assert names(np.full((2, 3), bad), right) == ["transposed"]
        assert names(np.full(6, bad), right) == []
    assert names(np.empty((0,)), right) == []


# --- Words ---------------------------------------------------------------------------------------


@given(seeds, shapes)
def test_a_hint_about_signs_or_places_gives_no_number_away(
    seed: int, shape: tuple[int, ...]
) -> None:
    right = drawn(seed, *shape)
    assume(right.size > 2)
    for wrong in [-right, right.ravel()[::-1].reshape(shape)]:
        told = hint(causes(wrong, right))
        assert told
        assert not any(character.isdigit() for character in told)


def test_two_causes_are_named_side_by_side_and_none_says_nothing() -> None:
    one, two = Cause("a", "One."), Cause("b", "Two.")
    assert hint([]) == ""
    assert hint([one]) == "One."
    assert hint([one, two]).splitlines() == [
        "Either of two mistakes gives these numbers.", "  One: One.", "  The other: Two.",
    ]  # fmt: skip
    assert MOST_CAUSES == 2


def resort(actual: Any, expected: Any, inputs: Mapping[str, Any]) -> str:
    return last_resort(
        Evidence(Answered("an_exercise", inputs, None), np.asarray(actual), np.asarray(expected))
    )


def test_where_nothing_fits_a_student_hears_what_to_try() -> None:
    wrong, right = np.array([7.0, 0.3, -4.0]), np.array([1.0, 2.0, 5.0])
    assert resort(wrong, right, {"x": np.ones(3)}) == (
        f"{UNKNOWN} Try two or three small whole numbers, and compare one entry by hand."
    )
    assert "one unit in each layer" in resort(
        wrong, right, {"params": [(np.ones((1, 1)), np.ones(1))], "x": np.ones(3)}
    )
    assert "small whole numbers" in resort(wrong, right, {"tape": [("add", "a", "b", "c")]})
    assert resort(3.7, 1.2, {"x": 1.0}).endswith(
        "small whole numbers, and compare every step by hand."
    )


@given(seeds)
def test_nothing_is_said_of_what_is_nearly_right_or_has_a_cause(seed: int) -> None:
    right = drawn(seed, 5)
    noise = np.random.default_rng(seed).normal(size=5)
    largest = np.max(np.abs(right))
    assert resort(right + 1e-3 * largest * noise / np.max(np.abs(noise)), right, {}) == ""
    assert resort(right * [1, 1, 1, 7, 9], right, {}) == ""  # most entries are right
    assert resort(3 * right, right, {}) == ""  # a factor is named
    many = {"x": right[:2], "y": np.ones((3, 2))}
    assert resort(-right, right, many) == ""


def test_more_causes_than_are_named_are_no_unknown_mistake() -> None:
    right = np.array([1.0, 2.0, 4.0])
    inputs = dict.fromkeys("abc", 2 * right)
    assert causes(2 * right, right, inputs) == ()
    assert resort(2 * right, right, inputs) == ""


def test_numbers_are_found_in_any_nesting() -> None:
    nested = {"a": [1, (np.array([2.0, 3.0]), "four")], "b": None, "c": np.array(["x"])}
    assert [array.tolist() for array in numbers_in(nested)] == [1.0, [2.0, 3.0]]


# --- An input too many, a function too many, lines that are shared or missing --------------------


@pytest.mark.parametrize(
    ("times", "words"), [(1, "too large by just the"), (-2, "by just 2.000 times")]
)
def test_an_input_that_is_added_is_named(times: int, words: str) -> None:
    right, c = drawn(1, 4), drawn(2, 4)
    (cause,) = causes(right + times * c, right, {"x": drawn(3, 4), "c": c})
    assert cause.name == "input-added"
    assert words in cause.hint
    assert "c that" in cause.hint
    assert names(right + c * c, right, {"c": c}) == []


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (np.sqrt, "root-taken"),
        (np.square, "squared"),
        (np.reciprocal, "reciprocal-taken"),
        (np.exp, "exponential-taken"),
        (np.log, "logarithm-taken"),
    ],
)
def test_a_function_that_was_applied_is_named(function: Any, name: str) -> None:
    right = np.array([1.7, 0.4, 2.9])
    assert names(function(right), right) == [name]
    assert names(function(np.array(1.7)), 1.7) == [name]


def test_a_function_of_zeros_says_nothing() -> None:
    assert names([1.0, 1.0], [0.0, 0.0]) == []


def test_a_row_that_all_places_share_is_named() -> None:
    right = drawn(4, 3, 4)
    assert names(np.broadcast_to(right.sum(axis=0), right.shape), right) == ["one-row-shared"]
    columns = np.broadcast_to(right.sum(axis=1, keepdims=True), right.shape)
    assert names(columns, right) == ["one-column-shared"]
    assert names(np.broadcast_to(right[0], right.shape), right) != ["one-row-shared"]


def test_the_sum_of_an_input_in_all_places_is_named() -> None:
    right, grad_y = drawn(5, 4), drawn(6, 3)
    (cause,) = causes(np.full(4, grad_y.sum()), right, {"W": drawn(7, 3, 4), "grad_y": grad_y})
    assert cause.name == "sum-of-an-input"
    assert "grad_y" in cause.hint


def test_an_input_that_is_a_constant_factor_is_named() -> None:
    right, x = drawn(8, 3), drawn(9, 5)
    (cause,) = causes(right * x.sum(), right, {"x": x})
    if x.sum() > 0:
        assert (cause.name, "sum of all entries of x" in cause.hint) == (
            "input-as-one-factor",
            True,
        )
    (cause,) = causes(right / np.linalg.norm(x), right, {"x": x})
    assert (cause.name, "length of x" in cause.hint) == ("input-as-one-factor", True)


@pytest.mark.parametrize(("cut", "which"), [(0, "first"), (-1, "last")])
def test_a_line_that_is_cut_off_is_named(cut: int, which: str) -> None:
    for shape, axis, what in [((4,), 0, "entry"), ((4, 3), 0, "row"), ((4, 3), 1, "column")]:
        right = drawn(10, *shape)
        (cause,) = causes(np.delete(right, cut, axis=axis), right)
        assert cause.name == "line-missing"
        assert f"{which} {what}" in cause.hint


def test_numbers_of_another_array_before_or_behind_are_named() -> None:
    before, right = drawn(11, 4), drawn(12, 2)
    both = np.concatenate([before, right])
    (cause,) = causes(both, right, {"x": drawn(13, 3)}, returned=[before, both])
    assert cause.name == "appended"
    assert "4 + 2, and begins" in cause.hint
    (cause,) = causes(np.concatenate([right, before]), right, {"x": before})
    assert "ends" in cause.hint
    assert names(drawn(14, 6), right, {"x": before}) == ["fixed-size"]
