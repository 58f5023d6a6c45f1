"""The way into a sandbox that bubblewrap has made, for a process that is already running.

A child of the zygote takes it before it becomes a student process, with the same system calls that
``nsenter`` and ``setpriv`` make for a program that is yet to start. The manual pages are setns(2),
namespaces(7), capabilities(7), prctl(2) and seccomp(2).
"""

import ctypes
import fcntl
import os
import resource
import signal
from pathlib import Path

from autograder.sandbox.limits import Limits
from autograder.sandbox.seccomp import refuse_calls

OTHERS = ("mnt", "ipc", "net", "uts", "cgroup", "pid")  # namespaces that a user namespace owns
NS_GET_USERNS = 0xB701  # which user namespace owns another namespace
# Of prctl.
SET_DUMPABLE, SET_SECCOMP, CAPBSET_DROP, SET_CHILD_SUBREAPER = 4, 22, 24, 36
SET_NO_NEW_PRIVS, CAP_AMBIENT = 38, 47
FILTER, CLEAR_ALL = 2, 4
CAPABILITIES = 64  # more than Linux has; those that it does not know are refused
CAPABILITY_VERSION = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def enter(inside: int) -> None:
    """Join all namespaces of a process; what is forked afterwards is also in its PID namespace.

    Root's sandbox has no user namespace. An ordinary user's has two: bubblewrap mounts in the outer
    one, which therefore owns the others, and student code is in the inner one.

    Args:
        inside: the process, with the number that it has here.

    Raises:
        OSError: Linux refuses; this process may be half inside, so it should end.
    """
    spaces = {name: _open(inside, name) for name in ("user", *OTHERS)}
    owner = fcntl.ioctl(spaces["mnt"], NS_GET_USERNS)
    here = _open(os.getpid(), "user")
    if not os.path.sameopenfile(owner, here):
        _check(_libc.setns(owner, 0))
    for name in OTHERS:
        _check(_libc.setns(spaces[name], 0))
    if not os.path.sameopenfile(owner, spaces["user"]):
        _check(_libc.setns(spaces["user"], 0))
    os.chdir("/tmp")  # noqa: S108, the sandbox's


def reap_all() -> None:
    """Let no child of this process, or of its children, remain as a zombie.

    The first process of a PID namespace ends only when all others in it have been waited for.
    """
    _check(_libc.prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)


def keep_only(*wanted: int) -> range:
    """Close all descriptors but the first three and those wanted; return the new numbers of these.

    They are the lowest that there are, and no program that is started gets them.
    """
    high = 1 + max(wanted)
    moved = [fcntl.fcntl(one, fcntl.F_DUPFD, high) for one in wanted]
    numbers = range(3, 3 + len(moved))
    os.closerange(3, high)
    for one, number in zip(moved, numbers, strict=True):
        os.dup2(one, number, inheritable=False)
    os.closerange(numbers.stop, os.sysconf("SC_OPEN_MAX"))
    return numbers


def give_up(user: int, limits: Limits) -> None:
    """Give up all rights and set the limits, for good.

    Args:
        user: what root turns into; an ordinary user remains who they are.
        limits: what may be used.
    """
    for name, most in limits.per_process().items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name.upper()}"), (most, most))
    for capability in range(CAPABILITIES):
        _libc.prctl(CAPBSET_DROP, capability, 0, 0, 0)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    _check(_libc.prctl(CAP_AMBIENT, CLEAR_ALL, 0, 0, 0))
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()))
    _check(_libc.prctl(SET_DUMPABLE, 1, 0, 0, 0))  # its files in /proc are its own, as after exec
    _check(_libc.prctl(SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    program = refuse_calls()
    if program:
        steps = _Filter(len(program) // 8, program)
        _check(_libc.prctl(SET_SECCOMP, FILTER, ctypes.byref(steps), 0, 0))


def _open(pid: int, name: str) -> int:
    return os.open(Path("/proc", str(pid), "ns", name), os.O_RDONLY | os.O_CLOEXEC)


def _check(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
