"""How long a call of a student's function may take, wherever it is checked.

In a student's own kernel the limit is kept here, with a timer that Windows does not have. In
grading the process that judges keeps it as well: student code can stop a timer of its own process.
"""

import contextlib
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType

CALL = 20.0  # seconds of the processor
WIDEST = 3  # times as long on the clock, for what waits or sleeps
LOOK = 0.5  # seconds between two looks at the time, or half of a shorter limit


class TooLong(BaseException):
    """A call has had its time; no ``Exception``, so that ``except Exception`` does not catch it."""


@contextlib.contextmanager
def limited(seconds: float = CALL) -> Iterator[None]:
    """End what runs inside when it has used its time.

    Raises:
        TooLong: it has.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() != threading.main_thread():
        yield
        return
    worked, began = time.process_time(), time.monotonic()
    inside = True

    def over() -> bool:
        used = max(time.process_time() - worked, (time.monotonic() - began) / WIDEST)
        return used > seconds

    def look(number: int, frame: FrameType | None) -> None:
        if inside and over():
            raise TooLong

    before = signal.signal(signal.SIGALRM, look)
    look_again = min(LOOK, seconds / 2)
    signal.setitimer(signal.ITIMER_REAL, look_again, look_again)
    try:
        yield
    finally:
        inside = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before or signal.SIG_DFL)
    if over():
        raise TooLong  # the code inside has caught it
