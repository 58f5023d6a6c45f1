"""The time of a submission: what other programs take of the processor does not count against it.

This module runs in the worker. Linux counts for every thread how long it ran and how long it waited
for a processor. Limits are seconds on the clock, and what was waited is given back. Without these
counts, and for processes that start and end faster than one looks, the clock alone decides.
"""

import contextlib
import math
import os
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

from autograder.sandbox.family import threads_of

WIDEST = 8  # times a limit on the clock, however busy the machine is


class Deadline:
    """The end of a span of own time.

    Args:
        seconds: how long it is.
        waited: seconds that were waited for a processor so far; called with True it looks anew.
        until: another end that counts where it comes first.
    """

    def __init__(
        self, seconds: float, waited: Callable[[bool], float], until: "Deadline | None" = None
    ) -> None:
        now = time.monotonic()
        self._end = now + seconds
        self._last = now + WIDEST * seconds
        self._waited = waited
        self._before = waited(False)
        self._until = until

    def left(self) -> float:
        """Return the seconds until it, on the clock, if nobody waits; 0 or less when it is over."""
        own = self._own_left()
        return own if self._until is None else min(own, self._until.left())

    def is_cut(self) -> bool:
        """Whether the other end comes before the one that the span itself would have."""
        return self._until is not None and self._until.left() <= self._own_left()

    def _own_left(self) -> float:
        left = self._end - (now := time.monotonic())
        if left <= 0:
            left = min(self._end + self._waited(True) - self._before, self._last) - now
        return left

    def over(self) -> bool:
        """Whether the time is over."""
        return self.left() <= 0


class OwnTime:
    """The own time of one submission.

    Args:
        total: seconds that it may take.

    Attributes:
        waited: seconds that were given back until the last look.
    """

    def __init__(self, total: float = math.inf) -> None:
        self._lock = threading.Lock()
        self._worker = Path(f"/proc/self/task/{threading.get_native_id()}")
        self._family: Callable[[], list[int]] = list
        # Several submissions that are measured should not get the same one.
        self._processor = random.choice(sorted(os.sched_getaffinity(0)))  # noqa: S311
        self._seen: dict[Path, tuple[int, int]] = {}
        self._looked = time.monotonic()
        self.waited = 0.0
        self.look()
        self._total = Deadline(total, self._so_far)

    def follow(self, family: Callable[[], list[int]]) -> None:
        """Count the threads of these processes from now on, beside the worker's own."""
        self._family = family
        with self._lock:  # that the processes before have ended says nothing of these
            self._seen = {one: seen for one, seen in self._seen.items() if one == self._worker}

    def within(self, seconds: float, until: Deadline | None = None) -> Deadline:
        """Return the end of a span that begins now.

        Args:
            seconds: how long it is.
            until: an end that counts where it comes first; that of the submission always does.
        """
        return Deadline(seconds, self._so_far, until or self._total)

    def grace(self, seconds: float) -> Deadline:
        """Return the end of a span that begins now, also when the submission's time is over."""
        return Deadline(seconds, self._so_far)

    def now(self) -> float:
        """Return the seconds of own time since some moment, as a measure of work.

        From here on the submission has one processor, so that what its processes do side by side
        counts in full. They cannot change that themselves.
        """
        for task in threads_of(self._family()):
            with contextlib.suppress(OSError):  # it has ended
                os.sched_setaffinity(int(task.name), {self._processor})
        self.look()
        return time.monotonic() - self.waited

    def over(self) -> bool:
        """Whether the submission's time is over."""
        return self._total.over()

    def look(self) -> None:
        """Add what was waited since the last look.

        A submission with many threads waits for itself: where its processes ran all the time,
        nothing is given back. Nor is it where one has ended: nobody knows how long it ran.
        """
        with self._lock:
            tasks = [self._worker, *threads_of(self._family())]
            seen = {task: counts for task in tasks if (counts := _counts(task)) is not None}
            now = time.monotonic()
            ended = self._seen.keys() - seen.keys()
            ran = waited = 0
            for task, (runs, waits) in seen.items():
                runs_before, waits_before = self._seen.get(task, (0, 0))
                waited += max(0, waits - waits_before)
                if task != self._worker:
                    ran += max(0, runs - runs_before)
            passed = now - self._looked
            if not ended:
                self.waited += max(0.0, min(waited / 1e9, passed - ran / 1e9))
            self._seen, self._looked = seen, now

    def _so_far(self, anew: bool) -> float:
        if anew:
            self.look()
        return self.waited


def _counts(task: Path) -> tuple[int, int] | None:
    """Return nanoseconds that a thread ran and waited."""
    try:
        ran, waited, _ = (task / "schedstat").read_text().split()
        return int(ran), int(waited)
    except (OSError, ValueError):  # it has ended, or Linux does not count
        return None
