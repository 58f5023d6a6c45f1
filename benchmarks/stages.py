"""What a submission costs, stage by stage, beside what its answers and tests cost by themselves.

All is in seconds of the processor, of every process that has a part in it: the worker, the student
process, the sandbox's own, and the zygote when it forks. A stage does not count what it calls of
another. Not seen are the moments of a child of the zygote between its two forks.
"""

import contextlib
import io
import os
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import autograder
from autograder.atomic import put
from autograder.checks import finite_differences
from autograder.checks.probes import SEED_VARIABLE
from autograder.classroom import submission as grading
from autograder.classroom.gradebook.writer import GradebookWriter
from autograder.classroom.kept.journal import Journal
from autograder.classroom.submission import Work, grade_one
from autograder.collect.collect import Submission
from autograder.course.demo import simulate_class
from autograder.course.lessons import Course, Lesson
from autograder.course.notebook.cells import is_locked, is_test, runs_of
from autograder.course.notebook.handed_in import read_cells
from autograder.course.notebook.needed_cells import relevant
from autograder.course.notebook.notebook_file import read_notebook
from autograder.course.release.nbgrader_commands import record_assignment
from autograder.course.view.rebuild import Source
from autograder.course.view.view import view_of
from autograder.feedback.page import page_of
from autograder.judge import judge
from autograder.judge.client import Channel
from autograder.judge.kernel import Kernel
from autograder.judge.marks import marks_of
from autograder.sandbox import zygote_client
from autograder.sandbox.bubblewrap import KINDS
from autograder.sandbox.family import threads_of
from autograder.sandbox.limits import Limits

START, FORK, CELLS, CALLS = "start of the run", "fork and namespaces", "cells", "calls"
NUMERIC, TESTS, LOCKED = "numeric derivatives", "tests themselves", "locked cells"
MARKS, PAGE, RECORDING, REST = "marks", "page", "recording", "reading and the rest"
STAGES = (START, FORK, CELLS, CALLS, NUMERIC, TESTS, LOCKED, MARKS, PAGE, RECORDING, REST)
WARM_UP = 3  # submissions that are not counted: caches fill, the zygote imports


@dataclass(frozen=True)
class Cost:
    """What one submission of a lesson costs on average.

    Attributes:
        stages: seconds by stage.
        floor: seconds of its answers and tests, run in one plain process.
    """

    stages: Mapping[str, float]
    floor: float

    @property
    def total(self) -> float:
        """Seconds altogether."""
        return sum(self.stages.values())


class Stopwatch:
    """Shares the processor's time of this process out among stages, the innermost at a time."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._stages = [REST]
        self._since = time.process_time()

    def turn(self) -> None:
        """Give what has passed to the stage that runs."""
        now = time.process_time()
        self.seconds[self._stages[-1]] += now - self._since
        self._since = now

    @contextlib.contextmanager
    def running(self, stage: str) -> Iterator[None]:
        """Give the time of the block to a stage."""
        self.turn()
        self._stages.append(stage)
        try:
            yield
        finally:
            self.turn()
            self._stages.pop()

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function whose time is given to a stage."""

        def call(*arguments: Any, **options: Any) -> Any:
            with self.running(stage):
                return function(*arguments, **options)

        return call


def costs_of(course: Course, lesson: Lesson, start: float, students: int) -> Cost:
    """Grade a simulated class in this process and return what a submission costs.

    Args:
        course: the course.
        lesson: one of its lessons.
        start: seconds that a submission has of the start of its run.
        students: how many are counted.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        simulate_class(course, folder / "class", WARM_UP + students, [lesson.name])
        source = lesson.source.read_bytes()
        works = [
            Work(
                path.parts[-3], lesson.name, lesson.notebook, path.read_bytes(), source, KINDS[0],
                Limits(),
            )
            for path in sorted((folder / "class").glob("*/*/*.ipynb"))
        ]  # fmt: skip
        url = f"sqlite:///{folder / 'gradebook.db'}"
        record_assignment(course, lesson, root=folder, database=url)
        with Journal(folder / "journal") as journal, GradebookWriter(url, "course") as writer:
            _graded(works[:WARM_UP], lesson, folder, journal, writer)
            watch = Stopwatch()
            with _watched(watch):
                _graded(works[WARM_UP:], lesson, folder, journal, writer, watch)
                watch.turn()
        stages = {stage: watch.seconds[stage] / students for stage in STAGES} | {START: start}
        return Cost(stages, sum(map(_floor, works[WARM_UP:])) / students)


def _graded(
    works: list[Work],
    lesson: Lesson,
    folder: Path,
    journal: Journal,
    writer: GradebookWriter,
    watch: Stopwatch | None = None,
) -> None:
    results = []
    for work in works:
        result = grade_one(work)
        with (watch or Stopwatch()).running(RECORDING):
            journal.keep(f"{work.student:x>40}", result)
            put(folder / "notebook.ipynb", result.notebook)
            put(folder / "page.html", result.feedback)
        results.append((Submission(work.student, lesson, partial(bytes, work.submission)), result))
    with (watch or Stopwatch()).running(RECORDING):
        writer.record(results)


@contextlib.contextmanager
def _watched(watch: Stopwatch) -> Iterator[None]:
    """Have the grader's functions tell a stopwatch what they do."""
    begin, end, run, calls = Kernel.__enter__, Kernel.__exit__, Kernel.run, Kernel.calls
    worked: dict[int, float] = {}  # by student process: its seconds so far

    def others() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        zygote = zygote_client._zygote().process
        return used.ru_utime + used.ru_stime + (_used(zygote.pid) if zygote else 0.0)

    def note(kernel: Kernel, stage: str) -> None:
        process = kernel._process.kernel
        if process is not None and (used := _used(process.pid)):
            watch.seconds[stage] += used - worked.get(process.pid, 0.0)
            worked[process.pid] = used

    def entered(self: Kernel) -> Kernel:
        before = others()
        with watch.running(FORK):
            begin(self)
        watch.seconds[FORK] += others() - before
        note(self, FORK)
        return self

    def left(self: Kernel, *error: Any) -> None:
        before = others()
        with watch.running(FORK):
            end(self, *error)
        watch.seconds[FORK] += others() - before

    def ran(self: Kernel, *arguments: Any) -> str:
        try:
            with watch.running(CELLS):
                return run(self, *arguments)
        finally:
            note(self, CELLS)

    @contextlib.contextmanager
    def called(self: Kernel, *arguments: Any) -> Iterator[Channel]:
        with watch.running(TESTS), calls(self, *arguments) as channel:
            yield channel
            note(self, CALLS)

    with contextlib.ExitStack() as patched:
        for owner, name, function in (
            (Kernel, "__enter__", entered),
            (Kernel, "__exit__", left),
            (Kernel, "run", ran),
            (Kernel, "calls", called),
            (Channel, "_ask", watch.timed(CALLS, Channel._ask)),
            (judge, "trusted_names", watch.timed(LOCKED, judge.trusted_names)),
            (grading, "marks_of", watch.timed(MARKS, marks_of)),
            (grading, "page_of", watch.timed(PAGE, page_of)),
        ):
            patched.enter_context(patch.object(owner, name, function))
        for name in ("central_difference", "central_jacobian", "parameter_gradients"):
            timed = watch.timed(NUMERIC, getattr(finite_differences, name))
            patched.enter_context(patch.object(autograder, name, timed))
            patched.enter_context(patch.object(finite_differences, name, timed))
        yield


def _used(pid: int) -> float:
    """Return the seconds that a process has used of the processor."""
    ran = 0
    for task in threads_of([pid]):
        with contextlib.suppress(OSError):
            ran += int((task / "schedstat").read_text().split()[0])
    return ran / 1e9


def _floor(work: Work) -> float:
    """Run answers and tests of a submission here, and return the seconds that they take."""
    source = Source(read_notebook(work.source))
    notebook = view_of(source, read_cells(work.submission)).notebook
    cells = relevant(notebook.cells)
    names = judge.trusted_names(cells)
    nowhere = io.StringIO()
    os.environ[SEED_VARIABLE] = source.seed(runs_of(notebook))
    seconds = 0.0
    for cell in cells:
        if not is_locked(cell) or is_test(cell):
            code = compile(cell.source, "<cell>", "exec")
            space = dict(names) if is_test(cell) else names
            start = time.process_time()
            with contextlib.redirect_stdout(nowhere), contextlib.suppress(Exception):
                exec(code, space)  # noqa: S102, the bank's answers and the lesson's tests
            seconds += time.process_time() - start
    del os.environ[SEED_VARIABLE]
    return seconds


def table(costs: Mapping[str, Cost]) -> str:
    """Return the costs of lessons as a table, in milliseconds."""
    lines = [f"{'CPU milliseconds a submission':30}" + "".join(f"{name:>22}" for name in costs)]
    for stage in STAGES:
        shown = "".join(f"{1000 * cost.stages[stage]:22.1f}" for cost in costs.values())
        lines.append(f"{stage:30}{shown}")
    for what, values in (
        ("total", [1000 * cost.total for cost in costs.values()]),
        ("floor", [1000 * cost.floor for cost in costs.values()]),
        ("total / floor", [cost.total / cost.floor for cost in costs.values()]),
    ):
        lines.append(f"{what:30}" + "".join(f"{value:22.1f}" for value in values))
    both = sum(cost.total for cost in costs.values()) / sum(cost.floor for cost in costs.values())
    lines.append(f"{'of all together':30}{both:22.1f}")
    return "\n".join(lines)
