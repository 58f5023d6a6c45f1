"""The tests of the lessons against every mutant of their reference answers."""

import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from unittest.mock import patch

from autograder.checks.calls import call
from autograder.checks.calls.time_limit import limited
from tests.helpers.equivalent_mutants import BY_RESULT, EQUIVALENT
from tests.helpers.lesson_cells import LESSONS, failures, prepared, undiagnosed
from tests.helpers.mutants import Mutant, mutants

SECONDS = 2.0  # of the processor for a call: some mutants never end
EXERCISES = [
    (lesson.name, exercise)
    for lesson in LESSONS.values()
    for exercise in lesson.exercises
    if not exercise.name.startswith("question_")
]


@dataclass(frozen=True)
class Result:
    """What became of a mutant.

    Attributes:
        exercise: whose reference answer it was made from.
        mutant: the mutant.
        rejected: whether a test of the exercise failed.
        reason: why it is a right answer itself; empty if it is not known to be one.
    """

    exercise: str
    mutant: Mutant
    rejected: bool
    reason: str


def tried(lesson: str, exercise: str, tests: tuple[str, ...]) -> Iterator[Result]:
    """Run the tests of an exercise on every mutant of its reference answer."""
    for mutant in mutants(prepared(lesson).sources[exercise]):
        known = BY_RESULT.get(exercise) or EQUIVALENT.get(exercise, {}).get(mutant.change, "")
        yield Result(exercise, mutant, _rejected(lesson, exercise, tests, mutant), known)


def _rejected(lesson: str, exercise: str, tests: tuple[str, ...], mutant: Mutant) -> bool:
    with warnings.catch_warnings(), patch.object(call, "limited", _soon), undiagnosed():
        warnings.simplefilter("ignore")  # a mutant may overflow, or be a comparison with a list
        try:
            return any(True for _ in failures(lesson, {exercise: mutant.source}, tests))
        except Exception:  # the test cell itself stumbled over the answer: it does not pass
            return True


def _soon(seconds: float) -> AbstractContextManager[None]:
    return limited(min(SECONDS, seconds))
