"""A student's way through an exercise: type, run, read the message, correct, validate."""

import re

import pytest
from nbformat import NotebookNode
from playwright.sync_api import Locator, Page, expect

from tests.helpers.jupyter_lab import Lab, open_notebook

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("lab-2")]

LESSON = "04_jacobian_lemmas/jacobian_lemmas.ipynb"
SECONDS_TO_VALIDATE = 120  # it runs the notebook from top to bottom


class OpenNotebook:
    """A notebook that is open in JupyterLab, its cells named by their grade_id."""

    def __init__(self, page: Page, notebook: NotebookNode) -> None:
        self.page = page
        self.places = {
            cell.metadata["nbgrader"]["grade_id"]: place
            for place, cell in enumerate(notebook.cells)
            if "nbgrader" in cell.metadata
        }

    def cell(self, name: str) -> Locator:
        """Return a cell."""
        return self.page.locator(f'.jp-Cell[data-windowed-list-index="{self.places[name]}"]')

    def write(self, name: str, *lines: str) -> None:
        """Replace what a cell holds, key by key; the editor indents the lines by itself."""
        self.cell(name).locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        for number, line in enumerate(lines):
            if number:
                self.page.keyboard.press("Enter")
            self.page.keyboard.type(line)

    def run(self, name: str) -> Locator:
        """Run a cell, wait for its end and return its last output."""
        prompt = self.cell(name).locator(".jp-InputPrompt")
        before = (prompt.text_content() or "no number").strip()  # in a folded cell there is none
        prompt.click()
        self.page.keyboard.press("Control+Enter")
        expect(prompt).to_have_text(re.compile(rf"^(?!{re.escape(before)})\[\d+\]:$"))
        return self.cell(name).locator(".jp-OutputArea-output").last


@pytest.fixture
def lesson(lab: Lab, quiet: Page, released: NotebookNode) -> OpenNotebook:
    """The lesson, open and with a kernel."""
    open_notebook(quiet, lab, LESSON)
    return OpenNotebook(quiet, released)


def test_an_exercise_from_a_wrong_answer_to_validate(lesson: OpenNotebook) -> None:
    lesson.run("imports")

    lesson.write("affine_grad_W", "def affine_grad_W(grad_y, x):", "return 2 * np.outer(grad_y, x)")
    expect(lesson.run("affine_grad_W")).to_have_count(0)
    failed = lesson.run("test_affine_grad_W")
    expect(failed).to_contain_text("affine_grad_W: grad_W[")
    expect(failed).to_contain_text("ratio 2.000 in all 12 entries")
    expect(failed).not_to_contain_text("Traceback")
    expect(failed).not_to_contain_text("CheckFailed")

    lesson.write("affine_grad_W", "def affine_grad_W(grad_y, x):", "return np.outer(grad_y, x)")
    lesson.run("affine_grad_W")
    expect(lesson.run("test_affine_grad_W")).to_contain_text("✓ affine_grad_W: ")

    page = lesson.page
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    page.get_by_role("button", name="Validate").click()
    result = page.locator(".jp-Dialog")
    expect(result).to_contain_text("Validation Results", timeout=SECONDS_TO_VALIDATE * 1000)
    expect(result).to_contain_text("The following cell failed")
    expect(result).to_contain_text("# test_affine_grad_x: a check of affine_grad_x")
    expect(result).to_contain_text("affine_grad_x is not written yet")
    expect(result).to_contain_text("softmax_jacobian is not written yet")
    expect(result).not_to_contain_text("check_gradient(affine_grad_W,")
    result.get_by_role("button", name="Ok").click()
    expect(result).to_have_count(0)
