"""Files of others: what is no regular file, or another one than before, is not read."""

import os
import socket
from pathlib import Path

import pytest

from autograder.regular_file import LINK, OTHER, NoFile, opened


def _why(path: Path, known: os.stat_result | None = None) -> str:
    with pytest.raises(NoFile) as failed:
        opened(path, known)
    return str(failed.value)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"content")
    with opened(path) as one, opened(path, path.lstat()) as other:
        assert one.read() == other.read() == b"content"


def test_what_is_none_is_named(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    (tmp_path / "file").write_bytes(b"secret")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")  # to open it for reading as a file waits for ever
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
    reasons = {"link": LINK, "dangling": LINK, "pipe": OTHER, "socket": OTHER, ".": OTHER}
    assert {name: _why(tmp_path / name) for name in reasons} == reasons
    assert _why(tmp_path / "gone") == "there is no gone"
    assert len(list(Path("/proc/self/fd").iterdir())) == before  # nothing stays open


def test_another_file_in_its_place_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"seen")
    known = path.lstat()
    (tmp_path / "b").write_bytes(b"secret")
    (tmp_path / "b").replace(path)
    assert _why(path, known) == "it was exchanged while it was looked at"
