"""Causes: named where the numbers show them, both where two give the same, none by guess."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import GradientReport, explain_gradient
from autograder.checks.diagnosis.diagnose import UNKNOWN
from autograder.checks.probes import probe

seeds = st.integers(0, 2**32)
RNG = np.random.default_rng(0)
N, n, m = 7, 5, 3
X, Y, G = probe(RNG, N, n), probe(RNG, N, m), probe(RNG, N, m)
W, b = probe(RNG, n, m), probe(RNG, m)
LAMBDA = 0.3


def ridge(W: Any, b: Any) -> Any:
    return np.sum((X @ W + b - Y) ** 2) / N + LAMBDA / 2 * np.sum(W**2)


def ridge_gradient(W: Any, b: Any) -> tuple[Any, Any]:
    D = 2 * (X @ W + b - Y) / N
    return X.T @ D + LAMBDA * W, np.sum(D, axis=0)


GW, GB = ridge_gradient(W, b)


def of_ridge(by_W: Any = GW, by_b: Any = GB) -> GradientReport:
    return explain_gradient(ridge, (by_W, by_b), (W, b))


def test_the_right_gradient_needs_no_cause() -> None:
    assert of_ridge()
    assert of_ridge().causes == ()


WITHOUT_FIRST = GW.copy()
WITHOUT_FIRST[0] = 0
WITHOUT_LAST = GB.copy()
WITHOUT_LAST[-1] = 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((-GW, -GB), "W and b: All sizes are right and all signs are reversed."),
        ((2 * GW, 2 * GB), "W and b: A constant factor of 2.000"),
        ((GW / 2, GB), "W: A constant factor of 0.5000"),
        ((GW, GB * N), "b: Every entry is 7 times too large. That is the number of rows of X"),
        ((GW / N, GB / N), "W and b: Every entry is divided by 7. That is the number of rows of X"),
        ((GW / (N * m), GB), "W: Every entry is divided by 21. That is"),
        ((GW * n**0.5, GB), "W: Every entry is multiplied by 2.23607. That is the square root of"),
        ((GW * m**0.5, GB), "W: Every entry is multiplied by 1.73205. That is the square root of"),
        ((-2 * GW, GB), "W: All signs are reversed, and there is a factor besides."),
        ((0 * GW, GB), "W: Every entry is 0."),
        ((WITHOUT_FIRST, GB), "W: Row 0 is 0, everything else is right."),
        ((GW, WITHOUT_LAST), "b: The last entry is 0, everything else is right."),
        ((GW - LAMBDA * W, GB), "W: The difference is -0.3 times W. A term 0.3 · W is missing"),
        ((GW + LAMBDA * W, GB), "W: The difference is 0.3 times W. A term 0.3 · W is one too many"),
        ((GW + 0.1 * np.sign(W), GB), "W: The difference is 0.1 times the signs of W."),
        ((GW.T, GB), "W: The values are right but mirrored"),
        ((GW.ravel(), GB), "W: The values are right; only the shape differs."),
        ((GW, 2 * (X @ W + b - Y) / N), "b: Added up along axis 0, it is right"),
        ((GW, GB.sum()), "b: It is the sum of all entries"),
        ((GW + 0.01, GB), "W: Every entry is off by the same amount, 0.01."),
    ],
)
def test_a_planted_mistake_is_named(given: tuple[Any, Any], said: str) -> None:
    report = of_ridge(*given)
    assert not report
    (cause,) = report.causes
    assert said in cause
    assert said in " ".join(str(report).split())


@pytest.mark.parametrize(
    ("shape", "axes"),
    [((5,), "0, 1 and 2"), ((1, 1, 1, 5), "0, 1 and 2"), ((3, 1, 1), "0, 2 and 3")],
)
def test_a_bias_of_an_image_that_is_not_added_up(shape: tuple[int, ...], axes: str) -> None:
    x, g, bias = probe(RNG, 2, 3, 4, 5), probe(RNG, 2, 3, 4, 5), probe(RNG, *shape)

    def f(bias: Any) -> Any:
        return np.tanh(x + bias)

    terms = g * (1 - f(bias) ** 2)
    report = explain_gradient(f, terms, bias, upstream=g)
    assert f"Added up along the axes {axes}, it is right" in report.causes[0]


def test_a_mean_over_three_axes() -> None:
    x, g, bias = probe(RNG, 2, 3, 4, 5), probe(RNG, 2, 3, 4, 5), probe(RNG, 5)

    def f(bias: Any) -> Any:
        return np.tanh(x + bias)

    mean = np.mean(g * (1 - f(bias) ** 2), axis=(0, 1, 2))
    (cause,) = explain_gradient(f, mean, bias, upstream=g).causes
    assert cause.startswith("Every entry is divided by 24. That is the number of entries of")


def test_two_arguments_exchanged() -> None:
    a, b = probe(RNG, 5), probe(RNG, 5)
    report = explain_gradient(
        lambda a, b: np.sum(np.sin(a) * b), (np.sin(a), np.cos(a) * b), (a, b)
    )
    assert "stand at another argument's place" in report.causes[0]


def test_a_square_matrix_mirrored() -> None:
    A, B = probe(RNG, 4, 4), probe(RNG, 4, 4)
    report = explain_gradient(lambda A: np.sum(np.sin(A) * B), (np.cos(A) * B).T, A)
    assert "row and column are exchanged" in report.causes[0]


def test_a_single_number_has_its_sign_and_its_two() -> None:
    assert "sign is reversed" in explain_gradient(np.sin, -np.cos(0.3), 0.3).causes[0]
    assert "multiplied by 2" in explain_gradient(np.sin, 2 * np.cos(0.3), 0.3).causes[0]
    assert explain_gradient(np.sin, 2.345 * np.cos(0.3), 0.3).causes == ()


# --- Upstream ------------------------------------------------------------------------------------


def layer(W: Any) -> Any:
    return np.tanh(X @ W)


@pytest.mark.parametrize(
    ("used", "said"),
    [(np.ones((N, m)), "upstream gradient of ones"), (G**2, "square of the upstream gradient")],
)
def test_another_upstream_gradient_is_recognised(used: Any, said: str) -> None:
    gradient = X.T @ (used * (1 - layer(W) ** 2))
    report = explain_gradient(layer, gradient, W, upstream=G)
    assert not report
    assert said in report.causes[0]


def test_an_elementwise_function_without_its_upstream_gradient() -> None:
    x, g = probe(RNG, 6), probe(RNG, 6)
    report = explain_gradient(np.sin, np.cos(x), x, upstream=g)
    assert "upstream gradient of ones" in report.causes[0]


# --- Through a mean, a spread, a norm, a softmax -------------------------------------------------


def normalised(x: Any) -> Any:
    return (x - np.mean(x, axis=0)) / np.std(x, axis=0)


def normalised_back(x: Any, g: Any, mean: bool, spread: bool) -> Any:
    h, s = normalised(x), np.std(x, axis=0)
    return (g - mean * np.mean(g, axis=0) - spread * h * np.mean(g * h, axis=0)) / s


@given(seeds)
def test_batch_norm_with_a_way_left_out(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, g = probe(rng, N, m), probe(rng, N, m)

    def report(mean: bool, spread: bool) -> GradientReport:
        gradient = normalised_back(x, g, mean, spread)
        return explain_gradient(normalised, gradient, x, upstream=g)

    assert report(True, True)
    assert "The way through that mean is left out" in report(False, True).causes[0]
    assert "the way through it is left out" in " ".join(report(True, False).causes)
    assert "through the mean, is left out" in " ".join(report(False, False).causes)


def softmax(x: Any) -> Any:
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


@given(seeds)
def test_softmax_with_its_sum_held_fixed(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, g = probe(rng, N, n), probe(rng, N, n)
    p = softmax(x)
    assert explain_gradient(softmax, p * (g - np.sum(g * p, axis=1, keepdims=True)), x, upstream=g)
    report = explain_gradient(softmax, p * g, x, upstream=g)
    assert "Within each row the difference is in proportion to exp(x)" in report.causes[0]


@pytest.mark.parametrize("axis", [None, 1])
def test_a_norm_held_fixed(axis: int | None) -> None:
    x, g = probe(RNG, N, n), probe(RNG, N, n)

    def f(x: Any) -> Any:
        return x / np.linalg.norm(x, axis=axis, keepdims=True)

    length = np.linalg.norm(x, axis=axis, keepdims=True)
    right = (g - f(x) * np.sum(g * f(x), axis=axis, keepdims=True)) / length
    assert explain_gradient(f, right, x, upstream=g)
    (cause,) = explain_gradient(f, g / length, x, upstream=g).causes
    assert "the way through the norm" in cause
    assert "penalty" not in cause


# --- Honesty -------------------------------------------------------------------------------------


@given(seeds)
def test_random_numbers_are_not_explained(seed: int) -> None:
    report = of_ridge(np.random.default_rng(seed).normal(size=W.shape))
    assert report.causes == ()
    assert UNKNOWN in " ".join(str(report).split())


@given(seeds, st.floats(-7, -5))
def test_a_nearly_right_gradient_suggests_nothing(seed: int, power: float) -> None:
    rng = np.random.default_rng(seed)
    report = of_ridge(GW * (1 + 10.0**power * rng.uniform(1, 2, W.shape)))
    assert report.causes == ()


def test_two_causes_of_the_same_numbers_are_both_named() -> None:
    a, b = probe(RNG, 2), probe(RNG, 2)  # of two entries, a factor of 2 is their number as well
    report = explain_gradient(lambda a: np.sum(np.sin(a) * b), 2 * np.cos(a) * b, a)
    (cause,) = report.causes
    assert cause.startswith("Either of two mistakes gives these numbers.")


def test_float32_numbers_fit_as_far_as_they_go() -> None:
    W32, X32, G32 = (a.astype(np.float32) for a in (W, X, G))

    def f(W: Any) -> Any:
        return np.tanh(X32 @ W)

    right = X32.T @ (G32 * (1 - f(W32) ** 2))
    assert explain_gradient(f, right, W32, upstream=G32)
    mistakes: dict[str, Callable[[Any], Any]] = {
        "signs are reversed": lambda g: -g,
        "factor of 2.000": lambda g: 2 * g,
        "mirrored": lambda g: g.T,
    }
    for said, mistake in mistakes.items():
        report = explain_gradient(f, mistake(right), W32, upstream=G32)
        assert said in " ".join(report.causes), str(report)


def test_what_is_known_roughly_entry_by_entry_has_its_factor_all_the_same() -> None:
    rng = np.random.default_rng(6)
    x = rng.normal(size=200)

    def noisy(x: Any) -> Any:
        return np.sum(np.sin(x)) + 3e-5 * rng.normal()

    for factor, said in ((2, "factor of 2.000"), (-1, "signs are reversed"), (1 / 200, "by 200")):
        report = explain_gradient(noisy, factor * np.cos(x), x)
        assert said in " ".join(report.causes), str(report)
    assert explain_gradient(noisy, rng.normal(size=200), x).causes == ()


def test_of_a_large_argument_the_causes_are_seen_in_a_part() -> None:
    rng = np.random.default_rng(5)
    v, V = rng.normal(size=60) / 8, rng.normal(size=(50, 60))
    right = np.outer(1 - np.tanh(V @ v) ** 2, v) + 0.01 * V

    def f(V: Any) -> Any:
        return np.sum(np.tanh(V @ v)) + 0.005 * np.sum(V**2)

    assert explain_gradient(f, right, V)
    assert "A term 0.01 · V is missing" in explain_gradient(f, right - 0.01 * V, V).causes[0]
    assert "signs are reversed" in explain_gradient(f, -right, V).causes[0]
    first = right.copy()
    first[0] = 0
    assert "Row 0 is 0" in explain_gradient(f, first, V).causes[0]
