"""A check that tells backpropagation from slower ways to the same numbers."""

import math
from collections.abc import Callable, Mapping
from functools import partial
from time import perf_counter, process_time
from typing import Any, TypeVar

import numpy as np

from autograder.checks.calls.asking import case_of, disagree, fail, watched
from autograder.checks.calls.call import Answered, name_of
from autograder.checks.calls.time_limit import CALL, TooLong
from autograder.checks.comparing.match import match
from autograder.checks.comparing.message import wrong_values
from autograder.checks.expected import Answer
from autograder.checks.failure import CheckFailed
from autograder.checks.probes import generator
from autograder.checks.tally import Passed, add, begin, note_failed

FACTOR = 20
HOPELESS = 2 * FACTOR  # from here on no busy machine is the reason, and the next try takes as long
LEAST = 1.0  # seconds before a hopeless call is ended: the first may have something to import
ATTEMPTS = 3

T = TypeVar("T")


def check_cost(
    function: Callable[..., Any],
    slow: Callable[..., Answer],
    draw: Callable[[np.random.Generator], Mapping[str, Any]],
    *,
    seed: int | None = None,
) -> None:
    """Check that a function answers right, and takes no longer than a right but slow solution may.

    Backpropagation costs about as much as two forward passes, whatever the number of parameters;
    finite differences and complex steps cost one or two forward passes for each parameter.

    Args:
        function: the student's function.
        slow: a right solution in plain Python loops, run here at the same time; it
            returns what must come out, as the question of ``check_value`` does.
        draw: draws the inputs of one question by name from a random generator.
        seed: makes the question repeatable.

    Raises:
        CheckFailed: the function took more than 20 times as long as ``slow``, or is wrong. It is
            ended where it takes more than 40 times as long, and a second.
    """
    name = name_of(function)
    begin(name)
    try:
        _require_cheap(name, function, slow, draw, generator(seed))
    except CheckFailed:
        note_failed()
        raise
    add(Passed(name))


def _require_cheap(
    name: str,
    function: Callable[..., Any],
    slow: Callable[..., Answer],
    draw: Callable[[np.random.Generator], Mapping[str, Any]],
    rng: np.random.Generator,
) -> None:
    """Require what ``check_cost`` checks.

    Raises:
        CheckFailed: as with ``check_cost``.
    """
    # A function that runs in another process brings a clock of its own: the processes there must
    # not be able to slow down this one and so the loops, whose time is this process's alone.
    theirs = getattr(function, "clock", None)
    ours = process_time if theirs else perf_counter
    # A busy machine takes time from any run. A function that is as fast as the loops passes at
    # once; for all others each side has its best of several runs. Each has inputs of its own, as
    # what is kept of an answer must not make the next one fast.
    best_taken = best_needed = math.inf
    for _ in range(ATTEMPTS):
        inputs = draw(rng)
        expected, needed = _timed(partial(slow, **inputs), ours)
        allowed = min(CALL, max(LEAST, HOPELESS * needed))
        called = partial(watched, function, inputs, expected, once=True, seconds=allowed)
        best_needed = min(best_needed, needed)
        try:
            seen, taken = _timed(called, theirs or ours)
        except TooLong:
            break
        answered = Answered(name, inputs, seen.value, function=function)
        comparisons = match(answered, expected)
        if disagree(comparisons):
            failure = wrong_values(answered, comparisons, expected)
            fail(failure, case_of(name, inputs, seen.value, expected))
        best_taken = min(best_taken, taken)
        if taken <= needed or taken > HOPELESS * needed:
            break
    if best_taken > FACTOR * best_needed:
        taken_in_words = (
            f"more than {allowed:.2g}" if best_taken == math.inf else f"{best_taken:.2g}"
        )
        raise CheckFailed(
            f"{name} took {taken_in_words} s; plain loops take {best_needed:.1g} s for the same "
            "network. Backpropagation visits every layer once on the way back, however many "
            "parameters there are. Is something computed again and again?",
            cause="cost",
        )


def _timed(run: Callable[[], T], clock: Callable[[], float]) -> tuple[T, float]:
    """Return what a function returns, and the seconds that it takes by a clock."""
    started = clock()
    result = run()
    return result, clock() - started
