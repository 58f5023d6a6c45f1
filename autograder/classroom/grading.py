"""Submissions graded side by side, each as soon as a worker is free."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait

from autograder.classroom.submission import Failure, Result, Work, attempt
from autograder.collect.collect import Submission
from autograder.sandbox.limits import Limits
from autograder.text import last_word
from autograder.workers.pool import WorkerDied, Workers

# Seconds of a submission beside its own, for its page and the end of its processes, which take less
# than ten. Only what cannot be interrupted takes longer.
BESIDE = 20.0


class Grading:
    """Hands submissions to workers, and gives back what becomes of each.

    Args:
        workers: where they are graded.
        sandbox: ``bubblewrap`` or ``none``.
        limits: what a submission may use.
        sources: the notebooks in solutions/, by lesson.
    """

    def __init__(
        self, workers: Workers, sandbox: str, limits: Limits, sources: Mapping[str, bytes]
    ) -> None:
        self._workers = workers
        self._sandbox = sandbox
        self._limits = limits
        self._sources = sources

    def begin(
        self, submissions: Iterable[Submission]
    ) -> Iterator[tuple[Submission, Result | Failure]]:
        """Begin to grade submissions at once, and return each as soon as it is done."""
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


def _outcome(future: Future[Result | Failure]) -> Result | Failure:
    try:
        return future.result()
    except WorkerDied as error:
        return Failure(str(error))
    except Exception as error:  # the machine that worked on it is gone
        return Failure(last_word(error))
