"""Grading a class: from submissions to scores, feedback and a gradebook."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from autograder import converters
from autograder.check import CheckFailed
from autograder.course import Course, Lesson
from autograder.intake import Refusal, Submission, take_in
from autograder.sandbox import Limits, require_sandbox

UNSANDBOXED = "[graded without a sandbox]"


@dataclass(frozen=True)
class Score:
    """What a student earned in one exercise.

    Attributes:
        reason: why points are missing, in the words that the student reads; empty at full marks.
    """

    student: str
    lesson: str
    exercise: str
    score: float
    max_score: float
    reason: str


@dataclass(frozen=True)
class Grades:
    """A graded class: one score for each student, lesson and exercise, and what was refused."""

    scores: tuple[Score, ...]
    refusals: tuple[Refusal, ...]


def grade_class(
    course: Course,
    folder: Path,
    out: Path,
    *,
    sandbox: str = "bubblewrap",
    limits: Limits | None = None,
    progress: Callable[[int, int, Submission], None] = lambda done, total, submission: None,
) -> Grades:
    """Grade a folder of submissions.

    Args:
        course: the course whose solutions/ hold the tests.
        folder: ``<student>/<lesson>/<notebook>.ipynb``.
        out: where submitted/, autograded/, feedback/ and gradebook.db go.
        sandbox: ``bubblewrap``, or ``none``: student code runs as you, and every reason says so.
        limits: what a submission may use.
        progress: called with the number done, the total and the submission that comes next.

    Returns:
        Every exercise of every submission. What could not be graded scores 0 with its reason.

    Raises:
        UsageError: there is nothing to grade in ``folder``.
        SandboxUnavailable: there is no sandbox on this machine; nothing was run.
    """
    limits = limits or Limits()
    if sandbox != "none":
        require_sandbox()
    submissions, refusals = take_in(course, folder)
    scores = [score for refusal in refusals for score in _zeros(refusal)]
    if submissions:
        _prepare(course, out, {s.lesson.name: s.lesson for s in submissions})
    for done, submission in enumerate(submissions):
        progress(done, len(submissions), submission)
        graded = _grade_one(course, submission, out, sandbox, limits)
        if isinstance(graded, Refusal):
            refusals.append(graded)
            scores += _zeros(graded)
            continue
        scores += graded
        try:
            converters.generate_feedback(course, submission.lesson, submission.student, root=out)
        except converters.ConversionFailed as error:
            why = f"graded, but there is no feedback page: {error}"
            refusals.append(Refusal(out / "feedback", why, submission.student, submission.lesson))
    if sandbox == "none":
        scores = [replace(s, reason=f"{s.reason} {UNSANDBOXED}".strip()) for s in scores]
    return Grades(tuple(sorted(scores, key=lambda s: (s.student, s.lesson))), tuple(refusals))


def _prepare(course: Course, out: Path, lessons: dict[str, Lesson]) -> None:
    """Record the lessons' cells in the gradebook, where autograding looks for tests and points."""
    out.mkdir(parents=True, exist_ok=True)
    for lesson in lessons.values():
        converters.record_assignment(course, lesson, root=out)


def _grade_one(
    course: Course, submission: Submission, out: Path, sandbox: str, limits: Limits
) -> list[Score] | Refusal:
    student, lesson = submission.student, submission.lesson
    path = out / "submitted" / student / lesson.name / f"{lesson.notebook}.ipynb"
    if not (path.is_file() and path.read_bytes() == submission.content):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(submission.content)
    try:
        converters.autograde(course, lesson, student, root=out, sandbox=sandbox, limits=limits)
    except converters.ConversionFailed as error:
        return Refusal(path, f"nbgrader could not grade it: {error}", student, lesson)
    return _read_scores(lesson, student, out)


def _read_scores(lesson: Lesson, student: str, out: Path) -> list[Score]:
    graded = nbformat.read(
        out / "autograded" / student / lesson.name / f"{lesson.notebook}.ipynb", as_version=4
    )
    reasons = {
        cell.metadata["nbgrader"]["grade_id"]: reason(cell)
        for cell in graded.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    with Gradebook(f"sqlite:///{out.resolve() / 'gradebook.db'}") as gradebook:
        notebook = gradebook.find_submission_notebook(lesson.notebook, lesson.name, student)
        points = {grade.name: float(grade.score or 0) for grade in notebook.grades}
    return [
        Score(
            student,
            lesson.name,
            exercise.name,
            sum(points.get(test, 0.0) for test in exercise.tests),
            exercise.points,
            " ".join(
                filter(None, (reasons.get(t, f"cell {t} is missing") for t in exercise.tests))
            ),
        )
        for exercise in lesson.exercises
    ]


def reason(cell: nbformat.NotebookNode) -> str:
    """Say why an executed test cell failed, in the student's words; empty if it passed."""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            undefined = re.fullmatch(r"name '(\w+)' is not defined", output.evalue)
            if undefined:
                return f"{undefined[1]} is not defined: its cell did not run to the end."
            known = output.ename == CheckFailed.__name__
            return str(output.evalue if known else f"{output.ename}: {output.evalue}")
        if output.output_type == "stream" and output.name == "stderr":
            return f"printed to stderr: {output.text}"
    return ""


def _zeros(refusal: Refusal) -> list[Score]:
    if refusal.lesson is None:
        return []
    return [
        Score(refusal.student, refusal.lesson.name, e.name, 0.0, e.points, refusal.reason)
        for e in refusal.lesson.exercises
    ]
