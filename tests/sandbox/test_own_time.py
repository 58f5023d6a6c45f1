"""The own time of a submission: given back is what a neighbour took, and nothing else."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from autograder.sandbox.family import family_of
from autograder.sandbox.own_time import WIDEST, Deadline, OwnTime

pytestmark = pytest.mark.integration

BUSY = "while True: pass"
COUNTED = Path("/proc/self/schedstat").exists()


@contextlib.contextmanager
def _running(*programs: str) -> Iterator[list[int]]:
    """Run Python programs on one processor, all on the same."""
    core = str(min(os.sched_getaffinity(0)))
    started = [
        subprocess.Popen(
            ["taskset", "--cpu-list", core, sys.executable, "-c", program], start_new_session=True
        )
        for program in programs
    ]
    try:
        yield [one.pid for one in started]
    finally:
        for one in started:
            os.killpg(one.pid, signal.SIGKILL)  # with its children
            one.wait()


def _ran(pid: int) -> float:
    """Return the seconds that a process and its descendants have run."""
    times = [psutil.Process(one).cpu_times() for one in family_of(pid)]
    return sum(one.user + one.system for one in times)


def _waited(pid: int, seconds: float, time_of: OwnTime) -> tuple[float, float]:
    """Return the seconds that were given back to a process, and those that passed."""
    time_of.follow(lambda: family_of(pid))
    time_of.look()
    began, before = time.monotonic(), time_of.waited
    while time.monotonic() < began + seconds:
        time.sleep(0.5)  # each time the worker wakes up it may have to wait itself
        time_of.look()
    return time_of.waited - before, time.monotonic() - began


def test_time_that_neighbours_took_is_given_back() -> None:
    with _running(BUSY, BUSY, BUSY) as (ours, *_):
        waited, passed = _waited(ours, 3, OwnTime())
    # Each of three has a third. Where Linux does not count, nothing is given back.
    assert waited > passed / 3 if COUNTED else waited == 0


def test_time_asleep_counts() -> None:
    with _running("import time; time.sleep(60)", BUSY, BUSY) as (ours, *_):
        waited, passed = _waited(ours, 1.5, OwnTime())
    assert waited < passed / 2  # the worker's own thread may have waited


def test_who_waits_for_oneself_gets_little_back() -> None:
    forks = "import os\nfor _ in range(3): os.fork()\nwhile True: pass"
    with _running(forks) as (ours,):
        time.sleep(0.5)
        before = _ran(ours)
        waited, passed = _waited(ours, 2, OwnTime())
        ran = _ran(ours) - before
    # While one of them runs the others wait: no more is given back than none of them ran.
    assert waited < passed - ran + 0.5


def test_who_waits_for_processes_that_end_at_once_gets_little_back() -> None:
    """A chain of them takes the processor, and none of it is there at two looks."""
    # Those that lose their parent become this program's, as in a sandbox its first process's.
    chain = """
import ctypes, os, signal
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
if os.fork():
    os.nice(19)
    while True: pass
while True:
    if os.fork(): os._exit(0)
"""
    with _running(chain) as (ours,):
        time.sleep(0.5)
        waited, passed = _waited(ours, 2, OwnTime())
    assert waited < passed / 2


def test_where_work_is_measured_there_is_one_processor() -> None:
    forks = "import os, time\nos.fork()\nwhile True: time.sleep(0.01)"
    with subprocess.Popen([sys.executable, "-c", forks], start_new_session=True) as running:
        own = OwnTime()
        own.follow(lambda: family_of(running.pid))
        while len(family_of(running.pid)) < 2:
            time.sleep(0.01)
        begun = own.now()
        assert own.now() >= begun
        affinities = [psutil.Process(pid).cpu_affinity() for pid in family_of(running.pid)]
        os.killpg(running.pid, signal.SIGKILL)
    assert affinities[0] == affinities[1]
    assert len(affinities[0]) == 1


def test_a_deadline_moves_by_what_was_waited_and_not_for_ever() -> None:
    waited = 0.0

    def looked_at(anew: bool) -> float:
        nonlocal waited
        waited += 0.05 * anew
        return waited

    begun = time.monotonic()
    deadline = Deadline(0.05, looked_at)
    looks = 0
    while not deadline.over():
        looks += 1
        time.sleep(0.01)
    assert looks > 5
    assert time.monotonic() - begun >= 0.05 * WIDEST


def test_the_end_of_the_submission_is_an_end_for_all() -> None:
    own = OwnTime(0.0)
    assert own.over()
    assert own.within(60).over()
    assert not own.grace(60).over()
