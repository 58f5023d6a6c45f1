"""Where results go: folders for instructors and students, and the gradebook."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc
from sqlalchemy.exc import SQLAlchemyError

from autograder.atomic import put
from autograder.classroom.gradebook import Entry, GradebookWriter
from autograder.classroom.journal import Journal, Name
from autograder.classroom.key import Key
from autograder.classroom.submission import Result
from autograder.course import nbgrader_commands
from autograder.course.lessons import Course, Lesson
from autograder.text import last_word

READ_ONLY = 0o444  # nbgrader's own permissions of what was graded
MOST, LONGEST = 50, 2.0  # submissions and seconds between two transactions


@dataclass(frozen=True)
class Job:
    """A submission to be graded; its bytes are in submitted/.

    Attributes:
        key: what its result depends on.
    """

    student: str
    lesson: Lesson
    key: Key

    @property
    def name(self) -> Name:
        """Student and lesson, by which the journal knows it."""
        return self.student, self.lesson.name


class Recording:
    """The only writer of a run's results.

    Args:
        course: the course.
        out: the folder of submitted/, autograded/ and feedback/.
        database: URL of the gradebook.
        journal: of the same folder, open.
        writer: into that gradebook.
        failed: called where a submission cannot be recorded, or where it has no page.
    """

    def __init__(
        self,
        course: Course,
        out: Path,
        database: str,
        journal: Journal,
        writer: GradebookWriter,
        failed: Callable[[Job, Path, str], None],
    ) -> None:
        self._course = course
        self._out = out
        self._database = database
        self._journal = journal
        self._writer = writer
        self._failed = failed
        self._waiting: list[tuple[Job, Entry]] = []
        self._since = time.monotonic()
        self._by_hand: dict[str, set[str]] = {}  # students by lesson

    def complete(self, jobs: Iterable[Job]) -> set[Name]:
        """Return the submissions whose result is here and wherever it belongs."""
        found: set[Name] = set()
        students: dict[str, set[str]] = {}
        for job in jobs:
            lesson = job.lesson.name
            if lesson not in students:
                students[lesson] = self._writer.students(job.lesson)
            if (
                self._journal.recorded.get(job.name) == job.key
                and self._journal.summary(job.key.digest) is not None
                and job.student in students[lesson]
                and self.notebook(job).is_file()
            ):
                found.add(job.name)
        return found

    def add(self, job: Job, result: Result) -> None:
        """Record a result, at the latest at the next ``flush``."""
        put(self.notebook(job), result.notebook, mode=READ_ONLY)
        if result.trouble:
            self.page(job).unlink(missing_ok=True)
        else:
            put(self.page(job), result.feedback)
        entry = Entry(
            job.student, job.lesson, result.marks, result.unanswered, self._handed_in(job)
        )
        self._waiting.append((job, entry))
        if len(self._waiting) >= MOST or time.monotonic() - self._since > LONGEST:
            self.flush()

    def flush(self) -> None:
        """Record all results that wait."""
        waiting, self._waiting = self._waiting, []
        self._since = time.monotonic()
        try:
            self._writer.record(entry for _, entry in waiting)
        except SQLAlchemyError:  # one of them spoils it for all
            waiting = [one for one in waiting if self._is_recorded(*one)]
        for job, entry in waiting:
            if entry.timestamp is not None:
                self._assign_penalty(job)
            if job.student in self._marked_by_hand(job.lesson):
                self.make_page(job)
        self._journal.record((job.name, job.key) for job, _ in waiting)

    def remake_pages(self, jobs: Iterable[Job]) -> None:
        """Make the pages of submissions that somebody has marked by hand since."""
        for job in jobs:
            if job.student in self._marked_by_hand(job.lesson):
                self.make_page(job)

    def make_page(self, job: Job) -> None:
        """Make a page from the gradebook, with comments and points given by hand."""
        try:
            nbgrader_commands.generate_feedback(
                self._course, job.lesson, job.student, root=self._out, database=self._database
            )
        except nbgrader_commands.ConversionFailed as error:
            self._failed(job, self.page(job), f"graded, but there is no feedback page: {error}")

    def discard(self, job: Job) -> None:
        """Remove what an earlier run has left of a submission that cannot be graded now."""
        self.notebook(job).unlink(missing_ok=True)
        self.page(job).unlink(missing_ok=True)

    def submitted(self, job: Job) -> Path:
        """Return where the notebook lies that was handed in."""
        return self._path("submitted", job, ".ipynb")

    def notebook(self, job: Job) -> Path:
        """Return where the graded notebook goes."""
        return self._path("autograded", job, ".ipynb")

    def page(self, job: Job) -> Path:
        """Return where the student's page goes."""
        return self._path("feedback", job, ".html")

    def _path(self, folder: str, job: Job, suffix: str) -> Path:
        return self._out / folder / job.student / job.lesson.name / (job.lesson.notebook + suffix)

    def _is_recorded(self, job: Job, entry: Entry) -> bool:
        try:
            self._writer.record([entry])
        except SQLAlchemyError as error:
            cause = last_word(getattr(error, "orig", None) or error)
            reason = f"graded, but the gradebook does not take it: {cause}"
            self._failed(job, self.submitted(job), reason)
            return False
        return True

    def _handed_in(self, job: Job) -> datetime | None:
        """Return the time in nbgrader's timestamp.txt, where there is one."""
        path = self.submitted(job).with_name("timestamp.txt")
        try:
            time: datetime | None = parse_utc(path.read_text(encoding="utf-8").strip())
        except (OSError, ValueError, OverflowError):
            return None
        return time

    def _assign_penalty(self, job: Job) -> None:
        nbgrader_commands.assign_late_penalty(
            self._course, job.lesson, job.student, root=self._out, database=self._database
        )
        self._by_hand.pop(job.lesson.name, None)

    def _marked_by_hand(self, lesson: Lesson) -> set[str]:
        if lesson.name not in self._by_hand:
            self._by_hand[lesson.name] = self._writer.by_hand(lesson)
        return self._by_hand[lesson.name]
