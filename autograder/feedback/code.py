"""Code and output of students for a page: cut where they are long, and highlighted."""

import re
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape
from pygments import lex  # type: ignore[import-untyped]
from pygments.lexers.python import PythonLexer  # type: ignore[import-untyped]
from pygments.token import (  # type: ignore[import-untyped]
    Comment,
    Keyword,
    Name,
    Number,
    Operator,
    String,
    _TokenType,
)

from autograder.text import plain

LONGEST = 20_000  # characters of one listing or output; a long answer has a thousand
# Characters of a listing that is coloured, and of all of a page. The lexer takes up to a tenth of a
# millisecond for each; the longest cell of a lesson has 7,000 of them, the longest lesson 50,000.
COLOURED = 10_000
PAGE = 100_000
BLANK = re.compile(r"\s{100}")  # the lexer's time grows with the square of such a run
SHORT = 2_000  # characters of a listing that is remembered

CLASSES = (
    (Comment, "c"),
    (String, "s"),
    (Number, "m"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Name.Function, "f"),
    (Name.Class, "f"),
)
PYTHON = PythonLexer(stripnl=False)


def shortened(text: str) -> str:
    """Return plain text, cut with a note if it is too long to be read on a page."""
    text = plain(text)
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}\n[{len(text) - LONGEST} more characters are not shown here]"


def code_html(source: str) -> Markup:
    """Return Python source as HTML with its words coloured, for the inside of a ``<pre>``."""
    # A lesson's own cells, most of which are short, stand on the page of every student.
    return (_known if len(source) <= SHORT else _coloured)(source)


def plain_html(source: str) -> Markup:
    """Return source as ``code_html`` does, without colours."""
    return escape(shortened(source.strip("\n")))


def _coloured(source: str) -> Markup:
    if len(source) > COLOURED or BLANK.search(source.strip("\n")):
        return plain_html(source)
    tokens = lex(shortened(source.strip("\n")), PYTHON)
    pieces = []
    for name, group in groupby(tokens, lambda token: _class_of(token[0])):
        text = escape("".join(value for _, value in group))
        pieces.append(f"<span class={name}>{text}</span>" if name else text)
    return Markup("".join(pieces).rstrip("\n"))  # noqa: S704, every piece is escaped


_known = lru_cache(maxsize=500)(_coloured)


def _class_of(token: _TokenType) -> str:
    return next((name for kind, name in CLASSES if token in kind), "")
