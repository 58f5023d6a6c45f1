"""The student's side: the kernel that runs in the sandbox, and calls that it answers with data.

Nothing here decides anything. What a student's code does to this module changes what is answered,
as any wrong function would; expected values and verdicts are elsewhere.
"""

import functools
import importlib
import socket
from collections.abc import Callable
from typing import Any

import zmq
from ipykernel.kernelapp import IPKernelApp

from autograder.call import Seen, describe_exception, name_of, observe
from autograder.data import as_data
from autograder.wire import WireError, decode, encode, receive, send


class Kernel(IPKernelApp):
    """A kernel on sockets that were opened outside, so that it shares no folder to write in."""

    def _try_bind_socket(self, s: zmq.Socket[bytes], port: int) -> int:
        s.setsockopt(zmq.USE_FD, port)  # the number of a port is the number of its descriptor
        s.bind(f"ipc://{self.ip}-{port}")
        return port

    def init_heartbeat(self) -> None:
        """Do without: the grader looks at the process itself."""


def launch() -> None:
    """Run the kernel; the command line is that of ``ipykernel_launcher``."""
    Kernel.launch_instance()


def serve(path: str) -> None:
    """Answer requests on a Unix socket until one says that there are no more.

    A request is a dict: ``{"call": name, "arguments": [...]}`` calls a function of the notebook,
    ``{"value": name}`` asks for a variable, ``{"end": True}`` ends.

    Args:
        path: the socket that the judge listens on.
    """
    names = vars(importlib.import_module("__main__"))
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(path)
        while True:
            request = decode(*receive(connection), resolve=names.__getitem__)
            if "end" in request:
                return
            answer = _call(names, request) if "call" in request else _value(names, request)
            try:
                message = encode(answer)
            except WireError as error:
                message = encode({"refused": str(error)})
            send(connection, message)


def _call(names: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    function = names[request["call"]]
    try:
        seen = observe(function, request["arguments"])
    except BaseException as error:  # an interrupt is the judge's; the student's own end up here too
        seen = Seen(raised=describe_exception(error, function))
    if seen.raised is not None:
        raised = seen.raised
        return {"raised": [raised.kind, raised.message[:500], (raised.line or "")[:200]]}
    return {"returned": seen.value, "changed": list(seen.changed)}


def _value(names: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    name = request["value"]
    if name not in names:
        return {"missing": True}
    value = names[name]
    if isinstance(value, Callable | functools.partial):  # type: ignore[arg-type]
        return {"function": name_of(value)}
    return {"data": as_data(value)}
