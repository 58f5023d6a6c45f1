"""The command line: parses, calls one function, prints and returns an exit status."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from textwrap import indent

from autograder.classroom import Grades, grade_class
from autograder.cluster import Certificates, Cluster
from autograder.course import find_course
from autograder.demo import simulate_class
from autograder.errors import AutograderError
from autograder.pool import Pool, Workers
from autograder.progress import shown_on
from autograder.release import check_release, release
from autograder.report import cell, table, write_grades, write_totals
from autograder.sandbox import KINDS, Limits
from autograder.validate import validate


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 done, 1 not all could be done, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except AutograderError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("autograder: stopped", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="autograder", description="Release, check and grade the notebooks of the course."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("release", help="regenerate course/ from solutions/")
    command.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 and name what differs"
    )
    command.set_defaults(run=_release)

    command = commands.add_parser("grade", help="grade a class")
    command.add_argument(
        "submissions", type=Path, metavar="SUBMISSIONS",
        help="a folder <student>/<lesson>/<notebook>.ipynb",
    )  # fmt: skip
    command.add_argument(
        "--out", type=Path, metavar="DIR", help="where the results go (default: the course root)"
    )
    command.add_argument(
        "--lesson", action="append", default=[], metavar="NAME",
        help="grade this lesson alone; may be given several times",
    )  # fmt: skip
    command.add_argument(
        "--jobs", type=_positive, default=len(os.sched_getaffinity(0)), metavar="N",
        help="submissions graded side by side (default: one for each core, %(default)s here)",
    )  # fmt: skip
    command.add_argument(
        "--scheduler", default="", metavar="URL",
        help="grade on the Dask cluster of this scheduler, tcp://… or tls://…",
    )  # fmt: skip
    for name, what in (("ca", "authority"), ("cert", "certificate"), ("key", "key")):
        command.add_argument(
            f"--tls-{name}", default="", metavar="FILE", help=f"{what} for tls://… (PEM)"
        )
    command.add_argument(
        "--db", default="", metavar="URL", help="gradebook (default: DIR/gradebook.db, SQLite)"
    )
    command.add_argument(
        "--force", action="store_true", help="grade again what has not changed since the last run"
    )
    _add_limits(command)
    command.set_defaults(run=_grade)

    command = commands.add_parser("check", help="run a notebook's checks, as Validate does")
    command.add_argument("notebook", type=Path, metavar="NOTEBOOK")
    command.set_defaults(run=_check)

    command = commands.add_parser("demo", help="grade a simulated class")
    command.add_argument("--students", type=int, default=30, metavar="N")
    command.add_argument(
        "--out", type=Path, metavar="DIR", help="default: demo/ in the course root"
    )
    command.set_defaults(run=_demo)
    return parser


def _add_limits(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--sandbox", choices=KINDS, default=KINDS[0],
        help="none: student code runs as you and sees your files (default: %(default)s)",
    )  # fmt: skip
    command.add_argument(
        "--timeout", type=_positive, default=Limits.total, metavar="S",
        help="seconds for a submission (default: %(default)s)",
    )  # fmt: skip
    command.add_argument(
        "--memory", type=_positive, default=Limits.memory, metavar="MB",
        help="megabytes for a submission (default: %(default)s)",
    )  # fmt: skip


def _positive(text: str) -> int:
    number = int(text)
    if number <= 0:
        raise ValueError
    return number


def _release(options: argparse.Namespace) -> int:
    course = find_course(Path.cwd())
    differences = (check_release if options.check else release)(course)
    for difference in differences:
        print(f"{course.release.name}/{difference.path}: {difference.reason}")
    if options.check:
        return 1 if differences else 0
    print(f"{course.release.name}/ is up to date with {course.solutions.name}/")
    return 0


def _grade(options: argparse.Namespace) -> int:
    course = find_course(Path.cwd())
    out = options.out or course.root
    if options.sandbox == "none":
        print("warning: no sandbox; student code runs as you and sees your files", file=sys.stderr)
    limits = Limits(total=options.timeout, memory=options.memory)
    start = time.monotonic()
    with _workers(options) as workers, shown_on(sys.stderr) as listener:
        grades = grade_class(
            course, options.submissions, out,
            sandbox=options.sandbox, limits=limits, lessons=options.lesson,
            database=options.db, force=options.force, workers=workers, listener=listener,
        )  # fmt: skip
    return _finish(grades, out, time.monotonic() - start)


def _workers(options: argparse.Namespace) -> Workers:
    if not options.scheduler:
        return Pool(options.jobs)
    certificates = Certificates(options.tls_ca, options.tls_cert, options.tls_key)
    return Cluster(options.scheduler, certificates, options.sandbox)


def _check(options: argparse.Namespace) -> int:
    outcomes = validate(options.notebook)
    for outcome in outcomes:
        print(f"{outcome.exercise}: {'failed' if outcome.message else 'passed'}")
        if outcome.message:
            print(indent(outcome.message, "    "))
    return 1 if any(outcome.message for outcome in outcomes) else 0


def _demo(options: argparse.Namespace) -> int:
    course = find_course(Path.cwd())
    out = options.out or course.root / "demo"
    simulate_class(course, out / "submissions", options.students)
    start = time.monotonic()
    with Pool(len(os.sched_getaffinity(0))) as pool, shown_on(sys.stderr) as listener:
        grades = grade_class(
            course, out / "submissions", out, force=True, workers=pool, listener=listener
        )
    return _finish(grades, out, time.monotonic() - start)


def _finish(grades: Grades, out: Path, seconds: float) -> int:
    if grades.scores:
        out.mkdir(parents=True, exist_ok=True)
        write_grades(grades.scores, out / "grades.csv")
        write_totals(grades.scores, out / "totals.csv")
        print(table(grades.scores))
        print(f"\nGraded now: {grades.graded}; unchanged since an earlier run: {grades.kept}")
        print(f"Time: {seconds:.0f} s{_rate(grades.graded, seconds)}")
        print(f"Totals for a learning platform: {out / 'totals.csv'}")
        print(f"Scores and reasons: {out / 'grades.csv'}")
        print(f"Feedback pages: {out / 'feedback'}/<student>/<lesson>/")
    for refusal in grades.refusals:
        print(f"not graded: {cell(str(refusal.path))}: {cell(refusal.reason)}", file=sys.stderr)
    return 1 if grades.refusals else 0


def _rate(graded: int, seconds: float) -> str:
    return f", {graded / seconds:.2g} submissions a second" if graded else ""
