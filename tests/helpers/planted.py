"""Mistakes that are planted in one line of a right answer, and the line that a message names."""

import ast
import re

LOOK = re.compile(r"Look (?:first )?at line (\d+) of ")


def statements(source: str) -> str:
    """Return an answer as a mutant of it is written."""
    return ast.unparse(ast.parse(source))


def line_of(right: str, wrong: str) -> int:
    """Return the number of the first line that differs."""
    pairs = zip(right.splitlines(), wrong.splitlines(), strict=False)
    return next(number for number, (old, new) in enumerate(pairs, 1) if old != new)


def shown_line(message: str) -> int | None:
    """Return the line that a message names, if it does."""
    found = LOOK.search(message)
    return int(found[1]) if found else None


def lines_in_function(source: str, line: int) -> int:
    """Return how many lines with statements the function has that a line stands in, but ``def``."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or 0):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            inner = [one for part in body for one in ast.walk(part) if isinstance(one, ast.stmt)]
            return len({one.lineno for one in inner})
    return 0
