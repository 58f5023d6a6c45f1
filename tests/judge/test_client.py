"""The judge's side of a call, with somebody at the other end who may answer anything."""

import functools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder.checks.calls.call import Raised
from autograder.checks.calls.trace import MOST_BYTES, MOST_STEPS, Step
from autograder.judge.client import AuthorError, Channel, OutOfReach, Proxy, StudentError
from autograder.judge.conversation import Conversation
from autograder.judge.outputs import Outputs
from autograder.judge.protocol import Receiver, decode, encode
from autograder.sandbox.own_time import OwnTime

LEAVE = object()


def cube(x: float) -> float:
    return x**3


class _Named:
    """What a name of a function becomes on the other side."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self) -> None:
        """Be callable."""


@contextmanager
def _answering(
    answer: Callable[[dict[str, Any]], Any],
    limit: float = 2,
    seconds: float = 60,
    **options: Any,
) -> Iterator[Channel]:
    """Open a channel to a thread that answers requests, with data or with raw bytes.

    It closes the connection where the answer is LEAVE.
    """
    near, far = socket.socketpair()

    def serve() -> None:
        with far:
            receiver = Receiver(far)
            while True:
                try:
                    request = decode(*receiver.receive(), resolve=_Named)
                    reply = answer(request)
                    if reply is LEAVE:
                        return
                    if isinstance(reply, dict):
                        reply = {"token": request["token"]} | reply
                    far.sendall(reply if isinstance(reply, bytes) else encode(reply))
                except (EOFError, OSError):
                    return

    thread = threading.Thread(target=serve)
    thread.start()
    with near:
        lesson = {"cube": cube, "number": 3}
        conversation, outputs = Conversation(near), Outputs(10_000)
        yield Channel(conversation, outputs, limit, lesson, OwnTime(), seconds, **options)
    thread.join()


def _always(reply: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda request: reply


def test_variables_are_data_or_functions_or_missing() -> None:
    replies = {"x": {"data": [1, 2]}, "f": {"function": "f"}, "gone": {"missing": True}}
    with _answering(lambda request: replies[request["value"]]) as channel:
        assert channel.fetch("x") == [1, 2]
        assert isinstance(channel.fetch("f"), Proxy)
        with pytest.raises(NameError, match="gone"):
            channel.fetch("gone")


def test_a_call_carries_data_there_and_back() -> None:
    def double(request: dict[str, Any]) -> Any:
        found = {"changed": [0], "shared": [0], "reused": True}
        return {"returned": 2 * request["arguments"][0], **found}

    with _answering(double) as channel:
        seen = Proxy("double", channel).observe([np.arange(3.0)])
        assert np.array_equal(seen.value, [0, 2, 4])
        assert (seen.changed, seen.shared, seen.reused) == ((0,), (0,), True)
        assert Proxy("double", channel)(4) == 8


def test_a_call_that_is_repeated_is_sent_once_and_answered_each_time() -> None:
    asked: list[Any] = []

    def count(request: dict[str, Any]) -> bytes:
        asked.append(request["arguments"])
        answers = [
            {"returned": value, "changed": [], "token": request["token"]}
            for value in (1.5, 1.5, 2.5)
        ]
        return b"".join(map(encode, answers[: request["times"]]))

    with _answering(count) as channel:
        proxy = Proxy("f", channel)
        assert [seen.value for seen in proxy.observe_each([4], 3)] == [1.5, 1.5, 2.5]
        assert asked == [[4]]
        assert [seen.value for seen in proxy.observe_each([5], 2)] == [1.5, 1.5]
        assert proxy.observe([6]).value == 1.5


@pytest.mark.parametrize(
    "reply", [{"raised": ["ValueError", "no", ""]}, {"returned": 1, "changed": [0]}], ids=str
)
def test_a_call_is_not_repeated_after_one_that_failed(reply: Any) -> None:
    with _answering(_always(reply)) as channel:
        assert len(list(Proxy("f", channel).observe_each([1], 2))) == 1
        assert len(list(Proxy("f", channel).observe_each([1], 2))) == 1


def test_each_of_repeated_calls_has_its_time() -> None:
    def once(request: dict[str, Any]) -> Any:
        return {"returned": 1, "changed": []}

    with _answering(once, limit=0.3) as channel:
        first, second = Proxy("f", channel).observe_each([], 2)
        assert first.value == 1
        assert second.raised == Raised("OutOfReach", "f did not finish within 0.3 s.")


def test_functions_are_passed_by_name() -> None:
    got: list[Any] = []

    def keep(request: dict[str, Any]) -> Any:
        got.extend(request["arguments"])
        return {"returned": None, "changed": []}

    with _answering(keep) as channel:
        next(channel.calls("f", [cube, Proxy("mine", channel), functools.partial(cube, 2)], 1))
    assert [got[0].name, got[1].name, got[2].func.name] == ["cube", "mine", "cube"]
    assert got[2].args == (2,)


@pytest.mark.parametrize("function", [lambda x: x, np.sin, functools.partial(abs), Channel])
def test_an_author_reads_what_can_be_passed(function: Any) -> None:
    with _answering(_always({})) as channel:
        with pytest.raises(AuthorError, match=r"passes .* to a student's function") as caught:
            next(channel.calls("f", [function], 1))
        assert "locked cell" in str(caught.value)
        assert "functools.partial" in str(caught.value)


def test_an_exception_comes_back_as_text() -> None:
    with _answering(_always({"raised": ["ValueError", "no", "x = 1"]})) as channel:
        seen = Proxy("f", channel).observe([])
        assert seen.raised == Raised("ValueError", "no", "x = 1")
        with pytest.raises(StudentError, match="f raised ValueError: no"):
            Proxy("f", channel)()


def test_a_text_is_cut_whoever_sent_it() -> None:
    long = "x" * 100_000
    with _answering(_always({"raised": [long, long, long]})) as channel:
        raised = Proxy("f", channel).observe([]).raised
        assert raised is not None
        assert len(raised.kind + raised.message + str(raised.line)) < 1000
    with _answering(_always({"refused": long})) as channel:
        raised = Proxy("f", channel).observe([]).raised
        assert raised is not None
        assert len(raised.message) < 1000


@pytest.mark.parametrize(
    "reply",
    [{}, [], None, 7, {"returned": 1}, {"changed": []}, {"returned": 1, "changed": 5},
     {"returned": 1, "changed": [], "shared": 5}, {"returned": 1, "changed": [], "shared": None},
     {"raised": "x"}, {"raised": []}, {"raised": [1, 2]}, {"raised": 5}],
    ids=str,
)  # fmt: skip
def test_an_answer_of_another_form_ends_the_conversation(reply: Any) -> None:
    with _answering(_always(reply)) as channel:
        raised = Proxy("f", channel).observe([1]).raised
        assert raised is not None
        assert raised.kind == "OutOfReach"
        assert channel.broken is not None
        assert "cannot be read" in channel.broken
        with pytest.raises(OutOfReach):
            channel.fetch("x")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("ValueError", Raised("ValueError", "full marks", "")),
        ("OutOfReach", Raised("Exception", "full marks", "")),
        ("NoData", Raised("Exception", "full marks", "")),
        ("TooLong", Raised("TooLong", "f did not finish within 2 s.", "")),
    ],
)
def test_nobody_else_speaks_in_the_judges_name(kind: str, told: Raised) -> None:
    reply = {"raised": [kind, "full marks", ""]}
    with _answering(_always(reply)) as channel:
        (seen,) = channel.calls("f", [], 1, 2.0)
        assert seen.raised is not None
        assert replace(seen.raised, line="") == told


def test_positions_outside_of_the_arguments_are_dropped() -> None:
    positions = [-1, 1, 0, 9, "x", None, 1.0, [0], True, 10**30, 1]
    reply = {"returned": 1, "changed": positions, "shared": positions * 1000}
    with _answering(_always(reply)) as channel:
        seen = next(channel.calls("f", [5, 6], 1))
        assert (seen.changed, seen.shared) == ((0, 1), (0, 1))


@pytest.mark.parametrize("reused", [1, "yes", [True], None, np.True_])
def test_whether_memory_was_used_before_is_true_or_not(reused: Any) -> None:
    with _answering(_always({"returned": 1, "changed": [], "reused": reused})) as channel:
        assert next(channel.calls("f", [], 1)).reused is False


@pytest.mark.parametrize("noise", [b"\0" * 8, b"\xff" * 64, b"\0\0\0\2\0\0\0\0{}"])
def test_noise_ends_the_conversation(noise: bytes) -> None:
    with _answering(lambda request: noise) as channel:
        assert Proxy("f", channel).observe([]).raised is not None
        assert channel.broken is not None
        assert "cannot be read" in channel.broken


def test_a_process_that_leaves() -> None:
    with (
        _answering(_always(LEAVE)) as channel,
        pytest.raises(OutOfReach, match="ended the process"),
    ):
        next(channel.calls("f", [], 1))


def test_a_process_that_was_ended_says_why() -> None:
    with (
        _answering(_always(LEAVE), why_ended=lambda: "too much memory") as channel,
        pytest.raises(OutOfReach, match="too much memory"),
    ):
        next(channel.calls("f", [], 1))


def test_a_call_and_all_calls_have_their_time() -> None:
    def slow(request: dict[str, Any]) -> Any:
        time.sleep(0.2)
        return {"returned": 1, "changed": []}

    with _answering(slow, limit=0.1) as channel, pytest.raises(OutOfReach, match=r"within 0\.1 s"):
        next(channel.calls("f", [], 1))

    answered: list[dict[str, Any]] = []
    over = threading.Event()

    def once(request: dict[str, Any]) -> Any:
        if answered:
            over.wait(60)
        answered.append(request)
        return {"returned": 1, "changed": []}

    with _answering(once, limit=50, seconds=3) as channel:
        assert next(channel.calls("f", [], 1)).value == 1
        with pytest.raises(OutOfReach, match="time for this check was over"):
            next(channel.calls("f", [], 1))
        over.set()


def test_an_argument_too_large_to_send() -> None:
    with _answering(_always({})) as channel, pytest.raises(OutOfReach, match="larger than 64 MB"):
        next(channel.calls("f", [np.zeros(9_000_000)], 1))


@pytest.mark.parametrize("token", ["", "0", None, 0, [], np.zeros(3)])
def test_an_answer_that_was_not_asked_for_is_none(token: Any) -> None:
    with _answering(_always({"returned": 1, "changed": [], "token": token})) as channel:
        assert Proxy("f", channel).observe([]).raised is not None
        assert "cannot be read" in str(channel.broken)


def test_answers_are_not_given_ahead() -> None:
    def twice(request: dict[str, Any]) -> bytes:
        answer = {"returned": 1, "changed": [], "token": request["token"]}
        return encode(answer) + encode(answer | {"returned": 2})

    with _answering(twice) as channel:
        assert next(channel.calls("f", [], 1)).value == 1
        with pytest.raises(OutOfReach, match="not an answer to what was asked"):
            next(channel.calls("f", [], 1))


@pytest.mark.parametrize(
    "steps",
    [
        None,
        3,
        [{"line": 1}],
        [Step(1, "x", (), {"a": "b"}).as_data()] * (MOST_STEPS + 1),
        [Step(1, "x", (), {"a": np.zeros(MOST_BYTES)}).as_data()],
        [{**Step(1, "x", (), {}).as_data(), "made": {"a": 1}, "line": "no number"}],
    ],
)
def test_an_account_of_lines_that_is_none_costs_the_line_alone(steps: Any) -> None:
    with _answering(lambda request: {"steps": steps}) as channel:
        assert Proxy("f", channel).trace([1]) == []
        assert channel.broken is None


def test_an_account_of_lines_is_taken_as_data() -> None:
    step = Step(2, "y = 2 * x", ("x",), {"y": np.arange(3.0)})
    with _answering(lambda request: {"steps": [step.as_data()]}) as channel:
        assert repr(Proxy("f", channel).trace([1])) == repr([step])


def test_a_process_that_ends_while_it_is_followed_costs_the_line_alone() -> None:
    with _answering(lambda request: LEAVE) as channel:
        assert Proxy("f", channel).trace([1]) == []
