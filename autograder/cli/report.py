"""What comes out of grading: CSV files, and tables and lines for a terminal."""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path

from wcwidth import wcswidth

from autograder.atomic import put
from autograder.classroom.grade import Grades
from autograder.classroom.gradebook.totals import Review, Total, points_text
from autograder.classroom.scores import Score
from autograder.collect.ledger import NOT_LISTED, NOTHING, Entry
from autograder.text import cell

COLUMNS = ("student", "lesson", "exercise", "score", "max_score", "reason", "cause")
NAMED = 10  # students that a line names, and scores that have a line each
INTAKE = ("student", "lesson", "file", "state", "time", "late", "number", "note")


def write_grades(scores: Iterable[Score], path: Path) -> None:
    """Write one row for each score; the file appears whole or not at all."""
    _write(
        path,
        COLUMNS,
        (
            (
                cell(s.student), s.lesson, s.exercise,
                f"{s.score:g}", f"{s.max_score:g}", cell(s.reason), cell(s.cause),
            )
            for s in scores
        ),
    )  # fmt: skip


def write_intake(entries: Iterable[Entry], path: Path) -> None:
    """Write one row for each file that came, and for whom none came."""
    _write(
        path,
        INTAKE,
        (
            (
                cell(one.student), one.lesson, cell(str(one.path or "")), one.state,
                f"{one.time:%Y-%m-%d %H:%M:%S}" if one.time else "", "late" if one.late else "",
                cell(one.number), cell(one.note),
            )
            for one in entries
        ),
    )  # fmt: skip


def write_totals(totals: Iterable[Total], path: Path) -> None:
    """Write one row for each student of the gradebook, with the points of every lesson.

    A lesson that a student has not handed in stays empty.
    """
    rows: dict[str, dict[str, float]] = defaultdict(dict)
    for total in totals:
        rows[total.student][total.lesson] = total.score
    lessons = sorted({lesson for of_student in rows.values() for lesson in of_student})
    _write(
        path,
        ("student", *lessons, "total"),
        (
            (
                cell(student),
                *(points_text(got[lesson]) if lesson in got else "" for lesson in lessons),
                points_text(sum(got.values())),
            )
            for student, got in sorted(rows.items())
        ),
    )


def _write(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows(rows)
    put(path, file.getvalue().encode())


def table(scores: Iterable[Score], totals: Iterable[Total]) -> str:
    """Lay out a run as a table: a row for each student and lesson, its total and what failed.

    Args:
        scores: of the run.
        totals: of all students and lessons of the run, at least.
    """
    total_of = {(total.student, total.lesson): total for total in totals}
    rows: dict[tuple[str, str], list[Score]] = defaultdict(list)
    for score in scores:
        rows[score.student, score.lesson].append(score)
    width = max([len("student"), *(wcswidth(cell(student)) for student, _ in rows)])
    lesson_width = max([len("lesson"), *(len(lesson) for _, lesson in rows)])
    lines = [f"{'student':{width}}  {'lesson':{lesson_width}}   score  lost in"]
    for (student, lesson), row in rows.items():
        total = total_of[student, lesson]
        lost = [s.exercise for s in row if s.score < s.max_score]
        if len(lost) == len(row):
            lost = ["everything"]
        if total.penalty:
            lost.append(f"handing in late ({points_text(total.penalty)})")
        got, most = points_text(total.score), points_text(total.max_score)
        lines.append(
            f"{_padded(cell(student), width)}  {lesson:{lesson_width}}  {got:>3}/{most:<3}  "
            f"{', '.join(lost)}".rstrip()
        )
    return "\n".join(lines)


def _padded(text: str, width: int) -> str:
    """Fill a text with blanks up to a number of columns of a terminal."""
    return text + " " * (width - wcswidth(text))


def of_the_class(entries: Iterable[Entry]) -> list[str]:
    """Name those on the list of the class of whom nothing came, and those who are not on it.

    As far as they fit on a line each.
    """
    of_lesson: dict[str, list[str]] = defaultdict(list)
    for one in entries:
        if one.state == NOTHING:
            of_lesson[one.lesson].append(one.student)
    strangers = dict.fromkeys(one.student for one in entries if NOT_LISTED in one.note)
    groups = [
        (f"Nothing came{f' of {lesson}' if lesson else ''} from", students)
        for lesson, students in sorted(of_lesson.items())
    ]
    if strangers:
        groups.append(("Not on the list of the class are", list(strangers)))
    return [
        cell(
            f"{words} {len(students)}: "
            f"{', '.join(students[:NAMED])}{', …' if len(students) > NAMED else ''}"
        )
        for words, students in groups
    ]


def of_earlier_runs(grades: Grades) -> list[str]:
    """Say what became of earlier grades: a line for each that stayed or is lower now."""
    stayed = [
        f"Nothing is written in {s.path}; the earlier grade stays: {s.student}, {s.lesson.name}"
        for s in grades.blank
    ]
    lower = [
        f"Fewer points than before: {one.student}, {one.lesson}: "
        f"{one.before:g} before, {one.after:g} now"
        for one in grades.losses
    ]
    return [cell(line) for line in (*stayed, *lower)]


def of_reviews(reviews: Collection[Review]) -> list[str]:
    """Name the scores that a person gave for an answer which is another one now."""
    lines = [
        cell(f"needs review: {one.student}, {one.lesson}, {one.cell}")
        for one in list(reviews)[:NAMED]
    ]
    more = len(reviews) - len(lines)
    return [*lines, f"needs review: {more} more, as the formgrader shows"] if more else lines
