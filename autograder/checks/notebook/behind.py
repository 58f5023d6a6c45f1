"""What cells of the lesson were to make and have not, because they ended in an error.

Such a cell leaves names that are missing, or half filled, and whoever uses them gets an error that
says nothing: a key or a row is not there. It is told from an error of another kind by names alone:
the cell uses one that is still as the other cell left it. Then the message is true whatever the
error is, and the cell above is the one to look at first.
"""

import ast
import symtable
from collections.abc import Collection, Iterable, Iterator
from typing import Any

MISSING = object()  # left in place of a name that was not there


class Behind:
    """The names that cells were to make.

    Args:
        names: the notebook's.
    """

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names
        self._left: dict[str, dict[str, Any]] = {}  # by cell, what it left of each name

    def begin(self, cell: str) -> None:
        """Forget a cell that runs again."""
        self._left.pop(cell, None)

    def end(self, cell: str, source: str, line: int) -> None:
        """Note what a cell has not made.

        Args:
            cell: what tells it from others.
            source: what stands in it.
            line: where it ended in an error.
        """
        self._left[cell] = {name: self._value(name) for name in made_from(source, line)}

    def reaches(self, names: Iterable[str]) -> bool:
        """Return whether one of these names is still as a cell left it that did not make it."""
        used = set(names)
        return any(
            self._value(name) is value
            for left in self._left.values()
            for name, value in left.items()
            if name in used
        )

    def _value(self, name: str) -> Any:
        return self._names.get(name, MISSING)


def used_in(source: str) -> frozenset[str]:
    """Return the names that a cell takes from cells before it: those it reads and does not bind."""
    try:
        table = symtable.symtable(source, "<cell>", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return frozenset()
    bound = {one.get_name() for one in table.get_symbols() if one.is_assigned()}
    return frozenset(_read(table)) - bound


def made_from(source: str, line: int) -> frozenset[str]:
    """Return the names that a cell binds or fills from one of its lines on.

    What it has bound before that line it has made. But what it only began there, as an empty list,
    it has to fill by a method later.
    """
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError):
        return frozenset()
    rest = [one for one in statements if (one.end_lineno or one.lineno) >= line]
    begun = {name for one in statements for name in _bound(one)}
    return frozenset(name for one in rest for name in (*_bound(one), *_filled(one, begun)))


def _read(table: symtable.SymbolTable) -> Iterator[str]:
    within = table.get_type() != "module"
    for one in table.get_symbols():
        if one.is_referenced() and (one.is_global() or not within):
            yield one.get_name()
    for part in table.get_children():
        yield from _read(part)


def _outer(node: ast.AST) -> Iterator[ast.AST]:
    """Return the parts of a statement that are not within a function or a class."""
    yield node
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
        for part in ast.iter_child_nodes(node):
            yield from _outer(part)


def _bound(statement: ast.stmt) -> Iterator[str]:
    for node in _outer(statement):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name


def _filled(statement: ast.stmt, begun: Collection[str]) -> Iterator[str]:
    """Return the names of what a statement fills: any by an index, its cell's own by a method.

    A method of another cell's value may only read it.
    """
    for node in _outer(statement):
        match node:
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                yield name
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name in begun:
                yield name
