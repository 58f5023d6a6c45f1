"""The interactive figures in a real JupyterLab, operated by keyboard alone."""

import json
import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Lab

Array = NDArray[np.float64]

NOTEBOOK = "figures.ipynb"
SETUP = """\
import numpy as np
from blackboard import backward_stepper, shape_explorer
W = np.array([[4.0, 3.0, -1.0], [-3.0, 1.0, 2.0]])
x, grad_y = np.array([2.0, -1.0, 3.0]), np.array([5.0, -4.0])
rng = np.random.default_rng(7)
sizes = (3, 4, 4, 2)
params = [(rng.normal(size=(m, n)), rng.normal(size=m)) for n, m in zip(sizes, sizes[1:])]
sample, answer = np.array([1.0, -0.5, 2.0]), np.array([0.0, 1.0])
def half_done(params, x, y):
    print("a student's print")
    raise NotImplementedError"""
SHAPES = "shape_explorer(W, x, grad_y)"
STEPPER = "backward_stepper(params, sample, answer)"
OF_STUDENT = "backward_stepper(params, sample, answer, half_done)"
PLAYED = """\
from dataclasses import dataclass
from blackboard.interactive.controls import Player, Slider
from blackboard.drawing.shapes import Circle, Drawing, Text
from blackboard.interactive.figure import Figure
@dataclass(frozen=True)
class State:
    time: int = 0
    radius: float = 1.0
def draw(state):
    shapes = (Circle(100, 100, 20 * state.radius), Text(5, 10, str(state.time)))
    return Drawing(200, 200, shapes, f"Radius {state.radius:g} at time {state.time}.")
controls = ((
    Player("time", "Run", lambda state: 3, lambda state: 50), Slider("radius", "Radius", 0, 4, 0.5)
),)
Figure("Played", State(), draw, controls)"""
SETTLE = 60  # milliseconds
CONTROL = "button:visible, select:visible, input:visible, [role=slider]:visible"
MOST_TABS = 60
SECONDS_TO_RUN = 120  # a whole lesson, on a busy machine
LARGEST_PICTURE = 300_000

# The control that has the focus, by what it is called.
FOCUSED = """() => {
  const e = document.activeElement;
  if (e.id && document.querySelector(`label[for="${e.id}"]`))
    return document.querySelector(`label[for="${e.id}"]`).textContent;
  return e.ariaLabel ?? e.closest("label")?.textContent ?? e.textContent;
}"""


@dataclass(frozen=True)
class FigureInPage:
    """A figure that is shown in an open notebook."""

    page: Page
    root: Locator

    @property
    def alt(self) -> str:
        """The text alternative of what it shows now."""
        return self.picture.get_attribute("aria-label") or ""

    @property
    def picture(self) -> Locator:
        """The picture."""
        return self.root.get_by_role("img")

    @property
    def message(self) -> Locator:
        """The line under the controls."""
        return self.root.get_by_role("status")

    def tab_to(self, label: str) -> None:
        """Press Tab until the control of this name has the focus."""
        for _ in range(MOST_TABS):
            if self.page.evaluate(FOCUSED).strip() == label and self.root.locator(":focus").count():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {label}")

    def press(self, label: str, *keys: str) -> None:
        """Go to a control by Tab, from the first one that is there now, and press keys."""
        self.root.locator(CONTROL).first.focus()
        self.tab_to(label)
        for key in keys:
            self.page.keyboard.press(key)
            # A person waits for the answer; a second key during the first one's redraw may get
            # lost in a select whose value the kernel is just setting. On a busy machine it takes a
            # moment until the kernel is seen to work on it.
            self.page.wait_for_timeout(SETTLE)
            expect(self.page.get_by_text("| Idle")).to_be_visible()

    def expect_alt(self, text: str) -> None:
        """Wait until the text alternative contains a text."""
        expect(self.picture).to_have_attribute("aria-label", re.compile(re.escape(text)))


class Figures:
    """A notebook with figures, open in JupyterLab."""

    def __init__(self, page: Page, lab: Lab, *lines: str) -> None:
        notebook = new_notebook(cells=[new_code_cell(line) for line in (SETUP, *lines, "'end'")])
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
        self.open(page, lab, notebook)

    def open(self, page: Page, lab: Lab, notebook: NotebookNode) -> None:
        """Open a notebook and run it; its last cell shows 'end'."""
        self.page = page
        nbformat.write(notebook, lab.root / NOTEBOOK)
        page.goto(lab.address(NOTEBOOK))
        expect(page.get_by_text("| Idle")).to_be_visible()
        page.locator(".jp-Cell .jp-InputPrompt").first.click()
        self.run_all(len(notebook.cells))

    def run_all(self, cells: int) -> None:
        """Run every cell by Shift+Enter and wait for the last."""
        for _ in range(cells):
            self.page.keyboard.press("Shift+Enter")
        last = self.page.locator(".jp-Cell").nth(cells - 1)
        expect(last.locator(".jp-InputPrompt")).to_have_text(
            re.compile(r"^\[\d+\]:$"), timeout=1000 * SECONDS_TO_RUN
        )
        expect(last.locator(".jp-OutputArea-output")).to_contain_text("'end'")

    def figure(self, title: str) -> FigureInPage:
        """Return a figure by its title."""
        figure = FigureInPage(self.page, self.page.get_by_role("group", name=title))
        expect(figure.picture).to_be_visible()
        return figure


@pytest.fixture
def quiet(page: Page) -> Iterator[Page]:
    """A page in which nothing fails, nothing is asked of another machine."""
    errors: list[str] = []
    elsewhere: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: elsewhere.append(request.url))
    yield page
    assert errors == []
    assert {urlsplit(url).hostname for url in elsewhere} <= {"127.0.0.1", None}


def after(alt: str, words: str) -> Array:
    """Return the numbers that stand behind some words in a text alternative."""
    _, found, behind = alt.replace("−", "-").partition(words.replace("−", "-") + " ")
    assert found, f"{words!r} is not in {alt!r}"
    return np.array(json.JSONDecoder().raw_decode(behind)[0], dtype=np.float64)


def close(actual: Array, expected: Array) -> bool:
    """Whether numbers with four decimals are these."""
    return actual.shape == expected.shape and bool(np.all(np.abs(actual - expected) <= 5.1e-5))


def network() -> tuple[list[tuple[Array, Array]], Array, Array]:
    """Return the network and the sample of the notebook."""
    rng = np.random.default_rng(7)
    params = [(rng.normal(size=(m, n)), rng.normal(size=m)) for n, m in pairwise((3, 4, 4, 2))]
    return params, np.array([1.0, -0.5, 2.0]), np.array([0.0, 1.0])


def backward() -> tuple[list[Array], list[Array]]:
    """Return the activations [x0, …, x3] and the error terms [δ1, δ2, δ3] of that network."""
    params, x, y = network()
    xs = [x]
    for W, b in params:
        xs.append(1 / (1 + np.exp(-(W @ xs[-1] + b))))
    deltas = [(xs[-1] - y) * xs[-1] * (1 - xs[-1])]
    for (W, _), a in zip(params[:0:-1], xs[-2:0:-1], strict=True):
        deltas.insert(0, (W.T @ deltas[0]) * a * (1 - a))
    return xs, deltas


def test_the_shape_explorer(lab: Lab, quiet: Page) -> None:
    figures = Figures(quiet, lab, SHAPES)
    explorer = figures.figure("Shape explorer")
    explorer.expect_alt("∂f/∂w₁₂. The answer waits for a guess.")
    before = explorer.picture.inner_html()

    explorer.press("It takes from W", "ArrowDown")  # nothing
    explorer.press("from x", "ArrowDown", "ArrowDown")  # entry 1, which is wrong
    explorer.press("from ∇y f", "ArrowDown", "ArrowDown")  # entry 1
    expect(explorer.message).to_contain_text("Check when you are ready")
    explorer.press("Check my guess", "Enter")
    expect(explorer.message).to_contain_text("from x it takes entry 2, not entry 1")
    explorer.expect_alt("5 · (−1) = −5. Lit: x entry (2) and ∇y f entry (1); nothing of W.")
    assert explorer.picture.inner_html() != before

    explorer.press("Let me guess first", "Space")
    explorer.press("Gradient", "ArrowDown")
    explorer.expect_alt("= 3 · 5 + 1 · (−4) = 11.")
    explorer.press("Column j", "ArrowUp")
    explorer.expect_alt("= (−1) · 5 + 2 · (−4) = −13.")
    explorer.press("Outputs m", "ArrowUp")
    explorer.expect_alt("W (3, 3) is [[4, 3, −1], [−3, 1, 2], ")
    W = after(explorer.alt, "W (3, 3) is")
    grad_y = after(explorer.alt, "∇y f (3,) is")
    explorer.expect_alt(f"= {(W.T @ grad_y)[2]:g}.".replace("-", "−"))

    # The letters and arrows that were pressed were no commands to the notebook.
    cells = quiet.locator(".jp-Cell").count()
    explorer.press("Let me guess first", "b", "x", "d", "d", "ArrowDown", "m")
    expect(quiet.locator(".jp-Cell")).to_have_count(cells)
    expect(quiet.locator(".jp-MarkdownCell")).to_have_count(0)
    assert audit(quiet) == []
    save_picture(explorer, "shape-explorer")


def test_the_backward_stepper(lab: Lab, quiet: Page) -> None:
    params, x, _ = network()
    xs, deltas = backward()
    figures = Figures(quiet, lab, STEPPER)
    stepper = figures.figure("Backward stepper")
    stepper.expect_alt("Step 0 of 16")
    first = stepper.picture.inner_html()

    stepper.press("Step", "Enter")
    stepper.expect_alt("Step 1 of 16, forward, layer 1")
    assert close(after(stepper.alt, "u⁽¹⁾ is"), params[0][0] @ x + params[0][1])
    stepper.press("Step", "Space", "Space", "Space", "Space", "Space", "Space")
    stepper.expect_alt("Step 7 of 16, loss")
    stepper.press("Back", "Enter")
    stepper.expect_alt("Step 6 of 16")
    assert close(after(stepper.alt, "x⁽³⁾ is"), xs[3])

    stepper.press("Jump to", "End")  # layer 1 on the way back
    stepper.expect_alt("Step 14 of 16, backward, layer 1, Lemma 2")
    assert close(after(stepper.alt, "(W⁽²⁾)ᵀ is"), params[1][0].T)
    assert close(after(stepper.alt, "δ⁽²⁾ is"), deltas[1])
    assert close(after(stepper.alt, "∇x⁽¹⁾ is"), params[1][0].T @ deltas[1])
    stepper.press("Step", "Enter", "Enter")
    stepper.expect_alt("Step 16 of 16")
    assert close(after(stepper.alt, " ∇W⁽¹⁾ is"), np.outer(deltas[0], x))
    assert close(after(stepper.alt, "The numeric ∇W is"), np.outer(deltas[0], x))
    stepper.expect_alt("Layer 1: ✓ ∇W and ∇b agree")
    correct = stepper.picture.inner_html()

    stepper.press("Plant a mistake", "ArrowDown")  # f′ forgotten in the hidden layers
    expect(stepper.message).to_contain_text("Which layers will disagree")
    assert "✓" not in stepper.picture.inner_html()
    assert "✗ wrong" not in stepper.picture.inner_html()
    stepper.press("I expect as wrong", "l", "ArrowDown", "ArrowDown", "ArrowDown")
    stepper.press("Check my guess", "Enter")
    expect(stepper.message).to_contain_text("Your guess, layers 1 to 2, is right")
    stepper.expect_alt("Layer 3: ✓ ∇W and ∇b agree.")
    stepper.expect_alt("Layer 2: ✗ wrong: ∇W in 16 of 16 and ∇b in 4 of 4.")
    forgotten = params[1][0].T @ (params[2][0].T @ deltas[2])
    assert close(after(stepper.alt, " ∇W⁽¹⁾ is"), np.outer(forgotten, x))
    assert close(after(stepper.alt, "The numeric ∇W is"), np.outer(deltas[0], x))
    assert audit(quiet) == []
    save_picture(stepper, "backward-stepper-light")

    stepper.press("Plant a mistake", "Home")
    expect(stepper.picture).not_to_have_attribute("aria-label", re.compile("✗"))
    assert stepper.picture.inner_html() == correct
    stepper.press("Rewind", "Enter")
    stepper.expect_alt("Step 0 of 16")
    assert stepper.picture.inner_html() == first


def test_dark_theme_and_running_twice(lab: Lab, quiet: Page) -> None:
    choose_dark_theme(lab)
    figures = Figures(quiet, lab, OF_STUDENT)
    expect(quiet.locator('body[data-jp-theme-light="false"]')).to_be_attached()
    stepper = figures.figure("Backward stepper")
    expect(stepper.message).to_contain_text("half_done is not written yet")
    expect(stepper.message).not_to_contain_text("Traceback")
    stepper.press("Jump to", "End")
    stepper.press("Step", "Space", "Space")
    stepper.expect_alt("Step 16 of 16")
    assert audit(quiet) == []
    save_picture(stepper, "backward-stepper-dark")
    expect(quiet.locator(".jp-OutputArea-output pre")).to_have_count(1)  # 'end'

    widgets = count_widgets(figures)
    quiet.locator(".jp-Cell .jp-InputPrompt").first.click()
    figures.run_all(3)
    figures.figure("Backward stepper").expect_alt("Step 0 of 16")
    assert count_widgets(figures) == widgets


def test_a_slider_and_a_player(lab: Lab, quiet: Page) -> None:
    played = Figures(quiet, lab, PLAYED).figure("Played")
    slider = played.root.get_by_role("slider", name="Radius")
    slider.focus()
    quiet.keyboard.press("ArrowRight")
    played.expect_alt("Radius 1.5 at time 0.")
    played.root.get_by_role("button", name="Play or pause").focus()
    quiet.keyboard.press("Space")
    played.expect_alt("Radius 1.5 at time 3.")
    played.root.get_by_role("button", name="Stop and rewind").focus()
    quiet.keyboard.press("Enter")
    played.expect_alt("Radius 1.5 at time 0.")
    assert audit(quiet) == []


def audit(page: Page) -> list[str]:
    """Return what axe finds to be a serious or critical barrier in the figures."""
    found = Axe().run(page, context=".blackboard-figure").response["violations"]
    return [
        f"{violation['id']}: {node['html']}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def save_picture(figure: FigureInPage, name: str) -> None:
    """Keep a screenshot in build/pictures, for the documentation and for a look at it."""
    path = Path("build/pictures", f"{name}.png")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.page.set_viewport_size({"width": 1280, "height": 1200})  # all of it at once
    figure.root.screenshot(path=path)
    assert path.stat().st_size < LARGEST_PICTURE


def choose_dark_theme(lab: Lab) -> None:
    """Set the theme as JupyterLab's settings editor does."""
    plugin = "@jupyterlab/apputils-extension:themes"
    request = urllib.request.Request(  # noqa: S310, always http
        f"{lab.url}/lab/api/settings/{plugin}?token={lab.token}",
        data=json.dumps({"raw": json.dumps({"theme": "JupyterLab Dark"})}).encode(),
        method="PUT",
    )
    with urllib.request.urlopen(request, timeout=10):  # noqa: S310, always http
        pass


def count_widgets(figures: Figures) -> str:
    """Return how many widgets the kernel keeps, counted in the notebook's last cell."""
    page = figures.page
    cell = page.locator(".jp-Cell").last
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("from ipywidgets.widgets import widget; 'end', len(widget._instances)")
    cell.locator(".jp-InputPrompt").click()
    page.keyboard.press("Control+Enter")
    output = cell.locator(".jp-OutputArea-output")
    expect(output).to_contain_text("('end', ")
    return output.inner_text()
