"""Mistakes that other people made, and whether the checks find the cause of each.

    python -m tests.helpers.field [LESSON ...]

judges every entry of tests/field/ with its lesson's own tests, and prints what a student would
read, then a table by lesson. tests/field/<lesson>/<exercise>.py has the form of
bank/<lesson>/wrong/<exercise>.py, with comments at the top of each entry::

    # %% label [cause]: what the person did; in brackets, the cause that a reader has accepted
    # source: the address of the thread or page where the mistake was read
    # expects: the cause in the words of somebody who knows, written before the checks were run
    # misleading: the kind of a message without a hint, where its words point elsewhere
"""

import os
import sys
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from autograder.course.answer_bank import Answer, read_answers
from tests.helpers.lesson_cells import ROOT, Failure, first_failure, is_silent

FIELD = ROOT / "tests" / "field"
SEED = "04"  # of what the hidden tests draw, so that every run prints the same
# Hints that describe the numbers or say where they are wrong, and ask for the cause. They are true
# of any mistake that leaves such numbers, and count only where a reader has accepted them.
DESCRIPTIONS = frozenset(
    (
        "all-zero",
        "constant-factor",
        "factor-of-each-row",
        "fixed-size",
        "part-wrong",
        "same-everywhere",
    )
)


class Verdict(StrEnum):
    """What a check made of a mistake."""

    NAMED = "named"  # a cause that a reader has accepted
    SILENT = "silent"  # rejected, with the numbers alone or a description of them
    MISLED = "misled"  # rejected, with another cause
    PASSED = "passed"  # not rejected


@dataclass(frozen=True)
class Mistake:
    """A mistake that somebody made, as an answer to an exercise.

    Attributes:
        lesson: the name of the lesson.
        answer: the answer that makes it; ``answer.named`` is the accepted cause, if there is one.
        source: the address where it was read.
        expects: its cause, in one sentence.
        misleading: a kind of message whose words point elsewhere, empty if there is none.
    """

    lesson: str
    answer: Answer
    source: str
    expects: str
    misleading: str

    @property
    def name(self) -> str:
        """The exercise and the label."""
        return f"{self.answer.exercise} {self.answer.label}"

    @property
    def failure(self) -> Failure | None:
        """How the answer was rejected, if it was."""
        return first_failure(self.lesson, self.answer)

    @property
    def verdict(self) -> Verdict:
        """What the check made of it."""
        failure = self.failure
        if failure is None:
            return Verdict.PASSED
        if self.answer.named and self.answer.named in failure.named:
            return Verdict.NAMED
        if self.misleading in failure.named:
            return Verdict.MISLED
        says_no_cause = is_silent(failure.named) or DESCRIPTIONS.issuperset(failure.named)
        return Verdict.SILENT if says_no_cause else Verdict.MISLED


def field_lessons() -> list[str]:
    """Return the names of the lessons that have mistakes from elsewhere."""
    return sorted(folder.name for folder in FIELD.iterdir() if folder.is_dir())


def mistakes(lesson: str) -> list[Mistake]:
    """Return a lesson's mistakes, ordered by exercise and then as they stand in their file.

    Raises:
        ValueError: an entry lacks its source or what it expects.
    """
    return [
        Mistake(
            lesson,
            answer,
            _comment(answer, "source"),
            _comment(answer, "expects"),
            _comment(answer, "misleading", otherwise=""),
        )
        for path in sorted((FIELD / lesson).glob("*.py"))
        for answer in read_answers(path)
    ]


def counted_field(lesson: str) -> tuple[int, ...]:
    """Return the numbers of a lesson: mistakes, named, silent, misled, passed."""
    verdicts = Counter(mistake.verdict for mistake in mistakes(lesson))
    return verdicts.total(), *(verdicts[verdict] for verdict in Verdict)


def _comment(answer: Answer, key: str, otherwise: str | None = None) -> str:
    start = f"# {key}: "
    for line in answer.source.splitlines():
        if line.startswith(start):
            return line.removeprefix(start).strip()
    if otherwise is None:
        raise ValueError(f"{answer.exercise} {answer.label}: there is no comment '{start}…'")
    return otherwise


def _shown(mistake: Mistake) -> str:
    failure = mistake.failure
    lines = [f"{mistake.verdict.upper()}  {mistake.name}: {mistake.answer.description}"]
    lines += [f"  source   {mistake.source}", f"  expects  {mistake.expects}"]
    if failure is not None:
        lines += [f"  told     {', '.join(failure.named)} ({failure.part})"]
        lines += [f"    {line}".rstrip() for line in failure.message.splitlines()]
    return "\n".join(lines) + "\n"


def main(lessons: list[str]) -> int:
    """Print what is made of every mistake, and count."""
    os.environ["AUTOGRADER_SEED"] = SEED
    lessons = lessons or field_lessons()
    for lesson in lessons:
        print(f"== {lesson}\n")
        for mistake in mistakes(lesson):
            print(_shown(mistake))
    print(f"{'lesson':22}", *(f"{word:>8}" for word in ("mistakes", *Verdict)))
    for lesson in lessons:
        print(f"{lesson:22}", *(f"{number:8}" for number in counted_field(lesson)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
