"""Telling backpropagation from what only gives the same numbers."""

import math
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.call import Misbehaved, call_once, name_of
from autograder.check import CheckFailed
from autograder.probes import generator

FACTOR = 20
ATTEMPTS = 3


def check_cost(
    function: Callable[..., Any],
    slow: Callable[..., Any],
    question: Callable[[np.random.Generator], tuple[Mapping[str, Any], object]],
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

    def loops() -> float:
        started = time.perf_counter()
        slow(*inputs.values())
        return time.perf_counter() - started

    # A busy machine takes time from any run. A function that is as fast as the loops passes at
    # once; for all others each side has its best of several runs.
    taken, needed, factor = math.inf, loops(), 1
    for _ in range(ATTEMPTS):
        started = time.perf_counter()
        outcome = call_once(function, inputs)
        taken = min(taken, time.perf_counter() - started)
        if isinstance(outcome, Misbehaved):
            raise CheckFailed(outcome.message)
        if taken <= factor * needed:
            print(f"{name_of(function)}: passed. Its cost does not grow with the parameters.")
            return
        needed, factor = min(needed, loops(), loops()), FACTOR
    raise CheckFailed(
        f"{name_of(function)} took {taken:.2g} s; plain loops take {needed:.1g} s for "
        "the same network. Backpropagation visits every layer once on the way back, however many "
        "parameters there are. Is something repeated for each of them?"
    )
