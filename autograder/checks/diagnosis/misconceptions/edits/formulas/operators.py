"""The ways in which any step is done otherwise, whatever the exercise is about."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.formulas.term import Noun, Term

Value = Callable[[Term], Any]  # of a term, with the edits that are being tried


@dataclass(frozen=True)
class Mistake:
    """A step done otherwise.

    Attributes:
        name: the cause.
        words: what the student reads, still without names; see ``Slip``.
        change: makes the term otherwise, from the values of others.
        traced: whether the numbers alone give it away, if there are enough of them.
        asks: whether the question of the term fits after the words.
        alone: whether it makes no sense in all places at once.
        together: whether it makes no sense but in all places at once.
        others: the quantities that the words speak of besides the operands.
    """

    name: str
    words: str
    change: Callable[[Value], Any]
    traced: bool = False
    asks: bool = False
    alone: bool = False
    together: bool = False
    others: Mapping[str, Term] = field(default_factory=dict)

    def about(self, term: Term, lead: str) -> str:
        """Return the hint about a term, after some words that say where it stands."""
        nouns = {key: Noun(other) for key, other in self.others.items()}
        said = lead + self.words.format(*map(Noun, term.operands), it=Noun(term), **nouns)
        first = said.split(" ", 1)[0]
        names = {t.called for t in (term, *term.operands, *self.others.values())}
        if not (
            first in names or first in "bcxy" or "_" in first or "²" in first
        ):  # which keep their small letters
            said = said[0].upper() + said[1:]
        return f"{said} {term.asks}" if self.asks and term.asks else said


Operator = Callable[[Term, Collection[Term]], Iterator[Mistake]]  # from a term and those before it


def slips(term: Term, known: Collection[Term]) -> Iterator[Mistake]:
    """Yield what belongs to the operation."""
    labels = [operand.label for operand in term.operands]
    for slip in term.slips:

        def change(value: Value, made: Callable[..., Any] = slip.change) -> Any:
            return made(*map(value, term.operands))

        yield Mistake(
            slip.name.format(*labels),
            slip.words,
            change,
            slip.traced,
            slip.asks,
            slip.alone,
            slip.together,
        )


def another_operand(term: Term, known: Collection[Term]) -> Iterator[Mistake]:
    """Put another quantity of the same shape where an operand belongs."""
    for place, own in enumerate(term.operands):
        for other in known:
            if not own.called or not other.called or other.label == own.label:
                continue

            def change(value: Value, place: int = place, own: Term = own, o: Term = other) -> Any:
                operands = [*map(value, term.operands)]
                mine, operands[place] = operands[place], value(o)
                if callable(mine) or np.shape(operands[place]) != np.shape(mine):
                    raise ValueError("another shape")
                return term.make(*operands)

            yield Mistake(
                f"{other.label}-for-{own.label}", term.instead, change, asks=True,
                others={"own": own, "other": other},
            )  # fmt: skip


def too_early(term: Term, known: Collection[Term]) -> Iterator[Mistake]:
    """Do a step before one that it follows, or before several."""
    question = "In which order do the two steps come?"
    between: tuple[Term, ...] = ()
    inner, *rest = term.operands or (term,)
    while term.done and inner.done:
        between = (inner, *between)
        first, *others = inner.operands

        def change(value: Value, start: Term = first, steps: tuple[Term, ...] = between) -> Any:
            made = term.make(value(start), *map(value, rest))
            for step in steps:
                made = step.make(made, *map(value, step.operands[1:]))
            return made

        def one_by_one(value: Value, steps: tuple[Term, ...] = between) -> Any:
            parts = [term.make(value(part), *map(value, rest)) for part in steps[0].operands]
            made = steps[0].make(*parts)
            for step in steps[1:]:
                made = step.make(made, *map(value, step.operands[1:]))
            return made

        if first.label and not others:
            yield Mistake(
                f"{_dashed(term.done)}-before-{_dashed(inner.done)}",
                f"{{first}} {{first:are}} {term.done} before {{first:they}} {{first:are}} "
                f"{inner.done}. {question}",
                change,
                others={"first": first},
            )
        elif first.label and others[0].label:
            yield Mistake(
                f"{_dashed(term.done)}-one-by-one",
                f"{{first}} and {{second}} are {term.done} one by one, before they are "
                f"{inner.done}. {question}",
                one_by_one,
                others={"first": first, "second": others[0]},
            )
        inner = first


def twice(term: Term, known: Collection[Term]) -> Iterator[Mistake]:
    """Do a step once more with what comes out of it."""
    if term.done and len(term.operands) == 1 and term.operands[0].label:
        yield Mistake(
            f"{_dashed(term.done)}-twice",
            f"{{0}} {{0:are}} {term.done} two times.",
            lambda value: term.make(term.make(*map(value, term.operands))),
        )


def _dashed(words: str) -> str:
    return words.replace(" ", "-")


# They make mistakes of any step; slips are those of its operation.
OPERATORS: tuple[Operator, ...] = (another_operand, too_early, twice)
