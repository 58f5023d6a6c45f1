"""Kernels forked from a process that has imported everything: they start in a tenth of the time."""

import atexit
import json
import socket
import subprocess
import sys
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import matplotlib
import psutil

from autograder.inside import environment
from autograder.sandbox import Limits

# Matplotlib reads its folder when it is imported. The sandbox's own is not yet there: outside,
# anyone could put something at that place.
START = """\
import os, sys
os.environ["MPLCONFIGDIR"] = sys.argv[1]
from autograder.template import main
main()"""
PATIENCE = 20  # seconds for an answer; the first comes when the imports are done


@dataclass(frozen=True)
class Request:
    """A kernel that is wanted.

    Attributes:
        inside: a process in the sandbox that it shall enter.
        user: what it turns into where the grader is root.
        limits: what it may use.
        ports: descriptors of its listening sockets, which it gets under the same numbers.
        arguments: its command line.
    """

    inside: int
    user: int
    limits: Limits
    ports: tuple[int, ...]
    arguments: tuple[str, ...]


def prepare() -> None:
    """Start the process that kernels are forked from, and do not wait for it."""
    _template()


def fork_kernel(request: Request) -> psutil.Process | None:
    """Fork a kernel into a sandbox; None where this machine does not allow it."""
    return _template().fork(request)


def runs(process: psutil.Process) -> bool:
    """Whether a process has not ended."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


class Template:
    """The process that is forked; it ends with this one."""

    def __init__(self) -> None:
        self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._requests.settimeout(PATIENCE)
        self._usable = True
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", START, matplotlib.get_cachedir()],
                stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env=environment(), cwd=Path("/"), start_new_session=True,
            )  # fmt: skip

    def fork(self, request: Request) -> psutil.Process | None:
        """Fork a kernel; after a first failure it is not tried again."""
        if not self._usable:
            return None
        try:
            socket.send_fds(self._requests, [json.dumps(asdict(request)).encode()], request.ports)
            answer = json.loads(self._requests.recv(65536))
            return psutil.Process(answer["pid"])
        except (OSError, ValueError, KeyError, psutil.NoSuchProcess):
            self.end()
            return None

    def end(self) -> None:
        """End the process; kernels that it has forked live on."""
        self._usable = False
        self._requests.close()
        self._process.kill()
        self._process.wait()


@cache
def _template() -> Template:
    template = Template()
    atexit.register(template.end)
    return template
