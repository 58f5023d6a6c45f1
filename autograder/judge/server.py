"""The student process's end of the judge: a kernel that answers requests with data.

This module runs in the student process; the zygote imports it. Nothing here decides anything. What
a student's code does to this module changes what is answered, as any wrong function would; expected
values and verdicts are elsewhere.
"""

import asyncio
import contextlib
import importlib
import os
import socket
import sys
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import zmq
from ipykernel.kernelapp import IPKernelApp
from IPython import get_ipython

from autograder.checks.apart import lesson_names
from autograder.checks.call import Seen, describe_exception, name_of, observe
from autograder.checks.data import as_data
from autograder.checks.surroundings import Surroundings
from autograder.judge.outputs import MARK
from autograder.judge.protocol import WireError, decode, encode, receive, send


class KernelApp(IPKernelApp):
    """A kernel on sockets that were opened outside, so that it shares no folder to write in."""

    def _try_bind_socket(self, s: zmq.Socket[bytes], port: int) -> int:
        s.setsockopt(zmq.USE_FD, port)  # the number of a port is the number of its descriptor
        s.bind(f"ipc://{self.ip}-{port}")
        return port

    def init_heartbeat(self) -> None:
        """Do without: the grader looks at the process itself."""


def launch() -> None:
    """Run the kernel; the command line is that of ``ipykernel_launcher``."""
    KernelApp.launch_instance()


class _Functions:
    """The functions that a test may pass to an answer, by name.

    Those of the lesson are its own, whatever an answer has put in their place.
    """

    def __init__(self, lesson: Sequence[str], theirs: Mapping[str, Any]) -> None:
        self._lesson = lesson
        self._theirs = theirs
        self._given: Mapping[str, Any] | None = None

    def __getitem__(self, name: str) -> Any:
        if self._given is None:
            self._given = lesson_names(self._lesson)
        return self._given[name] if name in self._given else self._theirs[name]


def serve(path: str, lesson: Sequence[str] = ()) -> None:
    """Answer requests on a Unix socket until it is closed at the other end.

    A request is a dict: ``{"cell": source}`` runs a cell, ``{"call": name, "arguments": [...]}``
    calls a function of the notebook, ``{"value": name}`` asks for a variable. Where it has
    ``{"mark": number}`` as well, a message of that kind follows its outputs.

    Args:
        path: the socket that the judge listens on.
        lesson: sources of the lesson's own cells.
    """
    names = vars(importlib.import_module("__main__"))
    functions = _Functions(lesson, names)
    process = os.getpid()
    get_ipython().loop_runner = _run_beside
    surroundings = Surroundings()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(path)
        while True:
            try:
                message = receive(connection)
            except KeyboardInterrupt:  # it was meant for a cell that has just come to its end
                continue
            except EOFError:
                return
            request = decode(*message, resolve=functions.__getitem__)
            answer = _answer(names, request)
            if "cell" in request:
                surroundings.restore()
            if os.getpid() != process:
                os._exit(0)  # student code has forked and did not end the child
            try:
                encoded = encode(answer)
            except WireError as error:
                encoded = encode({"refused": str(error)})
            send(connection, encoded)
            if "mark" in request:
                _mark(request["mark"])


def _answer(names: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    if "cell" in request:
        return _cell(request["cell"])
    if "call" in request:
        return _call(names, request)
    return _value(names, request) if "value" in request else {}


def _cell(source: str) -> dict[str, Any]:
    """Run a cell as the kernel would."""
    result = get_ipython().run_cell(source, store_history=False)
    error = result.error_before_exec or result.error_in_exec
    if error is None:
        return {}
    raised = describe_exception(error)
    return {"raised": [raised.kind, raised.message]}


def _run_beside(waiting: Coroutine[Any, Any, Any]) -> Any:
    """Run a cell that awaits something; the event loop of this thread waits for us to return."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, waiting).result()


def _mark(number: int) -> None:
    """Publish that all outputs of a request are on their way."""
    kernel: Any = get_ipython().kernel
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):  # student code can put anything in their place
            stream.flush()
    kernel.send_response(kernel.iopub_socket, MARK, {"number": number})


def _call(names: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    function = names[request["call"]]
    try:
        seen = observe(function, request["arguments"])
    except BaseException as error:  # an interrupt is the judge's; the student's own end up here too
        seen = Seen(raised=describe_exception(error, function))
    if seen.raised is not None:
        raised = seen.raised
        return {"raised": [raised.kind, raised.message[:500], (raised.line or "")[:200]]}
    return {
        "returned": seen.value,
        "changed": list(seen.changed),
        "shared": list(seen.shared),
        "reused": seen.reused,
    }


def _value(names: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    name = request["value"]
    if name not in names:
        return {"missing": True}
    value = names[name]
    if callable(value):
        return {"function": name_of(value)}
    return {"data": as_data(value)}
