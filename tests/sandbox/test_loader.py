"""How a Python is started whose program file student code cannot change."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox import loader

LOOK = """
import os, re, sys
libraries = set(re.findall(r"/.*/libpython3.*$", open("/proc/self/maps").read(), re.MULTILINE))
print(os.path.realpath("/proc/self/exe"), sys.executable, sys.prefix, *libraries)
"""


def _look(*options: str) -> list[str]:
    command = [*loader.start_python(), *options, "-c", LOOK]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


def test_python_is_itself_and_its_file_is_the_loader() -> None:
    program, executable, prefix, *_ = _look()
    assert (executable, prefix) == (sys.executable, sys.prefix)
    assert re.fullmatch(r"/.*/ld[^/]*\.so[^/]*", program)
    assert Path(program).stat().st_uid == 0


def test_run_paths_relative_to_the_program_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As conda has them: the run path of a copy is changed where it stands in the file.

    A Python without one is found with its library where the machine has it.
    """
    real = Path(sys.executable).resolve()
    library = real.parents[1] / "lib"
    content = real.read_bytes()
    path = os.fsencode(library) + b"\0"
    program = tmp_path / "bin" / real.name
    program.parent.mkdir()
    relative = b"$ORIGIN/../lib"
    program.write_bytes(content.replace(path, relative.ljust(len(path), b"\0")))
    program.chmod(0o755)
    (tmp_path / "lib").symlink_to(library)
    own = [os.path.realpath(path) for path in _look()[3:]]
    monkeypatch.setattr("sys.executable", str(program))
    _, executable, _, *found = _look("-S")
    assert executable == str(program)
    assert [os.path.realpath(path) for path in found] == own  # and not another of the machine's


def test_a_program_without_a_loader_is_started_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "python"
    script.write_text("#!/bin/sh\n")
    monkeypatch.setattr("sys.executable", str(script))
    assert loader.start_python() == [str(script)]


@pytest.mark.parametrize(
    ("grader", "owner", "mode", "exposed"),
    [
        (0, 0, 0o755, False), (0, 1000, 0o755, False), (0, 64001, 0o755, True),
        (0, 0, 0o757, True), (1000, 0, 0o755, False), (1000, 1000, 0o555, True),
        (1000, 0, 0o757, True),
    ],
)  # fmt: skip
def test_a_file_is_exposed_to_whom_it_belongs_and_who_may_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, grader: int, owner: int, mode: int,
    exposed: bool,
) -> None:  # fmt: skip
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    file = tmp_path / "python"
    file.touch()
    os.chown(file, owner, owner)
    file.chmod(mode)
    monkeypatch.setattr("os.geteuid", lambda: grader)
    writable = bool(mode & 0o002)  # root, who runs this, may write to everything
    monkeypatch.setattr("os.access", lambda path, how: writable)
    assert loader.exposed(file, range(64001, 65000)) is exposed
