"""Kernels that are forked from the zygote: as confined as others, and strangers to each other."""

import contextlib
import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib
import psutil
import pytest

from autograder.judge.kernel import Kernel
from autograder.judge.outputs import Outputs
from autograder.sandbox import zygote_client as warm
from autograder.sandbox.bubblewrap import INSIDE, UNPRIVILEGED
from autograder.sandbox.family import family_of
from autograder.sandbox.limits import Limits
from autograder.workers.pool import Pool
from tests.helpers.ordinary_user import as_ordinary_user

pytestmark = pytest.mark.integration

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(memory=700, processes=40, files=8, total=30)
LOOK = """
def look():
    import json, os, resource, signal, stat, threading
    status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines())
    kept = ["Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb",
            "NoNewPrivs", "Seccomp", "SigIgn"]
    mounts = [line.split()[4:6] for line in open("/proc/self/mountinfo")]
    def kind(number):
        return os.readlink(f"/proc/self/fd/{number}").split(":")[0]
    kinds = {kind(n) for n in os.listdir("/proc/self/fd") if os.path.islink(f"/proc/self/fd/{n}")}
    def leads(link):  # where a link of Linux leads to, and whether a file there can be changed
        try:
            held = os.open(link, os.O_PATH)
        except OSError as error:
            return error.strerror
        number = open(f"/proc/self/fdinfo/{held}").read().split("mnt_id:")[1].split()[0]
        here = number in [line.split()[0] for line in open("/proc/self/mountinfo")]
        mode = os.fstat(held).st_mode
        os.close(held)
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            return "no file"
        changed = []
        for change in (lambda: os.chmod(link, mode & 0o7777), lambda: os.utime(link),
                       lambda: os.setxattr(link, "user.x", b"")):
            try:
                change()
                changed.append("changed")
            except OSError:
                pass
        return " ".join(["here" if here else "outside", *changed])
    def reached(way):
        try:
            way()
            return True
        except OSError:
            return False
    own = "/proc/self"
    names = ["exe", *(f"map_files/{n}" for n in os.listdir(f"{own}/map_files"))]
    names += [f"fd/{n}" for n in os.listdir(f"{own}/fd")]
    found = {name.split("/")[0]: set() for name in names}
    for name in names:
        found[name.split("/")[0]].add(leads(f"{own}/{name}"))
    return json.dumps({
        "links": {name: sorted(led) for name, led in found.items()},
        "root": os.path.samefile("/", f"{own}/root"), "cwd": os.readlink(f"{own}/cwd"),
        "first process": [reached(lambda: os.close(os.open(f"/proc/1/{name}", os.O_RDONLY)))
                          for name in ("mem", "root", "cwd", "exe", "environ", "fd/0", "fd/1")],
        "words": [open(f"/proc/{process}/cmdline").read() for process in ("1", "self")],
        "status": {name: status[name] for name in kept}, "environment": dict(os.environ),
        "first": open("/proc/self/environ").read().split(chr(0)), "folder": os.getcwd(),
        "mounts": sorted(mounts), "kinds": sorted(kinds),
        "processes": len([p for p in os.listdir("/proc") if p.isdigit()]),
        "limits": {n: resource.getrlimit(getattr(resource, n)) for n in dir(resource)
                   if n.startswith("RLIMIT_")},
        "umask": os.umask(0o22), "nice": os.nice(0), "handler": str(signal.getsignal(2)),
        "parent": os.getppid() in (0, 1, 2),
    })
"""


def look(kernel: Kernel) -> Any:
    """Return what student code can find out about its place."""
    assert kernel.run(LOOK, Outputs(0)) == ""
    return json.loads(ask(kernel, "look"))


def ask(kernel: Kernel, name: str) -> str:
    with kernel.calls({}, Outputs(0)) as channel:
        return str(channel.fetch(name)())


def forked(kernel: Kernel) -> psutil.Process | None:
    """Return the kernel if it was forked: its parent is no process of the sandbox then."""
    process = kernel._process
    assert process.kernel is not None
    return None if process.kernel.pid in family_of(process.first.pid) else process.kernel


@pytest.fixture
def template(monkeypatch: pytest.MonkeyPatch) -> Iterator[warm.Zygote]:
    """A template of this test's own."""
    made = warm.start()
    monkeypatch.setattr(warm, "_zygote", lambda: made)
    yield made
    made.end()


def look_at_both() -> tuple[Any, Any]:
    """Return what a kernel sees that was started, and one that was forked."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(warm.Zygote, "fork", lambda self, request: None)
        with Kernel("bubblewrap", LIMITS) as kernel:
            assert forked(kernel) is None
            coldly = look(kernel)
    with Kernel("bubblewrap", LIMITS) as kernel:
        assert forked(kernel) is not None
        # Who forked it ends a little later, and is its parent until then.
        assert eventually(lambda: look(kernel)["parent"])
        warmly = look(kernel)
    return coldly, warmly


def assert_as_confined(coldly: Any, warmly: Any) -> None:
    assert sorted(warmly.pop("first")) == sorted(coldly.pop("first"))
    # The machine's own loader is no file of the grader's, the sandbox's Python is read-only.
    assert (coldly["links"].pop("exe"), warmly["links"].pop("exe")) == (["here"], ["outside"])
    for seen in (warmly, coldly):  # one uid for each sandbox, and somebody else may hold the first
        for name in ("Uid", "Gid"):
            (number,) = set(seen["status"].pop(name).split())
            assert int(number) in (*UNPRIVILEGED, INSIDE)
        assert set(seen["links"].pop("fd")) <= {"no file", os.strerror(errno.ENOENT)}
        assert seen["links"].pop("map_files") == [os.strerror(errno.EPERM)]
        first, own = seen.pop("words")
        assert first == "cat\0"
        assert matplotlib.get_cachedir() not in own
        assert not any(seen["first process"])
    assert warmly == coldly


@pytest.mark.usefixtures("template")
def test_a_forked_kernel_is_as_confined_as_one_that_was_started() -> None:
    assert_as_confined(*look_at_both())


OWN = """
import json, os, sys
assert os.stat(os.path.realpath(sys.executable)).st_uid == os.geteuid() != 0
from tests.sandbox.test_zygote import look_at_both
print(json.dumps(look_at_both()))
"""


def test_it_is_for_an_ordinary_user_whose_python_is_their_own(tmp_path: Path) -> None:
    command = as_ordinary_user([sys.executable, "-c", OWN], tmp_path)
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    assert_as_confined(*json.loads(ran.stdout))


EXPOSED = """
import sys
from autograder.judge.kernel import Kernel
from autograder.sandbox import zygote_client
from tests.sandbox.test_zygote import LIMITS, forked, look
zygote_client.start_python = lambda: [sys.executable]
with Kernel("bubblewrap", LIMITS) as kernel:
    print(forked(kernel) is None, *look(kernel)["links"]["exe"])
"""


def test_a_template_whose_file_student_code_could_change_is_not_forked(tmp_path: Path) -> None:
    command = as_ordinary_user([sys.executable, "-c", EXPOSED], tmp_path)
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ran.stdout.split() == ["True", "here"], ran.stderr


@pytest.mark.usefixtures("template")
def test_nothing_passes_from_one_submission_to_the_next() -> None:
    trace = """
import builtins, numpy as np, os, sys, subprocess, random, threading
builtins.trace = sys.trace = np.trace_of = 1
sys.modules["trace_of"] = sys
np.add = None
open("/tmp/trace", "w").write("x"); open("/dev/shm/trace", "w").write("x")
os.environ["TRACE"] = "1"
subprocess.Popen(["sleep", "1000"])
"""
    seen = """
def seen():
    import builtins, numpy as np, os, sys
    return repr([hasattr(builtins, "trace"), hasattr(sys, "trace"), hasattr(np, "trace_of"),
        "trace_of" in sys.modules, np.add is None, os.path.exists("/tmp/trace"),
        os.path.exists("/dev/shm/trace"), "TRACE" in os.environ,
        any(b"1000" in open(f"/proc/{p}/cmdline", "rb").read()
            for p in os.listdir("/proc") if p.isdigit())])
"""
    with Kernel("bubblewrap", LIMITS) as one, Kernel("bubblewrap", LIMITS) as beside:
        # What it started ends with the cell, and has its command line a little after it has begun.
        then = "\nwhile 'False' in (within := seen()): pass\ndef seen(): return within"
        assert one.run(trace + seen + then, Outputs(0)) == ""
        assert ask(one, "seen") == repr([True] * 9)
        assert beside.run(seen, Outputs(0)) == ""
        assert ask(beside, "seen") == repr([False] * 9)
    with Kernel("bubblewrap", LIMITS) as after:
        assert after.run(seen, Outputs(0)) == ""
        assert ask(after, "seen") == repr([False] * 9)


@pytest.mark.usefixtures("template")
def test_random_numbers_are_ones_own() -> None:
    draw = "import numpy as np, random\ndef draw(): return np.random.rand(), random.random()"
    drawn = []
    for _ in range(2):
        with Kernel("bubblewrap", LIMITS) as kernel:
            assert kernel.run(draw, Outputs(0)) == ""
            drawn += [float(part) for part in ask(kernel, "draw").strip("()").split(",")]
    assert len(set(drawn)) == 4


def test_the_template_can_be_forked(template: warm.Zygote) -> None:
    with Kernel("bubblewrap", LIMITS) as kernel:
        running = forked(kernel)
        assert running is not None
        process = template.process
        assert process is not None
        one = psutil.Process(process.pid)
        assert one.num_threads() == 1  # a fork takes one thread along, and the locks of all
        assert os.path.realpath(f"/proc/{process.pid}/fd/1") == os.devnull
        assert eventually(lambda: one.children() == [running])
    assert eventually(lambda: not running.is_running())
    assert eventually(lambda: one.children() == [])  # nobody is left as a zombie


def test_where_it_cannot_be_entered_a_kernel_is_started(
    template: warm.Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    fork = warm.Zygote.fork

    def wrongly(self: warm.Zygote, request: warm.Request) -> psutil.Process | None:
        return fork(self, replace(request, inside=2**22 + 1))

    monkeypatch.setattr(warm.Zygote, "fork", wrongly)
    with Kernel("bubblewrap", LIMITS) as kernel:
        assert forked(kernel) is None
        assert kernel.run("x = 1", Outputs(0)) == ""
    assert template.process is not None
    assert template.process.returncode is not None  # it is not tried again


def test_where_the_template_has_died_a_kernel_is_started(template: warm.Zygote) -> None:
    assert template.process is not None
    template.process.kill()
    with Kernel("bubblewrap", LIMITS) as kernel:
        assert forked(kernel) is None
        assert kernel.run("x = 1", Outputs(0)) == ""


def kernels_of(number: int) -> list[tuple[int, str]]:
    """Start kernels, and return the parent of each and what it was told to remember."""
    seen = []
    for turn in range(3):
        with Kernel("bubblewrap", LIMITS) as kernel:
            process = forked(kernel)
            assert process is not None
            mine = f"def mine(): return {number}, {turn}"
            assert kernel.run(mine, Outputs(0)) == ""
            seen.append((os.getpid(), ask(kernel, "mine")))
    return seen


def test_several_processes_fork_from_one_template(template: warm.Zygote) -> None:
    assert template.process is not None
    # Its command line can be read a little after it was started.
    one = psutil.Process(template.process.pid)
    assert eventually(lambda: one in templates())
    known = templates()  # other tests may have left one in this process, and kernels that end
    with Pool(3, warm.share()) as pool:
        works = [pool.submit(kernels_of, number) for number in range(3)]
        seen = [work.result(300) for work in works]
        assert eventually(lambda: templates() <= known)
    assert template.process.poll() is None
    assert len({worker for parts in seen for worker, _ in parts}) == 3
    said = [[text for _, text in parts] for parts in seen]
    assert said == [[f"({number}, {turn})" for turn in range(3)] for number in range(3)]


def templates() -> set[psutil.Process]:
    """Return the templates that this process and those that it has started have, and kernels."""
    found = set()
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):  # a kernel that is ending
            if warm.START in process.cmdline():
                found.add(process)
    return found


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether something holds in a minute: who forks a kernel ends a little later than that."""
    end = time.monotonic() + 60
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


ONE = """
import os, sys
from autograder.sandbox import zygote_client as warm
from autograder.judge.kernel import Kernel
from autograder.judge.outputs import Outputs
from autograder.sandbox.family import family_of
from autograder.sandbox.limits import Limits
with Kernel("bubblewrap", Limits()) as kernel:
    assert kernel.run("import os; assert os.geteuid() == 1000, os.geteuid()", Outputs(0)) == ""
    was_forked = kernel._process.kernel.pid not in family_of(kernel._process.first.pid)
    print(was_forked, warm._zygote().process.pid, flush=True)
if sys.argv[1:]:
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("flags", [[], ["killed"]])
def test_it_works_for_an_ordinary_user_and_ends_with_the_grader(
    tmp_path: Path, flags: list[str]
) -> None:
    program = tmp_path / "one.py"
    program.write_text(ONE)
    command = as_ordinary_user([sys.executable, str(program), *flags], tmp_path)
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    warmly, pid = ran.stdout.split()
    assert warmly == "True", ran.stderr
    if psutil.pid_exists(int(pid)):
        psutil.Process(int(pid)).wait(60)


KILLED = """
import os, sys
from autograder.judge.kernel import Kernel
from autograder.judge.outputs import Outputs
from autograder.sandbox import zygote_client
from autograder.sandbox.limits import Limits
TAMPER = r'''
import os, time
# prctl(PR_SET_PDEATHSIG, 0); then a loop that does nothing
code = bytes.fromhex("b89d000000bf0100000031f60f05ebfe")
try:
    counter = int(open("/proc/1/syscall").read().split()[-1], 16)
    with open("/proc/1/mem", "r+b", buffering=0) as memory:
        memory.seek(counter)
        memory.write(code)
except OSError:
    pass
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            time.sleep(1)
    os._exit(0)
for signal in (1, 2, 3, 13, 15, 17, 19, 20):
    os.kill(1, signal)
'''
if sys.argv[1] == "started":
    zygote_client.Zygote.fork = lambda self, request: None
with Kernel("bubblewrap", Limits()) as kernel:
    kernel.run(TAMPER, Outputs(0))
    print(*kernel._process.family(), flush=True)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("way", ["forked", "started"])
def test_nothing_outlives_a_worker_that_was_killed(tmp_path: Path, way: str) -> None:
    """Student code has the same user as the first process of the sandbox, and does what it can."""
    program = tmp_path / "killed.py"
    program.write_text(KILLED)
    command = as_ordinary_user([sys.executable, str(program), way], tmp_path)
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    pids = [int(pid) for pid in ran.stdout.split()]
    assert len(pids) >= 4, ran.stderr
    left = [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]
    stayed = psutil.wait_procs(left, 20)[1]
    for one in stayed:
        one.kill()
    assert stayed == []


BORN_LATE = """
import os
from autograder.sandbox import process
from autograder.judge.kernel import Kernel
from autograder.sandbox.limits import Limits
confined = process.bubblewrap
def without(*arguments):
    return [word for word in confined(*arguments) if word != "--die-with-parent"]
process.bubblewrap = without
with Kernel("bubblewrap", Limits()) as kernel:
    print(kernel._process.first.pid, kernel._process.kernel.pid, flush=True)
    os.kill(os.getpid(), 9)
"""


def test_an_empty_sandbox_ends_with_a_grader_that_was_killed_while_it_began(tmp_path: Path) -> None:
    """bubblewrap asks for its end late: one that has not come so far would stay for ever."""
    program = tmp_path / "late.py"
    program.write_text(BORN_LATE)
    ran = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, check=False
    )
    pids = [int(pid) for pid in ran.stdout.split()]
    assert len(pids) == 2, ran.stderr
    assert psutil.wait_procs([psutil.Process(p) for p in pids if psutil.pid_exists(p)], 60)[1] == []
