"""Launching a kernel in a sandbox: forked from the template, or started from nothing."""

import contextlib
import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from autograder.sandbox.bubblewrap import PROGRAM, UNPRIVILEGED, bubblewrap
from autograder.sandbox.limits import Limits
from autograder.sandbox.seccomp import call_filter
from autograder.sandbox.zygote_client import Request, can_fork, fork_kernel, runs

START = 10  # seconds for an empty sandbox to be there; it takes some hundredths
# It lasts as long as its input. bubblewrap ends with the grader too, but not one that has only just
# begun when the grader is killed.
EMPTY = ["sh", "-c", "echo ready; exec cat >/dev/null"]


class Bubblewrap(LocalProvisioner):
    """Launches a kernel inside bubblewrap; the folder of its sockets is visible there."""

    forked: psutil.Process | None = None  # the kernel, where it is not bubblewrap's own child
    held: int | None = None  # what an empty sandbox reads from: it ends when this is closed

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel into an empty sandbox; where that fails, start one in a new sandbox."""
        shared = Path(str(getattr(self.parent, "connection_file", ""))).parent
        (shared / "kernel.json").chmod(0o644)
        limits = getattr(self.parent, "limits", Limits())
        user = getattr(self.parent, "user", UNPRIVILEGED[0])
        ports = tuple(kwargs.get("pass_fds", ()))
        # Student code can reach the descriptors of its first process, and for a grader that is
        # not root its environment: nothing of the grader's may be in them.
        kwargs["env"] = {"PATH": os.environ.get("PATH", os.defpath)}
        kwargs["stderr"] = subprocess.DEVNULL
        if can_fork():
            with call_filter() as refused:
                sandbox = bubblewrap(limits, refused, user, (shared,))
                launched, ready = await self._launch_empty(sandbox, kwargs | {"pass_fds": refused})
            if ready:
                inside = psutil.Process(self.pid).children()[0].pid
                self.forked = fork_kernel(Request(inside, user, limits, ports, tuple(cmd[3:])))
            if self.forked is not None:
                return launched
            await self.kill()
            await self.wait()
        with call_filter() as refused:
            kwargs |= {"stdout": subprocess.DEVNULL, "pass_fds": (*ports, *refused)}
            command = [*bubblewrap(limits, refused, user, (shared,)), *cmd]
            return await super().launch_kernel(command, **kwargs)

    async def _launch_empty(self, sandbox: list[str], kwargs: dict[str, Any]) -> tuple[Any, bool]:
        """Start a sandbox without a kernel; return what was launched, and whether it is there."""
        with _announced() as (said, writer):
            waited, self.held = os.pipe()
            try:
                launched = await super().launch_kernel(
                    [*sandbox, *EMPTY], **kwargs, stdin=waited, stdout=writer
                )
            finally:
                os.close(waited)
            return launched, said()

    async def poll(self) -> int | None:
        """Return None while the kernel runs."""
        if self.forked is not None and not runs(self.forked):
            return 1
        return await super().poll()

    async def cleanup(self, restart: bool = False) -> None:
        """Let go of the sandbox, which has ended."""
        if self.held is not None:
            os.close(self.held)
            self.held = None
        await super().cleanup(restart)


@contextlib.contextmanager
def _announced() -> Iterator[tuple[Callable[[], bool], int]]:
    """Make a pipe; yield how to wait for what is written to it first, and the end to write to."""
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb", buffering=0) as said, os.fdopen(writer, "wb") as saying:

        def ready() -> bool:
            saying.close()
            return bool(select.select([said], [], [], START)[0] and said.read(1))

        yield ready, writer


class SandboxedKernels(KernelSpecManager):
    """Knows one kernel, whatever a notebook asks for: this Python, in a sandbox."""

    kind = "bubblewrap"

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the specification of the kernel."""
        name = "autograder-bubblewrap" if self.kind == "bubblewrap" else "local-provisioner"
        return KernelSpec(
            argv=[
                sys.executable, "-c", f"from {PROGRAM} import launch; launch()",
                "-f", "{connection_file}",
                "--HistoryManager.enabled=False", "--IPKernelApp.log_level=50",
            ],
            language="python",
            interrupt_mode="message",  # a signal from outside does not reach into the namespace
            metadata={"kernel_provisioner": {"provisioner_name": name}},
        )  # fmt: skip
