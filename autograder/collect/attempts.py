"""Read what a student handed in: of which lesson each file is, or why it cannot be graded."""

import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import IO

from nbgrader.utils import parse_utc

from autograder.collect.file_names import plain_stem
from autograder.collect.files import Found, Unreadable
from autograder.collect.lessons import lesson_of_cells, lesson_of_folder, lesson_of_name
from autograder.collect.students import Claim, Owner
from autograder.collect.zip_files import STUDENT, members
from autograder.course.lessons import Course, Lesson
from autograder.course.notebook.notebook_file import why_no_notebook

OTHER_ARCHIVES = frozenset({".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz"})
STUDENT_LARGEST = 60 * 2**20  # bytes of one student's files that are read
CLASS_LARGEST = 2**30  # bytes of a class's
STUDENT_MEMBERS = 5_000  # files in one student's archives together
CLASS_MEMBERS = 100_000
EARLIEST_YEAR = 1990  # of a time at which something was handed in


@dataclass
class Reader:
    """Reads what students handed in, as far as there is not too much of it.

    Attributes:
        spool: a file for what can be graded; open for as long as that is read.
        together: bytes that may still be read of the class.
        students: bytes that may still be read of each student.
        listed: files in archives that were listed of each student.
    """

    spool: IO[bytes]
    together: int = field(default_factory=lambda: CLASS_LARGEST)
    students: dict[Owner, int] = field(default_factory=dict)
    listed: Counter[Owner] = field(default_factory=Counter)

    def members(self, owner: Owner, found: Found) -> list[Found]:
        """Read a student's archive, and return what is in it.

        Raises:
            Unreadable: as with ``read``, or there are too many files in archives.
        """
        inside = members(io.BytesIO(self.read(owner, found)), found.path, STUDENT)
        if self.listed[owner] + len(inside) > STUDENT_MEMBERS:
            raise Unreadable(f"this student's archives hold more than {STUDENT_MEMBERS:,} files")
        if self.listed.total() + len(inside) > CLASS_MEMBERS:
            raise Unreadable(
                f"all archives together hold more than {CLASS_MEMBERS:,} files; grade them in parts"
            )
        self.listed[owner] += len(inside)
        return inside

    def read(self, owner: Owner, found: Found) -> bytes:
        """Read a student's file.

        Raises:
            Unreadable: it cannot be read, or it is too large, or there is too much of them.
        """
        left = self.students.get(owner, STUDENT_LARGEST)
        if found.fault:
            raise Unreadable(found.fault)
        if found.size > found.largest:
            raise Unreadable(f"larger than {found.largest // 2**20} MB")
        if found.size > left:
            raise Unreadable(f"this student's files hold more than {STUDENT_LARGEST // 2**20} MB")
        if found.size > self.together:
            most = CLASS_LARGEST // 2**20
            raise Unreadable(f"all files together hold more than {most} MB; grade them in parts")
        self.students[owner] = left - found.size
        self.together -= found.size
        return found.read()

    def keep(self, content: bytes) -> Callable[[], bytes]:
        """Put a notebook on the disk, and return what reads it again."""
        start, size = self.spool.seek(0, io.SEEK_END), self.spool.write(content)

        def read() -> bytes:
            self.spool.seek(start)
            return self.spool.read(size)

        return read


@dataclass(frozen=True)
class HandIn:
    """A notebook that a student handed in, or what stands in its place.

    Attributes:
        claim: whose it is.
        found: where it lies, and how to read it.
        lesson: the lesson, where it is known.
        fault: why it cannot be graded; empty where it can.
        own_name: whether its name is that of a lesson, with or without a number.
        attempt: 1 for the first, as the number in its name says.
        exact: whether it is to be preferred to others of the same upload.
        timestamp: when it was handed in, where that was recorded.
        notebook: whether it is one, or an archive that could hold one.
        archive: the student's archive that it was in, if it was in one.
    """

    claim: Claim
    found: Found
    lesson: Lesson | None = None
    fault: str = ""
    own_name: bool = True
    attempt: int = 1
    exact: bool = False
    timestamp: datetime | None = None
    notebook: bool = True
    archive: Found | None = None

    @property
    def upload(self) -> Found:
        """The file that was uploaded: this one, or the archive that it was in."""
        return self.archive or self.found


def read_hand_ins(course: Course, claim: Claim, found: Found, reader: Reader) -> Iterator[HandIn]:
    """Read a file that a student handed in; an archive is opened, and only in memory."""
    if found.suffix != ".zip":
        yield _read_one(course, claim, claim.rest[-1], found, reader)
        return
    lesson = lesson_by_folder(course, claim) or lesson_of_name(course, claim.rest[-1])
    try:
        inside = reader.members(claim.owner, found)
    except Unreadable as error:
        yield HandIn(claim, found, lesson, str(error))
        return
    if not inside:
        yield HandIn(claim, found, lesson, "there is nothing in this archive")
    for one in inside:
        hand_in = _read_one(course, claim, one.parts[-1], one, reader, archived=True)
        yield replace(hand_in, archive=found)


def lesson_by_folder(course: Course, claim: Claim) -> Lesson | None:
    """Return the lesson in whose folder a file lies, where folders are sorted by lessons."""
    if claim.owner.system != "folder":
        return None
    return lesson_of_folder(course, claim.rest[0])


def _read_one(
    course: Course,
    claim: Claim,
    name: str,
    found: Found,
    reader: Reader,
    *,
    archived: bool = False,
) -> HandIn:
    folder, by_name = lesson_by_folder(course, claim), lesson_of_name(course, name)
    lesson, own_name, attempt = folder or by_name, by_name is not None, plain_stem(name)[1]
    if found.empty:
        fault = f"there is no {lesson.notebook}.ipynb" if lesson else found.fault
        return HandIn(claim, found, lesson, fault)
    if not found.fault and found.suffix not in OTHER_ARCHIVES | {".ipynb"}:
        return HandIn(claim, found, lesson, "not a notebook", notebook=False)
    try:
        if found.suffix in OTHER_ARCHIVES:
            raise Unreadable("an archive of another kind than zip")
        content = reader.read(claim.owner, found)
        fault = why_no_notebook(content)
    except Unreadable as error:
        fault, own_name = str(error), True
    if fault:
        return HandIn(claim, found, lesson, fault, own_name, attempt)
    meant = by_name or lesson_of_cells(course, content)
    if meant is None or (folder and meant != folder):
        fault = f"not a notebook of {folder.name if folder else 'any lesson'}"
        return HandIn(claim, found, folder, fault, own_name=False)
    exact = own_name and attempt == 1 and (archived or not claim.attachment)
    when = read_time(claim.timestamp)
    kept = replace(found, read=reader.keep(content))
    return HandIn(claim, kept, meant, "", own_name, attempt, exact, when)


def read_time(text: str) -> datetime | None:
    """Read a timestamp as nbgrader does, in UTC; None where it is none of the last decades."""
    try:
        when = parse_utc(text) if text else None
    except (ValueError, ArithmeticError):  # of decimal too, for a number with many digits
        return None
    return when if isinstance(when, datetime) and when.year >= EARLIEST_YEAR else None
