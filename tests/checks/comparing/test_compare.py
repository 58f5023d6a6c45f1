"""The comparison: no false alarm, no planted mistake that gets through."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from autograder.checks.comparing.compare import compare
from autograder.checks.expected import ABSOLUTE, RELATIVE, FloatArray, Numeric, exact
from autograder.checks.finite_differences import central_difference
from tests.helpers.networks import backpropagate, loss_at, points, sample, tanh_network

entries = st.floats(-1e6, 1e6)
array_pairs = array_shapes(min_dims=0, max_dims=3, max_side=5).flatmap(
    lambda shape: st.tuples(
        arrays(np.float64, shape, elements=entries), arrays(np.float64, shape, elements=entries)
    )
)
scales = st.floats(1, 1e4)


def numeric(value: Any, scale: float = 1.0) -> Numeric:
    value = np.asarray(value, dtype=np.float64)
    return Numeric("grad", value, np.zeros(value.shape), scale)


def right_gradients(networks: int) -> Iterator[tuple[FloatArray, Numeric]]:
    """Yield a gradient by hand and its numeric counterpart for every array of random networks."""
    rng = np.random.default_rng(1)
    for _ in range(networks):
        params = tanh_network(rng)
        x, target = sample(rng)
        by_params, by_x = backpropagate(params, x, target)
        for which, gradient in enumerate(points(by_params, by_x)):
            loss = partial(loss_at, params, x, target, which)
            yield gradient, central_difference(loss, points(params, x)[which], name="grad")


def test_no_false_alarm_in_ten_thousand_entries() -> None:
    compared, largest = 0, 0.0
    for gradient, expected in right_gradients(networks=150):
        comparison = compare(gradient, expected)
        assert not np.any(comparison.wrong)
        compared += gradient.size
        largest = max(largest, float(np.max(comparison.excess)))
    assert compared >= 10_000
    assert largest <= 0.05  # twenty times the error that was met would still have passed


def test_a_whole_array_off_by_a_ten_thousandth_is_caught() -> None:
    for gradient, expected in right_gradients(networks=60):
        for factor in [1 + 1e-4, 1 - 1e-4]:
            assert np.any(compare(factor * gradient, expected).wrong)


def test_a_single_entry_off_by_a_ten_thousandth_is_caught_and_located() -> None:
    """Entries below 2e-3 · scale are left out: the comparison does not claim to resolve them.

    1e-4 of an entry of 1e-3 · scale is 1e-7 · scale, the absolute tolerance.
    """
    planted = 0
    for gradient, expected in right_gradients(networks=30):
        for index in np.argwhere(np.abs(gradient) >= 2e-3 * expected.scale):
            wrong = gradient.copy()
            wrong[tuple(index)] *= 1 + 1e-4
            comparison = compare(wrong, expected)
            assert np.argwhere(comparison.wrong).tolist() == [index.tolist()]
            assert comparison.worst == tuple(index)
            planted += 1
    assert planted > 1500


def test_a_layer_of_small_gradients_may_not_be_doubled() -> None:
    """Within a norm over all entries, 1e-3 among entries of order one, this would be 1e-6."""
    gradient = np.array([1e3, -2e3, 1e-3, 2e-3])
    wrong = compare(gradient * [1, 1, 2, 2], numeric(gradient)).wrong
    assert wrong.tolist() == [False, False, True, True]


def test_a_true_zero_agrees_with_rounding_noise() -> None:
    """Relative to its own size, noise is all wrong."""
    assert not np.any(compare(np.zeros(2), numeric([3e-11, -3e-11])).wrong)


@pytest.mark.parametrize("value", [0.0, 1.0, -3.0, 1e6])
@pytest.mark.parametrize("scale", [1.0, 50.0])
def test_the_tolerance_is_the_documented_one(value: float, scale: float) -> None:
    for sign in (-1, 1):
        # (1 ± relative) in the denominator: the tolerance is relative to the larger of the two.
        for share, wrong in [(0.999, False), (1.001, True)]:
            tolerance = share * (1e-7 * scale + 1e-6 * abs(value))
            other = value + sign * tolerance
            assert bool(compare(np.array(other), numeric(value, scale)).wrong) == wrong
    assert (ABSOLUTE, RELATIVE) == (1e-7, 1e-6)


@given(array_pairs, scales)
def test_comparison_is_symmetric(pair: tuple[FloatArray, FloatArray], scale: float) -> None:
    a, b = pair
    there, back = compare(a, numeric(b, scale)), compare(b, numeric(a, scale))
    assert np.array_equal(there.excess, back.excess)
    assert there.error == back.error
    assert np.array_equal(compare(-a, numeric(-b, scale)).excess, there.excess)


@given(array_pairs, scales)
def test_equal_arrays_agree_exactly(pair: tuple[FloatArray, FloatArray], scale: float) -> None:
    comparison = compare(pair[0], numeric(pair[0], scale))
    assert not np.any(comparison.excess)
    assert comparison.error == 0


@given(array_pairs, scales)
def test_every_entry_is_judged_by_itself(pair: tuple[FloatArray, FloatArray], scale: float) -> None:
    a, b = pair
    whole = compare(a, numeric(b, scale))
    assert whole.excess.shape == whole.wrong.shape == a.shape
    for index in np.ndindex(a.shape):
        alone = compare(np.array(a[index]), numeric(b[index], scale))
        assert alone.excess == whole.excess[index]
    assert whole.excess[whole.worst] == np.max(whole.excess)
    assert whole.error == np.max(np.abs(a - b))


@given(array_pairs, scales)
def test_order_in_memory_does_not_matter(pair: tuple[FloatArray, FloatArray], scale: float) -> None:
    a, b = pair
    plain = compare(a, numeric(b, scale))
    spread = np.zeros((*a.shape, 2))
    spread[..., 1] = a
    for same in [np.array(a, order="F"), spread[..., 1], a[::-1][::-1] if a.ndim else a]:
        other = compare(same, numeric(np.array(b, order="F"), scale))
        assert np.array_equal(other.excess, plain.excess)
        assert other.worst == plain.worst


@given(array_pairs, scales)
def test_a_larger_scale_forgives_more(pair: tuple[FloatArray, FloatArray], scale: float) -> None:
    a, b = pair
    assert np.all(compare(a, numeric(b, 2 * scale)).excess <= compare(a, numeric(b, scale)).excess)


@given(array_pairs, st.data())
def test_nan_disagrees_and_is_the_worst(
    pair: tuple[FloatArray, FloatArray], data: st.DataObject
) -> None:
    a, b = pair
    index = tuple(data.draw(st.integers(0, side - 1)) for side in a.shape)
    a[index] = np.nan
    comparison = compare(a, numeric(b))
    assert comparison.wrong[index]
    assert comparison.worst == index


def test_nan_disagrees_with_nan() -> None:
    assert np.all(compare(np.array([np.nan]), numeric([np.nan])).wrong)


def test_an_array_without_entries_agrees() -> None:
    comparison = compare(np.empty((0, 2)), numeric(np.empty((0, 2))))
    assert not np.any(comparison.wrong)
    assert comparison.error == 0


@given(array_pairs)
def test_an_exact_value_leaves_room_for_rounding_alone(
    pair: tuple[FloatArray, FloatArray],
) -> None:
    a, b = pair
    largest = np.max(np.abs(b), initial=1.0)
    noise = 5e-10 * largest * np.sign(a)
    assert not np.any(compare(b + noise, exact(b, name="y")).wrong)
    assert np.all(compare(b + 2e-8 * largest, exact(b, name="y")).wrong)
    assert np.array_equal(
        compare(b + np.pi * largest, exact(b, name="y")).wrong, np.ones(b.shape, dtype=bool)
    )


def test_a_comparison_knows_what_it_compares_with() -> None:
    assert compare(np.ones(1), numeric([1.0])).source == "numeric differentiation gives"
    assert compare(np.ones(1), exact([1.0], name="y")).source == "it must be"
    assert compare(np.ones(1), exact([1.0], name="y")).name == "y"
