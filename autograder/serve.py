"""The student's side of a graded call: runs in the sandboxed kernel and answers with data.

Nothing here decides anything. What a student's code does to this module changes what is answered,
as any wrong function would; expected values and verdicts are elsewhere.
"""

import functools
import importlib
import socket
from collections.abc import Callable
from typing import Any

from autograder.call import Seen, describe_exception, name_of, observe
from autograder.data import as_data
from autograder.wire import WireError, decode, encode, receive, send


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
