"""Causes that are named after some failures only, as in a hunt of bugs."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder import CheckFailed, check_gradient, check_value
from autograder.checks.comparing import hints
from autograder.checks.finite_differences import central_difference
from autograder.checks.occasion import grading
from autograder.checks.probes import probe
from tests.helpers.student import define

HINT = "A constant factor of 2.000: where could it come from?"
TWICE = "def f(grad_y, x):\n    return 2 * np.outer(grad_y, x)"


@pytest.fixture(autouse=True)
def _no_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hints, "_failures", {})


def questions() -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return two questions, made anew as each run of a test cell makes them."""

    def first(rng: np.random.Generator) -> Any:
        W, x, grad_y = probe(rng, 3, 4), probe(rng, 4), probe(rng, 3)
        numeric = central_difference(lambda W: W @ x, at=W, upstream=grad_y, name="grad_W")
        return {"grad_y": grad_y, "x": x}, numeric

    def second(rng: np.random.Generator) -> Any:
        return first(rng)

    return first, second


def said(
    source: str = TWICE, *, which: int = 0, after: int = 2, check: Any = check_gradient
) -> str:
    """Run an answer cell anew, then its check; return the message."""
    with pytest.raises(CheckFailed) as failed:
        check(define(source, "f"), questions()[which], seed=1, hints_after=after)
    return str(failed.value)


@pytest.mark.parametrize("check", [check_gradient, check_value])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_the_cause_is_named_after_so_many_failures(after: int, check: Any) -> None:
    without = [said(after=after, check=check) for _ in range(after)]
    with_cause = said(after=after, check=check)
    assert HINT in with_cause
    assert all(message == with_cause.replace(f"\n  {HINT}", "") for message in without)
    assert all("ratio 2.000 in all 12 entries" in message for message in without)


def test_another_check_and_another_function_are_counted_by_themselves() -> None:
    said()
    said()
    assert HINT not in said(which=1)
    with pytest.raises(CheckFailed) as failed:
        check_gradient(define(TWICE.replace(" f", " g"), "g"), questions()[0], hints_after=2)
    assert HINT not in str(failed.value)
    assert HINT in said()


def test_another_mistake_is_hunted_anew() -> None:
    said()
    said()
    sign = TWICE.replace("2 *", "-1 *")
    assert [HINT in said(TWICE), "sign" in said(sign), "sign" in said(sign)] == [True, False, False]
    assert "sign" in said(sign)
    assert HINT not in said(), "the numbers have changed since"


def test_an_answer_that_is_not_written_yet_is_no_failure() -> None:
    for _ in range(3):
        said("def f(grad_y, x):\n    raise NotImplementedError()")
    assert HINT not in said()


def test_at_grading_the_cause_is_named_at_once() -> None:
    with grading():
        assert HINT in said()
