"""The worker's end of the zygote: kernels forked from it start in a tenth of the time.

This module runs in the worker, and in the process that has started the workers.
"""

import atexit
import json
import socket
import subprocess
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import matplotlib
import psutil

from autograder.sandbox.environment import environment
from autograder.sandbox.limits import Limits
from autograder.sandbox.loader import start_python

PROGRAM = "autograder.judge.server"  # the module whose ``launch`` runs in the sandbox
# Matplotlib reads its folder when it is imported. The sandbox's own is not yet there: outside,
# anyone could put something at that place.
# Both come through the socket: a command line can be read in the sandbox.
START = """\
import os
os.environ["MPLCONFIGDIR"], program = os.read(0, 65536).decode().split("\\0")
from autograder.sandbox.zygote import main
main(program)"""
PATIENCE = 120  # seconds for an answer; the first comes when the imports are done


@dataclass(frozen=True)
class Request:
    """A kernel that is wanted.

    Attributes:
        inside: a process in the sandbox that it shall enter.
        user: what it turns into where the grader is root.
        limits: what it may use.
        channel: the descriptor of its end of the socket to the worker.
        entrance: the file by which it goes into its cgroup; empty where it has none.
    """

    inside: int
    user: int
    limits: Limits
    channel: int
    entrance: str


def share() -> Callable[[], None]:
    """Start the zygote of this process if it has none, and do not wait for it.

    Returns:
        What another process of the grader calls to have its kernels forked from the same zygote.
    """
    return partial(_use, _zygote().requests)


def can_fork() -> bool:
    """Whether the zygote can still be asked: it has not failed before."""
    return _zygote().usable


def fork_kernel(request: Request) -> psutil.Process | None:
    """Fork a kernel into a sandbox; None where this machine does not allow it."""
    return _zygote().fork(request)


def runs(process: psutil.Process) -> bool:
    """Whether a process has not ended; one whose first thread alone has ended still runs."""
    try:
        if not process.is_running():
            return False
        return process.status() != psutil.STATUS_ZOMBIE or process.num_threads() > 1
    except psutil.NoSuchProcess:
        return False


class Zygote:
    """A zygote of this process, or the way to that of another process of the grader.

    Args:
        requests: the socket that leads to it.
        process: the process itself, for the one that has started it.

    It ends when all who could ask it have closed their sockets, or are gone.
    """

    def __init__(
        self, requests: socket.socket, process: subprocess.Popen[bytes] | None = None
    ) -> None:
        self.requests = requests
        self.process = process
        self.usable = True

    def fork(self, request: Request) -> psutil.Process | None:
        """Fork a kernel; after a first failure it is not tried again."""
        if not self.usable:
            return None
        mine, theirs = socket.socketpair()  # others ask too, and each wants its own answer
        mine.settimeout(PATIENCE)
        with mine:
            try:
                with theirs:
                    given = (theirs.fileno(), request.channel)
                    socket.send_fds(self.requests, [json.dumps(asdict(request)).encode()], given)
                answer = json.loads(mine.recv(65536))
                return psutil.Process(answer["pid"])
            except (OSError, ValueError, KeyError, psutil.NoSuchProcess):
                self.end()
                return None

    def end(self) -> None:
        """Ask it no more, and end it if it is this process's own; kernels live on."""
        self.usable = False
        self.requests.close()
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def start() -> Zygote:
    """Start a zygote, and do not wait for it."""
    requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    requests.send(f"{matplotlib.get_cachedir()}\0{PROGRAM}".encode())
    with theirs:
        process = subprocess.Popen(
            [*start_python(), "-c", START],
            stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=environment(), cwd=Path("/"), start_new_session=True,
        )  # fmt: skip
    return Zygote(requests, process)


def _zygote() -> Zygote:
    if not _known:
        _known.append(start())
        atexit.register(_known[0].end)
    return _known[0]


def _use(requests: socket.socket) -> None:
    _known[:] = [Zygote(requests)]


_known: list[Zygote] = []  # this process's zygote, once it has one
