"""What code sets for a whole process is put back, so that one exercise does not disturb another."""

import contextlib
import locale
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

Setting = tuple[Callable[[], Any], Callable[[Any], Any]]  # how it is read, and set again
SETTINGS: tuple[Setting, ...] = (
    (np.geterr, lambda state: np.seterr(**state)),
    (sys.getrecursionlimit, sys.setrecursionlimit),
    (os.getcwd, os.chdir),
    (lambda: locale.setlocale(locale.LC_ALL), lambda state: locale.setlocale(locale.LC_ALL, state)),
)
PRINTED: Setting = (np.get_printoptions, lambda state: np.set_printoptions(**state))


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Put back what the code inside sets: NumPy's errors, the recursion, the folder, the locale.

    The time for it counts in every call, so that what only printing needs is left to
    ``Surroundings``.
    """
    states = [_of(read) for read, _ in SETTINGS]
    try:
        yield
    finally:
        _restore(SETTINGS, states)


class Surroundings:
    """How a process is set up now; beside what ``kept`` knows, how NumPy prints and warnings."""

    def __init__(self) -> None:
        self._settings = (*SETTINGS, PRINTED)
        self._states = [_of(read) for read, _ in self._settings]
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()

    def restore(self) -> None:
        """Set everything as it was when this object was made."""
        _restore(self._settings, self._states)
        self._warnings.__exit__(None, None, None)
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()


def _restore(settings: tuple[Setting, ...], states: list[Any]) -> None:
    for (read, write), state in zip(settings, states, strict=True):
        if state is not None and _of(read) != state:
            with contextlib.suppress(OSError):
                write(state)


def _of(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except OSError:  # the current folder is gone
        return None
