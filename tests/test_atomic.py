"""What cannot be written is said with its name, and nothing half-written stays."""

import errno
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.atomic import put


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "marks").mkdir()
    with pytest.raises(IsADirectoryError) as failed:
        put(tmp_path / "marks", b"1")
    assert failed.value.filename == str(tmp_path / "marks")
    assert [path.name for path in tmp_path.iterdir()] == ["marks"]


def test_what_has_no_room_leaves_the_old_file(tmp_path: Path) -> None:
    """By a limit of the size of files, which fails as a disk does that is full."""
    path = tmp_path / "marks"
    path.write_bytes(b"old")
    code = f"""
import resource
from pathlib import Path
from autograder.atomic import put
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, {resource.RLIM_INFINITY}))
try:
    put(Path({str(path)!r}), bytes(5000))
except OSError as error:
    print(error.errno, error.filename)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == f"{errno.EFBIG} {path}\n"
    assert [one.name for one in tmp_path.iterdir()] == ["marks"]
    assert path.read_bytes() == b"old"
