"""What is taken in and what is refused, and why; and that nothing is ever written."""

import copy
import io
import os
import sys
import tracemalloc
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import Random
from stat import S_IFLNK
from tempfile import TemporaryFile
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from traitlets.config import Config

from autograder.cli.summary import summary
from autograder.collect import attempts as hand_ins
from autograder.collect.collect import Intake, survey
from autograder.collect.files import DEEPEST, LITTER
from autograder.course.lessons import Course
from autograder.course.notebook.handed_in import LARGEST, NoNotebook, read_file
from autograder.errors import UsageError
from tests.helpers.packing import dated, pack, special

LESSON, NOTEBOOK = "04_jacobian_lemmas", "jacobian_lemmas.ipynb"
CANVAS, MOODLE = "adalovelace_12_34_{}", "Ada Lovelace_12_assignsubmission_file_/{}"
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {f"os.{name}" for name in ("mkdir", "rename", "remove", "link", "symlink", "truncate")}
_seen: list[tuple[str, object]] | None = None


def _listen(event: str, arguments: tuple[Any, ...]) -> None:
    if _seen is None:
        return
    if event in CHANGES or (event == "open" and (arguments[2] or 0) & WRITING):
        _seen.append((event, arguments[0]))


sys.addaudithook(_listen)


@contextmanager
def nothing_is_written() -> Iterator[None]:
    """Python itself tells of every file that is opened for writing, made or renamed."""
    global _seen
    seen: list[tuple[str, object]] = []
    _seen = seen
    try:
        yield
    finally:
        _seen = None
    assert seen == []


def _survey(course: Course, path: Path) -> Intake:
    with nothing_is_written():
        intake = survey(course, path, io.BytesIO())
    assert all(len(refusal.reason.splitlines()) == 1 for refusal in intake.refusals)
    assert len(summary(intake).splitlines()) >= 1
    return intake


@pytest.fixture(scope="module")
def valid(released: nbformat.NotebookNode) -> bytes:
    return bytes(nbformat.writes(released).encode())


@pytest.fixture(scope="module")
def other(course: Course) -> bytes:
    """Another lesson's notebook."""
    return (course.release / "05_backpropagation" / "backpropagation.ipynb").read_bytes()


def _hand_in(folder: Path, student: str, content: bytes, lesson: str = LESSON) -> Path:
    path = folder / student / lesson / NOTEBOOK
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def _class(tmp_path: Path, members: Mapping[str, bytes], name: str = "class.zip") -> Path:
    path = tmp_path / name
    path.write_bytes(pack(members))
    return path


def _students(intake: Intake) -> list[tuple[str, str]]:
    return [(submission.student, submission.lesson.name) for submission in intake.submissions]


def test_names_of_all_kinds_are_taken(course: Course, tmp_path: Path, valid: bytes) -> None:
    names = ["ada", "Ada Lovelace", "Ада", 'O\'Neil "Tip"', "ä" * 100, "a+b=c", "-rf"]
    for name in names:
        _hand_in(tmp_path, name, valid)
    intake = survey(course, tmp_path, io.BytesIO())
    submissions, refusals = intake.submissions, intake.refusals
    assert [s.student for s in submissions] == sorted(names)
    assert all(s.read() == valid and not s.given_name for s in submissions)
    assert refusals == ()


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_names_that_cannot_be_used_are_changed(
    course: Course, tmp_path: Path, valid: bytes, kind: str
) -> None:
    names = [".dot", "a[b]", "a?b?", "a_b_", "x" * 255, "x" * 254 + "y", "e\u0301", "é", "ж" * 127]
    if kind == "folder":
        for name in names:
            _hand_in(tmp_path, name, valid)
    else:
        _class(tmp_path, {f"{name}/{LESSON}/{NOTEBOOK}": valid for name in names})
    intake = _survey(course, tmp_path)
    assert intake.refusals == ()
    by_name = {s.given_name or s.student: s.student for s in intake.submissions}
    assert sorted(by_name) == sorted(names)
    assert len(set(by_name.values())) == len(names)
    assert [name for name in names if by_name[name] == name] == ["a_b_", "ж" * 127]
    assert all(unicodedata.is_normalized("NFC", s.student) for s in intake.submissions)
    assert f"renamed: a[b] is {by_name['a[b]']}" in summary(intake).splitlines()


def test_names_that_are_no_text(course: Course, tmp_path: Path, valid: bytes) -> None:
    _hand_in(tmp_path, "a\udcff\x1b[2Jb", valid)
    intake = _survey(course, tmp_path)
    (submission,) = intake.submissions
    submission.student.encode()
    assert submission.student.startswith("a___2Jb~")
    assert r"renamed: a\udcff\x1b[2Jb is" in summary(intake)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a notebook"),
        (b"hello", "not a notebook"),
        (b"\xff\xfe\x00", "not a notebook"),
        (b"{}", "not a notebook"),
        (b"[1, 2]", "not a notebook"),
        (b'{"nbformat": 3, "nbformat_minor": 0, "worksheets": [], "metadata": {}}', "of format 3"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "cells": 7, "metadata": {}}', "not a notebook"),
        (b'{"cells": [' + b"{}," * 10_000 + b"{}]}", "more than 10000 parts"),
        (b'{"cells": [{"source": "x"}', "ends in the middle"),
        (b"[" * 100_000 + b"]" * 100_000, "not a notebook"),
        (b" " * (LARGEST + 1), "larger than"),
    ],
    ids=lambda value: value[:20].decode("latin-1") if isinstance(value, bytes) else value,
)
def test_what_is_no_notebook_is_refused(
    course: Course, tmp_path: Path, valid: bytes, content: bytes, reason: str
) -> None:
    path = _hand_in(tmp_path, "broken", content)
    _hand_in(tmp_path, "fine", valid)
    intake = survey(course, tmp_path, io.BytesIO())
    submissions, (refusal,) = intake.submissions, intake.refusals
    assert [s.student for s in submissions] == ["fine"]
    assert (refusal.path, refusal.student, refusal.lesson) == (
        path,
        "broken",
        course.lesson(LESSON),
    )
    assert reason in refusal.reason
    assert "\n" not in refusal.reason


def test_other_things_in_the_folder_are_named(course: Course, tmp_path: Path, valid: bytes) -> None:
    _hand_in(tmp_path, "early", valid, lesson="99_later")
    (tmp_path / "early" / "99_later" / "more.ipynb").write_text("")
    (tmp_path / "empty").mkdir()
    (tmp_path / "litter" / LESSON / ".ipynb_checkpoints").mkdir(parents=True)
    (tmp_path / "none" / LESSON).mkdir(parents=True)
    (tmp_path / "none" / LESSON / "notes.txt").write_text("")
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / ".hidden").mkdir()
    intake = _survey(course, tmp_path)
    assert intake.submissions == ()
    assert [r.path.relative_to(tmp_path).parts[0] for r in intake.refusals] == [
        "early", "empty", "litter", "none", "notes.txt",
    ]  # fmt: skip
    assert [r.reason.split(";")[0] for r in intake.refusals] == [
        "no such lesson",
        "the folder is empty",
        f"there is no {NOTEBOOK}",
        f"there is no {NOTEBOOK}",
        "nothing in its name says whose it is",
    ]
    assert [r.lesson and r.lesson.name for r in intake.refusals] == [
        None, None, LESSON, LESSON, None,
    ]  # fmt: skip


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
    (folder / "class.zip").symlink_to(_class(tmp_path, {MOODLE.format(NOTEBOOK): valid}))
    intake = _survey(course, folder)
    assert intake.submissions == ()
    assert [r.reason for r in intake.refusals] == ["a symbolic link, not a file"] * 4
    with pytest.raises(NoNotebook, match="a symbolic link"):
        read_file(path)


def test_special_files_and_deep_folders(course: Course, tmp_path: Path, valid: bytes) -> None:
    path = _hand_in(tmp_path, "pipe", b"")
    path.unlink()
    os.mkfifo(path)
    path = _hand_in(tmp_path, "deep", valid)
    (path.parent / "/".join("d" * DEEPEST)).mkdir(parents=True)
    intake = _survey(course, tmp_path)
    assert _students(intake) == [("deep", LESSON)]
    assert [r.reason for r in intake.refusals] == [
        f"more than {DEEPEST} folders in each other; another one is graded", "not a regular file",
    ]  # fmt: skip


def test_nothing_to_take_in_is_wrong_usage(course: Course, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("text")
    (tmp_path / "empty.zip").write_bytes(pack({}))
    (tmp_path / "folder").mkdir()
    for name, reason in {
        "nowhere": "no folder or zip file",
        "text.zip": "not a zip file",
        "empty.zip": "there is nothing in this archive",
        "folder": "is empty",
    }.items():
        with pytest.raises(UsageError, match=reason):
            survey(course, tmp_path / name, io.BytesIO())


def test_what_canvas_hands_out(course: Course, tmp_path: Path, valid: bytes, other: bytes) -> None:
    newer = valid + b"\n"
    class_zip = _class(tmp_path, {
        "lovelaceada_12_100_jacobian_lemmas.ipynb": valid,
        "lovelaceada_12_300_jacobian_lemmas-2.ipynb": newer,
        "lovelaceada_12_200_jacobian_lemmas-1.ipynb": valid,
        "lovelaceada_12_301_plot.png": b"png",
        "noetheremmy_LATE_13_104_my work (final).ipynb": valid,
        "noetheremmy_LATE_13_105_backpropagation.ipynb": other,
        "gausscarl_14_106_report.pdf": b"pdf",
        "eulerleonhard_15_107_jacobian_lemmas.zip": pack({
            "stuff/jacobian_lemmas.ipynb": valid,
            "stuff/jacobian_lemmas-Copy1.ipynb": newer,
            "stuff/data.csv": b"1,2",
            "__MACOSX/stuff/._jacobian_lemmas.ipynb": b"?",
        }),
        "anon_aB3xY_108_jacobian_lemmas.ipynb": valid,
    })  # fmt: skip
    intake = _survey(course, class_zip)
    assert _students(intake) == [
        ("anon_aB3xY", LESSON),
        ("eulerleonhard_15", LESSON),
        ("lovelaceada_12", LESSON),
        ("noetheremmy_13", LESSON),
        ("noetheremmy_13", "05_backpropagation"),
    ]
    euler, ada, emmy = intake.submissions[1:4]
    assert (ada.read(), ada.attempt, ada.late, ada.number) == (newer, 3, False, "12")
    assert [path.name.split("_")[2] for path in ada.superseded] == ["100", "200"]
    assert (euler.read(), euler.path.name, len(euler.superseded)) == (valid, NOTEBOOK, 1)
    assert (emmy.late, emmy.own_name) == (True, False)
    (refusal,) = intake.refusals
    assert (refusal.student, refusal.reason) == ("gausscarl_14", "not a notebook")
    assert sorted(path.suffix for path in intake.passed_over) == [".csv", ".png"]
    assert summary(intake).splitlines() == [
        "notebooks 5, students 4, late 2, superseded 3, passed over 2, refused 1",
        f"late: noetheremmy_13, {LESSON}",
        "late: noetheremmy_13, 05_backpropagation",
        f"taken as {LESSON}: {emmy.path}",
        f"superseded: {euler.superseded[0]}; {NOTEBOOK} counts",
        f"superseded: {class_zip}/lovelaceada_12_100_jacobian_lemmas.ipynb; {ada.path.name} counts",
        f"superseded: {class_zip}/lovelaceada_12_200_jacobian_lemmas-1.ipynb; "
        f"{ada.path.name} counts",
        "passed over: 1 .csv, 1 .png",
    ]


def test_what_moodle_hands_out(course: Course, tmp_path: Path, valid: bytes, other: bytes) -> None:
    members = {
        MOODLE.format(NOTEBOOK): valid,
        "Ada Lovelace_12_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
        "Ада Л._13_assignsubmission_file_/мой файл.ipynb": valid,
        "Cher_14_assignsubmission_file_jacobian_lemmas (1).ipynb": valid,
        "Max M._15_assignsubmission_file_/a.zip": pack({"x/y/z/" + NOTEBOOK: valid}),
        "Max M._16_assignsubmission_file_/" + NOTEBOOK: valid,
    }
    _class(tmp_path, members, "04.zip")
    _class(
        tmp_path, {"Ada Lovelace_99_assignsubmission_file_/backpropagation.ipynb": other}, "05.zip"
    )
    intake = _survey(course, tmp_path)
    assert _students(intake) == [
        ("Ada Lovelace", LESSON),
        ("Ada Lovelace", "05_backpropagation"),
        ("Cher", LESSON),
        ("Max M._15", LESSON),
        ("Max M._16", LESSON),
        ("Ада Л.", LESSON),
    ]
    assert intake.refusals == ()
    assert [path.name for path in intake.passed_over] == ["onlinetext.html"]
    # Unpacked, or unpacked and packed again with a folder around, the same.
    for name, content in members.items():
        (tmp_path / "plain" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "plain" / name).write_bytes(content)
    again = _class(tmp_path, {f"class/{n}": content for n, content in members.items()}, "again.zip")
    expected = [pair for pair in _students(intake) if pair[1] == LESSON]
    assert _students(_survey(course, tmp_path / "plain")) == expected
    assert _students(_survey(course, again)) == expected


def test_a_class_in_folders_in_a_zip_file(course: Course, tmp_path: Path, valid: bytes) -> None:
    content = pack({
        f"ada/{LESSON}/{NOTEBOOK}": valid,
        f"ada/{LESSON}/timestamp.txt": b"2026-01-30 15:30:10 UTC",
        f"emmy/{LESSON}/work.zip": pack({"renamed.ipynb": valid}),
        f"carl/{NOTEBOOK}": valid,
        NOTEBOOK: valid,
    })  # fmt: skip
    (tmp_path / "class.zip").write_bytes(content)
    intake = _survey(course, tmp_path / "class.zip")
    assert _students(intake) == [("ada", LESSON), ("emmy", LESSON)]
    assert intake.submissions[0].timestamp == datetime(2026, 1, 30, 15, 30, 10)
    assert [r.reason.split(";")[0] for r in intake.refusals] == [
        "no such lesson", "nothing in its name says whose it is",
    ]  # fmt: skip


def test_files_in_a_students_archives_are_counted_together(
    course: Course, tmp_path: Path, valid: bytes
) -> None:
    full = pack({f"{number}.txt": b"" for number in range(1000)})
    path = _class(
        tmp_path,
        {f"eve/{LESSON}/{number}.zip": full for number in range(7)}
        | {f"ada/{LESSON}/work.zip": pack({NOTEBOOK: valid})},
    )
    intake = _survey(course, path)
    assert _students(intake) == [("ada", LESSON)]
    reasons = [one.note for one in intake.entries if "archives hold" in one.note]
    assert reasons == ["this student's archives hold more than 5,000 files"] * 2
    assert len([one for one in intake.entries if one.student == "eve"]) == 5000 + 2


@pytest.mark.parametrize("packed", [False, True])
def test_a_class_in_repositories(
    course: Course, tmp_path: Path, valid: bytes, other: bytes, packed: bool
) -> None:
    """As GitHub Classroom clones them: all of what was handed out, for each student."""
    files = {
        f"lesson04-{student}/{path}": content
        for student in ("ada", "emmy")
        for path, content in {
            f"course/{LESSON}/{NOTEBOOK}": valid,
            f"course/{LESSON}/timestamp.txt": b"2020-01-01 00:00:00 UTC",  # of the student's own
            f"course/{LESSON}/submission_secret.txt": b"../../x",
            "course/05_backpropagation/backpropagation.ipynb": other,
            f"course/{LESSON}/.ipynb_checkpoints/{NOTEBOOK}": other,
            f"originals/{LESSON}/{NOTEBOOK}": other,
            "autograder/checks/check.py": b"",
            "README.md": b"",
            "course/notes.md": b"",
        }.items()
    }
    files[f"folder/{LESSON}/{NOTEBOOK}"] = valid
    path = tmp_path / "class"
    if packed:
        path = tmp_path / "class.zip"
        path.write_bytes(pack(files))
    else:
        for name, content in files.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content)
    intake = _survey(course, path)
    assert _students(intake) == [
        ("folder", LESSON), ("lesson04-ada", LESSON), ("lesson04-ada", "05_backpropagation"),
        ("lesson04-emmy", LESSON), ("lesson04-emmy", "05_backpropagation"),
    ]  # fmt: skip
    assert (intake.refusals, intake.passed_over) == ((), ())
    assert all(one.read() in (valid, other) for one in intake.submissions)
    assert {(one.timestamp, one.secret) for one in intake.submissions} == {(None, "")}


@pytest.mark.parametrize(
    "time", ["1:" + 29 * "9", 40 * "9" + "h", "0001-01-01", "900-03-04", "soon", "\0", "1e999", ""]
)
def test_a_time_that_is_none_is_left_out(
    course: Course, tmp_path: Path, valid: bytes, time: str
) -> None:
    path = _class(
        tmp_path,
        {f"a/{LESSON}/{NOTEBOOK}": valid, f"a/{LESSON}/timestamp.txt": time.encode()},
    )
    (submission,) = _survey(course, path).submissions
    assert submission.timestamp is None


def test_a_time_that_a_student_wrote_does_not_count(
    course: Course, tmp_path: Path, valid: bytes
) -> None:
    time = b"2020-01-01 00:00:00 UTC"
    moodle, canvas = MOODLE.format, "adalovelace_12_34_work.zip"
    uploads = {
        "moodle": {moodle(NOTEBOOK): valid, moodle("timestamp.txt"): time},
        "deeper": {moodle(f"{LESSON}/{NOTEBOOK}"): valid, moodle(f"{LESSON}/timestamp.txt"): time},
        "canvas": {canvas: pack({NOTEBOOK: valid, "timestamp.txt": time})},
        "folder": {f"a/{LESSON}/x/{NOTEBOOK}": valid, f"a/{LESSON}/x/timestamp.txt": time},
        "archive": {f"a/{LESSON}/work.zip": pack({NOTEBOOK: valid, "timestamp.txt": time})},
    }
    for name, members in uploads.items():
        (tmp_path / f"{name}.zip").write_bytes(pack(members))
        (submission,) = _survey(course, tmp_path / f"{name}.zip").submissions
        assert submission.timestamp is None, name


def test_a_pattern_of_the_course(tmp_path: Path, course: Course, valid: bytes) -> None:
    pattern = r".*_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>.*)"
    mine = Course(course.root)
    mine.__dict__["config"] = Config(course.config)
    mine.config.FileNameCollectorPlugin.named_regexp = pattern
    names = [f"ps_ada_attempt_2026-0{month}-01_jacobian_lemmas.ipynb" for month in (3, 4, 2)]
    (submission,) = _survey(mine, _class(tmp_path, dict.fromkeys(names, valid))).submissions
    assert (submission.student, submission.path.name) == ("ada", names[1])
    assert submission.timestamp == datetime(2026, 4, 1)
    mine.config.FileNameCollectorPlugin.named_regexp = "("
    with pytest.raises(UsageError, match="named_regexp"):
        survey(mine, tmp_path, io.BytesIO())


def test_the_last_readable_attempt_counts(course: Course, tmp_path: Path, valid: bytes) -> None:
    names = [CANVAS.format(NOTEBOOK), "adalovelace_12_35_jacobian_lemmas-1.ipynb"]
    intake = _survey(course, _class(tmp_path, {names[0]: valid, names[1]: b"broken"}))
    assert [s.path.name for s in intake.submissions] == names[:1]
    (refusal,) = intake.refusals
    assert refusal.reason.endswith("; another one is graded")
    assert refusal.lesson is None
    # Where none is readable, the lesson scores 0 once.
    intake = _survey(course, _class(tmp_path, dict.fromkeys(names, b"broken")))
    assert [r.lesson and r.lesson.name for r in intake.refusals] == [None, LESSON]


def test_downloads_of_two_days(course: Course, tmp_path: Path, valid: bytes) -> None:
    for day, name in ((2, "b.zip"), (3, "a.zip"), (1, "c.zip")):
        content = pack([(dated(MOODLE.format(NOTEBOOK), 2026, 1, day), valid + b"\n" * day)])
        (tmp_path / name).write_bytes(content)
    (submission,) = _survey(course, tmp_path).submissions
    assert submission.path.parts[-3] == "a.zip"
    assert len(submission.superseded) == 2


def test_harm_is_refused_and_hits_nobody_else(course: Course, tmp_path: Path, valid: bytes) -> None:
    bomb = pack({NOTEBOOK: bytes(15 * 2**20)})
    many = pack({f"{n}.ipynb": b"" for n in range(10_000)})
    pairs: list[tuple[Any, bytes]] = [
        ("a_1_1_x.zip", pack({"../../escaped.ipynb": valid, "/tmp/escaped.ipynb": valid})),  # noqa: S108
        ("b_2_1_x.zip", pack([(special(NOTEBOOK, S_IFLNK), b"/etc/passwd")])),
        ("c_3_1_x.zip", bomb),
        ("d_4_1_x.zip", many),
        ("e_5_1_x.zip", pack({"x.zip": pack({NOTEBOOK: valid})})),
        ("f_6_1_x.zip", pack({NOTEBOOK: valid})[:-30]),
        ("g_7_1_x.zip", pack({})),
        ("h_8_1_x.rar", b"Rar!"),
        ("i_9_1_../../x.ipynb", valid),
        (special("j_10_1_jacobian_lemmas.ipynb", S_IFLNK), b"/etc/passwd"),
        ("k_11_1_jacobian_lemmas.ipynb", valid),
        ("l_12_1_jacobian_lemmas.ipynb", valid),
        ("l_12_1_jacobian_lemmas.ipynb", valid),
        ("../../escaped.ipynb", valid),
    ]
    (tmp_path / "class").mkdir()
    path = tmp_path / "class" / "class.zip"
    path.write_bytes(pack(pairs))
    intake = _survey(course, path)
    assert _students(intake) == [("k_11", LESSON)]
    reasons = {r.student: r.reason for r in intake.refusals}
    assert reasons == {
        "a_1": "an absolute path, or one with a backslash",
        "b_2": "a symbolic link, not a file",
        "c_3": "grows more than 200-fold when it is unpacked",
        "d_4": "more than 1000 files in one archive",
        "e_5": "an archive in a student's archive",
        "f_6": "not a zip file, or cut off at its end",
        "g_7": "there is nothing in this archive",
        "h_8": "an archive of another kind than zip",
        "i_9": "a path that leads out of the archive",
        "j_10": "a symbolic link, not a file",
        "l_12": "one of 2 files of the same name in one archive",
        "": "a path that leads out of the archive",
    }
    assert [r.path for r in intake.refusals if not r.student] == [
        Path(f"{path}/../../escaped.ipynb")
    ]
    assert [p.name for p in tmp_path.rglob("*")] == ["class", "class.zip"]


def test_how_much_is_read(
    course: Course, tmp_path: Path, valid: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(valid)
    monkeypatch.setattr(hand_ins, "STUDENT_LARGEST", 2 * size)
    monkeypatch.setattr(hand_ins, "CLASS_LARGEST", 5 * size)
    path = _class(tmp_path, {f"{who}_{n}_{m}_{NOTEBOOK}": valid
                             for n, who in enumerate("abc") for m in range(3)})  # fmt: skip
    intake = _survey(course, path)
    assert [s.student for s in intake.submissions] == ["a_0", "b_1", "c_2"]
    whose = [(r.student, r.reason.split(" hold")[0]) for r in intake.refusals]
    mine, everyone = "this student's files", "all files together"
    assert whose == [("a_0", mine), ("b_1", mine), ("c_2", everyone), ("c_2", everyone)]


def test_a_class_waits_on_the_disk(
    course: Course, tmp_path: Path, released: nbformat.NotebookNode
) -> None:
    """Twenty notebooks that nothing can compress need no more memory than one."""
    noise = Random(1)  # noqa: S311, a test needs repeatable numbers
    for number in range(20):
        large = copy.deepcopy(released)
        large.metadata["noise"] = noise.randbytes(10**5).hex()
        _hand_in(tmp_path / "class", f"student{number}", nbformat.writes(large).encode())
    with TemporaryFile() as spool:
        tracemalloc.start()
        try:
            intake = survey(course, tmp_path / "class", spool)
            held, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert held < 10**6
        for submission in reversed(intake.submissions):
            handed_in = (tmp_path / "class" / submission.student / LESSON / NOTEBOOK).read_bytes()
            assert submission.read() == handed_in
        assert len(intake.submissions) == 20


def test_nobody_hands_in_for_others(course: Course, tmp_path: Path, valid: bytes) -> None:
    """Names that students choose are never taken for names that a platform gave."""
    bobs = {
        "bob_12_99_jacobian_lemmas.ipynb": valid,
        f"Bob_12_assignsubmission_file_/{NOTEBOOK}": valid,
        f"Bob/{LESSON}/{NOTEBOOK}": valid,
    }
    members: dict[str, bytes] = {"ada_1_2_work.zip": pack(bobs)}
    for name, content in bobs.items():
        members[f"Emmy_3_assignsubmission_file_/{name}"] = content
        members[f"carl/{LESSON}/{name}"] = content
    intake = _survey(course, _class(tmp_path, members))
    assert {s.student for s in intake.submissions} == {"ada_1", "Emmy", "carl"}
    assert {r.student for r in intake.refusals} <= {"ada_1", "Emmy", "carl"}


def _paths(intake: Intake) -> list[str]:
    taken = [path for s in intake.submissions for path in (s.path, *s.superseded)]
    return sorted(map(str, [*taken, *(r.path for r in intake.refusals), *intake.passed_over]))


CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0/.")
WORDS = st.text(CHARACTERS, min_size=1, max_size=8)
ENDS = st.sampled_from([NOTEBOOK, "x.ipynb", "jacobian_lemmas-2.ipynb", "a.pdf", "a"])
STUDENTS = st.builds("{}_{}_{}_{}".format, WORDS, st.integers(0, 3), st.integers(0, 3), ENDS)
FOLDERS = st.builds("{}_{}_assignsubmission_file_/{}".format, WORDS, st.integers(0, 3), ENDS)
REPEATABLE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@pytest.mark.fuzz
@REPEATABLE
@given(st.dictionaries(STUDENTS | FOLDERS | WORDS, st.sampled_from([b"{}", b"", b"x"]), min_size=1))
def test_nothing_is_lost(
    course: Course, tmp_path: Path, request: pytest.FixtureRequest, members: dict[str, bytes]
) -> None:
    valid = request.getfixturevalue("valid")  # as an argument, it makes Hypothesis's words too long
    filled = {name: valid if content == b"x" else content for name, content in members.items()}
    path = _class(tmp_path, filled)
    intake = _survey(course, path)
    names = [name for name in filled if not LITTER & set(name.casefold().split("/"))]
    assert _paths(intake) == sorted(f"{path}/{name}" for name in names)
    assert sorted(str(one.path) for one in intake.entries) == sorted(
        f"{path}/{name}" for name in names
    )
    pairs = _students(intake)
    assert len(set(pairs)) == len(pairs)
    zeros = [(r.student, r.lesson.name) for r in intake.refusals if r.lesson]
    assert len(set(zeros + pairs)) == len(zeros + pairs)


@pytest.mark.fuzz
@REPEATABLE
@given(st.dictionaries(st.text(CHARACTERS, min_size=1) | st.text("./\\:_1aLATE", min_size=1),
                       st.binary(), max_size=4), st.binary())  # fmt: skip
def test_whatever_comes_in(
    course: Course, tmp_path: Path, members: dict[str, bytes], tail: bytes
) -> None:
    for content in (
        tail,
        pack(members),
        pack(members) + tail,
        pack({"a_1_2_x.zip": pack(members)}),
    ):
        (tmp_path / "class.zip").write_bytes(content)
        for path in (tmp_path, tmp_path / "class.zip"):
            try:
                intake = _survey(course, path)
            except UsageError:
                continue
            assert intake.submissions == ()
            assert path.is_file() or _paths(intake)
