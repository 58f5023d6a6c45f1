"""The cost check: what it lets through and what it rejects, on a machine that stalls too."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from autograder import CheckFailed, check_cost, exact
from autograder.checks import cost
from autograder.checks.expected import Exact

Array = npt.NDArray[np.float64]
LOOPS = 0.005


class Clock:
    """A clock that moves when a function says so, so that a busy machine takes no part."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


CLOCK = Clock()


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cost, "perf_counter", CLOCK)


def taking(seconds: Sequence[float]) -> Callable[[Array], Array]:
    """Return a function whose calls take these times, the last one from then on."""
    left = list(seconds)

    def double(x: Array) -> Array:
        CLOCK.now += left.pop(0) if len(left) > 1 else left[0]
        return 2 * x

    return double


def inputs(rng: np.random.Generator) -> Mapping[str, Any]:
    return {"x": rng.normal(size=3)}


def loops(seconds: Sequence[float] = (LOOPS,)) -> Callable[[Array], Exact]:
    """Return a right solution whose calls take these times."""
    double = taking(seconds)
    return lambda x: exact(double(x), name="twice")


def test_the_cost_of_loops_passes(capsys: pytest.CaptureFixture[str]) -> None:
    check_cost(taking([LOOPS]), loops(), inputs)
    assert capsys.readouterr().out == "✓ double: the check passes.\n"


def test_a_right_answer_may_stall_once() -> None:
    check_cost(taking([30 * LOOPS, LOOPS]), loops(), inputs)


@pytest.mark.parametrize("stalls", [[1], [0, 1], [1, 1]])
def test_a_stall_of_the_loops_is_no_excuse(stalls: list[int]) -> None:
    slow = loops([LOOPS * (1 + 30 * stall) for stall in stalls] + [LOOPS])
    with pytest.raises(CheckFailed, match=r"double took 0\.1\d s; plain loops take 0\.005 s"):
        check_cost(taking([35 * LOOPS]), slow, inputs)


def test_what_is_hopelessly_slow_is_called_once() -> None:
    with pytest.raises(CheckFailed, match=r"double took 0\.5 s; plain loops take 0\.005 s"):
        check_cost(taking([100 * LOOPS, LOOPS]), loops(), inputs)


def test_what_would_go_on_for_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(x: Array) -> Array:
        while True:
            x = x + 1

    monkeypatch.setattr(cost, "LEAST", 0.1)
    with pytest.raises(CheckFailed, match=r"took more than 0\.2 s; plain loops take 0\.005 s"):
        check_cost(endless, loops(), inputs)


def test_one_call_that_hangs_is_no_reason_where_another_was_cheap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called: list[int] = []

    def double(x: Array) -> Array:
        CLOCK.now += 5 * LOOPS
        called.append(1)
        while len(called) == 2:
            pass
        return 2 * x

    monkeypatch.setattr(cost, "LEAST", 0.1)
    check_cost(double, loops(), inputs)
    assert len(called) == 2


def test_what_was_kept_of_one_answer_does_not_help_the_next() -> None:
    kept: dict[bytes, Array] = {}

    def double(x: Array) -> Array:
        if x.tobytes() not in kept:
            CLOCK.now += 30 * LOOPS
            kept[x.tobytes()] = 2 * x
        return kept[x.tobytes()]

    with pytest.raises(CheckFailed, match="double took"):
        check_cost(double, loops(), inputs)


def test_an_answer_elsewhere_has_a_clock_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs beside the judge makes its clock run, and not its process: no loops seem slow."""

    class Elsewhere:
        __name__ = "double"
        now = 0.0

        def clock(self) -> float:
            return self.now

        def __call__(self, x: Array) -> Array:
            self.now += 30 * LOOPS
            return 2 * x

    def slowed(x: Array) -> Exact:
        CLOCK.now += 100 * LOOPS
        worked.now += LOOPS
        return exact(2 * x, name="twice")

    worked = Clock()
    monkeypatch.setattr(cost, "process_time", worked)
    with pytest.raises(CheckFailed, match="double took"):
        check_cost(Elsewhere(), slowed, inputs)


def test_an_exception_is_told_as_one() -> None:
    def raises(x: Array) -> Array:
        raise ValueError("no")

    with pytest.raises(CheckFailed, match="raises raised ValueError"):
        check_cost(raises, loops(), inputs)


def test_a_fast_function_must_be_right_too() -> None:
    def triple(x: Array) -> Array:
        return 3 * x

    with pytest.raises(CheckFailed, match=r"triple: twice\[\d\] is .* must be") as failed:
        check_cost(triple, loops(), inputs)
    assert failed.value.wrong is not None
