"""What grading will say of a notebook, found in its student's own kernel, without a sandbox."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from autograder.checks.failure import CheckFailed
from autograder.checks.questions import HELD_BACK
from autograder.course.lessons import Exercise, read_exercises
from autograder.course.notebook.cells import grade_id, is_answer, is_by_hand, is_graded, is_test
from autograder.course.notebook.handed_in import NoNotebook, read_cells, read_file
from autograder.course.view.in_place import Ready, bound_by, ready, source_of
from autograder.course.view.reason import reason
from autograder.course.view.view import Note, view_of
from autograder.errors import UsageError

START = 300  # seconds for a kernel to start: a busy machine is no fault of the notebook's
CELL = 60  # seconds for a cell of the student's
TEST = 300  # seconds for a test; its calls have limits of their own, but not all can be ended
NO_HISTORY = [
    "--HistoryManager.hist_file=:memory:",
    "--IPKernelApp.log_level=40",  # errors only: a loopback kernel is not worth a warning each
]


@dataclass(frozen=True)
class Outcome:
    """How one exercise did.

    Attributes:
        exercise: its name.
        state: ``passed``, ``failed``, ``open`` (not answered yet), ``answered`` (it is judged at
            grading alone) or ``by hand`` (a person marks it).
        message: why it failed; else empty.
    """

    exercise: str
    state: str
    message: str = ""


@dataclass(frozen=True)
class Validation:
    """What grading will say of a notebook.

    Attributes:
        outcomes: of every exercise, in the order of the lesson.
        notes: what its author must know beside.
    """

    outcomes: tuple[Outcome, ...]
    notes: tuple[Note, ...]


def validate(path: Path) -> Validation:
    """Run what would be graded of a notebook, in a kernel of its own.

    Args:
        path: the notebook, or a folder that holds one.

    Raises:
        UsageError: the file is no notebook, or of no lesson that is known here.
    """
    if path.is_dir():
        path = _only_notebook(path)
    try:
        cells = read_cells(read_file(path))
    except NoNotebook as error:
        raise UsageError(f"{path}: {error}") from error
    source = source_of(path.resolve().parent, cells)
    if source is None:
        raise UsageError(f"{path}: no exercise of this course in this notebook")
    view = view_of(source, cells)
    untouched = {
        grade_id(cell)
        for cell in view.notebook.cells
        if is_answer(cell) and cell.source == source.released(grade_id(cell))
    }
    _Run(ready(view.notebook, source), path.resolve().parent).go()
    tests = {
        grade_id(cell): cell for cell in view.notebook.cells if is_graded(cell) or is_by_hand(cell)
    }
    return Validation(
        tuple(
            _outcome(exercise, [tests[name] for name in exercise.tests], exercise.name in untouched)
            for exercise in read_exercises(view.notebook)
        ),
        view.notes,
    )


def _outcome(exercise: Exercise, tests: list[NotebookNode], untouched: bool) -> Outcome:
    if all(map(is_by_hand, tests)):
        return Outcome(exercise.name, "open" if untouched else "by hand")
    message = "\n".join(filter(None, map(reason, tests)))
    if message:
        return Outcome(exercise.name, "open" if untouched else "failed", message)
    printed = "".join(
        str(output.get("text", "")) for test in tests for output in test.get("outputs", [])
    )
    return Outcome(exercise.name, "answered" if HELD_BACK in printed else "passed")


def _only_notebook(folder: Path) -> Path:
    found = sorted(path for path in folder.glob("*.ipynb") if path.is_file())
    if len(found) != 1:
        what = "no notebook" if not found else "more than one notebook: name one"
        raise UsageError(f"{folder}: {what}")
    return found[0]


def _seconds(cell: NotebookNode) -> int:
    return TEST if is_test(cell) else CELL


@contextmanager
def _kernel_of(client: NotebookClient) -> Iterator[None]:
    """Start a kernel and end it; once more where another program took one of its ports first."""
    with ExitStack() as ended:
        for attempt in (1, 2):
            try:
                # What a kernel logs when it is ended concerns nobody.
                ended.enter_context(client.setup_kernel(stdout=DEVNULL, stderr=DEVNULL))
                break
            except RuntimeError as error:
                if attempt == 2:
                    raise UsageError(f"no Python kernel would start ({error})") from error
        yield


class _Run:
    """Runs the cells of a view with nbclient, and outlives what ends its kernel."""

    def __init__(self, made: Ready, folder: Path) -> None:
        self._made = made
        self._cells = made.cells
        self._folder = folder
        self._harmful: set[int] = set()  # cells that ended a kernel and are not run again
        self._raised: dict[str, str] = {}  # by name, what became of the cells that bind it

    def go(self) -> None:
        position = 0
        while position < len(self._cells):
            client = NotebookClient(
                nbformat.v4.new_notebook(cells=[self._made.prelude(self._raised), *self._cells]),
                kernel_name="python3",
                startup_timeout=START,
                timeout_func=_seconds,
                allow_errors=True,
                extra_arguments=NO_HISTORY,
                resources={"metadata": {"path": str(self._folder)}},
            )
            with _kernel_of(client):
                position = self._go_on(client, position)

    def _go_on(self, client: NotebookClient, start: int) -> int:
        """Run cells until one ends the kernel; return where to go on in the next."""
        client.execute_cell(client.nb.cells[0], 0)
        for position, cell in enumerate(self._cells):
            again = position < start
            if position in self._harmful or (again and is_test(cell)):
                continue
            try:
                client.execute_cell(cell, position + 1)
            except CellTimeoutError:
                return self._ended(position, start, f"it did not end within {_seconds(cell)} s.")
            except DeadKernelError:
                return self._ended(position, start, "it ended the kernel.")
        return len(self._cells)

    def _ended(self, position: int, start: int, message: str) -> int:
        cell = self._cells[position]
        self._harmful.add(position)
        if is_test(cell):
            ended = nbformat.v4.new_output("error", ename=CheckFailed.__name__, evalue=message)
            cell.outputs = [ended]
        else:
            self._raised |= dict.fromkeys(bound_by(cell), message)
        return max(position + 1, start) if position >= start else start
