"""Results and reports of classes that nobody graded."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.classroom.report.class_report import Case, LessonReport
from autograder.classroom.report.help import Needy
from autograder.classroom.report.letters import Option, Question
from autograder.classroom.report.mistakes import Example, Mistake, Shared
from autograder.classroom.report.results import Attempt, Failure, HandIn, Results
from autograder.classroom.report.sections import Section
from autograder.classroom.report.statistics import Item, Statistics, histogram
from autograder.course.lessons import Exercise, Lesson

NAME = "Emmy Noether"
LESSON = Lesson("01_small", Path("small.ipynb"))


def attempt(exercise: str, score: float, most: float, *failures: tuple[str, str]) -> Attempt:
    """Make an attempt; a failure is a cause and a message."""
    return Attempt(exercise, score, most, tuple(Failure(*one) for one in failures))


def results(
    most: Mapping[str, float], hand_ins: Mapping[str, Sequence[Attempt]], refused: int = 0
) -> Results:
    """Make the results of a lesson.

    Args:
        most: the points of its exercises, by name.
        hand_ins: attempts by student; the digest is made of the student's place.
        refused: how many could not be graded.
    """
    return Results(
        LESSON,
        tuple(Exercise(name, (f"test_{name}",), points) for name, points in most.items()),
        tuple(
            HandIn(student, tuple(attempts), submission=f"digest{place:03}")
            for place, (student, attempts) in enumerate(hand_ins.items())
        ),
        tuple(f"refused{number}" for number in range(refused)),
    )


def report(answer: str = "x = 1", message: str = "f: wrong", student: str = NAME) -> LessonReport:
    """Make the report of a small lesson."""
    hand_in = HandIn(student, (), "digest")
    cases = tuple(
        Case(
            Mistake("f", cause, message, frozenset(digests), Example(hand_in, message)),
            "Section one", answer, message,
        )
        for cause, digests in (("turned", "ab"), ("exception", "a"))
    )  # fmt: skip
    items = (Item("f", 5, 3, 2, 1.25, 2.5, -0.5), Item("question_q", 0, 0, 10, 0, 1, None))
    numbers = Statistics(10, 1.25, 1.0, 3.5, histogram([1.0] * 10, 3), items)
    return LessonReport(
        "01_small", "A small lesson", numbers,
        (Section("Section one", ("f",), 3),), {"f": "Section one", "question_q": "Section two"},
        (Shared("turned", ("f",), 2),), cases,
        (Question("question_q", (Option("a", False, 4), Option("b", True, 5)), 1),),
        {"question_q": {"a": "It is $x^2$.", "b": "Neither."}}, (Needy(student, 0.5, 1, 2),),
        ("refused",), ("absent",), ("essay",),
    )  # fmt: skip
