"""The time of a call in a student's own kernel."""

import contextlib
import signal
import threading
import time

import pytest

from autograder.checks.calls import call
from autograder.checks.calls.time_limit import TooLong, limited


def _endless() -> None:
    while True:
        pass


def test_a_loop_without_end_is_ended() -> None:
    with pytest.raises(TooLong), limited(0.6):
        _endless()


def test_who_sleeps_has_more_time_on_the_clock() -> None:
    began = time.monotonic()
    with pytest.raises(TooLong), limited(0.3):
        time.sleep(60)
    assert 0.8 < time.monotonic() - began < 30


def test_catching_it_does_not_help() -> None:
    caught: list[BaseException] = []

    def catching() -> None:
        while len(caught) < 2:
            try:
                _endless()
            except BaseException as error:
                caught.append(error)

    with pytest.raises(TooLong), limited(0.6):
        catching()
    assert len(caught) == 2


def test_what_is_quick_is_left_alone_and_nothing_remains() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with limited(0.2):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_other_threads_and_systems_go_without() -> None:
    ran = []

    def work() -> None:
        with limited(0.0):
            ran.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ran == [1]


def test_windows_has_no_such_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "setitimer")
    with limited(0.0):
        time.sleep(0.01)


def test_a_call_says_what_grading_says() -> None:
    def endless(x: float) -> float:
        while True:
            with contextlib.suppress(Exception):
                x += 1

    seen = call.observe(endless, [1.0], 0.6)
    assert seen.raised == call.Raised("TooLong", "endless did not finish within 0.6 s.")
