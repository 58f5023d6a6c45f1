"""The page that a student gets back: points, why some are missing, and the graded notebook.

It runs no script and fetches nothing, so that it is safe to open, whatever was handed in. All text
is escaped by the template, or by the modules that write HTML: prose, formula, listing and view.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests
from traitlets.config import Config

from autograder.checks.comparing.error_map import MIME, heat_map
from autograder.course.lessons import read_exercises
from autograder.course.notebook.cells import (
    grade_id,
    is_answer,
    is_by_hand,
    is_graded,
    is_own,
    is_task,
    is_test,
)
from autograder.course.notebook.notebook_file import read_notebook
from autograder.course.view.reason import reason
from autograder.feedback.code import PAGE, code_html, plain_html, shortened
from autograder.feedback.markdown import lesson_html, student_html
from autograder.feedback.picture import png
from autograder.judge.marks import UNANSWERED, Mark
from autograder.text import plain

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Row:
    """An exercise in the table of points.

    Attributes:
        name: the grade_id of the answer, ``id="answer-<name>"`` on the page.
        reason: why points are missing; empty if none are, or if it was marked by hand.
    """

    name: str
    score: float
    max_score: float
    reason: str

    @property
    def full(self) -> bool:
        """Whether nothing is missing."""
        return self.score >= self.max_score


def page_of(
    executed: str,
    marks: Iterable[Mark],
    unanswered: Collection[str],
    student: str = "",
    lesson: str = "",
    name: str = "",
) -> str:
    """Make the page of an executed notebook, as nbgrader's GenerateFeedback does.

    Args:
        executed: the notebook as it goes to autograded/.
        marks: of its graded cells.
        unanswered: the grade_ids of answers that are as they were handed out.
        student: whose it is.
        lesson: the lesson's name.
        name: the notebook's name, without suffix.
    """
    notebook = read_notebook(executed.encode())
    by_name = {mark.cell: mark for mark in marks}
    for cell in notebook.cells:
        known = cell.metadata.get("nbgrader", {})
        if is_answer(cell):
            known["comment"] = UNANSWERED if grade_id(cell) in unanswered else None
        if is_graded(cell):
            mark = by_name[grade_id(cell)]
            known["score"], known["points"] = mark.score or 0.0, mark.most
    resources = {
        "nbgrader": {
            "student": student,
            "assignment": lesson,
            "notebook": name,
            "score": sum(mark.score or 0.0 for mark in by_name.values()),
            "max_score": sum(mark.most for mark in by_name.values()),
            "late_penalty": 0,
        }
    }
    notebook, resources = HideTests().preprocess(notebook, resources)
    page, _ = _exporter().from_notebook_node(notebook, resources)
    return str(page)


def rehearse() -> None:
    """Write an empty notebook and its page: templates and schemas are read and compiled once."""
    page_of(nbformat.writes(nbformat.v4.new_notebook()), (), ())


class HideTests(ClearHiddenTests):  # type: ignore[misc]
    """Takes hidden tests out of checks. In an answer their marks are words like others."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the cell without its hidden tests."""
        if is_test(cell):
            cell, resources = super().preprocess_cell(cell, resources, cell_index)
        return cell, resources


class FeedbackPage(HTMLExporter):  # type: ignore[misc]
    """Exports a graded notebook; for ``c.GenerateFeedback.exporter_class``."""

    @property
    def default_config(self) -> Config:
        """Our template, before what nbgrader sets for HTMLExporter."""
        settings = {"template_name": "student", "extra_template_basedirs": [str(TEMPLATES)]}
        return Config({type(self).__name__: settings})

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """Get the filters of HTMLExporter and those of our template."""
        yield from super().default_filters()
        yield from (
            ("check", is_test),
            ("answer", is_answer),
            ("task", is_task),
            ("own", is_own),
            ("code_html", self._listing),
            ("exercises", exercises),
            ("heading", heading),
            ("is_map", lambda output: MIME in output.get("data", {})),
            ("heat_map", heat_map_of),
            ("picture", lambda output: png(output.get("data", {}).get("image/png"))),
            ("plain", plain),
            ("number", lambda points: f"{float(points or 0):.4g}"),
            ("prose", prose),
            ("reason", lambda cell: shortened(reason(cell)).rstrip(": ")),
            ("shortened", shortened),
            ("student_html", student_html),
        )

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook.

        HTMLExporter would now parse the page again to add alternative texts. Ours has them, and
        what is safe as it is written should not be written anew.
        """
        self._to_colour = PAGE
        page: tuple[str, dict[str, Any]]
        page = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        return page

    def _listing(self, source: str) -> Markup:
        self._to_colour -= len(source)
        return code_html(source) if self._to_colour >= 0 else plain_html(source)


@cache
def _exporter() -> FeedbackPage:
    """Make the exporter once in a process: its templates take longer than a page."""
    return FeedbackPage(config=Config({"Exporter": {"default_preprocessors": []}}))


def exercises(notebook: NotebookNode) -> list[Row]:
    """Return the exercises of a graded notebook, in its order."""
    graded = {grade_id(c): c for c in notebook.cells if is_graded(c) or is_by_hand(c)}
    return [_row(e.name, [graded[test] for test in e.tests]) for e in read_exercises(notebook)]


def _row(name: str, cells: list[NotebookNode]) -> Row:
    score = sum(float(cell.metadata["nbgrader"].get("score") or 0) for cell in cells)
    most = sum(float(cell.metadata["nbgrader"].get("points") or 0) for cell in cells)
    messages = "\n".join(filter(None, (reason(cell) for cell in cells if is_test(cell))))
    return Row(name, score, most, shortened(messages) if score < most else "")


def heat_map_of(cell: NotebookNode) -> Markup:
    """Draw where an array disagrees, from the data that the judge left in a check's outputs."""
    for output in cell.get("outputs", []):
        data = output.get("data", {}).get(MIME)
        # Of another form it is no judge's, and what nobody checked is not drawn.
        with suppress(AttributeError, KeyError, TypeError, ValueError):
            return heat_map(_plain(data))
    return Markup("")


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return {key: _plain(part) for key, part in value.items()}


def prose(cell: NotebookNode) -> Markup:
    """Render a Markdown cell, a student's without any HTML in it."""
    if is_answer(cell) or is_own(cell):
        return student_html(cell.source)
    return lesson_html(cell.source, cell.get("attachments", {}))


def heading(notebook: NotebookNode) -> str:
    """Return the first heading of a notebook, or an empty text."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("# "):
            return plain(str(cell.source).splitlines()[0].removeprefix("# "))
    return ""
