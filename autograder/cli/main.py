"""The command line: parses, and calls one command.

A student has ``check`` alone; what an instructor has beside it is in ``instructor.py``, which is
not handed out.
"""

import argparse
import signal
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from autograder.cli.packages import imported
from autograder.errors import AutograderError

INSTRUCTOR = "autograder.cli.instructor"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 done, 1 not all could be done, 2 wrong usage."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped as with Ctrl-C
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except AutograderError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("autograder: stopped", file=sys.stderr)
        return 130
    except OSError as error:  # a disk that is full or read-only, a folder that is a file
        where = f"{error.filename}: " if error.filename else ""
        print(f"autograder: {where}{error.strerror or error}", file=sys.stderr)
        return 1
    finally:
        signal.signal(signal.SIGTERM, before)


def _parser() -> argparse.ArgumentParser:
    whole = find_spec(INSTRUCTOR) is not None
    parser = argparse.ArgumentParser(
        prog="autograder",
        description="Release, hand out, check and grade the notebooks of the course."
        if whole
        else "Check a notebook of the course.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("check", help="run a notebook's checks, as Validate does")
    command.add_argument("notebook", type=Path, metavar="NOTEBOOK")
    command.set_defaults(run=_check)
    if whole:
        imported(INSTRUCTOR).add_to(commands)
    return parser


def _check(options: argparse.Namespace) -> int:
    return int(imported("autograder.cli.check", extra="lab").check(options.notebook))
