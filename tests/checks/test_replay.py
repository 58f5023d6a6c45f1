"""The case of a failed check: what it holds, that nobody can change it, and where there is none."""

from typing import Any

import numpy as np
import pytest

from autograder import (
    CheckFailed,
    ask,
    check_cost,
    check_gradient,
    check_value,
    exact,
    failed_case,
    require,
)
from autograder.checks import replay
from autograder.checks.expected import Answer, unchecked
from autograder.checks.finite_differences import central_difference
from autograder.checks.occasion import grading
from autograder.checks.replay import (
    NO_ANSWER,
    NO_VALUE,
    NONE_YET,
    PASSED_SINCE,
    REPLAY,
    Case,
    values,
)
from autograder.checks.tally import counted


@pytest.fixture(autouse=True)
def _none_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "_last", None)
    monkeypatch.setattr(replay, "_since", "")
    monkeypatch.setattr(replay, "_announced", False)


def question(rng: np.random.Generator) -> Any:
    x = rng.normal(size=3)
    return {"x": x, "eta": 0.5}, (exact(2 * x, name="twice"), exact(x[0], name="first"))


def wrong(x: Any, eta: float) -> Any:
    return 2 * x, x[1]


def fails(check: Any, *arguments: Any, **named: Any) -> CheckFailed:
    with pytest.raises(CheckFailed) as failed:
        check(*arguments, **named)
    return failed.value


def test_before_any_failure_there_is_none() -> None:
    assert str(fails(failed_case)) == NONE_YET


def test_a_case_asks_the_function_once_more() -> None:
    fails(check_value, wrong, question, seed=1)
    case = failed_case()
    x = np.random.default_rng(1).normal(size=3)
    assert list(case.inputs) == ["x", "eta"]
    assert case.inputs["x"].tolist() == x.tolist()
    returned, expected = case.returned, case.expected
    assert (returned[0].tolist(), returned[1]) == ((2 * x).tolist(), x[1])
    assert (expected[0].tolist(), expected[1]) == ((2 * x).tolist(), x[0])
    again = wrong(**case.inputs)
    assert again[1] == returned[1] != expected[1]


def test_nothing_about_it_can_be_changed() -> None:
    fails(check_value, wrong, question, seed=1)
    before = repr(failed_case())
    case = failed_case()
    case.inputs["x"][:] = 9
    case.inputs.clear()
    case.returned[0][:] = 9
    case.expected[0][:] = 9
    with pytest.raises(AttributeError):
        case.inputs = {}  # type: ignore[misc]
    assert repr(case) == repr(failed_case()) == before


def test_it_reads_as_a_list() -> None:
    case = Case("f", {"W": np.eye(2), "eta": 0.5}, None, [1.5])
    assert repr(case) == (
        "f was given, as case.inputs:\n"
        "  W = array([[1., 0.],\n"
        "             [0., 1.]])\n"
        "  eta = 0.5\n"
        "It returned, as case.returned:\n"
        "  None\n"
        "It must return, as case.expected:\n"
        "  [1.5]"
    )


def test_it_says_what_it_does_not_know() -> None:
    fails(ask, lambda x: x / None, {"x": 2.0})
    assert repr(failed_case()).splitlines()[2:] == [NO_ANSWER]
    with counted():
        ask(abs, {"x": -2.0})
        fails(require, holds=False, message="no")
    assert repr(failed_case()).splitlines()[-3:] == [
        "It returned, as case.returned:",
        "  2.0",
        NO_VALUE,
    ]
    fails(check_value, lambda x, eta: x / None, question, seed=1)
    assert "It must return, as case.expected:" in repr(failed_case())
    assert "case.returned" not in repr(failed_case())


def test_what_was_found_since_is_said_of_the_same_exercise(
    capsys: pytest.CaptureFixture[str],
) -> None:
    replay.note_since("wrong", PASSED_SINCE)
    fails(check_value, wrong, question, seed=1)
    for exercise, said in (
        ("other", ""),
        ("wrong", "wrong has passed its checks since; this is the case that failed before.\n"),
    ):
        replay.note_since(exercise, PASSED_SINCE)
        assert failed_case().exercise == "wrong"
        assert capsys.readouterr().out == said
    fails(check_value, wrong, question, seed=2)
    failed_case()
    assert capsys.readouterr().out == ""


def test_an_unlucky_point_leaves_no_case() -> None:
    draws = iter(range(100))

    def nearly(rng: np.random.Generator) -> Any:
        x = rng.normal(size=3)
        off = 3e-7 if next(draws) == 0 else 0.0
        numeric = central_difference(lambda x: np.sum(x**2), at=x + off, name="gradient")
        return {"x": x}, numeric

    check_gradient(lambda x: 2 * x, nearly, seed=1)
    fails(failed_case)


@pytest.mark.parametrize("mistake", [lambda x, eta: x / None, lambda x, eta: [2 * x, x[0]]])
def test_what_has_no_values_to_compare_leaves_its_inputs(mistake: Any) -> None:
    fails(check_value, mistake, question, seed=1)
    assert failed_case().inputs["eta"] == 0.5


def test_other_checks_leave_one_as_well() -> None:
    fails(ask, lambda x: x / None, {"x": 2.0})
    assert failed_case().inputs == {"x": 2.0}
    assert failed_case().expected is None

    def draw(rng: np.random.Generator) -> dict[str, float]:
        return {"x": 3.0}

    fails(check_cost, lambda x: x, lambda x: exact(2 * x, name="twice"), draw)
    assert (failed_case().returned, failed_case().expected) == (3.0, 6.0)


def test_the_last_line_is_shown_where_the_call_is_known() -> None:
    assert fails(check_value, wrong, question)._render_traceback_()[-1] != REPLAY
    replay.announce(there=True)
    failure = fails(check_value, wrong, question)
    assert failure._render_traceback_()[-1] == REPLAY
    assert REPLAY not in str(failure)

    def stub(x: Any, eta: float) -> Any:
        raise NotImplementedError

    assert fails(check_value, stub, question)._render_traceback_()[-1] != REPLAY


def test_grading_leaves_none() -> None:
    replay.announce(there=True)
    with grading():
        failure = fails(check_value, wrong, question, seed=1)
        fails(ask, lambda x: x / None, {"x": 2.0})
    assert failure._render_traceback_()[-1] != REPLAY
    fails(failed_case)


def test_what_must_come_out_has_the_form_of_an_answer() -> None:
    answer: Answer = {
        "a": [(exact(1.0, name="a"), unchecked(2.0, name="b"))],
        "s": exact("yes", name="s"),
    }
    assert values(answer) == {"a": [(1.0, None)], "s": "yes"}
