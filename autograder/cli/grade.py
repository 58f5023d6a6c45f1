"""The commands that grade: ``autograder grade`` and ``autograder demo``."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from autograder.classroom.grade import Grades, grade_class
from autograder.cli.progress import shown_on
from autograder.cli.report import (
    of_earlier_runs,
    of_reviews,
    of_the_class,
    table,
    write_grades,
    write_intake,
    write_totals,
)
from autograder.collect.roster import read_roster
from autograder.course.demo import simulate_class
from autograder.course.lessons import find_course
from autograder.sandbox.limits import Limits
from autograder.text import cell
from autograder.workers.pool import Workers


def grade(
    submissions: Path,
    out: Path | None,
    lessons: Sequence[str],
    sandbox: str,
    limits: Limits,
    database: str,
    force: bool,
    roster: Path | None,
    workers: Workers,
) -> int:
    """Grade a class; see ``grade_class``."""
    course = find_course(Path.cwd())
    people = read_roster(roster) if roster else ()
    out = out or course.root
    if sandbox == "none":
        print("warning: no sandbox; student code runs as you and sees your files", file=sys.stderr)
    start = time.monotonic()
    with shown_on(sys.stderr) as listener:
        grades = grade_class(
            course, submissions, out,
            sandbox=sandbox, limits=limits, lessons=lessons,
            database=database, force=force, roster=people, workers=workers, listener=listener,
        )  # fmt: skip
    return _finish(grades, out, time.monotonic() - start)


def demo(students: int, out: Path | None, workers: Workers) -> int:
    """Grade a simulated class."""
    course = find_course(Path.cwd())
    out = out or course.root / "demo"
    simulate_class(course, out / "submissions", students)
    start = time.monotonic()
    with shown_on(sys.stderr) as listener:
        grades = grade_class(
            course, out / "submissions", out, force=True, workers=workers, listener=listener
        )
    return _finish(grades, out, time.monotonic() - start)


def _finish(grades: Grades, out: Path, seconds: float) -> int:
    out.mkdir(parents=True, exist_ok=True)
    write_intake(grades.entries, out / "intake.csv")
    if grades.scores:
        write_grades(grades.of_all, out / "grades.csv")
        write_totals(grades.totals, out / "totals.csv")
        print(table(grades.scores, grades.totals))
        print(f"\nGraded now: {grades.graded}; unchanged since an earlier run: {grades.kept}")
        print(f"Time: {seconds:.0f} s{_rate(grades.graded, seconds)}")
        students = len({total.student for total in grades.totals})
        print(f"Totals of all students in the gradebook, {students}: {out / 'totals.csv'}")
        print(f"Scores and reasons: {out / 'grades.csv'}")
        print(f"What became of every file: {out / 'intake.csv'}")
        print(f"Feedback pages: {out / 'feedback'}/<student>/<lesson>/")
        for line in (*of_earlier_runs(grades), *of_reviews(grades.reviews)):
            print(line)
    for line in of_the_class(grades.entries):
        print(line)
    for refusal in grades.refusals:
        print(f"not graded: {cell(str(refusal.path))}: {cell(refusal.reason)}", file=sys.stderr)
    return 1 if grades.refusals else 0


def _rate(graded: int, seconds: float) -> str:
    return f", {graded / seconds:.2g} submissions a second" if graded else ""
