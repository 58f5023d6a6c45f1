"""Untrusted text made safe for one place: a file, a cell of a table, a terminal, a page."""

import re
import traceback

# For the inside of [ ] in a regular expression.
CONTROL = r"\x00-\x1f\x7f-\x9f"
TURNING = r"\u2028-\u202e\u2066-\u2069"  # these end a line, or turn the direction of what follows
HALVES = r"\ud800-\udfff"  # surrogates, which no file in UTF-8 can hold

ESCAPE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]"  # colours, moving the cursor
    r"|\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # titles and links
    r"|[PX^_][^\x1b]*(?:\x1b\\)?"  # strings for the terminal itself
    r"|[ -/]*[0-~])"
)
# Colours, and what no line of a table can hold.
UNPRINTABLE = re.compile(rf"\x1b\[[0-9;?]*[ -/]*[@-~]|[{CONTROL}{TURNING}]")
# What a page must not hold: code could read as something else than it is. Private characters are
# markers of feedback/markdown.py.
UNSEEN = re.compile(
    rf"[{CONTROL}{TURNING}{HALVES}\u061c\u200e\u200f\ufeff\ue000-\uf8ff](?<![\t\n])"
)


def readable(text: str) -> str:
    """Return text that can be written to a file: without halves of characters."""
    return text.encode("utf-8", "replace").decode("utf-8")


def cell(text: str) -> str:
    """Return text for one cell: a single line, no terminal escapes, no spreadsheet formula."""
    line = " ".join(UNPRINTABLE.sub(" ", text).split())
    return f"'{line}" if line[:1] in ("=", "+", "-", "@") else line


def plain(text: str) -> str:
    """Return text for a page: no terminal escapes, other invisible characters shown as �."""
    lines = ESCAPE.sub("", text).split("\n")
    # A line that was overwritten from its start, as progress bars do it, shows what was last.
    shown = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", shown)


def escaped(text: str) -> str:
    r"""Return text for one line of a terminal, with what is not printable written as ``\x1b``."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def first_line(error: Exception) -> str:
    """Return the first line of an exception's message, or its name where it has none."""
    return (str(error).splitlines() or [type(error).__name__])[0]


def last_word(error: BaseException) -> str:
    """Return an exception as the last line of its traceback has it."""
    return "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
