"""Calls of a student's function, which are checked before any value is compared."""

import copy
import linecache
import warnings
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.calls.data import arrays_in, as_data, overlap, same, shape_in_words
from autograder.checks.calls.surroundings import kept
from autograder.checks.calls.time_limit import CALL, TooLong, limited
from autograder.checks.diagnosis.exceptions.words import in_words, kind_of
from autograder.checks.failure import CheckFailed

# Outcomes of a call elsewhere that are no exceptions of the student's: the message says it all.
# With the kind of failure that each is.
NO_EXCEPTIONS = {"OutOfReach": "no-answer", "TooLong": "no-answer", "NoData": "form"}


# The arrays of each function's last answer. They are held, so that nothing new lies in their place.
_returned: weakref.WeakKeyDictionary[Callable[..., Any], list[NDArray[Any]]] = (
    weakref.WeakKeyDictionary()
)


@dataclass(frozen=True)
class Raised:
    """An exception of a student's function, as data.

    Attributes:
        kind: the name of its type.
        message: the first line of its text, or what it says in plain words.
        line: the student's line that raised it, where it is known.
    """

    kind: str
    message: str
    line: str | None = None


@dataclass(frozen=True)
class Seen:
    """What one call did.

    Attributes:
        value: a copy of what was returned, which later calls cannot change.
        changed: positions of the arguments that are no longer what they were.
        raised: the exception that ended the call; ``value`` is None then.
        shared: positions of the arguments whose memory was in what was returned.
        reused: whether memory was in it that the call before had returned.
    """

    value: Any = None
    changed: tuple[int, ...] = ()
    raised: Raised | None = None
    shared: tuple[int, ...] = ()
    reused: bool = False


@dataclass(frozen=True)
class Answered:
    """What a student's function made of the inputs of one question.

    Attributes:
        exercise: the name of the function.
        inputs: what it was given, by name and in order.
        returned: all that it returned.
        earlier: what it returned for the questions before, with other inputs.
        function: the function itself, where it is known: what it reads may say why it is wrong.
    """

    exercise: str
    inputs: Mapping[str, Any]
    returned: Any
    earlier: Sequence[Any] = ()
    function: Callable[..., Any] | None = None

    def malformed(self, message: str, cause: str = "form") -> CheckFailed:
        """Return the failure of an answer whose form allows no comparison of values."""
        return failed(message, self.inputs, cause)


def call(function: Callable[..., Any], inputs: Mapping[str, Any]) -> Any:
    """Call a student's function twice on fresh copies of the inputs and return what it returned.

    Args:
        function: the student's function; its inputs are passed by position.
        inputs: names, for messages, and values. Arrays and containers of arrays are copied for
            each call; functions are passed as they are.

    Raises:
        CheckFailed: it raised, changed an input or answered differently the second time.
    """
    return watch(function, inputs).value


def watch(function: Callable[..., Any], inputs: Mapping[str, Any]) -> Seen:
    """Call a student's function as ``call`` does and report what the second call did.

    Raises:
        CheckFailed: as with ``call``.
    """
    first, second = _unobjectionable(function, inputs, times=2)
    if not same(first.value, second.value):
        raise CheckFailed(
            f"{name_of(function)} was called twice with the same inputs and gave two different "
            f"answers. {_why_two_answers(inputs)}",
            cause="two-answers",
        )
    return second


def _why_two_answers(inputs: Mapping[str, Any]) -> str:
    """Ask what may have differed between two calls with equal inputs."""
    for name, value in inputs.items():
        if isinstance(value, np.random.Generator):
            return (
                f"All random numbers must come from {name}, so that an equal generator gives an "
                "equal answer: does something draw from np.random, or keep what it drew?"
            )
    return "Does it keep something from one call to the next, or draw random numbers?"


def call_once(function: Callable[..., Any], inputs: Mapping[str, Any]) -> Any:
    """Call a student's function on fresh copies of the inputs and return what it returned.

    Raises:
        CheckFailed: it raised or changed an input.
    """
    return watch_once(function, inputs).value


def watch_once(
    function: Callable[..., Any], inputs: Mapping[str, Any], seconds: float | None = None
) -> Seen:
    """Call a student's function as ``call_once`` does and report what it did.

    Args:
        function: the student's function.
        inputs: names and values, as for ``call``.
        seconds: what it may take, where its caller gives it less than any call may take.

    Raises:
        CheckFailed: as with ``call_once``.
        TooLong: it was ended, since it took longer than ``seconds``.
    """
    (seen,) = _unobjectionable(function, inputs, times=1, seconds=seconds)
    return seen


def _unobjectionable(
    function: Callable[..., Any],
    inputs: Mapping[str, Any],
    times: int,
    seconds: float | None = None,
) -> list[Seen]:
    """Call a student's function a number of times with equal inputs and report what it did.

    Raises:
        CheckFailed: as with ``call_once``.
        TooLong: a call was ended, since it took longer than ``seconds``.
    """
    name = name_of(function)
    reports = observe_each(function, list(inputs.values()), times, seconds)
    for seen in reports:
        if seen.raised is not None:
            if seconds is not None and seen.raised.kind == TooLong.__name__:
                raise TooLong
            raise _raised(name, seen.raised, inputs)
        if seen.changed:
            raise CheckFailed(
                f"{name} changes its input {list(inputs)[seen.changed[0]]} in place. Work on a "
                "copy, or on a new array: whoever called it still needs the old values.",
                cause="in-place",
            )
    return reports


def observe_each(
    function: Callable[..., Any],
    arguments: Sequence[Any],
    times: int,
    seconds: float | None = None,
) -> list[Seen]:
    """Call a function as ``observe`` does, again and again, and report what each call did.

    There is no further call after one that raised or changed an argument. A function that runs
    elsewhere may have a method of this name, which sends the arguments there once.
    """
    elsewhere = getattr(function, "observe_each", None)
    if elsewhere is not None:
        return list(elsewhere(arguments, times, seconds))
    reports: list[Seen] = []
    while len(reports) < times and not any(seen.raised or seen.changed for seen in reports):
        reports.append(observe(function, arguments, seconds or CALL))
    return reports


def observe(function: Callable[..., Any], arguments: Sequence[Any], seconds: float = CALL) -> Seen:
    """Call a function on fresh copies of its arguments and report what it did.

    A function that runs elsewhere brings its own ``observe`` method, which is called instead.
    """
    elsewhere = getattr(function, "observe", None)
    if elsewhere is not None:
        seen = elsewhere(arguments)
        if isinstance(seen, Seen):
            return seen
    given = [copy.deepcopy(x) for x in arguments]
    lent = [list(arrays_in(x)) for x in given]
    try:
        # A warning on stderr would cost every point of the cell in nbgrader; what a warning is
        # about (overflow, division by zero) shows in the values that are compared.
        # Recorded, not filtered: the student's code may set filters of its own.
        with kept(), limited(seconds), warnings.catch_warnings(record=True):
            warnings.simplefilter("always")
            returned = function(*given)
            value = as_data(returned)
    except TooLong:
        return Seen(raised=Raised(TooLong.__name__, too_long(name_of(function), seconds)))
    except (Exception, SystemExit) as error:
        return Seen(raised=describe_exception(error, function))
    after = [as_data(x) for x in given]
    before = [as_data(x) for x in arguments]
    arrays = list(arrays_in(returned))  # as they are, since the copies in value share nothing
    return Seen(
        value,
        changed=tuple(i for i, x in enumerate(after) if not same(x, before[i])),
        shared=tuple(i for i, parts in enumerate(lent) if overlap(arrays, parts)),
        reused=_is_reused(function, arrays),
    )


def _is_reused(function: Callable[..., Any], arrays: list[NDArray[Any]]) -> bool:
    """Return whether arrays share memory with what a function returned before, and note them."""
    try:
        before = _returned.get(function, [])
        _returned[function] = arrays
    except Exception:  # a callable object of the student's need not have a hash
        return False
    return overlap(arrays, before)


def describe_exception(error: BaseException, function: Callable[..., Any] | None = None) -> Raised:
    """Turn an exception of a student's function into data, with its text in plain words."""
    text = in_words(error, _text(error), function)
    return Raised(kind_of(error), text, _line(function, error.__traceback__))


def too_long(name: str, seconds: float) -> str:
    """Say that a call took longer than it may."""
    return f"{name} did not finish within {seconds:g} s."


def name_of(function: Callable[..., Any]) -> str:
    """Return the name of a function as its definition gives it."""
    try:
        return str(function.__name__)
    except Exception:  # a callable object of the student's need not have a name
        return "the function"


def shapes(inputs: Mapping[str, Any]) -> str:
    """Describe inputs by their shapes, sizes or kinds: ``params of 3-4-2, x (3,), eta (float)``."""
    return ", ".join(
        f"{name} ({name_of(value)})" if callable(value) else shape_in_words(name, value)
        for name, value in inputs.items()
    )


def _text(error: BaseException) -> str:
    try:
        text: str = as_data(str(error))
        return (text.strip().splitlines() or [""])[0]
    except Exception:  # its __str__ is the student's code as well
        return ""


def failed(message: str, inputs: Mapping[str, Any], cause: str) -> CheckFailed:
    """Return the failure of a function that was given these inputs."""
    return CheckFailed(f"{message}\n  It was given {shapes(inputs)}.", cause=cause)


def _raised(name: str, raised: Raised, inputs: Mapping[str, Any]) -> CheckFailed:
    if raised.kind == NotImplementedError.__name__:
        return CheckFailed(
            f"{name} is not written yet: replace the line `raise NotImplementedError()`.",
            cause="not-written",
        )
    if raised.kind in NO_EXCEPTIONS:
        return failed(raised.message, inputs, NO_EXCEPTIONS[raised.kind])
    text = f"{name} raised {raised.kind}{': ' + raised.message if raised.message else ''}"
    if raised.line:
        text += f"\n  in your line: {raised.line}"
    return failed(text, inputs, "exception")


def _line(function: Callable[..., Any] | None, traceback: TracebackType | None) -> str | None:
    """Return the source of the deepest line that lies in the file or cell of the function."""
    code = getattr(function, "__code__", None)
    line = None
    while traceback is not None and code is not None:
        if traceback.tb_frame.f_code.co_filename == code.co_filename:
            line = linecache.getline(code.co_filename, traceback.tb_lineno).strip() or line
        traceback = traceback.tb_next
    return line
