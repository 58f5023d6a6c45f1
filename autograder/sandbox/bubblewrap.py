"""The command line of bubblewrap: its program sees nothing of the machine and can use little of it.

The worker makes it and starts it. Behind it runs the first process of a sandbox, and student code
where the zygote cannot be forked.
"""

import contextlib
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import AutograderError
from autograder.sandbox.environment import FONTS, environment, font_list, hidden, readable
from autograder.sandbox.limits import Limits
from autograder.sandbox.seccomp import call_filter

UNPRIVILEGED = range(64001, 65000)  # uids that own nothing, for a grader that runs as root
INSIDE = 1000  # the uid that student code sees
KINDS = ("bubblewrap", "none")


class SandboxUnavailable(AutograderError):
    """There is no sandbox on this machine; nothing was run."""


def require_sandbox(option: str = "--sandbox none") -> None:
    """Make sure that bubblewrap is there and can make its namespaces.

    Args:
        option: what one gives to the command at hand to do without.

    Raises:
        SandboxUnavailable: it is not, or it cannot; the message says what to do.
    """
    way_round = f"or accept that student code runs as you with {option}"
    if shutil.which("bwrap") is None:
        raise SandboxUnavailable(
            f"no sandbox: bubblewrap is not on PATH. Install it (apt-get install bubblewrap), "
            f"{way_round}"
        )
    with call_filter() as refused, own_user() as user:
        tried = subprocess.run(
            [*bubblewrap(Limits(), refused), *powerless(user), "/bin/true"],
            capture_output=True, text=True, check=False, pass_fds=refused,
        )  # fmt: skip
    if tried.returncode:
        reason = (tried.stderr.strip().splitlines() or ["it failed without a word"])[-1]
        raise SandboxUnavailable(
            f"no sandbox: bubblewrap cannot make its namespaces here ({reason}). Allow "
            f"unprivileged user namespaces, {way_round}"
        )


@contextlib.contextmanager
def own_user() -> Iterator[int]:
    """Find a uid that no other sandbox of this machine has at the moment.

    The limit on processes counts those of a uid: with one for all, a fork bomb would keep the
    processes of other students from starting threads.

    Raises:
        SandboxUnavailable: 999 sandboxes are running.
    """
    with socket.socket(socket.AF_UNIX) as claim:
        user = next((one for one in UNPRIVILEGED if _claimed(claim, one)), None)
        if user is None:
            raise SandboxUnavailable("no sandbox: too many are running")
        yield user


def _claimed(claim: socket.socket, user: int) -> bool:
    """Take a uid, if no other sandbox has it."""
    try:
        # A name in the abstract namespace: one owner, and gone when its process is.
        claim.bind(f"\0autograder-{user}")
    except OSError:
        return False
    return True


def bubblewrap(limits: Limits, refused: tuple[int, ...]) -> list[str]:
    """Return the command line in front of the first process of a sandbox.

    No network, own user, process, IPC and mount namespaces. Read-only: /usr, this Python
    environment and the two packages of the course. Writable: a sized scratch space in memory,
    nothing else.

    The first process has all limits, and a capability that student code has not: so that code can
    neither trace it nor write to its memory.

    Args:
        limits: memory, processes and file sizes.
        refused: the descriptor of ``call_filter``.
    """
    command = ["bwrap", "--die-with-parent", "--new-session", "--unshare-pid", "--unshare-net"]
    command += [
        "--as-pid-1",
        "--unshare-ipc",
        "--unshare-uts",
        "--unshare-cgroup-try",
        "--hostname",
        "sandbox",
    ]
    if os.geteuid() == 0:
        # For root the limit on processes does not count, inside a user namespace of its own either.
        # So root stays outside of one, and keeps what it takes to become a user that owns nothing.
        command += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        command += ["--unshare-user", "--uid", str(INSIDE), "--gid", str(INSIDE)]
    # It lets a process give up rights, no more: enough for it not to be a student process's equal.
    command += ["--cap-add", "CAP_SETPCAP"]
    command += ["--ro-bind", "/usr", "/usr"]
    for name in ("bin", "sbin", "lib", "lib32", "lib64"):
        path = Path("/") / name
        if path.is_symlink():
            command += ["--symlink", str(path.readlink()), str(path)]
        elif path.is_dir():
            command += ["--ro-bind", str(path), str(path)]
    for name in ("ld.so.cache", "alternatives", "localtime", "ssl/openssl.cnf"):
        command += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    # What is mapped of /dev/zero is memory that belongs to no process when nobody looks at it.
    command += ["--proc", "/proc", "--dev", "/dev", "--dev-bind", "/dev/null", "/dev/zero"]
    size = str(limits.files * 2**20)
    mode = ["--perms", "1777", "--size", size]
    command += [*mode, "--tmpfs", "/dev/shm", *mode, "--tmpfs", "/tmp"]  # noqa: S108
    fonts = font_list()
    command += ["--perms", "1777", "--dir", FONTS]
    command += ["--ro-bind-try", str(fonts), f"{FONTS}/{fonts.name}"]
    made: set[Path] = {Path("/tmp")}  # noqa: S108
    for folder in readable():
        for parent in reversed(folder.parents[:-1]):
            if parent not in made:  # bubblewrap itself would make it readable for root alone
                command += ["--perms", "0755", "--dir", str(parent)]
                made.add(parent)
        command += ["--ro-bind", str(folder), str(folder)]
    for folder in hidden():
        command += ["--perms", "0755", "--size", "4096", "--tmpfs", str(folder)]
        command += ["--remount-ro", str(folder)]
    command += ["--remount-ro", "/dev", "--remount-ro", "/", "--clearenv"]
    for key, value in environment().items():
        command += ["--setenv", key, value]
    for descriptor in refused:
        command += ["--seccomp", str(descriptor)]
    command += ["--chdir", "/tmp", "--", "prlimit"]  # noqa: S108
    command += [f"--{name}={most}" for name, most in limits.per_process().items()]
    return [*command, "--"]


def powerless(user: int) -> list[str]:
    """Return the command line in front of a program that may have no rights in a sandbox.

    Args:
        user: what it runs as where the grader is root, from ``own_user``.
    """
    command = ["setpriv", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
    if os.geteuid() == 0:
        command += [f"--reuid={user}", f"--regid={user}", "--clear-groups"]
    return [*command, "--"]
