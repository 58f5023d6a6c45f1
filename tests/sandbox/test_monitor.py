"""Who belongs to a sandbox, and what they use, against psutil's view of the same processes."""

import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from autograder.sandbox import family
from autograder.sandbox import monitor as watch

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


def test_memory_is_what_psutil_says(tree: psutil.Process) -> None:
    assert watch._memory(tree.pid) == tree.memory_info().rss


@pytest.mark.parametrize("listed", [True, False])
def test_who_has_ended_uses_nothing(monkeypatch: pytest.MonkeyPatch, listed: bool) -> None:
    monkeypatch.setattr(family, "LISTED", listed)
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert family.family_of(ended.pid) == [ended.pid]
    assert watch._memory(ended.pid) == watch._part(ended.pid) == 0


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
        assert sum(map(watch._memory, found)) > 500 * 2**20
        assert 100 * 2**20 < sum(map(watch._part, found)) < 200 * 2**20
        running.communicate(b"")


def test_a_part_is_never_more_than_all(tree: psutil.Process) -> None:
    assert 0 < watch._part(tree.pid) <= watch._memory(tree.pid)
