"""The commands of an instructor, which a hand-out has not.

A command is imported when it is called. Grading needs Linux and imports much, and the processes
that grade are started before that import, so that they import at the same time; releasing and
handing out need neither.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.cli.packages import imported, packages_of
from autograder.errors import AutograderError
from autograder.sandbox.bubblewrap import KINDS
from autograder.sandbox.limits import Limits

if TYPE_CHECKING:
    from autograder.workers.pool import Workers


def add_to(commands: Any) -> None:
    """Add the commands to a parser's."""
    command = commands.add_parser("release", help="regenerate course/ from solutions/")
    command.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 and name what differs"
    )
    command.set_defaults(run=_release)

    command = commands.add_parser("new-lesson", help="write a lesson that works, to be changed")
    command.add_argument("name", metavar="NAME", help="of its folder: 08_logistic_regression")
    command.set_defaults(run=_new_lesson)

    command = commands.add_parser("handout", help="write what students get, and nothing else")
    command.add_argument(
        "target", type=Path, metavar="DIR|FILE.zip", help="a new folder, or a zip file"
    )
    command.add_argument(
        "--lesson", action="append", default=[], metavar="NAME",
        help="hand out this lesson alone; may be given several times",
    )  # fmt: skip
    command.add_argument(
        "--questions", choices=("at-once", "held-back"),
        help="when a question's letter is judged (default: as nbgrader_config.py says)",
    )  # fmt: skip
    command.set_defaults(run=_handout)

    command = commands.add_parser("grade", help="grade a class")
    command.add_argument(
        "submissions", type=Path, metavar="SUBMISSIONS",
        help="a folder <student>/<lesson>/<notebook>.ipynb, or what Canvas or Moodle hand out",
    )  # fmt: skip
    command.add_argument(
        "--out", type=Path, metavar="DIR", help="where the results go (default: the course root)"
    )
    command.add_argument(
        "--lesson", action="append", default=[], metavar="NAME",
        help="grade this lesson alone; may be given several times",
    )  # fmt: skip
    command.add_argument(
        "--roster", type=Path, metavar="FILE.csv",
        help="the list of the class, as Canvas or Moodle exports it: names in intake.csv of whom "
        "nothing came",
    )  # fmt: skip
    command.add_argument(
        "--jobs", type=_positive, metavar="N",
        help="submissions graded side by side (default: one more than cores)",
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

    command = commands.add_parser(
        "export", help="fill marks into the form that Canvas or Moodle gives out"
    )
    form = command.add_mutually_exclusive_group(required=True)
    form.add_argument(
        "--canvas", type=Path, metavar="GRADEBOOK.csv", help="the gradebook, as Canvas exports it"
    )
    form.add_argument(
        "--moodle", type=Path, metavar="WORKSHEET.csv",
        help="the assignment's grading worksheet, as Moodle hands it out",
    )  # fmt: skip
    command.add_argument(
        "--out", type=Path, metavar="DIR", help="where the results are (default: the course root)"
    )
    command.add_argument(
        "--lesson", default="", metavar="NAME",
        help="needed where the gradebook has more lessons than one",
    )  # fmt: skip
    command.add_argument(
        "--column", default="", metavar="HEADING",
        help="the assignment's column in Canvas, as '04 Jacobian lemmas (771)', if the lesson's "
        "name, title or number does not find it",
    )  # fmt: skip
    command.add_argument(
        "--to", type=Path, metavar="FILE.csv",
        help="the filled form (default: its name with -filled, in DIR)",
    )  # fmt: skip
    command.add_argument(
        "--pages", type=Path, metavar="FILE.zip",
        help="write the feedback pages as well, named as the platform takes them back",
    )  # fmt: skip
    command.add_argument(
        "--scale", action="store_true",
        help="scale points to those that the platform has for the assignment",
    )  # fmt: skip
    command.add_argument(
        "--db", default="", metavar="URL", help="gradebook (default: DIR/gradebook.db, SQLite)"
    )
    command.set_defaults(run=_export)

    command = commands.add_parser("report", help="write what there is to know of a graded class")
    command.add_argument(
        "--out", type=Path, metavar="DIR", help="where the results are (default: the course root)"
    )
    command.add_argument(
        "--to", type=Path, metavar="FILE.html",
        help="the page; a table goes beside it (default: DIR/class.html)",
    )  # fmt: skip
    command.add_argument("--anonymous", action="store_true", help="name nobody on the page")
    command.add_argument(
        "--roster", type=Path, metavar="FILE.csv",
        help="list of the class, to name of whom nothing came",
    )  # fmt: skip
    command.add_argument(
        "--db", default="", metavar="URL", help="gradebook (default: DIR/gradebook.db, SQLite)"
    )
    command.set_defaults(run=_report)

    command = commands.add_parser("demo", help="grade a simulated class")
    command.add_argument("--students", type=_positive, default=30, metavar="N")
    command.add_argument(
        "--out", type=Path, metavar="DIR", help="default: demo/ in the course root"
    )
    command.set_defaults(run=_demo)


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
    """Read an argument that is a number from 1 up.

    Raises:
        ArgumentTypeError: it is none.
    """
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 up")
    return int(text)


def _release(options: argparse.Namespace) -> int:
    return int(imported("autograder.cli.release", extra="grade").release_all(options.check))


def _grade(options: argparse.Namespace) -> int:
    _require_linux()
    with _workers(options) as workers:
        status: int = imported("autograder.cli.grade", extra="grade").grade(
            options.submissions, options.out, options.lesson, options.sandbox,
            Limits(total=options.timeout, memory=options.memory), options.db, options.force,
            options.roster, workers,
        )  # fmt: skip
    return status


def _export(options: argparse.Namespace) -> int:
    _require_linux()
    return int(
        imported("autograder.cli.export", extra="grade").write_export(
            options.canvas, options.moodle, options.out, options.lesson, options.column,
            options.to, options.pages, options.db, options.scale,
        )
    )  # fmt: skip


def _report(options: argparse.Namespace) -> int:
    _require_linux()
    return int(
        imported("autograder.cli.report_page", extra="grade").write_report(
            options.out, options.to, options.db, options.anonymous, options.roster
        )
    )


def _demo(options: argparse.Namespace) -> int:
    _require_linux()
    with _pool(None, sandboxed=True) as pool:
        status: int = imported("autograder.cli.grade", extra="grade").demo(
            options.students, options.out, pool
        )
    return status


def _workers(options: argparse.Namespace) -> "Workers":
    if not options.scheduler:
        return _pool(options.jobs, sandboxed=options.sandbox == "bubblewrap")
    from autograder.workers.dask import Certificates, Cluster

    certificates = Certificates(options.tls_ca, options.tls_cert, options.tls_key)
    return Cluster(options.scheduler, certificates, options.sandbox)


def _pool(jobs: int | None, *, sandboxed: bool) -> "Workers":
    """Start the processes that grade, and do not wait for them."""
    with packages_of("grade"):
        from autograder.sandbox.zygote_client import share
        from autograder.workers.pool import Pool, usual_jobs

    return Pool(jobs or usual_jobs(), share() if sandboxed else None)


def _require_linux() -> None:
    if sys.platform != "linux":
        raise AutograderError(
            "grading needs Linux, which makes its sandbox; autograder check works without"
        )


def _new_lesson(options: argparse.Namespace) -> int:
    return int(imported("autograder.cli.new_lesson", extra="grade").make_lesson(options.name))


def _handout(options: argparse.Namespace) -> int:
    return int(
        imported("autograder.cli.handout", extra="grade").write_handout(
            options.target, options.lesson, options.questions
        )
    )
