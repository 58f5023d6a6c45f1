"""A mistake that is worth suspecting in one exercise."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Suspect:
    """A mistake in one exercise.

    Attributes:
        name: a label in kebab-case.
        hint: what the student reads; it names the mistake and never the formula.
        answer: takes the exercise's inputs and returns what the mistake makes of them; None in
            place of an array makes no claim about that array.
        follows: whether ``answer`` takes what the student returned as well, before the inputs. For
            mistakes that start from a result of the student's own, or with a number that only the
            student knows.
    """

    name: str
    hint: str
    answer: Callable[..., Any]
    follows: bool = False


Suspects = Mapping[str, tuple[Suspect, ...]]  # by the name of the exercise


def of_entry(suspects: tuple[Suspect, ...]) -> tuple[Suspect, ...]:
    """Return the mistakes of an exercise as those of its sister that returns one entry.

    The sister takes the same inputs and, after them, the index of the entry.
    """

    def at(answer: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *inputs: answer(*inputs[:-1])[inputs[-1]]

    return tuple(Suspect(s.name, s.hint, at(s.answer)) for s in suspects if not s.follows)
