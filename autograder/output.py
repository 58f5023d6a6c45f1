"""What a submission's cells show, reduced to what is safe to open and small enough to keep."""

import base64
import binascii
from typing import Any

import nbformat

PNG = b"\x89PNG\r\n\x1a\n"
CUT = "\n[output cut here: the limit of this submission is reached]\n"


class Outputs:
    """Collects the outputs of a submission, within a number of bytes for all its cells.

    Text and PNG pictures are kept. Whatever a browser would run or fetch (HTML, SVG, JavaScript,
    widgets, LaTeX) is dropped; its plain-text twin is kept where it has one.

    Args:
        limit: bytes for the whole submission.
    """

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._kept: list[Any] = []

    def add(self, message: dict[str, Any]) -> None:
        """Take an output message of a kernel; other kinds of messages are ignored."""
        content = message.get("content", {})
        match message.get("msg_type"):
            case "stream":
                self._stream(str(content.get("text", "")))
            case "display_data" | "execute_result":
                self._display(content.get("data", {}))
            case "error":
                lines = [self._cut(str(line)) for line in content.get("traceback", [])[:200]]
                self.fail(str(content.get("ename"))[:200], str(content.get("evalue"))[:2000], lines)

    def fail(self, name: str, message: str, lines: list[str]) -> None:
        """Add an error output."""
        self._kept.append(nbformat.v4.new_output("error", ename=name, evalue=message,
                                                 traceback=lines))  # fmt: skip

    def take(self) -> list[Any]:
        """Return what was collected since the last call."""
        kept, self._kept = self._kept, []
        return kept

    def _stream(self, text: str) -> None:
        # Everything becomes stdout: nbgrader takes any text on stderr for a failed test.
        text = self._cut(text)
        if not text:
            return
        if self._kept and self._kept[-1].output_type == "stream":
            self._kept[-1].text += text
        else:
            self._kept.append(nbformat.v4.new_output("stream", name="stdout", text=text))

    def _display(self, data: dict[str, Any]) -> None:
        shown: dict[str, str] = {}
        picture = data.get("image/png")
        if isinstance(picture, str) and len(picture) <= self._left and _is_png(picture):
            self._left -= len(picture)
            shown["image/png"] = picture
        text = self._cut(str(data.get("text/plain", "")))
        if text:
            shown["text/plain"] = text
        if shown:
            self._kept.append(nbformat.v4.new_output("display_data", data=shown))

    def _cut(self, text: str) -> str:
        if self._left <= 0:
            return ""
        if len(text) > self._left:
            text = text[: self._left] + CUT
        self._left -= len(text)
        return text


def _is_png(text: str) -> bool:
    try:
        return base64.b64decode(text, validate=False)[:8] == PNG
    except (binascii.Error, ValueError):
        return False
