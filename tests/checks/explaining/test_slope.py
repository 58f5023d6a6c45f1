"""Slopes along a line, against derivatives that are known, and the noise that they start from."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.explaining.noise import noise_of
from autograder.checks.explaining.slope import Slope, Track, first_step, look, measure

EPS = float(np.finfo(np.float64).eps)


def track(f: Callable[[float], Any], x: float, scale: float, noise: float) -> Track:
    def line(t: float) -> tuple[float, Any]:
        moved = x + t
        return moved - x, np.array([f(moved) - f(x)])

    return Track(line, scale, 1.0, noise)


def best(f: Callable[[float], Any], x: float, scale: float = 1.0) -> Slope:
    noise = EPS * abs(f(x))
    return measure(track(f, x, scale, noise), first_step(EPS), 0.0, claimed=1.0)[0]


@given(st.floats(-3, 3), st.integers(-12, 12))
def test_the_error_is_never_underestimated(x: float, power: int) -> None:
    size = 10.0**power
    seen = best(lambda t: np.exp(np.sin(t / size)), x * size, size)
    right = np.exp(np.sin(x)) * np.cos(x) / size
    assert abs(seen.value[0] - right) <= 4 * seen.total
    assert seen.total <= 1e-6 / size
    assert not seen.kinked


@pytest.mark.parametrize("frequency", [1.0, 1e2, 1e4, 1e6])
def test_the_step_follows_the_function(frequency: float) -> None:
    seen = best(lambda t: np.sin(frequency * t), 0.3)
    assert seen.value[0] == pytest.approx(frequency * np.cos(0.3 * frequency), rel=1e-5)


@given(st.floats(0.01, 100), st.floats(-10, 10), st.floats(-3, 3))
def test_a_kink_has_the_slopes_of_both_sides(size: float, tilt: float, curve: float) -> None:
    seen = best(lambda t: size * np.abs(t) + tilt * t + curve * t**2 + 1, 0.0)
    assert seen.kinked
    assert seen.kink == pytest.approx(size, rel=1e-2)
    assert seen.value[0] == pytest.approx(tilt, abs=1e-2 * size)


def test_a_number_that_does_not_move_says_nothing() -> None:
    seen = look(track(np.sin, 1e20, 1.0, 0.0), 1e-3)
    assert not seen.known


def test_a_function_that_stands_still_is_recognised() -> None:
    assert best(lambda t: 3.0, 0.5).still
    assert not best(lambda t: t**2, 0.0).value[0]
    assert not best(np.sin, 0.5).still


# --- Noise ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1e-14, 1e-9, 1e-4])
@pytest.mark.parametrize("seed", range(5))
def test_added_noise_is_measured(size: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    seen = noise_of(lambda t: np.array([np.sin(t) + size * rng.normal()]))
    assert size / 4 < seen < 4 * size


def test_rounding_to_float32_is_seen_as_noise() -> None:
    def f(t: float) -> Any:
        x = np.float32(0.7 + t)
        return np.array([float(np.exp(x)) - float(np.exp(np.float32(0.7)))])

    eps32 = float(np.finfo(np.float32).eps)
    assert eps32 / 20 < noise_of(f) < 4 * eps32


def test_rounding_on_a_large_offset_is_seen() -> None:
    ulp = float(np.spacing(1e8))
    seen = noise_of(lambda t: np.array([(1e8 + 0.5 * t) - 1e8]))
    assert ulp / 20 < seen < ulp


def test_a_function_that_never_moves_has_none() -> None:
    assert noise_of(lambda t: np.zeros(1)) == 0.0


def test_a_function_without_a_finite_value_beside_the_point_has_none() -> None:
    assert noise_of(lambda t: np.array([np.nan])) == 0.0
