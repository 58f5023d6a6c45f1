"""Name the lemma before you read it: the other guess of the backward stepper."""

from dataclasses import dataclass, replace
from typing import TypeVar

from blackboard.figures.backward_stepper.walk import LEMMAS, Step
from blackboard.interactive.guess import AGAIN, CHOOSE, UNDECIDED, Guessing

NAMES = {rule: f"Lemma {number}" for number, rule in LEMMAS.items()}


@dataclass(frozen=True, kw_only=True)
class Naming(Guessing):
    """The part of the state that belongs to naming the lemma of a step.

    Attributes:
        name_first: whether the reader wants to name it before it shows.
        lemma: the reader's name for it.
        named: whether that was checked.
        missed: whether a first name was wrong.
    """

    name_first: bool = True
    lemma: str = UNDECIDED
    named: bool = False
    missed: bool = False


N = TypeVar("N", bound=Naming)


def covers(state: Naming, step: Step) -> bool:
    """Whether a step still waits for the name of its lemma."""
    # A planted mistake asks another question.
    return state.name_first and not state.asks and not state.named and step.rule in NAMES


def check(state: N, step: Step) -> N:
    """Show the lemma if it was named; a wrong name gets a second try."""
    if not covers(state, step):
        return state
    if state.lemma == UNDECIDED:
        return replace(state, reply=CHOOSE)
    if state.lemma != NAMES[step.rule] and not state.missed:
        return replace(state, missed=True, reply=AGAIN)
    return replace(state, named=True)


def forget(state: N) -> N:
    """Ask anew."""
    return replace(state, lemma=UNDECIDED, named=False, missed=False)


def judge(state: Naming, step: Step) -> str:
    """Return the sentence about the name, "" where none was checked."""
    if not state.named:
        return ""
    name = NAMES[step.rule]
    return f"Right, {name}." if state.lemma == name else f"Not {state.lemma} but {name}."
