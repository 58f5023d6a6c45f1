"""Record results: in folders for instructors and students, and in the gradebook."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from autograder.atomic import put
from autograder.classroom.gradebook.writer import GradebookWriter
from autograder.classroom.kept.journal import Journal, Name
from autograder.classroom.kept.key import Key
from autograder.classroom.stamps import put_stamps
from autograder.classroom.submission import Result
from autograder.collect.collect import Submission
from autograder.course.lessons import Course, Lesson
from autograder.course.release import nbgrader_commands
from autograder.text import last_word

READ_ONLY = 0o444  # nbgrader's own permissions of what was graded
TOGETHER, LONGEST = 50, 2.0  # submissions and seconds between two transactions


def place(out: Path, folder: str, submission: Submission, suffix: str) -> Path:
    """Return where one of a submission's files lies, as nbgrader has it."""
    lesson = submission.lesson
    return out / folder / submission.student / lesson.name / (lesson.notebook + suffix)


class Recording:
    """The only writer of a run's results.

    Args:
        course: the course.
        out: the folder of submitted/, autograded/ and feedback/.
        database: URL of the gradebook.
        journal: of the same folder, open.
        writer: into that gradebook.
        keys: what the result of each submission depends on.
        failed: called where a submission cannot be recorded, or where it has no page.
    """

    def __init__(
        self,
        course: Course,
        out: Path,
        database: str,
        journal: Journal,
        writer: GradebookWriter,
        keys: Mapping[Name, Key],
        failed: Callable[[Submission, Path, str], None],
    ) -> None:
        self._course = course
        self._out = out
        self._database = database
        self._journal = journal
        self._writer = writer
        self._keys = keys
        self._failed = failed
        self._waiting: list[tuple[Submission, Result]] = []
        self._since = time.monotonic()
        self._by_hand: dict[str, set[str]] = {}  # students by lesson

    def complete(self, submissions: Iterable[Submission]) -> set[Name]:
        """Return the submissions whose result is here and wherever it belongs."""
        found: set[Name] = set()
        scored: dict[str, set[str]] = {}  # students by lesson
        for submission in submissions:
            lesson, key = submission.lesson, self._keys[submission.name]
            if lesson.name not in scored:
                tests = {test for exercise in lesson.exercises for test in exercise.tests}
                points = self._writer.points(lesson)
                scored[lesson.name] = {
                    one for one, cells in points.items() if tests <= cells.keys()
                }
            if (
                self._journal.recorded.get(submission.name) == key
                and self._journal.summary(key.digest) is not None
                and submission.student in scored[lesson.name]
                and self.notebook(submission).is_file()
            ):
                found.add(submission.name)
        return found

    def add(self, submission: Submission, result: Result) -> None:
        """Record a result, at the latest at the next ``flush``."""
        put(self.notebook(submission), result.notebook, mode=READ_ONLY)
        if result.trouble:
            self.page(submission).unlink(missing_ok=True)
        else:
            put(self.page(submission), result.feedback)
        self._put_stamps(submission)
        self._waiting.append((submission, replace(result, notebook=b"", feedback=b"")))
        if len(self._waiting) >= TOGETHER or time.monotonic() - self._since > LONGEST:
            self.flush()

    def _put_stamps(self, submission: Submission) -> None:
        for path in (self.notebook(submission), self.page(submission)):
            put_stamps(submission, path)

    def flush(self) -> None:
        """Record all results that wait."""
        waiting, self._waiting = self._waiting, []
        self._since = time.monotonic()
        try:
            self._writer.record(waiting)
        except SQLAlchemyError:  # one of them spoils it for all
            waiting = [one for one in waiting if self._is_recorded(*one)]
        for submission, _ in waiting:
            if submission.timestamp is not None:
                self._assign_penalty(submission)
            if submission.student in self._marked_by_hand(submission.lesson):
                self.make_page(submission)
        self._journal.record((s.name, self._keys[s.name]) for s, _ in waiting)

    def remake_pages(self, submissions: Iterable[Submission]) -> None:
        """Make the pages of submissions that somebody has marked by hand since."""
        for submission in submissions:
            if submission.student in self._marked_by_hand(submission.lesson):
                self.make_page(submission)

    def make_page(self, submission: Submission) -> None:
        """Make a page from the gradebook, with comments and points given by hand."""
        try:
            nbgrader_commands.generate_feedback(
                self._course,
                submission.lesson,
                submission.student,
                root=self._out,
                database=self._database,
            )
        except nbgrader_commands.ConversionFailed as error:
            reason = f"graded, but there is no feedback page: {error}"
            self._failed(submission, self.page(submission), reason)

    def discard(self, submission: Submission) -> None:
        """Remove what an earlier run has left of a submission that cannot be graded now."""
        self.notebook(submission).unlink(missing_ok=True)
        self.page(submission).unlink(missing_ok=True)

    def notebook(self, submission: Submission) -> Path:
        """Return where the graded notebook goes."""
        return place(self._out, "autograded", submission, ".ipynb")

    def page(self, submission: Submission) -> Path:
        """Return where the student's page goes."""
        return place(self._out, "feedback", submission, ".html")

    def _is_recorded(self, submission: Submission, result: Result) -> bool:
        try:
            self._writer.record([(submission, result)])
        except SQLAlchemyError as error:
            cause = last_word(getattr(error, "orig", None) or error)
            reason = f"graded, but the gradebook does not take it: {cause}"
            self._failed(submission, submission.path, reason)
            return False
        return True

    def _assign_penalty(self, submission: Submission) -> None:
        nbgrader_commands.assign_late_penalty(
            self._course,
            submission.lesson,
            submission.student,
            root=self._out,
            database=self._database,
        )
        self._by_hand.pop(submission.lesson.name, None)

    def _marked_by_hand(self, lesson: Lesson) -> set[str]:
        if lesson.name not in self._by_hand:
            self._by_hand[lesson.name] = self._writer.by_hand(lesson)
        return self._by_hand[lesson.name]
