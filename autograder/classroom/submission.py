"""Grading one submission: a function of bytes, which gives the same bytes on every machine."""

from dataclasses import dataclass
from functools import cache, lru_cache

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from traitlets.config import Config

from autograder.course.cells import answers_of, grade_id, is_answer, is_graded
from autograder.course.reason import reason
from autograder.course.rebuild import Source
from autograder.feedback.page import FeedbackPage, HideTests
from autograder.judge.judge import Judge
from autograder.sandbox.bubblewrap import Limits
from autograder.text import last_word

UNANSWERED = "No response."  # nbgrader's comment on an answer that was left as it was
MOST = 20  # lessons that are kept ready; each takes about a megabyte


@dataclass(frozen=True)
class Work:
    """All that the grade of a submission depends on, but for the grader itself.

    Attributes:
        student: whose it is; the feedback page names it.
        lesson: the lesson's name.
        notebook: the notebook's name, without suffix.
        submission: the notebook that was handed in.
        source: the lesson's notebook of solutions/.
        sandbox: ``bubblewrap`` or ``none``.
        limits: what the submission may use.
    """

    student: str
    lesson: str
    notebook: str
    submission: bytes
    source: bytes
    sandbox: str
    limits: Limits


@dataclass(frozen=True)
class Mark:
    """What one graded cell earned.

    Attributes:
        cell: its grade_id.
        score: points; None where a person must decide.
        most: the points that there are.
        reason: why points are missing; empty if none are.
    """

    cell: str
    score: float | None
    most: float
    reason: str


@dataclass(frozen=True)
class Result:
    """A graded submission.

    Attributes:
        notebook: the notebook with outputs, as nbgrader writes it to autograded/.
        feedback: the page for the student, HTML; empty where it could not be made.
        trouble: why there is no page.
        marks: the graded cells in the order of the notebook.
        unanswered: answer cells that are as they were handed out.
    """

    notebook: bytes
    feedback: bytes
    trouble: str
    marks: tuple[Mark, ...]
    unanswered: tuple[str, ...]


@dataclass(frozen=True)
class Failure:
    """A submission that could not be graded, through no fault of its student."""

    reason: str


def attempt(work: Work) -> Result | Failure:
    """Grade a submission and return what went wrong where that fails, instead of raising it."""
    try:
        return grade_one(work)
    except Exception as error:
        return Failure(last_word(error))


def grade_one(work: Work) -> Result:
    """Grade a submission; no gradebook and no file is read or written."""
    notebook = execute(work)
    marks = marks_of(notebook)
    unanswered = unanswered_in(notebook)
    executed = nbformat.writes(notebook, version=4) + "\n"
    page, trouble = "", ""
    try:
        page = page_of(work, executed, marks, unanswered)
    except Exception as error:
        trouble = last_word(error)
    return Result(executed.encode(), page.encode(), trouble, marks, unanswered)


def execute(work: Work) -> NotebookNode:
    """Put the answers into the lesson and run them, the tests in the judge."""
    source = _source(work.source)
    notebook = source.rebuild(answers_of(_read(work.submission)))
    Judge(work.sandbox, work.limits).run(notebook, source.seed(answers_of(notebook)))
    return notebook


def marks_of(notebook: NotebookNode) -> tuple[Mark, ...]:
    """Mark the cells of an executed notebook by nbgrader's own rules."""
    marks = []
    for cell in notebook.cells:
        if is_graded(cell):
            score, most = utils.determine_grade(cell)
            name = grade_id(cell)
            marks.append(
                Mark(name, None if score is None else float(score), float(most), reason(cell))
            )
    return tuple(marks)


def unanswered_in(notebook: NotebookNode) -> tuple[str, ...]:
    """Return the answer cells whose source is still that of the release."""
    return tuple(
        grade_id(cell)
        for cell in notebook.cells
        if is_answer(cell)
        and cell.metadata["nbgrader"].get("checksum") == utils.compute_checksum(cell)
    )


def page_of(work: Work, executed: str, marks: tuple[Mark, ...], unanswered: tuple[str, ...]) -> str:
    """Make the feedback page, as nbgrader's GenerateFeedback does from autograded/."""
    notebook = _read(executed.encode())
    by_name = {mark.cell: mark for mark in marks}
    for cell in notebook.cells:
        known = cell.metadata.get("nbgrader", {})
        if is_answer(cell):
            known["comment"] = UNANSWERED if known["grade_id"] in unanswered else None
        if is_graded(cell):
            mark = by_name[known["grade_id"]]
            known["score"], known["points"] = mark.score or 0.0, mark.most
    resources = {
        "nbgrader": {
            "student": work.student,
            "assignment": work.lesson,
            "notebook": work.notebook,
            "score": sum(mark.score or 0.0 for mark in marks),
            "max_score": sum(mark.most for mark in marks),
            "late_penalty": 0,
        }
    }
    notebook, resources = HideTests().preprocess(notebook, resources)
    page, _ = _exporter().from_notebook_node(notebook, resources)
    return str(page)


def rehearse() -> None:
    """Write an empty notebook and its page: templates and schemas are read and compiled once."""
    work = Work("", "", "", b"", b"", "none", Limits())
    page_of(work, nbformat.writes(nbformat.v4.new_notebook()), (), ())


@cache
def _exporter() -> FeedbackPage:
    """Make the exporter once in a process: its templates take longer than a page."""
    return FeedbackPage(config=Config({"Exporter": {"default_preprocessors": []}}))


@lru_cache(maxsize=MOST)
def _source(content: bytes) -> Source:
    return Source(_read(content))


def _read(content: bytes) -> NotebookNode:
    """Read a notebook of format 4; the intake has validated it, or we have written it."""
    return nbformat.reader.reads(content.decode("utf-8"))
