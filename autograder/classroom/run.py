"""One run over a class: grade what is not graded yet, record every result, give all scores."""

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path

from autograder.atomic import put
from autograder.classroom.gradebook import GradebookWriter
from autograder.classroom.journal import Journal, Name
from autograder.classroom.key import key_of
from autograder.classroom.recording import Job, Recording
from autograder.classroom.scores import Score, scores_of, zeros
from autograder.classroom.submission import Failure, Result, Work, attempt
from autograder.collect.collect import Intake, Refusal, Submission
from autograder.course import nbgrader_commands
from autograder.course.lessons import Course
from autograder.errors import AutograderError
from autograder.fingerprint import digest
from autograder.sandbox.limits import Limits
from autograder.text import last_word
from autograder.workers.pool import Workers


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

    def began(self, done: int, total: int, submission: Submission) -> None:
        """Hear which submission is graded next, and how many of all are done."""

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
        self.failures: dict[Name, Refusal] = {}  # could not be graded
        self.troubles: dict[Name, Refusal] = {}  # graded, but something is missing
        self.plan = Plan(0, 0, {})

    def go(self, submissions: list[Submission], force: bool) -> list[Score]:
        """Grade and record submissions, and return the scores of all.

        Args:
            submissions: what was handed in; the list is emptied, to have their memory back.
            force: grade again what has not changed.

        Raises:
            Stopped: by Ctrl-C.
        """
        self._out.mkdir(parents=True, exist_ok=True)
        course_id = str(self._course.config.CourseDirectory.course_id)
        with (
            Journal(self._out / "journal") as journal,
            GradebookWriter(self._database, course_id) as writer,
        ):
            recording = Recording(
                self._course, self._out, self._database, journal, writer, self._missing
            )
            jobs = [self._take(recording, submission) for submission in submissions]
            submissions.clear()
            if force:
                for job in jobs:
                    journal.forget(job.key.digest)
            self._bring_up_to_date(jobs, recording, journal)
            return self._scores(jobs, journal, writer)

    def _take(self, recording: Recording, submission: Submission) -> Job:
        """Put a notebook into submitted/, where its bytes are read when it is its turn."""
        lesson = submission.lesson
        if lesson.name not in self._sources:
            self._sources[lesson.name] = lesson.source.read_bytes()
        key = key_of(
            submission.student, lesson.name, submission.content,
            digest([self._sources[lesson.name]]), self._sandbox, self._limits,
        )  # fmt: skip
        job = Job(submission.student, lesson, key)
        path = recording.submitted(job)
        if not (path.is_file() and path.read_bytes() == submission.content):
            put(path, submission.content)
        if submission.timestamp is not None:
            # Where nbgrader's own commands look for it, which count in UTC.
            text = f"{submission.timestamp:%Y-%m-%d %H:%M:%S.%f} UTC\n"
            put(path.with_name("timestamp.txt"), text.encode())
        return job

    def _bring_up_to_date(self, jobs: list[Job], recording: Recording, journal: Journal) -> None:
        complete = recording.complete(jobs)
        recording.remake_pages(job for job in jobs if job.name in complete)
        missing = [job for job in jobs if job.name not in complete]
        todo = [job for job in missing if journal.summary(job.key.digest) is None]
        changes = Counter(
            journal.recorded[job.name].difference(job.key)
            for job in todo
            if job.name in journal.recorded and journal.recorded[job.name] != job.key
        )
        self.plan = Plan(len(todo), len(jobs) - len(todo), changes)
        self._listener.planned(self.plan)
        if not missing:
            return
        results = self._graded(todo)  # the first are on their way while lessons are recorded
        for lesson in {job.lesson.name: job.lesson for job in missing}.values():
            nbgrader_commands.record_assignment(
                self._course, lesson, root=self._out, database=self._database
            )
        done = 0
        try:
            wanted = {job.name for job in todo}
            for job in missing:
                if job.name not in wanted:  # an earlier run was stopped before it had recorded it
                    self._record(job, journal.find(job.key.digest), recording, journal)
            for job, outcome in results:
                if isinstance(outcome, Result):
                    journal.keep(job.key.digest, outcome)
                    recording.add(job, outcome)
                else:
                    self._fail(job, outcome, recording)
                done += 1
                self._listener.finished(done, len(todo), job.student, job.lesson.name)
            recording.flush()
            journal.tidy(job.key.digest for job in jobs)
        except KeyboardInterrupt:
            recording.flush()
            raise Stopped(
                f"stopped; {done} of {len(todo)} are graded. The same command goes on from there"
            ) from None

    def _record(
        self, job: Job, result: Result | None, recording: Recording, journal: Journal
    ) -> None:
        """Record a result of an earlier run."""
        if result is not None:
            recording.add(job, result)
        else:
            journal.forget(job.key.digest)
            self._fail(job, Failure("its result is damaged; grade again"), recording)

    def _graded(self, jobs: list[Job]) -> Iterator[tuple[Job, Result | Failure]]:
        """Begin to grade submissions side by side, and return each as soon as it is done."""
        waiting: dict[Future[Result | Failure], Job] = {}
        coming = iter(jobs)

        def fill(done: int) -> None:
            while len(waiting) < self._workers.window and (job := next(coming, None)) is not None:
                path = self._out / "submitted" / job.student / job.lesson.name
                content = (path / job.lesson.source.name).read_bytes()
                submission = Submission(job.student, job.lesson, content)
                self._listener.began(done, len(jobs), submission)
                waiting[self._workers.submit(attempt, self._work(submission))] = job

        def results() -> Iterator[tuple[Job, Result | Failure]]:
            done = 0
            while waiting:
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    done += 1
                    yield waiting.pop(future), _outcome(future)
                fill(done)

        fill(0)
        return results()

    def _work(self, submission: Submission) -> Work:
        lesson = submission.lesson
        return Work(
            student=submission.student,
            lesson=lesson.name,
            notebook=lesson.notebook,
            submission=submission.content,
            source=self._sources[lesson.name],
            sandbox=self._sandbox,
            limits=self._limits,
        )

    def _fail(self, job: Job, failure: Failure, recording: Recording) -> None:
        recording.discard(job)
        reason = f"it could not be graded: {failure.reason}"
        self.failures[job.name] = Refusal(recording.submitted(job), reason, job.student, job.lesson)

    def _missing(self, job: Job, path: Path, reason: str) -> None:
        self.troubles[job.name] = Refusal(path, reason, job.student, job.lesson)

    def _scores(self, jobs: list[Job], journal: Journal, writer: GradebookWriter) -> list[Score]:
        scores: list[Score] = []
        lessons = {job.lesson.name: job.lesson for job in jobs}
        points = {name: writer.points(lesson) for name, lesson in lessons.items()}
        for job in jobs:
            refused = self.failures.get(job.name)
            if refused is not None:
                scores += zeros(job.student, job.lesson, refused.reason)
                continue
            result = journal.summary(job.key.digest)
            assert result is not None
            if result.trouble:
                page = self._out / "feedback" / job.student / job.lesson.name
                self._missing(job, page, f"graded, but there is no feedback page: {result.trouble}")
            known = points[job.lesson.name].get(job.student) or {
                mark.cell: mark.score or 0.0 for mark in result.marks
            }
            scores += scores_of(job.student, job.lesson, result.marks, known)
        return scores


def _outcome(future: Future[Result | Failure]) -> Result | Failure:
    try:
        return future.result()
    except Exception as error:  # the process or the machine that worked on it is gone
        return Failure(last_word(error))
