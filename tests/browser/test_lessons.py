"""Every lesson in a real JupyterLab, run from top to bottom: as released, and with its answers."""

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from playwright.sync_api import Locator, Page, expect

from autograder.checks.notebook.one_line import BEHIND
from autograder.course.lessons import Lesson, find_course
from autograder.course.notebook.cells import answers_of
from tests.helpers.jupyter_lab import Lab, open_notebook, run_all, settle, unseen
from tests.helpers.lesson_figures import FIGURES

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("lab-1")]

SECONDS_TO_RUN_ALL = 120
PASSED = re.compile(r"✓ \w+(, \w+)*: ")
# What a notebook says where an answer is missing: a line each.
OPEN = re.compile(
    r"\w+ is not written yet[:,] .*"
    r"|\w+ has no answer yet\."
    r"|\w+ is not defined in this kernel: run its cell above .*"
    rf"|{BEHIND}"
    r"|line \d+ of \w+ is still `raise NotImplementedError\(\)`\."
)

each_lesson = pytest.mark.parametrize(
    "lesson", find_course(Path(__file__)).lessons, ids=lambda lesson: lesson.name
)

# What is shown of each Markdown cell: how many tables, how many formulas, and text that was not
# understood. Within HTML, Markdown is not read, so that a backtick or a star stays what it is.
SHOWN = r"""(notebook) => [...notebook.querySelectorAll(".jp-MarkdownCell")].map((cell) => {
  const raw = [];
  const texts = document.createTreeWalker(
    cell.querySelector(".jp-RenderedMarkdown"), NodeFilter.SHOW_TEXT
  );
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest("code, pre, mjx-container")) continue;
    if (/[$`*]|\\[a-zA-Z([]|\|\s*:?-{3}/.test(text.data)) raw.push(text.data);
  }
  return [
    cell.querySelectorAll("table").length, cell.querySelectorAll("mjx-container").length, raw
  ];
})"""
# Nothing that is seen is wider than its place, except what scrolls within the cell by itself.
# MathJax sets a formula in its own fonts; the copy of it for screen readers is clipped away, and as
# wide as the machine's fonts make it.
TOO_WIDE = """(notebook) => {
  notebook.querySelectorAll("mjx-assistive-mml").forEach((copy) => copy.remove());
  return [...notebook.querySelectorAll(".jp-OutputArea-output, .jp-RenderedMarkdown")]
  .filter((area) => area.scrollWidth > area.clientWidth + 1)
  .map((area) => `${area.scrollWidth} of ${area.clientWidth} px: ${area.textContent.slice(0, 80)}`)
}"""
WRITE = """([place, source]) => {
  const cell = window.jupyterapp.shell.currentWidget.content.widgets[place];
  cell.model.sharedModel.setSource(source);
}"""
RESTART = """async () => {
  const panel = window.jupyterapp.shell.currentWidget;
  await panel.sessionContext.session.kernel.restart();
  await window.jupyterapp.commands.execute("notebook:clear-all-cell-outputs");
}"""
BROKEN_PICTURES = """(notebook) => [...notebook.querySelectorAll(".jp-OutputArea-output img")]
  .filter((img) => !img.complete || img.naturalWidth === 0 || img.naturalHeight === 0
    || !img.alt.trim())
  .map((img) => img.outerHTML.slice(0, 80))"""


@dataclass(frozen=True)
class OpenLesson:
    """A notebook that is open in JupyterLab."""

    page: Page
    notebook: NotebookNode

    @classmethod
    def open(cls, page: Page, lab: Lab, name: str) -> "OpenLesson":
        """Open a notebook that JupyterLab serves and wait for its kernel."""
        open_notebook(page, lab, name)
        return cls(page, nbformat.read(lab.root / name, as_version=4))

    @property
    def panel(self) -> Locator:
        """What is shown of the notebook."""
        return self.page.locator(".jp-Notebook")

    @property
    def prompts(self) -> Locator:
        """What stands left of the code cells."""
        return self.panel.locator(".jp-CodeCell .jp-InputPrompt")

    def cell(self, place: int) -> Locator:
        """Return a cell by its place in the notebook."""
        return self.panel.locator(f'.jp-Cell[data-windowed-list-index="{place}"]')

    def prompt(self, place: int) -> Locator:
        """Return what stands left of a code cell: [ ], [*] or its number."""
        return self.cell(place).locator(".jp-InputPrompt")

    def places(self, *keys: str) -> list[int]:
        """Return where code cells are, or those alone that nbgrader's metadata marks so."""
        return [
            place
            for place, cell in enumerate(self.notebook.cells)
            if cell.cell_type == "code"
            and all(cell.metadata.get("nbgrader", {}).get(key) for key in keys)
        ]

    def named(self, grade_id: str) -> int:
        """Return where the cell with a grade_id is."""
        (place,) = [
            place
            for place, cell in enumerate(self.notebook.cells)
            if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
        ]
        return place

    @property
    def complaints(self) -> Locator:
        """Every error output, and what was written to stderr."""
        return self.panel.locator('.jp-OutputArea-output[data-mime-type$="jupyter.stderr"]')

    def run_all(self) -> None:
        """Run all cells, and wait until nothing runs and nothing is waiting."""
        run_all(self.page, SECONDS_TO_RUN_ALL)
        last = self.prompt(self.places()[-1])
        expect(last).to_have_text(re.compile(r"\[\d+\]:"))
        expect(self.prompts.filter(has_text="[*]:")).to_have_count(0)

    def answer(self, solved: NotebookNode) -> None:
        """Write the answers of a solved lesson into their cells, and restart the kernel."""
        with unseen(self.page):
            for name, source in answers_of(solved).items():
                self.page.evaluate(WRITE, [self.named(name), source])
            self.page.evaluate(RESTART)
            settle(self.page)
        expect(self.prompts.filter(has_text=re.compile(r"\d"))).to_have_count(0)


@each_lesson
def test_run_all_as_released_and_with_the_answers(lesson: Lesson, lab: Lab, quiet: Page) -> None:
    opened = OpenLesson.open(quiet, lab, f"{lesson.name}/{lesson.source.name}")
    opened.run_all()
    check_it_reaches_the_end(opened, lesson)
    opened.answer(nbformat.read(lesson.source, as_version=4))
    opened.run_all()
    check_outputs(opened)
    check_figures(opened, FIGURES[lesson.name])
    check_prose(opened)
    assert opened.panel.evaluate(TOO_WIDE) == []


def check_outputs(opened: OpenLesson) -> None:
    """Check that every cell ran once, in order, without complaint, and that every test passed."""
    assert opened.complaints.all_inner_texts() == []
    cells = opened.notebook.cells
    expected = [
        "" if cells[place].metadata.get("jupyter", {}).get("source_hidden") else f"[{number}]:"
        for number, place in enumerate(opened.places(), 1)
    ]
    assert opened.prompts.all_inner_texts() == expected
    for place in opened.places("grade"):
        text = " ".join(opened.cell(place).locator(".jp-OutputArea-output").all_inner_texts())
        assert PASSED.search(text), cells[place].id


def check_figures(opened: OpenLesson, figures: dict[str, str]) -> None:
    """Check that every figure is drawn and says in words what it shows."""
    for place in opened.places():
        if opened.notebook.cells[place].id not in figures:
            continue
        figure = opened.cell(place).get_by_role("group").get_by_role("img")
        expect(figure).to_have_attribute("aria-label", re.compile(r"\w+ \w+"))
        expect(figure).to_be_visible()
    assert opened.panel.evaluate(BROKEN_PICTURES) == []


def check_prose(opened: OpenLesson) -> None:
    """Check that formulas and tables of the text are typeset."""
    cells = [cell for cell in opened.notebook.cells if cell.cell_type == "markdown"]
    written = [(tables(cell.source), formulas(cell.source)) for cell in cells]
    typeset = opened.panel.locator(".jp-MarkdownCell mjx-container")
    expect(typeset).to_have_count(sum(count for _, count in written))
    expect(opened.panel.locator("mjx-merror")).to_have_count(0)
    shown = opened.panel.evaluate(SHOWN)
    for cell, expected, found in zip(cells, written, shown, strict=True):
        assert found == [*expected, []], cell.id


def tables(markdown: str) -> int:
    """Count the tables of a text."""
    return len(re.findall(r"^\|(?: *:?-+:? *\|)+$", markdown, flags=re.M))


def formulas(markdown: str) -> int:
    """Count the formulas of a text."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", markdown, flags=re.S)
    return len(re.findall(r"\$\$.+?\$\$|\$[^$]+\$", text, flags=re.S))


def check_it_reaches_the_end(opened: OpenLesson, lesson: Lesson) -> None:
    """Check that every cell ran, and that what is missing says so in a line and no traceback."""
    expect(opened.prompt(opened.places()[-1])).to_have_text(f"[{len(opened.places())}]:")
    said = [" ".join(text.split()) for text in opened.complaints.all_inner_texts()]
    assert len(said) >= len(lesson.exercises)
    assert [text for text in said if not OPEN.fullmatch(text)] == []
    expect(opened.cell(opened.places()[-1])).to_contain_text(re.compile(r"0 done, \d+ open"))
