"""Sort what a class handed in: submissions, refusals with reasons, files that are passed over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from autograder.collect.attempts import HandIn
from autograder.collect.blank import is_blank
from autograder.collect.ledger import (
    BLANK,
    PASSED_OVER,
    REFUSED,
    SUPERSEDED,
    TAKEN,
    Entry,
    entry,
)
from autograder.collect.order import in_order
from autograder.collect.sources import gather
from autograder.collect.students import name_students
from autograder.course.lessons import Course, Lesson


@dataclass(frozen=True)
class Submission:
    """One student's notebook of one lesson, from handing in to the scores.

    Attributes:
        student: the student's name, in the form that all results are kept under.
        read: returns its bytes, from the disk: no class is in memory as a whole.
        given_name: the name as it was found, where that could not be used; else empty.
        number: the number that the learning platform gives the student, or empty.
        late: whether the platform says so.
        attempt: 1 for the first, as the platform's number in the file's name says.
        timestamp: when it was handed in, where that was recorded.
        secret: by which nbgrader's exchange names the student's feedback, or empty.
        path: where it lies.
        own_name: whether the file bears the lesson's name.
        superseded: the student's other notebooks of the lesson, which do not count.
        blank: those of them that do not count because nothing is written in them.
    """

    student: str
    lesson: Lesson
    read: Callable[[], bytes]
    given_name: str = ""
    number: str = ""
    late: bool = False
    attempt: int = 1
    timestamp: datetime | None = None
    secret: str = ""
    path: Path = Path()
    own_name: bool = True
    superseded: tuple[Path, ...] = ()
    blank: tuple[Path, ...] = ()

    @property
    def name(self) -> tuple[str, str]:
        """Student and lesson, by which a class has it once."""
        return self.student, self.lesson.name


@dataclass(frozen=True)
class Refusal:
    """What cannot be graded, and why.

    Attributes:
        path: where it lies.
        reason: a sentence for the instructor.
        student: whose it is, where that is known.
        lesson: the lesson, where it is one of the course and scores 0 for this.
    """

    path: Path
    reason: str
    student: str = ""
    lesson: Lesson | None = None


@dataclass(frozen=True)
class Intake:
    """What a class handed in: every file is in one of these.

    Attributes:
        submissions: what can be graded, in the order of student and lesson.
        refusals: what cannot, in the order of paths.
        passed_over: files that came along with a notebook and are not graded.
        entries: what became of each file, in the order of students.
    """

    submissions: tuple[Submission, ...]
    refusals: tuple[Refusal, ...]
    passed_over: tuple[Path, ...] = ()
    entries: tuple[Entry, ...] = ()


def survey(course: Course, path: Path, spool: IO[bytes]) -> Intake:
    """Read what a class handed in. Archives are unpacked in memory.

    Args:
        path: a folder ``<student>/<lesson>/<notebook>.ipynb``, or a zip file, or a folder of zip
            files or of unpacked ones, as Canvas and Moodle hand them out.
        spool: an open file, where notebooks that can be graded wait to be read; nothing else is
            written.

    Raises:
        UsageError: there is nothing at ``path``, or the file there is no zip file.
    """
    hand_ins: list[HandIn] = []
    refusals: list[Refusal] = []
    entries: list[Entry] = []
    for one in gather(course, path, spool):
        if isinstance(one, HandIn):
            hand_ins.append(one)
        else:
            refusals.append(Refusal(one.path, one.fault))
            entries.append(Entry("", "", one.path, REFUSED, one.fault))
    names = name_students((h.claim.owner, h.lesson.name if h.lesson else "") for h in hand_ins)
    of_student: dict[str, list[HandIn]] = {}
    for hand_in in hand_ins:
        of_student.setdefault(names[hand_in.claim.owner], []).append(hand_in)
    submissions: list[Submission] = []
    passed_over: list[Path] = []
    for student, theirs in sorted(of_student.items()):
        taken = _last_of_each_lesson(student, theirs)
        refused, others = _sort_out(student, in_order(h for h in theirs if h.fault), taken)
        submissions += taken
        refusals += refused
        passed_over += others
        entries += _entries(student, theirs, taken, refused)
    refusals.sort(key=lambda refusal: str(refusal.path))
    return Intake(tuple(submissions), tuple(refusals), tuple(sorted(passed_over)), tuple(entries))


def _entries(
    student: str, theirs: list[HandIn], taken: list[Submission], refused: list[Refusal]
) -> list[Entry]:
    """Say what became of each file of a student's."""
    states: dict[Path, tuple[str, str]] = {one.path: (REFUSED, one.reason) for one in refused}
    for one in taken:
        counts = f"{one.path.name} counts"
        states |= dict.fromkeys(one.superseded, (SUPERSEDED, counts))
        states |= dict.fromkeys(one.blank, (BLANK, f"nothing is written in it; {counts}"))
        note = "" if one.own_name else "its name is not the lesson's"
        states[one.path] = TAKEN, note
    return [entry(student, h, *states.get(h.found.path, (PASSED_OVER, ""))) for h in theirs]


def _last_of_each_lesson(student: str, theirs: list[HandIn]) -> list[Submission]:
    """Take the last readable notebook of each lesson; they come in order."""
    good: dict[Lesson, list[HandIn]] = {}
    for hand_in in theirs:
        if hand_in.lesson and not hand_in.fault:
            good.setdefault(hand_in.lesson, []).append(hand_in)
    in_turn = sorted(good.items(), key=lambda item: item[0].name)
    return [_submission(student, lesson, in_order(attempts)) for lesson, attempts in in_turn]


def _submission(student: str, lesson: Lesson, attempts: list[HandIn]) -> Submission:
    """Take the last attempt in which something is written, or the last if there is none."""
    blank: list[HandIn] = []
    if len(attempts) > 1:
        blank = [h for h in attempts if is_blank(lesson, h.found.read())]
    blank = blank if len(blank) < len(attempts) else []
    last = next(h for h in reversed(attempts) if h not in blank)
    owner = last.claim.owner
    return Submission(
        student,
        lesson,
        last.found.read,
        given_name=owner.given if owner.given != student else "",
        number=owner.number,
        late=last.claim.late,
        attempt=last.attempt,
        timestamp=last.timestamp,
        secret=last.claim.secret,
        path=last.found.path,
        own_name=last.own_name,
        superseded=tuple(h.found.path for h in attempts if h is not last),
        blank=tuple(h.found.path for h in blank),
    )


def _sort_out(
    student: str, faulty: list[HandIn], taken: list[Submission]
) -> tuple[list[Refusal], list[Path]]:
    """Tell what is refused from what merely came along with a notebook.

    A lesson scores 0 once, and only where nothing of it can be graded.
    """
    graded = {submission.lesson for submission in taken}
    refusals: list[Refusal] = []
    passed_over: list[Path] = []
    scored: set[Lesson] = set(graded)
    latest_first = faulty[::-1]
    # Attempts first: what came along matters where there is none.
    for hand_in in sorted(latest_first, key=lambda h: (not h.notebook, not h.own_name)):
        lesson, reason = hand_in.lesson, hand_in.fault
        known = lesson in scored if lesson else bool(scored or refusals)
        if known and not (hand_in.notebook and hand_in.own_name):
            passed_over.append(hand_in.found.path)
            continue
        if lesson in graded:
            reason += "; another one is graded"
        if not hand_in.notebook and lesson:
            reason = f"there is no {lesson.notebook}.ipynb"
        owed = lesson if lesson not in scored else None
        scored |= {lesson} if lesson else set()
        refusals.append(Refusal(hand_in.found.path, reason, student, owed))
    return refusals, passed_over
