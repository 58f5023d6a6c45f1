"""The student process: a Jupyter kernel in a sandbox, which the worker starts and ends.

This module runs in the worker. The zygote forks the kernel into an empty sandbox; where the machine
does not allow that, bubblewrap starts it from nothing.
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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import zmq
from jupyter_client.blocking.client import BlockingKernelClient

from autograder.sandbox.bubblewrap import bubblewrap, own_user, powerless
from autograder.sandbox.family import family_of
from autograder.sandbox.limits import Limits
from autograder.sandbox.seccomp import call_filter
from autograder.sandbox.zygote_client import PROGRAM, Request, can_fork, fork_kernel, runs

LARGEST_PART = 8 * 2**20  # bytes of one part of a message; a larger one is never received
WAITING = 50  # messages that wait to be read; those beyond are dropped by the kernel
START = 120  # seconds for an empty sandbox to be there; it takes some hundredths
END = 5  # seconds for what was killed to be gone
PAUSE = 0.002  # seconds between two looks whether it is
KERNEL = (sys.executable, "-c", f"from {PROGRAM} import launch; launch()")
OPTIONS = ("--HistoryManager.enabled=False", "--IPKernelApp.log_level=50")
# The first process of a sandbox starts a kernel if it is given one, and lasts as long as its input.
# bubblewrap ends with the worker too, but not one that has only just begun when the worker is
# killed. What a shell starts beside itself ignores two signals, unless it is told otherwise. Ended
# children that nobody waits for are gone at once; they would count as processes.
FIRST = (
    "sh", "-c",
    'if [ $# -gt 0 ]; then env --default-signal=INT,QUIT "$@" </dev/null >/dev/null & fi; '
    "echo ready; exec env --ignore-signal=CHLD cat >/dev/null",
    "sh",
)  # fmt: skip


@dataclass(frozen=True)
class StudentProcess:
    """A student process that was started.

    Attributes:
        first: the command that the worker started, bubblewrap or the kernel itself.
        kernel: the kernel in bubblewrap's sandbox; one that was forked has another parent.
    """

    first: subprocess.Popen[bytes]
    kernel: psutil.Process | None = None

    def runs(self) -> bool:
        """Whether neither the sandbox nor the kernel has ended."""
        return self.first.poll() is None and (self.kernel is None or runs(self.kernel))

    def family(self) -> list[int]:
        """Return all its processes: the first, the first of the namespaces, all others."""
        kernel = [] if self.kernel is None else family_of(self.kernel.pid)
        return list(dict.fromkeys(family_of(self.first.pid) + kernel))

    def kill(self) -> None:
        """Kill the first process of the PID namespace, with which all others there end."""
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
                return psutil.Process(self.first.pid).children()
        return []


@contextlib.contextmanager
def launch(
    kind: str, limits: Limits
) -> Iterator[tuple[StudentProcess, BlockingKernelClient, Path]]:
    """Start a student process, and end it with the block.

    Its sockets are opened here, so that it needs no folder to write in.

    Args:
        kind: ``bubblewrap`` or ``none``.
        limits: what it may use.

    Yields:
        The process, a client for Jupyter's protocol whose channels are not started yet, and the
        folder that the process sees and cannot change.
    """
    with contextlib.ExitStack() as held:
        # The outer folder is the worker's alone; the inner one is open to the student's user.
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="autograder-")))
        shared = folder / "shared"
        shared.mkdir()
        shared.chmod(0o755)
        context = held.enter_context(zmq.Context())
        context.setsockopt(zmq.MAXMSGSIZE, LARGEST_PART)
        context.setsockopt(zmq.RCVHWM, WAITING)
        context.setsockopt(zmq.LINGER, 0)
        file = shared / "kernel.json"
        arguments = ("-f", str(file), *OPTIONS)
        with contextlib.ExitStack() as until_started:
            ports: dict[str, int] = {}
            for name in ("shell", "iopub", "stdin", "control"):
                listener = until_started.enter_context(listening(shared / "ipc", numbered=True))
                ports[f"{name}_port"] = listener.fileno()
            client = BlockingKernelClient(
                context=context,
                transport="ipc",
                ip=str(shared / "ipc"),
                connection_file=str(file),
                **ports,
            )
            client.write_connection_file()
            file.chmod(0o644)
            descriptors = tuple(ports.values())
            if kind == "bubblewrap":
                sandbox = _Sandbox(folder, shared, limits, held.enter_context(own_user()))
                process = sandbox.fork(descriptors, arguments)
                process = process or sandbox.start(descriptors, arguments)
            else:
                process = _start_unconfined(folder, descriptors, arguments)
        held.callback(process.end)
        yield process, client, shared


@contextlib.contextmanager
def listening(path: Path, *, numbered: bool = False) -> Iterator[socket.socket]:
    """Listen on a Unix socket; a numbered path ends with the number of its descriptor."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        if numbered:
            path = path.with_name(f"{path.name}-{listener.fileno()}")
        listener.bind(str(path))
        path.chmod(0o666)  # for the student's user; the folder is closed to all others
        listener.listen(8)
        yield listener


@dataclass(frozen=True)
class _Sandbox:
    """Starts student processes in bubblewrap; the folder of their sockets is visible there."""

    folder: Path
    shared: Path
    limits: Limits
    user: int

    def fork(self, ports: tuple[int, ...], arguments: tuple[str, ...]) -> StudentProcess | None:
        """Start an empty sandbox and fork a kernel into it; None where that fails."""
        if not can_fork():
            return None
        first, family = self._begin()
        kernel = None
        try:
            if len(family) > 1:
                wanted = Request(family[1], self.user, self.limits, ports, arguments)
                kernel = fork_kernel(wanted)
        finally:
            if kernel is None:
                StudentProcess(first).end()
        return StudentProcess(first, kernel) if kernel is not None else None

    def start(self, ports: tuple[int, ...], arguments: tuple[str, ...]) -> StudentProcess:
        """Start a kernel in a new sandbox."""
        first, family = self._begin((*powerless(self.user), *KERNEL, *arguments), ports)
        with contextlib.suppress(IndexError, psutil.NoSuchProcess):
            return StudentProcess(first, psutil.Process(family[2]))
        ended = StudentProcess(first)
        ended.end()
        return ended

    def _begin(
        self, command: tuple[str, ...] = (), ports: tuple[int, ...] = ()
    ) -> tuple[subprocess.Popen[bytes], list[int]]:
        """Start a sandbox, and return bubblewrap and its family when the sandbox is there."""
        # Nothing of the grader's environment may come near student code.
        environment = {"PATH": os.environ.get("PATH", os.defpath)}
        with call_filter() as refused:
            first = subprocess.Popen(
                [*bubblewrap(self.limits, refused, (self.shared,)), *FIRST, *command],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
                cwd=self.folder, env=environment, pass_fds=(*ports, *refused),
                start_new_session=True,
            )  # fmt: skip
        assert first.stdout is not None
        with first.stdout:
            ready = select.select([first.stdout], [], [], START)[0] and first.stdout.read(1)
        return first, family_of(first.pid) if ready else []


def _start_unconfined(
    folder: Path, ports: tuple[int, ...], arguments: tuple[str, ...]
) -> StudentProcess:
    """Start a kernel without a sandbox; it ends itself when the worker is gone."""
    environment = os.environ | {"JPY_PARENT_PID": str(os.getpid())}
    return StudentProcess(
        subprocess.Popen(
            [*KERNEL, *arguments],
            stdin=subprocess.DEVNULL, cwd=folder, env=environment, pass_fds=ports,
            start_new_session=True,
        )
    )  # fmt: skip
