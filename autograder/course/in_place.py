"""The view of a notebook made ready for its student's own kernel: for check and Validate."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.course.cells import grade_id, is_answer, is_locked, is_own, is_test
from autograder.course.handed_in import HandedIn, cells_of
from autograder.course.lessons import find_course
from autograder.course.names import names_in, names_of
from autograder.course.needed_cells import relevant
from autograder.course.rebuild import Source
from autograder.course.view import view_of
from autograder.errors import UsageError


def source_of(folder: Path, cells: Iterable[HandedIn]) -> Source | None:
    """Return the lesson of the course around a folder that a notebook is of, if it is of one."""
    try:
        lesson = find_course(folder).lesson_with({cell.name for cell in cells})
    except UsageError:
        return None
    return Source(nbformat.read(lesson.source, as_version=4)) if lesson else None


def visible(notebook: NotebookNode, source: Source) -> list[NotebookNode]:
    """Return the cells of a view that are run where its student can look: no hidden tests."""
    for cell in notebook.cells:
        if is_test(cell):
            cell.source = source.released(grade_id(cell))
    return relevant(notebook.cells)


def show_view(notebook: NotebookNode) -> None:
    """Put the view of a notebook in its place, before Validate runs it.

    For ``NotebookClient.on_notebook_start``. Where the course is not there the notebook stays.
    """
    cells = cells_of(notebook)
    source = source_of(Path.cwd(), cells)
    if source is not None:
        ready = visible(view_of(source, cells).notebook, source)
        notebook.cells = [prelude(ready, {}), *ready]


def prelude(cells: Sequence[NotebookNode], raised: Mapping[str, str]) -> NotebookNode:
    """Return the cell that has tests run apart from the notebook's names.

    Args:
        cells: those that will run.
        raised: by name, what the cells that bind it raised that will not run any more.
    """
    lesson = [cell.source for cell in cells if is_locked(cell)]
    tests = [
        f"Test({grade_id(cell)!r}, {cell.source!r}, "
        f"frozenset({sorted(names_of(cell.source).free)!r}))"
        for cell in cells
        if is_test(cell)
    ]
    binding: dict[str, list[str]] = {}
    for cell in cells:
        if is_answer(cell) or is_own(cell):  # two may read the same, as those that only raise
            binding.setdefault(cell.source.strip(), []).extend(sorted(bound_by(cell)))
    return nbformat.v4.new_code_cell(
        "from autograder.checks.apart import Notebook, Test\n"
        f"Notebook(get_ipython(), {lesson!r}, [{', '.join(tests)}], {binding!r}, {dict(raised)!r})"
        ".install()\n"
        "del Notebook, Test"
    )


def bound_by(cell: NotebookNode) -> frozenset[str]:
    """Return the names that are missing where a student's cell did not run to its end."""
    return frozenset({grade_id(cell)}) if is_answer(cell) else names_in(cell.source).binds
