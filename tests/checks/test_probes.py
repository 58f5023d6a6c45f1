"""The guarantees of a probe, for every shape and every generator."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from autograder.checks.probes import LARGEST, SEED_VARIABLE, SMALLEST, generator, probe

seeds = st.integers(0, 2**64 - 1)
shapes = array_shapes(min_dims=0, max_dims=4, max_side=6)


@given(shapes, seeds)
def test_shape_type_and_range(shape: tuple[int, ...], seed: int) -> None:
    x = probe(np.random.default_rng(seed), *shape)
    assert isinstance(x, np.ndarray)
    assert x.shape == shape
    assert x.dtype == np.float64
    assert np.all(np.abs(x) >= 0.3)
    assert np.all(np.abs(x) <= 2.5)
    assert (SMALLEST, LARGEST) == (0.3, 2.5)


@given(shapes, seeds)
def test_magnitudes_are_distinct_by_far_more_than_a_tolerance(
    shape: tuple[int, ...], seed: int
) -> None:
    magnitudes = np.sort(np.abs(probe(np.random.default_rng(seed), *shape)), axis=None)
    # A draw keeps off the outer tenths of its slice, and so a fifth of a slice from its neighbour;
    # the largest may come down to the bottom of its slice, a tenth from its neighbour.
    assert np.all(np.diff(magnitudes) > 0.05 / magnitudes.size)


@given(shapes, seeds)
def test_two_entries_have_both_signs_and_one_is_large(shape: tuple[int, ...], seed: int) -> None:
    x = probe(np.random.default_rng(seed), *shape)
    assume(x.size >= 2)
    assert x.min() < 0 < x.max()
    assert np.max(np.abs(x)) >= 2.0


@given(st.integers(4, 100), seeds)
def test_magnitudes_are_spread_over_the_range(size: int, seed: int) -> None:
    magnitudes = np.abs(probe(np.random.default_rng(seed), size))
    counts, _ = np.histogram(magnitudes, bins=4, range=(0.3, 2.5))
    assert counts.min() >= size // 4 - 1
    assert counts.max() <= size // 4 + 2


def test_order_is_random() -> None:
    """Neither the large entries nor the signs have a place of their own."""
    draws = np.array([probe(np.random.default_rng(seed), 5) for seed in range(2000)])
    assert np.abs(np.mean(np.abs(draws), axis=0) - 1.4).max() < 0.1
    assert np.abs(np.mean(draws > 0, axis=0) - 0.5).max() < 0.06
    assert np.bincount(np.abs(draws).argmax(axis=1), minlength=5).min() > 300


def test_a_single_entry_has_either_sign() -> None:
    signs = {float(np.sign(probe(np.random.default_rng(seed)))) for seed in range(20)}
    assert signs == {-1.0, 1.0}


@given(shapes, seeds)
def test_equal_generators_give_equal_arrays(shape: tuple[int, ...], seed: int) -> None:
    first, second = np.random.default_rng(seed), np.random.default_rng(seed)
    assert np.array_equal(probe(first, *shape), probe(second, *shape))
    assert not np.array_equal(probe(first, *shape), probe(first, *shape))


def test_a_seed_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SEED_VARIABLE, "ff")
    assert generator(7).random() == generator(7).random() == np.random.default_rng(7).random()
    assert generator(7).random() != generator(8).random()
    assert generator(0).random() == np.random.default_rng(0).random()  # 0 is a seed too


def test_without_a_seed_the_grader_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_SEED", "ff")
    assert generator(None).random() == np.random.default_rng(255).random()
    monkeypatch.setenv("AUTOGRADER_SEED", "f" * 32)  # as long as a digest is
    assert generator(None).random() == np.random.default_rng(16**32 - 1).random()


@pytest.mark.parametrize("given_seed", [None, ""])
def test_without_a_grader_every_generator_is_fresh(
    monkeypatch: pytest.MonkeyPatch, given_seed: str | None
) -> None:
    monkeypatch.delenv("AUTOGRADER_SEED", raising=False)
    if given_seed is not None:
        monkeypatch.setenv("AUTOGRADER_SEED", given_seed)
    assert generator(None).random() != generator(None).random()
