"""``make lab``, in a terminal as a student has it."""

import json
import os
import re
import select
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.course.lessons import Course
from tests.helpers.jupyter_lab import (
    free_port,
    isolated_environment,
    status,
    wait_for_answer,
)

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("lab-2")]

LESSON = "04_jacobian_lemmas/jacobian_lemmas.ipynb"
CTRL_C = b"\x03"


def test_it_serves_the_lesson_and_ends_with_ctrl_c(course: Course, tmp_path: Path) -> None:
    with _make_lab(course, tmp_path) as terminal:
        address = terminal.read_until(r"http://127\.0\.0\.1:\d+/lab\?token=\w+(?=\s)")
        server, token = address.split("/lab?token=")
        wait_for_answer(f"{server}/api/status?token={token}", terminal.process)
        assert status(f"{server}/api/contents/{LESSON}?token={token}") == 200
        assert status(f"{server}/api/contents/{LESSON}") == 403
        assert "@jupyter/nbgrader:create-assignment" in _disabled(address)
        assert "@jupyter/nbgrader:validate-assignment" not in _disabled(address)
        terminal.write(CTRL_C)
        terminal.read_to_the_end()


def _disabled(address: str) -> list[str]:
    """Return the extensions that a JupyterLab tells the browser to leave out."""
    with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310, always http
        page = response.read().decode()
    (config,) = re.findall(r'(?s)<script id="jupyter-config-data"[^>]*>(.*?)</script>', page)
    return list(json.loads(config)["disabledExtensions"])


class Terminal:
    """What processes show on a terminal of their own, and the keys pressed there."""

    def __init__(self, master: int, process: subprocess.Popen[bytes]) -> None:
        self.master = master
        self.process = process
        self.shown = ""

    def read_until(self, pattern: str, seconds: float = 60) -> str:
        """Return the first match of a pattern in what is shown, waiting for it."""
        deadline = time.monotonic() + seconds
        while not (match := re.search(pattern, self.shown)):
            assert self._read(deadline), f"all ended before {pattern!r} was shown:\n{self.shown}"
        return match[0]

    def read_to_the_end(self, seconds: float = 60) -> None:
        """Wait until no process has this terminal open."""
        deadline = time.monotonic() + seconds
        while self._read(deadline):
            pass

    def write(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.master, keys)

    def _read(self, deadline: float) -> bool:
        left = max(0.0, deadline - time.monotonic())
        assert select.select([self.master], [], [], left)[0], f"too late; shown:\n{self.shown}"
        try:
            self.shown += os.read(self.master, 4096).decode(errors="replace")
        except OSError:  # what Linux answers once the other side is closed everywhere
            return False
        return True


@contextmanager
def _make_lab(course: Course, folder: Path) -> Iterator[Terminal]:
    """Run ``make lab`` as a student does: in a terminal, which turns Ctrl-C into a signal."""
    master, slave = os.openpty()
    command = ["setsid", "--ctty", "make", "lab", f"PORT={free_port()}", "BROWSER=no"]
    # The environment is taken as it is: a test must not install anything.
    command += ["--old-file=.venv/ready-lab"]
    process = subprocess.Popen(
        command, cwd=course.root, env=isolated_environment(folder),
        stdin=slave, stdout=slave, stderr=slave,
    )  # fmt: skip
    os.close(slave)
    try:
        yield Terminal(master, process)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # setsid made it the leader of a group
        process.wait()
        os.close(master)
