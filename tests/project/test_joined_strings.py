"""Pieces of strings that Python joins have a space between two words."""

import io
import re
import tokenize
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for place in ("autograder/**/*.py", "blackboard/**/*.py", "solutions/*/*.ipynb")
    for path in ROOT.glob(place)
)
ENDS = (tokenize.STRING, getattr(tokenize, "FSTRING_END", tokenize.STRING))
BEGINNINGS = (tokenize.STRING, getattr(tokenize, "FSTRING_START", tokenize.STRING))
ESCAPE = re.compile(r"\\([a-z]|u\w{4}|x\w{2})$")  # such as the end of a line


def code(path: Path) -> Iterator[str]:
    """Yield what is Python in a module or a notebook."""
    if path.suffix == ".py":
        yield path.read_text(encoding="utf-8")
        return
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            yield cell.source


def run_together(source: str) -> Iterator[str]:
    """Yield what stands around the gap wherever a word ends a piece and a word begins the next."""
    between = (tokenize.NL, tokenize.COMMENT)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    pieces = [token for token in tokens if token.type not in between]
    for first, second in pairwise(pieces):
        # From Python 3.12 on an f-string has tokens of its own for its beginning and its end.
        if first.type in ENDS and second.type in BEGINNINGS:
            before = first.line.splitlines()[-1][: first.end[1] - 1]
            after = second.line[second.start[1] :].lstrip("rRbBfFuU").lstrip("\"'")
            if before[-1:].isalnum() and after[:1].isalnum() and not ESCAPE.search(before):
                yield f"{before[-20:]}|{after[:20]}".strip()


def test_words_that_run_together_are_found() -> None:
    for source, words in (
        ('say("the old"\n    "gradient")', ['say("the old|gradient")']),
        (
            'say(f"{x} old"  # why\n    f"gradient", "a", "b")',
            ['say(f"{x} old|gradient", "a", "b")'],
        ),
        ('say("the old "  # why\n    f"gradient")', []),
        ('say("old\\n"\n    "new\\u2003"\n    "old")\n"one"\n"two"', []),
        ('say("old,"\n    "new" f"{x}")', []),
    ):
        assert [*run_together(source)] == words


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_words_run_together(path: Path) -> None:
    assert [found for source in code(path) for found in run_together(source)] == []
