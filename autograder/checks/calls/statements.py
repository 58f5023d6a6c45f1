"""The statements of a cell by the lines that they stand in: what each reads and may change."""

import ast
import io
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.checks.calls.source import source_of, tree_of

LONGEST_TEXT = 200  # characters of a statement that are kept
CHOOSING = ("enumerate", "list", "reversed", "tuple", "zip")  # what they give was there before
Compound = (
    ast.For | ast.While | ast.If | ast.With | ast.Try | ast.FunctionDef | ast.ClassDef | ast.Match
)
WITHIN = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda


@dataclass(frozen=True)
class Statement:
    """A statement, or what stands before the colon of one.

    Attributes:
        line: its first line, counted as the cell does.
        text: how it is written, on one line; a long one is cut.
        reads: the names that it reads.
        touches: the names that it mentions: only what they stand for can it change.
        picks: whether it computes nothing: it names what is there, or a part of it.
        plain: whether no index that it picks by is computed.
        loops: the lines of the loops around it whose bounds are computed.
        returns: whether it is a ``return``.
    """

    line: int
    text: str
    reads: tuple[str, ...]
    touches: tuple[str, ...]
    picks: bool
    plain: bool
    loops: tuple[int, ...]
    returns: bool


def statements_of(file: str) -> dict[int, Statement]:
    """Return the statement that stands in each line of a cell; of two in one line, the first.

    Raises:
        SyntaxError, ValueError: its source is not known, or no Python.
    """
    source = source_of(file)
    tree = tree_of(source)
    lines = [line.encode() for line in io.StringIO(source)]  # offsets are in bytes
    found: dict[int, Statement] = {}
    for node, loops in _with_loops(tree, ()):
        last = _last_line(node)
        rows = lines[node.lineno - 1 : last]
        if rows and not isinstance(node, Compound):
            rows[-1] = rows[-1][: node.end_col_offset]
            rows[0] = rows[0][node.col_offset :]
        written = b" ".join(rows).decode(errors="replace")
        statement = _statement(node, " ".join(written.split())[:LONGEST_TEXT], loops)
        for line in range(node.lineno, last + 1):
            found.setdefault(line, statement)
    return found


def _with_loops(
    node: ast.AST, loops: tuple[int, ...]
) -> Iterator[tuple[ast.stmt, tuple[int, ...]]]:
    """Yield all statements, outer ones first, with the loops around each that have odd bounds."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child, loops
        if not isinstance(child, ast.expr):
            yield from _with_loops(child, (*loops, *_odd_loop(child)))


def _odd_loop(node: ast.AST) -> tuple[int, ...]:
    """Return the line of a loop whose bounds are computed; nothing for another node."""
    match node:
        case ast.While():
            return (node.lineno,)
        case ast.For() if not _ends_plainly(node.iter):
            return (node.lineno,)
    return ()


def _last_line(node: ast.stmt) -> int:
    body = getattr(node, "body", None) or getattr(node, "cases", None)
    if isinstance(node, Compound) and body:
        first = body[0].pattern if isinstance(body[0], ast.match_case) else body[0]
        return max(node.lineno, first.lineno - 1)
    return node.end_lineno or node.lineno


def _statement(node: ast.stmt, text: str, loops: tuple[int, ...]) -> Statement:
    value = node.value if isinstance(node, ast.Assign | ast.Return) else None
    picks = isinstance(node, ast.For) or (value is not None and _picks(value))
    changed = [_base(one) for one in _targets(node)]
    names = [one for part in _parts(node) for one in _names(part)]
    mine = set() if isinstance(node, ast.AugAssign) else {id(one) for one in changed}
    reads = [
        one.id
        for one in names
        if id(one) not in mine
        and (isinstance(one.ctx, ast.Load) or isinstance(node, ast.AugAssign))
    ]
    return Statement(
        node.lineno,
        text,
        tuple(dict.fromkeys(reads)),
        tuple(dict.fromkeys(one.id for one in names)),
        picks,
        _plain(node.iter if isinstance(node, ast.For) else value),
        loops,
        isinstance(node, ast.Return),
    )


def _parts(node: ast.stmt) -> list[ast.AST]:
    """Return what belongs to a statement itself, without the statements inside it."""
    match node:
        case ast.For():
            return [node.target, node.iter]
        case ast.While() | ast.If():
            return [node.test]
        case ast.With():
            return list(node.items)
        case ast.Match():
            return [node.subject]
        case ast.Try() | ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return []
    return [node]


def _names(node: ast.AST) -> Iterator[ast.Name]:
    if isinstance(node, ast.Name):
        yield node
    if not isinstance(node, WITHIN):
        for child in ast.iter_child_nodes(node):
            yield from _names(child)


def _targets(node: ast.stmt) -> list[ast.AST]:
    """Return what a statement writes to; of ``grads.append(dW)``, ``grads``."""
    if isinstance(node, ast.Assign):
        return list(node.targets)
    if isinstance(node, ast.AugAssign | ast.AnnAssign):
        return [node.target]
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return [node.value.func]
    return []


def _base(node: ast.AST) -> ast.AST:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node


def _picks(node: ast.expr) -> bool:
    match node:
        case ast.Name() | ast.Constant():
            return True
        case ast.Attribute() | ast.Subscript():
            return _picks(node.value)
        case ast.Tuple() | ast.List():
            return all(_picks(one) for one in node.elts)
        case ast.IfExp():
            return _picks(node.body) and _picks(node.orelse)
        case ast.ListComp():
            return _picks(node.elt)
        case ast.Call(func=ast.Name(id=name)):
            return name in CHOOSING and all(_picks(one) for one in node.args)
    return False


def _plain(node: ast.expr | None) -> bool:
    """Return whether what is picked has no index that is computed, or counted out."""
    match node:
        case ast.Name() | ast.Attribute():
            return True
        case ast.Subscript(slice=ast.Name() | ast.Tuple(elts=[ast.Name(), *_])):
            return _plain(node.value)
        case ast.Tuple() | ast.List():
            return all(_plain(one) for one in node.elts)
        case ast.Call():
            return all(_plain(one) for one in node.args)
    return False


def _ends_plainly(node: ast.expr) -> bool:
    """Return whether a loop runs over all that there is, or backwards from the last one on."""
    match node:
        case ast.Call(func=ast.Name(id="range"), args=[bound]):
            return not isinstance(bound, ast.BinOp)
        case ast.Call(func=ast.Name(id="range"), args=[_, _, ast.UnaryOp(op=ast.USub())]):
            return True
        case ast.Call(func=ast.Name(id="range")):
            return False
        case ast.Call():
            return all(_ends_plainly(one) for one in node.args)
    return True
