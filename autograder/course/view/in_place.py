"""The view of a notebook made ready for its student's own kernel: for check and Validate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.checks.apart import Test
from autograder.course.lessons import find_course, read_exercises
from autograder.course.notebook.cells import grade_id, is_answer, is_locked, is_own, is_test
from autograder.course.notebook.handed_in import HandedIn, cells_of
from autograder.course.notebook.names import names_in, names_of
from autograder.course.notebook.needed_cells import relevant
from autograder.course.view.rebuild import Source
from autograder.course.view.view import view_of
from autograder.errors import UsageError


def source_of(folder: Path, cells: Iterable[HandedIn]) -> Source | None:
    """Return the lesson of the course around a folder that a notebook is of, if it is of one."""
    try:
        course = find_course(folder)
    except UsageError:
        return None
    lesson = course.lesson_with({cell.name for cell in cells})
    if lesson is None:
        return None
    notebook = nbformat.read(lesson.source, as_version=4)
    return Source(notebook, handed_out=course.is_handout)


def visible(notebook: NotebookNode, source: Source) -> list[NotebookNode]:
    """Return the cells of a view that are run where its student can look: no hidden tests."""
    for cell in notebook.cells:
        if is_test(cell):
            cell.source = source.released(grade_id(cell))
    return relevant(notebook.cells)


@dataclass(frozen=True)
class Ready:
    """The cells of a view, ready to be run in a student's kernel.

    A test cell has given its source away: Validate shows what stands in a cell above the message.

    Attributes:
        cells: those that are run.
        lesson: sources of the lesson's own cells.
        tests: the test cells with their sources.
        binding: by source, the names that the student's cells bind.
    """

    cells: list[NotebookNode]
    lesson: list[str]
    tests: list[Test]
    binding: dict[str, list[str]]

    def prelude(self, raised: Mapping[str, str]) -> NotebookNode:
        """Return the cell that has tests run apart from the notebook's names.

        Args:
            raised: by name, what the cells that bind it raised that will not run any more.
        """
        tests = [
            f"Test({one.name!r}, {one.shown!r}, {one.source!r}, frozenset({sorted(one.asks)!r}))"
            for one in self.tests
        ]
        return nbformat.v4.new_code_cell(
            "from autograder.checks.apart import Notebook, Test\n"
            f"Notebook(get_ipython(), {self.lesson!r}, [{', '.join(tests)}], "
            f"{self.binding!r}, {dict(raised)!r}).install()\n"
            "del Notebook, Test"
        )


def ready(notebook: NotebookNode, source: Source) -> Ready:
    """Make a view ready for its student's kernel."""
    exercises = {test: one.name for one in read_exercises(notebook) for test in one.tests}
    cells = visible(notebook, source)
    binding: dict[str, list[str]] = {}
    tests = []
    for cell in cells:
        if is_answer(cell) or is_own(cell):  # two may read the same, as those that only raise
            binding.setdefault(cell.source.strip(), []).extend(sorted(bound_by(cell)))
        if is_test(cell):
            name = grade_id(cell)
            shown = f"# {name}: a check of {exercises[name]}"
            tests.append(Test(name, shown, cell.source, names_of(cell.source).free))
            cell.source = shown
    lesson = [cell.source for cell in cells if is_locked(cell)]
    return Ready(cells, lesson, tests, binding)


def show_view(notebook: NotebookNode) -> None:
    """Put the view of a notebook in its place, before Validate runs it.

    For ``NotebookClient.on_notebook_start``. Where the course is not there the notebook stays.
    """
    cells = cells_of(notebook)
    source = source_of(Path.cwd(), cells)
    if source is not None:
        made = ready(view_of(source, cells).notebook, source)
        notebook.cells = [made.prelude({}), *made.cells]


def bound_by(cell: NotebookNode) -> frozenset[str]:
    """Return the names that are missing where a student's cell did not run to its end."""
    return frozenset({grade_id(cell)}) if is_answer(cell) else names_in(cell.source).binds
