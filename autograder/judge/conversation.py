"""The worker's end of the channel to a student process: one request, then outputs and the answer.

This module runs in the worker. Nothing that comes is trusted: messages have a size, what they show
goes through ``Outputs``, and an answer is data.
"""

import secrets
import socket
from collections.abc import Callable
from typing import Any

from autograder.judge.outputs import Outputs
from autograder.judge.protocol import (
    Deadline,
    NameFunction,
    Receiver,
    WireError,
    decode,
    encode,
    send,
)

KNOWN = 64 * 2**10  # bytes of an answer by which the next is compared with it; most are shorter


class Conversation:
    """Asks a student process, one thing after the other; each question has a token of its own.

    Args:
        connection: a connected socket.
        alive: whether the process can still answer.
    """

    def __init__(self, connection: socket.socket, alive: Callable[[], bool] = lambda: True) -> None:
        self._connection = connection
        self._receiver = Receiver(connection, alive)
        self._token = ""  # of the last request
        self._last: tuple[tuple[bytes, bytes], dict[str, Any]] | None = None  # answer, if short

    def ask(
        self,
        request: dict[str, Any],
        deadline: Deadline,
        outputs: Outputs,
        name_function: NameFunction = lambda value: None,
    ) -> dict[str, Any]:
        """Send a request and wait for the answer; see ``server.py`` for what can be asked.

        Args:
            request: data.
            deadline: when the answer must be there.
            outputs: collects what is shown until then.
            name_function: returns the name by which the process knows a function.

        Raises:
            TimeoutError: it is not there by the deadline.
            OSError, EOFError: the process has ended.
            WireError: what came is no message, or the request cannot be sent.
        """
        self._token, self._last = secrets.token_hex(8), None  # nobody answers before the question
        message = encode({**request, "token": self._token}, name_function)
        send(self._connection, message, deadline)
        return self.hear(deadline, outputs)

    def hear(self, deadline: Deadline, outputs: Outputs) -> dict[str, Any]:
        """Wait for an answer to the last request, as ``ask`` does: for one more if it has several.

        Answers that are equal to the byte, which most of a repeated call are, are decoded once.
        """
        while True:
            received = self._receiver.receive(deadline)
            if self._last is not None and received == self._last[0]:
                return self._last[1]
            message = decode(*received)
            if not isinstance(message, dict):
                raise WireError("not an answer")
            if "shown" not in message:
                break
            kind, content = message["shown"], message.get("content")
            if isinstance(kind, str) and isinstance(content, dict):
                outputs.add(kind, content)
        token = message.pop("token", None)
        if not isinstance(token, str) or token != self._token:
            raise WireError("not an answer to what was asked")
        self._last = (received, message) if sum(map(len, received)) <= KNOWN else None
        return message
