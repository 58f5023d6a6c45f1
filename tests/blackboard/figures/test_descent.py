"""Descent on a regression, against plain loops and numeric differentiation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.checks.finite_differences import central_difference
from blackboard.figures.descent_player.descent import Regression
from blackboard.figures.descent_player.race import BATCH, MINI, NEWTON, SINGLE
from tests.helpers.fitted_line import PROBLEM, ROWS, START, C, objective, race


@given(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), st.sets(st.integers(0, 11), min_size=1))
def test_gradient_hessian_and_excess(point: tuple[float, float], chosen: set[int]) -> None:
    theta, batch = np.array(point), sorted(chosen)
    part = Regression(ROWS[batch], C[batch])
    numeric = central_difference(part.objective, at=theta, name="gradient")
    assert PROBLEM.gradient(theta, batch) == pytest.approx(numeric.value, abs=1e-7)
    assert PROBLEM.excess(theta) == pytest.approx(
        objective(theta) - objective(PROBLEM.best), abs=1e-9
    )
    rows = PROBLEM.gradient(theta + np.eye(2)[0], range(12))
    rows = rows - PROBLEM.gradient(theta, range(12))
    assert PROBLEM.hessian[0] == pytest.approx(rows)


@given(st.floats(0.01, 50))
def test_an_ellipse_is_a_contour(excess: float) -> None:
    heights = [objective(theta) for theta in PROBLEM.ellipse(excess)]
    assert heights == pytest.approx([objective(PROBLEM.best) + excess] * len(heights))


@settings(max_examples=20)
@given(st.sampled_from([1, 3, 4, 5, 12]), st.floats(0.02, 0.3), st.integers(1, 9))
def test_a_path_is_that_of_a_plain_loop(size: int, eta: float, seed: int) -> None:
    runs = race(5)
    method = {1: SINGLE, 12: BATCH}.get(size, MINI)
    path = runs.path(method, eta, size, seed)
    theta, thetas, used = START, [START], [0]
    for epoch in range(5):
        order = np.random.default_rng((seed, epoch)).permutation(12)
        for first in range(0, 12, size):
            batch = order[first : first + size]
            slopes = [(ROWS[i] @ theta - C[i]) * ROWS[i] for i in batch]
            theta = theta - eta * np.mean(slopes, axis=0)
            thetas.append(theta)
            used.append(used[-1] + len(batch))
    assert path.theta == pytest.approx(np.array(thetas))
    assert path.used.tolist() == used
    assert path.excess == pytest.approx(
        [objective(t) - objective(PROBLEM.best) for t in thetas], rel=1e-6, abs=1e-9
    )


def test_newton_is_there_after_one_epoch() -> None:
    path = race().path(NEWTON, 0.1, 4, 1)
    assert path.theta[1] == pytest.approx(PROBLEM.best)
    assert path.reached(1e-20) == 12


@pytest.mark.parametrize(("eta", "settles"), [(0.36, True), (0.38, False), (0.5, False)])
def test_batch_mode_settles_below_the_limit_only(eta: float, settles: bool) -> None:
    assert (eta < 2 / PROBLEM.curvatures[1]) == settles
    path = race(200).path(BATCH, eta, 4, 1)
    assert bool(path.excess[-1] < path.excess[0]) == settles
    steep = np.linalg.eigvalsh(PROBLEM.hessian)[1]
    assert path.lost == (abs(1 - eta * steep) ** 200 > 1e4)
