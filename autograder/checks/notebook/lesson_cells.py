"""Which cells are a lesson's own: those that were handed out, and whatever calls a check.

A kernel is told the source of a cell and nothing else, so ``release`` notes the sources.
"""

import ast
from collections.abc import Iterable
from typing import Any

from autograder.checks.sealed import opened, sealed

FILE = "cells.json"

CHECKS = frozenset(
    {
        "ask",
        "check_choice",
        "check_cost",
        "check_gradient",
        "check_recall",
        "check_value",
        "require",
    }
)
PICTURES = "blackboard"


def is_test(source: str) -> bool:
    """Return whether a cell calls a check."""
    return not CHECKS.isdisjoint(_called(source))


def is_lessons(source: str, names: dict[str, Any]) -> bool:
    """Return whether a cell is the lesson's own, as far as it can be told in a kernel.

    Args:
        source: what stands in it.
        names: the notebook's, among them functions that show figures.
    """
    called = _called(source)
    return (
        not CHECKS.isdisjoint(called)
        or any(_shows(names.get(name)) for name in called)
        or bool(opened(FILE, source.strip()))
    )


def sealed_cells(sources: Iterable[str]) -> bytes:
    """Return the content of the file that is handed out, of the sources of a course's cells."""
    return sealed({source.strip(): True for source in sources})


def _called(source: str) -> frozenset[str]:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError):
        return frozenset()
    calls = [node.func for node in nodes if isinstance(node, ast.Call)]
    return frozenset(call.id for call in calls if isinstance(call, ast.Name))


def _shows(value: Any) -> bool:
    module = getattr(value, "__module__", None)
    return isinstance(module, str) and module.partition(".")[0] == PICTURES
