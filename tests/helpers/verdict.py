"""What a check says of an answer, as data: whether it passed, and the message."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checks.check import Question, examine
from autograder.checks.failure import CheckFailed
from autograder.checks.tally import passed_line


@dataclass(frozen=True)
class Verdict:
    """The outcome of a check."""

    passed: bool
    message: str


def verdict(function: Callable[..., Any], question: Question, seed: int = 1) -> Verdict:
    """Ask a function the questions of a check."""
    try:
        passed = examine(function, question, np.random.default_rng(seed))
        return Verdict(True, passed_line(passed.exercise, [passed]))
    except CheckFailed as failed:
        return Verdict(False, str(failed))
