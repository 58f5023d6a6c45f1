"""Modules that are imported when a command needs them, and the extra that their packages are in."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from autograder.errors import AutograderError
from autograder.garbage import uncollected


def imported(module: str, *, extra: str = "") -> Any:
    """Import a module, which for grading takes a second.

    Args:
        module: its full name.
        extra: of this project, which has the packages that the module imports.

    Raises:
        AutograderError: one of them is not installed.
    """
    with uncollected(), packages_of(extra):
        return importlib.import_module(module)


@contextmanager
def packages_of(extra: str) -> Iterator[None]:
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
