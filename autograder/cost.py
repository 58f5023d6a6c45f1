"""Telling backpropagation from what only gives the same numbers."""

import time
from collections.abc import Callable
from typing import Any

from autograder.call import Misbehaved, call_once, name_of
from autograder.check import CheckFailed, Question
from autograder.probes import generator

FACTOR = 20


def check_cost(
    function: Callable[..., Any],
    slow: Callable[..., Any],
    question: Question,
    *,
    seed: int | None = None,
) -> None:
    """Check that a student's function costs no more than a right but slow solution would.

    Backpropagation costs about as much as two forward passes, whatever the number of parameters;
    finite differences and complex steps cost one or two forward passes for each parameter.

    Args:
        function: the student's function.
        slow: a right solution in plain Python loops, run on the same machine at the same time.
        question: as for ``check_gradient``; only its inputs are used.
        seed: makes the question repeatable.

    Raises:
        CheckFailed: the function took more than 20 times as long as ``slow``.
    """
    inputs, _ = question(generator(seed))
    started = time.perf_counter()
    slow(*inputs.values())
    allowed = FACTOR * (time.perf_counter() - started)
    started = time.perf_counter()
    outcome = call_once(function, inputs)
    taken = time.perf_counter() - started
    if isinstance(outcome, Misbehaved):
        raise CheckFailed(outcome.message)
    if taken > allowed:
        raise CheckFailed(
            f"{name_of(function)} took {taken:.1f} s; plain loops take {allowed / FACTOR:.2f} s "
            "for the same network. Backpropagation visits every layer once on the way back, "
            "however many parameters there are. Is something repeated for each of them?"
        )
    print(f"{name_of(function)}: passed. Its cost does not grow with the number of parameters.")
