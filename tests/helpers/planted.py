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
