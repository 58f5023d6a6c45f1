"""A process and all its descendants, as Linux lists them. This module runs in the worker.

psutil looks at all processes of the machine instead, which a large one has thousands of.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import psutil

LISTED = Path(f"/proc/self/task/{os.getpid()}/children").exists()  # or Linux was built without


def family_of(pid: int) -> list[int]:
    """Return a process and its descendants; those that have ended have none."""
    family = [pid]
    for one in family:
        family += children_of(one)
    return family


def threads_of(processes: Iterable[int]) -> list[Path]:
    """Return the folders of all threads of these processes."""
    found: list[Path] = []
    for pid in processes:
        found += _threads(pid)
    return found


def _threads(pid: int) -> list[Path]:
    try:
        return [Path(task) for task in os.scandir(f"/proc/{pid}/task")]
    except OSError:  # it ended meanwhile
        return []


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started and that still run."""
    try:
        if not LISTED:
            return [child.pid for child in psutil.Process(pid).children()]
        return [
            int(child)
            for task in _threads(pid)
            for child in (task / "children").read_text().split()
        ]
    except (OSError, psutil.Error):
        return []
