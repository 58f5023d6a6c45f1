"""Where the parts of a JSON text stand, found without making objects of what nobody asks for.

The outputs of a notebook may be megabytes of anything: lists in lists, NaN, halves of characters.
They do not count, so they are not parsed; no parser that reads all of a text would let them pass.
The structure is found by array operations, in time and memory that grow with the length of the
text and not with what stands in it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

MOST_PARTS = 10_000  # of one list or object that is asked for; a lesson has a hundred cells
MOST_TOGETHER = 100_000  # of all that is asked for: a hundred parts take about a millisecond
STRUCTURE = np.isin(np.arange(256), list(b"{}[],:"))
DEEPER = np.zeros(256, dtype=np.int8)
DEEPER[list(b"{[")] = 1
DEEPER[list(b"}]")] = -1


class NoJson(ValueError):
    """A text that is no JSON, or not all of it; the message says what is wrong."""


@dataclass(frozen=True)
class Span:
    """A value in the text.

    Attributes:
        start: its first byte.
        end: the byte after its last.
        first: the first mark of structure in it, if it has any.
        last: the mark after its last.
    """

    start: int
    end: int
    first: int
    last: int


class JsonText:
    """A JSON text with its structure.

    Args:
        content: its bytes, in any of the encodings of JSON, with or without a byte order mark.

    Raises:
        NoJson: brackets or quotes are left open, or closed where none is open.
    """

    def __init__(self, content: bytes) -> None:
        encoding = json.detect_encoding(content)
        if encoding not in ("utf-8", "utf-8-sig"):
            content = content.decode(encoding, "replace").encode()
        self._bytes = content.removeprefix(b"\xef\xbb\xbf")
        # From the left, a backslash and what it stands before are two places of no meaning.
        plain = self._bytes.replace(rb"\\", b"  ").replace(rb"\"", b"  ")
        characters = np.frombuffer(plain, dtype=np.uint8)
        in_text = np.bitwise_xor.accumulate(characters == ord('"'))
        if len(in_text) and in_text[-1]:
            raise NoJson("it ends in the middle of a text")
        marks = STRUCTURE[characters]
        marks &= ~in_text
        self._where = np.flatnonzero(marks).astype(np.int32)
        self._marks = characters[self._where]
        self._depth = np.cumsum(DEEPER[self._marks], dtype=np.int32)
        self._left = MOST_TOGETHER
        if len(self._depth) and self._depth.min() < 0:
            raise NoJson("a bracket is closed that was not opened")
        if len(self._depth) and self._depth[-1] > 0:
            raise NoJson("it ends in the middle: not all of it was saved or sent")

    @property
    def whole(self) -> Span:
        """The value that the text is."""
        return Span(0, len(self._bytes), 0, len(self._where))

    def members(self, span: Span) -> Mapping[str, Span]:
        """Return the members of an object by name; of two with one name the last counts.

        Raises:
            NoJson: the value is no object, or it has more than 10,000 members, or more than 100,000
                together with what was asked for before.
        """
        found = {}
        for part in self._parts(span, "{"):
            if part.first == part.last or self._marks[part.first] != ord(":"):
                raise NoJson("an object has a member without a value")
            colon = int(self._where[part.first])
            name = self.value(Span(part.start, colon, 0, 0))
            found[str(name)] = Span(colon + 1, part.end, part.first + 1, part.last)
        return found

    def elements(self, span: Span) -> list[Span]:
        """Return the elements of a list.

        Raises:
            NoJson: the value is no list, or it has too many elements, as with ``members``.
        """
        return self._parts(span, "[")

    def value(self, span: Span) -> Any:
        """Parse a value.

        Raises:
            NoJson: it is none, or it is nested too deeply to be parsed.
        """
        try:
            return json.loads(
                self._bytes[span.start : span.end].decode("utf-8", "replace"), strict=False
            )
        except (ValueError, RecursionError) as error:
            raise NoJson(f"a value cannot be read: {error}") from error

    def _parts(self, span: Span, bracket: str) -> list[Span]:
        text = self._bytes[span.start : span.end]
        if not text.lstrip()[:1] == bracket.encode():
            raise NoJson("a list was expected" if bracket == "[" else "an object was expected")
        depth = self._depth[span.first]
        marks = slice(span.first + 1, span.last - 1)
        between = (self._marks[marks] == ord(",")) & (self._depth[marks] == depth)
        commas = np.flatnonzero(between) + span.first + 1
        if len(commas) >= MOST_PARTS:
            raise NoJson(f"a list or an object has more than {MOST_PARTS} parts")
        self._left -= len(commas) + 1
        if self._left < 0:
            raise NoJson(f"lists and objects have more than {MOST_TOGETHER} parts together")
        ends = [*commas.tolist(), span.last - 1]
        begins = [span.first, *commas.tolist()]
        where = self._where
        parts = [
            Span(int(where[begin]) + 1, int(where[end]), begin + 1, end)
            for begin, end in zip(begins, ends, strict=True)
        ]
        empty = len(parts) == 1 and not self._bytes[parts[0].start : parts[0].end].strip()
        return [] if empty else parts
