"""The questions of a lesson: which letters a class chose."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.checks.questions import WRONG_LETTER
from autograder.classroom.report.results import Attempt, Results
from autograder.course.questions import keys_in


@dataclass(frozen=True)
class Option:
    """An option of a question.

    Attributes:
        letter: which.
        right: whether it is the answer.
        students: how many chose it.
    """

    letter: str
    right: bool
    students: int


@dataclass(frozen=True)
class Question:
    """What a class answered to a question.

    Attributes:
        name: of the question.
        options: in the order of the letters.
        others: students who wrote no letter, or none that there is.
    """

    name: str
    options: tuple[Option, ...]
    others: int


def questions_of(results: Results, notebook: NotebookNode) -> tuple[Question, ...]:
    """Count the letters of every question that gives points.

    Args:
        results: of the lesson.
        notebook: its source, which has the keys.
    """
    keys = keys_in(notebook)
    return tuple(
        _question(exercise.name, keys[exercise.name], results, position)
        for position, exercise in enumerate(results.exercises)
        if exercise.name in keys
    )


def _question(name: str, key: Mapping[str, bool], results: Results, position: int) -> Question:
    right = next(letter for letter, is_right in key.items() if is_right)
    chosen = Counter(_letter(hand_in.attempts[position], right) for hand_in in results.hand_ins)
    options = tuple(Option(letter, key[letter], chosen[letter]) for letter in sorted(key))
    counted = sum(option.students for option in options)
    return Question(name, options, len(results.hand_ins) - counted)


def _letter(attempt: Attempt, right: str) -> str:
    """Return the letter that was chosen, whatever points were given by hand; empty for none."""
    for failure in attempt.failures:
        return failure.cause.removeprefix(WRONG_LETTER) if WRONG_LETTER in failure.cause else ""
    return right if attempt.passed else ""
