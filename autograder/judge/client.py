"""The judge's end of a graded call: a proxy here, the function in the student process.

This module runs in the worker.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from autograder.checks.calls.call import NO_EXCEPTIONS, Raised, Seen, too_long
from autograder.checks.calls.time_limit import TooLong
from autograder.checks.calls.trace import MOST_BYTES, MOST_STEPS, Step, size_of
from autograder.judge.conversation import Conversation
from autograder.judge.outputs import Outputs
from autograder.judge.protocol import WireError
from autograder.sandbox.own_time import OwnTime
from autograder.text import shortened


class StudentError(Exception):
    """A student's function raised; the message names the exception and quotes its text.

    Attributes:
        kind: the name of the exception's type.
    """

    def __init__(self, name: str, raised: Raised) -> None:
        super().__init__(f"{name} raised {raised.kind}: {raised.message}")
        self.kind = raised.kind


class AuthorError(Exception):
    """A test cell asks for something that cannot cross to a student's process."""


class OutOfReach(Exception):
    """The student's process does not answer: it has ended, or it took too long."""


class Channel:
    """The way of a test's calls to a student's process.

    Args:
        conversation: with the process.
        outputs: collects what the functions print.
        limit: seconds that one call may take.
        lesson: the names that the lesson's locked cells define on both sides.
        time: the submission's.
        seconds: within which all calls must have been made.
        why_ended: says why the process was ended from outside, if it was.
    """

    def __init__(
        self,
        conversation: Conversation,
        outputs: Outputs,
        limit: float,
        lesson: dict[str, Any],
        time: OwnTime,
        seconds: float,
        why_ended: Callable[[], str | None] = lambda: None,
    ) -> None:
        self._conversation = conversation
        self._outputs = outputs
        self._limit = limit
        self._time = time
        self._end = time.within(seconds)
        self._why_ended = why_ended
        self._names = {id(value): name for name, value in lesson.items() if callable(value)}
        self.broken: str | None = None

    def fetch(self, name: str) -> Any:
        """Return a variable of the student's: data, or a proxy where it is a function.

        Raises:
            NameError: there is no such variable.
            OutOfReach: the process does not answer.
        """
        answer = self._ask({"value": name}, name)
        if "missing" in answer:
            raise NameError(f"name '{name}' is not defined")
        return Proxy(name, self) if "function" in answer else answer.get("data")

    def calls(
        self, name: str, arguments: Sequence[Any], times: int, seconds: float | None = None
    ) -> Iterator[Seen]:
        """Call a student's function with equal data a number of times, which is sent once.

        The process itself ends a call that takes longer than so many seconds, or than any may.

        There is no further call after one that raised or changed an argument. All must be taken:
        the process at the other end does not wait for that.

        Raises:
            AuthorError: an argument is no data.
            OutOfReach: the process does not answer.
        """
        seconds = min(seconds or self._limit, self._limit)
        request = {
            "call": name,
            "arguments": list(arguments),
            "times": times,
            "seconds": seconds,
        }
        for number in range(times):
            answer = self._ask(None if number else request, name)
            seen = self._seen(name, answer, len(arguments), seconds)
            yield seen
            if seen.raised is not None or seen.changed:
                return

    def _seen(self, name: str, answer: dict[str, Any], count: int, seconds: float) -> Seen:
        """Return what an answer says of a call with so many arguments, within so many seconds.

        Raises:
            OutOfReach: it says nothing.
        """
        if "refused" in answer:
            why = shortened(answer["refused"])[:200]
            refused = f"{name} returned something that cannot be checked: {why}."
            return Seen(raised=Raised("NoData", refused))
        try:
            if "raised" in answer:
                # Cut here too: the process at the other end may not keep to what server.py does.
                kind, message, line = map(shortened, _listed(answer["raised"]))
                if kind == TooLong.__name__:
                    message = too_long(name, seconds)
                elif kind in NO_EXCEPTIONS:  # a name by which the judge alone speaks
                    kind = Exception.__name__
                return Seen(raised=Raised(kind[:80], message, line[:200] or None))
            return Seen(
                answer["returned"],
                changed=_positions(_listed(answer["changed"]), count),
                shared=_positions(_listed(answer.get("shared", [])), count),
                reused=answer.get("reused") is True,
            )
        except (KeyError, TypeError, ValueError) as error:
            self.broken = f"{name} gave an answer that cannot be read."
            raise OutOfReach(self.broken) from error

    def trace(self, name: str, arguments: Sequence[Any]) -> list[Step]:
        """Call a student's function once more and return what its lines made, by its own account.

        It is for a message alone, and no verdict may rest on it.

        Raises:
            AuthorError: an argument is no data.
            OutOfReach: the process does not answer.
        """
        answer = self._ask({"trace": name, "arguments": list(arguments)}, name)
        try:
            steps = [Step.from_data(step) for step in answer["steps"]]
        except (KeyError, TypeError, ValueError, OverflowError):
            return []
        small = sum(size_of(step.made) for step in steps) <= MOST_BYTES
        return steps if small and len(steps) <= MOST_STEPS else []

    def clock(self) -> float:
        """Return seconds of the submission's own time, from some moment on."""
        return self._time.now()

    def _ask(self, request: dict[str, Any] | None, name: str) -> dict[str, Any]:
        """Return the answer to a request, or without one the next answer to the last."""
        if self.broken is not None:
            raise OutOfReach(self.broken)
        deadline = self._time.within(self._limit, self._end)
        try:
            if request is None:
                return self._conversation.hear(deadline, self._outputs)
            return self._conversation.ask(request, deadline, self._outputs, self._name_of)
        except TimeoutError:
            self.broken = too_long(name, self._limit)
            if deadline.is_cut():
                self.broken = f"the time for this check was over before {name} finished."
        except (OSError, EOFError):
            self.broken = self._why_ended() or f"{name} ended the process that it ran in."
        except (WireError, KeyError, TypeError, ValueError) as error:
            self.broken = f"{name} gave an answer that cannot be read: {error}."
        raise OutOfReach(self.broken)

    def _name_of(self, function: Callable[..., Any]) -> str:
        if isinstance(function, Proxy):
            return function.__name__
        name = self._names.get(id(function))
        if name is None:
            raise AuthorError(
                f"a test cell passes {function!r:.80} to a student's function. Only functions that "
                "a locked cell defines at top level, or the student's own, can be passed, by name; "
                "bind data with functools.partial."
            )
        return name


def _listed(value: Any) -> list[Any]:
    """Return a list as it is.

    Raises:
        TypeError: it is none; to go through an array of millions of numbers takes minutes.
    """
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _positions(found: list[Any], count: int) -> tuple[int, ...]:
    """Return what are positions of arguments, each once and in order."""
    return tuple(sorted({i for i in found if type(i) is int and 0 <= i < count}))


class Proxy:
    """A student's function: called like a function, it sends its arguments and returns data."""

    def __init__(self, name: str, channel: Channel) -> None:
        self.__name__ = name
        self._channel = channel

    def observe(self, arguments: Sequence[Any]) -> Seen:
        """Call the function and report what it did; see ``checks.calls.call.observe``."""
        (seen,) = self.observe_each(arguments, 1)
        return seen

    def observe_each(
        self, arguments: Sequence[Any], times: int, seconds: float | None = None
    ) -> Iterator[Seen]:
        """Call the function several times; see ``checks.calls.call.observe_each``."""
        try:
            yield from self._channel.calls(self.__name__, arguments, times, seconds)
        except OutOfReach as error:
            yield Seen(raised=Raised(OutOfReach.__name__, str(error)))

    def trace(self, arguments: Sequence[Any]) -> list[Step]:
        """Call the function once more and return its steps; see ``checks.calls.trace.trace``."""
        try:
            return self._channel.trace(self.__name__, arguments)
        except OutOfReach:
            return []

    def clock(self) -> float:
        """Return the submission's own time, for a check of what a call costs."""
        return self._channel.clock()

    def __call__(self, *arguments: Any) -> Any:
        """Call the function and return what it returned.

        Raises:
            StudentError: it raised, or does not answer.
        """
        seen = self.observe(arguments)
        if seen.raised is not None:
            raise StudentError(self.__name__, seen.raised)
        return seen.value
