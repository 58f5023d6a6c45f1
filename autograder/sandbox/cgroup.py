"""The cgroup of a submission: Linux counts all that it takes as one sum, and ends it as one.

The worker makes one for each student process, in the subtree that ``delegation`` has found.
bubblewrap's shell and the zygote's child go in before there is anything of a student's. See
cgroups(7) and Linux's Documentation/admin-guide/cgroup-v2.rst.
"""

import contextlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from autograder.sandbox.limits import Limits

LEAF = "autograder"  # where the grader itself is: a cgroup that has children holds no processes
NAME = "submission-{}-"  # of a submission's, with the number of the worker
NEEDED = {"memory", "pids"}
HOLDING = 2  # processes of a sandbox beside the student's: bubblewrap and the first inside
WEIGHT = 10  # of a submission's share of the processors; all of the grader together has 100
PATIENCE = 10  # seconds for what was killed to be gone
PAUSE = 0.002  # seconds between two looks whether it is


@dataclass(frozen=True)
class Group:
    """The cgroup of one submission.

    Attributes:
        folder: its files.
    """

    folder: Path

    @property
    def entrance(self) -> Path:
        """The file that takes in a process by its number; 0 is the one that writes."""
        return self.folder / "cgroup.procs"

    def out_of_memory(self) -> bool:
        """Whether Linux has ended it at its own limit, not at one of the machine's."""
        try:
            events = (self.folder / "memory.events").read_text()
        except OSError:  # it is removed
            return False
        return {"oom", "oom_kill"} <= set(re.findall(r"^(\w+) [1-9]", events, re.MULTILINE))

    def kill(self) -> None:
        """End all processes in it at once, if Linux is 5.14 or newer."""
        with contextlib.suppress(OSError):
            write(self.folder / "cgroup.kill", 1)

    def remove(self) -> None:
        """End all processes in it, and remove it when they are gone."""
        self.kill()
        limit = time.monotonic() + PATIENCE
        while self.folder.exists() and time.monotonic() < limit:
            with contextlib.suppress(OSError):
                self.folder.rmdir()
                return
            time.sleep(PAUSE)


@contextlib.contextmanager
def group(limits: Limits) -> Iterator[Group | None]:
    """Make a cgroup and remove it with the block; None where there is no place for one.

    Raises:
        OSError: Linux refuses although there is.
    """
    base = subtree()
    if base is None:
        yield None
        return
    made = Group(Path(tempfile.mkdtemp(prefix=NAME.format(os.getpid()), dir=base)))
    try:
        write(made.folder / "memory.max", limits.memory * 2**20)
        write(made.folder / "memory.oom.group", 1)
        write(made.folder / "pids.max", limits.processes + HOLDING)
        for name, value in (("memory.swap.max", 0), ("cpu.weight", WEIGHT)):
            with contextlib.suppress(OSError):  # a machine may have no swap, a user no processors
                write(made.folder / name, value)
        yield made
    finally:
        made.remove()


def subtree() -> Path | None:
    """Return the folder for the cgroups of submissions; None where there is none."""
    own = own_cgroup()
    if own is None or own.name != LEAF or not has_needed(own.parent, "subtree_control"):
        return None
    return own.parent if writable(own.parent) else None  # another user may have started this one


def own_cgroup() -> Path | None:
    """Return the folder of this process's cgroup; None without cgroup v2."""
    found = re.search(r"^0::/(.*)$", Path("/proc/self/cgroup").read_text(), re.MULTILINE)
    for mount in psutil.disk_partitions(all=True):
        if found is not None and mount.fstype == "cgroup2":
            folder = Path(mount.mountpoint, found[1])
            # What is mounted may be a part of the whole, and the path one that leads elsewhere.
            with contextlib.suppress(OSError):
                if str(os.getpid()) in (folder / "cgroup.procs").read_text().split():
                    return folder
    return None


def has_needed(folder: Path, which: str = "controllers") -> bool:
    """Whether a cgroup has the controllers that are needed, or gives them to its children.

    Args:
        folder: the cgroup.
        which: ``controllers``, or ``subtree_control`` for those that it gives.
    """
    try:
        return set((folder / f"cgroup.{which}").read_text().split()) >= NEEDED
    except OSError:
        return False


def writable(folder: Path) -> bool:
    """Whether this user may make cgroups in one, and move processes between them."""
    return os.access(folder, os.W_OK) and os.access(folder / "cgroup.procs", os.W_OK)


def write(file: Path, value: int | str) -> None:
    """Write to a file of a cgroup.

    Raises:
        OSError: there is no such file, or Linux refuses.
    """
    file.write_text(str(value))
