"""What a notebook shows of a wrong answer: the numbers of a short vector, a map of the rest."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from autograder import CheckFailed, check_gradient, check_value, exact, parameter_gradients
from autograder.checks.comparing.error_map import kept_map
from autograder.checks.occasion import grading


@pytest.fixture(autouse=True)
def _in_a_notebook() -> Iterator[None]:
    shell = InteractiveShell.instance()
    yield
    InteractiveShell.clear_instance()
    del shell


def fails(check: Any, function: Any, question: Any) -> tuple[CheckFailed, int]:
    """Return the failure, and how many tables were shown beside it."""
    with capture_output() as shown, pytest.raises(CheckFailed) as failed:
        check(function, question, seed=1)
    return failed.value, len(shown.outputs)


def of_shape(*shape: int) -> Any:
    return lambda rng: ({"x": rng.normal(size=shape)}, exact(np.ones(shape), name="y"))


@pytest.mark.parametrize(
    ("shape", "maps"), [((2,), 0), ((12,), 0), ((13,), 1), ((1,), 1), ((2, 2), 1), ((), 0)]
)
def test_a_vector_is_written_out_or_has_a_map(shape: tuple[int, ...], maps: int) -> None:
    failure, shown = fails(check_value, lambda x: 3 * np.ones(shape), of_shape(*shape))
    assert shown == maps
    assert ("yours" in str(failure)) == (shape in {(2,), (12,)})


def test_at_grading_the_map_is_kept() -> None:
    with grading():
        failure, _ = fails(check_value, lambda x: 3 * np.ones(2), of_shape(2))
    assert "yours" not in str(failure)
    assert "figure" not in str(failure)
    assert kept_map(failure.wrong)


def test_of_a_network_the_table_has_layers_and_the_map_entries() -> None:
    def question(rng: np.random.Generator) -> Any:
        params = [(rng.normal(size=(2, 2)), rng.normal(size=2))]
        loss = lambda params: float(np.sum(params[0][0]) + np.sum(params[0][1] ** 2))  # noqa: E731
        return {"params": params}, parameter_gradients(loss, params)

    failure, shown = fails(check_gradient, lambda p: [(np.ones((2, 2)), 3 * p[0][1])], question)
    assert "verdict" in str(failure)
    assert shown == 1
