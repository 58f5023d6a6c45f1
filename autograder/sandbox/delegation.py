"""The part of the machine's cgroups that the grader may divide among submissions.

The process that starts all others looks for it: the grader's, nbgrader's, or that of a Dask worker.
It moves itself and its children there, since where a process is its children will be.
"""

import contextlib
import os
import subprocess
import time
from functools import cache
from pathlib import Path

import psutil

from autograder.sandbox.cgroup import (
    LEAF,
    NAME,
    NEEDED,
    PATIENCE,
    PAUSE,
    Group,
    has_needed,
    own_cgroup,
    subtree,
    writable,
    write,
)
from autograder.sandbox.family import family_of

WHOLE = "Linux counts each submission as a whole (cgroup v2)"
EACH = (
    "Linux counts each process, and the grader looks at all of a submission four times a second "
    "(there is no cgroup v2 that it may use)"
)
SYSTEMD = Path("/run/systemd/system")  # there where systemd is the first process: sd_booted(3)
DELEGATED = {"user.delegate", "trusted.delegate"}  # systemd's marks of what it leaves to others
SCOPE = "autograder-{}.scope"


@cache
def prepare() -> str:
    """Move this process and its children to where submissions can have cgroups, if there is one.

    That is the cgroup that it is in, if systemd has delegated it or there is no systemd, otherwise
    one that systemd makes for it.

    Returns:
        What counts a submission's memory and processes from now on, in words.
    """
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        own = own_cgroup()
        # Where a machine has both versions, memory and processes may be counted by the first alone.
        if own is not None and subtree() is None and any(map(has_needed, (own, *own.parents))):
            _divide(own if _may_divide(own) else _made_by_systemd(own))
    base = subtree()
    if base is None:
        return EACH
    _clean(base)
    return WHOLE


def _may_divide(folder: Path) -> bool:
    """Whether a cgroup is this user's to divide; the root of all, which has no type, is not."""
    given = not SYSTEMD.exists() or bool(DELEGATED & set(os.listxattr(folder)))
    return given and writable(folder) and (folder / "cgroup.type").exists() and has_needed(folder)


def _made_by_systemd(before: Path) -> Path:
    """Have systemd move this process and its children into a scope of their own.

    It ends with them, and all that is in it, also if they were killed.

    Raises:
        OSError: there is no systemd, or it has not done it.
        subprocess.SubprocessError: it has refused, or gives no answer.
    """
    unit = SCOPE.format(os.getpid())
    processes = [str(pid) for pid in family_of(os.getpid())]
    subprocess.run(
        [
            "busctl", "--system" if os.geteuid() == 0 else "--user", "call",
            "org.freedesktop.systemd1", "/org/freedesktop/systemd1",
            "org.freedesktop.systemd1.Manager", "StartTransientUnit", "ssa(sv)a(sa(sv))",
            unit, "fail", "3", "Delegate", "b", "true", "CollectMode", "s", "inactive-or-failed",
            "PIDs", "au", str(len(processes)), *processes, "0",
        ],
        check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    limit = time.monotonic() + PATIENCE
    while (own := own_cgroup()) in (None, before) and time.monotonic() < limit:
        time.sleep(PAUSE)
    if own is None or own.name != unit or not has_needed(own):
        raise OSError(f"{unit}: systemd has not made it")
    return own


def _divide(folder: Path) -> None:
    """Move all processes of a cgroup into a leaf, and give its controllers to its children."""
    leaf = folder / LEAF
    leaf.mkdir(exist_ok=True)
    limit = time.monotonic() + PATIENCE
    while (inside := (folder / "cgroup.procs").read_text().split()) and time.monotonic() < limit:
        for pid in inside:  # they may start others meanwhile
            with contextlib.suppress(OSError):
                write(leaf / "cgroup.procs", pid)
    write(folder / "cgroup.subtree_control", " ".join(f"+{name}" for name in sorted(NEEDED)))
    with contextlib.suppress(OSError):  # not every user is given the processors
        write(folder / "cgroup.subtree_control", "+cpu")


def _clean(base: Path) -> None:
    """Remove what workers that were killed have left."""
    for folder in base.glob(NAME.format("*") + "*"):
        if not psutil.pid_exists(int(folder.name.split("-")[1])):
            Group(folder).remove()
