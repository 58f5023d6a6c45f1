"""The zygote: a process that has imported what lessons import, and is forked for each submission.

This module runs in the zygote and in its children until they become student processes. The zygote
runs none of a student's code and reads nothing of a submission: a child does, which goes into its
sandbox first. So there is nothing in it that could pass from one submission to the next.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any, cast

from autograder.garbage import uncollected
from autograder.sandbox.bubblewrap import UNPRIVILEGED
from autograder.sandbox.cgroup import write
from autograder.sandbox.environment import FIGURES, FONTS
from autograder.sandbox.limits import Limits
from autograder.sandbox.loader import exposed
from autograder.sandbox.namespaces import enter, give_up, keep_only, reap_all
from autograder.sandbox.seccomp import refuse_calls

IMPORTED = (
    "IPython.core.application", "IPython.core.completerlib", "IPython.core.crashhandler",
    "IPython.core.debugger", "IPython.core.logger", "IPython.core.magics",
    "IPython.core.oinspect", "IPython.extensions.storemagic",
    "blackboard", "encodings.idna", "ipywidgets",
    # Not the backend: at the first picture it looks for the shell that shows pictures.
    "matplotlib.pyplot",
    "pygments.formatters.terminal256", "pygments.styles", "stack_data",  # for a traceback
)  # fmt: skip
LARGEST_REQUEST = 65536


def main(program: str) -> None:
    """Serve requests until the grader closes its end of the socket, standard input.

    Args:
        program: the module whose ``launch`` runs in the sandbox.
    """
    if exposed(Path("/proc/self/exe"), UNPRIVILEGED):
        return  # a fork would have it too; kernels that are started in the sandbox have not
    # Neither file nor memory of a student process may have them, so nothing here imports them.
    cast("dict[str, Any]", sys.modules)[FIGURES] = None
    with uncollected():
        for name in (program, *IMPORTED):
            importlib.import_module(name)
        os.environ["MPLCONFIGDIR"] = FONTS
        refuse_calls()  # its children find it made
        reap_all()
        gc.collect()
    with socket.socket(fileno=0) as requests:
        while requests.recv(1, socket.MSG_PEEK):
            done, working = os.pipe()
            if os.fork() == 0:
                with _nothing_after():
                    _answer(requests, working, program)
            os.close(working)
            os.read(done, 1)  # ends when the child has read the request and closed its copy
            os.close(done)


def _answer(requests: socket.socket, working: int, program: str) -> None:
    """Fork a kernel into its sandbox and answer with its process; this runs in a child."""
    message, received, _, _ = socket.recv_fds(requests, LARGEST_REQUEST, 2)
    os.close(working)
    request = json.loads(message)
    asked, channel = received
    answer: dict[str, Any]
    try:
        if request["entrance"]:
            write(Path(request["entrance"]), 0)
        enter(request["inside"])
        report, reporting = os.pipe()
        pid = os.fork()
        if pid == 0:
            with _nothing_after():
                _be_kernel(request, channel, reporting, program)
        os.close(reporting)
        fault = os.read(report, 1000).decode()
        answer = {"pid": pid} if fault == "ready" else {"fault": fault or "it ended"}
    except OSError as error:
        answer = {"fault": str(error)}
    os.write(asked, json.dumps(answer).encode())


def _be_kernel(request: dict[str, Any], channel: int, reporting: int, program: str) -> None:
    """Become a student process, in the sandbox; this runs in the zygote's grandchild."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        nothing = os.open("/dev/null", os.O_RDWR)  # the sandbox's
        for standard in range(3):
            os.dup2(nothing, standard)
        channel, reporting = keep_only(channel, reporting)
        give_up(request["user"], Limits(**request["limits"]))
    except BaseException as error:
        os.write(reporting, str(error).encode()[:1000])
        raise
    os.write(reporting, b"ready")
    os.close(reporting)
    import numpy as np

    np.random.seed()  # the zygote's state would be everybody's
    sys.modules[program].launch(channel)


@contextlib.contextmanager
def _nothing_after() -> Any:
    """End a forked process here, whatever happens."""
    try:
        yield
    finally:
        os._exit(1)
