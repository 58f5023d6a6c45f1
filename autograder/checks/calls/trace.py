"""One more call of a student's function, under a tracer: which line makes which numbers.

It is made after a check has failed, never before. Only lines of the cell are followed in which the
function stands: whatever else it calls is part of the line that calls it.
"""

import contextlib
import copy
import inspect
import io
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import CodeType, FrameType, FunctionType
from typing import Any, Self

import numpy as np

from autograder.checks.calls.data import DEEPEST, as_data, same
from autograder.checks.calls.statements import LONGEST_TEXT, Statement, statements_of
from autograder.checks.calls.surroundings import kept
from autograder.checks.calls.time_limit import TooLong, limited

SECONDS = 0.1  # of the processor, for the whole call; an answer to a question of a test takes 1 ms
MOST_EVENTS = 20_000  # lines and calls; each takes some microseconds. Training takes more of them
MOST_BYTES = 4_000_000  # of numbers that are looked at; the network of a question has some hundred
MOST_STEPS = 2000
NOT_FOLLOWED = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
ARGUMENTS, UNSEEN = 0, -1  # in place of a line
RETURNED = ""  # in place of a name: what a function returns

Tracer = Callable[[FrameType, str, Any], Any]


@dataclass(frozen=True)
class Step:
    """One statement, done once.

    Attributes:
        line: its first line, counted as the cell does that it stands in; or ``ARGUMENTS``, or
            ``UNSEEN`` for what was changed under another name.
        text: how it is written, on one line; a long one is cut.
        reads: the names that it reads.
        made: what it has changed, by name; what is returned by ``RETURNED``.
        own: whether it stands in the function itself, or in one that is defined inside it.
        call: which call of a function of the cell this is; the first is 0.
        picks: whether it computes nothing: it names what is there, or a part of it.
        plain: whether no index that it picks by is computed.
        loops: the lines of the loops around it whose bounds are computed.
    """

    line: int
    text: str
    reads: Sequence[str]
    made: Mapping[str, Any]
    own: bool = True
    call: int = 0
    picks: bool = False
    plain: bool = True
    loops: Sequence[int] = ()

    def as_data(self) -> dict[str, Any]:
        """Return it as data, which can cross from another process."""
        return dict(vars(self))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return it from data that another process sent; nothing about it is trusted.

        Raises:
            KeyError, TypeError, ValueError: these are no data of a step.
        """
        names = (*data["reads"], *data["made"])
        if not all(type(name) is str for name in names) or type(data["made"]) is not dict:
            raise TypeError("names that are no text")
        return cls(
            int(data["line"]),
            str(data["text"])[:LONGEST_TEXT],
            tuple(data["reads"]),
            data["made"],
            data["own"] is True,
            int(data["call"]),
            data["picks"] is True,
            data["plain"] is True,
            tuple(int(line) for line in data["loops"]),
        )


def trace(function: Callable[..., Any], arguments: Sequence[Any]) -> list[Step]:
    """Call a function once more on fresh copies of its arguments and return what its lines made.

    The first step has the arguments, by the names that the function gives them. Nothing is printed
    meanwhile, and who traced before goes on to trace afterwards. A function that runs elsewhere
    brings its own ``trace`` method, which is called instead.

    Returns:
        The steps in order; none where the function cannot be followed: it raises, it takes too
        long or too many steps, it traces itself, or its source is not known.
    """
    elsewhere = getattr(function, "trace", None)
    if elsewhere is not None:
        steps = elsewhere(arguments)
        return steps if isinstance(steps, list) else []
    if type(function) is not FunctionType:
        return []
    before = sys.gettrace()
    try:
        call = _Call(function, statements_of(function.__code__.co_filename))
        given = [copy.deepcopy(x) for x in arguments]
        with _quiet(), limited(SECONDS):
            undisturbed = call.make(given)
    except (Exception, SystemExit, TooLong):
        return []
    finally:
        sys.settrace(before)
    return call.steps if undisturbed else []


@contextlib.contextmanager
def _quiet() -> Any:
    """Keep what a call prints, warns of and sets from others."""
    unseen = io.StringIO()
    with (
        kept(),
        warnings.catch_warnings(record=True),
        contextlib.redirect_stdout(unseen),
        contextlib.redirect_stderr(unseen),
    ):
        warnings.simplefilter("always")
        yield


class _Call:
    """A call that is followed, and what its lines have made so far."""

    def __init__(self, function: FunctionType, statements: Mapping[int, Statement]) -> None:
        self.steps: list[Step] = []
        self.statements = statements
        self._function = function
        self._code = function.__code__
        self._mine = set(_codes(self._code))
        self._calls = 0
        self._events = self._bytes = 0

    def make(self, given: Sequence[Any]) -> bool:
        """Make it; return whether nobody else traced meanwhile."""
        enter = self._enter
        sys.settrace(enter)
        try:
            self._function(*given)
        finally:
            undisturbed = sys.gettrace() is enter
            sys.settrace(None)
        return undisturbed

    def count(self) -> None:
        """Count an event.

        Raises:
            TooLong: there are too many.
        """
        self._events += 1
        if self._events > MOST_EVENTS or len(self.steps) > MOST_STEPS:
            raise TooLong

    def copied(self, value: Any) -> Any:
        """Return a value as data.

        Raises:
            TooLong: that is too much, with all that was looked at before.
        """
        self._bytes += size_of(value)
        if self._bytes > MOST_BYTES:
            raise TooLong
        if type(value) is dict and all(type(key) is int for key in value):
            value = {str(key): part for key, part in value.items()}  # grads[layer], in a dict
        return as_data(value)

    def _enter(self, frame: FrameType, event: str, arg: Any) -> Tracer | None:
        self.count()
        code = frame.f_code
        theirs = code.co_filename == self._code.co_filename and not code.co_name.startswith("<")
        if not theirs or code.co_flags & NOT_FOLLOWED:
            return None
        number, self._calls = self._calls, self._calls + 1
        return _Frame(self, frame, number, own=code in self._mine).look


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of a function and of those that are defined inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


class _Frame:
    """A function that runs, and what its names stand for."""

    def __init__(self, call: _Call, frame: FrameType, number: int, *, own: bool) -> None:
        self._call = call
        self._number = number
        self._own = own
        self._now: Statement | None = None
        self._known: dict[str, Any] = {}
        self._note(ARGUMENTS, self._changed(frame.f_locals, frame))

    def look(self, frame: FrameType, event: str, arg: Any) -> Tracer:
        """Look what the statement has made that was done before this event."""
        self._call.count()
        if event == "exception":
            return self.look
        now = self._now
        if now is not None:
            made = self._changed(now.touches, frame)
            if event == "return" and now.returns:
                made[RETURNED] = self._call.copied(arg)
            self._note(now.line, made, now)
        self._now = self._call.statements.get(frame.f_lineno) if event == "line" else None
        if self._now is not None and self._now is not now:
            self._note(UNSEEN, self._changed(self._now.touches, frame))
        return self.look

    def _note(self, line: int, made: dict[str, Any], now: Statement | None = None) -> None:
        if not made:
            return
        step = Step(line, "", (), made, self._own, self._number)
        if now is not None:
            step = replace(
                step,
                text=now.text,
                reads=now.reads,
                picks=now.picks,
                plain=now.plain,
                loops=now.loops,
            )
        self._call.steps.append(step)

    def _changed(self, names: Iterable[str], frame: FrameType) -> dict[str, Any]:
        """Return, of some names, those that stand for something else than before."""
        local = frame.f_locals
        made = {}
        for name in names:
            if name in local:
                value = self._call.copied(local[name])
                if name not in self._known or not same(self._known[name], value):
                    self._known[name] = made[name] = value
        return made


def size_of(value: Any, depth: int = 0) -> int:
    """Return how many bytes a value has, about; what is nested too deeply has none."""
    kind = type(value)
    if issubclass(kind, np.ndarray):
        return int(np.ndarray.nbytes.__get__(value)) + 8
    if issubclass(kind, str):
        return str.__len__(value) + 8
    if depth < DEEPEST and issubclass(kind, list | tuple | dict):
        parts = dict.values(value) if issubclass(kind, dict) else value
        if len(parts) > MOST_BYTES:
            return MOST_BYTES + 1
        return 8 + sum(size_of(part, depth + 1) for part in parts)
    return 8
