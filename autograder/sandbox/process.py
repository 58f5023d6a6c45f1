"""The student process: a program in a sandbox, which the worker starts and ends.

This module runs in the worker. The zygote forks the process into an empty sandbox; where the
machine does not allow that, bubblewrap starts it from nothing. It gets one end of a socket pair.
"""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import psutil

from autograder.sandbox.bubblewrap import bubblewrap, own_user, powerless
from autograder.sandbox.cgroup import Group, group
from autograder.sandbox.environment import BACKEND
from autograder.sandbox.family import children_of, family_of
from autograder.sandbox.limits import Limits
from autograder.sandbox.seccomp import call_filter
from autograder.sandbox.zygote_client import PROGRAM, Request, can_fork, fork_kernel, runs

START = 120  # seconds for an empty sandbox to be there; it takes some hundredths
END = 5  # seconds for what was killed to be gone
PAUSE = 0.002  # seconds between two looks whether it is
PYTHON = (
    sys.executable,
    "-c",
    f"import sys; from {PROGRAM} import launch; launch(int(sys.argv[1]))",
)
# The first process of a sandbox starts a kernel if it is given one, and lasts as long as its input.
# bubblewrap ends with the worker too, but not one that has only just begun when the worker is
# killed. What a shell starts beside itself ignores two signals, unless it is told otherwise. Ended
# children that nobody waits for are gone at once; they would count as processes. A student process
# leads a group, so that an interrupt reaches the programs that it has started.
FIRST = (
    "sh", "-c",
    'if [ $# -gt 0 ]; then setsid env --default-signal=INT,QUIT "$@" </dev/null >/dev/null & fi; '
    "echo ready; exec env --ignore-signal=CHLD cat >/dev/null",
    "sh",
)  # fmt: skip
# A shell goes into a cgroup and becomes bubblewrap there, which has its name then, and its words.
ENTER = ("sh", "-c", 'echo 0 >"$0" && exec "$@"')


@dataclass(frozen=True)
class StudentProcess:
    """A student process that was started.

    Attributes:
        first: the command that the worker started, bubblewrap or the process itself.
        kernel: the process in bubblewrap's sandbox; one that was forked has another parent.
        group: the cgroup of all its processes, where there can be one.
    """

    first: subprocess.Popen[bytes]
    kernel: psutil.Process | None = None
    group: Group | None = None

    def runs(self) -> bool:
        """Whether neither the sandbox nor the kernel has ended."""
        return self.first.poll() is None and (self.kernel is None or runs(self.kernel))

    def family(self) -> list[int]:
        """Return all its processes: the first, the first of the namespaces, all others."""
        kernel = [] if self.kernel is None else family_of(self.kernel.pid)
        return list(dict.fromkeys(family_of(self.first.pid) + kernel))

    def started(self, own: Collection[int]) -> dict[int, psutil.Process]:
        """Return what student code has started and what still runs.

        Args:
            own: the processes that were there before.
        """
        return _running(pid for pid in self.family() if pid not in own)

    def clear(self, own: Collection[int]) -> bool:
        """Kill what student code has started, and return whether all of it is gone.

        Args:
            own: the processes that stay.
        """
        limit = time.monotonic() + END
        while found := self.started(own):
            if time.monotonic() > limit:
                return False
            # A number that was listed can be another process's soon, so each is looked up again.
            for pid in set(self.family()) & found.keys():
                with contextlib.suppress(psutil.Error):
                    found[pid].kill()
            time.sleep(PAUSE)
        return True

    def interrupt(self) -> None:
        """Raise KeyboardInterrupt in the cell that runs; its programs get the signal as well."""
        if self.runs():
            with contextlib.suppress(OSError):
                os.killpg((self.kernel or self.first).pid, signal.SIGINT)

    def kill(self) -> None:
        """Kill the first process of the PID namespace, with which all others there end."""
        if self.group is not None:
            self.group.kill()
        for one in self._children():
            with contextlib.suppress(psutil.Error):
                one.kill()
        self.first.kill()

    def end(self) -> None:
        """Kill all processes, without a sandbox those of the kernel's group, and see them gone."""
        ending = [*self._children(), *([self.kernel] if self.kernel is not None else [])]
        self.kill()
        with contextlib.suppress(OSError):
            os.killpg(self.first.pid, signal.SIGKILL)
        if self.first.stdin is not None:
            self.first.stdin.close()
        limit = time.monotonic() + END
        while (self.first.poll() is None or any(map(runs, ending))) and time.monotonic() < limit:
            time.sleep(PAUSE)

    def _children(self) -> list[psutil.Process]:
        """Return the first process of the namespace, or without a sandbox the kernel's children."""
        with contextlib.suppress(psutil.Error):
            if self.first.poll() is None:
                return [psutil.Process(pid) for pid in children_of(self.first.pid)]
        return []


@contextlib.contextmanager
def launch(kind: str, limits: Limits) -> Iterator[tuple[StudentProcess, socket.socket]]:
    """Start a student process, and end it with the block.

    Args:
        kind: ``bubblewrap`` or ``none``.
        limits: what it may use.

    Yields:
        The process, and the worker's end of the socket to it.
    """
    with contextlib.ExitStack() as held:
        connection, theirs = map(held.enter_context, socket.socketpair())
        if kind == "bubblewrap":
            user = held.enter_context(own_user())
            sandbox = _Sandbox(limits, user, held.enter_context(group(limits)))
            process = sandbox.fork(theirs.fileno()) or sandbox.start(theirs.fileno())
        else:
            folder = held.enter_context(tempfile.TemporaryDirectory(prefix="autograder-"))
            process = _start_unconfined(folder, theirs.fileno())
        held.callback(process.end)
        theirs.close()
        yield process, connection


@dataclass(frozen=True)
class _Sandbox:
    """Starts student processes in bubblewrap."""

    limits: Limits
    user: int
    group: Group | None

    def fork(self, channel: int) -> StudentProcess | None:
        """Start an empty sandbox and fork a process into it; None where that fails."""
        if not can_fork():
            return None
        first, family = self._begin()
        kernel = None
        try:
            if len(family) > 1:
                entrance = "" if self.group is None else str(self.group.entrance)
                kernel = fork_kernel(Request(family[1], self.user, self.limits, channel, entrance))
        finally:
            if kernel is None:
                StudentProcess(first).end()
        return StudentProcess(first, kernel, self.group) if kernel is not None else None

    def start(self, channel: int) -> StudentProcess:
        """Start a process in a new sandbox."""
        command = (*powerless(self.user), *PYTHON, str(channel))
        first, family = self._begin(command, (channel,))
        with contextlib.suppress(IndexError, psutil.NoSuchProcess):
            return StudentProcess(first, psutil.Process(family[2]), self.group)
        ended = StudentProcess(first)
        ended.end()
        return ended

    def _begin(
        self, command: tuple[str, ...] = (), descriptors: tuple[int, ...] = ()
    ) -> tuple[subprocess.Popen[bytes], list[int]]:
        """Start a sandbox, and return bubblewrap and its family when the sandbox is there."""
        # Nothing of the grader's environment may come near student code.
        environment = {"PATH": os.environ.get("PATH", os.defpath)}
        inside = () if self.group is None else (*ENTER, str(self.group.entrance))
        with call_filter() as refused:
            first = subprocess.Popen(
                [*inside, *bubblewrap(self.limits, refused), *FIRST, *command],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
                cwd="/", env=environment, pass_fds=(*descriptors, *refused),
                start_new_session=True,
            )  # fmt: skip
        assert first.stdout is not None
        with first.stdout:
            ready = select.select([first.stdout], [], [], START)[0] and first.stdout.read(1)
        return first, family_of(first.pid) if ready else []


def _running(processes: Iterable[int]) -> dict[int, psutil.Process]:
    """Return those that have not ended."""
    found = {}
    for pid in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            found[pid] = psutil.Process(pid)
    return {pid: process for pid, process in found.items() if runs(process)}


def _start_unconfined(folder: str, channel: int) -> StudentProcess:
    """Start a process without a sandbox."""
    return StudentProcess(
        subprocess.Popen(
            [*PYTHON, str(channel)],
            stdin=subprocess.DEVNULL, cwd=folder, pass_fds=(channel,), start_new_session=True,
            env={**os.environ, "MPLBACKEND": BACKEND},
        )
    )  # fmt: skip
