"""The numbers of a class, against NumPy and against counting by hand."""

import statistics
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.report.statistics import (
    FEWEST,
    histogram,
    point_biserial,
    statistics_of,
)
from tests.classroom.report.made_up import attempt, results

WRONG, OPEN = ("values", "f: wrong"), ("not-written", "f is not written yet")
POINTS = {"f": 2.0, "g": 3.0, "h": 1.0}
scores = st.tuples(*(st.sampled_from([0.0, most / 2, most]) for most in POINTS.values()))


@given(st.lists(scores, min_size=1, max_size=40))
def test_the_numbers_of_a_class_are_those_of_numpy(table: list[tuple[float, ...]]) -> None:
    hand_ins = {
        f"student{place}": [
            attempt(name, score, most, *[WRONG] * (score < most))
            for (name, most), score in zip(POINTS.items(), row, strict=True)
        ]
        for place, row in enumerate(table)
    }
    found = statistics_of(results(POINTS, hand_ins))
    array, most = np.array(table), np.array(list(POINTS.values()))
    totals = array.sum(axis=1)
    assert found.students == len(table)
    assert found.most == most.sum()
    assert found.mean == pytest.approx(totals.mean())
    assert found.median == pytest.approx(np.median(totals))
    assert sum(bar.count for bar in found.bars) == len(table)
    for place, item in enumerate(found.items):
        passed = array[:, place] == most[place]
        assert (item.passed, item.failed, item.open) == (passed.sum(), (~passed).sum(), 0)
        assert item.mean == pytest.approx(array[:, place].mean())
        assert item.difficulty == pytest.approx(array[:, place].mean() / most[place])
        rest = totals - array[:, place]
        if len(table) < FEWEST or len(set(passed)) == 1 or len(set(rest)) == 1:
            assert item.discrimination is None
        else:
            # The textbook's form of it: means of the two groups, and the spread of all.
            difference = rest[passed].mean() - rest[~passed].mean()
            share = passed.mean()
            biserial = difference / rest.std() * np.sqrt(share * (1 - share))
            assert item.discrimination == pytest.approx(biserial)
            assert item.discrimination == pytest.approx(np.corrcoef(passed, rest)[0, 1])


def test_a_correlation_is_that_of_the_standard_library() -> None:
    passed = [True, False] * 5
    rest = [3.0, 1.0, 2.5, 2.0, 3.0, 0.0, 1.0, 1.5, 2.0, 0.5]
    expected = statistics.correlation([float(one) for one in passed], rest)
    assert point_biserial(passed, rest) == pytest.approx(expected)
    assert point_biserial(passed[:-1], rest[:-1]) is None


def test_open_is_neither_passed_nor_failed() -> None:
    hand_ins = {
        "a": [attempt("f", 2, 2)],
        "b": [attempt("f", 0, 2, OPEN, OPEN)],
        "c": [attempt("f", 1, 2, WRONG)],
        "d": [attempt("f", 0, 2, OPEN, WRONG)],
        "e": [attempt("f", 2, 2, WRONG)],  # a person gave the points
    }
    (item,) = statistics_of(results({"f": 2}, hand_ins)).items
    assert (item.passed, item.failed, item.open, item.students) == (2, 2, 1, 5)


@given(st.integers(1, 60), st.lists(st.floats(-1, 70), max_size=30))
def test_every_total_is_in_the_bar_that_says_so(most: int, totals: list[float]) -> None:
    bars = histogram(totals, most)
    assert 1 <= len(bars) <= 12
    assert (bars[0].low, bars[-1].high) == (0, most)
    for bar, following in pairwise(bars):
        assert bar.high == following.low
    expected = np.histogram(
        np.clip(totals, 0, most), [*(bar.low for bar in bars), max(most, bars[-1].low + 1)]
    )[0]
    assert [bar.count for bar in bars] == expected.tolist()


def test_full_marks_have_a_bar_of_their_own() -> None:
    bars = histogram([20, 19.5, 18, 0], 20)
    assert [(bar.label, bar.count) for bar in bars][-2:] == [("18 to under 20", 2), ("20", 1)]
    assert (bars[0].label, bars[0].count) == ("0 to under 2", 1)
