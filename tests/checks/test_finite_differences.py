"""Numeric differentiation against oracles that share nothing with it.

The first oracle is backpropagation by hand in 80-bit numbers. The second is the complex step,
Im f(x + ih) / h with h = 1e-30: exact to rounding, as nothing is subtracted, but only for analytic
functions. It returns 0 without a word where f takes an absolute value or a conjugate, so that every
function that it is used for here is analytic, and that it is an oracle here and no more.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from autograder.checks.expected import ABSOLUTE, FloatArray, Numeric, exact
from autograder.checks.finite_differences import (
    STEP,
    central_difference,
    central_jacobian,
    parameter_gradients,
)
from autograder.checks.probes import LARGEST, probe
from tests.helpers.networks import (
    Array,
    Params,
    backpropagate,
    in_80_bits,
    loss,
    loss_at,
    points,
    sample,
    tanh_network,
)

WORST = 1e-10  # absolute error that is allowed for smooth functions of order one


def order_one(rng: np.random.Generator, *shape: int) -> FloatArray:
    """Draw entries up to ±1: at 2.5 the third derivative by a weight is 2.5³ times as large."""
    return probe(rng, *shape) / LARGEST


def complex_step(f: Callable[[Array], Any], at: FloatArray, upstream: FloatArray) -> FloatArray:
    """Differentiate Σ f(x) ⊙ upstream for an analytic f."""
    gradient = np.empty(np.shape(at))
    for index in np.ndindex(gradient.shape):
        nudged = np.array(at, dtype=complex)
        nudged[index] += 1e-30j
        gradient[index] = np.sum(np.imag(f(nudged)) * upstream) / 1e-30
    return gradient


def logistic(x: Array) -> Any:
    return 1 / (1 + np.exp(-x))


def softmax(x: Array) -> Any:
    return np.exp(x) / np.sum(np.exp(x))


M = probe(np.random.default_rng(0), 3, 4) / 2

ANALYTIC: dict[str, tuple[Callable[[Array], Any], tuple[int, ...], tuple[int, ...]]] = {
    "affine": (lambda x: M @ x, (4,), (3,)),
    "sigmoid": (logistic, (2, 3), (2, 3)),
    "tanh": (np.tanh, (5,), (5,)),
    "softmax": (softmax, (5,), (5,)),
    "exp": (lambda x: np.exp(x / 2), (4,), (4,)),
    "sine": (np.sin, (2, 2, 2), (2, 2, 2)),
    "polynomial": (lambda x: ((0.2 * x - 0.3) * x + 1) * x - 2, (4,), (4,)),
    "quadratic": (lambda x: x @ (M.T @ M) @ x / 2, (4,), ()),
    "quadratic loss": (lambda x: np.sum((x - 0.5) ** 2) / 2, (2, 2), ()),
    "layer": (lambda x: logistic(M @ x), (4,), (3,)),
    "by weights": (lambda W: np.tanh(W @ np.array([1.5, -0.7])), (3, 2), (3,)),
    "a number": (lambda x: x**3 / 3, (), ()),
}


@pytest.mark.parametrize("name", ANALYTIC)
def test_agrees_with_the_complex_step(name: str) -> None:
    f, shape, shape_above = ANALYTIC[name]
    rng = np.random.default_rng(1)
    for _ in range(50):
        x, upstream = order_one(rng, *shape), order_one(rng, *shape_above)
        numeric = central_difference(f, x, upstream=upstream, name="grad")
        assert numeric.value.shape == shape
        assert np.max(np.abs(numeric.value - complex_step(f, x, upstream))) <= WORST
        assert numeric.smooth


def worst_errors(params: Params, x: Array, target: Array) -> Iterator[tuple[float, float]]:
    """Yield the worst error against 80-bit backpropagation and the scale, array by array."""
    by_params, by_x = backpropagate(*in_80_bits(params, x, target))
    for which, true in enumerate(points(by_params, by_x)):
        numeric = central_difference(
            partial(loss_at, params, x, target, which), points(params, x)[which], name="grad"
        )
        assert numeric.smooth
        yield float(np.max(np.abs(numeric.value - true))), numeric.scale


def test_agrees_with_80_bit_backpropagation_through_networks_of_74_parameters() -> None:
    rng = np.random.default_rng(2)
    for _ in range(100):
        params = tanh_network(rng)
        assert sum(W.size + b.size for W, b in params) == 74
        x, target = sample(rng)
        assert max(error for error, _ in worst_errors(params, x / LARGEST, target / 2)) <= WORST


def test_inputs_as_large_as_the_lessons_draw_them_use_up_a_hundredth_of_the_tolerance() -> None:
    rng = np.random.default_rng(2)
    for _ in range(100):
        params = tanh_network(rng)
        for error, scale in worst_errors(params, *sample(rng)):
            assert error <= ABSOLUTE * scale / 100


def test_the_two_oracles_agree_with_each_other() -> None:
    rng = np.random.default_rng(3)
    params = tanh_network(rng)
    x, target = sample(rng)
    by_params, by_x = backpropagate(*in_80_bits(params, x, target))
    for which, true in enumerate(points(by_params, by_x)):
        by_step = complex_step(
            partial(loss_at, params, x, target, which), points(params, x)[which], np.array(1.0)
        )
        assert np.max(np.abs(by_step - true)) <= 1e-14


def test_the_complex_step_is_no_oracle_for_an_absolute_value() -> None:
    x, ones = np.array([1.5, -0.5]), np.ones(2)
    assert not np.any(complex_step(np.abs, x, ones))
    numeric = central_difference(np.abs, x, upstream=ones, name="grad")
    assert numeric.value == pytest.approx([1.0, -1.0], abs=WORST)


@pytest.mark.parametrize("name", ["affine", "sigmoid", "softmax", "layer"])
def test_jacobian_agrees_with_the_complex_step_row_by_row(name: str) -> None:
    f, shape, _ = ANALYTIC[name]
    x = probe(np.random.default_rng(4), int(np.prod(shape)))
    outputs = f(x).size
    numeric = central_jacobian(f, x, name="J")
    assert numeric.value.shape == numeric.gap.shape == (outputs, x.size)
    for i in range(outputs):
        assert np.max(np.abs(numeric.value[i] - complex_step(f, x, np.eye(outputs)[i]))) <= WORST


def test_jacobian_transposed_times_upstream_is_the_gradient() -> None:
    rng = np.random.default_rng(5)
    x, upstream = probe(rng, 4), probe(rng, 3)
    f, _, _ = ANALYTIC["layer"]
    jacobian = central_jacobian(f, x, name="J")
    gradient = central_difference(f, x, upstream=upstream, name="grad")
    assert jacobian.value.T @ upstream == pytest.approx(gradient.value, abs=1e-12)


@given(array_shapes(min_dims=0, max_dims=3, max_side=4), st.integers(0, 2**32))
def test_gradient_has_the_shape_of_the_point_and_the_point_is_not_changed(
    shape: tuple[int, ...], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    x, upstream = probe(rng, *shape), probe(rng, *shape)
    before = x.copy()

    def f(value: FloatArray) -> FloatArray:
        result = value**2
        value[...] = np.nan  # a careless f: every evaluation must have a copy of its own
        return result

    numeric = central_difference(f, x, upstream=upstream, name="grad")
    assert np.array_equal(x, before)
    assert numeric.value.shape == numeric.gap.shape == shape
    assert numeric.value == pytest.approx(2 * x * upstream, abs=WORST)


@given(st.integers(0, 2**32), st.floats(-3, 3), st.floats(-3, 3))
def test_gradient_is_linear_in_the_upstream(seed: int, a: float, b: float) -> None:
    rng = np.random.default_rng(seed)
    x, u, v = probe(rng, 3), probe(rng, 3), probe(rng, 3)

    def gradient(upstream: FloatArray) -> FloatArray:
        return central_difference(np.tanh, x, upstream=upstream, name="grad").value

    assert gradient(a * u + b * v) == pytest.approx(a * gradient(u) + b * gradient(v), abs=WORST)


@given(st.floats(-1e6, 1e6))
def test_divisor_is_the_step_really_taken(x: float) -> None:
    """For f(x) = x nothing but the divisor can be wrong: x + h is rounded to a double."""
    assert central_difference(lambda x: x, x, name="grad").value == pytest.approx(1.0, rel=1e-15)


def test_step_grows_with_the_entry() -> None:
    """At 1e9 a step of 6e-6 would be lost to two digits of its length."""
    numeric = central_difference(lambda x: x**2, 1e9, name="grad")
    assert numeric.value == pytest.approx(2e9, rel=1e-9)


def test_an_integer_point_is_not_truncated() -> None:
    numeric = central_difference(lambda x: np.sum(x**2), np.array([3, -2]), name="grad")
    assert numeric.value == pytest.approx([6.0, -4.0], abs=1e-9)
    assert numeric.value.dtype == np.float64


def test_an_array_without_entries_has_a_gradient_without_entries() -> None:
    numeric = central_difference(lambda x: np.sum(x), np.empty((0, 3)), name="grad")
    assert numeric.value.shape == (0, 3)
    assert numeric.smooth


def test_scale_is_the_size_of_what_is_summed_and_never_below_one() -> None:
    x, upstream = np.array([3.0, 4.0]), np.array([2.0, -2.0])
    assert central_difference(lambda x: x, x, upstream=upstream, name="g").scale == pytest.approx(
        10
    )
    assert central_difference(lambda x: x / 100, x, upstream=upstream, name="g").scale == 1.0
    assert central_jacobian(lambda x: -x, x, name="J").scale == 4.0
    assert central_jacobian(lambda x: x / 100, x, name="J").scale == 1.0


def test_parameter_gradients_are_those_of_80_bit_backpropagation() -> None:
    rng = np.random.default_rng(7)
    params = tanh_network(rng)
    x, target = order_one(rng, 5), order_one(rng, 2)
    before = [(W.copy(), b.copy()) for W, b in params]
    gradients = parameter_gradients(lambda params: loss(params, x, target), params)
    by_hand, _ = backpropagate(*in_80_bits(params, x, target))
    names = []
    for (dW, db), (exact_dW, exact_db) in zip(gradients, by_hand, strict=True):
        assert np.max(np.abs(dW.value - exact_dW)) <= WORST
        assert np.max(np.abs(db.value - exact_db)) <= WORST
        names += [dW.name, db.name]
    assert names == ["dW1", "db1", "dW2", "db2", "dW3", "db3"]
    for (W, b), (W_before, b_before) in zip(params, before, strict=True):
        assert np.array_equal(W, W_before)
        assert np.array_equal(b, b_before)


def test_an_exact_value_is_a_copy() -> None:
    value = np.array([1.0, 2.0])
    known = exact(value, name="y")
    value[0] = 7
    assert known.name == "y"
    assert known.value.tolist() == [1.0, 2.0]
    assert known.value.dtype == np.float64
    assert exact(3.0, name="y").value.shape == ()


def test_the_name_is_kept() -> None:
    assert central_difference(np.sum, [1.0], name="grad_W").name == "grad_W"
    assert central_jacobian(lambda x: x, [1.0], name="J").name == "J"


@given(st.floats(-0.99, 0.99), st.floats(0.3, 3.0), st.sampled_from(["relu", "abs", "maximum"]))
def test_a_kink_within_a_step_is_not_smooth_and_its_gap_is_the_error(
    place: float, slope: float, kind: str
) -> None:
    kink = place * STEP  # x = 0 lies at most 0.99 of a step from it
    functions: dict[str, tuple[Callable[[FloatArray], FloatArray], float, float]] = {
        "relu": (lambda x: slope * np.maximum(x - kink, 0), 0.0, slope),
        "abs": (lambda x: slope * np.abs(x - kink), -slope, slope),
        "maximum": (
            lambda x: np.maximum(np.sin(x), (1 + slope) * (x - kink) + kink),
            1.0,
            1 + slope,
        ),
    }
    f, below, above = functions[kind]
    numeric = central_difference(f, 0.0, name="grad")
    true = below if kink > 0 else above
    assert not numeric.smooth
    assert numeric.gap == pytest.approx(abs(numeric.value - true), abs=1e-5)


@given(st.floats(-1.2, 1.2), st.floats(-7, 1), st.sampled_from([-1.0, 1.0]))
def test_what_counts_as_smooth_is_measured_well_however_slight_the_kink(
    place: float, magnitude: float, sign: float
) -> None:
    slope, kink = sign * 10**magnitude, place * STEP
    numeric = central_difference(
        lambda x: x / 2 + slope * np.maximum(x - kink, 0), 0.0, name="grad"
    )
    true = 0.5 + slope * (kink < 0)
    # Halfway between two looks, at a quarter of the step and at the whole, half of a kink shows.
    good = abs(numeric.value - true) <= 2 * numeric.tolerance(np.array(true))
    assert good or not numeric.smooth


def test_what_counts_as_smooth_is_measured_within_the_tolerance_however_steep() -> None:
    def steep(x: FloatArray) -> Any:
        return np.exp(rate * (x - 0.3))

    for rate in np.geomspace(10, 1000, 2000):
        numeric = central_difference(steep, 0.3, name="grad")
        if numeric.smooth:
            assert abs(numeric.value - rate) <= numeric.tolerance(np.array(rate))


@given(st.floats(1.01, 1e5), st.booleans())
def test_a_kink_beyond_the_step_does_no_harm(distance: float, left: bool) -> None:
    kink = distance * STEP * (1 if left else -1)
    numeric = central_difference(lambda x: np.abs(x - kink), 0.0, name="grad")
    assert numeric.smooth
    assert numeric.value == pytest.approx(-1.0 if left else 1.0, abs=1e-9)


def test_one_kink_among_many_entries_is_seen() -> None:
    x = probe(np.random.default_rng(6), 4, 5)
    x[2, 3] = 0.0
    numeric = central_difference(np.abs, x, upstream=np.ones((4, 5)), name="grad")
    assert not numeric.smooth
    assert np.argwhere(numeric.gap > 1e-3).tolist() == [[2, 3]]
    jacobian = central_jacobian(np.abs, x[2], name="J")
    assert not jacobian.smooth


def test_a_jump_is_not_smooth() -> None:
    assert not central_difference(lambda x: np.float64(x >= 0), 0.0, name="grad").smooth


def test_curved_and_large_smooth_functions_are_smooth() -> None:
    assert central_difference(lambda x: np.sin(10 * x), 0.3, name="grad").smooth
    assert central_difference(lambda x: 1e4 * np.exp(x), 3.0, name="grad").smooth


def test_what_is_too_steep_to_be_measured_does_not_count_as_smooth() -> None:
    """Truncation, h² f‴ / 6, is beyond the tolerance here, and the gap tells."""
    numeric = central_difference(lambda x: np.sin(1000 * x), 0.3, name="grad")
    true = 1000 * np.cos(1000 * 0.3)
    assert abs(numeric.value - true) > 1e-7 + 1e-6 * abs(true)
    assert not numeric.smooth


def test_nan_in_a_gap_is_not_smooth() -> None:
    assert not Numeric("grad", np.array(1.0), np.array(np.nan), 1.0).smooth


def test_a_shape_that_does_not_fit_the_upstream_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"f\(x\) has shape \(3,\); upstream has \(4,\)"):
        central_difference(lambda x: x, np.ones(3), upstream=np.ones(4), name="grad")
    with pytest.raises(ValueError, match=r"f\(x\) has shape \(3,\); upstream has \(\)"):
        central_difference(lambda x: x, np.ones(3), name="grad")
    # (3, 1) and (3,) would broadcast to (3, 3) without a word
    with pytest.raises(ValueError, match=r"f\(x\) has shape \(3, 1\); upstream has \(3,\)"):
        central_difference(lambda x: x[:, None], np.ones(3), upstream=np.ones(3), name="grad")


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("where", ["at", "above", "below"])
def test_a_value_that_is_not_finite_is_an_error(bad: float, where: str) -> None:
    def f(x: FloatArray) -> float:
        place = "at" if x == 0.5 else "above" if x > 0.5 else "below"
        return bad if place == where else float(x)

    with pytest.raises(ValueError, match="f is not finite around this point"):
        central_difference(f, 0.5, name="grad")


def test_a_jacobian_of_something_that_is_no_vector_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"x is \(2, 2\), f\(x\) is \(2, 2\)"):
        central_jacobian(lambda x: x, np.ones((2, 2)), name="J")
    with pytest.raises(ValueError, match=r"x is \(2,\), f\(x\) is \(\)"):
        central_jacobian(np.sum, np.ones(2), name="J")
    with pytest.raises(ValueError, match="f is not finite"):
        central_jacobian(lambda x: x * np.inf, np.ones(2), name="J")
