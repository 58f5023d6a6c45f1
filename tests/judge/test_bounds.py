"""What the judge may use itself: memory beyond what it has, and time that ends."""

import contextlib
import resource
import signal
import threading
import time

import numpy as np
import pytest

from autograder.judge.bounds import MEMORY, OutOfTime, bounded_memory, bounded_time
from autograder.sandbox.own_time import OwnTime


def test_memory_is_bounded_inside_and_not_behind() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with bounded_memory(), pytest.raises(MemoryError):
        np.ones(MEMORY + 2**26, np.int8)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    with bounded_memory():
        assert np.ones(MEMORY // 4, np.int8).all()


def test_a_limit_that_is_there_stays() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with bounded_memory():
        outer = resource.getrlimit(resource.RLIMIT_AS)
        grown = np.ones(MEMORY // 4, np.int8)
        with bounded_memory():
            assert resource.getrlimit(resource.RLIMIT_AS) == outer
        del grown
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def _until_interrupted(seconds: float) -> float:
    start = time.monotonic()
    with bounded_time(OwnTime().within(seconds)):
        while time.monotonic() - start < 60:
            with contextlib.suppress(Exception):
                sum(range(1000))
    return time.monotonic() - start


def test_what_does_not_end_is_interrupted() -> None:
    start, before = time.monotonic(), signal.getsignal(signal.SIGUSR1)
    with pytest.raises(OutOfTime):
        _until_interrupted(0.2)
    assert 0.2 < time.monotonic() - start < 20
    assert signal.getsignal(signal.SIGUSR1) == before


def test_an_interrupt_that_is_caught_comes_again_and_counts() -> None:
    caught: list[OutOfTime] = []

    def catch_two() -> None:
        with bounded_time(OwnTime().within(0.1)):
            while len(caught) < 2:
                try:
                    time.sleep(0.01)
                except OutOfTime as error:
                    caught.append(error)

    with pytest.raises(OutOfTime):
        catch_two()
    assert len(caught) == 2


def test_what_ends_in_time_is_not_touched() -> None:
    threads = threading.active_count()
    for seconds in (0.0, 0.01, 5.0, float("inf")):
        with bounded_time(OwnTime().within(seconds)):
            time.sleep(0.02)
    assert threading.active_count() == threads
    time.sleep(0.3)  # nothing comes later either


def test_a_thread_is_left_alone() -> None:
    ended: list[float] = []

    def work() -> None:
        with bounded_time(OwnTime().within(0.0)):
            time.sleep(1.5)
        ended.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended
