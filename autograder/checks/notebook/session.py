"""The checks' part in a student's IPython, from the first import on."""

import contextlib
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import display
from markupsafe import Markup

from autograder.checks import replay, tally
from autograder.checks.failure import CheckFailed, folded
from autograder.checks.notebook import states
from autograder.checks.notebook.answers import Answers
from autograder.checks.notebook.behind import Behind
from autograder.checks.notebook.lesson_cells import is_lessons, is_test
from autograder.checks.notebook.one_line import KINDS, missing_name, one_line, where_ended
from autograder.checks.notebook.other_ways import other_ways
from autograder.checks.notebook.states import State

# White on this green is legible wherever it stands; the words have the colours of the notebook.
TICK = (
    '<span style="background:#1a7f37;color:#fff;border-radius:3px;padding:0 .35em" '
    'aria-hidden="true">✓</span>'
)


class Session:
    """What happens around the cells of one IPython.

    Args:
        shell: the IPython shell.
    """

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._answers: Answers | None = Answers(shell.user_ns)
        self._behind = Behind(shell.user_ns)

    def install(self) -> None:
        """Take part from now on; the cell that runs is the first."""
        replay.announce(there=True)
        for function in (replay.failed_case, other_ways):  # messages name them
            self._shell.user_ns.setdefault(function.__name__, function)
        tally.start()
        self._shell.events.register("pre_run_cell", self._begins)
        self._shell.events.register("post_run_cell", self._ended)
        if not self._shell.custom_exceptions:  # it has room for one handler, and it may be taken
            self._shell.set_custom_exc(KINDS, self._show)

    def is_in(self, shell: Any) -> bool:
        """Return whether this is the session of a shell."""
        return self._shell is shell

    def only_run(self) -> None:
        """Leave everything as the cells leave it: this kernel is not its student's own."""
        replay.announce(there=False)
        self._answers = None

    def _begins(self, info: Any) -> None:
        tally.finish()  # of a cell that was ended before it could say so
        tally.start()
        self._behind.begin(_known_as(info))
        if self._answers is not None:
            self._answers.begin()

    def _ended(self, result: Any) -> None:
        found = tally.finish()
        error = result.error_before_exec or result.error_in_exec
        missing = self._missing(str(result.info.raw_cell), error)
        self._note_names(result.info, error)
        if found.begun or missing:
            states.note(_known_as(result.info), found, error, missing)
        self._note_case(found.begun, missing, error)
        line = found.line() if error is None else ""
        if line:
            show_passed(line)

    def _note_case(
        self, begun: Sequence[str], missing: Iterable[str], error: BaseException | None
    ) -> None:
        """Note of which exercises the case that is kept is not that of the last check any more."""
        for name in filter(states.is_done, begun):
            replay.note_since(name, replay.PASSED_SINCE)
        without = isinstance(error, CheckFailed) and not error.has_case
        for name in (*(begun[-1:] if without else ()), *missing):
            replay.note_since(name, replay.NO_CASE_SINCE)

    def _note_names(self, info: Any, error: BaseException | None) -> None:
        """Note what a cell has made and what not, of functions and of the lesson's own values."""
        if self._answers is None:
            return
        source, own = str(info.raw_cell), False
        with contextlib.suppress(Exception):  # the notebook's values are the student's
            own = is_lessons(source, self._shell.user_ns)
        changed = self._answers.end(_id_of(info), source, error, states.checked(), own=own)
        states.note_changes(changed, source)
        if own and error is not None and not isinstance(error, CheckFailed):
            self._behind.end(_known_as(info), *where_ended(error, self._shell.user_ns))

    def _missing(self, source: str, error: BaseException | None) -> dict[str, State]:
        """Return what a test cell asked for and did not find."""
        name = missing_name(error)
        if not name or not is_test(source):
            return {}
        ended = self._answers is not None and self._answers.has_ended(name)
        return {name: State.FAILING if ended else State.OPEN}

    def _show(
        self,
        shell: Any,
        kind: type[BaseException],
        error: BaseException,
        traceback: TracebackType | None,
        tb_offset: int | None = None,
    ) -> None:
        """Show an error in one line where that says enough, else as IPython does."""
        if self._answers is not None:
            with contextlib.suppress(Exception):  # the notebook's values are the student's
                said = one_line(error, shell.user_ns, self._answers, self._behind)
                lines = folded(said).splitlines()
                if said:
                    error._render_traceback_ = lambda: lines  # type: ignore[attr-defined]
        shell.showtraceback((kind, error, traceback), running_compiled_code=True)


def _id_of(info: Any) -> str:
    """Return the id of a cell; empty where a program does not say it."""
    return getattr(info, "cell_id", None) or ""


def _known_as(info: Any) -> str:
    """Return what tells a cell from others: its id, else what stands in it."""
    return _id_of(info) or str(info.raw_cell).strip()


_session: Session | None = None


def install() -> None:
    """Take part in the IPython that this runs in, once; elsewhere do nothing."""
    global _session
    shell = get_ipython()
    if shell is not None and (_session is None or not _session.is_in(shell)):
        _session = Session(shell)
        _session.install()


def only_run() -> None:
    """Have the session, if there is one, leave everything as the cells leave it."""
    if _session is not None:
        _session.only_run()


def show_passed(line: str) -> None:
    """Show that all checks of a cell pass: with a green mark where there is colour."""
    html = Markup("<div>{} {}</div>").format(Markup(TICK), line.removeprefix(tally.PASSED))  # noqa: S704
    bundle = {"text/html": str(html), "text/plain": line}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]
