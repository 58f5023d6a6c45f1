"""The cells of a lesson that grading depends on: tests, answers, and what these read.

This module runs in the worker.

Figures, worked examples and bug hunts are locked too, so that nobody spoils them by accident. But
nothing that is graded reads what they define, and a picture takes longer than all tests together.
"""

import builtins
import re
import symtable
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from nbformat import NotebookNode

from autograder.course.cells import is_answer, is_locked, is_test

# With one of these a cell can read names that do not stand in it.
DYNAMIC = frozenset({"__main__", "eval", "exec", "get_ipython", "globals", "locals", "vars"})
KNOWN = 1000  # cells, of which most are the lesson's own and come again with every submission


@dataclass(frozen=True)
class Names:
    """The names of a cell in the notebook's namespace.

    Attributes:
        reads: those that it looks up, in its functions too; some may be its own.
        binds: those that it gives a value.
    """

    reads: frozenset[str]
    binds: frozenset[str]

    @property
    def free(self) -> frozenset[str]:
        """Those that it reads and does not bind itself, without Python's own."""
        return self.reads - self.binds - frozenset(dir(builtins))


@lru_cache(maxsize=KNOWN)
def names_of(source: str) -> Names:
    """Return the names of a cell.

    Raises:
        SyntaxError: it is not plain Python.
    """
    top = symtable.symtable(source, "<cell>", "exec")
    shared = [
        symbol
        for table in _tables(top)
        for symbol in table.get_symbols()
        if table is top or symbol.is_global()
    ]
    return Names(
        frozenset(s.get_name() for s in shared if s.is_referenced()),
        frozenset(s.get_name() for s in shared if s.is_assigned() or s.is_imported()),
    )


def relevant(cells: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Return the code cells that grading depends on, in their order.

    These are all tests and answers, and each locked cell that binds a name which another one of
    them reads. Where an answer may read names that do not stand in it, they are all locked cells.
    """
    code = [cell for cell in cells if cell.cell_type == "code"]
    chosen = {id(cell) for cell in code if is_test(cell) or is_answer(cell)}
    locked = [cell for cell in code if is_locked(cell)]
    wanted = {name for cell in code if id(cell) in chosen for name in _mentioned(cell)}
    if wanted & DYNAMIC:
        chosen |= {id(cell) for cell in locked}
        locked = []
    while found := [cell for cell in locked if names_of(cell.source).binds & wanted]:
        chosen |= {id(cell) for cell in found}
        wanted |= {name for cell in found for name in names_of(cell.source).reads}
        locked = [cell for cell in locked if id(cell) not in chosen]
    return [cell for cell in code if id(cell) in chosen]


def _mentioned(cell: NotebookNode) -> Iterable[str]:
    """Return the names that a test reads; of an answer all words, as nothing here parses it.

    It may be no Python, or made to keep a parser busy.
    """
    return re.findall(r"\w+", cell.source) if is_answer(cell) else names_of(cell.source).reads


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)
