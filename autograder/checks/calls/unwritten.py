"""Which lines of a function are still those that its student has to replace."""

import ast
import inspect
import textwrap
from dataclasses import dataclass
from types import CodeType
from typing import Any

STUB = "raise NotImplementedError()"
STILL = f" is still `{STUB}`"
NO_ANSWER = " has no answer yet."


@dataclass(frozen=True)
class _Found:
    """What stands in a function.

    Attributes:
        left: the lines that its student has to replace.
        written: whether there is a statement beside them.
    """

    left: tuple[int, ...]
    written: bool


def still_unwritten(name: str, code: CodeType | None) -> str:
    """Say that a function is not written, or which of its lines are not.

    Lines are counted as the cell does that it stands in.

    Args:
        name: of the function.
        code: of the function; None where it is not known.
    """
    found = _lines_left(code) if code is not None else None
    if found is None or (len(found.left) == 1 and not found.written):
        return f"{name} is not written yet: replace the line `{STUB}`."
    if not found.left:
        return f"{name} is not written yet, or calls what is not: look for `{STUB}`."
    if len(found.left) == 1:
        return f"line {found.left[0]} of {name}{STILL}."
    listed = f"{', '.join(map(str, found.left[:-1]))} and {found.left[-1]}"
    return f"{name} is not written yet: lines {listed} are still `{STUB}`."


def is_open(message: str) -> bool:
    """Return whether a failed check says that there is no answer, or only a part of one."""
    first = message.partition("\n")[0]
    return first.endswith(NO_ANSWER) or " is not written yet" in first or STILL in first


def code_of(function: Any) -> CodeType | None:
    """Return the code of a function of Python's, if it is one that runs here."""
    code = getattr(function, "__code__", None)
    return code if isinstance(code, CodeType) else None


def _lines_left(code: CodeType) -> _Found | None:
    try:
        (function,) = ast.parse(textwrap.dedent(inspect.getsource(code))).body
    except (OSError, TypeError, ValueError, SyntaxError):
        return None
    if not isinstance(function, ast.FunctionDef):
        return None
    above = code.co_firstlineno - 1  # its decorators, if it has any, are the first lines
    raises = [node for node in ast.walk(function) if isinstance(node, ast.Raise)]
    left = sorted(above + node.lineno for node in raises if _is_stub(node))
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return _Found(tuple(left), any(not _is_stub(statement) for statement in body))


def _is_stub(node: ast.AST) -> bool:
    if not isinstance(node, ast.Raise):
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == NotImplementedError.__name__
