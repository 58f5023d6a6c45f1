"""Functions of answer cells, so that none is judged that stood there before an error."""

from collections.abc import Collection
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from autograder.checks.notebook.misspelt import misspelt
from autograder.checks.notebook.written import QUESTION, written_in


@dataclass(frozen=True)
class _Ended:
    """The cell that was to define a function, and the error that it ended in."""

    cell: str
    error: str


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
        self._theirs: dict[str, str] = {}  # by function of a student's, the cell of its last run
        self._ended: dict[str, _Ended] = {}  # by function, how its cell ended

    def begin(self) -> None:
        """Note what there is before a cell runs."""
        self._before = self._functions()

    def end(
        self,
        cell: str,
        source: str,
        error: BaseException | None,
        checked: Collection[str],
        *,
        own: bool = False,
    ) -> frozenset[str]:
        """Note what a cell has defined, and take away what its error has left of an earlier run.

        Where a cell is only for trying something out, nothing is taken away: neither what another
        cell has defined, nor what this one has just defined before it ended in an error.

        Args:
            cell: what tells it from others; empty where a program does not say it.
            source: what stands in it.
            error: what it ended in.
            checked: names that checks have looked at: without its ``def`` line a cell is known to
                be theirs.
            own: whether it is the lesson's own.

        Returns:
            The functions that it has defined or lost.
        """
        now = self._functions()
        new = {name for name, one in now.items() if self._before.get(name) is not one}
        earlier = self._defined.setdefault(cell, set())
        lost: set[str] = set()
        if error is None:
            # What its error before has cost is missing for another reason now.
            past = [name for name, one in self._ended.items() if cell and one.cell == cell]
        else:
            written = set(written_in(source, error))
            theirs = earlier & {*written, *(checked if cell else ())}
            lost = theirs & (now.keys() - new)
            for name in lost:
                del self._names[name]
            # At the first run of a cell nothing but its text says what it was to define.
            missing = (theirs if own else theirs | written) - self._names.keys()
            self._ended |= dict.fromkeys(missing, _Ended(cell, _in_short(error)))
            past = []
        for name in (*new, *past):
            self._ended.pop(name, None)
        earlier |= new
        if not own:
            self._theirs |= dict.fromkeys(new, cell)
        return frozenset(new | lost)

    def has_ended(self, name: str) -> bool:
        """Return whether a function is not there because its cell has ended in an error."""
        return name in self._ended

    def why_missing(self, name: str, checked: Collection[str] = ()) -> str:
        """Say what became of a function, or what may stand there in its place; else nothing.

        Args:
            name: of the function that is not there.
            checked: names that checks have looked at, so that they are not misspelt.
        """
        ended = self._ended.get(name)
        if ended is not None:
            return (
                f"the cell of {name} ended in an error ({ended.error}): mend it and run it again."
            )
        there = {one: cell for one, cell in self._theirs.items() if one in self._names}
        meant = misspelt(name, there, checked)
        if not meant:
            return ""
        return f"there is no {name}, but there is {meant}, which your cell defines: is it misspelt?"

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
