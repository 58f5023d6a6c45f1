"""A JupyterLab server on this machine, and a headless Chromium to look at it."""

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
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect, sync_playwright

SECONDS_TO_START = 180  # for a server, or a notebook with its kernel, on a busy machine
SECONDS_TO_ACT = 60  # for a click or what follows from it, on a busy machine
SETTINGS = {
    # Cells far from the window are rendered too, so that a test finds them without scrolling.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
}
LIGHT = "JupyterLab Light"
THEMES = "@jupyterlab/apputils-extension:themes"
# No question about certificates, updates or a graphics card: the server is on this machine.
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# The kernel answers in order, and the page handles its answers in order: after the first one, what
# the kernel had to do is done and shown; after the second, also what followed from that.
SETTLED = """async () => {
  const context = window.jupyterapp.shell.currentWidget.sessionContext;
  await context.ready;
  for (let turn = 0; turn < 2; turn++) await context.session.kernel.requestKernelInfo();
  return true;
}"""

SIZE: ViewportSize = {"width": 1280, "height": 900}  # of a page
THEME = "() => document.body.dataset.jpThemeName"
# Not a promise: Playwright does not wait until one says yes, but takes what it says at first.
STARTED = """() => Boolean(
  window.jupyterapp?.commands.hasCommand("docmanager:open") && document.body.dataset.jpThemeName
)"""
OPEN = """async (path) => {
  const app = window.jupyterapp;
  await app.restored;
  const panel = await app.commands.execute("docmanager:open", { path });
  app.shell.activateById(panel.id);
  await panel.context.ready;
  await panel.sessionContext.ready;
  return true;
}"""
CLOSE_ALL = """() => {
  const shell = window.jupyterapp?.shell;
  if (shell) for (const widget of [...shell.widgets("main")]) widget.dispose();
  for (const button of document.querySelectorAll(".jp-Dialog .jp-mod-reject")) button.click();
}"""
RUN_ALL = """async () => {
  await window.jupyterapp.commands.execute("notebook:run-all-cells");
  return true;
}"""
SAVE = """() => window.jupyterapp.commands.execute("docmanager:save")"""
SHOWN = """(on) => {
  for (const cells of document.querySelectorAll(".jp-Notebook .jp-WindowedPanel-viewport"))
    cells.style.display = on ? "" : "none";
}"""

expect.set_options(timeout=1000 * SECONDS_TO_ACT)


@dataclass(frozen=True)
class Server:
    """A running JupyterLab.

    Attributes:
        root: the folder that it serves.
        url: its address, without a slash at the end.
        token: what a browser must show to be let in.
        log: the file that it logs to.
    """

    root: Path
    url: str
    token: str
    log: Path

    def ask(self, method: str, path: str, content: dict[str, Any] | None = None) -> Any:
        """Send a request to its REST API and return what it answers, None for nothing."""
        request = urllib.request.Request(  # noqa: S310, always http
            f"{self.url}/{path}?token={self.token}",
            data=None if content is None else json.dumps(content).encode(),
            method=method,
        )
        with urllib.request.urlopen(request, timeout=SECONDS_TO_ACT) as response:  # noqa: S310
            answer = response.read()
        return json.loads(answer) if answer else None


@dataclass(frozen=True)
class Lab:
    """A folder of a running JupyterLab that is one test's own, with a copy of course/ in it.

    Attributes:
        server: the JupyterLab, which other tests use before and after.
        name: the folder's name, and that of the workspace that JupyterLab keeps for it.
    """

    server: Server
    name: str

    @property
    def root(self) -> Path:
        """The folder."""
        return self.server.root / self.name

    def address(self, notebook: str) -> str:
        """Return the address under which a notebook of the folder opens."""
        place = f"lab/workspaces/{self.name}/tree/{self.name}/{notebook}"
        return f"{self.server.url}/{place}?token={self.server.token}"

    @property
    def theme(self) -> str:
        """The name of the theme that a page gets which is loaded now."""
        found = self.server.ask("GET", f"lab/api/settings/{THEMES}")
        return str(json.loads(found["raw"]).get("theme", LIGHT))

    def choose_dark_theme(self) -> None:
        """Set the theme as JupyterLab's settings editor does."""
        self._set_theme({"theme": "JupyterLab Dark"})

    def clear(self) -> None:
        """Shut down every kernel and return to the theme of the start."""
        self._set_theme({})
        for session in self.server.ask("GET", "api/sessions"):
            self.server.ask("DELETE", f"api/sessions/{session['id']}")

    def _set_theme(self, settings: dict[str, str]) -> None:
        self.server.ask("PUT", f"lab/api/settings/{THEMES}", {"raw": json.dumps(settings)})


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
def running_server(
    root: Path, folder: Path, environment: dict[str, str], log: Path
) -> Iterator[Server]:
    """Run a JupyterLab that serves a folder.

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
        "--LabApp.expose_app_in_browser=True",  # so that a test can ask what the page waits for
    ]  # fmt: skip
    with log.open("w") as output:
        server = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        running = Server(root, f"http://127.0.0.1:{port}", token, log)
        wait_for_answer(f"{running.url}/api/status?token={token}", server)
        yield running
    finally:
        server.terminate()  # JupyterLab ends its kernels first
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextmanager
def running_browser() -> Iterator[BrowserContext]:
    """Run a headless Chromium with pages of 1280 × 900, which share what they have loaded."""
    chromium = shutil.which("chromium")
    assert chromium, "there is no chromium on this machine: make system"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        try:
            context = browser.new_context(viewport=SIZE)
            context.set_default_timeout(1000 * SECONDS_TO_ACT)
            yield context
        finally:
            browser.close()


def open_notebook(page: Page, lab: Lab, name: str) -> None:
    """Open a notebook of a test's folder and wait for its kernel.

    A page that shows JupyterLab already, in the right theme, is used as it is: to load it again
    takes longer than most of what a test does in it.
    """
    if not page.url.startswith(f"{lab.server.url}/lab") or page.evaluate(THEME) != lab.theme:
        # A workspace that nobody has left anything in.
        workspace = f"lab/workspaces/{secrets.token_hex(8)}"
        page.goto(f"{lab.server.url}/{workspace}?token={lab.server.token}")
        page.wait_for_function(STARTED, timeout=1000 * SECONDS_TO_START)
    page.wait_for_function(OPEN, arg=f"{lab.name}/{name}", timeout=1000 * SECONDS_TO_START)
    # In the status bar. The notebook's own indicator says idle before there is a kernel.
    expect(kernel_state(page)).to_contain_text("| Idle", timeout=1000 * SECONDS_TO_START)
    settle(page)


def kernel_state(page: Page) -> Locator:
    """Return what the status bar says of the kernel."""
    return page.locator("#jp-main-statusbar")


def save(page: Page) -> None:
    """Save the open notebook and wait until the file has what it shows."""
    page.evaluate(SAVE)


def close_all(page: Page) -> None:
    """Close what is open in JupyterLab, without a question of whether to save it."""
    page.evaluate(CLOSE_ALL)


def settle(page: Page, seconds: float = SECONDS_TO_ACT) -> None:
    """Wait until the open notebook's kernel has done what it was asked, and the page shows it."""
    page.wait_for_function(SETTLED, timeout=1000 * seconds)


def run_all(page: Page, seconds: float = SECONDS_TO_START) -> None:
    """Run every cell of the open notebook, and wait until the page shows what came out."""
    with unseen(page):
        page.wait_for_function(RUN_ALL, timeout=1000 * seconds)
        settle(page)


@contextmanager
def unseen(page: Page) -> Iterator[None]:
    """Take the cells of the open notebook out of sight while nobody looks.

    For every output that arrives JupyterLab asks how high it is, for which Chromium styles and lays
    out the whole notebook anew: most of the time of a long run.
    """
    page.evaluate(SHOWN, False)
    try:
        yield
    finally:
        page.evaluate(SHOWN, True)
