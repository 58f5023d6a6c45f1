"""Verdicts on right and wrong gradients, whose oracles are the complex step and formulas by hand.

The complex step Im f(x + ih) / h subtracts nothing and is exact to rounding for analytic functions.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from autograder import explain_gradient
from autograder.checks.explaining.verdict import Verdict
from tests.helpers.gradient_cases import cases, mistakes
from tests.helpers.networks import backpropagate, loss, sample, tanh_network

Function = Callable[[Any], Any]
ANALYTIC: tuple[Function, ...] = (
    np.sin, np.tanh, lambda u: u**3, lambda u: np.exp(-u * u), lambda u: 1 / (1 + np.exp(-u)),
    lambda u: np.log(2 + u * u), lambda u: np.sqrt(1 + u * u), lambda u: u * u - u,
)  # fmt: skip
seeds = st.integers(0, 2**32)
powers = st.integers(-8, 8)
factors = st.one_of(st.floats(-20, 0.999), st.floats(1.001, 20))


def complex_step(f: Function, x: Any) -> Any:
    gradient, h = np.empty(x.shape), 1e-30 * np.max(np.abs(x))
    for index in np.ndindex(x.shape):
        moved = x.astype(complex)
        moved[index] += 1j * h
        gradient[index] = f(moved).imag / h
    return gradient


def composition(rng: np.random.Generator, scale: float, height: float) -> tuple[Function, Any]:
    """Draw a function of an (n,) array, and a point; both of any size."""
    n, m = rng.integers(1, 6, 2)
    A, B, c = rng.normal(size=(m, n)), rng.normal(size=(m, m)), rng.normal(size=m)
    inner, outer = (ANALYTIC[i] for i in rng.integers(len(ANALYTIC), size=2))
    shift = height * rng.choice([0, 1, -3])
    return (
        lambda x: height * (outer(B @ inner(A @ (x / scale))) @ c) + shift,
        rng.normal(size=n) * scale,
    )


@given(seeds, powers, powers)
@settings(max_examples=200)
def test_a_right_gradient_never_fails(seed: int, scale: int, height: int) -> None:
    f, x = composition(np.random.default_rng(seed), 10.0**scale, 10.0**height)
    gradient = complex_step(f, x)
    assume(np.all(np.isfinite(gradient)))
    report = explain_gradient(f, gradient, x)
    assert report.passed, str(report)
    assert bool(report)
    assert not report.causes


@given(seeds, powers, powers, factors)
@settings(max_examples=200)
def test_a_wrong_entry_always_fails(seed: int, scale: int, height: int, factor: float) -> None:
    rng = np.random.default_rng(seed)
    f, x = composition(rng, 10.0**scale, 10.0**height)
    gradient = complex_step(f, x)
    at = int(np.argmax(np.abs(gradient)))
    # Where f hardly moves beside its own size, its rounding hides what the gradient says.
    assume(np.abs(gradient[at] * x[at]) > 1e-6 * np.abs(f(x)))
    gradient[at] *= factor
    report = explain_gradient(f, gradient, x)
    assert not report.passed
    assert report.worst is not None
    assert report.worst.index == (at,)
    assert report.worst.argument == "x"
    assert report.worst.given == gradient[at]


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=6), st.floats(0.1, 4), powers)
def test_polynomials_with_their_derivatives(coefficients: list[int], x: float, scale: int) -> None:
    size = 10.0**scale
    p = np.polynomial.Polynomial(coefficients)
    slope = float(p.deriv()(x)) / size
    assert explain_gradient(lambda t: p(t / size), slope, x * size)
    # Where terms cancel, the slope is small beside the rounding error of the terms.
    assume(abs(slope * size * x) > 1e-3 * np.polynomial.Polynomial(np.abs(coefficients))(x))
    assert not explain_gradient(lambda t: p(t / size), slope * 1.001, x * size)


@pytest.mark.parametrize("seed", range(5))
def test_the_gradients_of_a_network_in_a_list_of_pairs(seed: int) -> None:
    rng = np.random.default_rng(seed)
    params, (x, target) = tanh_network(rng), sample(rng)
    gradients, _ = backpropagate(params, x, target)

    def f(params: Any) -> Any:
        return loss(params, x, target)

    assert explain_gradient(f, gradients, params)
    gradients[1] = gradients[1][0] * 1.001, gradients[1][1]
    report = explain_gradient(f, gradients, params)
    assert not report
    assert [one.name for one in report.arguments if one.wrong] == ["params[1][0]"]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("position", range(30))
def test_the_cases_of_the_benchmark(position: int, seed: int) -> None:
    case = cases(seed)[position]
    assert explain_gradient(case.f, case.gradient, case.at), case.name
    for mistake, wrong in mistakes(case, position):
        assert not explain_gradient(case.f, wrong, case.at), f"{case.name}: {mistake}"


# --- Structure -----------------------------------------------------------------------------------


def product(a: Any, b: Any) -> Any:
    return np.sum(a * b)


@pytest.mark.parametrize("kind", ["tuple", "dict", "list"])
def test_arguments_are_passed_by_position_by_name_or_as_one(kind: str) -> None:
    a, b = np.array([1.0, -2.0, 3.0]), np.array([0.5, 0.7, 0.2])
    f: Any = product
    at: Any = (a, b)
    gradient: Any = lambda a, b: (b, a)  # noqa: E731
    if kind == "dict":
        at, gradient = {"b": b, "a": a}, lambda b, a: {"a": b, "b": a}
    if kind == "list":
        f, at = (lambda both: product(*both)), [a, b]
        gradient = lambda both: [both[1], both[0]]  # noqa: E731
    report = explain_gradient(f, gradient, at)
    assert report, str(report)
    names = {"tuple": ["a", "b"], "dict": ["b", "a"], "list": ["both[0]", "both[1]"]}
    assert [one.name for one in report.arguments] == names[kind]


@pytest.mark.parametrize("at", [2.0, 2, np.float64(2), np.float32(2), np.array(2.0)])
def test_a_number_comes_as_what_it_was(at: Any) -> None:
    seen = []

    def f(x: Any) -> Any:
        seen.append(type(x))
        return x**3

    assert explain_gradient(f, 12.0, at)
    assert not explain_gradient(f, 11.9, at)
    assert seen[0] is type(at)


def test_none_leaves_a_part_unjudged_and_as_it_is() -> None:
    rng = np.random.default_rng(0)
    logits, labels = rng.normal(size=(4, 3)), np.array([0, 2, 1, 1])

    def f(u: Any, labels: Any) -> Any:  # labels must stay integers, since they are indices
        return -np.sum((u - np.log(np.sum(np.exp(u), axis=1, keepdims=True)))[range(4), labels])

    p = np.exp(logits) / np.sum(np.exp(logits), axis=1, keepdims=True)
    report = explain_gradient(f, (p - np.eye(3)[labels], None), (logits, labels))
    assert report, str(report)
    assert len(report.arguments) == 1


def test_an_array_needs_its_upstream_gradient() -> None:
    x, g = np.array([0.3, 1.2, -0.4]), np.array([2.0, -1.0, 0.5])
    assert explain_gradient(np.sin, g * np.cos(x), x, upstream=g)
    with pytest.raises(ValueError, match="upstream"):
        explain_gradient(np.sin, g * np.cos(x), x)
    with pytest.raises(ValueError, match=r"shape \(3,\).*\(2,\)"):
        explain_gradient(np.sin, g * np.cos(x), x, upstream=g[:2])


@pytest.mark.parametrize("at", ["x", None, np.array([1j]), {}])
def test_a_point_without_numbers_is_refused(at: Any) -> None:
    with pytest.raises(ValueError, match="number"):
        explain_gradient(lambda x: 0.0, 0.0, at)


def test_a_part_that_is_missing_and_one_too_many_are_said() -> None:
    a, b = np.ones(3), np.full(3, 2.0)
    short = explain_gradient(product, (b,), (a, b))
    assert not short
    assert "no gradient by b" in str(short)
    long = explain_gradient(product, (b, a, a), (a, b))
    assert not long
    assert "3 parts and the point 2" in str(long)


def test_what_only_has_an_array_method_is_an_array() -> None:
    class Tensor:
        def __init__(self, values: Any) -> None:
            self.values = np.array(values)

        def __array__(self, dtype: Any = None) -> Any:  # without `copy`, as PyTorch has it
            return np.array(self.values, dtype=dtype)

    def f(x: Tensor) -> Tensor:
        assert isinstance(x, Tensor)
        return Tensor(np.sum(x.values**2))

    at = Tensor([1.0, 2.0, -3.0])
    assert explain_gradient(f, lambda x: Tensor(2 * x.values), at, wrap=Tensor)
    assert not explain_gradient(f, lambda x: Tensor(3 * x.values), at, wrap=Tensor)


def test_what_wrap_rounds_is_rounding_and_no_change_in_place() -> None:
    x = np.random.default_rng(5).normal(size=(3, 4))
    f: Function = lambda x: np.sum(np.tanh(x))  # noqa: E731
    back: Function = lambda x: 1 - np.tanh(x) ** 2  # noqa: E731
    report = explain_gradient(f, back, x, wrap=np.float32)
    assert report, str(report)
    assert report.notes == ("x agrees as far as float32 can tell.",)
    assert not explain_gradient(f, lambda x: 1.05 * back(x), x, wrap=np.float32)


@pytest.mark.parametrize("kind", [TypeError, AttributeError])
def test_a_function_that_wants_no_numpy_arrays_is_told_of_wrap(kind: type[Exception]) -> None:
    class Tensor:
        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            return np.ones(2)

    def f(x: Any) -> Any:
        raise kind("must be Tensor, not numpy.ndarray")

    with pytest.raises(kind, match="must be Tensor") as raised:
        explain_gradient(f, np.ones(2), Tensor())
    assert "wrap" in raised.value.__notes__[0]
    with pytest.raises(kind) as raised:
        explain_gradient(f, np.ones(2), np.ones(2))
    assert not hasattr(raised.value, "__notes__")


def test_a_gradient_that_is_no_real_number_is_refused() -> None:
    with pytest.raises(ValueError, match="gradient by x is no array of real numbers"):
        explain_gradient(lambda x: x**2, 1j, 2.0)


def test_an_empty_argument_is_nothing_to_be_judged() -> None:
    f, a = (lambda a, b: np.sum(a**2) + np.sum(b)), np.array([1.0, 2.0])
    assert explain_gradient(f, (2 * a, np.zeros((0, 3))), (a, np.zeros((0, 3))))
    assert not explain_gradient(f, (3 * a, np.zeros((0, 3))), (a, np.zeros((0, 3))))
    assert "nothing" in str(explain_gradient(f, (None, None), (a, a)))


# --- float32 -------------------------------------------------------------------------------------


def layer(seed: int) -> tuple[Function, Function, Any]:
    rng = np.random.default_rng(seed)
    v = rng.normal(size=6).astype(np.float32)
    W = rng.normal(size=(5, 6)).astype(np.float32)
    return (
        lambda W: np.sum(np.tanh(W @ v)),
        lambda W: np.outer(1 - np.tanh(W @ v) ** 2, v).astype(np.float32),
        W,
    )


@given(seeds)
@settings(max_examples=60)
def test_float32_is_told_apart_from_a_mistake(seed: int) -> None:
    f, gradient, W = layer(seed)
    report = explain_gradient(f, gradient, W)
    assert report, str(report)
    assert "W agrees as far as float32 can tell." in report.notes
    wrong = explain_gradient(f, lambda W: 1.05 * gradient(W), W)
    assert not wrong
    assert not any("float32" in note for note in wrong.notes)


def test_a_float32_gradient_of_a_float64_function_is_held_to_float32() -> None:
    x = np.random.default_rng(1).normal(size=20)
    right = np.cos(x).astype(np.float32)
    assert "float32 can tell" in str(explain_gradient(lambda x: np.sum(np.sin(x)), right, x))
    assert not explain_gradient(lambda x: np.sum(np.sin(x)), right * np.float32(1.0003), x)
    # The same numbers in float64 claim more digits than they have right.
    claimed = right.astype(np.float64) * (1 + 3e-5)
    assert not explain_gradient(lambda x: np.sum(np.sin(x)), claimed, x)


def test_float32_inside_is_seen_though_nothing_outside_is_float32() -> None:
    def f(x: Any) -> Any:
        return float(np.sum(np.sin(x.astype(np.float32))))

    x = np.random.default_rng(2).normal(size=12)
    report = explain_gradient(f, np.cos(x), x)
    assert report, str(report)
    assert "as far as f can tell" in str(report)
    assert not explain_gradient(f, 1.05 * np.cos(x), x)


# --- Kinks ---------------------------------------------------------------------------------------


def relu(x: Any) -> Any:
    return np.sum(np.maximum(x, 0))


@pytest.mark.parametrize("claimed", [0.0, 0.3, 0.5, 1.0])
def test_between_the_slopes_of_both_sides_a_kink_is_not_judged(claimed: float) -> None:
    report = explain_gradient(relu, np.array([1.0, 0.0, claimed]), np.array([2.0, -1.0, 0.0]))
    assert report, str(report)
    assert report.arguments[0].verdict.tolist() == [Verdict.RIGHT, Verdict.RIGHT, Verdict.KINK]
    assert "kink at x[2]: to the two sides of x[2] its slopes are 0 and 1" in " ".join(report.notes)


@pytest.mark.parametrize("claimed", [-1.0, -0.01, 1.01, 2.0])
def test_outside_both_slopes_a_kink_is_a_mistake(claimed: float) -> None:
    report = explain_gradient(relu, np.array([1.0, 0.0, claimed]), np.array([2.0, -1.0, 0.0]))
    assert not report
    assert report.worst is not None
    assert report.worst.index == (2,)


@given(st.floats(-9, -1), st.sampled_from([-1, 1]))
def test_a_kink_beside_the_point_is_no_kink_here(power: float, side: int) -> None:
    x = np.array([2.0, side * 10.0**power])
    right = (x > 0).astype(float)
    report = explain_gradient(relu, right, x)
    assert report, str(report)
    if power > -8:
        assert report.arguments[0].count(Verdict.RIGHT) == 2
        assert not explain_gradient(relu, 1 - right, x)


def test_a_sharp_bend_is_no_kink() -> None:
    report = explain_gradient(lambda x: np.sqrt(x**2 + 1e-10), 0.0, 0.0)
    assert report.arguments[0].verdict == Verdict.RIGHT
    assert not explain_gradient(lambda x: np.sqrt(x**2 + 1e-10), 0.5, 0.0)


@pytest.mark.parametrize("f", [lambda x: float(x >= 0), lambda x: np.sqrt(np.abs(x))])
def test_a_jump_or_an_endless_slope_passes_nothing(f: Function) -> None:
    report = explain_gradient(f, 0.3, 0.0)
    assert not report
    assert "cannot be judged" in str(report)


def test_a_fast_oscillation_is_followed() -> None:
    x = np.array([0.3, 1.7])
    assert explain_gradient(lambda x: np.sum(np.sin(1e6 * x)), 1e6 * np.cos(1e6 * x), x)
    assert not explain_gradient(lambda x: np.sum(np.sin(1e6 * x)), 1.01e6 * np.cos(1e6 * x), x)


# --- Functions that are none ---------------------------------------------------------------------


def test_noise_is_named_and_passes_nothing() -> None:
    rng = np.random.default_rng(3)
    x = rng.normal(size=4)

    def dropout(x: Any) -> Any:
        return np.sum(x**2 * (rng.random(4) < 0.5))

    report = explain_gradient(dropout, x, x)
    assert not report
    assert "not the same twice" in " ".join(report.notes)


def test_slight_noise_leaves_large_mistakes_to_be_seen() -> None:
    rng = np.random.default_rng(4)
    x = np.array([1.0, -2.0, 0.5])

    def f(x: Any) -> Any:
        return np.sum(x**2) + 1e-6 * rng.normal()

    report = explain_gradient(f, 2 * x, x)
    assert report, str(report)
    assert "not the same twice" in " ".join(report.notes)
    assert not explain_gradient(f, 3 * x, x)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_function_that_is_not_finite_passes_nothing(value: float) -> None:
    report = explain_gradient(lambda x: value, 0.0, 1.0)
    assert not report
    assert "NaN or infinite at this point" in str(report)


def test_a_gradient_that_is_not_finite_fails() -> None:
    report = explain_gradient(lambda x: np.sum(x**2), np.array([2.0, np.nan]), np.array([1.0, 2.0]))
    assert not report
    assert "NaN or infinite in 1 of 2 entries" in str(report)


def test_the_end_of_a_domain_is_kept() -> None:
    x = np.array([1e-9, 1.0])
    assert explain_gradient(lambda x: np.sum(np.log(x)), 1 / x, x)
    assert not explain_gradient(lambda x: np.sum(np.log(x)), 1.001 / x, x)


def test_values_near_the_largest_number_do_not_overflow() -> None:
    assert explain_gradient(np.exp, np.exp(709.5), 709.5)
    assert not explain_gradient(np.exp, 0.99 * np.exp(709.5), 709.5)


def bisected(x: Any) -> Any:
    """Solve y³ + y = x for y, to six digits."""
    low, high = np.zeros_like(x), np.full_like(x, 4.0)
    for _ in range(20):
        middle = (low + high) / 2
        below = middle**3 + middle < x
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return low


COARSE: dict[str, Function] = {
    "bisection": lambda x: np.sum(bisected(x)),
    "rounded": lambda x: np.round(np.sum(np.sin(x)), 6),
    "offset": lambda x: np.sum((1e8 + np.cosh(x)) - 1e8),
}
SLOPES: dict[str, Function] = {
    "bisection": lambda x: 1 / (3 * bisected(x) ** 2 + 1),
    "rounded": np.cos,
    "offset": np.sinh,
}


@pytest.mark.parametrize("name", COARSE)
def test_a_coarse_function_is_no_mistake_of_the_gradient(name: str) -> None:
    x = np.array([1.1, 1.9, 2.7])
    report = explain_gradient(COARSE[name], SLOPES[name], x)
    assert report, str(report)
    assert not explain_gradient(COARSE[name], lambda x: 1.3 * SLOPES[name](x), x)


def test_a_table_with_straight_pieces_has_the_slope_of_its_piece() -> None:
    x, knots = np.array([0.31234, 1.71717]), np.linspace(0, 2, 2001)
    at = np.searchsorted(knots, x)
    rise = (np.sin(knots[at]) - np.sin(knots[at - 1])) / np.diff(knots)[at - 1]

    def f(x: Any) -> Any:
        return np.sum(np.interp(x, knots, np.sin(knots)))

    report = explain_gradient(f, rise, x)
    assert report, str(report)
    assert not explain_gradient(f, 1.01 * rise, x)


def test_inputs_that_are_changed_in_place_are_named() -> None:
    def f(x: Any) -> Any:
        x *= 2
        return np.sum(x)

    def gradient(x: Any) -> Any:
        x += 1
        return np.full(3, 2.0)

    x = np.ones(3)
    report = explain_gradient(f, gradient, x)
    assert report
    assert [note.split(" changes x")[0] for note in report.notes] == [
        "f",
        "The gradient's function",
    ]
    assert np.array_equal(x, np.ones(3))


# --- Large arguments -----------------------------------------------------------------------------


def large(seed: int, m: int, n: int) -> tuple[Function, Any, Any]:
    rng = np.random.default_rng(seed)
    v, W = rng.normal(size=n) / np.sqrt(n), rng.normal(size=(m, n))
    return (lambda W: np.sum(np.tanh(W @ v))), np.outer(1 - np.tanh(W @ v) ** 2, v), W


@pytest.mark.parametrize("seed", range(3))
def test_one_wrong_entry_of_many_is_found_and_named(seed: int) -> None:
    f, gradient, W = large(seed, 150, 200)
    assert explain_gradient(f, gradient, W)
    at = np.unravel_index(np.argsort(np.abs(gradient), axis=None)[gradient.size // 2], W.shape)
    gradient[at] *= -1
    report = explain_gradient(f, gradient, W)
    assert not report
    assert report.worst is not None
    assert report.worst.index == tuple(map(int, at))
    assert report.worst.measured == pytest.approx(-gradient[at], rel=1e-4)


def test_a_million_entries_take_few_calls() -> None:
    calls = 0
    f, gradient, W = large(7, 1000, 1000)

    def counted(W: Any) -> Any:
        nonlocal calls
        calls += 1
        return f(W)

    assert explain_gradient(counted, gradient, W)
    assert calls < 600


def test_a_large_argument_at_a_kink_is_judged_where_it_can_be() -> None:
    rng = np.random.default_rng(9)
    c, x = rng.uniform(1, 2, 3000), rng.normal(size=3000)
    x[::2] = 0
    report = explain_gradient(lambda x: np.sum(c * np.abs(x)), c * np.sign(x), x)
    assert report, str(report)
    assert "along every direction f has a kink" in " ".join(report.notes)
    assert not explain_gradient(lambda x: np.sum(c * np.abs(x)), 2 * c * np.sign(x), x)


def test_equal_input_gives_equal_reports() -> None:
    f, gradient, W = large(8, 60, 50)
    gradient[3, 4] += 0.1
    assert str(explain_gradient(f, gradient, W)) == str(explain_gradient(f, gradient, W))
