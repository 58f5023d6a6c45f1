"""Whose number is whose: how a learning platform names each student in each lesson."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path

from autograder.atomic import put
from autograder.classroom.kept.journal import DAMAGED, Name, text_in
from autograder.collect.collect import Refusal
from autograder.collect.ledger import OTHER_LESSON, TAKEN, Entry
from autograder.collect.roster import Person
from autograder.collect.students import Owner, platform_name
from autograder.errors import UsageError

FILE = "people.json"  # in the journal


@dataclass(frozen=True)
class Handle:
    """How a platform or a folder names a student in a lesson.

    Attributes:
        student: the name that all results are kept under.
        lesson: the name of the lesson.
        system: where the other names are from: ``folder``, ``canvas``, ``moodle`` or ``pattern``.
        name: the student's, as it was found.
        number: the platform's, in Canvas the same in all lessons; empty where it gives none.
        file: what the platform called the file or folder that was handed in; empty if it did not.
    """

    student: str
    lesson: str
    system: str
    name: str
    number: str = ""
    file: str = ""


@dataclass(frozen=True)
class People:
    """Everybody who has handed in something, in this run or an earlier one.

    Attributes:
        handles: by student and lesson.
    """

    handles: Mapping[Name, Handle] = field(default_factory=dict)

    def named(self, student: str, lesson: str) -> Handle:
        """Return how a student is named in a lesson, as far as that is known."""
        if found := self.handles.get((student, lesson)):
            return found
        for other in self.handles.values():
            if other.student == student:
                number = other.number if other.system == "canvas" else ""
                return replace(other, lesson=lesson, number=number, file="")
        return Handle(student, lesson, "folder", student)

    def absent(self, roster: Iterable[Person], lesson: str) -> tuple[str, ...]:
        """Return who is on the list of a class and has handed in nothing of a lesson."""
        known = [one for one in self.handles.values() if one.lesson == lesson]
        return tuple(
            person.name
            for person in roster
            if not any(person.is_called(one.system, one.name, one.number) for one in known)
        )

    def updated(self, entries: Iterable[Entry], refusals: Iterable[Refusal]) -> "People":
        """Add what a run took in. A number stays where the same is handed in again without one.

        Args:
            entries: what became of each file.
            refusals: what was not graded, with the lessons that score 0 for it.
        """
        handles = dict(self.handles)
        owed = {one.path: one.lesson.name for one in refusals if one.lesson is not None}
        # The file that counts comes last, and so it is the one that is kept.
        for one in sorted(entries, key=lambda one: one.state == TAKEN):
            # A notebook of another lesson says nothing of that one: its number is of the assignment
            # that it was handed in for.
            of = owed.get(one.path) if one.path else ""
            lesson = of or (one.lesson if one.state != OTHER_LESSON else "")
            if one.student and one.system and lesson:
                new = _handle(one, lesson)
                old = handles.get((one.student, lesson))
                if old is None or new.number or not old.number:
                    handles[one.student, lesson] = new
        return People(handles)


def read_people(journal: Path) -> People:
    """Read what earlier runs kept.

    Args:
        journal: the folder of the journal.

    Raises:
        UsageError: the file is damaged.
    """
    path = journal / FILE
    try:
        rows = json.loads(path.read_bytes())
        handles = [Handle(*map(text_in, row)) for row in rows]
    except (FileNotFoundError, NotADirectoryError):  # a run says what is wrong with its folder
        return People()
    except DAMAGED:
        raise UsageError(
            f"{path} is damaged: delete it and grade again what the class handed in, which finds "
            "the numbers and grades nothing anew"
        ) from None
    return People({(one.student, one.lesson): one for one in handles})


def keep_people(people: People, journal: Path) -> None:
    """Keep them for later runs; the file appears whole or not at all."""
    rows = ",\n".join(json.dumps(astuple(one)) for _, one in sorted(people.handles.items()))
    put(journal / FILE, f"[{rows}]\n".encode(), lasting=True)


def _handle(one: Entry, lesson: str) -> Handle:
    """Find what the platform called a file, in its path; names below that are the student's own."""
    handle = Handle(one.student, lesson, one.system, one.given_name, one.number)
    for part in one.path.parts if one.path else ():
        claim = platform_name((part,)) or platform_name((part, ""))
        if claim and claim.owner == Owner(claim.owner.system, one.given_name, one.number):
            return replace(handle, file=part)
    return handle
