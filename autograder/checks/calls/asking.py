"""Calls of a student's function by a check: what is kept and said when one fails."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

import numpy as np

from autograder.checks.calls.call import Seen, name_of, watch, watch_once
from autograder.checks.calls.unwritten import code_of, is_open, still_unwritten
from autograder.checks.comparing.compare import Comparison
from autograder.checks.comparing.error_map import show_map
from autograder.checks.expected import Answer
from autograder.checks.failure import CheckFailed
from autograder.checks.replay import Case, keep, values


def watched(
    function: Callable[..., Any],
    inputs: Mapping[str, Any],
    expected: Answer | None = None,
    *,
    once: bool = False,
) -> Seen:
    """Call a student's function with all guards and report what it did.

    Args:
        function: the student's function.
        inputs: by name.
        expected: what must come out, where it is known.
        once: not to call it a second time with equal inputs.

    Raises:
        CheckFailed: it raised, changed an input or gave two answers. Its case is kept.
    """
    try:
        return watch_once(function, inputs) if once else watch(function, inputs)
    except CheckFailed as failure:
        name = name_of(function)
        if is_open(str(failure)):
            raise CheckFailed(still_unwritten(name, code_of(function))) from None
        raise keep(failure, case_of(name, inputs, None, expected)) from None


def case_of(name: str, inputs: Mapping[str, Any], returned: Any, expected: Answer | None) -> Case:
    """Return what a function was asked, and what it made of it."""
    return Case(name, inputs, returned, None if expected is None else values(expected))


def disagree(comparisons: Iterable[Comparison]) -> bool:
    """Return whether any entry is wrong."""
    return any(np.any(c.wrong) for c in comparisons)


def fail(failure: CheckFailed, case: Case) -> NoReturn:
    """Show where an answer is wrong and say why; keep the case.

    Raises:
        CheckFailed: always.
    """
    if failure.wrong is not None:
        show_map(failure.wrong)
    raise keep(failure, case)
