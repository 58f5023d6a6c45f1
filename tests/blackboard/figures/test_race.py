"""A race with a student's own functions, right, wrong and unwritten."""

from typing import Any

import numpy as np
import pytest

from blackboard.figures.descent_player.figure import descent_player
from blackboard.figures.descent_player.race import MINI, NEWTON
from blackboard.figures.descent_player.state import State
from tests.helpers.fitted_line import PROBLEM, ROWS, START, Array, C, race


def sorted_batches(n: int, size: int, rng: np.random.Generator) -> list[Any]:
    return [np.arange(first, min(first + size, n)) for first in range(0, n, size)]


def test_a_students_functions_are_played() -> None:
    def own_step(theta: Array, grad: Array, hessian: Array) -> Array:
        return theta - np.linalg.solve(hessian, grad) / 2

    runs = race(minibatches=sorted_batches, newton_step=own_step)
    theta = START
    for first in (0, 4, 8):
        batch = range(first, first + 4)
        theta = theta - 0.1 * np.mean([(ROWS[i] @ theta - C[i]) * ROWS[i] for i in batch], axis=0)
    assert runs.path(MINI, 0.1, 4, 1).theta[3] == pytest.approx(theta)
    assert runs.path(NEWTON, 0.1, 4, 1).theta[1] == pytest.approx((START + PROBLEM.best) / 2)
    assert runs.notes(4, 1) == ["The first step of your newton_step does not lead to the minimum."]


def unwritten(*arguments: Any) -> Any:
    raise NotImplementedError


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (unwritten, "unwritten is not written yet"),
        (lambda n, size, rng: [np.arange(n - 1)], "do not hold every sample once"),
        (lambda n, size, rng: 3, "do not hold every sample once"),
        (lambda n, size, rng: [1 / 0], "ZeroDivisionError"),
    ],
)
def test_batches_that_cannot_be_used_are_said(function: Any, words: str) -> None:
    figure = descent_player(ROWS, C, START, minibatches=function)
    look = figure.look(State(predict=False, frame=12))
    assert words in look.message
    assert "The picture shuffles by itself." in look.message
    own = descent_player(ROWS, C, START).look(State(predict=False, frame=12))
    assert look.drawing == own.drawing


@pytest.mark.parametrize("step", [unwritten, lambda *a: None, lambda *a: np.zeros(3)])
def test_a_step_that_cannot_be_used_is_said(step: Any) -> None:
    figure = descent_player(ROWS, C, START, newton_step=step)
    look = figure.look(State(predict=False, frame=12, newton=True))
    assert "The picture steps with its own." in look.message
    assert "Newton: 1 updates" in look.drawing.alt


def test_a_step_without_limits_ends() -> None:
    figure = descent_player(ROWS, C, START, newton_step=lambda theta, g, H: theta * np.nan)
    assert "it has run away" in figure.look(State(predict=False, frame=12, newton=True)).drawing.alt
