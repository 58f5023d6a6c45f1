"""Points filled into a form, and who is left out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from autograder.classroom.export.sheet import Sheet
from autograder.classroom.gradebook.totals import Total, points_text
from autograder.classroom.kept.people import Handle, People
from autograder.errors import UsageError

EQUAL = 1e-6  # points; a platform keeps five decimals


@dataclass(frozen=True)
class Lost:
    """A student whose points are not in the filled form, and why."""

    student: str
    score: float
    why: str


@dataclass(frozen=True)
class Filling:
    """A filled form.

    Attributes:
        content: the file.
        rows: where the students are that have a row of their own.
        lost: those whose points are not in it.
        without: the names of those in the form who have no points.
    """

    content: bytes
    rows: Mapping[str, int]
    lost: tuple[Lost, ...]
    without: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether everybody's points are in it; who has none loses nothing."""
        return all(one.score <= 0 for one in self.lost)


def fill(sheet: Sheet, totals: Collection[Total], people: People, *, scale: bool) -> Filling:
    """Fill the totals of a lesson into a form. Rows of which nothing is known stay as they are.

    Args:
        sheet: the form.
        totals: of one lesson.
        people: how platforms name the students.
        scale: whether points are scaled to those that the platform has for the assignment.

    Raises:
        UsageError: the platform has another number of points, and they are not scaled.
    """
    factor = _factor(sheet, totals, scale)
    rows, lost = _joined(sheet, totals, people)
    texts: dict[int, str] = {}
    for total in totals:
        if total.student not in rows:
            continue
        row, points = rows[total.student], total.score * factor
        if row in sheet.closed:
            lost[total.student] = sheet.closed[row]
        elif sheet.most is not None and points > sheet.most + EQUAL and not sheet.takes_more:
            most = points_text(sheet.most)
            lost[total.student] = f"{points_text(points)} are more than the {most} that it takes"
        else:
            texts[row] = points_text(points).replace(".", sheet.decimal_sign)
    return Filling(
        sheet.form.filled(sheet.column, texts),
        rows,
        tuple(Lost(t.student, t.score, lost[t.student]) for t in totals if t.student in lost),
        tuple(one.name for row, one in sheet.people.items() if row not in rows.values()),
    )


def _factor(sheet: Sheet, totals: Collection[Total], scale: bool) -> float:
    most = next(total.max_score for total in totals)
    if sheet.most is None or abs(sheet.most - most) < EQUAL:
        return 1.0
    if scale and sheet.most > 0 and most > 0:
        return sheet.most / most
    how = "" if scale else "; give it the same, or scale them with --scale"
    raise UsageError(
        f"{sheet.form.path}: the lesson has {points_text(most)} points, the assignment "
        f"{points_text(sheet.most)}{how}"
    )


def _joined(
    sheet: Sheet, totals: Collection[Total], people: People
) -> tuple[dict[str, int], dict[str, str]]:
    """Find the row of each student; the second part is why some have none."""
    lost: dict[str, str] = {}
    of_row: dict[int, list[str]] = {}
    for total in totals:
        row, why = _row(sheet, people.named(total.student, total.lesson))
        if row is None:
            lost[total.student] = why
        else:
            of_row.setdefault(row, []).append(total.student)
    for row, students in of_row.items():
        if len(students) > 1:
            why = f"its row would be that of {sheet.people[row].name} for {' and '.join(students)}"
            lost |= dict.fromkeys(students, why)
    return {those[0]: row for row, those in of_row.items() if len(those) == 1}, lost


def _row(sheet: Sheet, handle: Handle) -> tuple[int | None, str]:
    number = handle.number if handle.system == sheet.platform else ""
    found = sheet.rows_of(handle.name, number)
    if len(found) > 1:
        return None, f"several rows are those of {handle.name}"
    if not found:
        return None, f"no row is that of {handle.name}{f' ({number})' if number else ''}"
    namesakes = sheet.rows_of(handle.name, "")
    # Moodle's number is another one in each assignment: it may be of one and the form of another.
    if sheet.platform == "moodle" and namesakes and found[0] not in namesakes:
        other = sheet.people[found[0]].name
        return None, f"its number {number} is that of {other} in the form, its name is not"
    return found[0], ""
