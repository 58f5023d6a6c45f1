"""Charts: where numbers lie, and what is left of a line at the edge."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackboard.drawing.chart import Chart, round_numbers

CHART = Chart(10, 20, 100, 50, (0, 4), (-1, 1))
coordinate = st.floats(-20, 20)


def test_corners_and_logarithms() -> None:
    assert CHART.place(0, -1) == (10, 70)
    assert CHART.place(4, 1) == (110, 20)
    log = Chart(0, 0, 100, 100, (0, 1), (0.01, 1), log=True)
    assert log.place(0, 0.1) == pytest.approx((0, 50))
    assert log.place(0, 0) == pytest.approx((0, 100))


@given(st.lists(st.tuples(coordinate, coordinate), min_size=2, max_size=8))
def test_pieces_lie_inside_and_on_the_line(points: list[tuple[float, float]]) -> None:
    for piece in CHART.lines(points):
        for x, y in piece:
            assert 10 - 1e-6 <= x <= 110 + 1e-6
            assert 20 - 1e-6 <= y <= 70 + 1e-6
            assert distance((x, y), CHART.places(points)) < 1e-6


@given(st.lists(st.tuples(coordinate, coordinate), min_size=2, max_size=8))
def test_no_point_inside_is_lost(points: list[tuple[float, float]]) -> None:
    ends = [end for piece in CHART.lines(points) for end in piece]
    for point in points:
        if 0 < point[0] < 4 and -1 < point[1] < 1:
            assert min(np.abs(np.subtract(ends, CHART.place(*point))).sum(axis=1)) < 1


def distance(point: tuple[float, float], corners: np.ndarray) -> float:
    """Return how far a point is from a polyline."""
    best = np.inf
    for start, end in pairwise(corners):
        way = end - start
        share = np.dot(np.subtract(point, start), way) / (np.dot(way, way) or 1.0)
        best = min(best, float(np.linalg.norm(start + np.clip(share, 0, 1) * way - point)))
    return best


def test_a_line_that_leaves_and_returns_has_two_pieces() -> None:
    pieces = CHART.lines([(1, 0), (1, 5), (2, 5), (2, 0)])
    assert pieces == [((35, 45), (35, 20)), ((60, 20), (60, 45))]
    assert CHART.lines([(1, 0), (np.nan, 0), (2, 0)]) == [((35, 45), (60, 45))]


@given(st.floats(-1000, 1000), st.floats(0.01, 1000))
def test_round_numbers_are_few_and_between(low: float, width: float) -> None:
    ticks = round_numbers((low, low + width))
    assert 3 <= len(ticks) <= 10
    slack = 1e-9 * (abs(low) + width)
    assert all(low - slack <= tick <= low + width + slack for tick in ticks)
