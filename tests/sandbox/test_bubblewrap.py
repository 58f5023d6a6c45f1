"""What is visible and possible inside the sandbox, and what happens where there is none."""

import errno
import fcntl
import json
import mmap
import os
import socket
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest

from autograder.course.lessons import Course
from autograder.sandbox import seccomp as syscalls
from autograder.sandbox.bubblewrap import (
    UNPRIVILEGED,
    SandboxUnavailable,
    bubblewrap,
    own_user,
    powerless,
    require_sandbox,
)
from autograder.sandbox.environment import environment
from autograder.sandbox.limits import Limits
from autograder.sandbox.seccomp import call_filter

LIMITS = Limits(memory=512, processes=20, files=8, total=7)
LOOK = """
import ctypes, json, mmap, os, resource, socket
def error(work):
    try:
        work()
    except OSError as one:
        return one.errno
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *arguments):
    ctypes.set_errno(0)
    return ctypes.get_errno() if getattr(libc, name)(*arguments) < 0 else 0
status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines())
space = os.statvfs("/tmp")
writable = [f for f, _, _ in os.walk("/", onerror=None) if os.access(f, os.W_OK)
            and not f.startswith("/proc")]
print(json.dumps({
    "root": sorted(os.listdir("/")), "uid": os.getuid(), "groups": os.getgroups(),
    "environment": dict(os.environ), "writable": sorted(writable),
    "capabilities": status["CapBnd"], "privileges": status["NoNewPrivs"],
    "seccomp": status["Seccomp"], "processes": [p for p in os.listdir("/proc") if p.isdigit()],
    "interfaces": [name for _, name in socket.if_nameindex()],
    "host": socket.gethostname(), "space": space.f_blocks * space.f_frsize,
    "limits": {n: resource.getrlimit(getattr(resource, f"RLIMIT_{n}"))
               for n in ("AS", "NPROC", "FSIZE", "CPU", "CORE")},
    "large": error(lambda: open("/tmp/large", "wb").write(bytes(9 * 2**20))),
    "vsock": error(lambda: socket.socket(40)), "unix": error(lambda: socket.socketpair()),
    "shared": error(lambda: mmap.mmap(-1, 4096)),
    "zero": error(lambda: mmap.mmap(os.open("/dev/zero", os.O_RDWR), 4096)),
    "file": error(lambda: mmap.mmap(os.open("/tmp/large", os.O_RDWR), 4096)),
    "sctp": error(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM, 132)),
    "unshare": call("unshare", 0x10000000), "ptrace": call("ptrace", 16, 1, 0, 0),
    "memfd": call("memfd_create", b"x", 0), "shmget": call("shmget", 0, 4096, 0o1600),
    "keyctl": call("syscall", 250, 0, -3, 0), "clone": call("syscall", 56, 0x10000011, 0, 0, 0, 0),
    "x32": call("syscall", 0x40000000 + 39), "mount": call("mount", b"x", b"/tmp", b"tmpfs", 0, 0),
}))
"""


def _run(*command: str, limits: Limits = LIMITS) -> subprocess.CompletedProcess[str]:
    with call_filter() as refused, own_user() as user:
        return subprocess.run(
            [*bubblewrap(limits, refused), *powerless(user), *command],
            capture_output=True,
            text=True,
            check=False,
            pass_fds=refused,
            env={"PATH": os.environ["PATH"], "SECRET": "of the grader"},
        )


@pytest.fixture(scope="module")
def inside() -> Any:
    """What a program sees inside."""
    ran = _run(sys.executable, "-c", LOOK)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.integration
def test_nothing_of_the_machine_is_visible(inside: Any) -> None:
    needed = {"bin", "dev", "etc", "lib", "lib32", "lib64", "proc", "sbin", "tmp", "usr"}
    on_the_way = {path.parts[1] for path in map(Path, (sys.prefix, sys.base_prefix, __file__))}
    assert set(inside["root"]) <= needed | on_the_way


@pytest.mark.integration
def test_nothing_of_the_course_is_visible(course: Course) -> None:
    sought = [course.solutions, course.release, course.root / "tests", course.root / ".git"]
    sought += [course.root / name for name in ("gradebook.db", "submitted", "nbgrader_config.py")]
    sought += [Path.home() / ".ssh", Path("/etc/passwd"), Path("/home"), Path("/var"), Path("/sys")]
    found = _run("ls", "-d", *map(str, sought)).stdout.splitlines()
    assert found == []
    package = course.root / "autograder" / "checks" / "check.py"
    assert _run("head", "-c", "3", str(package)).stdout == '"""'


@pytest.mark.integration
def test_the_environment_is_the_sandboxes_own(inside: Any) -> None:
    seen = inside["environment"]
    seen.pop("LC_CTYPE", None)  # Python's own
    assert seen == environment()
    assert not any("SECRET" in key or "SEED" in key for key in seen)


@pytest.mark.integration
def test_it_is_nobody(inside: Any) -> None:
    assert inside["uid"] in (*UNPRIVILEGED, 1000)
    assert inside["capabilities"].strip("0") == ""
    assert inside["privileges"] == "1"
    assert inside["host"] == "sandbox"
    assert len(inside["processes"]) <= 3


@pytest.mark.integration
def test_there_is_no_network(inside: Any) -> None:
    assert inside["interfaces"] == ["lo"]


@pytest.mark.integration
def test_only_scratch_space_can_be_written_to(inside: Any) -> None:
    allowed = ("/tmp", "/dev/shm")  # noqa: S108
    assert [f for f in inside["writable"] if not f.startswith(allowed)] == []
    assert inside["space"] == LIMITS.files * 2**20
    assert inside["large"] is not None


@pytest.mark.integration
def test_limits_are_set(inside: Any) -> None:
    megabytes = 2**20
    assert inside["limits"] == {
        "AS": [LIMITS.memory * megabytes] * 2,
        "NPROC": [LIMITS.processes] * 2,
        "FSIZE": [LIMITS.files * megabytes] * 2,
        "CPU": [LIMITS.total + 5] * 2,
        "CORE": [0, 0],
    }


@pytest.mark.integration
def test_calls_are_refused(inside: Any) -> None:
    assert inside["seccomp"] == "2"
    for name in ("unshare", "ptrace", "memfd", "shmget", "mount"):
        assert inside[name] == syscalls.EPERM, name
    assert (inside["vsock"], inside["sctp"]) == (syscalls.EAFNOSUPPORT,) * 2
    assert inside["unix"] is None
    assert (inside["shared"], inside["zero"]) == (syscalls.EPERM, errno.ENODEV)
    assert inside["file"] is None
    if os.uname().machine == "x86_64":  # these are called by number
        assert (inside["keyctl"], inside["clone"]) == (syscalls.EPERM,) * 2
        assert inside["x32"] == syscalls.ENOSYS


def test_a_processor_without_a_filter_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "sparc")
    with call_filter() as refused:
        assert refused == ()
        assert "--seccomp" not in bubblewrap(LIMITS, refused)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_a_filter_decides_as_it_says(monkeypatch: pytest.MonkeyPatch, machine: str) -> None:
    """Run the filter's program by hand, for both processors."""
    monkeypatch.setattr("platform.machine", lambda: machine)
    here = syscalls.MACHINES[machine]
    refused = {numbers[here.column] for numbers in syscalls.REFUSED.values()}
    for number in range(500):
        expected = syscalls.ALLOW
        if number in refused:
            expected = syscalls.ERRNO | syscalls.EPERM
        elif number == syscalls.CLONE3 or number >= syscalls.UNKNOWN:
            expected = syscalls.ERRNO | syscalls.ENOSYS
        elif number in (here.socket, here.socketpair):
            expected = syscalls.ERRNO | syscalls.EAFNOSUPPORT
        assert _decide(here.architecture, number) == expected, number
    for flag in (0x20000, 0x10000000, 0x40000000, 0x8000):
        assert _decide(here.architecture, here.clone, flag | 17) & 0xFFFF == syscalls.EPERM
    assert _decide(0x40000003, 20) & 0xFFFF == syscalls.ENOSYS  # a 32-bit program's call


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_a_filter_tells_sockets_mappings_and_terminals_apart(
    monkeypatch: pytest.MonkeyPatch, machine: str
) -> None:
    monkeypatch.setattr("platform.machine", lambda: machine)
    here = syscalls.MACHINES[machine]

    def allowed(number: int, *arguments: int) -> bool:
        return _decide(here.architecture, number, *arguments) == syscalls.ALLOW

    stream, datagram = (socket.SOCK_STREAM, socket.SOCK_DGRAM)
    flags = socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK
    for number in (here.socket, here.socketpair):
        for kind in (stream, datagram, socket.SOCK_SEQPACKET):
            assert allowed(number, socket.AF_UNIX, kind | flags, 0)
        netlink = [p for p in range(32) if allowed(number, socket.AF_NETLINK, socket.SOCK_RAW, p)]
        assert netlink == [0]  # NETLINK_ROUTE
        for family in (socket.AF_INET, socket.AF_INET6):
            kinds = [kind for kind in range(16) if allowed(number, family, kind | flags, 0)]
            assert kinds == [stream, datagram]
            protocols = [p for p in range(300) if allowed(number, family, stream, p)]
            assert protocols == [0, socket.IPPROTO_TCP, socket.IPPROTO_UDP]
        others = {family for family in range(60) if allowed(number, family, stream, 0)}
        assert others == {socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK}
    private, shared, nothing, huge = mmap.MAP_PRIVATE, mmap.MAP_SHARED, mmap.MAP_ANONYMOUS, 0x40000
    validated = 3  # MAP_SHARED_VALIDATE
    for mapping in (private, private | nothing, shared, validated):
        assert allowed(here.mmap, 0, 4096, 3, mapping)
    for mapping in (shared | nothing, validated | nothing, private | nothing | huge, shared | huge):
        assert not allowed(here.mmap, 0, 4096, 3, mapping)
    whole, parts = (fcntl.F_DUPFD, fcntl.F_GETLK, fcntl.F_SETPIPE_SZ), (fcntl.F_SETLK, 38)
    assert all(allowed(here.fcntl, 0, command) for command in whole)
    assert not any(allowed(here.fcntl, 0, command) for command in parts)
    for command in (termios.TIOCSTI, termios.TIOCSETD, 0x541C):
        assert not allowed(here.ioctl, 0, command)
    assert allowed(here.ioctl, 0, termios.TIOCGWINSZ)


def _decide(architecture: int, number: int, *arguments: int) -> int:
    seen = {syscalls.ARCHITECTURE: architecture, syscalls.NUMBER: number}
    seen |= dict.fromkeys(syscalls.ARGUMENTS, 0)
    seen |= dict(zip(syscalls.ARGUMENTS, arguments, strict=False))
    program, at, value = syscalls.refuse_calls(), 0, 0
    while True:
        code = int.from_bytes(program[at : at + 2], "little")
        jump_true, jump_false = program[at + 2], program[at + 3]
        k = int.from_bytes(program[at + 4 : at + 8], "little")
        at += 8
        if code == syscalls.LOAD:
            value = seen[k]
        elif code == syscalls.KEEP:
            value &= k
        elif code == syscalls.RETURN:
            return k
        else:
            holds = {
                syscalls.EQUAL: value == k,
                syscalls.AT_LEAST: value >= k,
                syscalls.ANY_BIT: bool(value & k),
            }[code]
            at += 8 * (jump_true if holds else jump_false)


def test_sandboxes_have_users_of_their_own() -> None:
    with own_user() as one, own_user() as other:
        assert one != other
        assert {one, other} <= set(UNPRIVILEGED)
    with own_user() as again:
        assert again == one


def test_a_user_is_refused_where_all_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with own_user() as taken:
        monkeypatch.setattr("autograder.sandbox.bubblewrap.UNPRIVILEGED", range(taken, taken + 1))
        with pytest.raises(SandboxUnavailable, match="too many"), own_user():
            pass


def test_without_bubblewrap_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxUnavailable, match="apt-get install bubblewrap") as caught:
        require_sandbox()
    assert "--sandbox none" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.integration
def test_without_namespaces_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(SandboxUnavailable, match="user namespaces") as caught:
        require_sandbox()
    assert "No permissions" in str(caught.value)


def test_what_fails_within_a_sandbox_is_not_taken_for_too_many() -> None:
    with pytest.raises(OSError, match="full"), own_user():
        raise OSError("the disk is full")


def test_no_two_sandboxes_have_one_user() -> None:
    with own_user() as one, own_user() as other:
        assert one != other
    with own_user() as again:
        assert again == min(one, other)
