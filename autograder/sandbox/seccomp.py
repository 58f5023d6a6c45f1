"""The system calls that student code may not make: a seccomp filter.

The worker hands it to bubblewrap; a child of the zygote puts it on itself. It stays on the student
process.

Most of them are ways to memory that no limit counts (a tmpfs of one's own, memfd, System V
segments, shared mappings of nothing) or into namespaces and other processes. The rest are large
parts of Linux that no lesson needs, among them those that would load a module of it.

It is a list of what is refused, and of what is younger than the list. One of what is allowed would
have to know every call of every C library and NumPy, and be kept as a library is: libseccomp's
binding on PyPI has had no release since 2021, and Debian's is for Debian's own Python alone.
"""

import contextlib
import os
import platform
import struct
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple


class Machine(NamedTuple):
    """What differs between processors: Linux's name for it and its numbers of calls."""

    architecture: int
    clone: int
    socket: int
    socketpair: int
    mmap: int
    ioctl: int
    fcntl: int
    column: int


MACHINES = {
    "x86_64": Machine(
        0xC000003E, clone=56, socket=41, socketpair=53, mmap=9, ioctl=16, fcntl=72, column=0
    ),
    "aarch64": Machine(
        0xC00000B7, clone=220, socket=198, socketpair=199, mmap=222, ioctl=29, fcntl=25, column=1
    ),
}
NONE = -1  # a call that a processor has not
# Numbers on x86_64 and aarch64; those above 424 are the same everywhere.
REFUSED = {
    # namespaces and file systems of one's own
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "open_tree_attr": (467, 467), "quotactl": (179, 60), "quotactl_fd": (443, 443),
    # memory that belongs to no process
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    # pages that a pipe or a socket keeps when their file is cut or nobody maps them any more: a
    # socket counts one byte of each
    "vmsplice": (278, 75), "splice": (275, 76), "tee": (276, 77), "sendfile": (40, 71),
    # lists of rights, of 64 KB for each file, which count towards no scratch space
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463),
    # rules that nobody counts, and watches that all of a user share
    "landlock_create_ruleset": (444, 444), "inotify_init": (253, NONE), "inotify_init1": (294, 26),
    # descriptors to the judge: it would close what it did not ask for, and a connection that
    # lingers can take hours for that
    "sendmsg": (46, 211), "sendmmsg": (307, 269),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "pidfd_getfd": (438, 438), "kcmp": (312, 272),
    # what all of a user or of the machine share: keys, requests in flight (of 65536), watches
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "io_setup": (206, 0), "fanotify_init": (300, 262),
    # a processor of one's own, where what a call costs is measured on one
    "sched_setaffinity": (203, 122),
    # files by their number, past all folders
    "open_by_handle_at": (304, 265),
    # where memory lies, which moves pages about in Linux
    "mbind": (237, 235), "set_mempolicy": (238, 237), "migrate_pages": (256, 238),
    "move_pages": (279, 239), "set_mempolicy_home_node": (450, 450),
    # large, and a source of flaws: programs in Linux, counters, page faults, rings, segments
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "modify_ldt": (154, NONE),
    # Linux's log
    "syslog": (103, 116),
}  # fmt: skip
CLONE3 = 435  # takes its flags by address, where a filter cannot look; the C library falls back
NEW_NAMESPACES = 0x7E020000  # CLONE_NEWNS | NEWCGROUP | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET
SIBLING = 0x8000  # CLONE_PARENT: the child of a forked kernel would be the zygote's, outside
# From here on, calls that are younger than this list, and on x86_64 (from 0x40000000 on) a second
# set of numbers for the same calls. Programs do without: older versions of Linux have them not.
UNKNOWN = 470
# Of fcntl: locks on parts of files, of which a process can have any number. They would be counted
# by no limit; flock has one for each open file.
LOCKS = (6, 7, 37, 38)
MAP_SHARED, MAP_ANONYMOUS = 0x01, 0x20  # together: memory that no process has when it is not mapped
MAP_HUGETLB = 0x40000  # pages that the machine sets apart, and that no process is seen to have
# Feeding a terminal's input (TIOCSTI, TIOCLINUX), and its line discipline, which is a module.
TERMINAL = (0x5412, 0x541C, 0x5423)
UNIX, NETLINK = 1, 16
INET = (2, 10)  # of version 4 and 6
KINDS = (1, 2)  # of a socket: a stream, datagrams; others would load DCCP or SCTP
PROTOCOLS = (0, 6, 17)  # whatever fits, TCP, UDP; others would load modules
ROUTE = (
    0  # of netlink: names of network devices; other protocols are filters, audit, transformation
)
EPERM, ENOSYS, EAFNOSUPPORT = 1, 38, 97

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # of classic BPF
KEEP = 0x54  # of classic BPF: these bits of what was loaded
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
NUMBER, ARCHITECTURE = 0, 4  # offsets in struct seccomp_data
ARGUMENTS = tuple(range(16, 64, 8))  # the lower halves, in little-endian
Step = tuple[int, int, int, int]
_ALLOW: Step = (RETURN, 0, 0, ALLOW)


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
    return _filter_for(platform.machine())


@cache
def _filter_for(processor: str) -> bytes:
    machine = MACHINES.get(processor)
    if machine is None:
        return b""
    steps = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, machine.architecture), _error(ENOSYS)]
    steps += [(LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, UNKNOWN), _error(ENOSYS)]
    apart = NEW_NAMESPACES | SIBLING
    steps += _if(machine.clone, [_load(0), (ANY_BIT, 0, 1, apart), _error(EPERM), _ALLOW])
    steps += _if(machine.mmap, _mapping())
    steps += _if(machine.ioctl, [_load(1), *_one_of(TERMINAL, [_error(EPERM)]), _ALLOW])
    steps += _if(machine.fcntl, [_load(1), *_one_of(LOCKS, [_error(EPERM)]), _ALLOW])
    for number in (machine.socket, machine.socketpair):
        steps += _if(number, _socket())
    steps += _if(CLONE3, [_error(ENOSYS)])
    for numbers in REFUSED.values():
        if numbers[machine.column] != NONE:
            steps += _if(numbers[machine.column], [_error(EPERM)])
    return b"".join(struct.pack("<HBBI", *step) for step in [*steps, _ALLOW])


def _mapping() -> list[Step]:
    """Return the steps for mmap: shared mappings of nothing and huge pages are refused."""
    return [
        _load(3),
        (ANY_BIT, 3, 0, MAP_HUGETLB),
        (ANY_BIT, 0, 1, MAP_ANONYMOUS),
        (ANY_BIT, 1, 0, MAP_SHARED),
        _ALLOW,
        _error(EPERM),
    ]


def _socket() -> list[Step]:
    """Return the steps for a socket: local ones, names of devices, TCP and UDP are left."""
    refused = _error(EAFNOSUPPORT)
    inet = [_load(1), (KEEP, 0, 0, 0xF), *_one_of(KINDS, [_load(2), *_one_of(PROTOCOLS, [_ALLOW])])]
    return [
        _load(0),
        *_if(UNIX, [_ALLOW]),
        *_if(NETLINK, [_load(2), *_if(ROUTE, [_ALLOW]), refused]),
        *_one_of(INET, [*inet, refused]),
        refused,
    ]


def _if(value: int, steps: list[Step]) -> list[Step]:
    """Return steps that are taken where what was loaded is a value, and skipped elsewhere."""
    return [(EQUAL, 0, len(steps), value), *steps]


def _one_of(values: tuple[int, ...], steps: list[Step]) -> list[Step]:
    """Return steps that are taken where what was loaded is one of the values."""
    last = len(values) - 1
    found = [(EQUAL, last - i, 0, value) for i, value in enumerate(values[:-1])]
    return [*found, *_if(values[-1], steps)]


def _load(argument: int) -> Step:
    return LOAD, 0, 0, ARGUMENTS[argument]


def _error(number: int) -> Step:
    return RETURN, 0, 0, ERRNO | number
