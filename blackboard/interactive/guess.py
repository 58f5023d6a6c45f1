"""Guess first: a figure covers its answer until the reader has committed a guess."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from blackboard.interactive.controls import Button, Switch

UNDECIDED = "…"  # in a list of guesses: none yet
CHOOSE = "Choose a guess first."
ANSWER = "Type a guess first."
AGAIN = "Not right yet: you have a second try."


@dataclass(frozen=True, kw_only=True)
class Guessing:
    """The part of a figure's state that belongs to guessing; the guess itself is the figure's.

    Attributes:
        predict: whether the reader wants to guess first.
        committed: whether the guess was checked, and its answer is there to be seen.
        tried: whether a guess was wrong, and there is a second try.
        reply: what the last press answers where it could do nothing else; it stands before the
            figure's message, and the next press or change takes it away.
    """

    predict: bool = True
    committed: bool = False
    tried: bool = False
    reply: str = ""

    @property
    def asks(self) -> bool:
        """Whether there is something to guess."""
        return self.predict

    @property
    def open(self) -> bool:
        """Whether the answer is shown."""
        return self.committed or not self.asks


G = TypeVar("G", bound=Guessing)


def asks(state: Guessing) -> bool:
    """Say that a control is there while there is something to guess."""
    return state.asks


@dataclass(frozen=True)
class GuessFirst(Generic[G]):
    """The question that a figure asks, and the controls with which the reader answers.

    Attributes:
        question: the part of a state on which the answer depends: when it changes, the guess is
            forgotten.
        blank: the fields of the guess, each with the value that stands for no guess.
    """

    question: Callable[[G], object]
    blank: Mapping[str, Any]

    @property
    def switch(self) -> Switch[G]:
        """The switch that opens the answer to a reader who does not want to guess."""
        return Switch("predict", "Let me guess first")

    def button(
        self, right: Callable[[G], bool] | None = None, label: str = "Check my guess"
    ) -> Button[G]:
        """Return the button that commits a guess; see ``commit``."""
        return Button(label, lambda state: self.commit(state, right), asks, check=True)

    def made(self, state: G) -> bool:
        """Whether every field of the guess is filled in."""
        return all(getattr(state, name) != none for name, none in self.blank.items())

    def missing(self, state: G) -> G:
        """Answer a press without a complete guess."""
        choice = any(getattr(state, name) == UNDECIDED for name in self.blank)
        return replace(state, reply=CHOOSE if choice else ANSWER)

    def again(self, state: G) -> G:
        """Refuse a guess that is wrong, and leave the answer covered for another."""
        return replace(state, tried=True, reply=AGAIN)

    def commit(self, state: G, right: Callable[[G], bool] | None = None) -> G:
        """Open the answer if the guess is complete.

        Args:
            right: whether the guess is right; with it, the first wrong one is refused and the
                answer stays covered. None where only what follows can tell.
        """
        if state.open:
            return state
        if not self.made(state):
            return self.missing(state)
        if right is not None and not state.tried and not right(state):
            return self.again(state)
        return replace(state, committed=True)

    def forget(self, state: G) -> G:
        """Ask anew: cover the answer and empty the guess."""
        return replace(state, committed=False, tried=False, **self.blank)

    def settle(self, before: G, after: G) -> G:
        """Ask anew where the question has changed; cover the answer where the guess has."""
        if self.question(after) != self.question(before):
            return self.forget(after)
        changed = any(getattr(after, name) != getattr(before, name) for name in self.blank)
        return replace(after, committed=False) if changed else after


def verdict(guess: object, right: bool) -> str:
    """Return the sentence that judges a guess."""
    return f"Your guess is {'right' if right else f'not right: {guess}'}."
