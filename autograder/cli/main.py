"""The command line: parses, and calls one command.

A command is imported when it is called. Grading needs Linux and imports much, and the processes
that grade are started before that import, so that they import at the same time; releasing and
checking need neither.
"""

import argparse
import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import AutograderError
from autograder.garbage import uncollected
from autograder.sandbox.bubblewrap import KINDS
from autograder.sandbox.limits import Limits

if TYPE_CHECKING:
    from autograder.workers.pool import Workers


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
    return int(_imported("release", extra="grade").release_all(options.check))


def _grade(options: argparse.Namespace) -> int:
    _require_linux()
    with _workers(options) as workers:
        status: int = _imported("grade", extra="grade").grade(
            options.submissions, options.out, options.lesson, options.sandbox,
            Limits(total=options.timeout, memory=options.memory), options.db, options.force,
            workers,
        )  # fmt: skip
    return status


def _check(options: argparse.Namespace) -> int:
    return int(_imported("check", extra="lab").check(options.notebook))


def _demo(options: argparse.Namespace) -> int:
    _require_linux()
    with _pool(None, sandboxed=True) as pool:
        status: int = _imported("grade", extra="grade").demo(options.students, options.out, pool)
    return status


def _workers(options: argparse.Namespace) -> "Workers":
    if not options.scheduler:
        return _pool(options.jobs, sandboxed=options.sandbox == "bubblewrap")
    from autograder.workers.dask import Certificates, Cluster

    certificates = Certificates(options.tls_ca, options.tls_cert, options.tls_key)
    return Cluster(options.scheduler, certificates, options.sandbox)


def _pool(jobs: int | None, *, sandboxed: bool) -> "Workers":
    """Start the processes that grade, and do not wait for them."""
    with _packages_of("grade"):
        from autograder.sandbox.zygote_client import share
        from autograder.workers.pool import Pool, usual_jobs

    return Pool(jobs or usual_jobs(), share() if sandboxed else None)


def _require_linux() -> None:
    if sys.platform != "linux":
        raise AutograderError(
            "grading needs Linux, which makes its sandbox; autograder check works without"
        )


def _imported(command: str, *, extra: str) -> Any:
    """Import a command, which for grading takes a second."""
    with uncollected(), _packages_of(extra):
        return importlib.import_module(f"autograder.cli.{command}")


@contextmanager
def _packages_of(extra: str) -> Iterator[None]:
    """Name the extra to install where one of its packages is missing.

    Raises:
        AutograderError: a module that the block imports is not there.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise AutograderError(
            f"{error.name} is not installed: pip install --editable '.[{extra}]'"
        ) from error
