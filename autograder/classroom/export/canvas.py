"""Canvas' gradebook as it is exported, with a column for each assignment.

Canvas takes a row by ``ID`` and a column by the number behind its name. What it exports to be read
only it does not take back.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.classroom.export.form import Form, read_form
from autograder.classroom.export.sheet import Sheet, people_of
from autograder.errors import UsageError

STUDENT, ID, SECTION = "Student", "ID", "Section"
POSSIBLE = "points possible"  # in the column of names, indented
READ_ONLY = "(read only)"
ASSIGNMENT = re.compile(r"(?P<title>.*?)\s*\((?P<number>\d+)\)", re.DOTALL)
CLOSED = {"ex": "Canvas has it as excused", "n/a": "it is not assigned to them in Canvas"}


def gradebook(path: Path, names: Collection[str], number: str, chosen: str = "") -> Sheet:
    """Read an exported gradebook.

    Args:
        path: where it lies.
        names: what the assignment may be called.
        number: of the lesson, for a title that has it and no other assignment's.
        chosen: the heading of the assignment's column; found by the names if empty.

    Raises:
        UsageError: it is none, or its column is not to be found.
    """
    form = read_form(path)
    identifier = form.column(ID)
    if form.column(STUDENT) is None or identifier is None or form.column(SECTION) is None:
        raise UsageError(
            f"{path}: no gradebook of Canvas: it has no columns {STUDENT}, {ID} and {SECTION}"
        )
    points = next(_rows_of_points(form), None)
    columns = dict(_assignments(form, points))
    if not chosen:
        column = _by_name(form, columns, names, number)
    elif chosen in columns.values():
        column = next(column for column, heading in columns.items() if heading == chosen)
    else:
        raise UsageError(f"{path}: no assignment has the column {chosen!r}; {_listed(columns)}")
    people = people_of(form, "canvas", identifier)
    closed = {row: CLOSED[text] for row in people
              if (text := form.text(row, column).casefold()) in CLOSED}  # fmt: skip
    most = None if points is None else form.number(points, column)
    return Sheet(
        "canvas", form, people, column, most, form.decimal_sign(column), closed, takes_more=True
    )


def _rows_of_points(form: Form) -> Iterator[int]:
    for row in range(1, len(form.rows)):
        if form.text(row, form.column(STUDENT)).casefold() == POSSIBLE:
            yield row


def _assignments(form: Form, points: int | None) -> Iterator[tuple[int, str]]:
    """Yield the columns of assignments with their headings."""
    for column, heading in enumerate(form.headings):
        read_only = points is not None and form.text(points, column) == READ_ONLY
        if ASSIGNMENT.fullmatch(heading.strip()) and not read_only:
            yield column, heading.strip()


def _by_name(form: Form, columns: dict[int, str], names: Collection[str], number: str) -> int:
    """Find the one column of a name, or else the one whose title has the lesson's number."""
    called = {_words(name) for name in names}
    titles = {column: _words(_title(heading)) for column, heading in columns.items()}
    by_name = [column for column, title in titles.items() if title in called]
    by_number = [
        column for column, title in titles.items()
        if number and number.lstrip("0") in title
    ]  # fmt: skip
    found = by_name or by_number
    if len(found) != 1:
        which = "no assignment" if not found else "more than one assignment"
        raise UsageError(
            f"{form.path}: {which} is called like the lesson; name its column with --column. "
            f"{_listed(columns)}"
        )
    return found[0]


def _title(heading: str) -> str:
    found = ASSIGNMENT.fullmatch(heading)
    return found["title"] if found else heading


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lstrip("0") for word in re.findall(r"[^\W_]+", text.casefold()))


def _listed(columns: dict[int, str]) -> str:
    return f"the assignments are {', '.join(columns.values()) or 'none'}"
