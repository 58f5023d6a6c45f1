"""An answer as an example for others: without comments, and without the name of who wrote it."""

import io
import json
import re
import tokenize
from collections.abc import Iterator

LINES = 8  # of an answer; most are shorter
LONGEST = 110  # characters of a line
LARGEST = 20_000  # characters of an answer that is read; a long one has a thousand
SHORTEST = 3  # letters of a name that is looked for; a shorter one is a variable as well
HIDDEN = "…"

Span = tuple[tuple[int, int], tuple[int, int]]  # line and column of the start, and of the end


def answer_in(notebook: bytes, exercise: str) -> str:
    """Return the source of an answer in a graded notebook; empty where there is none."""
    try:
        cells = json.loads(notebook)["cells"]
    except (ValueError, KeyError, TypeError):
        return ""
    for cell in cells:
        marks = cell.get("metadata", {}).get("nbgrader", {})
        if marks.get("solution") and marks.get("grade_id") == exercise:
            source = cell.get("source", "")
            return source if isinstance(source, str) else "".join(source)
    return ""


def excerpt(source: str, student: str) -> str:
    """Return the first lines of an answer, without comments, docstrings and its author's name."""
    lines = [line.rstrip() for line in bare(source[:LARGEST]).splitlines() if line.strip()]
    shown = [line if len(line) <= LONGEST else line[:LONGEST] + HIDDEN for line in lines[:LINES]]
    if len(lines) > LINES:
        shown.append(HIDDEN)
    return without_name("\n".join(shown), student)


def without_name(text: str, student: str) -> str:
    """Return a text in which a student's name, and each part of it, is replaced."""
    parts = {part for part in re.split(r"[\W\d_]+", student) if len(part) >= SHORTEST}
    names = sorted({student, *parts} - {""}, key=lambda name: (-len(name), name))
    if not names:
        return text
    known = "|".join(map(re.escape, names))
    return re.sub(rf"(?<![^\W_])(?:{known})(?![^\W_])", HIDDEN, text, flags=re.IGNORECASE)


def bare(source: str) -> str:
    """Return Python without comments and docstrings, as far as it is Python."""
    lines = source.splitlines(keepends=True)
    try:
        spans = list(_to_leave_out(source))
    except (tokenize.TokenError, SyntaxError):
        return re.sub(r"#.*", "", source)
    for (first, start), (last, end) in reversed(spans):
        left = lines[first - 1][:start] + lines[last - 1][end:]
        lines[first - 1 : last] = [left]
    return "".join(lines)


def _to_leave_out(source: str) -> Iterator[Span]:
    """Yield where comments are, and strings that are statements of their own."""
    alone: Span | None = None
    begins = True
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start, token.end
        elif token.type == tokenize.STRING and begins:
            alone, begins = (token.start, token.end), False
        elif token.type == tokenize.NEWLINE:
            if alone is not None:
                yield alone
            alone, begins = None, True
        elif token.type not in (tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
            alone, begins = None, False
