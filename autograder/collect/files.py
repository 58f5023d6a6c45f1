"""Files as they were found, in a folder or in an archive: where they lie and how to read them."""

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.collect.file_names import suffix_of
from autograder.course.notebook.handed_in import LARGEST
from autograder.regular_file import NoFile, fault_of, opened

LARGEST_ARCHIVE = 50 * 2**20  # bytes of a student's archive
DEEPEST = 12  # folders in each other; three are needed
OF_A_STUDENT = 3  # parts of <student>/<lesson>/<notebook>
# What systems and Jupyter leave behind. Nobody hands these in on purpose.
LITTER = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


class Unreadable(Exception):
    """A file cannot be read; the message says why, in one line for the instructor."""


def _nothing() -> bytes:
    raise Unreadable("there is nothing to read")


@dataclass(frozen=True)
class Found:
    """One file, or what stands in its place.

    Attributes:
        path: where it lies, for people; within an archive, the archive's path and the member's.
        parts: its path below the folder or archive that was handed over.
        size: bytes, as far as its folder or archive says.
        changed: when it was last changed, by the clock of whoever stored it; ``datetime.min`` where
            nobody said so.
        fault: why it must not be read; empty where it may be.
        empty: whether it is a folder without anything in it.
        read: returns its bytes, or raises Unreadable.
    """

    path: Path
    parts: tuple[str, ...]
    size: int = 0
    changed: datetime = datetime.min
    fault: str = ""
    empty: bool = False
    read: Callable[[], bytes] = _nothing

    @property
    def largest(self) -> int:
        """The bytes that it may have, if it is to be read."""
        return LARGEST_ARCHIVE if self.suffix == ".zip" else LARGEST

    @property
    def suffix(self) -> str:
        """The suffix that says what it is, in small letters: ``.ipynb`` of ``x.ipynb.txt``."""
        return suffix_of(self.parts[-1])


def is_litter(parts: tuple[str, ...]) -> bool:
    """Whether a path is hidden or something that a system leaves behind.

    ``.ada/<lesson>/<notebook>`` is not: names of students may begin with a dot.
    """
    if len(parts) == OF_A_STUDENT and parts[0].startswith(".") and suffix_of(parts[-1]) == ".ipynb":
        parts = parts[1:]
    return any(part.startswith(".") or part.casefold() in LITTER for part in parts)


def walk(folder: Path) -> Iterator[Found]:
    """Yield the files below a folder. Links are named and not followed, litter is left out.

    Somebody may change the folder meanwhile: what is read later is what is seen here, or nothing.
    """
    waiting: list[tuple[Path, tuple[str, ...], os.stat_result | None]] = [(folder, (), None)]
    while waiting:
        here, above, known = waiting.pop()
        try:
            entries = _listing(here, known)
        except OSError as error:
            yield Found(here, above or (here.name,), fault=_unread(error))
            continue
        if not entries and above:
            yield Found(here, above, fault="the folder is empty", empty=True)
        for name, status in entries:
            parts = (*above, name)
            if stat.S_ISDIR(status.st_mode) and len(parts) < DEEPEST:
                waiting.append((here / name, parts, status))
            else:
                yield _file(here / name, parts, status)


def _listing(folder: Path, known: os.stat_result | None) -> list[tuple[str, os.stat_result]]:
    """Return what is in a folder, by name; no link leads to it, but for the one handed over."""
    within = os.O_NOFOLLOW if known is not None else 0

    def is_kept(name: str) -> bool:
        return not is_litter((name,)) or (known is None and _is_students(folder / name))

    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | within)
    try:
        if known is not None and not os.path.samestat(known, os.fstat(descriptor)):
            raise OSError(errno.ESTALE, "it was exchanged while it was looked at")
        with os.scandir(descriptor) as listing:
            names = sorted(entry.name for entry in listing if is_kept(entry.name))
        entries = []
        for name in names:
            with contextlib.suppress(FileNotFoundError):  # removed meanwhile
                entries.append((name, os.lstat(name, dir_fd=descriptor)))
        return entries
    finally:
        os.close(descriptor)


def _is_students(hidden: Path) -> bool:
    """Whether a hidden folder of a class is a student's, with lessons in it."""
    try:
        return not hidden.is_symlink() and any(
            not is_litter((hidden.name, lesson.name, one.name))
            for lesson in hidden.iterdir()
            if lesson.is_dir() and not lesson.is_symlink()
            for one in lesson.iterdir()
        )
    except OSError:
        return False


def _file(path: Path, parts: tuple[str, ...], status: os.stat_result) -> Found:
    try:
        changed = datetime.fromtimestamp(status.st_mtime)
    except (OSError, OverflowError, ValueError) as error:
        return Found(path, parts, fault=_unread(error))
    if stat.S_ISDIR(status.st_mode):
        return Found(path, parts, fault=f"more than {DEEPEST} folders in each other")
    if fault := fault_of(status):
        return Found(path, parts, fault=fault)

    def read() -> bytes:
        try:
            with opened(path, status) as file:
                return file.read(status.st_size)
        except NoFile as error:
            raise Unreadable(str(error)) from error
        except OSError as error:
            raise Unreadable(_unread(error)) from error

    return Found(path, parts, status.st_size, changed, read=read)


def _unread(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"cannot be read: {reason}"
