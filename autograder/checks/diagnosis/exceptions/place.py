"""The expression of a student's that raised an exception, with the values of its names."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import FunctionType, TracebackType
from typing import Any

from autograder.checks.calls.source import source_of, tree_of

LONGEST_QUOTE = 60
MOST_FRAMES = 10  # that are looked at; a recursion without end has a thousand

Span = tuple[int | None, int | None, int | None, int | None]


@dataclass(frozen=True)
class Place:
    """Where an exception was raised.

    Attributes:
        node: the expression or statement that failed.
        source: the source that it stands in.
        names: the values of the names that it can read.
        around: the local names of the student's functions that were running, its own included.
    """

    node: ast.AST
    source: str
    names: Mapping[str, Any]
    around: Sequence[Mapping[str, Any]]

    def quoted(self, node: ast.AST) -> str:
        """Return how a student wrote an expression, on one line; a long one is cut."""
        text = " ".join((ast.get_source_segment(self.source, node) or "").split())
        return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def place_of(error: BaseException, function: Callable[..., Any] | None) -> Place | None:
    """Find the expression that raised an exception: the deepest one in the student's notebook.

    All cells of a notebook have one namespace, by which their frames are known.
    """
    if type(function) is not FunctionType:
        return None
    theirs = []
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_globals is function.__globals__:
            theirs.append(traceback)
        traceback = traceback.tb_next
    return _place(theirs) if theirs else None


def _place(tracebacks: Sequence[TracebackType]) -> Place | None:
    traceback = tracebacks[-1]
    frame, code = traceback.tb_frame, traceback.tb_frame.f_code
    try:
        source = source_of(code.co_filename)
        tree = tree_of(source)
    except (SyntaxError, ValueError):  # it is no Python any more
        return None
    spans = islice(code.co_positions(), traceback.tb_lasti // 2, None)
    node = _node(tree, next(spans, (None,) * 4))
    if node is None:
        return None
    around = [one.tb_frame.f_locals for one in tracebacks[-MOST_FRAMES:]]
    return Place(node, source, {**frame.f_globals, **frame.f_locals}, around)


def _node(tree: ast.Module, span: Span) -> ast.AST | None:
    """Return the innermost node that stands exactly there."""
    found = None
    for node in ast.walk(tree):
        if isinstance(node, ast.expr | ast.stmt) and span == (
            node.lineno, node.end_lineno, node.col_offset, node.end_col_offset
        ):  # fmt: skip
            found = node
    return found
