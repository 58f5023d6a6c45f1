"""The student process's end of the judge: it runs cells and calls, and answers with data.

This module runs in the student process; the zygote imports it. Nothing here decides anything. What
a student's code does to this module changes what is answered, as any wrong function would; expected
values and verdicts are elsewhere.
"""

import contextlib
import os
import signal
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.atomic import put
from autograder.checks.apart import lesson_names
from autograder.checks.calls.call import Seen, describe_exception, name_of, observe
from autograder.checks.calls.data import as_data
from autograder.checks.calls.surroundings import Surroundings
from autograder.checks.calls.trace import trace
from autograder.judge.outlet import Outlet
from autograder.judge.protocol import Receiver, decode
from autograder.judge.shell import ZMQInteractiveShell, open_shell

LONGEST = 500  # characters of an exception's text; the worker keeps no more


def launch(descriptor: int) -> None:
    """Answer the worker until it closes its end.

    Args:
        descriptor: a socket that is connected to it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is meant for cells, while they run
    os.set_inheritable(descriptor, False)
    with socket.socket(fileno=descriptor) as connection:
        outlet = Outlet(connection)
        shell = open_shell(outlet)
        with contextlib.suppress(EOFError), shell.builtin_trap, shell.display_trap:
            serve(shell, Receiver(connection), outlet)


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


def serve(shell: ZMQInteractiveShell, receiver: Receiver, outlet: Outlet) -> None:
    """Answer requests, one after the other.

    Each is a dict with a token, which its answer has as well. The first is ``{"lesson": [source,
    ...], "files": {path: bytes}}``, the lesson's own cells and files; ``{"cell": source}`` runs a
    cell, ``{"call": name, "arguments": [...], "times": n, "seconds": s}`` calls a function of the
    notebook n times, for so many seconds at most, with an answer each until one raises or changes
    an argument, ``{"trace": name, "arguments": [...]}`` calls it once more to see what its lines
    make, and ``{"value": name}`` asks for a variable.

    Raises:
        EOFError: the worker has closed its end.
    """
    names = shell.user_ns
    request = decode(*receiver.receive())
    functions = _Functions(request["lesson"], names)
    for name, content in request["files"].items():
        put(Path(name), content.tobytes())
    surroundings = Surroundings()
    process = os.getpid()
    outlet.answer(request["token"], {})
    while True:
        request = decode(*receiver.receive(), resolve=functions.__getitem__)
        for _ in range(request.get("times", 1)):
            answer = _answer(shell, names, request)
            if "cell" in request:
                surroundings.restore()
            if os.getpid() != process:
                os._exit(0)  # student code has forked and did not end the child
            sent = outlet.answer(request["token"], answer)
            if not sent or "raised" in answer or answer.get("changed"):
                break


def _answer(
    shell: ZMQInteractiveShell, names: dict[str, Any], request: dict[str, Any]
) -> dict[str, Any]:
    if "cell" in request:
        return _cell(shell, request["cell"])
    if "call" in request:
        return _call(names, request)
    if "trace" in request:
        steps = trace(names[request["trace"]], request["arguments"])
        return {"steps": [step.as_data() for step in steps]}
    return _value(names, request) if "value" in request else {}


def _cell(shell: ZMQInteractiveShell, source: str) -> dict[str, Any]:
    """Run a cell as a kernel would; the worker interrupts one that takes too long."""
    error: BaseException | None
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        history: Any = shell.history_manager
        history.input_hist_parsed[:] = [source]  # where a semicolon at the end is looked for
        result = shell.run_cell(source, store_history=False)  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        error = result.error_before_exec or result.error_in_exec
    except KeyboardInterrupt as late:  # the cell has just come to its end
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        error = late
    if error is None:
        return {}
    raised = describe_exception(error)
    return {"raised": [raised.kind[:LONGEST], raised.message[:LONGEST]]}


def _call(names: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    function = names[request["call"]]
    try:
        seen = observe(function, request["arguments"], request["seconds"])
    except BaseException as error:  # an interrupt is the judge's; the student's own end up here too
        seen = Seen(raised=describe_exception(error, function))
    if seen.raised is not None:
        raised = seen.raised
        parts = (raised.kind, raised.message, raised.line or "")
        return {"raised": [part[:LONGEST] for part in parts]}
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
