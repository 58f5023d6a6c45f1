"""The judge inside stock nbgrader: for ``nbgrader autograde`` and the formgrader.

An exporter that reads submissions, and preprocessors that rebuild and judge them. They run in
nbgrader's process, which is the worker then.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import CaselessStrEnum, Float, Integer

from autograder.course.cells import runs_of
from autograder.course.handed_in import HandedIn, cells_of, read_cells, read_file
from autograder.course.rebuild import Source
from autograder.course.view import view_of
from autograder.judge.judge import Judge
from autograder.sandbox.bubblewrap import KINDS, SandboxUnavailable, require_sandbox
from autograder.sandbox.limits import Limits

LESSONS = 20  # that are kept ready; each takes about a megabyte


class _FromSource(NbGraderPreprocessor):  # type: ignore[misc]
    """Knows the source notebook that a submission answers."""

    def source(self, resources: dict[str, Any]) -> Source:
        """Read the source notebook; nbgrader has made the course's folder the current one."""
        ids = resources["nbgrader"]
        folder = Path(str(self.config.CourseDirectory.source_directory))
        path = folder / ids["assignment"] / f"{ids['notebook']}.ipynb"
        return _prepared(path.read_text("utf-8"))


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

    def from_file(
        self, file_stream: IO[str], resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook; nbgrader's second step reads what its first has written.

        Raises:
            NoNotebook: a submission is no notebook; nbgrader goes on with the next.
        """
        exported: tuple[str, dict[str, Any]]
        if any(isinstance(step, Rebuild) for step in self._preprocessors):
            notebook = notebook_of(read_cells(read_file(Path(file_stream.name))))
            exported = self.from_notebook_node(notebook, resources, **kw)
        else:
            exported = super().from_file(file_stream, resources, **kw)
        return exported


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
        source = self.source(resources)
        runs = runs_of(nb)
        notebook = source.rebuild(runs)
        limits = Limits(
            call=self.call_seconds,
            cell=self.cell_seconds,
            test=self.test_seconds,
            total=self.total_seconds,
            memory=self.memory_mb,
        )
        Judge(self.sandbox, limits).run(notebook, source.seed(runs))
        return notebook, resources
