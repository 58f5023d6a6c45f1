"""How far a run is: a bar on a terminal, a line for each submission anywhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Never, TextIO

from tqdm import tqdm

from autograder.classroom.listener import Listener, Plan
from autograder.cli.summary import summary
from autograder.collect.collect import Intake
from autograder.text import cell

AGAIN = {
    "grader": "the grader has changed",
    "lesson": "their lesson has changed",
    "limits": "limits or sandbox have changed",
    "submission": "they were handed in anew",
}


class Lines(Listener):
    """Writes a line for every submission that is done."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def counted(self, accounting: str) -> None:
        """Say what counts the memory and the processes of a submission."""
        self._say(f"limits of memory and processes: {accounting}")

    def took(self, intake: Intake) -> None:
        """Say what was taken in."""
        if intake.submissions:
            self._say(summary(intake))

    def planned(self, plan: Plan) -> None:
        """Say what is graded again and why, and what is not."""
        for what, number in sorted(plan.changes.items()):
            self._say(f"graded again, since {AGAIN[what]}: {number}")
        if plan.kept and plan.grade:
            self._say(f"graded before, and left as they are: {plan.kept}")
        elif plan.kept:
            self._say(f"nothing has changed since the last run (--force grades all {plan.kept})")

    def finished(self, done: int, total: int, student: str, lesson: str) -> None:
        """Say which submission is done, and how many of all."""
        self._say(f"{done}/{total} {cell(student)} {lesson}")

    def close(self) -> None:
        """Leave the terminal at the start of a line."""

    def _say(self, text: str) -> None:
        print(text, file=self._stream, flush=True)


class Bar(Lines):
    """Shows a bar with rate and time left."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._bar: tqdm[Never] | None = None

    def planned(self, plan: Plan) -> None:
        """Say what will be done, and show the bar."""
        super().planned(plan)
        if plan.grade:
            tqdm.monitor_interval = 0  # no thread of its own: it has nothing to watch here
            self._bar = tqdm(
                total=plan.grade, file=self._stream, unit="submission", dynamic_ncols=True,
                smoothing=0.1, bar_format="{percentage:3.0f} %|{bar}| {n}/{total}  "
                "{rate_noinv_fmt}  {remaining} left",
            )  # fmt: skip

    def finished(self, done: int, total: int, student: str, lesson: str) -> None:
        """Move the bar."""
        if self._bar is not None:
            self._bar.update()

    def close(self) -> None:
        """Let the bar stand as it is."""
        if self._bar is not None:
            self._bar.close()


@contextmanager
def shown_on(stream: TextIO) -> Iterator[Lines]:
    """Show a run's progress on a stream for as long as the block takes."""
    shown = Bar(stream) if stream.isatty() else Lines(stream)
    try:
        yield shown
    finally:
        shown.close()
