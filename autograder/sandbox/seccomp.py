"""The system calls that student code may not make: a seccomp filter.

The worker hands it to bubblewrap; a child of the zygote puts it on itself. It stays on the student
process.

Most of them are ways to memory that no limit counts (a tmpfs of one's own, memfd, System V
segments) or into namespaces and other processes. The rest are large parts of Linux that no lesson
needs.
"""

import contextlib
import os
import platform
import struct
from collections.abc import Iterator
from typing import NamedTuple


class Machine(NamedTuple):
    """What differs between processors: Linux's name for it and its numbers of calls."""

    architecture: int
    clone: int
    socket: int
    column: int


MACHINES = {
    "x86_64": Machine(0xC000003E, clone=56, socket=41, column=0),
    "aarch64": Machine(0xC00000B7, clone=220, socket=198, column=1),
}
# Numbers on x86_64 and aarch64; those above 424 are the same everywhere.
REFUSED = {
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438), "kcmp": (312, 272), "add_key": (248, 217),
    "request_key": (249, 218), "keyctl": (250, 219), "open_by_handle_at": (304, 265),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "syslog": (103, 116),
}  # fmt: skip
CLONE3 = 435  # takes its flags by address, where a filter cannot look; the C library falls back
NEW_NAMESPACES = 0x7E020000  # CLONE_NEWNS | NEWCGROUP | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET
X32 = 0x40000000  # from here on a second set of numbers for the same calls, on x86_64
FAMILIES = (1, 2, 10, 16)  # unix, inet, inet6, netlink; vsock would reach the machine's host
EPERM, ENOSYS, EAFNOSUPPORT = 1, 38, 97

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # of classic BPF
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data, little-endian


@contextlib.contextmanager
def call_filter() -> Iterator[tuple[int, ...]]:
    """Open the filter of system calls for bubblewrap to read; empty where there is none."""
    program = refuse_calls()
    reader, writer = os.pipe()  # the filter has less than a pipe's 64 KB
    try:
        os.write(writer, program)
        os.close(writer)
        yield (reader,) if program else ()
    finally:
        os.close(reader)


def refuse_calls() -> bytes:
    """Return the filter for this machine's processor; empty where its numbers are not known here.

    A refused call fails with EPERM, a socket of another family with EAFNOSUPPORT. Nothing is killed
    for it: libraries try such calls and do without.
    """
    machine = MACHINES.get(platform.machine())
    if machine is None:
        return b""
    steps = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, machine.architecture), _error(ENOSYS)]
    steps += [(LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, X32), _error(ENOSYS)]
    for numbers in REFUSED.values():
        steps += [(EQUAL, 0, 1, numbers[machine.column]), _error(EPERM)]
    steps += [(EQUAL, 0, 1, CLONE3), _error(ENOSYS)]
    steps += [(EQUAL, 0, 4, machine.clone), (LOAD, 0, 0, FIRST_ARGUMENT)]
    steps += [(ANY_BIT, 0, 1, NEW_NAMESPACES), _error(EPERM), (RETURN, 0, 0, ALLOW)]
    steps += [(EQUAL, 0, len(FAMILIES) + 2, machine.socket), (LOAD, 0, 0, FIRST_ARGUMENT)]
    steps += [(EQUAL, len(FAMILIES) - i, 0, family) for i, family in enumerate(FAMILIES)]
    steps += [_error(EAFNOSUPPORT), (RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("<HBBI", *step) for step in steps)


def _error(number: int) -> tuple[int, int, int, int]:
    return RETURN, 0, 0, ERRNO | number
