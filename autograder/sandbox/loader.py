"""The program file of the zygote: none that student code could change.

``/proc/self/exe`` leads to the file that a process was started from, on the machine's own mount,
even from inside a sandbox, and a fork has that of its parent. An ordinary user may own their
Python, and student code has their identity. So the worker starts the zygote through the system's
loader of programs, which then is that file; the zygote looks whether it worked.
"""

import os
import stat
import struct
import sys
from pathlib import Path

INTERPRETER = 3  # of ELF: the kind of a segment that names the loader
HEADER = 64  # bytes of ELF's header where addresses have 64 bits


def start_python() -> list[str]:
    """Return the beginning of a command line that runs this Python through the loader.

    The loader gets Python's real path, so that run paths relative to it ($ORIGIN) hold, and Python
    the name by which it finds its environment. One that has no loader is started as it is.
    """
    program = os.path.realpath(sys.executable)
    loader = _loader_of(Path(program))
    return [loader, "--argv0", sys.executable, program] if loader else [sys.executable]


def exposed(file: Path, students: range) -> bool:
    """Whether student code could change a file, if it got hold of it on a writable mount.

    Args:
        file: the path.
        students: the uids of student code where the grader is root; otherwise it has the grader's.
    """
    status = file.stat()
    if os.geteuid() == 0:
        return status.st_uid in students or bool(status.st_mode & stat.S_IWOTH)
    return status.st_uid == os.geteuid() or os.access(file, os.W_OK)


def _loader_of(program: Path) -> str:
    with program.open("rb") as file:
        header = file.read(HEADER)
        if header[:5] != b"\x7fELF\x02":
            return ""
        (start,) = struct.unpack_from("=Q", header, 32)
        size, count = struct.unpack_from("=HH", header, 54)
        file.seek(start)
        for segment in [file.read(size) for _ in range(count)]:
            kind, _, offset, _, _, length = struct.unpack_from("=IIQQQQ", segment)
            if kind == INTERPRETER:
                file.seek(offset)
                return os.fsdecode(file.read(length).rstrip(b"\0"))
    return ""
