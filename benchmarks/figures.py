"""How long from a key press to the redrawn figure, in a real JupyterLab and a real Chromium?

Measured in the page: from the keydown event to the first frame that shows the new picture, with the
kernel's part (the figure's arithmetic and its SVG) and the way to the kernel and back in it. The
same key is pressed again once the figure has answered. The player is also started by one key press:
how many of its steps are shown, and how far apart?

    python benchmarks/figures.py [--presses N] [--json]
"""

import argparse
import json
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat
import numpy as np
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page, expect, sync_playwright

from blackboard.figures.descent_player.figure import INTERVAL

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.helpers.jupyter_lab import (
    CHROMIUM_FLAGS,
    SETTINGS,
    free_port,
    isolated_environment,
    wait_for_answer,
)

MEDIAN, SLOWEST = 100, 250  # milliseconds that the median and 19 of 20 presses may take
SHOWN = 0.9  # the share of its steps that the player must show
PLAYED = 50  # steps that it is watched for
WARM_UP = 3  # presses that are not counted
CELL = """\
import numpy as np
from blackboard import backward_stepper, descent_player, shape_explorer
from blackboard import computational_graph, difference_curve, loss_bowl, network_diagram
rng = np.random.default_rng(1)
sizes = (3, 4, 4, 2)
params = [(rng.normal(size=(m, n)), rng.normal(size=m)) for n, m in zip(sizes, sizes[1:])]
x, y = np.array([1.0, -0.5, 2.0]), np.array([0.0, 1.0])
x_fit = np.linspace(0.2, 3.5, 12)
rows = np.stack([x_fit, np.ones(12)], axis=1)
c_fit = 1.5 * x_fit - 1 + rng.normal(size=12) / 2
player = descent_player(rows, c_fit, [-1, 3])
diagram = network_diagram([(rng.normal(size=(4, 3)), np.ones(4)), (np.ones((2, 4)), y)], x)
curve = difference_curve(lambda x: x**2 * np.exp(x), 1.0)
display(backward_stepper(params, x, y), shape_explorer(), player)
display(diagram, curve, loss_bowl([1.0, 1.0]), computational_graph(2, -1))"""
WAYS = {  # what is pressed: the figure, its control, and the keys that lead to and fro
    "stepper, Step and Back": ("Backward stepper", ("Step", "Back"), "Enter"),
    "explorer, Gradient": ("Shape explorer", ("Gradient",), "ArrowDown ArrowUp"),
    "player, Step": ("Descent player", ("Step",), "Enter"),
    "diagram, Value": ("Network diagram", ("Value",), "ArrowRight ArrowLeft"),
    "curve, Step h": ("Difference curve", ("Step h = 10 to the power",), "ArrowRight ArrowLeft"),
    "bowl, x₁": ("Loss bowl", ("x₁",), "ArrowRight ArrowLeft"),
    "graph, Step and Back": ("Computational graph", ("Step", "Back"), "Enter"),
}
GUESSES = {  # what is there only where a guess is asked for
    "Shape explorer": "Check my guess",
    "Descent player": "Commit my guess",
    "Network diagram": "Check my guess",
    "Difference curve": "This step is best",
    "Loss bowl": "In this step the loss",
    "Computational graph": "Check my guess",
}
MEASURE = """(title) => {
  const root = document.querySelector(`[role=group][aria-label="${title}"]`);
  window.times = [];
  let pressed = null;
  window.addEventListener("keydown", () => { pressed = performance.now(); }, true);
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (pressed === null || !added.some((node) => node.tagName === "svg")) return;
    const start = pressed;
    pressed = null;
    // The frame after the next one begins when the next one has been painted.
    requestAnimationFrame(() => requestAnimationFrame(() =>
      window.times.push(performance.now() - start)));
  }).observe(root, { childList: true, subtree: true });
}"""


WATCH = """(title) => {
  const root = document.querySelector(`[role=group][aria-label="${title}"]`);
  window.frames_shown = [];
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (added.some((node) => node.tagName === "svg"))
      requestAnimationFrame(() => window.frames_shown.push(performance.now()));
  }).observe(root, { childList: true, subtree: true });
}"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 where a figure is slower than it may be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--presses", type=int, default=100, help="key presses a figure")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    with notebook() as page:
        times = measure(page, options.presses)
        frames = play(page)
    figures = {name: summary(milliseconds) for name, milliseconds in times.items()}
    slow = any(row["median"] > MEDIAN or row["p95"] > SLOWEST for row in figures.values())
    shown = len(frames) / PLAYED
    gaps = summary(np.diff(frames).tolist())
    del gaps["presses"]
    figures["player, one press of Play"] = {"steps": PLAYED, "frames": len(frames)} | gaps
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, row in figures.items():
            text = ", ".join(f"{key} {value:g}" for key, value in row.items())
            print(f"{name}: {text} milliseconds")
    return int(slow or shown < SHOWN)


def summary(times: Sequence[float]) -> dict[str, float]:
    """Return what describes a list of milliseconds."""
    median, p95 = np.percentile(times, [50, 95])
    return {
        "presses": len(times),
        "median": round(float(median), 1),
        "p95": round(float(p95), 1),
        "max": round(max(times), 1),
    }


def measure(page: Page, presses: int) -> dict[str, list[float]]:
    """Return the milliseconds of every press, by what was pressed."""
    times = {}
    for name, (title, labels, keys) in WAYS.items():
        page.evaluate(MEASURE, title)
        root = page.get_by_role("group", name=title)
        if title in GUESSES:
            root.get_by_label("Let me guess first").uncheck()
            # The controls change after the picture, so that no redraw is left for the first press.
            expect(control_of(root, GUESSES[title])).to_be_hidden()
        for count in range(presses + WARM_UP):
            control_of(root, labels[count % len(labels)]).focus()
            page.keyboard.press(keys.split()[count % len(keys.split())])
            page.wait_for_function(f"window.times.length > {count}")
        times[name] = [float(t) for t in page.evaluate("window.times")][WARM_UP:]
    return times


def control_of(root: Locator, label: str) -> Locator:
    """Return a button, a list or a slider of a figure by its label."""
    list_of = root.get_by_role("combobox", name=label)
    slider = root.get_by_role("slider", name=label, exact=True)
    return root.get_by_role("button", name=label, exact=True).or_(list_of).or_(slider)


def play(page: Page) -> list[float]:
    """Start the player by one key press; return when its first steps were shown."""
    root = page.get_by_role("group", name="Descent player")
    root.get_by_role("button", name="Rewind", exact=True).click()
    expect(root.get_by_role("img", name="has looked at 0 samples")).to_be_visible()
    page.evaluate(WATCH, "Descent player")
    root.get_by_role("button", name="Play or pause").focus()
    page.keyboard.press("Space")
    # Where pictures lag behind, the last step is late or is never shown by itself.
    page.wait_for_timeout(INTERVAL * (PLAYED + 0.5))
    page.keyboard.press("Space")
    return [float(t) for t in page.evaluate("window.frames_shown")]


@contextmanager
def notebook() -> Iterator[Page]:
    """Open a notebook with the figures in a JupyterLab of its own."""
    folder = Path(tempfile.mkdtemp(prefix="figures-"))
    environment = isolated_environment(folder)
    overrides = Path(environment["JUPYTER_CONFIG_DIR"], "labconfig/default_setting_overrides.json")
    overrides.parent.mkdir()
    overrides.write_text(json.dumps(SETTINGS), encoding="utf-8")
    root = folder / "root"
    root.mkdir()
    kernel = {"name": "python3", "display_name": "Python 3"}
    cells = [new_code_cell(CELL)]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), root / "a.ipynb")
    port, token = free_port(), secrets.token_hex(16)
    command = [
        sys.executable, "-m", "jupyter", "lab", str(root),
        "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", "--log-level=ERROR",
    ]  # fmt: skip
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for_answer(f"{address}/api/status?token={token}", server)
        chromium = shutil.which("chromium")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 1400})
            page.goto(f"{address}/lab/tree/a.ipynb?token={token}")
            expect(page.get_by_text("| Idle")).to_be_visible()
            page.locator(".jp-Cell .jp-InputPrompt").first.click()
            page.keyboard.press("Control+Enter")
            for title, _, _ in WAYS.values():
                expect(page.get_by_role("group", name=title)).to_be_visible()
            yield page
            browser.close()
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
