"""The monitor of a running sandbox: a thread of the worker, which ends what uses too much."""

import os
import re
import threading
from pathlib import Path

import psutil

from autograder.sandbox.own_time import OwnTime
from autograder.sandbox.process import StudentProcess

PERIOD = 0.25  # seconds between two looks
FILES = 20_000  # in a scratch space; each takes a kilobyte of Linux's own memory, even if empty
SOCKETS = 200  # each can hold 0.4 MB in Linux; a Jupyter kernel has about twenty
RECEIVED = 2**30  # bytes by which the grader itself may grow; the largest answers take a third
PAGE = os.sysconf("SC_PAGE_SIZE")  # bytes
FLOODED = "your code sent more than can be received."


class Watch(threading.Thread):
    """Ends a sandbox that uses more than it may; the reason is there afterwards.

    Start it when the student process is ready: before that the sandbox still sees the machine's own
    files.

    Args:
        process: the student process.
        memory: bytes for all its processes together.
        time: looked at as often, so that little of what was waited is lost when processes end.
        namespaces: whether it has mount and network namespaces of its own.
    """

    def __init__(
        self, process: StudentProcess, memory: int, time: OwnTime, *, namespaces: bool
    ) -> None:
        super().__init__(daemon=True)
        self.reason: str | None = None
        self._process = process
        self._memory = memory
        self._time = time
        self._namespaces = namespaces
        self._own = psutil.Process().memory_info().rss
        self._over = threading.Event()

    def run(self) -> None:
        """Look until it is too much or over."""
        while not self._over.wait(PERIOD):
            self._time.look()
            self.reason = self._excess()
            if self.reason:
                self._process.kill()
                return

    def flooded(self) -> bool:
        """Whether the grader itself has taken more from the sandbox than it may."""
        return bool(psutil.Process().memory_info().rss - self._own > RECEIVED)

    def stop(self) -> None:
        """End the watch."""
        self._over.set()
        if self.is_alive():
            self.join()

    def _excess(self) -> str | None:
        family = self._process.family()
        # The first sum takes no time, but has what processes share once for each of them.
        if sum(map(_memory, family)) > self._memory and sum(map(_part, family)) > self._memory:
            return f"your code used more than {self._memory // 2**20} MB of memory."
        if self.flooded():
            return FLOODED
        if self._namespaces and len(family) > 1:
            inside = family[1]  # the first process of the namespaces, a child of bubblewrap
            if max(_files(f"/proc/{inside}/root/{path}") for path in ("tmp", "dev/shm")) > FILES:
                return f"your code made more than {FILES} files."
            if _sockets(inside) > SOCKETS:
                return f"your code opened more than {SOCKETS} sockets."
        return None


def _memory(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except OSError:  # ended meanwhile; the others count nevertheless
        return 0


def _part(pid: int) -> int:
    """Return the memory of a process, with its part of what it shares with others."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return _memory(pid)
    found = re.search(r"^Pss: *(\d+) kB$", rollup, re.MULTILINE)
    return int(found[1]) * 1024 if found else _memory(pid)


def _files(folder: str) -> int:
    try:
        space = os.statvfs(folder)
    except OSError:
        return 0
    return space.f_files - space.f_ffree


def _sockets(pid: int) -> int:
    try:
        first = Path(f"/proc/{pid}/net/sockstat").read_text().split("\n", 1)[0]
        return int(first.rsplit(" ", 1)[1])
    except (OSError, ValueError, IndexError):
        return 0
