"""Files that appear whole or not at all, whenever the program or the machine stops."""

import contextlib
import os
from pathlib import Path


def put(path: Path, content: bytes, *, mode: int | None = None, lasting: bool = False) -> None:
    """Write a file in place of the one that is there, if any.

    Args:
        path: where; its folder is made.
        content: what.
        mode: its permissions; by default those of any new file.
        lasting: wait until it is on the disk.

    Raises:
        OSError: it could not be written; its ``filename`` is the file's, or that of its folder.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(".unfinished")  # one name in a folder: none is ever left to pile up
    try:
        unfinished.unlink(missing_ok=True)
        with unfinished.open("xb") as file:
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:  # of a full disk no error names a file, of others it names that one
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
    if lasting:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)  # its list of files
        finally:
            os.close(folder)
