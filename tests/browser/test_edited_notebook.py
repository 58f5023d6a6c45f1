"""A notebook that JupyterLab itself has split, merged, moved, copied and saved keeps its marks."""

import json
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page

from autograder.course.lessons import Course
from autograder.course.notebook.cells import answers_of
from autograder.sandbox.limits import Limits
from tests.helpers.agreement import MARKERS, verdicts
from tests.helpers.jupyter_lab import Lab, open_notebook, settle, unseen

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("lab-1")]

LESSON = "04_jacobian_lemmas"
# Commands of JupyterLab's menus, given to the cell whose name or text is known.
EDITOR = """
window.edit = {
  get panel() { return window.jupyterapp.shell.currentWidget; },
  get cells() { return this.panel.content.widgets; },
  at(name) {
    const of = cell => cell.model.sharedModel.getMetadata('nbgrader');
    return this.cells.findIndex(cell => (of(cell) || {}).grade_id === name);
  },
  go(place) {
    const at = typeof place === 'string' ? this.at(place) : place;
    this.panel.content.activeCellIndex = at;
    this.panel.content.deselectAll();
    return this.cells[at];
  },
  write(place, text) { this.go(place).model.sharedModel.setSource(text); },
  async say(...names) {
    for (const name of names) await window.jupyterapp.commands.execute(`notebook:${name}`);
  },
  async own(place, text) {
    this.go(place);
    await this.say('insert-cell-above');
    this.panel.content.activeCell.model.sharedModel.setSource(text);
  },
};
"""
HELPER = "def product(a, b):\n    return np.outer(a, b)\n"
OUTER = "\ndef affine_grad_W(grad_y, x):\n    return product(grad_y, x)"
SHOWN = """import time
import matplotlib.pyplot as plt
from IPython.display import HTML, display
plt.plot(range(9))
plt.show()
for _ in range(10):  # 5 MB, no faster than the server lets them pass
    display(HTML("<p hidden>" + "[[0.1 0.2] {} " * 36_000 + "</p>"))
    time.sleep(0.7)
"""


def test_it_keeps_its_marks(lab: Lab, quiet: Page, course: Course) -> None:
    lesson = course.lesson(LESSON)
    open_notebook(quiet, lab, f"{LESSON}/{lesson.source.name}")
    quiet.evaluate(f"() => {{ {EDITOR} }}")

    def edit(steps: str) -> None:
        quiet.evaluate(f"(async () => {{ {steps} }})()")

    right = answers_of(nbformat.read(lesson.source, as_version=4))
    for name, source in right.items():
        quiet.evaluate("([name, text]) => edit.write(name, text)", [name, MARKERS.sub("", source)])

    quiet.evaluate("text => edit.write('affine_grad_W', text)", HELPER + OUTER)
    edit("""const cell = edit.go('affine_grad_W');
            cell.editor.setCursorPosition({line: 2, column: 0});
            await edit.say('split-cell-at-cursor');""")
    edit("edit.go('affine_grad_x'); await edit.say('copy-cell', 'paste-cell-below');")
    edit("edit.go('sigmoid_prime'); await edit.say('cut-cell'); edit.go(3);"
         "await edit.say('paste-cell-below');")  # fmt: skip
    edit("edit.go('tanh_prime');"
         "await edit.say('change-cell-to-markdown', 'change-cell-to-code');")  # fmt: skip
    edit(
        "await edit.own('elementwise_grad', '# my own notes'); await edit.say('merge-cell-below');"
    )
    edit("""edit.go('composite_grad');
            while (edit.at('composite_grad') < edit.at('test_composite_grad'))
              await edit.say('move-cell-down');""")
    edit(
        "edit.go('softmax_jacobian'); await edit.say('change-cell-to-raw', 'change-cell-to-code');"
    )
    quiet.evaluate("text => edit.own('jacobian_grad', text)", SHOWN)
    with unseen(quiet):
        edit("await edit.say('run-cell');")
        settle(quiet)
    edit("await edit.panel.context.save();")
    edit("await edit.panel.context.rename('Notebook (1).ipynb');")

    path = Path(lab.root, LESSON, "Notebook (1).ipynb")
    saved = json.loads(path.read_text("utf-8"))
    assert path.stat().st_size > 5e6
    names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in saved["cells"]]
    assert (names.count("affine_grad_W"), names.count("affine_grad_x")) == (2, 2)
    assert names.count("elementwise_grad") == 0  # the merged cell has the upper one's metadata
    assert names.index("sigmoid_prime") < 6
    assert names.index("composite_grad") > names.index("test_composite_grad")
    assert {"tanh_prime", "softmax_jacobian"} <= set(names)

    found = verdicts(lesson, path, Limits(), hidden=True)
    assert {name: reason for name, reason in found.graded.items() if reason} == {}
    assert {name: message for name, message in found.checked.items() if message} == {}
    assert [(note.kind, note.cell) for note in found.notes if note.kind != "passed over"] == [
        ("recovered", "elementwise_grad")
    ]
