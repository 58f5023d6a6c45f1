"""The bounds of the process that judges: what comes from a submission could fill or occupy it.

This module runs in the worker. The limits of the sandbox hold for student code; these hold for the
tests that compute with its answers, and for the page that shows them.
"""

import contextlib
import resource
import signal
import threading
from _thread import interrupt_main
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from autograder.sandbox.own_time import Deadline

# Above what the process has at its start, of address space. Lesson 07 takes 220 MB of it. Messages
# that are received may take 1 GB (sandbox/monitor.py), and what is computed with the largest
# answer half as much; threads reserve 64 MB each.
MEMORY = 1536 * 2**20
LATE = 1.0  # seconds after the end: calls of a student's functions end by themselves at it
LOOK = 0.25  # seconds between two interrupts, since code can catch one
LONGEST_WAIT = 3600.0  # seconds; a deadline may be without end, a wait may not
SIGNAL = signal.SIGUSR1  # the timer's SIGALRM belongs to checks/time_limit.py
TOO_MUCH = "checking it took more memory than there is for it."


class OutOfTime(BaseException):
    """The time is over; no ``Exception``, so that ``except Exception`` does not catch it."""


@contextlib.contextmanager
def bounded_memory() -> Iterator[None]:
    """Let this process take a bounded amount of memory more; beyond it there is MemoryError.

    Processes that it starts have the limit too, until they set their own, which may be larger.
    """
    before, largest = resource.getrlimit(resource.RLIMIT_AS)
    others = [limit for limit in (before, largest) if limit != resource.RLIM_INFINITY]
    most = min([_size() + MEMORY, *others])
    resource.setrlimit(resource.RLIMIT_AS, (most, largest))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, largest))


@contextlib.contextmanager
def bounded_time(deadline: Deadline) -> Iterator[None]:
    """Interrupt what runs inside a second after a deadline.

    Only the main thread can be interrupted, and only between two steps of Python: who waits for
    this process has a deadline too.

    Raises:
        OutOfTime: it was interrupted.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    inside, over = True, threading.Event()
    struck = False

    def strike(number: int, frame: FrameType | None) -> None:
        nonlocal struck
        if inside:
            struck = True
            raise OutOfTime

    def watch() -> None:
        while not over.wait(min(max(deadline.left(), LOOK), LONGEST_WAIT)):
            if deadline.left() <= -LATE:
                interrupt_main(SIGNAL)  # no signal of the system's, which could come too late

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    before = signal.signal(SIGNAL, strike)
    try:
        yield
    finally:
        inside = False
        over.set()
        watcher.join()
        signal.signal(SIGNAL, before or signal.SIG_DFL)
    if struck:
        raise OutOfTime  # the code inside has caught it


def _size() -> int:
    """Return the bytes of address space that this process has."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()
