"""Grading one submission: a function of bytes, which gives the same bytes on every machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import nbformat

from autograder.classroom.remarks import Remark, of_all, remarks_of, show
from autograder.course.notebook.cells import runs_of
from autograder.course.notebook.handed_in import read_cells
from autograder.course.notebook.notebook_file import read_notebook
from autograder.course.view.rebuild import Source
from autograder.course.view.view import View, view_of
from autograder.feedback.page import page_of
from autograder.judge.bounds import TOO_MUCH, OutOfTime, bounded_memory, bounded_time
from autograder.judge.judge import Judge
from autograder.judge.marks import Mark, marks_of, unanswered_in
from autograder.sandbox.limits import Limits
from autograder.sandbox.own_time import OwnTime
from autograder.text import last_word

# Seconds for a page, one of which takes a tenth: also where the submission's time is over, since it
# says so.
PAGE = 5.0
LESSONS_READY = 20  # lessons that are kept; each takes about a megabyte


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
        data: the lesson's other files, by their paths in its folder.
    """

    student: str
    lesson: str
    notebook: str
    submission: bytes
    source: bytes
    sandbox: str
    limits: Limits
    data: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """A graded submission.

    Attributes:
        notebook: the notebook with outputs, as nbgrader writes it to autograded/.
        feedback: the page for the student, HTML; empty where it could not be made.
        trouble: why there is no page.
        marks: the graded cells in the order of the notebook.
        unanswered: answer cells that are as they were handed out.
        remarks: what was done with cells that are not as they were handed out.
    """

    notebook: bytes
    feedback: bytes
    trouble: str
    marks: tuple[Mark, ...]
    unanswered: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Failure:
    """A submission that could not be graded, through no fault of its student."""

    reason: str


def attempt(work: Work) -> Result | Failure:
    """Grade a submission and return what went wrong where that fails, instead of raising it."""
    try:
        return grade_one(work)
    except MemoryError:
        return Failure(TOO_MUCH)
    except Exception as error:
        return Failure(last_word(error))


def grade_one(work: Work) -> Result:
    """Grade a submission; no gradebook and no file is read or written."""
    view = execute(work)
    notebook, remarks = view.notebook, remarks_of(view)
    marks = marks_of(notebook)
    unanswered = unanswered_in(notebook)
    show(remarks, notebook)
    executed = nbformat.writes(notebook, version=4) + "\n"
    page, trouble = "", ""
    try:
        with bounded_memory(), bounded_time(OwnTime().within(PAGE)):
            page = page_of(executed, marks, unanswered, work.student, work.lesson, work.notebook)
    except OutOfTime:
        trouble = f"it took longer than {PAGE:g} s"
    except Exception as error:
        trouble = last_word(error)
    if work.sandbox == "none":
        remarks += of_all(notebook, "graded without a sandbox")
    return Result(executed.encode(), page.encode(), trouble, marks, unanswered, remarks)


def execute(work: Work) -> View:
    """Put the answers into the lesson and run them, the tests in the judge."""
    source = _source(work.source)
    view = view_of(source, read_cells(work.submission))
    seed = source.seed(runs_of(view.notebook))
    Judge(work.sandbox, work.limits, work.data).run(view.notebook, seed)
    return view


@lru_cache(maxsize=LESSONS_READY)
def _source(content: bytes) -> Source:
    return Source(read_notebook(content))
