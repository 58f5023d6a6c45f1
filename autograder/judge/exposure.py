"""What student code must not read, where the sandbox would show it.

This module runs in the process of the command that grades, before anything is graded.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from autograder.errors import AutograderError, UsageError
from autograder.sandbox.environment import readable

# Of the system, as bubblewrap's command line has them.
SYSTEM = tuple(map(Path, ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")))


class Exposed(AutograderError):
    """Something secret lies where student code can read it; nothing was run."""


def require_hidden(places: Mapping[str, Path | None]) -> None:
    """Make sure that no secret lies in a folder that the sandbox shows.

    Args:
        places: files and folders by what a message calls them; None for what is elsewhere.

    Raises:
        Exposed: one does; the message says what to do.
    """
    for name, place in places.items():
        for shown in _shown(place):
            raise Exposed(
                f"{name} {place} would be readable for student code, which sees all of {shown}: "
                "move the one out of the other (a course, or a Python environment of its own)"
            )


def file_of(database: str) -> Path | None:
    """Return the file that a database's URL names, if it names one.

    Raises:
        UsageError: it is no URL of a database.
    """
    try:
        url = make_url(database)
    except ArgumentError as error:
        raise UsageError(
            f"no database's URL: {database!r}; sqlite:////folder/file.db is one"
        ) from error
    return Path(url.database) if url.drivername.startswith("sqlite") and url.database else None


def _shown(place: Path | None) -> Iterator[Path]:
    if place is not None:
        for folder in (*SYSTEM, *readable()):
            if place.resolve().is_relative_to(folder.resolve()):
                yield folder
