"""Which of several attempts counts: a written one, then the date, then the name."""

import io
import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from zipfile import ZipInfo

import nbformat
import pytest

from autograder.cli.summary import summary
from autograder.collect.collect import Intake, Submission, survey
from autograder.course.lessons import Course
from autograder.course.notebook.cells import with_answers
from tests.helpers.packing import pack

LESSON, NOTEBOOK = "04_jacobian_lemmas", "jacobian_lemmas.ipynb"
OTHER = "jacobian_lemmas (1).ipynb"
MOODLE, CANVAS = "Ada_12_assignsubmission_file_/{}", "adalovelace_12_{}_{}"
EARLY = datetime(2026, 1, 30, 12, 0, 0)
LATE = EARLY + timedelta(days=2)
SECOND = timedelta(seconds=1)

Entry = tuple[str, datetime | None, bytes]


@pytest.fixture(scope="module")
def blank(released: nbformat.NotebookNode) -> bytes:
    return bytes(nbformat.writes(released).encode())


@pytest.fixture(scope="module")
def written(released: nbformat.NotebookNode) -> bytes:
    answered = with_answers(released, {"affine_grad_W": "def affine_grad_W(g, x): return 0"})
    return bytes(nbformat.writes(answered).encode())


def zipped(*entries: Entry) -> bytes:
    members = []
    for name, date, content in entries:
        when = (date or datetime(1980, 1, 1)).timetuple()[:6]
        members.append((ZipInfo(name, when), content))
    return pack(members)


def unpacked(folder: Path, *entries: Entry) -> None:
    for name, date, content in entries:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if date is not None:
            os.utime(path, (date.timestamp(), date.timestamp()))


def intake_of(course: Course, path: Path) -> Intake:
    intake = survey(course, path, io.BytesIO())
    assert intake.refusals == ()
    return intake


def the_one(course: Course, path: Path) -> Submission:
    (submission,) = intake_of(course, path).submissions
    return submission


DATES: Mapping[str, tuple[tuple[datetime | None, datetime | None], str]] = {
    "the copy is newer": ((EARLY, LATE), OTHER),
    "the copy is older": ((LATE, EARLY), NOTEBOOK),
    "one date": ((EARLY, EARLY), NOTEBOOK),
    "dated as they were unpacked": ((EARLY, EARLY + 4 * SECOND), NOTEBOOK),
    "no dates": ((None, None), NOTEBOOK),
    "a minute later": ((EARLY, EARLY + 60 * SECOND), OTHER),
}


@pytest.mark.parametrize("case", DATES)
@pytest.mark.parametrize("way", ["zip", "folder", "archive", "lesson folder"])
def test_the_date_decides_and_then_the_name(
    course: Course, tmp_path: Path, written: bytes, case: str, way: str
) -> None:
    dates, expected = DATES[case]
    if way != "zip" and None in dates:
        dates = (EARLY, EARLY)  # a file on a disk has a date
    for number, order in enumerate(permutations(zip((NOTEBOOK, OTHER), dates, strict=True))):
        top = tmp_path / str(number)
        top.mkdir()
        entries = [(name, date, written) for name, date in order]
        moodle = [(MOODLE.format(name), date, content) for name, date, content in entries]
        if way == "zip":
            (top / "class.zip").write_bytes(zipped(*moodle))
        elif way == "folder":
            unpacked(top, *moodle)
        elif way == "archive":
            unpacked(top, (MOODLE.format("work.zip"), None, zipped(*entries)))
        else:
            unpacked(top, *((f"ada/{LESSON}/{n}", date, c) for n, date, c in entries))
        submission = the_one(course, top)
        assert submission.path.name == expected
        assert [path.name for path in submission.superseded] == [
            name for name, _ in order if name != expected
        ]


def test_many_copies_unpacked_at_once_are_told_by_their_numbers(
    course: Course, tmp_path: Path, written: bytes
) -> None:
    names = [f"jacobian_lemmas ({number}).ipynb" for number in (3, 12, 1, 2)]
    entries = [(MOODLE.format(n), EARLY + i * SECOND, written) for i, n in enumerate(names)]
    unpacked(tmp_path, *entries)
    assert the_one(course, tmp_path).path.name == "jacobian_lemmas (12).ipynb"


def test_a_time_that_was_recorded_goes_before_the_date_of_a_file(
    course: Course, tmp_path: Path, written: bytes
) -> None:
    for folder, date, when in ((LESSON, LATE, EARLY), (LESSON.upper(), EARLY, LATE)):
        unpacked(
            tmp_path,
            (f"ada/{folder}/{NOTEBOOK}", date, written),
            (f"ada/{folder}/timestamp.txt", None, f"{when} UTC".encode()),
        )
    submission = the_one(course, tmp_path)
    assert submission.path.parent.name == LESSON.upper()
    assert submission.timestamp == LATE


def test_canvas_numbers_its_uploads_and_dates_them_as_it_packs(
    course: Course, tmp_path: Path, written: bytes
) -> None:
    entries = [
        (CANVAS.format(35, "jacobian_lemmas-1.ipynb"), EARLY, written),
        (CANVAS.format(34, NOTEBOOK), LATE, written),
    ]
    (tmp_path / "class.zip").write_bytes(zipped(*entries))
    assert the_one(course, tmp_path).path.name.endswith("jacobian_lemmas-1.ipynb")


@pytest.mark.parametrize(
    ("own", "others"),
    [
        ("bobsmith_17_900_{}", "bobsmith_17_9000_812_{}"),
        ("bobsmith_17_900_{}", "bobsmith_17_9000_LATE_812_{}"),
        (
            "Bob Smith_17_assignsubmission_file_{}",
            "Bob Smith_17_assignsubmission_file_x_99_assignsubmission_file_{}",
        ),
    ],
)
def test_who_is_called_like_an_upload_of_somebody_else_displaces_nothing(
    course: Course, tmp_path: Path, written: bytes, own: str, others: str
) -> None:
    """The upload of one whom the platform calls bobsmith_17 is read as one of Bob's."""
    unpacked(
        tmp_path,
        (own.format(NOTEBOOK), EARLY, written),
        (others.format(NOTEBOOK), LATE, written),
    )
    submission = the_one(course, tmp_path)
    assert submission.path.name == own.format(NOTEBOOK)
    assert len(submission.superseded) == 1


def test_a_file_that_begins_with_a_lessons_number_is_in_no_doubt(
    course: Course, tmp_path: Path, written: bytes
) -> None:
    unpacked(
        tmp_path,
        (f"ada_17_900_{NOTEBOOK}", LATE, written),
        (f"ada_17_901_04_{NOTEBOOK}", EARLY, written),
    )
    assert the_one(course, tmp_path).path.name == f"ada_17_901_04_{NOTEBOOK}"


def test_one_students_many_files_hide_no_other_line(
    course: Course, tmp_path: Path, written: bytes
) -> None:
    for number in range(1, 41):
        unpacked(tmp_path, (f"ada/{LESSON}/jacobian_lemmas ({number}).ipynb", EARLY, written))
    unpacked(tmp_path, *((f"bob/{LESSON}/{name}", EARLY, written) for name in (NOTEBOOK, OTHER)))
    lines = summary(intake_of(course, tmp_path)).splitlines()
    assert sum("superseded: " in line for line in lines) == 6
    assert f"and 34 more of ada, {LESSON}: see intake.csv" in lines


@pytest.mark.parametrize("archive_is_newer", [False, True])
def test_an_archive_is_compared_by_its_own_date(
    course: Course, tmp_path: Path, written: bytes, archive_is_newer: bool
) -> None:
    """What is in it bears the dates of its student's clock, or none."""
    day = timedelta(days=1 if archive_is_newer else -1)
    inside = zipped((NOTEBOOK, EARLY - 9 * day, written), (OTHER, None, written))
    unpacked(
        tmp_path,
        (MOODLE.format("work.zip"), EARLY + day, inside),
        (MOODLE.format(NOTEBOOK), EARLY, written),
    )
    submission = the_one(course, tmp_path)
    assert (submission.path.parent.name == "work.zip") == archive_is_newer
    assert len(submission.superseded) == 2


@pytest.mark.parametrize("way", ["moodle", "canvas", "archive", "lesson folder"])
@pytest.mark.parametrize("written_name", [NOTEBOOK, OTHER])
def test_a_blank_notebook_never_displaces_a_written_one(
    course: Course, tmp_path: Path, blank: bytes, written: bytes, way: str, written_name: str
) -> None:
    """Neither by a later date, nor by a later upload, nor by a better name."""
    blank_name = OTHER if written_name == NOTEBOOK else NOTEBOOK
    pair = [(written_name, EARLY, written), (blank_name, LATE, blank)]
    if way == "moodle":
        unpacked(tmp_path, *((MOODLE.format(name), d, c) for name, d, c in pair))
    elif way == "canvas":
        canvas = [(CANVAS.format(n, name), d, c) for n, (name, d, c) in enumerate(pair)]
        unpacked(tmp_path, *canvas)
    elif way == "archive":
        unpacked(
            tmp_path,
            (MOODLE.format(written_name), EARLY, written),
            (MOODLE.format("course.zip"), LATE, zipped((f"x/{blank_name}", LATE, blank))),
        )
    else:
        unpacked(tmp_path, *((f"ada/{LESSON}/{name}", d, c) for name, d, c in pair))
    intake = intake_of(course, tmp_path)
    (submission,) = intake.submissions
    assert submission.read() == written
    assert len(submission.superseded) == 1
    assert submission.blank == submission.superseded
    lines = summary(intake).splitlines()
    assert lines[0].startswith("notebooks 1, students 1, blank 1")
    (line,) = [line for line in lines if line.startswith("nothing is written")]
    assert blank_name in line
    assert str(submission.path) in line


def test_of_blank_notebooks_alone_the_last_counts(
    course: Course, tmp_path: Path, blank: bytes
) -> None:
    unpacked(
        tmp_path,
        (MOODLE.format(NOTEBOOK), EARLY, blank),
        (MOODLE.format(OTHER), LATE, blank + b"\n"),
    )
    submission = the_one(course, tmp_path)
    assert submission.path.name == OTHER
    assert (len(submission.superseded), submission.blank) == (1, ())


def test_of_written_notebooks_the_last_counts_between_blank_ones(
    course: Course, tmp_path: Path, blank: bytes, written: bytes
) -> None:
    contents = [blank, written, written + b"\n", blank]
    entries = [
        (MOODLE.format(f"{n}.ipynb"), EARLY + timedelta(hours=n), content)
        for n, content in enumerate(contents)
    ]
    unpacked(tmp_path, *entries)
    submission = the_one(course, tmp_path)
    assert submission.path.name == "2.ipynb"
    assert [path.name for path in submission.superseded] == ["0.ipynb", "1.ipynb", "3.ipynb"]
    assert [path.name for path in submission.blank] == ["0.ipynb", "3.ipynb"]


NAMES = [
    "jacobian_lemmas.ipynb.txt",
    "Jacobian Lemmas.ipynb.json",
    "jacobian_lemmas.ipynb (1).txt",
    "x.IPYNB.TXT",
    "jacobian_lemmas - Copy (2).ipynb",
    "Copy of jacobian_lemmas.ipynb",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_under_another_name_is_taken(
    course: Course, tmp_path: Path, written: bytes, name: str
) -> None:
    ways = {
        "canvas.zip": zipped((CANVAS.format(34, name), EARLY, written)),
        "moodle.zip": zipped((MOODLE.format(name), EARLY, written)),
        "archive.zip": zipped((MOODLE.format("a.zip"), EARLY, zipped((name, EARLY, written)))),
        "folders.zip": zipped((f"ada/{LESSON}/{name}", EARLY, written)),
    }
    for archive, content in ways.items():
        (tmp_path / archive).write_bytes(content)
        submission = the_one(course, tmp_path / archive)
        assert (submission.read(), submission.lesson.name) == (written, LESSON)
        assert submission.own_name == (not name.startswith("x"))


@pytest.mark.parametrize("folder", ["04_Jacobian_Lemmas", LESSON.upper(), "04 Jacobian lemmas",
                                    f"{LESSON} (1)"])  # fmt: skip
def test_the_folder_of_a_lesson_in_other_capitals(
    course: Course, tmp_path: Path, written: bytes, folder: str
) -> None:
    unpacked(tmp_path, (f"ada/{folder}/{NOTEBOOK}", None, written))
    (tmp_path / "emmy" / folder).mkdir(parents=True)
    intake = survey(course, tmp_path, io.BytesIO())
    assert [(s.student, s.lesson.name) for s in intake.submissions] == [("ada", LESSON)]
    (refusal,) = intake.refusals
    assert refusal.reason == f"there is no {NOTEBOOK}"
    assert refusal.lesson == course.lesson(LESSON)


def test_what_only_looks_like_a_notebook_by_its_name_is_refused(
    course: Course, tmp_path: Path
) -> None:
    unpacked(tmp_path, (MOODLE.format("jacobian_lemmas.ipynb.txt"), None, b"my answers"))
    (refusal,) = survey(course, tmp_path, io.BytesIO()).refusals
    assert refusal.reason.startswith("not a notebook")
    assert refusal.lesson == course.lesson(LESSON)
