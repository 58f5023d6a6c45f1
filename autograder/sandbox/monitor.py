"""The monitor of a running sandbox: a thread of the worker, which ends what uses too much."""

import os
import re
import threading
from pathlib import Path

import psutil

from autograder.sandbox.cgroup import HOLDING
from autograder.sandbox.family import threads_of
from autograder.sandbox.limits import Limits
from autograder.sandbox.own_time import OwnTime
from autograder.sandbox.process import StudentProcess
from autograder.text import last_word

PERIOD = 0.25  # seconds between two looks
FILES = 20_000  # in a scratch space; each takes a kilobyte of Linux's own memory, even if empty
SOCKETS = 200  # each can hold 0.4 MB in Linux; a student process has one
TERMINALS = 100  # the machine has some thousands, and each can hold 0.1 MB in Linux
STREAM = 25  # one of TCP counts as so many: it can hold 10 MB, tcp_rmem's and tcp_wmem's most
RECEIVED = 2**30  # bytes by which the grader itself may grow; the largest answers take a third
LOOKS = 50  # in a row in each of which a process had ended before it could be counted
# In bytes: a process may give itself a name that is no text.
COUNTS = rb"^(VmRSS|VmSwap|Threads):\s*(\d+)"
PARTS = rb"^(?:Pss|SwapPss): *(\d+) kB$"
FLOODED = "your code sent more than can be received."


class Watch(threading.Thread):
    """Ends a sandbox that uses more than it may; the reason is there afterwards.

    Start it when the student process is ready: before that the sandbox still sees the machine's own
    files.

    Args:
        process: the student process.
        limits: memory and processes, for all its processes together.
        time: looked at as often, so that little of what was waited is lost when processes end.
        namespaces: whether it has mount and network namespaces of its own.
    """

    def __init__(
        self, process: StudentProcess, limits: Limits, time: OwnTime, *, namespaces: bool
    ) -> None:
        super().__init__(daemon=True)
        self._reason: str | None = None
        self._process = process
        self._limits = limits
        self._time = time
        self._namespaces = namespaces
        self._own = psutil.Process().memory_info().rss
        self._over = threading.Event()

    def run(self) -> None:
        """Look until it is too much or over; what cannot be watched is ended."""
        while not self._over.wait(PERIOD):
            try:
                if self.look():
                    return
            except MemoryError:
                pass  # the judge has a limit as well, and this thread is one of its own
            except Exception as error:
                self._reason = f"it could not be watched: {last_word(error):.200}"
                self._process.kill()
                return

    def look(self) -> bool:
        """Look once, and return whether it was too much; the sandbox is ended then."""
        self._time.look()
        if reason := self._excess():
            self._reason = reason
            self._process.kill()
        return bool(self.reason)

    @property
    def reason(self) -> str | None:
        """Why the sandbox was ended, by this watch or by Linux, which does not wait for a look."""
        group = self._process.group
        if self._reason is None and group is not None and group.out_of_memory():
            self._reason = self._too_much()
        return self._reason

    def _too_much(self) -> str:
        return f"your code used more than {self._limits.memory} MB of memory."

    def _flooded(self) -> bool:
        """Whether the grader itself has taken more from the sandbox than it may."""
        return bool(psutil.Process().memory_info().rss - self._own > RECEIVED)

    def stop(self) -> None:
        """End the watch."""
        self._over.set()
        if self.is_alive():
            self.join()

    def _excess(self) -> str | None:
        most = self._limits.memory * 2**20
        # Memory can be handed from a process to the next, each ended before it is counted.
        for _ in range(LOOKS):
            family = self._process.family()
            found = [_used(pid) for pid in family]
            used = [one for one in found if one is not None]
            parts: list[int | None] = []
            # This sum takes no time, but has what processes share once for each of them.
            if sum(memory for memory, _ in used) > most:
                parts = list(map(_part, family))
                if sum(memory or 0 for memory in parts) > most:
                    return self._too_much()
            if None not in (*found, *parts) or not self._process.runs():
                break
        else:
            return "your code started processes faster than they can be counted."
        if self._flooded():
            return FLOODED
        if self._namespaces and len(family) > 1:
            if sum(threads for _, threads in used) > self._limits.processes + HOLDING:
                return f"your code had more than {self._limits.processes} processes and threads."
            inside = family[1]  # the first process of the namespaces, a child of bubblewrap
            if max(_files(f"/proc/{inside}/root/{path}") for path in ("tmp", "dev/shm")) > FILES:
                return f"your code made more than {FILES} files."
            if _sockets(inside) > SOCKETS:
                return f"your code opened more than {SOCKETS} sockets."
            if _terminals(inside) > TERMINALS:
                return f"your code opened more than {TERMINALS} terminals."
        return None


def _used(pid: int) -> tuple[int, int] | None:
    """Return the bytes that a process has, in memory and swapped out, and its threads.

    None where it has ended meanwhile.
    """
    found = _counts(Path(f"/proc/{pid}"))
    if found is None:
        return None
    memory, threads = found
    if not memory and threads > 1:
        # Its first thread has ended, and with it what Linux says of the process; others go on.
        memory = max([0, *((_counts(task) or (0, 0))[0] for task in threads_of([pid]))])
    return memory, threads


def _counts(task: Path) -> tuple[int, int] | None:
    try:
        status = (task / "status").read_bytes()
    except OSError:
        return None
    found = {key: int(value) for key, value in re.findall(COUNTS, status, re.MULTILINE)}
    return 1024 * (found.get(b"VmRSS", 0) + found.get(b"VmSwap", 0)), found.get(b"Threads", 0)


def _part(pid: int) -> int | None:
    """Return the memory of a process, with its part of what it shares with others, or None."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_bytes()
    except OSError:
        rollup = b""
    parts = sum(int(kilobytes) for kilobytes in re.findall(PARTS, rollup, re.MULTILINE))
    if parts:
        return 1024 * parts
    used = _used(pid)
    return None if used is None else used[0]


def _files(folder: str) -> int:
    try:
        space = os.statvfs(folder)
    except OSError:
        return 0
    return space.f_files - space.f_ffree


def _terminals(pid: int) -> int:
    try:
        with os.scandir(f"/proc/{pid}/root/dev/pts") as listing:
            return sum(1 for _ in listing)
    except OSError:
        return 0


def _sockets(pid: int) -> int:
    """Return how many sockets the network of a process has, by what they can hold."""
    found = 0
    for name in ("sockstat", "sockstat6"):
        try:
            text = Path(f"/proc/{pid}/net/{name}").read_text()
        except OSError:
            continue
        for kind, count in re.findall(r"^(sockets: used|TCP6?: inuse) (\d+)", text, re.MULTILINE):
            found += int(count) * (STREAM if kind.startswith("TCP") else 1)
    return found
