"""The judge inside stock nbgrader: for ``nbgrader autograde`` and the formgrader.

An exporter that reads submissions, and preprocessors that rebuild and judge them. They run in
nbgrader's process, which is the worker then.
"""

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import CaselessStrEnum, Float, Integer

from autograder.course.lessons import Lesson
from autograder.course.notebook.cells import runs_of
from autograder.course.notebook.handed_in import LARGEST, HandedIn, NoNotebook, cells_of, read_cells
from autograder.course.view.rebuild import Source, below_tasks
from autograder.course.view.view import view_of
from autograder.errors import AutograderError
from autograder.judge.exposure import file_of, require_hidden
from autograder.judge.judge import Judge
from autograder.regular_file import NoFile, fault_of, opened
from autograder.sandbox.bubblewrap import KINDS, SandboxUnavailable, require_sandbox
from autograder.sandbox.limits import Limits
from autograder.text import escaped

LESSONS = 20  # that are kept ready; each takes about a megabyte


class _FromSource(NbGraderPreprocessor):  # type: ignore[misc]
    """Knows the source notebook that a submission answers."""

    def source(self, resources: dict[str, Any]) -> Source:
        """Read the source notebook; nbgrader has made the course's folder the current one."""
        return _prepared(self.lesson(resources).source.read_text("utf-8"))

    def lesson(self, resources: dict[str, Any]) -> Lesson:
        """Return the lesson that a submission is of."""
        ids = resources["nbgrader"]
        folder = Path(str(self.config.CourseDirectory.source_directory), ids["assignment"])
        return Lesson(ids["assignment"], folder / f"{ids['notebook']}.ipynb")


@lru_cache(maxsize=LESSONS)
def _prepared(content: str) -> Source:
    """Make a source notebook ready, once for both steps of all submissions."""
    return Source(nbformat.reads(content, as_version=4))


class Rebuild(_FromSource):
    """In place of nbgrader's sanitising: makes a submission anew from source and answers."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the rebuilt notebook.

        Raises:
            SystemExit: there is no sandbox here; the first step is the place to find out, as
                nothing is written yet. nbgrader would show any other exception as a traceback.
        """
        if Judged(config=self.config).sandbox == "bubblewrap":
            try:
                require_sandbox(f"--{Judged.__name__}.sandbox=none")
            except SandboxUnavailable as error:
                raise SystemExit(f"nbgrader: {error}") from error
        return view_of(self.source(resources), cells_of(nb)).notebook, resources


class SubmissionReader(NotebookExporter):  # type: ignore[misc]
    """Reads submissions as ``autograder grade`` does; for ``c.Autograde.exporter_class``.

    nbformat, which is stock, refuses much of what editors write, and of what does not count.
    """

    def __init__(self, *args: Any, **kw: Any) -> None:
        """Make the exporter, and leave out of nbgrader's run what it must not touch.

        It is made when nbgrader has found submissions and before it opens or copies a file of one:
        it would follow links, and wait at pipes.

        Raises:
            NbGraderException: student code could read what it must not, or nothing is left.
        """
        super().__init__(*args, **kw)
        if isinstance(self.parent, Autograde):
            _require_hidden(self.parent)
            _leave_out(self.parent)

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook; nbgrader's second step reads what its first has written.

        Raises:
            NoNotebook: a submission is no notebook; nbgrader goes on with the next.
        """
        exported: tuple[str, dict[str, Any]]
        if any(isinstance(step, Rebuild) for step in self._preprocessors):
            try:
                with opened(Path(filename)) as file:
                    content = file.read(LARGEST + 1)
            except NoFile as error:
                raise NoNotebook(str(error)) from error
            exported = self.from_notebook_node(notebook_of(read_cells(content)), resources, **kw)
        else:
            exported = super().from_filename(filename, resources, **kw)
        return exported


def _require_hidden(converter: Autograde) -> None:
    if Judged(config=converter.config).sandbox == "none":
        return
    course = converter.coursedir
    try:
        require_hidden(
            {
                "the folder of solutions": Path(course.root, course.source_directory),
                "the folder of results": Path(course.root, course.autograded_directory),
                "the folder of submissions": Path(course.root, course.submitted_directory),
                "the gradebook": file_of(course.db_url),
            }
        )
    except AutograderError as error:
        converter.log.error(str(error))
        raise NbGraderException(str(error)) from error


def _leave_out(converter: Autograde) -> None:
    """Leave submissions out with anything but files and folders beside their notebooks."""
    for folder, notebooks in sorted(converter.assignments.items()):
        fault = _fault_beside(Path(folder), frozenset(map(Path, notebooks)))
        if fault:
            converter.log.error("Not graded: %s", fault)
            del converter.assignments[folder]
    if not converter.assignments:
        raise NbGraderException("there is nothing that can be graded")


def _fault_beside(folder: Path, notebooks: frozenset[Path]) -> str:
    """Say what is wrong with the files of a submission but for its notebooks; empty if nothing."""
    inside = {Path(at, name) for at, folders, files in os.walk(folder) for name in folders + files}
    for path in (folder.parent, folder, *sorted(inside - notebooks)):
        fault = "" if path.is_dir() and not path.is_symlink() else fault_of(path.lstat())
        if fault:
            return f"{escaped(str(path))} is {fault}"
    return ""


def notebook_of(cells: Iterable[HandedIn]) -> NotebookNode:
    """Return a notebook with nothing but what was read of one that was handed in."""
    return NotebookNode(
        nbformat=4,
        nbformat_minor=5,
        metadata={},
        cells=[
            NotebookNode(
                cell_type="code" if cell.code else "markdown",
                id=cell.id,
                metadata={"nbgrader": {"grade_id": cell.name, "solution": cell.solution}},
                source=cell.source,
            )
            for cell in cells
        ],
    )


class Judged(_FromSource):
    """In place of nbgrader's Execute: runs answers in the sandbox and tests in the judge."""

    sandbox = CaselessStrEnum(
        KINDS, default_value=KINDS[0], help="bubblewrap, or none: student code runs as you"
    ).tag(config=True)
    cell_seconds = Float(Limits.cell, help="seconds that a cell may take").tag(config=True)
    call_seconds = Float(Limits.call, help="seconds that one call may take").tag(config=True)
    test_seconds = Float(Limits.test, help="seconds for all calls of a test").tag(config=True)
    total_seconds = Float(Limits.total, help="seconds for a submission").tag(config=True)
    memory_mb = Integer(Limits.memory, help="megabytes for a submission").tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the notebook with outputs, an error output in each failed test.

        Raises:
            SandboxUnavailable: there is no sandbox here, and none was not asked for.
        """
        if self.sandbox == "bubblewrap":
            require_sandbox()
        source, lesson = self.source(resources), self.lesson(resources)
        runs = runs_of(nb)
        notebook = source.rebuild(runs, below_tasks(nb))
        limits = Limits(
            call=self.call_seconds,
            cell=self.cell_seconds,
            test=self.test_seconds,
            total=self.total_seconds,
            memory=self.memory_mb,
        )
        Judge(self.sandbox, limits, lesson.data).run(notebook, source.seed(runs))
        return notebook, resources
