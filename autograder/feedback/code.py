"""Code and output of students as text: without what a terminal would obey, and highlighted."""

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

LONGEST = 20_000  # characters of one listing or output; a long answer has a thousand
SHORT = 2_000  # characters of a listing that is remembered

ESCAPE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]"  # colours, moving the cursor
    r"|\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # titles and links
    r"|[PX^_][^\x1b]*(?:\x1b\\)?"  # strings for the terminal itself
    r"|[ -/]*[0-~])"
)
# Control characters, and those that turn the direction of what follows, so that code reads as
# something else than it is. Private characters are markers of ours: markdown.py.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ue000-\uf8ff]"
)

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


def plain(text: str) -> str:
    """Return text with terminal escapes removed and other invisible characters shown as �."""
    lines = ESCAPE.sub("", text).split("\n")
    # A line that was overwritten from its start, as progress bars do it, shows what was last.
    shown = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", shown)


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


def _coloured(source: str) -> Markup:
    tokens = lex(shortened(source.strip("\n")), PYTHON)
    pieces = []
    for name, group in groupby(tokens, lambda token: _class_of(token[0])):
        text = escape("".join(value for _, value in group))
        pieces.append(f"<span class={name}>{text}</span>" if name else text)
    return Markup("".join(pieces).rstrip("\n"))  # noqa: S704, every piece is escaped


_known = lru_cache(maxsize=500)(_coloured)


def _class_of(token: _TokenType) -> str:
    return next((name for kind, name in CLASSES if token in kind), "")
