"""A JupyterLab server on a copy of the course, and a page of a headless Chromium."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from autograder.course.lessons import Course

SECONDS_TO_START = 60
SECONDS_TO_ACT = 30  # for a click or what follows from it, on a busy machine
SETTINGS = {
    # Cells far from the window are rendered too, so that a test finds them without scrolling.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
}
# No question about certificates, updates or a graphics card: the server is on this machine.
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

expect.set_options(timeout=1000 * SECONDS_TO_ACT)


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab.

    Attributes:
        root: the folder that it serves, a copy of course/.
        url: its address, without a slash at the end.
        token: what a browser must show to be let in.
    """

    root: Path
    url: str
    token: str

    def address(self, notebook: str) -> str:
        """Return the address under which a notebook of the course opens."""
        return f"{self.url}/lab/tree/{notebook}?token={self.token}"


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def isolated_environment(folder: Path) -> dict[str, str]:
    """Return an environment in which Jupyter reads and writes nothing of the user who runs it."""
    places = {
        name: folder / name.lower()
        for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    for place in places.values():
        place.mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER")}
    return kept | {name: str(place) for name, place in places.items()}


def status(url: str) -> int | None:
    """Return the HTTP status of an address, None where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310, always http
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return None


def wait_for_answer(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server that was started answers with 200."""
    deadline = time.monotonic() + SECONDS_TO_START
    while status(url) != 200:
        assert server.poll() is None, "the server ended before it answered"
        assert time.monotonic() < deadline, f"no answer within {SECONDS_TO_START} s"
        time.sleep(0.1)


@contextmanager
def running_lab(course: Course, folder: Path) -> Iterator[Lab]:
    """Run a JupyterLab on a copy of course/ in a folder; say what it logged at the end."""
    root = folder / "course"
    shutil.copytree(course.release, root)
    shutil.copy(course.root / "nbgrader_config.py", folder)
    environment = isolated_environment(folder)
    overrides = Path(environment["JUPYTER_CONFIG_DIR"], "labconfig/default_setting_overrides.json")
    overrides.parent.mkdir()
    overrides.write_text(json.dumps(SETTINGS), encoding="utf-8")
    with running_server(root, folder, environment, folder / "lab.log") as running:
        yield running


@contextmanager
def running_server(
    root: Path, folder: Path, environment: dict[str, str], log: Path
) -> Iterator[Lab]:
    """Run a JupyterLab that serves a folder; say what it logged at the end.

    Args:
        root: what it serves.
        folder: where it runs.
        environment: its environment.
        log: the file that it logs to.
    """
    port, token = free_port(), secrets.token_hex(16)
    command = [
        sys.executable, "-m", "jupyter", "lab", str(root),
        "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}",
    ]  # fmt: skip
    with log.open("w") as output:
        server = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        running = Lab(root, f"http://127.0.0.1:{port}", token)
        wait_for_answer(f"{running.url}/api/status?token={token}", server)
        yield running
    finally:
        server.terminate()  # JupyterLab ends its kernels first
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        print(log.read_text())


@contextmanager
def running_browser() -> Iterator[BrowserContext]:
    """Run a headless Chromium with pages of 1280 × 900, which share what they have loaded."""
    chromium = shutil.which("chromium")
    assert chromium, "there is no chromium on this machine: make system"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        try:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.set_default_timeout(1000 * SECONDS_TO_ACT)
            yield context
        finally:
            browser.close()


@pytest.fixture
def lab(course: Course, tmp_path: Path) -> Iterator[Lab]:
    """A JupyterLab on a copy of course/; what it logged is shown with a test that fails."""
    with running_lab(course, tmp_path) as lab:
        yield lab


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of a headless Chromium."""
    with running_browser() as browser:
        yield browser.new_page()
