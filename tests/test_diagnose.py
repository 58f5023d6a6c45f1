"""Hints: given where the numbers support them, and only there."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from autograder.compare import Comparison, compare
from autograder.diagnose import constant_ratio, diagnose_shape, diagnose_values, show_ratio
from autograder.numeric import FloatArray, Numeric
from autograder.probes import probe

ZERO = "Every entry is 0. Is the array that you return ever filled?"
SIGN = "Sizes are right and every sign is reversed. Which of two quantities is subtracted?"
MIRRORED = "The values are right but mirrored: row and column are exchanged."
MOVED = "The values are right but stand in other places."
EXCHANGED = "Rows and columns look exchanged."
SHAPE_ONLY = "The values are right; only the shape differs."
BROADCAST = "An (n, 1) array combined with an (n,) array becomes (n, n): look at each shape."


def factor(ratio: str) -> str:
    return f"A constant factor: where could a factor of {ratio} come from?"


def comparison(actual: Any, numeric: Any) -> Comparison:
    value = np.asarray(numeric, dtype=np.float64)
    return compare(np.asarray(actual, float), Numeric("grad", value, np.zeros(value.shape), 1.0))


seeds = st.integers(0, 2**32)
shapes = array_shapes(min_dims=0, max_dims=3, max_side=5)
ratios = st.one_of(st.floats(-50, -0.02), st.floats(0.02, 0.99), st.floats(1.01, 50))


def drawn(seed: int, shape: tuple[int, ...]) -> FloatArray:
    return probe(np.random.default_rng(seed), *shape)


@given(seeds, shapes, ratios)
def test_a_constant_factor_is_found_with_its_ratio(
    seed: int, shape: tuple[int, ...], ratio: float
) -> None:
    right = drawn(seed, shape)
    assume(right.size >= 2)
    # As measured, the right values carry noise: 1e-9 where the tolerance is 1e-7.
    noise = 1e-9 * np.random.default_rng(seed + 1).normal(size=shape)
    c = comparison(ratio * right, right + noise)
    assert constant_ratio(c) == pytest.approx(ratio, rel=1e-6)
    assume(abs(ratio + 1) > 1e-3)
    hint = diagnose_values(c) or ""
    assert hint == factor(hint.split()[-3])
    assert float(hint.split()[-3]) == pytest.approx(ratio, rel=2e-5)


def test_common_factors_are_named_in_four_digits() -> None:
    right = drawn(1, (3, 4))
    assert diagnose_values(comparison(2 * right, right)) == factor("2.000")
    assert diagnose_values(comparison(right / 2, right)) == factor("0.5000")
    assert diagnose_values(comparison(-2 * right, right)) == factor("-2.000")
    assert diagnose_values(comparison(5 * right, right)) == factor("5.000")


def test_a_factor_that_is_not_round_gets_more_digits() -> None:
    right = drawn(1, (3, 4))
    assert diagnose_values(comparison(right / 3, right)) == factor("0.333333")
    assert diagnose_values(comparison(1.0001 * right, right)) == factor("1.0001")
    assert show_ratio(2 / 3) == "0.666667"
    assert show_ratio(1e-7) == "1.000e-07"


@given(seeds, shapes)
def test_reversed_signs_are_found(seed: int, shape: tuple[int, ...]) -> None:
    right = drawn(seed, shape)
    assume(right.size >= 2)
    assert diagnose_values(comparison(-right, right)) == SIGN


@given(seeds, shapes)
def test_zeros_are_found(seed: int, shape: tuple[int, ...]) -> None:
    right = drawn(seed, shape)
    assert diagnose_values(comparison(np.zeros(shape), right)) == ZERO
    assert constant_ratio(comparison(np.zeros(shape), right)) is None


@given(seeds, st.integers(2, 5))
def test_a_mirrored_square_is_found(seed: int, side: int) -> None:
    right = drawn(seed, (side, side))
    assert diagnose_values(comparison(right.T, right)) == MIRRORED
    assert diagnose_values(comparison(np.ascontiguousarray(right.T), right)) == MIRRORED


@given(seeds, shapes, st.randoms())
def test_values_in_other_places_are_found(seed: int, shape: tuple[int, ...], random: Any) -> None:
    right = drawn(seed, shape)
    order = list(range(right.size))
    random.shuffle(order)
    moved = right.ravel()[order].reshape(shape)
    assume(not np.array_equal(moved, right))
    assume(right.size > 2)  # two exchanged entries may be mirrored or nearly proportional as well
    assert diagnose_values(comparison(moved, right)) in {MOVED, MIRRORED}


def test_a_reshape_for_a_transpose_moves_values() -> None:
    right = drawn(2, (3, 4))
    assert diagnose_values(comparison(right.T.reshape(3, 4), right)) == MOVED


@given(seeds, seeds, shapes)
def test_arrays_without_structure_get_no_hint(
    seed: int, other: int, shape: tuple[int, ...]
) -> None:
    right, wrong = drawn(seed, shape), np.random.default_rng(other).normal(size=shape)
    assert constant_ratio(comparison(wrong, right)) is None
    assert diagnose_values(comparison(wrong, right)) is None


@given(seeds, shapes, st.integers(0, 2**32))
def test_one_wrong_entry_gets_no_hint(seed: int, shape: tuple[int, ...], where: int) -> None:
    right = drawn(seed, shape)
    wrong = right.copy()
    wrong.flat[where % right.size] += 0.7183
    assume(np.any(wrong))
    assert diagnose_values(comparison(wrong, right)) is None


@given(seeds, shapes)
def test_a_ratio_that_is_only_nearly_constant_gets_no_hint(
    seed: int, shape: tuple[int, ...]
) -> None:
    """g′ at g(u) instead of u: a ratio between 0.94 and 1.12 at small u is no constant."""
    right = drawn(seed, shape)
    assume(right.size >= 2)
    nearly = 2 * right * (1 + np.linspace(0, 1e-3, right.size).reshape(shape))
    assert constant_ratio(comparison(nearly, right)) is None
    assert diagnose_values(comparison(nearly, right)) is None


def test_one_number_is_no_evidence_of_a_factor() -> None:
    assert constant_ratio(comparison([3.0], [1.0])) is None
    assert constant_ratio(comparison(3.0, 1.0)) is None
    assert constant_ratio(comparison([3.0, 0.0], [1.0, 1e-9])) is None
    assert diagnose_values(comparison([-1.0], [1.0])) is None


def test_entries_that_are_zero_say_nothing_about_a_factor_and_do_not_hide_it() -> None:
    assert constant_ratio(comparison([2.0, 0.0, -4.0], [1.0, 1e-12, -2.0])) == pytest.approx(2)
    assert constant_ratio(comparison([2.0, 1.0, -4.0], [1.0, 1e-12, -2.0])) is None


@pytest.mark.parametrize("error", [2e-6, -5e-6, 9e-6])
def test_a_factor_of_one_is_no_hint(error: float) -> None:
    """A one-sided difference in place of the formula leaves errors of this size."""
    right = drawn(3, (3, 4))
    c = comparison(right * (1 + error), right)
    assert np.any(c.wrong)
    assert constant_ratio(c) is None
    assert diagnose_values(c) is None


def test_huge_entries_are_no_danger() -> None:
    right = np.array([0.4, -0.5, 0.6, 2.2])
    assert diagnose_values(comparison(np.full(4, 1.5e308), right)) is None


@given(seeds, st.integers(1, 5), st.integers(1, 5))
def test_a_transposed_shape_is_found(seed: int, m: int, n: int) -> None:
    assume(m != n)
    right = drawn(seed, (m, n))
    assert diagnose_shape(right.T, right) == MIRRORED
    other = drawn(seed + 1, (n, m)) * 1.01
    assert diagnose_shape(other, right) == EXCHANGED


@given(seeds, st.integers(1, 5))
def test_right_values_in_a_wrong_shape_are_found(seed: int, n: int) -> None:
    right = drawn(seed, (n,))
    for wrong in [right[:, None], right[None, :], right[None, :, None]]:
        assert diagnose_shape(wrong, right) == SHAPE_ONLY
    assert diagnose_shape(right, right[:, None]) == SHAPE_ONLY
    assert diagnose_shape(drawn(seed, (2, 3)).ravel(), drawn(seed, (2, 3))) == SHAPE_ONLY


@given(seeds, st.integers(2, 5))
def test_a_vector_that_became_a_square_is_found(seed: int, n: int) -> None:
    right = drawn(seed, (n,))
    assert diagnose_shape(right[:, None] * right, right) == BROADCAST


@given(seeds, shapes, shapes)
def test_shapes_without_structure_get_no_hint(
    seed: int, wrong_shape: tuple[int, ...], shape: tuple[int, ...]
) -> None:
    assume(wrong_shape != shape)
    assume(not (len(shape) == 2 and wrong_shape == shape[::-1]))
    assume(not (len(shape) == 1 and wrong_shape == shape * 2))
    wrong = np.random.default_rng(seed + 1).normal(size=wrong_shape)
    assert diagnose_shape(wrong, drawn(seed, shape)) is None


def test_nan_and_infinity_in_a_wrong_shape_are_no_danger() -> None:
    right = drawn(5, (3, 2))
    for bad in [np.nan, np.inf, -np.inf, 1e308]:
        assert diagnose_shape(np.full((2, 3), bad), right) == EXCHANGED
        assert diagnose_shape(np.full(6, bad), right) is None
    assert diagnose_shape(np.empty((0,)), right) is None


@given(seeds, shapes)
def test_a_hint_about_signs_or_places_gives_no_number_away(
    seed: int, shape: tuple[int, ...]
) -> None:
    right = drawn(seed, shape)
    assume(right.size > 2)
    for wrong in [-right, right.ravel()[::-1].reshape(shape)]:
        hint = diagnose_values(comparison(wrong, right))
        assert hint is not None
        assert not any(character.isdigit() for character in hint)
