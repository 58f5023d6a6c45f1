"""The worker's end of a student process, which is the kernel of one submission.

It runs cells and calls there, and ends the process when it does not behave. This module runs in the
worker.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NoReturn, Self

import numpy as np

from autograder.judge.client import Channel
from autograder.judge.conversation import Conversation
from autograder.judge.outputs import Outputs
from autograder.judge.protocol import WireError
from autograder.sandbox.limits import Limits
from autograder.sandbox.monitor import Watch
from autograder.sandbox.own_time import OwnTime
from autograder.sandbox.process import StudentProcess, launch
from autograder.text import shortened

START = 60  # seconds for a student process to be ready; it takes about one
GRACE = 2  # seconds from an interrupt to the end of a cell


def _in_words(raised: Any) -> str:
    """Return what a cell is said to have raised, name and text.

    Raises:
        TypeError: it is no list; an array could have millions of parts.
    """
    if not isinstance(raised, list | tuple):
        raise TypeError("not what a cell raised")
    return ": ".join(map(shortened, raised[:2]))[:500]


class KernelEnded(Exception):
    """The kernel is gone or had to be ended; the message says why, for the student."""


class Kernel:
    """A running kernel; a context manager that leaves no process and no file behind.

    Args:
        kind: ``bubblewrap``, or ``none`` for a kernel that runs as the grader does.
        limits: what it may use.
        time: the submission's; without it there is no end to it.
        lesson: sources of the lesson's own cells, whose functions tests may pass to answers.
        data: the lesson's other files, by their paths, for its current folder.
    """

    def __init__(
        self,
        kind: str,
        limits: Limits,
        time: OwnTime | None = None,
        lesson: Sequence[str] = (),
        data: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        self._kind = kind
        self._limits = limits
        self._time = time or OwnTime()
        self._lesson = tuple(lesson)
        self._data = data
        self._ended: str | None = None
        # From __enter__ on:
        self._held: contextlib.ExitStack
        self._process: StudentProcess
        self._own: list[int]  # its processes before student code has run
        self._watch: Watch
        self._conversation: Conversation

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as held:
            self._process, connection = held.enter_context(launch(self._kind, self._limits))
            self._conversation = Conversation(connection, self._process.runs)
            self._time.follow(self._process.family)
            self._watch = Watch(
                self._process, self._limits, self._time, namespaces=self._kind == "bubblewrap"
            )
            self._begin()
            self._own = self._process.family()
            self._watch.start()
            held.callback(self._watch.stop)
            self._held = held.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def run(self, code: str, outputs: Outputs) -> str:
        """Run a cell.

        Args:
            code: its source.
            outputs: collects what it shows, within the bounds of the submission.

        Returns:
            ``ExceptionName: text`` where the cell raised, else an empty text.

        Raises:
            KernelEnded: it took too long and could not be interrupted, or it ended the kernel.
        """
        late = ""
        with self._heard():
            deadline = self._time.within(self._limits.cell)
            try:
                answer = self._conversation.ask({"cell": code}, deadline, outputs)
            except TimeoutError:
                late = f"it did not finish within {self._limits.cell:g} s"
                self._process.interrupt()
                answer = self._conversation.hear(self._time.grace(GRACE), outputs)
            self._clear()
            raised = _in_words(answer.get("raised", ()))
        return late or raised

    @contextlib.contextmanager
    def calls(self, lesson: dict[str, Any], outputs: Outputs) -> Iterator[Channel]:
        """Open a channel for calls of the student's functions.

        Args:
            lesson: what the lesson's locked cells define on both sides.
            outputs: collects what the student's functions print.

        Raises:
            KernelEnded: the channel broke; raised at the end, when the check has had its say.
        """
        self._require_running()
        channel = Channel(
            self._conversation, outputs, self._limits.call, lesson, self._time, self._limits.test,
            self._why,
        )  # fmt: skip
        yield channel
        if channel.broken is not None:
            self._end(channel.broken)
        with self._heard():  # who has left since the last answer is noticed here, not by a cell
            self._conversation.ask({}, self._time.grace(GRACE), outputs)
            self._clear()

    def _clear(self) -> None:
        """End what a cell or call has left running: what comes next does not answer for it."""
        if self._process.started(self._own) and (
            self._watch.look() or not self._process.clear(self._own)
        ):
            self._end("your code left processes running that could not be ended.")

    def _begin(self) -> None:
        """Send the lesson, and wait until the process is ready for cells."""
        try:
            files = {name: np.frombuffer(content, np.uint8) for name, content in self._data.items()}
            request = {"lesson": list(self._lesson), "files": files}
            self._conversation.ask(request, self._time.within(START), Outputs(0))
        except (EOFError, OSError, WireError) as error:
            raise KernelEnded("the process for your code did not start.") from error

    @contextlib.contextmanager
    def _heard(self) -> Iterator[None]:
        """End the process where a conversation with it fails, and say why."""
        self._require_running()
        try:
            yield
        except TimeoutError:
            self._end("your code did not finish in time and could not be interrupted.")
        except (EOFError, OSError):
            self._end("your code ended the process that it ran in.")
        except (WireError, TypeError):
            self._end("your code sent messages that cannot be read.")

    def _why(self) -> str | None:
        """Return why the kernel was ended, if it was."""
        return self._ended or self._watch.reason

    def _require_running(self) -> None:
        if self._why():
            raise KernelEnded(self._why())

    def _end(self, reason: str) -> NoReturn:
        """End the process, and every other in its namespace, at once."""
        self._ended = self._why() or reason
        self._process.kill()
        raise KernelEnded(self._ended) from None
