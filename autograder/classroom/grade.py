"""Grading a class: from submissions to scores, feedback and a gradebook."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from autograder.classroom.gradebook.totals import Review, Total, with_unrecorded
from autograder.classroom.kept.earlier import Loss
from autograder.classroom.kept.people import keep_people, read_people
from autograder.classroom.listener import Listener
from autograder.classroom.run import Run
from autograder.classroom.scores import Score
from autograder.collect.collect import Intake, Refusal, Submission, survey
from autograder.collect.ledger import Entry, compared, of_lessons
from autograder.collect.roster import Person
from autograder.course.lessons import Course
from autograder.judge.exposure import file_of, require_hidden
from autograder.sandbox.bubblewrap import require_sandbox
from autograder.sandbox.limits import Limits
from autograder.workers.pool import Here, Workers


@dataclass(frozen=True)
class Grades:
    """A graded class.

    Attributes:
        scores: one for each student, lesson and exercise of this run.
        refusals: what could not be graded, or not recorded as it should.
        graded: how many submissions this run has graded.
        kept: how many were graded before and are as they were.
        blank: notebooks in which nothing is written, passed over for what was graded before.
        losses: who has fewer points now than an earlier run recorded.
        entries: what became of each file, and of whom nothing came.
        totals: of all students and lessons that the gradebook has, not of this run alone.
        reviews: scores given by hand for answers that have been graded anew since.
        of_all: the scores of everybody in the gradebook, those of this run among them.
    """

    scores: tuple[Score, ...]
    refusals: tuple[Refusal, ...]
    graded: int = 0
    kept: int = 0
    blank: tuple[Submission, ...] = ()
    losses: tuple[Loss, ...] = ()
    entries: tuple[Entry, ...] = ()
    totals: tuple[Total, ...] = ()
    reviews: tuple[Review, ...] = ()
    of_all: tuple[Score, ...] = ()


def grade_class(
    course: Course,
    folder: Path,
    out: Path,
    *,
    sandbox: str = "bubblewrap",
    limits: Limits | None = None,
    lessons: Collection[str] = (),
    database: str = "",
    force: bool = False,
    roster: Collection[Person] = (),
    workers: Workers | None = None,
    listener: Listener | None = None,
) -> Grades:
    """Grade a folder of submissions, but for those that are graded already.

    Args:
        course: the course whose solutions/ hold the tests.
        folder: ``<student>/<lesson>/<notebook>.ipynb``.
        out: where submitted/, autograded/, feedback/, journal/ and gradebook.db go.
        sandbox: ``bubblewrap``, or ``none``: student code runs as you, and every reason says so.
        limits: what a submission may use.
        lessons: names of the lessons to grade; all if empty.
        database: URL of the gradebook; by default that of ``out/gradebook.db``.
        force: grade again what has not changed.
        roster: the class, to find out of whom nothing came.
        workers: where submissions are graded; by default in this process, one after the other.
        listener: hears what is planned and what is done.

    Returns:
        Every exercise of every submission. What could not be graded scores 0 with its reason.

    Raises:
        UsageError: there is nothing to grade in ``folder``, or another run grades into ``out``, or
            what earlier runs kept of the class there is damaged.
        SandboxUnavailable: there is no sandbox on this machine; nothing was run.
        Exposed: student code could read what it must not; nothing was run.
        Stopped: by Ctrl-C; what was graded until then is kept.
    """
    chosen = {course.lesson(name).name for name in lessons}
    database = database or f"sqlite:///{out.resolve() / 'gradebook.db'}"
    if sandbox != "none":
        require_sandbox()
        require_hidden(
            {
                "the folder of solutions": course.solutions,
                "the folder of results": out,
                "the folder of submissions": folder,
                "the gradebook": file_of(database),
            }
        )
    listener, workers = listener or Listener(), workers or Here()
    scores: list[Score] = []
    others: tuple[Score, ...] = ()
    graded = kept = 0
    blank: Sequence[Submission] = ()
    losses: tuple[Loss, ...] = ()
    totals: tuple[Total, ...] = ()
    reviews: tuple[Review, ...] = ()
    people = read_people(out / "journal")
    with _spool(out) as spool:
        intake = survey(course, folder, spool)
        listener.took(intake)
        wanted = chosen or {lesson.name for lesson in course.lessons}
        submissions = [s for s in intake.submissions if s.lesson.name in wanted]
        refusals = list(_owed(course, intake, wanted))
        entries = [*of_lessons(intake.entries, wanted)]
        if roster:
            entries = [*compared(entries, roster, chosen)]
        owed = [refusal for refusal in refusals if refusal.lesson is not None]
        if submissions or owed:
            if sandbox != "none":
                listener.counted(workers.accounting())
            run = Run(course, out, database, sandbox, limits or Limits(), workers, listener)
            scores = run.go(submissions, force, owed)
            others = run.others
            late = [*run.failures.values(), *run.troubles.values()]
            refusals += sorted(late, key=lambda refusal: refusal.path)
            graded, kept = run.plan.grade - len(run.failures), run.plan.kept
            blank, losses = run.blank, run.losses
            keep_people(people.updated(entries, refusals), out / "journal")
            totals, reviews = with_unrecorded(run.totals, scores), run.reviews
    scores.sort(key=_name_of)
    return Grades(
        tuple(scores), tuple(refusals), graded, kept, tuple(blank), losses, tuple(entries),
        totals, reviews, tuple(sorted([*scores, *others], key=_name_of)),
    )  # fmt: skip


def _name_of(score: Score) -> tuple[str, str]:
    return score.student, score.lesson


def _owed(course: Course, intake: Intake, wanted: Collection[str]) -> Iterator[Refusal]:
    """Yield what was refused, with the lesson that scores 0 for it.

    Where one lesson alone is graded, somebody who handed in something, but nothing of that lesson,
    scores 0 in it: nobody is left out because a file was of another kind, name or lesson.
    """
    known = {s.name for s in intake.submissions}
    known |= {(r.student, r.lesson.name) for r in intake.refusals if r.lesson is not None}
    of_these = {lesson for _, lesson in known} if len(wanted) > 1 else set(wanted)
    only = course.lesson(*of_these) if len(of_these) == 1 else None
    have = {student for student, lesson in known if lesson in wanted}
    for refusal in intake.refusals:
        if refusal.lesson is None and only and refusal.student and refusal.student not in have:
            have.add(refusal.student)
            yield replace(refusal, lesson=only)
        elif refusal.lesson is None or refusal.lesson.name in wanted:
            yield refusal
    for s in intake.submissions:
        if only and s.student not in have:
            have.add(s.student)
            reason = f"a notebook of {s.lesson.name}, not of {only.name}"
            yield Refusal(s.path, reason, s.student, only)


def _spool(out: Path) -> IO[bytes]:
    """Open a file for what is taken in, on the disk of the results.

    It has no name, so that nothing of it stays, however the run ends.
    """
    return TemporaryFile(dir=next(path for path in (out, *out.parents) if path.is_dir()))
