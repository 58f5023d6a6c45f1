"""The list of a class, as Canvas, Moodle or a spreadsheet writes it."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError

# Headings in small letters. Canvas: the gradebook as exported. Moodle: the grading worksheet, the
# list of participants, the grader report.
CANVAS_NUMBER = "id"  # beside "student" alone
MOODLE_NUMBER = "identifier"
FULL_NAMES = ("full name", "student", "student name", "name")
FIRST_NAMES, LAST_NAMES = ("first name",), ("last name", "surname")
OTHER_NAMES = (
    "username", "user name", "login", "login id", "sis login id", "sis user id", "id number",
    "email address", "email", "student id", "student_id", "github_username", "identifier",
)  # fmt: skip
PARTICIPANT = "participant "  # Moodle's word before the number
DELIMITERS = ",;\t"
LARGEST = 10 * 2**20  # bytes


@dataclass(frozen=True)
class Person:
    """Somebody on the list.

    Attributes:
        name: as the list has it, first name first.
        names: other names that a folder may have, in small letters.
        canvas: the number of the user in Canvas; empty where unknown.
        participant: the number of the participant in Moodle's assignment; empty where unknown.
    """

    name: str
    names: frozenset[str]
    canvas: str = ""
    participant: str = ""

    def is_called(self, system: str, name: str, number: str) -> bool:
        """Return whether a platform or a folder means this person.

        Args:
            system: ``folder``, ``canvas``, ``moodle`` or ``pattern``.
            name: the name there.
            number: the platform's number; empty where it gives none.
        """
        known = {"canvas": self.canvas, "moodle": self.participant}.get(system, "")
        return known == number if known and number else plain_name(name) in self.names


def read_roster(path: Path) -> tuple[Person, ...]:
    """Read the list of a class.

    Raises:
        UsageError: it cannot be read, or no column says who is in the class.
    """
    people = tuple(filter(None, map(_person, table_of(content_of(path)))))
    if not people:
        raise UsageError(
            f"{path}: no list of a class; expected a CSV file with a column Student, Full name, "
            "First name and Last name, Username or Email address"
        )
    return people


def content_of(path: Path) -> bytes:
    """Return the content of a CSV file.

    Raises:
        UsageError: it cannot be read, or it is too large.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    if len(content) > LARGEST:
        raise UsageError(f"{path}: larger than {LARGEST // 2**20} MB")
    return content


def table_of(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file by its headings, in small letters and without blanks around."""
    rows = csv.reader(io.StringIO(text_of(content)), delimiter=delimiter_of(content))
    try:
        heading = [plain_name(word) for word in next(rows, [])]
        return [dict(zip(heading, row, strict=False)) for row in rows if any(row)]
    except csv.Error:
        return []


def text_of(content: bytes) -> str:
    """Return the text of a CSV file in UTF-8, in UTF-16 with its mark, or in Windows' encoding."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def delimiter_of(content: bytes) -> str:
    """Return what separates the columns: what stands in the first line most often."""
    first = text_of(content[:65536]).partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def plain_name(name: str) -> str:
    """Return a name in the form in which names are compared."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _person(row: Mapping[str, str]) -> Person | None:
    """Read a row; None for one of nobody, as Canvas' row of points that there are."""
    names = list(_names(row))
    canvas = row.get(CANVAS_NUMBER, "").strip() if "student" in row else ""
    if not names or ("student" in row and CANVAS_NUMBER in row and not canvas.isdigit()):
        return None
    number = plain_name(row.get(MOODLE_NUMBER, "")).removeprefix(PARTICIPANT)
    known = frozenset(map(plain_name, names))
    return Person(names[0], known, canvas, number if number.isdigit() else "")


def _names(row: Mapping[str, str]) -> Iterator[str]:
    """Yield all names of a row, the best first."""

    def get(headings: tuple[str, ...]) -> str:
        return next((row[h].strip() for h in headings if row.get(h, "").strip()), "")

    first, last = get(FIRST_NAMES), get(LAST_NAMES)
    if first or last:
        yield f"{first} {last}".strip()
        yield f"{last}, {first}"
    full = get(FULL_NAMES)
    if full:
        before, comma, after = full.partition(",")
        yield f"{after.strip()} {before.strip()}" if comma else full
        yield full
    for heading in OTHER_NAMES:
        if name := row.get(heading, "").strip():
            yield name
            yield name.partition("@")[0]
