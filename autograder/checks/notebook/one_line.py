"""Errors that say in one line what a student can do about them."""

import builtins
import linecache
from traceback import walk_tb
from types import FrameType
from typing import Any

from autograder.checks.calls.unwritten import still_unwritten
from autograder.checks.failure import CheckFailed
from autograder.checks.notebook.answers import Answers
from autograder.checks.notebook.behind import Behind, used_in
from autograder.checks.notebook.imported import not_imported
from autograder.checks.notebook.lesson_cells import is_lessons
from autograder.checks.notebook.letters import unquoted
from autograder.checks.notebook.states import checked
from autograder.checks.tally import tally

KINDS = (Exception, KeyboardInterrupt)
CHECKER = "autograder.checks."
WHERE = "run its cell above (after a restart: Run → Run All Above Selected Cell)."
BEHIND = (
    "This cell uses what a cell above has not made: an answer is not written there, was not run, "
    "or ended in an error."
)


def missing_name(error: BaseException | None) -> str:
    """Return the name that was not defined; empty for another error."""
    return str(error.name) if type(error) is NameError and error.name else ""


def one_line(error: BaseException, names: dict[str, Any], answers: Answers, behind: Behind) -> str:
    """Say in one line what has gone wrong in a cell of the lesson's, or what is not written yet.

    Args:
        error: what the cell ended in.
        names: the notebook's.
        answers: what became of functions that are not there any more.
        behind: what cells before it have not made.

    Returns:
        Nothing for an error in a cell of the student's own, or one that needs its traceback.
    """
    frames = list(walk_tb(error.__traceback__))
    cells = [(frame, line) for frame, line in frames if frame.f_globals is names]
    if not cells:
        return ""
    if isinstance(error, KeyboardInterrupt):
        return _interrupted(frames, names)
    last, _ = frames[-1]
    if isinstance(error, NotImplementedError):
        return _unwritten(last) if last is cells[-1][0] else ""
    name = missing_name(error) if last is cells[-1][0] else ""
    letter = unquoted(_source(last), name) if name else ""
    if letter:
        return letter
    theirs = any(not is_lessons(_source(frame), names) for frame, _ in (cells[0], cells[-1]))
    if theirs or isinstance(error, CheckFailed):
        return ""
    if name:
        said = not_imported(name) or answers.why_missing(name, checked())
        if said or not behind.reaches([name]):
            return said or f"{name} is not defined in this kernel: {WHERE}"
    hidden = _hidden(error, last, names) if last is cells[-1][0] else ""
    return hidden or (BEHIND if behind.reaches(_used(cells)) else "")


def where_ended(error: BaseException, names: dict[str, Any]) -> tuple[str, int]:
    """Return what stands in the cell that ended in an error, and in which line of it that was."""
    for frame, line in walk_tb(error.__traceback__):
        if frame.f_globals is names:
            return _source(frame), line
    return "", 0


def _used(cells: list[tuple[FrameType, int]]) -> frozenset[str]:
    """Return the names that a cell uses, and the functions of other cells that it has called."""
    inside = (name for frame, _ in cells[1:] for name in frame.f_code.co_names)
    return used_in(_source(cells[0][0])).union(inside)


def _source(frame: FrameType) -> str:
    return "".join(linecache.getlines(frame.f_code.co_filename))


def _unwritten(frame: FrameType) -> str:
    name = frame.f_code.co_name
    return "" if name == "<module>" else still_unwritten(name, frame.f_code)


def _interrupted(frames: list[tuple[FrameType, int]], names: dict[str, Any]) -> str:
    """Say where a check was interrupted; nothing where none ran."""
    modules = [str(frame.f_globals.get("__name__")) for frame, _ in frames]
    checks = [place for place, module in enumerate(modules) if module.startswith(CHECKER)]
    if not checks:
        return ""
    test = next(frame for frame, _ in frames if frame.f_globals is names).f_code.co_filename
    theirs = [
        (frame, line)
        for frame, line in frames[checks[0] :]
        if frame.f_globals is names and frame.f_code.co_filename != test
    ]
    if not theirs:
        now = tally()
        what = now.begun[-1] if now is not None and now.begun else "an answer"
        return f"interrupted while {what} was being checked."
    frame, line = theirs[-1]
    text = linecache.getline(frame.f_code.co_filename, line).strip()
    return f"interrupted while {theirs[0][0].f_code.co_name} was running, in your line: {text}"


def _hidden(error: BaseException, frame: FrameType, names: dict[str, Any]) -> str:
    """Say which function of Python's is hidden by a value of the notebook's."""
    if not isinstance(error, TypeError) or "not callable" not in str(error):
        return ""
    for name in frame.f_code.co_names:
        if callable(getattr(builtins, name, None)) and not callable(names.get(name, print)):
            kind = type(names[name]).__name__
            return (
                f"{name} is {'an' if kind[0] in 'aeiou' else 'a'} {kind} in this notebook and "
                f"hides Python's own {name}, which this cell uses: run `del {name}`, then this "
                "cell again, and choose another name."
            )
    return ""
