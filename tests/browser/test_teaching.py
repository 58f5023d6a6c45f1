"""What a lesson says of answers, in a real JupyterLab: questions, recall, checks, its last cell."""

import copy
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from playwright.sync_api import Locator, Page, expect

from autograder.course.lessons import Course
from tests.browser.test_lessons import WRITE, OpenLesson
from tests.helpers.jupyter_lab import Lab, settle

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("lab-2")]

LESSON = "04_jacobian_lemmas"
KEPT = ("imports", "provided-functions", "example-numbers", "recall-04-shape", "affine-grad-W",
        "test-affine-grad-W", "question-shape", "test-question-shape", "progress")  # fmt: skip
HOLD_BACK = (
    "import pathlib\n"
    "from autograder.checks import sealed\n"
    'sealed.FOLDER = pathlib.Path("handed out without them")'
)
RUN = """async (place) => {
  window.jupyterapp.shell.currentWidget.content.activeCellIndex = place;
  await window.jupyterapp.commands.execute("notebook:run-cell");
}"""
RIGHT = "def affine_grad_W(grad_y, x):\n    return np.outer(grad_y, x)"
WRONG = "def affine_grad_W(grad_y, x):\n    return np.outer(grad_y, 2 * x)"
GREEN = "rgb(26, 127, 55)"


class Desk:
    """Some cells of a lesson that is open in JupyterLab; a scratch cell is the last.

    Args:
        opened: the notebook.
    """

    def __init__(self, opened: OpenLesson) -> None:
        self.opened = opened
        self._places = {cell.id: place for place, cell in enumerate(opened.notebook.cells)}

    def cell(self, name: str) -> Locator:
        """Return a cell by its id."""
        return self.opened.cell(self._places[name])

    def run(self, name: str, source: str | None = None) -> Locator:
        """Write into a cell, run it and return what it shows."""
        place = self._places[name]
        if source is not None:
            self.opened.page.evaluate(WRITE, [place, source])
        self.opened.page.evaluate(RUN, place)
        settle(self.opened.page)
        return self.cell(name).locator(".jp-OutputArea-output")


@pytest.fixture
def desk(quiet: Page, lab: Lab, course: Course) -> Desk:
    """Some cells of a lesson, the first four of which have been run."""
    lesson = course.lesson(LESSON)
    path = lab.root / LESSON / lesson.source.name
    released = nbformat.read(path, as_version=4)
    short = copy.copy(released)
    short.cells = [cell for cell in released.cells if cell.id in KEPT]
    assert len(short.cells) == len(KEPT)
    short.cells.append(new_code_cell("", id="scratch"))
    nbformat.write(short, path)
    desk = Desk(OpenLesson.open(quiet, lab, f"{LESSON}/{path.name}"))
    for name in KEPT[:3]:
        desk.run(name)
    return desk


def test_recall_is_judged_at_once_and_stops_nothing(desk: Desk) -> None:
    expect(desk.run("recall-04-shape")).to_have_text(re.compile("^Write your letter"))
    asked = desk.cell("recall-04-shape").locator(".cm-line").inner_text()
    wrong = desk.run("recall-04-shape", asked.replace("None", '"a"', 1))
    expect(wrong).to_have_text(re.compile('"a" is not the right answer\\.\\s+With \\(3, 5\\)'))
    right = desk.run("recall-04-shape", asked.replace("None", '" B "', 1))
    expect(right).to_have_text(re.compile('^✓ recall_04_shape: "b" is right\\.\\s+W @ x gives'))


def test_a_question_is_judged_with_its_reason_or_held_back(desk: Desk) -> None:
    desk.run("question-shape")
    expect(desk.run("test-question-shape")).to_have_text("question_shape has no answer yet.")
    desk.run("question-shape", 'question_shape = "d"')
    failed = desk.run("test-question-shape")
    expect(failed).to_have_text(
        re.compile('^question_shape: "d" is not the right answer\\.\\s+The formula')
    )
    assert '"b"' not in failed.inner_text()
    desk.run("question-shape", 'question_shape = "b"')
    expect(desk.run("test-question-shape")).to_have_text(
        re.compile('^✓ question_shape: "b" is right\\.\\s+Entry \\(i, j\\)')
    )
    expect(desk.run("progress")).to_contain_text("✓ question_shape: done")

    desk.run("scratch", HOLD_BACK)
    for letter in "bd":
        desk.run("question-shape", f'question_shape = "{letter}"')
        expect(desk.run("test-question-shape")).to_have_text(
            f'question_shape: answered "{letter}". Right or wrong shows at grading.'
        )
    expect(desk.run("progress")).to_contain_text("? question_shape: answered")


def test_a_check_fails_can_be_replayed_passes_and_is_counted(desk: Desk) -> None:
    checked = desk.run("test-affine-grad-W")
    expect(checked).to_have_text(re.compile("^affine_grad_W is not defined in this kernel"))
    desk.run("affine-grad-W", WRONG)
    said = desk.run("test-affine-grad-W").last
    expect(said).to_contain_text("ratio 2.000 in all")
    expect(said).to_contain_text("To look at this case: case = failed_case()")
    expect(desk.run("progress")).to_contain_text("✗ affine_grad_W: failing")
    case = desk.run("scratch", "case = failed_case()\nprint(case)\ncase.returned / case.expected")
    expect(case.first).to_contain_text("affine_grad_W was given, as case.inputs:")
    expect(case.last).to_contain_text("2.")
    expect(desk.run("scratch", 'other_ways("affine_grad_W")')).to_contain_text("have passed")

    desk.run("affine-grad-W", RIGHT)
    passed = desk.run("test-affine-grad-W")
    expect(passed).to_have_text(re.compile(r"^✓ affine_grad_W: .* \(\d+ numbers compared\)\.$"))
    tick = passed.get_by_text("✓", exact=True)
    expect(tick).to_have_css("background-color", GREEN)
    expect(desk.run("progress")).to_contain_text(re.compile("✓ affine_grad_W: done.*1 done"))
    ways = desk.run("scratch", 'other_ways("affine_grad_W")')
    expect(ways).to_contain_text("# One way")

    desk.run("affine-grad-W", RIGHT.replace("return", "return return"))
    expect(desk.run("test-affine-grad-W")).to_contain_text("ended in an error (SyntaxError")


def test_checks_are_folded_and_can_be_read(desk: Desk) -> None:
    test = desk.cell("test-affine-grad-W")
    expect(test.locator(".cm-editor")).to_be_hidden()
    fold = test.locator(".jp-Placeholder").first
    expect(fold).to_contain_text("# Check of affine_grad_W")
    fold.click()
    expect(test.locator(".cm-editor")).to_be_visible()
    expect(test).to_contain_text("check_gradient(affine_grad_W")
