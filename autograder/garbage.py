"""Garbage collection, kept away from what a process loads at its start and keeps."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Never look through what the block loads, neither meanwhile nor later.

    Collection takes a fifth of the time of imports, copies memory that forked processes share, and
    looks through everything again at the end of a process.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
