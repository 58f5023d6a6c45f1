"""Find what each student handed in, in the folder or the archives of a class."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from autograder.collect.attempts import HandIn, Reader, lesson_by_folder, read_hand_ins
from autograder.collect.files import Found, Unreadable, walk
from autograder.collect.lessons import lesson_of_folder
from autograder.collect.students import Claim, Owner, platform_name, read_path
from autograder.collect.zip_files import CLASS, members
from autograder.course.lessons import Course
from autograder.errors import UsageError
from autograder.regular_file import NoFile, opened

EXPECTED = "<student>/<lesson>/<notebook>.ipynb, or what Canvas or Moodle hand out"
TIMESTAMP = "timestamp.txt"  # nbgrader writes it beside the notebooks that it collects
# Beside it; of this nbgrader's exchange makes the name of the feedback.
SECRET = "submission_secret.txt"  # noqa: S105, a file's name
LONGEST = 200  # bytes of either: a secret has 128
DEPTH = 2  # folders above it, student and lesson; another one is a student's own file


def gather(course: Course, path: Path, spool: IO[bytes]) -> Iterator[HandIn | Found]:
    """Yield what every file is, in the order of paths; a ``Found`` is nobody's.

    Raises:
        UsageError: there is nothing at ``path``, or the file there is no zip file.
    """
    pattern = _pattern(course)
    reader = Reader(spool)
    nothing = True
    for files in _sources(path, pattern):
        files = list(_out_of_clones(course, files))
        stamps = {f.parts: _text(f) for f in files if _is_stamp(f)}
        unknown: set[tuple[str, ...]] = set()
        for found in files:
            nothing = False
            claim = read_path(found.parts, pattern)
            if claim is None:
                yield from _nobodys(found)
            elif claim.owner.system == "folder" and lesson_by_folder(course, claim) is None:
                if found.parts[:2] not in unknown:
                    unknown.add(found.parts[:2])
                    yield HandIn(claim, found, None, _no_lesson(course), own_name=False)
            elif claim.owner.system != "folder":
                yield from read_hand_ins(course, claim, found, reader)
            elif not _is_stamp(found):
                folder = found.parts[:-1]
                when, secret = (stamps.get((*folder, name), "") for name in (TIMESTAMP, SECRET))
                claim = replace(claim, timestamp=when, secret=secret)
                yield from read_hand_ins(course, claim, found, reader)
    if nothing:
        raise UsageError(f"{path} is empty; expected {EXPECTED}")


def _sources(path: Path, pattern: re.Pattern[str] | None) -> Iterator[list[Found]]:
    """Yield the files of a folder, then those of each archive in it that is no student's."""
    if path.is_file():
        try:
            yield from _archive(path.resolve())  # who grades may name a link
        except Unreadable as error:
            raise UsageError(f"{path}: {error}") from error
        return
    if not path.is_dir():
        raise UsageError(f"no folder or zip file {path}; expected {EXPECTED}")
    files = list(walk(path))
    archives = {
        found.parts: found
        for found in files
        if len(found.parts) == 1 and found.suffix == ".zip" and not found.fault
        if read_path(found.parts, pattern) is None
    }
    yield [found for found in files if found.parts not in archives]
    for found in archives.values():
        try:
            yield from _archive(found.path)
        except Unreadable as error:
            yield [replace(found, fault=str(error))]


def _archive(path: Path) -> Iterator[list[Found]]:
    """Yield the files of an archive, which is open for as long as they are looked at."""
    try:
        file = opened(path)
    except NoFile as error:
        raise Unreadable(str(error)) from error
    with file:
        files = members(file, path, CLASS)
        if not files:
            raise Unreadable("there is nothing in this archive")
        # Packing an unpacked archive again puts a folder around it.
        if all(len(f.parts) > 1 and platform_name(f.parts[1:]) for f in files):
            around = {f.parts[0] for f in files}
            if len(around) == 1 and not platform_name(files[0].parts):
                files = [replace(f, parts=f.parts[1:]) for f in files]
        yield files


def _out_of_clones(course: Course, files: list[Found]) -> Iterator[Found]:
    """Take lessons out of what a student got as a whole: ``<student>/course/<lesson>/…``.

    A class that works in repositories hands in all of it. Nothing else in such a folder is a
    student's: neither packages nor the lessons as they were handed out.
    """
    inner = course.release.name
    clones = {
        found.parts[0]
        for found in files
        if len(found.parts) > DEPTH + 1
        if found.parts[1] == inner and lesson_of_folder(course, found.parts[2]) is not None
    }
    for found in files:
        if found.parts[0] not in clones:
            yield found
        elif found.parts[1] == inner and len(found.parts) > DEPTH + 1:
            own = replace(found, parts=(found.parts[0], *found.parts[2:]))
            if not _is_stamp(own):  # nobody but the student has written it
                yield own


def _is_stamp(found: Found) -> bool:
    """Return whether a file is one that nbgrader writes beside notebooks."""
    return found.parts[DEPTH:] in ((TIMESTAMP,), (SECRET,))


def _nobodys(found: Found) -> Iterator[HandIn | Found]:
    if found.empty:
        owner = Owner("folder", found.parts[0])
        yield HandIn(Claim(owner, ()), found, None, found.fault, own_name=False)
    else:
        yield replace(found, fault=found.fault or "nothing in its name says whose it is")


def _no_lesson(course: Course) -> str:
    return f"no such lesson; the lessons are {', '.join(one.name for one in course.lessons)}"


def _pattern(course: Course) -> re.Pattern[str] | None:
    """Return the pattern of the course for nbgrader's zip_collect, where it has one."""
    text = course.config.get("FileNameCollectorPlugin", {}).get("named_regexp", "")
    try:
        return re.compile(text) if text else None
    except re.error as error:
        raise UsageError(f"FileNameCollectorPlugin.named_regexp: {error}") from error


def _text(found: Found) -> str:
    try:
        wrong = found.fault or found.size > LONGEST
        return "" if wrong else found.read()[:LONGEST].decode("ascii").strip()
    except (Unreadable, UnicodeDecodeError):
        return ""
