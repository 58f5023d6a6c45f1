"""A check that tells backpropagation from slower ways to the same numbers."""

import math
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any, TypeVar

import numpy as np

from autograder.checks.call import Answered, call_once, name_of
from autograder.checks.check import disagree, fail
from autograder.checks.expected import Answer
from autograder.checks.failure import CheckFailed
from autograder.checks.match import match
from autograder.checks.message import wrong_values
from autograder.checks.probes import generator

FACTOR = 20
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
        slow: a right solution in plain Python loops, run on the same machine at the same time; it
            returns what must come out, as the question of ``check_value`` does.
        draw: draws the inputs of one question by name from a random generator.
        seed: makes the question repeatable.

    Raises:
        CheckFailed: the function took more than 20 times as long as ``slow``, or is wrong.
    """
    inputs = draw(generator(seed))
    expected, needed = _timed(lambda: slow(**inputs))
    # A busy machine takes time from any run. A function that is as fast as the loops passes at
    # once; for all others each side has its best of several runs.
    taken, factor = math.inf, 1
    for _ in range(ATTEMPTS):
        returned, seconds = _timed(lambda: call_once(function, inputs))
        taken = min(taken, seconds)
        if taken <= factor * needed:
            break
        needed, factor = min(needed, *(_timed(lambda: slow(**inputs))[1] for _ in "ab")), FACTOR
    else:
        raise CheckFailed(
            f"{name_of(function)} took {taken:.2g} s; plain loops take {needed:.1g} s for the same "
            "network. Backpropagation visits every layer once on the way back, however many "
            "parameters there are. Is something repeated for each of them?"
        )
    name = name_of(function)
    answered = Answered(name, inputs, returned)
    comparisons = match(answered, expected)
    if disagree(comparisons):
        fail(wrong_values(answered, comparisons, expected))
    print(f"{name}: passed. Its cost does not grow with the number of parameters.")


def _timed(run: Callable[[], T]) -> tuple[T, float]:
    """Return what a function returns, and the seconds that it takes."""
    started = perf_counter()
    result = run()
    return result, perf_counter() - started
