"""A folder that somebody changes while it is read."""

import os
from pathlib import Path

import pytest

from autograder.collect.files import Found, Unreadable, walk


def _found(folder: Path) -> Found:
    (found,) = walk(folder)
    return found


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "elsewhere" / "a.ipynb"
    path.parent.mkdir()
    path.write_bytes(b"secret")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "class" / "ada" / "a.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"seen")
    return path


def _why(found: Found) -> str:
    with pytest.raises(Unreadable) as failed:
        found.read()
    return str(failed.value)


def test_a_file_that_becomes_a_link_or_a_pipe_is_not_read(
    tmp_path: Path, file: Path, secret: Path
) -> None:
    found = _found(tmp_path / "class")
    assert found.read() == b"seen"
    file.unlink()
    file.symlink_to(secret)
    assert _why(found) == "a symbolic link, not a file"
    file.unlink()
    os.mkfifo(file)
    assert _why(found) == "not a regular file"


def test_a_folder_that_becomes_a_link_is_not_read(tmp_path: Path, file: Path, secret: Path) -> None:
    found = _found(tmp_path / "class")
    file.unlink()
    file.parent.rmdir()
    file.parent.symlink_to(secret.parent)
    assert "exchanged" in _why(found)


def test_a_folder_that_becomes_a_link_is_not_listed(
    tmp_path: Path, file: Path, secret: Path
) -> None:
    (tmp_path / "class" / "b.ipynb").write_bytes(b"")
    files = walk(tmp_path / "class")
    assert next(files).parts == ("b.ipynb",)
    file.unlink()
    file.parent.rmdir()
    file.parent.symlink_to(secret.parent)
    (found,) = files
    assert found.parts == ("ada",)
    assert found.fault.startswith("cannot be read")


def test_the_folder_that_is_handed_over_may_be_a_link(tmp_path: Path, file: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "class")
    assert _found(tmp_path / "link").read() == b"seen"
