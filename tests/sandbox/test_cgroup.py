"""Submissions in cgroups of their own, where this machine has them for us; what holds elsewhere.

No test is left out without cgroup v2. What a student may use and is told must then be the same, and
the run must say that there is none.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from autograder.judge.kernel import Kernel, KernelEnded
from autograder.judge.outputs import Outputs
from autograder.sandbox import cgroup, delegation, monitor, process
from autograder.sandbox.cgroup import HOLDING, LEAF, Group
from autograder.sandbox.delegation import EACH, WHOLE, prepare
from autograder.sandbox.limits import Limits
from tests.helpers.ordinary_user import as_ordinary_user

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(memory=400, processes=40)
TOO_MUCH = "your code used more than 400 MB of memory."
LEFT = """
import os, subprocess
for _ in range(3):
    subprocess.Popen(["setsid", "sh", "-c", "(sleep 60 &) ; exec sleep 60"])
if os.fork() == 0:
    os.setsid()
    if os.fork():
        os._exit(0)
    import time
    time.sleep(60)
    os._exit(0)
"""
# Eight times 100 MB, within less than a second: none of the processes has too much alone.
BURST = """
import os, time
for _ in range(8):
    if os.fork() == 0:
        kept = [bytearray(b"x" * 2**20) for _ in range(100)]
        time.sleep(30)
        os._exit(0)
time.sleep(30)
"""
FILE = """
import os
with open(f"/dev/shm/{os.urandom(4).hex()}", "wb") as file:
    for _ in range(60):
        file.write(bytes(2**20))
"""
FORKS = """
import os, time
made = 0
try:
    while made < 500:
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
        made += 1
except OSError:
    pass
print(made)
"""
# A grader that is killed while a submission's processes run.
GRADER = """
import time
from autograder.judge.kernel import Kernel
from autograder.sandbox.delegation import prepare
from autograder.sandbox.limits import Limits
prepare()
with Kernel("bubblewrap", Limits()) as kernel:
    group = kernel._process.group
    print(group and group.folder, *kernel._process.family(), flush=True)
    time.sleep(60)
"""


@pytest.fixture(params=["forked", "started"])
def kernel(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kernel]:
    """A student process, of both kinds, of a grader that has looked for cgroups."""
    prepare()
    if request.param == "started":
        monkeypatch.setattr(process, "can_fork", lambda: False)
    with Kernel("bubblewrap", LIMITS) as kernel:
        assert (kernel._process.group is not None) is (prepare() == WHOLE)
        yield kernel


@pytest.fixture
def nothing_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a cell leaves running goes on running."""
    monkeypatch.setattr(Kernel, "_clear", lambda self: None)


def members(folder: Path) -> set[int]:
    return {int(pid) for pid in (folder / "cgroup.procs").read_text().split()}


@pytest.mark.integration
def test_all_processes_of_a_submission_are_in_its_cgroup(kernel: Kernel) -> None:
    before = set(kernel._process.family())
    group = kernel._process.group
    assert len(before) == 3
    if group is not None:
        assert members(group.folder) == before
        assert (group.folder / "memory.max").read_text() == f"{400 * 2**20}\n"
        assert (group.folder / "pids.max").read_text() == f"{40 + HOLDING}\n"
        assert (group.folder / "memory.oom.group").read_text() == "1\n"


@pytest.mark.integration
def test_what_leaves_its_session_and_its_parent_stays_in_it(
    kernel: Kernel, nothing_cleared: None
) -> None:
    before = set(kernel._process.family())
    assert kernel.run(LEFT, Outputs(0)) == ""
    left = kernel._process.started(before)
    assert len(left) >= 4
    group = kernel._process.group
    if group is not None:
        assert members(group.folder) == before | left.keys()
    kernel._held.close()
    assert not [one for one in left.values() if one.is_running() and one.status() != "zombie"]
    assert group is None or not group.folder.exists()


@pytest.mark.integration
def test_memory_of_all_processes_is_limited_together(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = kernel._process.group
    if group is not None:  # Linux alone
        monkeypatch.setattr(monitor.Watch, "_excess", lambda self: None)
    with pytest.raises(KernelEnded) as ended:
        kernel.run(BURST, Outputs(0))
    assert str(ended.value) == TOO_MUCH
    if group is not None:
        assert group.out_of_memory()
        peak = group.folder / "memory.peak"  # since Linux 5.19
        assert not peak.exists() or int(peak.read_text()) <= 400 * 2**20


@pytest.mark.integration
def test_memory_of_no_process_counts(kernel: Kernel) -> None:
    group = kernel._process.group
    before = 0 if group is None else int((group.folder / "memory.current").read_text())
    assert kernel.run(FILE, Outputs(0)) == ""
    if group is not None:
        assert int((group.folder / "memory.current").read_text()) - before > 60 * 2**20
    again = kernel.run(FILE, Outputs(0))
    assert "No space left on device" in again  # the second line, and elsewhere the only one


@pytest.mark.integration
def test_processes_are_limited_together(kernel: Kernel, nothing_cleared: None) -> None:
    outputs = Outputs(1000)
    kernel.run(FORKS, outputs)
    (shown,) = outputs.take()
    assert 20 < int(shown["text"]) <= 40
    group = kernel._process.group
    if group is not None:
        assert int((group.folder / "pids.current").read_text()) <= 40 + HOLDING


@pytest.mark.integration
def test_a_grader_that_was_killed_leaves_nothing_behind() -> None:
    prepare()
    with subprocess.Popen(
        [sys.executable, "-c", GRADER], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as grader:
        assert grader.stdout is not None
        folder, *family = grader.stdout.readline().split()
        grader.kill()
    limit = time.monotonic() + 20
    while any(map(psutil.pid_exists, map(int, family))) and time.monotonic() < limit:
        time.sleep(0.05)
    assert not [pid for pid in family if psutil.pid_exists(int(pid))]
    base = cgroup.subtree()
    assert (base is not None) is (folder != "None") is (prepare() == WHOLE)
    if base is not None:
        with cgroup.group(LIMITS) as running:
            delegation._clean(base)  # as the next run does
            assert running is not None
            assert running.folder.exists()
            assert not Path(folder).exists()


@pytest.mark.integration
def test_a_run_says_what_counts() -> None:
    """A process of its own moves; whoever runs the tests is asked only whether it could."""
    code = "from autograder.sandbox import cgroup, delegation as d\n"
    code += "print(d.prepare()); print(d.prepare()); print(cgroup.own_cgroup(), cgroup.subtree())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""
    said, again, places = done.stdout.splitlines()
    own, base = places.split(" ")
    assert said == again
    assert (said == WHOLE) is (base != "None") is (Path(own).name == LEAF)
    assert said in (WHOLE, EACH)


@pytest.mark.integration
def test_a_subtree_of_another_user_is_none() -> None:
    prepare()
    code = "from autograder.sandbox.cgroup import subtree; print(subtree())"
    folder = Path(tempfile.mkdtemp(prefix="graded-"))  # not pytest's, where others cannot enter
    command = as_ordinary_user([sys.executable, "-c", code], folder)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    shutil.rmtree(folder)
    own = cgroup.subtree() if os.geteuid() else None
    assert done.stdout == f"{own}\n", done.stderr


OTHERS = "low 0\nhigh 0\nmax 7\n"


@pytest.mark.parametrize(
    ("events", "struck"),
    [
        ("oom 1\noom_kill 9\noom_group_kill 1\n", True),
        ("oom 0\noom_kill 0\noom_group_kill 0\n", False),
        ("oom 0\noom_kill 3\noom_group_kill 1\n", False),  # the machine had no memory left
        ("oom 2\noom_kill 0\noom_group_kill 0\n", False),  # an allocation failed, nobody was ended
    ],
)
def test_only_its_own_limit_is_too_much(tmp_path: Path, events: str, struck: bool) -> None:
    (tmp_path / "memory.events").write_text(OTHERS + events)
    assert Group(tmp_path).out_of_memory() is struck


def test_a_cgroup_that_is_gone_had_enough_memory(tmp_path: Path) -> None:
    assert not Group(tmp_path / "gone").out_of_memory()


@pytest.mark.parametrize(
    ("name", "given", "found"),
    [
        (LEAF, "cpu memory pids", True),
        (LEAF, "memory pids", True),
        (LEAF, "cpu pids", False),
        (LEAF, "", False),
        ("session-3.scope", "cpu memory pids", False),
    ],
)
def test_the_subtree_is_where_the_grader_has_a_leaf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, given: str, found: bool
) -> None:
    (tmp_path / "cgroup.subtree_control").write_text(f"{given}\n")
    (tmp_path / "cgroup.procs").touch()
    monkeypatch.setattr(cgroup, "own_cgroup", lambda: tmp_path / name)
    assert cgroup.subtree() == (tmp_path if found else None)


def test_systemd_is_not_asked_for_what_the_machine_counts_by_cgroup_v1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(delegation, "own_cgroup", lambda: tmp_path / "session")
    monkeypatch.setattr(delegation, "subtree", lambda: None)
    monkeypatch.setattr(delegation, "_may_divide", lambda folder: False)
    monkeypatch.setattr(delegation, "_made_by_systemd", asked.append)
    monkeypatch.setattr(delegation, "_divide", lambda folder: None)
    for controllers, number in (("hugetlb", 0), ("cpu memory pids", 1)):
        (tmp_path / "cgroup.controllers").write_text(f"{controllers}\n")
        prepare.__wrapped__()
        assert len(asked) == number


@pytest.mark.parametrize(
    ("booted", "marks", "files", "may"),
    [
        (True, ["user.delegate"], ["cgroup.procs", "cgroup.type"], True),
        (True, ["trusted.delegate"], ["cgroup.procs", "cgroup.type"], True),
        (True, [], ["cgroup.procs", "cgroup.type"], False),  # systemd's, even if root could write
        (False, [], ["cgroup.procs", "cgroup.type"], True),  # a container's
        (False, [], ["cgroup.procs"], False),  # the root of all
    ],
)
def test_a_cgroup_is_divided_if_systemd_leaves_it_to_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    booted: bool, marks: list[str], files: list[str], may: bool,
) -> None:  # fmt: skip
    for name in files:
        (tmp_path / name).touch()
    monkeypatch.setattr(delegation, "SYSTEMD", tmp_path if booted else tmp_path / "none")
    monkeypatch.setattr("os.listxattr", lambda folder: marks)
    (tmp_path / "cgroup.controllers").write_text("cpu memory pids\n")
    assert delegation._may_divide(tmp_path) is may
    (tmp_path / "cgroup.controllers").write_text("cpu pids\n")
    assert not delegation._may_divide(tmp_path)
