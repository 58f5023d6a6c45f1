"""Small mistakes planted in right answers, one at a time, by machine.

A mutant that passes the tests of its exercise is a gap in them, unless it computes the same.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

SWAPPED: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
}
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}


@dataclass(frozen=True)
class Mutant:
    """A right answer with one mistake.

    Attributes:
        kind: what was done.
        before: the line that was changed, as it was.
        after: as it is now.
        source: the whole answer.
    """

    kind: str
    before: str
    after: str
    source: str

    @property
    def change(self) -> str:
        """The change in one line."""
        return f"{self.before}  →  {self.after}"


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of an answer, in the order of the source."""
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    # Lists are of equal length here, so that it makes no difference how strict a zip is.
    strict = [n.value for n in ast.walk(tree) if isinstance(n, ast.keyword) and n.arg == "strict"]
    for at, node in enumerate(ast.walk(tree)):
        if node in strict:
            continue
        for kind, replacement in _changes(node):
            changed = copy.deepcopy(tree)
            target = list(ast.walk(changed))[at]
            _replace(changed, target, replacement)
            text = ast.unparse(ast.fix_missing_locations(changed))
            if text not in seen:
                seen.add(text)
                before, after = _difference(ast.unparse(tree), text)
                yield Mutant(kind, before, after, text)


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    """Yield what may stand in place of a node; None deletes a statement."""
    if isinstance(node, ast.BinOp):
        for operator in SWAPPED.get(type(node.op), ()):
            yield "operator", ast.BinOp(node.left, operator(), node.right)
        yield "operand left out", node.left
        yield "operand left out", node.right
        if isinstance(node.op, ast.MatMult | ast.Sub | ast.Div):
            yield "operands exchanged", ast.BinOp(node.right, node.op, node.left)
        if isinstance(node.op, ast.MatMult):
            for side in (node.left, node.right):
                if ast.unparse(side)[:1].isupper():  # a vector, in small letters, has no transpose
                    turned = ast.Attribute(side, "T", ast.Load())
                    sides = (turned, node.right) if side is node.left else (node.left, turned)
                    yield "transpose", ast.BinOp(sides[0], node.op, sides[1])
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        yield (
            "comparison",
            ast.Compare(node.left, [COMPARED[type(node.ops[0])]()], node.comparators),
        )
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "sign", node.operand
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield "transpose", node.value
    elif isinstance(node, ast.Constant):
        yield from _numbers(node.value)
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.AugAssign):
        yield "= for +=", ast.Assign([node.target], node.value)
        for operator in SWAPPED.get(type(node.op), ()):
            yield "operator", ast.AugAssign(node.target, operator(), node.value)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "statement left out", None
    elif isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Constant):
        yield "factor", ast.Return(ast.BinOp(ast.Constant(2), ast.Mult(), node.value))
        yield "sign", ast.Return(ast.UnaryOp(ast.USub(), node.value))
        yield "return left out", ast.Return(None)
    elif isinstance(node, ast.Tuple | ast.List) and _is_pair(node):
        yield "order", type(node)(node.elts[::-1], node.ctx)


def _is_pair(node: ast.Tuple | ast.List) -> bool:
    return len(node.elts) == 2 and isinstance(node.ctx, ast.Load)


def _numbers(value: object) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(value, bool):
        yield "constant", ast.Constant(not value)
    elif isinstance(value, int | float):
        yield "constant", ast.Constant(value + 1)
        yield "constant", ast.Constant(value - 1)


def _calls(node: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    if len(node.args) == 1:
        yield "call left out", node.args[0]
    if isinstance(node.func, ast.Attribute) and not node.args:
        yield "call left out", node.func.value
    if len(node.args) == 2 and not any(isinstance(a, ast.Starred) for a in node.args):
        yield "arguments exchanged", ast.Call(node.func, node.args[::-1], node.keywords)
    if isinstance(node.func, ast.Name) and node.func.id == "range":
        shorter = ast.BinOp(node.args[-1], ast.Sub(), ast.Constant(1))
        yield "loop ends early", ast.Call(node.func, [*node.args[:-1], shorter], node.keywords)
    for keyword in node.keywords:
        if keyword.arg != "strict":
            others = [other for other in node.keywords if other is not keyword]
            yield "option left out", ast.Call(node.func, node.args, others)


def _replace(tree: ast.AST, target: ast.AST, replacement: ast.AST | None) -> None:
    """Put a node in the place of another one of the same tree."""
    fresh = copy.deepcopy(replacement)
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, field, fresh)
                return
            if isinstance(value, list) and any(item is target for item in value):
                i = next(i for i, item in enumerate(value) if item is target)
                value[i] = fresh if fresh is not None else ast.Pass()
                return


def _difference(before: str, after: str) -> tuple[str, str]:
    """Return the first line that differs, as it was and as it is."""
    for old, new in zip(before.splitlines(), after.splitlines(), strict=False):
        if old != new:
            return old.strip(), new.strip()
    raise ValueError("the texts do not differ")
