"""What a class has: points from the gradebook, reasons and causes from the journal."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.gradebook.writer import GradebookWriter
from autograder.classroom.kept.journal import Journal
from autograder.classroom.scores import TABLE, scores_of
from autograder.classroom.submission import Result
from autograder.course.lessons import Course, Exercise, Lesson
from autograder.errors import UsageError

OPEN = ("not-written", "missing")  # causes of an exercise that has no answer


@dataclass(frozen=True)
class Failure:
    """A test that an answer did not pass.

    Attributes:
        cause: the mistake, or the kind of the failure; empty where it is not known.
        message: what the student read, without the table of a network's gradients.
    """

    cause: str
    message: str


@dataclass(frozen=True)
class Attempt:
    """One exercise of one student.

    Attributes:
        exercise: its name.
        score: points, those given by hand first.
        most: the points that there are.
        failures: the tests that failed.
    """

    exercise: str
    score: float
    most: float
    failures: tuple[Failure, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether it has full marks."""
        return self.score >= self.most

    @property
    def open(self) -> bool:
        """Whether nothing is written in it."""
        causes = [failure.cause for failure in self.failures]
        return not self.passed and bool(causes) and all(cause in OPEN for cause in causes)

    @property
    def failed(self) -> bool:
        """Whether there is an answer that is wrong, in a part at least."""
        return not self.passed and not self.open


@dataclass(frozen=True)
class HandIn:
    """A student's graded notebook of a lesson.

    Attributes:
        student: whose.
        attempts: the exercises, in the order of the lesson.
        digest: of its result in the journal.
        submission: digest of what was handed in, and by whom; the same whatever graded it.
    """

    student: str
    attempts: tuple[Attempt, ...]
    digest: str = ""
    submission: str = ""

    @property
    def total(self) -> float:
        """The points of all exercises."""
        return sum(attempt.score for attempt in self.attempts)

    @property
    def left_open(self) -> int:
        """How many exercises have no answer."""
        return sum(attempt.open for attempt in self.attempts)


@dataclass(frozen=True)
class Results:
    """The results of a lesson.

    Attributes:
        lesson: which.
        exercises: those that count, in the order of the lesson.
        hand_ins: what was graded, by student; of each the exercises that count.
        not_graded: students of whom something came that could not be graded; they count nowhere.
        unmarked: exercises that a person marks, and in which nobody has points yet.
    """

    lesson: Lesson
    exercises: tuple[Exercise, ...]
    hand_ins: tuple[HandIn, ...]
    not_graded: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()


class Reader:
    """Reads what was graded into a folder; nothing there is changed.

    Args:
        course: the course.
        out: the folder of results.
        database: URL of the gradebook; by default that of the folder.

    Raises:
        UsageError: nothing is graded there.
    """

    def __init__(self, course: Course, out: Path, database: str = "") -> None:
        file = out.resolve() / "gradebook.db"
        self._course = course
        self._journal = Journal(out / "journal")
        self._recorded = self._journal.read()
        self._database = database or f"sqlite:///{file}"
        if not self._recorded or not (database or file.is_file()):
            raise UsageError(f"nothing is graded in {out}: autograder grade comes first")

    def results(self) -> Iterator[Results]:
        """Yield the results of each lesson that somebody handed in, in the order of the course.

        Raises:
            GradebookUnusable: the gradebook cannot be opened.
        """
        lessons = {lesson for _, lesson in self._recorded}
        course_id = str(self._course.config.CourseDirectory.course_id)
        with GradebookWriter(self._database, course_id) as book:
            for lesson in self._course.lessons:
                if lesson.name in lessons:
                    yield self._results(lesson, book.points(lesson))

    def notebook(self, digest: str) -> bytes:
        """Return a graded notebook; empty where it is damaged."""
        result = self._journal.find(digest)
        return b"" if result is None else result.notebook

    def _results(self, lesson: Lesson, points: dict[str, dict[str, float]]) -> Results:
        marked = {cell for cells in points.values() for cell, score in cells.items() if score}
        unmarked = {e.name for e in lesson.exercises if e.by_hand and e.name not in marked}
        hand_ins = []
        for (student, name), key in sorted(self._recorded.items()):
            if name == lesson.name and (result := self._journal.summary(key.digest)) is not None:
                known = points.get(student) or {m.cell: m.score or 0.0 for m in result.marks}
                attempts = attempts_of(student, lesson, result, known)
                counting = tuple(one for one in attempts if one.exercise not in unmarked)
                hand_ins.append(HandIn(student, counting, key.digest, key.submission))
        graded = {hand_in.student for hand_in in hand_ins}
        return Results(
            lesson,
            tuple(exercise for exercise in lesson.exercises if exercise.name not in unmarked),
            tuple(hand_ins),
            tuple(sorted(points.keys() - graded)),
            tuple(sorted(unmarked)),
        )


def attempts_of(
    student: str, lesson: Lesson, result: Result, points: dict[str, float]
) -> tuple[Attempt, ...]:
    """Return a student's exercises, each with the tests that it failed."""
    marks = {mark.cell: mark for mark in result.marks}
    scores = scores_of(student, lesson, result.marks, points)
    return tuple(
        Attempt(
            exercise.name,
            score.score,
            score.max_score,
            tuple(
                Failure(marks[test].cause, TABLE.sub("", marks[test].reason))
                for test in exercise.tests
                if test in marks and marks[test].reason
            ),
        )
        for exercise, score in zip(lesson.exercises, scores, strict=True)
    )
