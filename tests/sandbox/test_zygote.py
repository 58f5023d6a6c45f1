"""Kernels that are forked from the zygote: as confined as others, and strangers to each other."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from autograder.judge.kernel import Kernel
from autograder.judge.outputs import Outputs
from autograder.sandbox import zygote_client as warm
from autograder.sandbox.bubblewrap import UNPRIVILEGED
from autograder.sandbox.limits import Limits
from autograder.workers.pool import Pool
from tests.helpers.ordinary_user import as_ordinary_user

pytestmark = pytest.mark.integration

LIMITS = Limits(memory=700, processes=40, files=8, total=30)
LOOK = """
def look():
    import json, os, resource, signal, threading
    status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines())
    kept = ["Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb",
            "NoNewPrivs", "Seccomp", "SigIgn"]
    mounts = [line.split()[4:6] for line in open("/proc/self/mountinfo")]
    def kind(number):
        return os.readlink(f"/proc/self/fd/{number}").split(":")[0]
    kinds = {kind(n) for n in os.listdir("/proc/self/fd") if os.path.islink(f"/proc/self/fd/{n}")}
    return json.dumps({
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
    return json.loads(ask(kernel, "look").replace(str(kernel._shared), "/shared"))


def ask(kernel: Kernel, name: str) -> str:
    with kernel.calls({}, Outputs(0)) as channel:
        return str(channel.fetch(name)())


def forked(kernel: Kernel) -> psutil.Process | None:
    return kernel._process.forked


@pytest.fixture
def template(monkeypatch: pytest.MonkeyPatch) -> Iterator[warm.Zygote]:
    """A template of this test's own."""
    made = warm.start()
    monkeypatch.setattr(warm, "_zygote", lambda: made)
    yield made
    made.end()


@pytest.mark.usefixtures("template")
def test_a_forked_kernel_is_as_confined_as_one_that_was_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(warm.Zygote, "fork", lambda self, request: None)
        with Kernel("bubblewrap", LIMITS) as kernel:
            assert forked(kernel) is None
            coldly = look(kernel)
    # Its sandbox has two more processes, which hold it open: sh's sleep and bubblewrap's own.
    most = coldly.pop("processes") + 1
    with Kernel("bubblewrap", LIMITS) as kernel:
        assert forked(kernel) is not None
        # Who forked it ends a little later, and is its parent until then.
        assert eventually(lambda: look(kernel)["parent"] and look(kernel)["processes"] <= most)
        warmly = look(kernel)
    assert warmly.pop("processes") <= most
    assert sorted(warmly.pop("first")) == sorted(coldly.pop("first"))
    for seen in (warmly, coldly):  # one uid for each sandbox, and somebody else may hold the first
        for name in ("Uid", "Gid"):
            (number,) = set(seen["status"].pop(name).split())
            assert int(number) in (*UNPRIVILEGED, os.geteuid(), os.getegid())
            assert int(number) != 0
    assert warmly == coldly


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
        assert one.run(trace + seen, Outputs(0)) == ""
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
from autograder.sandbox.limits import Limits
with Kernel("bubblewrap", Limits()) as kernel:
    assert kernel.run("import os; assert os.geteuid() == 1000, os.geteuid()", Outputs(0)) == ""
    forked = kernel._process.forked is not None
    print(forked, warm._zygote().process.pid, flush=True)
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
    print(kernel._process.first.pid, kernel._process.forked.pid, flush=True)
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
