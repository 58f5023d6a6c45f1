"""Files that somebody else put there, opened as what they must be: regular ones, no link, no pipe.

Looking first and opening then would leave a moment in which a file can be put in place of another.
"""

import errno
import functools
import os
import stat
from operator import or_
from pathlib import Path
from typing import BinaryIO

LINK = "a symbolic link, not a file"
OTHER = "not a regular file"
# A pipe would wait for a writer, and a terminal would become the one of this process.
# Windows, where students check their notebooks, has none of these, and text is the default there.
WANTED = ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
FLAGS = os.O_RDONLY | functools.reduce(or_, (getattr(os, name, 0) for name in WANTED))


class NoFile(Exception):
    """There is no file that can be read; the message says why, in words for people."""


def opened(path: Path, known: os.stat_result | None = None) -> BinaryIO:
    """Open a file for reading.

    Args:
        path: where it lies; its last part may be anything.
        known: what an earlier look saw there; the file must still be that one.

    Raises:
        NoFile: it is no regular file, another one than before, or it cannot be read.
    """
    try:
        descriptor = os.open(path, FLAGS)
    except OSError as error:
        raise NoFile(_why(path, error)) from error
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and (known is None or os.path.samestat(known, status)):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise NoFile(fault_of(status) or "it was exchanged while it was looked at")


def fault_of(status: os.stat_result) -> str:
    """Say why something is no file to read, by ``lstat``; empty where it is a regular file."""
    if stat.S_ISREG(status.st_mode):
        return ""
    return LINK if stat.S_ISLNK(status.st_mode) else OTHER


def _why(path: Path, error: OSError) -> str:
    match error.errno:
        case errno.ELOOP:
            return LINK
        case errno.ENXIO:  # a socket
            return OTHER
        case errno.ENOENT:
            return f"there is no {path.name}"
    return f"cannot be read: {error.strerror}"
