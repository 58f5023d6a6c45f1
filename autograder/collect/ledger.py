"""What became of every file that came: a row for each, and for each student of whom none came."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from autograder.collect.attempts import HandIn
from autograder.collect.roster import Person

TAKEN, SUPERSEDED, BLANK = "taken", "superseded", "blank"
PASSED_OVER, REFUSED, NOTHING = "passed over", "refused", "nothing came"
NOT_LISTED = "not on the list of the class"
OTHER_LESSON = "another lesson"  # than those that a run grades


@dataclass(frozen=True)
class Entry:
    """What became of one file, or that none came.

    Attributes:
        student: whose it is, in the form that all results are kept under; empty where nothing says.
        lesson: the name of the lesson; empty where nothing says.
        path: where it lies, for people; None where nothing came.
        state: one of the states above.
        note: why, or what else there is to know.
        given_name: the student as folder or platform names them.
        system: where that name is from: ``folder``, ``canvas``, ``moodle`` or ``pattern``.
        number: the number that the platform gives the student, or empty.
        time: when it was handed in, as far as that is known.
        late: whether the platform says so.
    """

    student: str
    lesson: str
    path: Path | None
    state: str
    note: str = ""
    given_name: str = ""
    system: str = ""
    number: str = ""
    time: datetime | None = None
    late: bool = False


def entry(student: str, hand_in: HandIn, state: str, note: str = "") -> Entry:
    """Return the entry of a file that a student handed in."""
    owner, changed = hand_in.claim.owner, hand_in.upload.changed
    # Canvas dates the files in its archives when it packs them.
    dated = owner.system != "canvas" and changed != datetime.min
    return Entry(
        student,
        hand_in.lesson.name if hand_in.lesson else "",
        hand_in.found.path,
        state,
        note,
        owner.name,
        owner.system,
        owner.number,
        hand_in.timestamp or (changed if dated else None),
        hand_in.claim.late,
    )


def of_lessons(entries: Iterable[Entry], lessons: Collection[str]) -> Iterator[Entry]:
    """Mark what was taken of another lesson than those that a run grades."""
    for one in entries:
        other = one.state == TAKEN and one.lesson not in lessons
        yield replace(one, state=OTHER_LESSON) if other else one


def compared(
    entries: Collection[Entry], roster: Collection[Person], lessons: Collection[str]
) -> Iterator[Entry]:
    """Compare what came with the list of a class.

    Args:
        entries: of all files.
        roster: the class.
        lessons: those that every student should have handed in; if empty, any of them will do.

    Yields:
        Each entry, with a note where nobody on the list is meant, and for each person and lesson of
        which nothing came an entry that says so.
    """
    of_person: dict[Person, list[Entry]] = {person: [] for person in roster}
    for one in entries:
        owners = [
            p for p in roster if one.student and p.is_called(one.system, one.given_name, one.number)
        ]
        for person in owners:
            of_person[person].append(one)
        note = NOT_LISTED if one.student and not owners else ""
        yield replace(one, note="; ".join(filter(None, [one.note, note])))
    for person, theirs in of_person.items():
        names = sorted({one.student for one in theirs})
        for lesson in sorted(lessons) or [""]:
            if not any(_may_be_of(one, lesson) for one in theirs):
                yield Entry(
                    names[0] if names else person.name, lesson, None, NOTHING,
                    number=person.canvas or person.participant,
                )  # fmt: skip


def _may_be_of(one: Entry, lesson: str) -> bool:
    """Return whether a file is of a lesson, or was refused before that was known."""
    return lesson in ("", one.lesson) or (one.state == REFUSED and not one.lesson)
