"""The feedback pages of a class, in the names by which a platform finds whose they are."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.export.sheet import Sheet
from autograder.classroom.kept.people import Handle, People
from autograder.collect.students import CANVAS
from autograder.course.lessons import Lesson

FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # of the format: the same pages make the same file
MODE = 0o100644 << 16  # a file that everybody may read


@dataclass(frozen=True)
class Pages:
    """Feedback pages for a platform.

    Attributes:
        content: a zip file.
        number: how many pages are in it.
        missing: the students of whom none is, and why.
    """

    content: bytes
    number: int
    missing: Mapping[str, str]


def pack(
    sheet: Sheet, rows: Mapping[str, int], people: People, lesson: Lesson, feedback: Path
) -> Pages:
    """Pack the pages of those who have a row in a form.

    Args:
        sheet: the form.
        rows: by student.
        people: how the platform names the students and what they handed in.
        lesson: the lesson.
        feedback: the folder of pages.
    """
    found: dict[str, bytes] = {}
    missing: dict[str, str] = {}
    for student, row in sorted(rows.items()):
        path = feedback / student / lesson.name / f"{lesson.notebook}.html"
        handle = people.named(student, lesson.name)
        before = _moodle(sheet, row) if sheet.platform == "moodle" else _canvas(handle)
        if not path.is_file():
            missing[student] = "no feedback page; grades.csv says why"
        elif not before:
            missing[student] = "Canvas takes a page back by the name of a file that it gave out"
        else:
            found[f"{before}{lesson.notebook}.html"] = path.read_bytes()
    return Pages(_zipped(found), len(found), missing)


def _moodle(sheet: Sheet, row: int) -> str:
    """Return the folder that Moodle has in its own archives: it reads what is between ``_``."""
    name = "".join(" " if c in "_/\\" else c for c in sheet.people[row].name)
    return f"{name}_{sheet.number(row)}_assignsubmission_file_/"


def _canvas(handle: Handle) -> str:
    """Return the name that Canvas gave the file: it looks for the numbers of user and upload.

    The student's own part is left out. Where it begins with ``link``, Canvas passes a file over.
    """
    given = CANVAS.fullmatch(handle.file) if handle.system == "canvas" else None
    return handle.file[: given.start("file_id")] if given else ""


def _zipped(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, FIRST_DATE)
            info.external_attr, info.create_system = MODE, 3
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
