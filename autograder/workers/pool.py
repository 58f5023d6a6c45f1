"""Processes that grade side by side; one that dies takes no other submission with it."""

import multiprocessing
import os
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from autograder.sandbox.delegation import prepare
from autograder.sandbox.own_time import Deadline, OwnTime
from autograder.workers.scratch import scratch_folder

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
LOOK = 0.1  # seconds between two looks whether a call's time is over, when it could be
LONGEST_WAIT = 3600.0  # seconds; a time may be without end, a wait may not
STARTING = threading.Lock()


def usual_jobs() -> int:
    """Return one more than there are cores for this process.

    A submission often waits: for its kernel to start, to answer, to end. Meanwhile another goes on.
    """
    return len(os.sched_getaffinity(0)) + 1


class WorkerDied(Exception):
    """The process that worked on something is gone; the message says how."""


class Workers(Executor):
    """An executor that knows how much to hand it at once."""

    @property
    def window(self) -> int:
        """The number of submissions that keep it busy; more would only wait, and take memory."""
        return 1

    def submit_within(
        self, seconds: float, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        """Call a function that has no more than so many seconds of its own time, if that can be."""
        return self.submit(fn, *args, **kwargs)

    def accounting(self) -> str:
        """Say what counts a submission's memory and processes; call it before anything else."""
        return prepare()


class Here(Workers):
    """Works in this process, one after the other."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call a function now and return its result as a future."""
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


class Pool(Workers):
    """Works in processes of its own, which import the grader once.

    ``ProcessPoolExecutor`` gives up when one of its processes dies. Pebble's ``ProcessPool`` does
    not, but a process that ends with status 0 leaves its call unanswered for ever, and all its
    processes start at once.

    Args:
        jobs: how many processes.
        initializer: what each of them calls before anything else.
        timeout: seconds of its own time that a call may take, unless it is given others; then its
            process is ended.
    """

    def __init__(
        self, jobs: int, initializer: Callable[[], None] | None = None, timeout: float = 3600
    ) -> None:
        self._jobs = jobs
        self._initializer = initializer
        self._timeout = timeout
        self._threads = ThreadPoolExecutor(jobs)
        self._workers: set[_Worker] = set()
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._killed = False
        self._held = ExitStack()
        self._scratch = self._held.enter_context(scratch_folder())
        # Processes are forked from one that has imported the grader, and has no threads: they start
        # in some milliseconds and share its memory. It takes a second for its imports, in which
        # this process has other things to do.
        with STARTING, _one_thread_each():
            forkserver.set_forkserver_preload(["autograder.classroom.preloaded"])
            forkserver.ensure_running()

    @property
    def window(self) -> int:
        """The number of processes and one: it waits, so that no process does."""
        return self._jobs + 1

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call a function in one of the processes.

        The future raises WorkerDied where the process did not outlive it.
        """
        return self.submit_within(self._timeout, fn, *args, **kwargs)

    def submit_within(
        self, seconds: float, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        """Call a function in one of the processes, which is ended when the time is over."""
        return self._threads.submit(self._call, seconds, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let calls end, or cancel those that have not begun, and end the processes."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            self.kill()

    def kill(self) -> None:
        """End all processes at once, with what they are working on."""
        with self._lock:
            self._killed = True
            workers = list(self._workers)
        for worker in workers:
            worker.end()
        self._threads.shutdown(cancel_futures=True)
        self._held.close()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.shutdown()
        else:
            self.kill()

    def _call(self, seconds: float, fn: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        with self._lock:
            if self._killed:
                raise WorkerDied("it was stopped")
            worker = self._idle.pop() if self._idle else _Worker(self._scratch, self._initializer)
            self._workers.add(worker)
        try:
            fault, result = worker.call((fn, args, kwargs), seconds)
        except BaseException:
            with self._lock:
                self._workers.discard(worker)
            worker.end()
            raise
        with self._lock:
            self._idle.append(worker)
        if fault is not None:
            raise fault
        return result


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, scratch: Path, initializer: Callable[[], None] | None) -> None:
        context = multiprocessing.get_context("forkserver")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, scratch, initializer), daemon=True
        )
        with STARTING, _one_thread_each():
            self._process.start()
        theirs.close()

    def call(self, message: Any, timeout: float) -> tuple[Exception | None, Any]:
        """Return what a call raised, and what it returned."""
        try:
            self._pipe.send(message)
            deadline = self._time_for(timeout)
            while not self._pipe.poll(min(max(deadline.left(), LOOK), LONGEST_WAIT)):
                if deadline.over():
                    raise WorkerDied(f"it gave no answer for {timeout:g} s")
            fault, result = self._pipe.recv()
        except (EOFError, OSError):
            raise WorkerDied("the process that graded it ended") from None
        return fault, result

    def _time_for(self, seconds: float) -> Deadline:
        """Return the end of a span of the process's time, in which waiting for others is none."""
        time = OwnTime()
        time.follow(lambda: [self._process.pid or 0])
        time.look()  # what it waited before is not of this span
        return time.within(seconds)

    def end(self) -> None:
        self._process.kill()
        with STARTING:
            self._process.join()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let new processes multiply matrices with one thread: there is a process for every core."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _serve(pipe: Connection, scratch: Path, initializer: Callable[[], None] | None) -> None:
    """Answer calls until the pool's process goes away."""
    tempfile.tempdir = str(scratch)
    # Ctrl-C reaches this process too, but is for the one that started it.
    signal.signal(signal.SIGINT, lambda *_: None)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if initializer is not None:
        initializer()
    while True:
        try:
            fn, args, kwargs = pipe.recv()
        except EOFError:
            return
        answer: tuple[Exception | None, Any]
        try:
            answer = None, fn(*args, **kwargs)
        except Exception as error:
            answer = error, None
        pipe.send(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)
