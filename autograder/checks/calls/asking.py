"""Calls of a student's function by a check: what is kept and said when one fails."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

import numpy as np

from autograder.checks.calls.call import Seen, name_of, watch, watch_once
from autograder.checks.calls.unwritten import code_of, still_unwritten
from autograder.checks.comparing.compare import Comparison
from autograder.checks.comparing.error_map import show_map
from autograder.checks.expected import Answer
from autograder.checks.failure import CheckFailed
from autograder.checks.replay import Case, keep, values

NOT_WRITTEN = "not-written"  # the cause where a function has no answer
ENTRY = re.compile(r"^ +\[\d+\] ", re.MULTILINE)  # of a vector that is written out, line by line


def watched(
    function: Callable[..., Any],
    inputs: Mapping[str, Any],
    expected: Answer | None = None,
    *,
    once: bool = False,
    seconds: float | None = None,
) -> Seen:
    """Call a student's function with all guards and report what it did.

    Args:
        function: the student's function.
        inputs: by name.
        expected: what must come out, where it is known.
        once: not to call it a second time with equal inputs.
        seconds: what a single call may take, if not as long as any.

    Raises:
        CheckFailed: it raised, changed an input or gave two answers. Its case is kept.
        TooLong: it was ended, since it took longer than ``seconds``.
    """
    try:
        return watch_once(function, inputs, seconds) if once else watch(function, inputs)
    except CheckFailed as failure:
        name = name_of(function)
        if failure.cause == NOT_WRITTEN:
            text = still_unwritten(name, code_of(function))
            raise CheckFailed(text, cause=NOT_WRITTEN) from None
        case = case_of(name, inputs, None, expected, answered=False)
        raise keep(failure, case) from None


def case_of(
    name: str,
    inputs: Mapping[str, Any],
    returned: Any,
    expected: Answer | None,
    *,
    answered: bool = True,
) -> Case:
    """Return what a function was asked, and what it made of it; ``answered`` if it returned."""
    known = None if expected is None else values(expected)
    return Case(name, inputs, returned, known, answered)


def disagree(comparisons: Iterable[Comparison]) -> bool:
    """Return whether any entry is wrong."""
    return any(np.any(c.wrong) for c in comparisons)


def fail(failure: CheckFailed, case: Case) -> NoReturn:
    """Show where an answer is wrong and say why; keep the case.

    Raises:
        CheckFailed: always.
    """
    if failure.wrong is not None and not _has_each_entry(failure, failure.wrong):
        show_map(failure.wrong)
    raise keep(failure, case)


def _has_each_entry(failure: CheckFailed, wrong: Comparison) -> bool:
    """Return whether the message has a line for each entry of the array: a map says no more."""
    return len(ENTRY.findall(str(failure))) == wrong.actual.size
