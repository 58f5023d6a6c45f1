"""The names that a cell reads and binds in the notebook's namespace, found without running it."""

import builtins
import re
import symtable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

KNOWN = 1000  # cells, of which most are the lesson's own and come again with every submission
# A parser may take for ever over what was made to keep it busy; what people write is flatter.
LONGEST = 20_000  # characters
DEEPEST = 20  # brackets in brackets
# With one of these a cell can read names that do not stand in it.
DYNAMIC = frozenset({"__main__", "eval", "exec", "get_ipython", "globals", "locals", "vars"})

CELL_MAGIC = re.compile(r"\A\s*%%(?:capture|prun|time|timeit)\b.*")
LINE_MAGIC = re.compile(r"^([ \t]*)(?:[%!].*|\?+[\w.]+|[\w.]+\?+)[ \t]*$", re.MULTILINE)
ASSIGNED_MAGIC = re.compile(r"=[ \t]*[%!].*$", re.MULTILINE)
BOUND = re.compile(
    r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)"
    r"|^[ \t]*(?:import|from[ \t]+\S+[ \t]+import)[ \t]+(\w+)"
    r"|\bas[ \t]+(\w+)"
    r"|^[ \t]*(\w+)[ \t]*=(?!=)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Names:
    """The names of a cell in the notebook's namespace.

    Attributes:
        reads: those that it looks up, in its functions too; some may be its own.
        binds: those that it gives a value.
        imports: those of them that it imports.
    """

    reads: frozenset[str]
    binds: frozenset[str]
    imports: frozenset[str] = frozenset()

    @property
    def free(self) -> frozenset[str]:
        """Those that it reads and does not bind itself, without Python's own."""
        return self.reads - self.binds - frozenset(dir(builtins))


@lru_cache(maxsize=KNOWN)
def names_of(source: str) -> Names:
    """Return the names of a cell of the lesson.

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
        frozenset(s.get_name() for s in shared if s.is_imported()),
    )


def names_in(source: str) -> Names:
    """Return the names of a cell that a student wrote, which may be anything.

    Where it is no Python, or too long or too deep to be parsed, it reads every word that stands in
    it and binds what looks like a binding.
    """
    if len(source) <= LONGEST and _depth(source) <= DEEPEST:
        python = CELL_MAGIC.sub("", source)
        python = LINE_MAGIC.sub(r"\1pass", ASSIGNED_MAGIC.sub("= None", python))
        try:
            return names_of(python)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
    bound = {name for found in BOUND.findall(source) for name in found if name}
    return Names(frozenset(re.findall(r"\w+", source)), frozenset(bound))


def _depth(source: str) -> int:
    depth = deepest = 0
    for mark in re.findall(r"[(\[{}\])]", source):
        depth += 1 if mark in "([{" else -1
        deepest = max(deepest, depth)
    return deepest


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)
