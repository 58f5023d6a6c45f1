"""The command ``autograder report``."""

from pathlib import Path

from autograder.atomic import put
from autograder.classroom.report.class_report import report_of
from autograder.classroom.report.page import page_of
from autograder.classroom.report.table import csv_of
from autograder.collect.roster import read_roster
from autograder.course.lessons import find_course
from autograder.errors import UsageError

NAME = "class.html"
SUFFIXES = (".html", ".htm")


def write_report(
    out: Path | None, target: Path | None, database: str, anonymous: bool, roster: Path | None
) -> int:
    """Write the page of a class and its table; see ``report_of``."""
    course = find_course(Path.cwd())
    out = out or course.root
    target = target or out / NAME
    if target.suffix.lower() not in SUFFIXES:
        raise UsageError(f"the report is a page, so its name ends in .html: {target}")
    report = report_of(course, out, database, read_roster(roster) if roster else ())
    if not report:
        raise UsageError(f"nothing that is graded in {out} is of a lesson of this course")
    table = target.with_suffix(".csv")
    put(target, page_of(report, anonymous=anonymous).encode())
    put(table, csv_of(report).encode())
    for lesson in report:
        numbers = lesson.statistics
        print(
            f"{lesson.name}: {numbers.students} students, mean {numbers.mean:.3g}/{numbers.most:g}"
        )
    print(f"The class as a page: {target}")
    print(f"Its numbers as a table: {table}")
    return 0
