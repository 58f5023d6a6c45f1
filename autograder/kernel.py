"""A kernel for one submission: runs cells, answers calls, is ended when it does not behave."""

import queue
import secrets
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil
import zmq
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from autograder.output import Outputs
from autograder.proxy import Channel
from autograder.sandbox import Limits, SandboxedKernels

START = 30  # seconds for a kernel to be ready; it takes about one
GRACE = 2  # seconds from an interrupt to the end of a cell
WATCH = 0.25  # seconds between two looks at the memory
LARGEST_MESSAGE = 8 * 2**20  # bytes of one output message; a larger one is never received
SOCKETS = 2**20  # bytes in the folder of sockets, where nothing but sockets should be


class KernelEnded(Exception):
    """The kernel is gone or had to be ended; the message says why, for the student."""


class Kernel:
    """A running kernel; a context manager that leaves no process and no file behind.

    Args:
        kind: ``bubblewrap``, or ``none`` for a kernel that runs as the grader does.
        limits: what it may use.
    """

    def __init__(self, kind: str, limits: Limits) -> None:
        self._limits = limits
        self._folder = Path(tempfile.mkdtemp(prefix="autograder-"))
        self._ended: str | None = None
        context = zmq.Context()
        context.setsockopt(zmq.MAXMSGSIZE, LARGEST_MESSAGE)
        context.setsockopt(zmq.RCVHWM, 50)
        context.setsockopt(zmq.LINGER, 0)
        self._context = context
        specs = SandboxedKernels()
        specs.kind = kind
        self._manager = KernelManager(
            context=context,
            transport="ipc",
            ip=str(self._folder / "ipc"),
            connection_file=str(self._folder / "kernel.json"),
            kernel_spec_manager=specs,
        )
        self._manager.limits = limits  # type: ignore[attr-defined]
        self._client: BlockingKernelClient | None = None
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._watch_memory, daemon=True)

    def __enter__(self) -> Self:
        try:
            self._manager.start_kernel(cwd=str(self._folder))
            self._watch.start()
            self._client = self._manager.blocking_client()
            self._client.start_channels(stdin=False, hb=False)
            self._client.wait_for_ready(timeout=START)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stop.set()
        if self._client is not None:
            self._client.stop_channels()
        if self._manager.has_kernel:
            self._manager.shutdown_kernel(now=True)
        if self._watch.is_alive():
            self._watch.join()
        self._context.destroy(linger=0)
        shutil.rmtree(self._folder, ignore_errors=True)

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
        identity = self._execute(code)
        return self._finish(identity, outputs, time.monotonic() + self._limits.cell)

    @contextmanager
    def calls(self, lesson: dict[str, Any], outputs: Outputs) -> Iterator[Channel]:
        """Open a channel for calls of the student's functions.

        Args:
            lesson: what the lesson's locked cells define on both sides.
            outputs: collects what the student's functions print.

        Raises:
            KernelEnded: the channel broke; raised at the end, when the check has had its say.
        """
        path = self._folder / f"calls-{secrets.token_hex(4)}"
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(str(path))
            path.chmod(0o666)
            listener.listen(1)
            listener.settimeout(self._limits.call)
            identity = self._execute(
                f"__import__('autograder.serve', fromlist=['serve']).serve({str(path)!r})"
            )
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                self.end("the process that your code runs in does not answer any more.")
                raise KernelEnded(self._ended) from None
        with connection:
            channel = Channel(connection, self._limits.call, lesson)
            yield channel
            channel.end()
        path.unlink(missing_ok=True)
        if channel.broken is not None:
            self.end(channel.broken)
            raise KernelEnded(self._ended)
        self._finish(identity, outputs, time.monotonic() + GRACE)

    def end(self, reason: str) -> None:
        """End the kernel and every process in its namespace at once."""
        self._ended = self._ended or reason
        if self._manager.has_kernel:
            self._manager.shutdown_kernel(now=True)

    def _execute(self, code: str) -> str:
        if self._client is None or self._ended:
            raise KernelEnded(self._ended or "the kernel is not running")
        return str(self._client.execute(code, allow_stdin=False, store_history=False))

    def _finish(self, identity: str, outputs: Outputs, deadline: float) -> str:
        """Collect the messages of a cell until it is done."""
        client = self._client
        assert client is not None
        interrupted = False
        reply: dict[str, Any] | None = None
        quiet_until = 0.0
        while True:
            now = time.monotonic()
            if reply is not None and now > quiet_until:
                break  # the kernel's last word was lost in a flood of output
            if self._ended or not self._manager.is_alive():
                self.end("your code ended the process that it ran in.")
                raise KernelEnded(self._ended)
            if reply is None and now > deadline:
                if interrupted:
                    self.end("your code did not finish in time and could not be interrupted.")
                    raise KernelEnded(self._ended)
                interrupted, deadline = True, now + GRACE
                self._manager.interrupt_kernel()
            try:
                message = client.get_iopub_msg(timeout=0.05)
            except queue.Empty:
                message = None
            if message and message["parent_header"].get("msg_id") == identity:
                if message["msg_type"] == "status":
                    if message["content"].get("execution_state") == "idle":
                        break
                else:
                    outputs.add(message)
            if reply is None and message is None:
                reply = self._reply(identity)
                quiet_until = time.monotonic() + 1
        if reply is None:
            reply = self._reply(identity, timeout=1) or {}
        if interrupted:
            return f"it did not finish within {self._limits.cell:g} s"
        if reply.get("status") == "error":
            return f"{reply.get('ename')}: {reply.get('evalue')}"[:500]
        return ""

    def _reply(self, identity: str, timeout: float = 0) -> dict[str, Any] | None:
        assert self._client is not None
        try:
            while True:
                message = self._client.get_shell_msg(timeout=timeout)
                if message["parent_header"].get("msg_id") == identity:
                    content = message["content"]
                    return content if isinstance(content, dict) else {}
        except queue.Empty:
            return None

    def _watch_memory(self) -> None:
        """End the kernel when its processes together, or its sockets' folder, grow too large."""
        process = getattr(self._manager.provisioner, "process", None)
        while process is not None and not self._stop.wait(WATCH):
            used = _memory(process.pid)
            kept = sum(path.lstat().st_size for path in self._folder.rglob("*"))
            if used > self._limits.memory * 2**20:
                self._ended = f"your code used more than {self._limits.memory} MB of memory."
            elif kept > SOCKETS:
                self._ended = "your code wrote files where it must not."
            if self._ended:
                process.kill()
                return


def _memory(pid: int) -> int:
    """Return the resident memory of a process and its descendants, in bytes."""
    used = 0
    try:
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            used += process.memory_info().rss
    except psutil.Error:
        pass  # it ended meanwhile
    return used
