"""One run over a class: grade what is not graded yet, record every result, give all scores."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from autograder.classroom.gradebook.totals import Review, Total
from autograder.classroom.gradebook.writer import GradebookWriter
from autograder.classroom.kept.earlier import Earlier, Loss, totals
from autograder.classroom.kept.journal import Journal, Name
from autograder.classroom.kept.key import Key
from autograder.classroom.kept.recorded import Recorded
from autograder.classroom.recording import Recording
from autograder.classroom.scores import Score, scores_of
from autograder.classroom.submission import Failure, Result, Work, attempt
from autograder.classroom.taking import Taking
from autograder.collect.collect import Intake, Refusal, Submission
from autograder.course.lessons import Course, Lesson
from autograder.course.release import nbgrader_commands
from autograder.errors import AutograderError
from autograder.sandbox.limits import Limits
from autograder.text import last_word
from autograder.workers.pool import WorkerDied, Workers

# Seconds of a submission beside its own, for its page and the end of its processes, which take less
# than ten. Only what cannot be interrupted takes longer.
BESIDE = 20.0


class Stopped(AutograderError):
    """Somebody stopped a run; what it has graded is kept."""

    exit_code = 130


@dataclass(frozen=True)
class Plan:
    """What a run is going to do.

    Attributes:
        grade: how many submissions it will grade.
        kept: how many are graded already, and stay as they are.
        changes: how many are graded again, by what has changed: grader, lesson, limits, submission.
    """

    grade: int
    kept: int
    changes: Mapping[str, int]


class Listener:
    """Hears of a run what there is to show; this one shows nothing."""

    def took(self, intake: Intake) -> None:
        """Hear what was handed in."""

    def planned(self, plan: Plan) -> None:
        """Hear what will be done."""

    def finished(self, done: int, total: int, student: str, lesson: str) -> None:
        """Hear that one more submission is done."""


class Run:
    """One run.

    Args:
        course: the course whose solutions/ hold the tests.
        out: the folder of results.
        database: URL of the gradebook.
        sandbox: ``bubblewrap`` or ``none``.
        limits: what a submission may use.
        workers: where submissions are graded.
        listener: hears how far it is.
    """

    def __init__(
        self,
        course: Course,
        out: Path,
        database: str,
        sandbox: str,
        limits: Limits,
        workers: Workers,
        listener: Listener,
    ) -> None:
        self._course = course
        self._out = out
        self._database = database
        self._sandbox = sandbox
        self._limits = limits
        self._workers = workers
        self._listener = listener
        self._sources: dict[str, bytes] = {}  # by lesson
        self._keys: dict[Name, Key] = {}
        self.failures: dict[Name, Refusal] = {}  # could not be graded
        self.troubles: dict[Name, Refusal] = {}  # graded, but something is missing
        self.blank: list[Submission] = []  # passed over for what was graded before
        self.losses: tuple[Loss, ...] = ()
        self.others: tuple[Score, ...] = ()  # of whom this run had nothing
        self.totals: tuple[Total, ...] = ()  # of the whole gradebook, when the run is over
        self.reviews: tuple[Review, ...] = ()
        self.plan = Plan(0, 0, {})

    def go(
        self, submissions: Collection[Submission], force: bool, refused: Collection[Refusal] = ()
    ) -> list[Score]:
        """Grade and record submissions, and return the scores of all.

        Args:
            submissions: what was handed in.
            force: grade again what has not changed.
            refused: what is not graded at all, each with its lesson.

        Raises:
            Stopped: by Ctrl-C.
        """
        self._out.mkdir(parents=True, exist_ok=True)
        course_id = str(self._course.config.CourseDirectory.course_id)
        with (
            Journal(self._out / "journal") as journal,
            GradebookWriter(self._database, course_id) as writer,
        ):
            earlier = Earlier(self._out / "journal" / "earlier")
            unfit = {(r.student, r.lesson.name): r for r in refused if r.lesson is not None}
            names = {s.name for s in submissions} | unfit.keys()
            self._note(earlier, names, writer)
            taking = Taking(self._out, self._sandbox, self._limits, journal, earlier)
            taken = [one for one in map(taking.take, submissions) if one is not None]
            self._keys, self._sources, self.blank = taking.keys, taking.sources, taking.blank
            recording = Recording(
                self._course, self._out, self._database, journal, writer, self._keys, self._missing
            )
            if force:
                for key in self._keys.values():
                    journal.forget(key.digest)
            self._bring_up_to_date(taken, recording, journal)
            self._enter(unfit.keys() | self.failures.keys(), writer)
            recorded = Recorded(self._course, journal, writer)
            scores = self._scores(taken, journal, recorded)
            for one in taking.left:
                scores += recorded.blank(one.name)
            for name, refusal in unfit.items():
                scores += recorded.refused(name, refusal.reason)
            self.losses = earlier.losses(scores)
            self.others = tuple(recorded.others(names))
            earlier.forget(names)
            self.totals, self.reviews = writer.totals(), writer.reviews()
            return scores

    def _note(self, earlier: Earlier, names: Collection[Name], writer: GradebookWriter) -> None:
        recorded: dict[Name, float] = {}
        for lesson in map(self._course.lesson, sorted({lesson for _, lesson in names})):
            recorded |= totals(lesson, writer.points(lesson))
        earlier.note({name: points for name, points in recorded.items() if name in names})

    def _enter(self, names: Collection[Name], writer: GradebookWriter) -> None:
        """Enter in the gradebook who handed in nothing that could be graded."""
        for lesson in map(self._course.lesson, sorted({lesson for _, lesson in names})):
            if not writer.knows(lesson):
                self._record_lesson(lesson)
            with suppress(SQLAlchemyError):  # whom it refuses has a total from the run alone
                writer.enter((s for s, of in names if of == lesson.name), lesson)

    def _record_lesson(self, lesson: Lesson) -> None:
        nbgrader_commands.record_assignment(
            self._course, lesson, root=self._out, database=self._database
        )

    def _bring_up_to_date(
        self, submissions: list[Submission], recording: Recording, journal: Journal
    ) -> None:
        complete = recording.complete(submissions)
        recording.remake_pages(s for s in submissions if s.name in complete)
        missing = [s for s in submissions if s.name not in complete]
        # What is there but damaged is graded again.
        todo = [s for s in missing if journal.find(self._keys[s.name].digest) is None]
        changes = Counter(
            journal.recorded[s.name].difference(self._keys[s.name])
            for s in todo
            if s.name in journal.recorded and journal.recorded[s.name] != self._keys[s.name]
        )
        self.plan = Plan(len(todo), len(submissions) - len(todo), changes)
        self._listener.planned(self.plan)
        if not missing:
            return
        results = self._graded(todo)  # the first are on their way while lessons are recorded
        for lesson in {s.lesson.name: s.lesson for s in missing}.values():
            self._record_lesson(lesson)
        done = 0
        try:
            wanted = {s.name for s in todo}
            for submission in missing:
                # An earlier run was stopped before it had recorded it.
                digest = self._keys[submission.name].digest
                if submission.name not in wanted and (result := journal.find(digest)):
                    recording.add(submission, result)
            for submission, outcome in results:
                if isinstance(outcome, Result):
                    journal.keep(self._keys[submission.name].digest, outcome)
                    recording.add(submission, outcome)
                else:
                    self._fail(submission, outcome, recording)
                done += 1
                self._listener.finished(done, len(todo), *submission.name)
            recording.flush()
            journal.tidy(key.digest for key in self._keys.values())
        except KeyboardInterrupt:
            recording.flush()
            raise Stopped(
                f"stopped; {done} of {len(todo)} are graded. The same command goes on from there"
            ) from None

    def _graded(
        self, submissions: Iterable[Submission]
    ) -> Iterator[tuple[Submission, Result | Failure]]:
        """Begin to grade submissions side by side, and return each as soon as it is done."""
        waiting: dict[Future[Result | Failure], Submission] = {}
        coming = iter(submissions)

        def fill() -> None:
            while len(waiting) < self._workers.window and (one := next(coming, None)) is not None:
                seconds = self._limits.total + BESIDE
                waiting[self._workers.submit_within(seconds, attempt, self._work(one))] = one

        def results() -> Iterator[tuple[Submission, Result | Failure]]:
            while waiting:
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    yield waiting.pop(future), _outcome(future)
                fill()

        fill()
        return results()

    def _work(self, submission: Submission) -> Work:
        lesson = submission.lesson
        return Work(
            student=submission.student,
            lesson=lesson.name,
            notebook=lesson.notebook,
            submission=submission.read(),
            source=self._sources[lesson.name],
            sandbox=self._sandbox,
            limits=self._limits,
            data=lesson.data,
        )

    def _fail(self, submission: Submission, failure: Failure, recording: Recording) -> None:
        recording.discard(submission)
        reason = f"it could not be graded: {failure.reason}"
        self.failures[submission.name] = _refusal(submission, submission.path, reason)

    def _missing(self, submission: Submission, path: Path, reason: str) -> None:
        self.troubles[submission.name] = _refusal(submission, path, reason)

    def _scores(
        self, submissions: Iterable[Submission], journal: Journal, recorded: Recorded
    ) -> list[Score]:
        scores: list[Score] = []
        for submission in submissions:
            student, lesson = submission.student, submission.lesson
            if submission.name in self.failures:
                scores += recorded.refused(submission.name, self.failures[submission.name].reason)
                continue
            result = journal.summary(self._keys[submission.name].digest)
            assert result is not None
            if result.trouble:
                page = self._out / "feedback" / student / lesson.name
                reason = f"graded, but there is no feedback page: {result.trouble}"
                self._missing(submission, page, reason)
            known = recorded.points(submission.name) or {
                mark.cell: mark.score or 0.0 for mark in result.marks
            }
            scores += scores_of(student, lesson, result.marks, known, result.remarks)
        return scores


def _refusal(submission: Submission, path: Path, reason: str) -> Refusal:
    return Refusal(path, reason, submission.student, submission.lesson)


def _outcome(future: Future[Result | Failure]) -> Result | Failure:
    try:
        return future.result()
    except WorkerDied as error:
        return Failure(str(error))
    except Exception as error:  # the machine that worked on it is gone
        return Failure(last_word(error))
