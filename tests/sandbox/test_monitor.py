"""Who belongs to a sandbox, and what they use, against psutil's view of the same processes."""

import platform
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from autograder.judge.kernel import Kernel, KernelEnded
from autograder.judge.outputs import Outputs
from autograder.sandbox import family
from autograder.sandbox import monitor as watch
from autograder.sandbox.limits import Limits
from autograder.sandbox.own_time import OwnTime
from autograder.sandbox.zygote_client import runs

TREE = r"""
import subprocess, sys, threading
def sleep():
    subprocess.run([sys.executable, "-c", "import os; os.write(1, b'1\\n'); input()"])
thread = threading.Thread(target=sleep)
thread.start()
sleep()
thread.join()
"""


@pytest.fixture
def tree() -> Iterator[psutil.Process]:
    """A process with two children, one of which another of its threads has started."""
    with subprocess.Popen(
        [sys.executable, "-c", TREE], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert [running.stdout.readline() for _ in range(2)] == [b"1\n", b"1\n"]
        yield psutil.Process(running.pid)
        running.communicate(b"\n\n")


@pytest.mark.parametrize("listed", [True, False])
def test_a_family_is_a_process_and_its_descendants(
    tree: psutil.Process, monkeypatch: pytest.MonkeyPatch, listed: bool
) -> None:
    assert family.LISTED  # on the machine of the tests
    monkeypatch.setattr(family, "LISTED", listed)
    children = {child.pid for child in tree.children(recursive=True)}
    assert len(children) == 2
    found = family.family_of(tree.pid)
    assert found[0] == tree.pid
    assert sorted(found[1:]) == sorted(children)


def test_memory_and_threads_are_what_psutil_says(tree: psutil.Process) -> None:
    assert watch._used(tree.pid) == (tree.memory_info().rss, tree.num_threads())


@pytest.mark.parametrize("listed", [True, False])
def test_who_has_ended_uses_nothing(monkeypatch: pytest.MonkeyPatch, listed: bool) -> None:
    monkeypatch.setattr(family, "LISTED", listed)
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert family.family_of(ended.pid) == [ended.pid]
    assert watch._used(ended.pid) is None
    assert watch._part(ended.pid) is None


SHARED = """
import os, sys
kept = bytearray(os.urandom(2**20)) * 100
for _ in range(4):
    if os.fork() == 0:
        break
else:
    print(1, flush=True)
sys.stdin.read(1)
"""


def test_what_processes_share_counts_once() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SHARED], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"1\n"
        found = family.family_of(running.pid)
        assert len(found) == 5
        assert sum(memory for memory, _ in filter(None, map(watch._used, found))) > 500 * 2**20
        assert 100 * 2**20 < sum(filter(None, map(watch._part, found))) < 200 * 2**20
        running.communicate(b"")


def test_a_part_is_never_more_than_all(tree: psutil.Process) -> None:
    used = watch._used(tree.pid)
    assert used is not None
    part = watch._part(tree.pid)
    assert part is not None
    assert 0 < part <= used[0]


HEADLESS = """
import ctypes, sys, threading, time
def keep():
    time.sleep(0.2)
    kept = b"x" * (100 * 2**20)
    print(1, flush=True)
    sys.stdin.read(1)
threading.Thread(target=keep).start()
ctypes.CDLL(None).syscall({exit}, 0)
"""


def test_a_process_without_its_first_thread_still_counts() -> None:
    exits = {"x86_64": 60, "aarch64": 93}[platform.machine()]
    with subprocess.Popen(
        [sys.executable, "-c", HEADLESS.replace("{exit}", str(exits))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stdout.readline() == b"1\n"
        process = psutil.Process(running.pid)
        assert process.status() == psutil.STATUS_ZOMBIE
        assert runs(process)
        used = watch._used(running.pid)
        assert used is not None
        assert used[0] > 100 * 2**20
        assert (watch._part(running.pid) or 0) > 100 * 2**20
        running.communicate(b"1")
    assert not runs(process)


CHAINS = """
import mmap, os, time
end = time.monotonic() + 60
for _ in range(3):
    if os.fork() == 0:
        kept = mmap.mmap(-1, 2**28, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        kept.madvise(mmap.MADV_HUGEPAGE)
        kept[::4096] = b"x" * (2**28 // 4096)
        while time.monotonic() < end:
            if os.fork():
                os._exit(0)
time.sleep(60)
"""


@pytest.mark.integration
def test_memory_that_is_handed_from_process_to_process_counts() -> None:
    limits, why = Limits(memory=600, cell=60), r"of memory|faster than they can be counted"
    with Kernel("bubblewrap", limits) as kernel, pytest.raises(KernelEnded, match=why):
        kernel.run(CHAINS, Outputs(0))


NAMED = """
import ctypes, os, time
if os.fork() == 0:
    ctypes.CDLL(None).prctl(15, bytes([255, 254]), 0, 0, 0)
    time.sleep(60)
time.sleep(1)
"""


@pytest.mark.integration
def test_a_name_that_is_no_text_is_no_fault() -> None:
    with Kernel("bubblewrap", Limits()) as kernel:
        assert kernel.run(NAMED, Outputs(0)) == ""
        assert kernel.run("x = 4", Outputs(0)) == ""


@pytest.mark.integration
def test_what_cannot_be_watched_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    with Kernel("bubblewrap", Limits()) as kernel:
        seen = watch.Watch(kernel._process, Limits(), OwnTime(), namespaces=True)
        monkeypatch.setattr(seen, "_excess", lambda: int("no number"))
        seen.start()
        kernel._process.first.wait(30)  # what is killed is gone a moment later
        assert not kernel._process.runs()
        assert (seen.reason or "").startswith("it could not be watched: ValueError")


@pytest.mark.integration
def test_processes_that_come_and_go_are_no_fault() -> None:
    start = "import os\nfor _ in range(300):\n    if os.fork() == 0: os._exit(0)\n    os.wait()"
    with Kernel("bubblewrap", Limits()) as kernel:
        seen = watch.Watch(kernel._process, Limits(), OwnTime(), namespaces=True)
        seen.start()
        assert kernel.run(start, Outputs(0)) == ""
        seen.stop()
        assert seen.reason is None


@pytest.mark.integration
def test_processes_and_threads_are_counted_together() -> None:
    """Linux counts those of a user; a sandbox's first process is root's, or another's, too."""
    start = "import subprocess, threading, time\n"
    start += "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
    start += "ones = [subprocess.Popen(['sleep', '60']) for _ in range(5)]"
    with Kernel("bubblewrap", Limits()) as kernel:
        assert kernel.run(start, Outputs(0)) == ""
        family = kernel._process.family()
        tasks = sum(psutil.Process(pid).num_threads() for pid in family)
        for most, excess in ((tasks, False), (tasks - 2, False), (tasks - 3, True)):
            limits = Limits(processes=most)
            seen = watch.Watch(kernel._process, limits, OwnTime(), namespaces=True)._excess()
            assert (seen is not None) is excess, (tasks, most)
            assert seen is None or f"{most} processes and threads" in seen


@pytest.mark.integration
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_a_stream_counts_as_many_sockets(family: str) -> None:
    """80 pairs of them held 1.8 GB, of which no process had any."""
    start = f"import socket\nlistener = socket.create_server(('', 0), family=socket.{family})"
    connect = "ones = [socket.create_connection(listener.getsockname()[:2]) for _ in range({})]"
    with Kernel("bubblewrap", Limits()) as kernel:
        seen = watch.Watch(kernel._process, Limits(), OwnTime(), namespaces=True)
        assert kernel.run(start, Outputs(0)) == ""
        assert kernel.run(connect.format(2), Outputs(0)) == ""
        assert seen._excess() is None
        kernel.run(connect.format(8), Outputs(0))
        assert "sockets" in str(kernel._why() or seen._excess())
