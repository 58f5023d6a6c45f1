"""Starting a kernel whose sockets are opened here, so that it needs no folder to write in."""

import contextlib
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import zmq
from jupyter_client.manager import KernelManager

from autograder.sandbox.bubblewrap import own_user
from autograder.sandbox.limits import Limits
from autograder.sandbox.provisioner import SandboxedKernels

LARGEST_PART = 8 * 2**20  # bytes of one part of a message; a larger one is never received
WAITING = 50  # messages that wait to be read; those beyond are dropped by the kernel


def launch(kind: str, limits: Limits, held: contextlib.ExitStack) -> tuple[Path, KernelManager]:
    """Start a kernel.

    Args:
        kind: ``bubblewrap`` or ``none``.
        limits: what it may use.
        held: takes what must be given back when the kernel has ended.

    Returns:
        The folder that the kernel sees and cannot change, and the kernel's manager.
    """
    # The outer folder is the grader's alone; the inner one is open to the kernel's user.
    folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="autograder-")))
    shared = folder / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    context = held.enter_context(zmq.Context())
    for option, value in ((zmq.MAXMSGSIZE, LARGEST_PART), (zmq.RCVHWM, WAITING), (zmq.LINGER, 0)):
        context.setsockopt(option, value)
    specs = SandboxedKernels()
    specs.kind = kind
    address = shared / "ipc"
    with contextlib.ExitStack() as until_started:
        ports: dict[str, int] = {}
        for name in ("shell", "iopub", "stdin", "control"):
            listener = until_started.enter_context(listening(address, numbered=True))
            ports[f"{name}_port"] = listener.fileno()
        manager = KernelManager(
            context=context,
            transport="ipc",
            ip=str(address),
            connection_file=str(shared / "kernel.json"),
            kernel_spec_manager=specs,
            **ports,
        )
        manager.limits = limits  # type: ignore[attr-defined]
        if kind == "bubblewrap":
            manager.user = held.enter_context(own_user())  # type: ignore[attr-defined]
        manager.start_kernel(cwd=str(folder), pass_fds=tuple(ports.values()))
    return shared, manager


@contextlib.contextmanager
def listening(path: Path, *, numbered: bool = False) -> Iterator[socket.socket]:
    """Listen on a Unix socket; a numbered path ends with the number of its descriptor."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        if numbered:
            path = path.with_name(f"{path.name}-{listener.fileno()}")
        listener.bind(str(path))
        path.chmod(0o666)  # for the kernel's user; the folder is closed to all others
        listener.listen(8)
        yield listener
