"""The worker's end of a student process, a Jupyter kernel for one submission.

It runs cells and calls there, and ends the process when it does not behave. This module runs in the
worker.
"""

import contextlib
import select
import socket
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

from jupyter_client.blocking.client import BlockingKernelClient

from autograder.judge.client import Channel
from autograder.judge.outputs import MARK, Outputs
from autograder.judge.protocol import WireError, decode, encode, receive, send
from autograder.sandbox.limits import Limits
from autograder.sandbox.monitor import FLOODED, Watch
from autograder.sandbox.own_time import Deadline, OwnTime
from autograder.sandbox.process import StudentProcess, launch, listening
from autograder.sandbox.zygote_client import PROGRAM
from autograder.text import shortened

START = 60  # seconds for a kernel to be ready; it takes about one
HEARD = 0.5  # seconds until what is published must be heard
GRACE = 2  # seconds from an interrupt to the end of a cell
PAUSE = 0.05  # seconds between two looks at what goes on in a kernel that says nothing
QUIET = 1  # seconds after an answer until no more output is expected


class KernelEnded(Exception):
    """The kernel is gone or had to be ended; the message says why, for the student."""


class Kernel:
    """A running kernel; a context manager that leaves no process and no file behind.

    Args:
        kind: ``bubblewrap``, or ``none`` for a kernel that runs as the grader does.
        limits: what it may use.
        time: the submission's; without it there is no end to it.
        lesson: sources of the lesson's own cells, whose functions tests may pass to answers.
    """

    def __init__(
        self,
        kind: str,
        limits: Limits,
        time: OwnTime | None = None,
        lesson: Sequence[str] = (),
    ) -> None:
        self._kind = kind
        self._limits = limits
        self._time = time or OwnTime()
        self._lesson = tuple(lesson)
        self._ended: str | None = None
        # From __enter__ on:
        self._held: contextlib.ExitStack
        self._process: StudentProcess
        self._client: BlockingKernelClient
        self._shared: Path
        self._watch: Watch
        self._connection: socket.socket | None = None  # to server.py, from the first cell on
        self._serve = ""  # the message that all outputs refer to
        self._asked = 0  # requests so far

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as held:
            launched = held.enter_context(launch(self._kind, self._limits))
            self._process, self._client, self._shared = launched
            self._client.start_channels(stdin=False, hb=False)
            held.callback(self._client.stop_channels)
            self._time.follow(self._process.family)
            self._watch = Watch(
                self._process, self._limits, self._time, namespaces=self._kind == "bubblewrap"
            )
            self._await_ready()
            self._watch.start()
            held.callback(self._watch.stop)
            self._held = held.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
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
        answer = self._asked_for({"cell": code}, self._time.within(self._limits.cell), outputs)
        raised = answer.get("raised", ())
        return ": ".join(map(shortened, raised))[:500]

    @contextlib.contextmanager
    def calls(self, lesson: dict[str, Any], outputs: Outputs) -> Iterator[Channel]:
        """Open a channel for calls of the student's functions.

        Args:
            lesson: what the lesson's locked cells define on both sides.
            outputs: collects what the student's functions print.

        Raises:
            KernelEnded: the channel broke; raised at the end, when the check has had its say.
        """
        connection = self._serving()
        limits = self._limits
        channel = Channel(connection, limits.call, lesson, self._time, limits.test, self._why)
        yield channel
        if channel.broken is not None:
            self._end(channel.broken)
        self._asked_for({}, self._time.grace(GRACE), outputs)

    def _await_ready(self) -> None:
        """Wait until the kernel answers on both channels.

        jupyter_client's own ``wait_for_ready`` ends with a pause of 0.2 s, longer than the rest.
        """
        deadline = self._time.within(START)
        while not deadline.over() and self._process.runs():
            identity = self._client.kernel_info()
            # What is published before the kernel knows of the listener is lost: ask again then.
            kind, _ = self._receive(self._client.iopub_channel, identity, HEARD)
            if kind and self._receive(self._client.shell_channel, identity, START)[0]:
                return
        raise KernelEnded("the process for your code did not start.")

    def _why(self) -> str | None:
        """Return why the kernel was ended, if it was."""
        return self._ended or self._watch.reason

    def _serving(self) -> socket.socket:
        """Return the connection to server.py in the student process, which runs all cells.

        A request on it costs a fifth of what a message to the kernel costs.
        """
        if self._why():
            raise KernelEnded(self._why())
        if self._connection is not None:
            return self._connection
        path = self._shared / "calls"
        with listening(path) as listener:
            listener.settimeout(PAUSE)
            deadline = self._time.within(self._limits.call)
            serve = f"__import__({PROGRAM!r}, fromlist=['serve']).serve"
            code = f"{serve}({str(path)!r}, {self._lesson!r})"
            self._serve = self._client.execute(code, allow_stdin=False, store_history=False)
            while self._connection is None:
                with contextlib.suppress(TimeoutError):
                    self._connection, _ = listener.accept()
                if self._connection is None and (deadline.over() or not self._process.runs()):
                    self._end("the process that your code runs in does not answer any more.")
            self._held.enter_context(self._connection)
        path.unlink(missing_ok=True)
        return self._connection

    def _asked_for(
        self, request: dict[str, Any], deadline: Deadline, outputs: Outputs
    ) -> dict[str, Any]:
        """Send a request to server.py; a mark among the outputs follows its answer."""
        connection = self._serving()
        self._asked += 1
        try:
            send(connection, encode(request | {"mark": self._asked}), deadline)
        except OSError:
            self._gone()
        return self._answer(outputs, deadline)

    def _answer(self, outputs: Outputs, deadline: Deadline) -> dict[str, Any]:
        """Collect outputs until the last request is answered and its mark is there."""
        interrupted = marked = False
        answer: dict[str, Any] | None = None
        quiet = deadline
        while answer is None or not marked:
            kind, content = self._receive(self._client.iopub_channel, self._serve, PAUSE)
            if kind == MARK and content.get("number") == self._asked:
                marked = True
            else:
                outputs.add(kind, content)
            late = (deadline if answer is None else quiet).over()
            if answer is None and (marked or late or not kind):
                answer = self._take()
                quiet = self._time.grace(QUIET)
            if kind and not late:
                continue
            if answer is not None and quiet.over():
                break  # the mark was lost in a flood of output
            if self._why() or not self._process.runs():
                self._gone()
            if answer is None and late:
                if interrupted:
                    self._end("your code did not finish in time and could not be interrupted.")
                interrupted, deadline = True, self._time.grace(GRACE)
                self._interrupt()
        if self._watch.flooded():  # by this cell, not by the next
            self._end(FLOODED)
        if interrupted:
            return {"raised": (f"it did not finish within {self._limits.cell:g} s",)}
        return answer

    def _take(self) -> dict[str, Any] | None:
        """Read an answer of server.py, if one has begun to arrive."""
        assert self._connection is not None
        if not select.select([self._connection], [], [], 0)[0]:
            return None
        try:
            answer = decode(*receive(self._connection, self._time.grace(GRACE)))
        except (EOFError, OSError):
            self._gone()
        except (WireError, KeyError, TypeError, ValueError):
            self._unreadable()
        if not isinstance(answer, dict) or not isinstance(answer.get("raised", []), list):
            self._unreadable()
        return answer

    def _interrupt(self) -> None:
        """Raise KeyboardInterrupt in the cell; a signal does not reach into the namespace."""
        self._client.control_channel.send(self._client.session.msg("interrupt_request", {}))

    def _end(self, reason: str) -> NoReturn:
        """End the kernel and every process in its namespace at once."""
        self._ended = self._why() or reason
        self._process.kill()
        raise KernelEnded(self._ended) from None

    def _gone(self) -> NoReturn:
        self._end("your code ended the process that it ran in.")

    def _unreadable(self) -> NoReturn:
        self._end("your code sent messages that cannot be read.")

    def _receive(self, channel: Any, identity: str, timeout: float) -> tuple[str, dict[str, Any]]:
        """Return kind and content of the next message about a cell; empty if there is none.

        It reads the channel's socket: jupyter_client's client runs an event loop for each message.

        Raises:
            KernelEnded: what came is no message.
        """
        end = time.monotonic() + timeout  # messages about something else may come for ever
        try:
            while (left := end - time.monotonic()) > 0 and channel.socket.poll(1000 * left):
                _, message = self._client.session.recv(channel.socket)
                if message is not None and message["parent_header"].get("msg_id") == identity:
                    return str(message["msg_type"]), dict(message["content"])
        except Exception:  # student code can write anything to the kernel's sockets
            self._unreadable()
        return "", {}
