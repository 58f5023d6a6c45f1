"""The mistakes of a class: how many students made each, and in which words they were told."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.checks.failure import AND, EITHER
from autograder.checks.questions import WRONG_LETTER
from autograder.classroom.report.results import OPEN, HandIn, Results

# Kinds of failures for which no mistake is named, in words.
KINDS = {
    "cost": "It takes as long as something that is not backpropagation.",
    "dtype": "It returned numbers of another kind than float64.",
    "exception": "It raised an exception.",
    "form": "It returned something of another form.",
    "in-place": "It changes its input.",
    "no-answer": "It took too long, used too much memory or ended its process.",
    "no-letter": "What stands there is none of the letters.",
    "none": "It returned None.",
    "not-finite": "An entry is infinite or not a number.",
    "shape": "The shape is wrong, by no mistake that we know.",
    "stated": "Something that the exercise asks for does not hold.",
    "two-answers": "Equal inputs gave different answers.",
    "values": "The numbers are wrong, by no mistake that we know.",
    "": "Why is not known: it was graded by an earlier version.",
}
STATED, EXCEPTION = "stated", "exception"  # kinds whose messages say more than the kind
RAISED = re.compile(r"\w+ raised (\w+)")
FIRST = re.compile(r".{30,}?[.?!](?=\s|$)")  # sentence; a short one, "It is 0.", and the next
# Lines of a message that are no hint: how many entries, what was given, a vector entry by entry.
NO_HINT = re.compile(r"\(|It was given |Either of two mistakes|yours  |\[\d+\] ")
# Of two causes: between their names, before their hints, and between these in a heading.
TWO = ((AND, ("One: ", "And one more: "), " And: "), (EITHER, ("One: ", "The other: "), " Or: "))


@dataclass(frozen=True)
class Example:
    """One student's case of a mistake.

    Attributes:
        hand_in: whose; the page does not say it.
        message: what the student read.
    """

    hand_in: HandIn
    message: str


@dataclass(frozen=True)
class Mistake:
    """A mistake in one exercise.

    Attributes:
        exercise: its name.
        cause: the name of the mistake, or the kind of the failure.
        words: the same in a sentence.
        submissions: digests of the hand-ins that have it.
        example: a case of it.
    """

    exercise: str
    cause: str
    words: str
    submissions: frozenset[str]
    example: Example

    @property
    def students(self) -> int:
        """How many made it."""
        return len(self.submissions)

    @property
    def named(self) -> bool:
        """Whether a check knew the mistake, and not only the kind of the failure."""
        return self.cause not in KINDS


@dataclass(frozen=True)
class Shared:
    """A mistake that several students made, in whatever exercise.

    Attributes:
        cause: the name of the mistake, or the kind of the failure.
        exercises: where.
        students: how many, each counted once.
    """

    cause: str
    exercises: tuple[str, ...]
    students: int


def mistakes_of(results: Results) -> tuple[Mistake, ...]:
    """Return the mistakes of a lesson, the most frequent first.

    Exercises without an answer and letters of questions are not among them. The example is that of
    the lowest digest of a hand-in, which says nothing of whose it is.
    """
    cases: dict[tuple[str, str], dict[str, Example]] = defaultdict(dict)
    for hand_in in results.hand_ins:
        for attempt in hand_in.attempts:
            for failure in attempt.failures:
                if failure.cause not in OPEN and not failure.cause.startswith(WRONG_LETTER):
                    case = Example(hand_in, failure.message)
                    cases[attempt.exercise, failure.cause].setdefault(hand_in.submission, case)
    order = [exercise.name for exercise in results.exercises]
    found = [
        Mistake(
            exercise,
            cause,
            in_words(cause, (case.message for case in some.values())),
            frozenset(some),
            some[min(some)],
        )
        for (exercise, cause), some in cases.items()
    ]
    return tuple(sorted(found, key=lambda m: (-m.students, order.index(m.exercise), m.cause)))


def shared_of(mistakes: Iterable[Mistake]) -> tuple[Shared, ...]:
    """Return what more than one student did, the most frequent first.

    Args:
        mistakes: of a lesson, as ``mistakes_of`` returns them.
    """
    by_cause: dict[str, list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        by_cause[mistake.cause].append(mistake)
    found = [
        Shared(
            cause,
            tuple(mistake.exercise for mistake in some),
            len({student for mistake in some for student in mistake.submissions}),
        )
        for cause, some in by_cause.items()
    ]
    several = [one for one in found if one.students > 1]
    return tuple(sorted(several, key=lambda one: (-one.students, one.cause)))


def in_words(cause: str, messages: Iterable[str]) -> str:
    """Put a cause into a sentence: the first of the hint, as most students read it."""
    if cause in KINDS and cause not in (STATED, EXCEPTION):
        return KINDS[cause]
    said = Counter(hint_in(message, cause) for message in messages)
    if cause == EXCEPTION and len(said) > 1:
        return KINDS[EXCEPTION]
    most = max(said.values(), default=0)
    sentence = min((text for text, count in said.items() if count == most), default="")
    return sentence or KINDS.get(cause) or f"{cause.replace('-', ' ').capitalize()}."


def hint_in(message: str, cause: str) -> str:
    """Return the first sentence of the hint in a message; of both, where two mistakes fit.

    What a lesson's test states is all hint, and of an exception it is the kind.
    """
    if cause == EXCEPTION:
        raised = RAISED.match(message)
        return f"It raised {raised[1]}." if raised else ""
    if cause == STATED:
        return _first(message.partition("\n")[0])
    lines = [line.strip() for line in message.splitlines()[1:]]
    for between, starts, joined in TWO:
        if between in cause:
            both = [
                line.removeprefix(start)
                for start in starts
                for line in lines
                if line.startswith(start)
            ]
            return joined.join(map(_first, both))
    hints = [line for line in lines if line and not NO_HINT.match(line)]
    return _first(hints[0]) if hints else ""


def _first(hint: str) -> str:
    found = FIRST.match(hint)
    return found[0] if found else hint
