"""The outputs of a submission, reduced to what is safe to open and small enough to keep.

This module runs in the worker.
"""

import base64
import binascii
import io
import warnings
from typing import Any

import nbformat
from PIL import Image

from autograder.text import brief, readable

PNG = b"\x89PNG\r\n\x1a\n"
CUT = "\n[output cut here: the limit of this submission is reached]\n"
# Of all pictures of a submission together: a browser needs 4 bytes for each, whatever the file's
# size. A figure has 300,000, and to write it anew takes a hundredth of a second.
PIXELS = 20_000_000
OVERHEAD = 1000  # an output without any text costs as much: each makes a page larger and slower
LONGEST_MESSAGE = 2000  # characters of an error's text; the longest of a check has a thousand
LINES = 200  # of a traceback


class Outputs:
    """Collects the outputs of a submission, within a number of characters for all its cells.

    Text and PNG pictures are kept. Whatever a browser would run or fetch (HTML, SVG, JavaScript,
    widgets, LaTeX) is dropped; its plain-text twin is kept where it has one.

    Args:
        limit: characters for the whole submission.
    """

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._pixels = PIXELS
        self._kept: list[Any] = []

    def add(self, kind: str, content: dict[str, Any]) -> None:
        """Take an output by Jupyter's name for its kind; other kinds are ignored.

        Args:
            kind: what it is.
            content: its content; nothing about it is trusted.
        """
        match kind:
            case "stream":
                self.say(_text(content.get("text", "")))
            case "display_data" | "execute_result":
                data = content.get("data")
                self._display(data if isinstance(data, dict) else {})
            case "error" if self._left > 0:
                traceback = content.get("traceback")
                lines = traceback[:LINES] if isinstance(traceback, list) else []
                self._left -= OVERHEAD
                name, text = _text(content.get("ename"))[:200], _text(content.get("evalue"))
                self.fail(name, text, [self._cut(_text(line)) for line in lines])

    def say(self, text: str) -> None:
        """Add text. It becomes stdout: nbgrader takes any text on stderr for a failed test."""
        text = self._cut(text)
        if not text:
            return
        if self._kept and self._kept[-1].output_type == "stream":
            self._kept[-1].text += text
        else:
            self._left -= OVERHEAD
            self._kept.append(_output("stream", name="stdout", text=text))

    def fail(self, name: str, message: str, lines: list[str]) -> None:
        """Add an error output, whatever the limit: without it a failed test would count."""
        self._kept.append(
            _output(
                "error",
                ename=readable(name),
                evalue=readable(message[:LONGEST_MESSAGE]),
                traceback=[readable(line[:LONGEST_MESSAGE]) for line in lines[:LINES]],
            )
        )

    def show(self, data: dict[str, Any]) -> None:
        """Add what a check displays, whatever the limit: it comes from here and is small.

        Args:
            data: a mimebundle; nothing is added if it is empty.
        """
        if data:
            self._kept.append(_output("display_data", data=data, metadata={}))

    def take(self) -> list[Any]:
        """Return what was collected since the last call."""
        kept, self._kept = self._kept, []
        return kept

    def _display(self, data: dict[str, Any]) -> None:
        shown: dict[str, str] = {}
        picture = self._picture(data.get("image/png"))
        if picture:
            self._left -= len(picture)
            shown["image/png"] = picture
        text = self._cut(_text(data.get("text/plain", "")))
        if text:
            shown["text/plain"] = text
        if shown:
            self._left -= OVERHEAD
            self._kept.append(_output("display_data", data=shown, metadata={}))

    def _picture(self, given: object) -> str:
        """Return a picture written anew, in base64: nothing but its pixels is kept."""
        if not isinstance(given, str) or len(given) > self._left:
            return ""
        data, pixels = _anew(png(given), self._pixels)
        self._pixels -= pixels
        written = base64.b64encode(data).decode()
        return written if len(written) <= self._left else ""

    def _cut(self, text: str) -> str:
        if self._left <= 0:
            return ""
        if len(text) > self._left:
            text = text[: self._left] + CUT
        self._left -= len(text)
        return readable(text)


def _output(kind: str, **content: Any) -> Any:
    """Return an output as nbformat makes it; theirs validates it, which takes longer than all else.

    What it holds has the right form here whatever comes from a submission.
    """
    return nbformat.from_dict({"output_type": kind, **content})


def _text(value: object) -> str:
    return value if isinstance(value, str) else brief(value)


def _anew(data: bytes, most: int) -> tuple[bytes, int]:
    """Write a PNG picture anew, without what else is in the file.

    Args:
        data: the file.
        most: pixels that it may have.

    Returns:
        The new file, empty where the old one is damaged or too large, and the pixels that were
        unfolded.
    """
    file, pixels = io.BytesIO(), 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they would go to the terminal
            with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
                # As Pillow found it: a file that lies has another size where the header must be.
                if picture.width * picture.height > most:
                    return b"", 0
                pixels = picture.width * picture.height
                raw = picture.convert("RGBA").tobytes()
            Image.frombytes("RGBA", picture.size, raw).save(file, "PNG")
    except Exception:  # Pillow's readers fail in many ways, from SyntaxError to struct.error
        return b"", pixels
    return file.getvalue(), pixels


def png(text: object) -> bytes:
    """Return a PNG picture that a notebook holds in base64, or nothing if it is none."""
    if not isinstance(text, str):
        return b""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if data.startswith(PNG) else b""
