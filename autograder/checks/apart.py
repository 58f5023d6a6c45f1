"""Test cells of a notebook, run apart from the names that its student gave away.

Grading runs a test in another process, where there are the lesson's own names and the student's
functions that it asks for. In a student's own kernel a test runs here, in a namespace made in the
same way: a ``sum`` or a ``W`` of the notebook's cannot change what it says.
"""

import builtins
import contextlib
import io
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.checks.calls.surroundings import Surroundings
from autograder.checks.failure import CheckFailed
from autograder.checks.notebook.session import only_run
from autograder.checks.tally import counted

ABSENT = "its answer cell is missing from the notebook"


@dataclass(frozen=True)
class Test:
    """A test cell.

    Attributes:
        name: nbgrader's name of it.
        shown: what stands in the cell that is run in its place.
        source: what stands in it.
        asks: the names that it reads and does not bind.
    """

    name: str
    shown: str
    source: str
    asks: frozenset[str]


class Notebook:
    """The tests of one notebook, in the kernel that runs it.

    Args:
        shell: the kernel's IPython shell.
        lesson: sources of the lesson's own cells that tests and answers read.
        tests: the test cells.
        binding: by source, the names that the student's cells bind.
        raised: by name, what the cells that bind it raised that are not run here any more.
    """

    def __init__(
        self,
        shell: Any,
        lesson: Sequence[str],
        tests: Sequence[Test],
        binding: Mapping[str, Collection[str]],
        raised: Mapping[str, str],
    ) -> None:
        self._shell = shell
        self._lesson = lesson
        self._tests = {test.name: test for test in tests}
        self._binding = binding
        self._given: dict[str, Any] | None = None
        self._raised = dict(raised)
        self._surroundings = Surroundings()

    def install(self) -> None:
        """Have the shell run every test cell with ``run``, and note what other cells raise."""
        only_run()
        self._shell.input_transformers_cleanup.insert(0, self._redirected)
        self._shell.events.register("post_run_cell", self._ran)
        setattr(builtins, RUN, self.run)
        self._shell.ask_exit = _stay

    def run(self, name: str) -> None:
        """Run a test cell.

        Args:
            name: of the test.

        Raises:
            CheckFailed: the answer is not right, or it is not there.
        """
        self._surroundings.restore()
        test = self._tests[name]
        names = dict(self._lesson_names())
        theirs = self._shell.user_ns
        names |= {name: theirs[name] for name in test.asks - names.keys() if name in theirs}
        try:
            # nbgrader takes text on stderr for a failure; a progress bar is none.
            with contextlib.redirect_stderr(sys.stdout):
                exec(compile(test.source, f"<{name}>", "exec"), names)  # noqa: S102, the lesson's
        except CheckFailed:
            raise
        except NameError as error:
            raise CheckFailed(
                why_missing(str(error.name), self._raised.get(str(error.name)))
            ) from None
        except (Exception, SystemExit) as error:
            raise CheckFailed(no_sense(error)) from None

    def _redirected(self, lines: list[str]) -> list[str]:
        source = "".join(lines).strip()
        found = next((test for test in self._tests.values() if test.shown == source), None)
        return lines if found is None else [f"{RUN}({found.name!r})\n"]

    def _ran(self, result: Any) -> None:
        error = result.error_before_exec or result.error_in_exec
        source = str(result.info.raw_cell)
        self._surroundings.restore()
        for name in self._binding.get(source.strip(), ()):
            self._raised.pop(name, None)
            if error is not None:
                self._raised[name] = f"{type(error).__name__}: {error}"

    def _lesson_names(self) -> Mapping[str, Any]:
        """Run the lesson's own cells once more and return what they define."""
        if self._given is None:
            self._given = lesson_names(self._lesson)
        return self._given


RUN = "_autograder_run_test"


def lesson_names(sources: Sequence[str]) -> dict[str, Any]:
    """Run a lesson's own cells in a namespace of their own and return what they define.

    One that uses a student's function raises NameError here and is left at that.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    for source in sources:
        quiet = contextlib.redirect_stdout(io.StringIO())
        with quiet, counted(), contextlib.suppress(NameError):
            exec(source, names)  # noqa: S102, the lesson's own cell
    return names


def _stay() -> None:
    """Do nothing where a cell calls ``exit``: in grading it does not end the process either."""


def why_missing(name: str, raised: str | None) -> str:
    """Say why a test does not find a name that it asks for.

    Args:
        name: the name.
        raised: what the cell that binds it raised, where it ran.
    """
    if raised is None:
        return f"{name} is not defined: name {name!r} is not defined."
    if raised == f"{NotImplementedError.__name__}: {ABSENT}":
        return f"{name}: {ABSENT}."
    if raised.startswith(NotImplementedError.__name__):
        return f"{name} has no answer yet."
    return f"{name} is not defined. Its cell did not run to the end: {raised}"


def no_sense(error: BaseException) -> str:
    """Say that a check raised something else than that it failed."""
    kind = type(error).__name__
    return f"the check could not make sense of what your function returned ({kind})."
