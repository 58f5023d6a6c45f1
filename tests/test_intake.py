"""What is taken in and what is refused, and why."""

import re
from pathlib import Path

import nbformat
import pytest

from autograder.course import Course
from autograder.errors import UsageError
from autograder.found import LARGEST
from autograder.intake import take_in

LESSON, NOTEBOOK = "04_jacobian_lemmas", "jacobian_lemmas.ipynb"


@pytest.fixture
def valid(released: nbformat.NotebookNode) -> bytes:
    return bytes(nbformat.writes(released).encode())


def _hand_in(folder: Path, student: str, content: bytes, lesson: str = LESSON) -> Path:
    path = folder / student / lesson / NOTEBOOK
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def test_names_of_all_kinds_are_taken(course: Course, tmp_path: Path, valid: bytes) -> None:
    names = ["ada", "Ada Lovelace", "Ада", 'O\'Neil "Tip"', "ä" * 100, "a+b=c", "-rf"]
    for name in names:
        _hand_in(tmp_path, name, valid)
    submissions, refusals = take_in(course, tmp_path)
    assert [s.student for s in submissions] == sorted(names)
    assert all(s.content == valid for s in submissions)
    assert refusals == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a notebook"),
        (b"hello", "not a notebook"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"{}", "not a notebook"),
        (b"[1, 2]", "not a notebook"),
        (b'{"nbformat": 3, "nbformat_minor": 0, "worksheets": [], "metadata": {}}', "of format 4"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "cells": [{}], "metadata": {}}', "not a valid"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "cells": 7, "metadata": {}}', "not a"),
        (b"[" * 100_000 + b"]" * 100_000, "more than 30000 parts"),
        (b"[" * 9_000 + b"]" * 9_000, "nested too deeply"),
        (b" " * (LARGEST + 1), "larger than"),
    ],
    ids=lambda value: value[:20].decode("latin-1") if isinstance(value, bytes) else value,
)
def test_what_is_no_notebook_is_refused(
    course: Course, tmp_path: Path, valid: bytes, content: bytes, reason: str
) -> None:
    path = _hand_in(tmp_path, "broken", content)
    _hand_in(tmp_path, "fine", valid)
    submissions, (refusal,) = take_in(course, tmp_path)
    assert [s.student for s in submissions] == ["fine"]
    assert (refusal.path, refusal.student) == (path, "broken")
    assert reason in refusal.reason
    assert "\n" not in refusal.reason


def test_other_things_in_the_folder_are_named(course: Course, tmp_path: Path, valid: bytes) -> None:
    _hand_in(tmp_path, "a[b]", valid)
    _hand_in(tmp_path, "early", valid, lesson="99_later")
    (tmp_path / "empty").mkdir()
    (tmp_path / "none" / LESSON).mkdir(parents=True)
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / ".hidden").mkdir()
    (renamed,), refusals = take_in(course, tmp_path)
    assert renamed.given_name == "a[b]"
    assert re.fullmatch(r"a_b_~[0-9a-f]{8}", renamed.student)
    assert [r.path.relative_to(tmp_path).parts[0] for r in refusals] == [
        "early", "empty", "none", "notes.txt",
    ]  # fmt: skip
    assert [r.reason.split(";")[0] for r in refusals] == [
        "no such lesson",
        "the folder is empty",
        f"there is no {NOTEBOOK}",
        "nothing in its name says whose it is",
    ]


def test_symbolic_links_are_not_followed(course: Course, tmp_path: Path, valid: bytes) -> None:
    outside = tmp_path / "outside.ipynb"
    outside.write_bytes(valid)
    folder = tmp_path / "class"
    path = _hand_in(folder, "file", b"")
    path.unlink()
    path.symlink_to(outside)
    _hand_in(tmp_path / "elsewhere", "x", valid)
    (folder / "lesson").mkdir()
    (folder / "lesson" / LESSON).symlink_to(tmp_path / "elsewhere" / "x" / LESSON)
    (folder / "student").symlink_to(tmp_path / "elsewhere" / "x")
    submissions, refusals = take_in(course, folder)
    assert submissions == []
    assert [r.reason for r in refusals] == ["a symbolic link, not a file"] * 3


def test_nothing_to_take_in_is_wrong_usage(course: Course, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        take_in(course, tmp_path / "nowhere")
    with pytest.raises(UsageError, match="is empty"):
        take_in(course, tmp_path)
