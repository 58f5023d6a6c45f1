"""A notebook with interactive figures, open in JupyterLab, and a figure in it at the keyboard."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
import numpy as np
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page, expect

from tests.helpers.jupyter_lab import Lab, open_notebook, run_all, settle

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
CONTROL = "button:visible, select:visible, input:visible, [role=slider]:visible"
MOST_TABS = 60
SECONDS_TO_RUN = 120  # a whole lesson, on a busy machine
LARGEST_PICTURE = 300_000

# For every key Chromium styles all that could be seen of a notebook anew, most of what a test waits
# for.
FIGURES_ALONE = """(alone) => {
  const cells = [...document.querySelectorAll(".jp-Notebook .jp-Cell")];
  for (const cell of cells.slice(0, -1))  // tests may use the last one
    cell.style.display = alone && !cell.querySelector("[role=group]") ? "none" : "";
}"""

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
            # lost in a select whose value the kernel is just setting.
            settle(self.page)

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
        open_notebook(page, lab, NOTEBOOK)
        self.run_all(len(notebook.cells))

    def run_all(self, cells: int) -> None:
        """Run every cell and wait for the last."""
        self.page.evaluate(FIGURES_ALONE, False)
        self.page.locator(".jp-Cell .jp-InputPrompt").first.click()
        run_all(self.page, SECONDS_TO_RUN)
        last = self.page.locator(".jp-Cell").nth(cells - 1)
        expect(last.locator(".jp-OutputArea-output")).to_contain_text("'end'")
        settle(self.page)  # a figure may have asked for more
        self.page.evaluate(FIGURES_ALONE, True)

    def figure(self, title: str) -> FigureInPage:
        """Return a figure by its title."""
        figure = FigureInPage(self.page, self.page.get_by_role("group", name=title))
        expect(figure.picture).to_be_visible()
        return figure


def after(alt: str, words: str) -> Array:
    """Return the numbers that stand behind some words in a text alternative."""
    _, found, behind = alt.replace("−", "-").partition(words.replace("−", "-") + " ")
    assert found, f"{words!r} is not in {alt!r}"
    return np.array(json.JSONDecoder().raw_decode(behind)[0], dtype=np.float64)


def close(actual: Array, expected: Array) -> bool:
    """Whether numbers with four decimals are these."""
    return actual.shape == expected.shape and bool(np.all(np.abs(actual - expected) <= 5.1e-5))


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
