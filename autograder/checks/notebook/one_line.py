"""Errors that say in one line what a student can do about them."""

import builtins
import linecache
from traceback import walk_tb
from types import FrameType
from typing import Any

from autograder.checks.calls.unwritten import still_unwritten
from autograder.checks.failure import CheckFailed
from autograder.checks.notebook.answers import Answers
from autograder.checks.notebook.lesson_cells import is_lessons
from autograder.checks.tally import tally

KINDS = (Exception, KeyboardInterrupt)
CHECKER = "autograder.checks."
WHERE = "run its cell above (after a restart: Run → Run All Above Selected Cell)."
BEHIND = (
    "This cell uses what a cell above has not made: an answer is not written there, or was not run."
)


def missing_name(error: BaseException | None) -> str:
    """Return the name that was not defined; empty for another error."""
    return str(error.name) if type(error) is NameError and error.name else ""


def one_line(
    error: BaseException, names: dict[str, Any], answers: Answers, *, behind: bool = False
) -> str:
    """Say in one line what has gone wrong in a cell of the lesson's, or what is not written yet.

    Args:
        error: what the cell ended in.
        names: the notebook's.
        answers: what became of functions that are not there any more.
        behind: whether a cell before it could not do its part.

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
    if isinstance(error, CheckFailed) or not is_lessons(_source(cells[0][0]), names):
        return ""
    said = ""
    if last is cells[-1][0] and is_lessons(_source(last), names):
        name = missing_name(error)
        if name:
            return answers.why_missing(name) or f"{name} is not defined in this kernel: {WHERE}"
        said = _hidden(error, last, names)
    return said or (BEHIND if behind else "")


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
