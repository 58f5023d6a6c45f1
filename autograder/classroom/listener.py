"""What a run tells whoever shows how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.collect.collect import Intake


@dataclass(frozen=True)
class Plan:
    """What a run is going to do.

    Attributes:
        grade: how many submissions it will grade.
        kept: how many are graded already, and stay as they are.
        changes: how many are graded again, by what has changed: grader, lesson, limits, submission.
    """

    grade: int
    kept: int
    changes: Mapping[str, int]


class Listener:
    """Hears of a run what there is to show; this one shows nothing."""

    def counted(self, accounting: str) -> None:
        """Hear what counts the memory and the processes of a submission."""

    def took(self, intake: Intake) -> None:
        """Hear what was handed in."""

    def planned(self, plan: Plan) -> None:
        """Hear what will be done."""

    def finished(self, done: int, total: int, student: str, lesson: str) -> None:
        """Hear that one more submission is done."""
