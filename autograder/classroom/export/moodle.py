"""Moodle's offline grading worksheet, one for each assignment.

Moodle takes a row by the number in ``Identifier``. It leaves out without a word whose grade is
locked, has been changed in Moodle since the worksheet was downloaded, or is above the maximum.
"""

from pathlib import Path

from autograder.classroom.export.form import Form, read_form
from autograder.classroom.export.sheet import Sheet, people_of
from autograder.errors import UsageError

IDENTIFIER, GRADE, CHANGED = "Identifier", "Grade", "Last modified (grade)"
MAXIMUM, CHANGEABLE = "Maximum Grade", "Grade can be changed"


def worksheet(path: Path) -> Sheet:
    """Read a worksheet.

    Raises:
        UsageError: it is none, or its assignment has no points.
    """
    form = read_form(path)
    identifier, grade, changed = map(form.column, (IDENTIFIER, GRADE, CHANGED))
    if identifier is None or grade is None or changed is None:
        raise UsageError(
            f"{path}: no grading worksheet of Moodle: it has no columns {IDENTIFIER}, {GRADE} and "
            f"{CHANGED}. Download it with Moodle in English"
        )
    people = people_of(form, "moodle", identifier)
    changeable = form.column(CHANGEABLE)
    locked = {row: "Moodle does not let this grade be changed" for row in people
              if form.text(row, changeable).casefold() == "no"}  # fmt: skip
    maximum = form.column(MAXIMUM)
    return Sheet(
        "moodle", form, people, grade, _most(form, maximum, set(people)),
        form.decimal_sign(maximum), locked,
    )  # fmt: skip


def _most(form: Form, maximum: int | None, rows: set[int]) -> float | None:
    if maximum is None:
        return None
    found = {form.number(row, maximum) for row in rows}
    if len(found) > 1 or None in found:
        raise UsageError(f"{form.path}: {MAXIMUM} is not the same number in all rows")
    return found.pop() if found else None
