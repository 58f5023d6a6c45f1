"""Untrusted text made safe for one place: a file, a cell of a table, a terminal, a page."""

import re
import reprlib
import traceback
from typing import Any

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
# Where a formula begins for some spreadsheet: at the start of a cell, and behind what separates
# cells for others. Signs of full width and small ones are
# read like their twins.
FORMULA = re.compile(r'(^|[;|])([\s"\u200b-\u200f\u2060\ufeff]*)(?=[=+\-@＝＋－＠﹦﹢﹣﹫])')
# What a page must not hold: code could read as something else than it is. Private characters are
# markers of feedback/markdown.py.
UNSEEN = re.compile(
    rf"[{CONTROL}{TURNING}{HALVES}\u061c\u200e\u200f\ufeff\ue000-\uf8ff](?<![\t\n])"
)


def readable(text: str) -> str:
    """Return text that can be written to a file: without halves of characters."""
    return text.encode("utf-8", "replace").decode("utf-8")


def cell(text: str) -> str:
    """Return text for one cell of a file: one line, no terminal escapes, no formula."""
    return FORMULA.sub(r"\1\2'", " ".join(UNPRINTABLE.sub(" ", readable(text)).split()))


def plain(text: str) -> str:
    """Return text for a page: no terminal escapes, other invisible characters shown as �."""
    lines = ESCAPE.sub("", text).split("\n")
    # A line that was overwritten from its start, as progress bars do it, shows what was last.
    shown = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", shown)


class _Brief(reprlib.Repr):
    """Writes the first parts of a value, and looks at no more of it."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = 60

    def repr_ndarray(self, array: Any, level: int) -> str:
        # NumPy leaves parts out along long axes alone: one of 25 axes of length 2 it writes whole.
        return repr(array) if array.size <= self.maxlist else f"<array of shape {array.shape}>"


def brief(value: object) -> str:
    """Return what ``repr`` would begin with: a value of a student's can be of any size."""
    return _Brief().repr(value)


def shortened(value: object) -> str:
    """Return the first 500 characters of a text, or what another value begins with."""
    return value[:500] if isinstance(value, str) else brief(value)


def escaped(text: str) -> str:
    r"""Return text for one line of a terminal, with what is not printable written as ``\x1b``."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def first_line(error: Exception) -> str:
    """Return the first line of an exception's message, or its name where it has none."""
    return (str(error).splitlines() or [type(error).__name__])[0]


def last_word(error: BaseException) -> str:
    """Return an exception as the last line of its traceback has it."""
    return "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
