"""What was done with cells of a submission that are not as they were handed out."""

from collections.abc import Iterable
from dataclasses import dataclass

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.course.lessons import read_exercises
from autograder.course.notebook.cells import grade_id, is_graded
from autograder.course.view.view import View


@dataclass(frozen=True)
class Remark:
    """Something that student and instructor must know about a cell.

    Attributes:
        cell: its grade_id.
        exercise: the exercise that it is about; for a locked cell the next one in the lesson.
        text: what was done, in one line.
    """

    cell: str
    exercise: str
    text: str


def remarks_of(view: View) -> tuple[Remark, ...]:
    """Return what there is to say of answers that were recovered and of cells that were changed.

    What is missing is said by the tests, and what was passed over costs nothing.
    """
    recovered, changed = view.named("recovered"), view.named("changed")
    if not (recovered or changed):
        return ()
    exercise_of = _exercises_by_cell(view.notebook)
    return (
        *(Remark(c, c, f"recovered: the cell of {c} had lost its name") for c in recovered),
        *(Remark(c, exercise_of[c], f"changed: {c}; the original is used") for c in changed),
    )


def of_all(notebook: NotebookNode, text: str) -> tuple[Remark, ...]:
    """Return a remark about every exercise of a lesson."""
    return tuple(Remark(one.name, one.name, text) for one in read_exercises(notebook))


def show(remarks: Iterable[Remark], notebook: NotebookNode) -> None:
    """Put remarks into the outputs of the code cells that they are about, once these have run."""
    cells = {grade_id(cell): cell for cell in notebook.cells if cell.cell_type == "code"}
    for remark in remarks:
        if remark.cell in cells:
            said = new_output("stream", name="stdout", text=f"{remark.text}.\n")
            cells[remark.cell].outputs = [said, *cells[remark.cell].outputs]


def _exercises_by_cell(notebook: NotebookNode) -> dict[str, str]:
    """Return the exercise of each cell that has a name: its own, else the next, else the last."""
    exercises = {test: one.name for one in read_exercises(notebook) for test in one.tests}
    found: dict[str, str] = {}
    following = next(reversed(exercises.values()), "")
    for cell in reversed(notebook.cells):
        if is_graded(cell):
            following = exercises[grade_id(cell)]
        found[grade_id(cell)] = following
    return found
