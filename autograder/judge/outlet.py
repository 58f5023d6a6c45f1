"""The student process's end of the channel: what student code shows, and answers behind it.

This module runs in the student process. All of it goes out on one socket, in its order: an answer
comes after all that was shown before. Nothing here is trusted: the worker bounds what it receives.
"""

import base64
import codecs
import contextlib
import io
import os
import select
import socket
import threading
import time
from collections import deque
from typing import Any

from autograder.checks.calls.data import as_data
from autograder.judge.protocol import WireError, encode, send

PERIOD = 0.2  # seconds until text is sent that nothing else has sent before
MOST, LARGE_ONES = 4096, 64  # outputs that wait to be sent; who shows more waits as well
SHORT = 1000  # characters of a text that is not large
PAUSE = 0.001  # seconds between two looks whether less is waiting
PIECE = 64 * 2**10  # characters of one text; a longer one goes in pieces
LONGEST = 10**6  # characters of what is displayed; the worker keeps no more of a submission
KEPT = ("text/plain", "image/png")  # of what is displayed, the worker keeps no more than these
LEFT_OUT = "[an output that is too large was left out]\n"


class Outlet:
    """Sends what is shown, from any thread, and answers.

    Student code can be interrupted anywhere, by a signal of the worker's or by one of its own. So
    it only puts what it shows into a queue, which takes one step; a thread sends it a little later,
    or the answer does, which nothing interrupts.

    Args:
        connection: the socket to the worker.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._waiting: deque[tuple[str, dict[str, Any]]] = deque()
        self._sending = threading.Lock()
        self._process = os.getpid()
        self._wake = os.eventfd(0, os.EFD_CLOEXEC)
        # Programs that student code starts and libraries in C write to the descriptors themselves.
        # One end of the pipe stays here: were all closed, there would be an end to read for ever.
        self._raw, self._written = os.pipe()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        os.set_blocking(self._raw, False)
        for standard in (1, 2):
            os.dup2(self._written, standard)
        threading.Thread(target=self._keep_sending, daemon=True).start()

    def show(self, kind: str, content: dict[str, Any]) -> None:
        """Show something, by Jupyter's name for its kind: a stream, display_data or an error."""
        if os.getpid() != self._process:  # a fork of student code's; the socket is not its own
            with contextlib.suppress(OSError):
                os.write(self._written, _text_of(content).encode("utf-8", "replace"))
            return
        self._take_raw()
        self._waiting.append((kind, content))
        most = MOST if len(content.get("text", "")) < SHORT and kind == "stream" else LARGE_ONES
        while len(self._waiting) > most:
            os.eventfd_write(self._wake, 1)
            time.sleep(PAUSE)

    def say(self, text: str) -> None:
        """Show text, as if it were printed."""
        text = str.__str__(text)  # a subclass's own methods could say anything
        for start in range(0, len(text), PIECE):
            self.show("stream", {"text": text[start : start + PIECE]})

    def answer(self, token: str, value: dict[str, Any]) -> bool:
        """Send an answer, behind all that has been shown.

        Args:
            token: that of the request.
            value: data.

        Returns:
            Whether it could be sent, or else that it could not.
        """
        refused = False
        try:
            message = encode({**value, "token": token})
        except WireError as error:
            refused = True
            message = encode({"refused": str(error), "token": token})
        with self._sending:
            self._send_waiting()
            send(self._connection, message)
        return not refused

    def _keep_sending(self) -> None:
        """Send what is shown, and what is written to the descriptors; this is a thread's work."""
        ended = select.poll()
        ended.register(self._connection, 0)
        while True:
            select.select([self._raw, self._wake], [], [], PERIOD)
            if ended.poll(0):
                os._exit(0)  # the worker is gone; a loop of student code could go on for ever
            if select.select([self._wake], [], [], 0)[0]:
                os.eventfd_read(self._wake)
            with self._sending:
                self._send_waiting()

    def _send_waiting(self) -> None:
        """Send what is waiting now; threads may add to it for ever."""
        self._take_raw()
        text, size = io.StringIO(), 0
        for _ in range(len(self._waiting)):
            kind, content = self._waiting.popleft()
            if kind == "stream":
                size += text.write(content["text"])
            if size and (kind != "stream" or size > PIECE):
                self._send("stream", {"text": text.getvalue()})
                text, size = io.StringIO(), 0
            if kind != "stream":
                self._send(kind, content)
        if size:
            self._send("stream", {"text": text.getvalue()})

    def _take_raw(self) -> None:
        """Show what was written to the descriptors so far."""
        try:  # in all that is printed: suppress() would take as long as the rest
            written = os.read(self._raw, PIECE)
        except BlockingIOError:
            return
        self._waiting.append(("stream", {"text": self._decoder.decode(written)}))

    def _send(self, kind: str, content: dict[str, Any]) -> None:
        try:
            message = encode({"shown": kind, "content": as_data(content)})
        except WireError:
            message = encode({"shown": "stream", "content": {"text": LEFT_OUT}})
        send(self._connection, message)


def displayed(data: dict[str, Any]) -> dict[str, Any]:
    """Return what is sent of a mimebundle."""
    kept: dict[str, Any] = {kind: data[kind] for kind in KEPT if kind in data}
    for kind, value in kept.items():
        if isinstance(value, bytes):
            value = base64.b64encode(value).decode()
        kept[kind] = value[:LONGEST] if isinstance(value, str) else value
    return {"data": kept}


class Stream(io.TextIOBase):
    """What stands for stdout and stderr."""

    encoding = "UTF-8"
    errors = "replace"

    def __init__(self, name: str, outlet: Outlet) -> None:
        self.name = name
        self._outlet = outlet

    def write(self, text: str) -> int:
        """Show text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._outlet.say(text)
        return len(text)

    def writable(self) -> bool:
        """Return True."""
        return True

    def fileno(self) -> int:
        """Return the descriptor that programs can write to in its place."""
        return 1 if self.name == "stdout" else 2

    def close(self) -> None:
        """Do nothing: the exercises that follow print as well."""


def _text_of(content: dict[str, Any]) -> str:
    """Return the text of something that is shown, whatever kind it is of."""
    data = content.get("data", {})
    text = content.get("text") or data.get("text/plain") or "\n".join(content.get("traceback", ()))
    return str(text)
