"""The judge of a submission: it runs tests and finds verdicts here, student code in a sandbox.

This module runs in the worker. A test cell never enters the student process. Its free names are
bound here: to what the lesson's locked cells define, or to proxies of the student's functions,
which carry nothing but data.
"""

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType, MappingProxyType
from typing import Any

import matplotlib
from nbformat import NotebookNode

from autograder.atomic import put
from autograder.checks.apart import ABSENT, no_sense, why_missing
from autograder.checks.calls.call import NO_EXCEPTIONS
from autograder.checks.comparing.error_map import kept_map
from autograder.checks.failure import CheckFailed
from autograder.checks.occasion import grading
from autograder.checks.probes import SEED_VARIABLE
from autograder.checks.tally import counted
from autograder.course.notebook.cells import grade_id, is_locked, is_test
from autograder.course.notebook.names import KNOWN, names_in, names_of
from autograder.course.notebook.needed_cells import relevant
from autograder.course.view.reason import note_cause
from autograder.judge.bounds import TOO_MUCH, OutOfTime, bounded_memory, bounded_time
from autograder.judge.client import AuthorError, Channel, OutOfReach, StudentError
from autograder.judge.kernel import Kernel, KernelEnded
from autograder.judge.outputs import Outputs
from autograder.sandbox.limits import Limits
from autograder.sandbox.own_time import OwnTime

HIDDEN = "BEGIN HIDDEN TESTS"  # nbgrader's mark of what students are not given
NO_ANSWER = "no-answer"  # the cause where a process ended, or time or memory was used up
RAISED = {NotImplementedError.__name__: "not-written", **NO_EXCEPTIONS}  # causes by exception


@dataclass(frozen=True)
class _Verdict:
    """What a test found: why an answer failed, and the cause of it; empty if it passed."""

    why: str = ""
    cause: str = ""


UNFINISHED = _Verdict("the check did not come to an end.", NO_ANSWER)


class Judge:
    """Runs the cells of one lesson's submissions.

    Args:
        kind: the sandbox, ``bubblewrap`` or ``none``.
        limits: what a submission may use.
        data: the lesson's other files, by their paths: in the current folder of answers and tests.
    """

    def __init__(
        self, kind: str, limits: Limits, data: Mapping[str, bytes] = MappingProxyType({})
    ) -> None:
        self._kind = kind
        self._limits = limits
        self._data = data

    def run(self, notebook: NotebookNode, seed: str) -> None:
        """Run a submission and put outputs into its cells; a failed test has an error output.

        Args:
            notebook: made of the lesson's own cells and a student's answers, nothing else.
            seed: what fresh random inputs are drawn from, hexadecimal.
        """
        for cell in notebook.cells:
            note_cause(cell, "")  # what stands there is no judge's
        unconfined = self._kind == "none"  # a kernel is a child then, with no limit of its own
        memory = contextlib.nullcontext() if unconfined else bounded_memory()
        with _seeded(seed), _beside(self._data), memory:
            _Run(notebook, self._kind, self._limits, self._data).go()


class _Run:
    """One submission on its way through the judge."""

    def __init__(
        self, notebook: NotebookNode, kind: str, limits: Limits, data: Mapping[str, bytes]
    ) -> None:
        self._data = data
        self._cells = relevant(notebook.cells)
        self._kind = kind
        self._limits = limits
        self._outputs = Outputs(limits.output)
        self._lesson = trusted_names(self._cells)
        self._locked = [str(cell.source) for cell in self._cells if is_locked(cell)]
        self._harmful: set[int] = set()  # cells that ended a kernel and are not run again
        self._errors: dict[str, str] = {}  # by name, what the cell that binds it raised
        self._time = OwnTime(limits.total)

    def go(self) -> None:
        position = 0
        while position < len(self._cells):
            if self._time.over():
                break
            with Kernel(self._kind, self._limits, self._time, self._locked, self._data) as kernel:
                position = self._go_on(kernel, position)
        for cell in self._cells[position:]:
            if is_test(cell):
                self._fail(cell, _Verdict(self._used_up(), NO_ANSWER))

    def _go_on(self, kernel: Kernel, start: int) -> int:
        """Run cells in a new kernel until one ends it; return where to go on in the next."""
        try:
            for earlier in range(start):
                cell = self._cells[earlier]
                if self._time.over():
                    return start
                if not is_test(cell) and earlier not in self._harmful:
                    kernel.run(cell.source, Outputs(0))
        except (KernelEnded, MemoryError):
            self._harmful.add(earlier)
            return start
        for position in range(start, len(self._cells)):
            if self._time.over():
                return position
            cell = self._cells[position]
            try:
                if is_test(cell):
                    self._test(kernel, cell)
                elif position not in self._harmful:
                    error = kernel.run(cell.source, self._outputs)
                    self._note(cell, error)
                    cell.outputs = self._outputs.take()
            except (KernelEnded, MemoryError) as ended:
                self._harmful.add(position)
                if not is_test(cell):
                    why = TOO_MUCH if isinstance(ended, MemoryError) else str(ended)
                    self._note(cell, why)
                    self._fail(cell, _Verdict(why))
                return position + 1
        return len(self._cells)

    def _note(self, cell: NotebookNode, error: str) -> None:
        if error:
            names = {grade_id(cell)} if grade_id(cell) else names_in(cell.source).binds
            self._errors |= dict.fromkeys(names, error)

    def _test(self, kernel: Kernel, cell: NotebookNode) -> None:
        """Run a test cell here, with the student's functions at the other end of a channel."""
        code = _compiled(cell.source, cell.metadata["nbgrader"]["grade_id"])
        printed = io.StringIO()
        verdict: _Verdict | None = None
        # What an answer prints are the questions, if it wants to: those of a hidden test are not
        # for the page.
        shown = Outputs(0) if HIDDEN in cell.source else self._outputs
        try:
            with kernel.calls(self._lesson, shown) as channel:
                verdict = self._verdict(code, cell, channel, printed)
        except KernelEnded as ended:
            verdict = verdict or _Verdict(str(ended), NO_ANSWER)
            raise
        finally:
            cell.outputs = self._outputs.take()
            self._outputs.say(printed.getvalue())
            cell.outputs += self._outputs.take()
            if verdict is None or verdict.why:
                self._fail(cell, verdict or UNFINISHED)

    def _verdict(
        self, code: CodeType, cell: NotebookNode, channel: Channel, printed: Any
    ) -> _Verdict:
        """Run a test cell and return what it found."""
        names = dict(self._lesson)
        time = self._time.within(self._limits.test)
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                with grading(), counted() as found, bounded_time(time):
                    for name in names_of(cell.source).free - names.keys():
                        with contextlib.suppress(NameError):
                            names[name] = channel.fetch(name)
                    exec(code, names)  # noqa: S102, the lesson's own test, with its own names
            except CheckFailed as error:
                self._outputs.show(kept_map(error.wrong))
                return _Verdict(str(error), error.cause)
            except NameError as error:
                raised = self._errors.get(str(error.name))
                return _Verdict(why_missing(str(error.name), raised), _cause_of_missing(raised))
            except StudentError as error:
                return _Verdict(str(error), RAISED.get(error.kind, "exception"))
            except OutOfReach as error:
                return _Verdict(str(error), NO_ANSWER)
            except AuthorError:
                raise
            except (OutOfTime, MemoryError) as error:
                # It may have struck within a message: what comes next cannot be told any more.
                channel.broken = TOO_MUCH if isinstance(error, MemoryError) else self._too_late()
            except Exception as error:
                return _Verdict(no_sense(error), "form")
        if not channel.broken:
            printed.write(found.line())
        return _Verdict(channel.broken, NO_ANSWER) if channel.broken else _Verdict()

    def _too_late(self) -> str:
        if self._time.over():
            return self._used_up()
        return f"checking it did not come to an end within {self._limits.test:g} s."

    def _used_up(self) -> str:
        return f"the submission used up its {self._limits.total:g} s."

    def _fail(self, cell: NotebookNode, verdict: _Verdict) -> None:
        self._outputs.fail(CheckFailed.__name__, verdict.why, verdict.why.splitlines())
        note_cause(cell, verdict.cause)
        cell.outputs = [*cell.get("outputs", []), *self._outputs.take()]


def _cause_of_missing(raised: str | None) -> str:
    """Name the cause of a name that is not there, by what the cell that binds it raised."""
    unwritten = NotImplementedError.__name__
    if raised == f"{unwritten}: {ABSENT}":
        return "missing"
    return "not-written" if raised is not None and raised.startswith(unwritten) else "exception"


def trusted_names(cells: list[NotebookNode]) -> dict[str, Any]:
    """Run a lesson's locked cells here and return what they define.

    A locked cell that uses a student's function raises NameError here and is left at that.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    nowhere = io.StringIO()
    matplotlib.use("agg")  # locked cells that draw have no screen here
    for cell in cells:
        if is_locked(cell):
            code = _compiled(cell.source, cell.metadata["nbgrader"]["grade_id"])
            with contextlib.redirect_stdout(nowhere), contextlib.suppress(NameError):
                exec(code, names)  # noqa: S102, the lesson's own cell
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")  # a class would fill memory with pictures
    return names


@lru_cache(maxsize=KNOWN)
def _compiled(source: str, name: str) -> CodeType:
    return compile(source, f"<{name}>", "exec")


@contextlib.contextmanager
def _beside(data: Mapping[str, bytes]) -> Iterator[None]:
    """Work in a folder that has a lesson's files, for tests that read them."""
    if not data:
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, content in data.items():
            put(Path(folder, name), content)
        with contextlib.chdir(folder):
            yield


@contextlib.contextmanager
def _seeded(seed: str) -> Iterator[None]:
    before = os.environ.get(SEED_VARIABLE)
    os.environ[SEED_VARIABLE] = seed
    try:
        yield
    finally:
        if before is None:
            del os.environ[SEED_VARIABLE]
        else:
            os.environ[SEED_VARIABLE] = before
