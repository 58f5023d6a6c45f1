"""Functions of answer cells, so that none is judged that stood there before an error."""

import re
from collections.abc import Collection
from types import FunctionType
from typing import Any

QUESTION = "question_"  # what the names of questions begin with
DEFINES = re.compile(
    rf"^(?:(?:async[ \t]+)?def[ \t]+(?=\w)|(?={QUESTION}\w+[ \t]*=))(\w+)", re.MULTILINE
)


class Answers:
    """Which cell of a notebook has defined which function.

    Args:
        names: the notebook's names; a function is taken out of them when its cell ends in an error
            and has not defined it anew.
    """

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names
        self._before = self._functions()
        self._defined: dict[str, set[str]] = {}  # by cell, the functions of its earlier runs
        self._ended: dict[str, str] = {}  # by function, the error that its cell ended in

    def begin(self) -> None:
        """Note what there is before a cell runs."""
        self._before = self._functions()

    def end(
        self, cell: str, source: str, error: BaseException | None, checked: Collection[str]
    ) -> None:
        """Note what a cell has defined, and take away what its error has left of an earlier run.

        Where a cell is only for trying something out, nothing is taken away: neither what another
        cell has defined, nor what this one has just defined before it ended in an error.

        Args:
            cell: what tells it from others; empty where a program does not say it.
            source: what stands in it.
            error: what it ended in.
            checked: names that checks have looked at: without its ``def`` line a cell is known to
                be theirs.
        """
        now = self._functions()
        new = {name for name, one in now.items() if self._before.get(name) is not one}
        earlier = self._defined.setdefault(cell, set())
        if error is not None:
            theirs = {*DEFINES.findall(source), *(checked if cell else ())}
            for name in earlier & theirs & (now.keys() - new):
                del self._names[name]
                self._ended[name] = _in_short(error)
        for name in new:
            self._ended.pop(name, None)
        earlier |= new

    def why_missing(self, name: str) -> str:
        """Say what became of a function; empty where it was not taken away."""
        ended = self._ended.get(name)
        if ended is None:
            return ""
        return f"the cell of {name} ended in an error ({ended}): mend it and run it again."

    def _functions(self) -> dict[str, Any]:
        """Return the functions that cells have defined, and the letters of questions."""
        main = self._names.get("__name__")
        return {
            name: one
            for name, one in self._names.items()
            if (isinstance(one, FunctionType) and one.__module__ == main)
            or (isinstance(one, str) and name.startswith(QUESTION))
        }


def _in_short(error: BaseException) -> str:
    """Return the type and the first line of an error, without the file that a cell never was."""
    if isinstance(error, SyntaxError) and error.msg:
        where = f", line {error.lineno}" if error.lineno else ""
        text = f"{error.msg}{where}"
    else:
        text = next(iter(str(error).strip().splitlines()), "")
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
