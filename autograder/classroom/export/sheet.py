"""The form of one assignment: whose the rows are, and where the points go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from autograder.classroom.export.form import Form
from autograder.collect.roster import Person, plain_name, read_roster

Platform = Literal["canvas", "moodle"]


@dataclass(frozen=True)
class Sheet:
    """What a form has for one assignment.

    Attributes:
        platform: whose form it is.
        form: the file.
        people: the students by the numbers of their rows.
        column: where the points go.
        most: the points that the platform has for the assignment; None where it does not say.
        decimal_sign: as the form writes its numbers.
        closed: why the points of some rows must stay as they are.
        takes_more: whether the platform takes more points than there are.
    """

    platform: Platform
    form: Form
    people: Mapping[int, Person]
    column: int
    most: float | None
    decimal_sign: str = "."
    closed: Mapping[int, str] = field(default_factory=dict)
    takes_more: bool = False

    def number(self, row: int) -> str:
        """Return the platform's number of the student in a row."""
        return _number(self.people[row], self.platform)

    def rows_of(self, name: str, number: str) -> list[int]:
        """Return the rows that a student may have.

        Args:
            name: the student's, as platform or folder have it.
            number: this platform's, for this assignment; empty where it is unknown, or for people
                of whom another platform or a folder has the name.
        """
        if number:
            return [row for row in self.people if self.number(row) == number]
        plain = plain_name(name)
        return [row for row, one in self.people.items() if plain in one.names]


def people_of(form: Form, platform: Platform, column: int) -> dict[int, Person]:
    """Return the students of a form by the numbers of their rows.

    Args:
        form: the file.
        platform: whose it is.
        column: where it has the number of each student.

    Raises:
        UsageError: it has no students.
    """
    known = {_number(person, platform): person for person in read_roster(form.path)}
    known.pop("", None)
    found = {}
    for row in range(1, len(form.rows)):
        digits = form.text(row, column).rpartition(" ")[2]
        if digits in known:
            found[row] = known[digits]
    return found


def _number(person: Person, platform: Platform) -> str:
    return person.canvas if platform == "canvas" else person.participant
