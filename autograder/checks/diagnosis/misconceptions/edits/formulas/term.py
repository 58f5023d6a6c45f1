"""A quantity as data: how it is made from others, and what people make in its place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from autograder.checks.diagnosis.misconceptions.edits.edit import EVERY


@dataclass(frozen=True)
class Slip:
    """A way in which an operation is done otherwise, wherever it is done.

    Attributes:
        name: the cause; ``{0}`` and ``{1}`` stand for the labels of the operands.
        words: what the student reads, as a sentence that may stand after another one; ``{0}`` and
            ``{1}`` stand for the operands, ``{it}`` for what is made, ``{0:are}`` for a verb.
        change: takes the values of the operands, as the operation does.
        traced: whether the numbers alone give it away, if there are enough of them.
        asks: whether the question of the term fits after the words.
        alone: whether it makes no sense in all places at once.
        together: whether it makes no sense but in all places at once.
    """

    name: str
    words: str
    change: Callable[..., Any]
    traced: bool = False
    asks: bool = False
    alone: bool = False
    together: bool = False


@dataclass(frozen=True, eq=False)
class Term:
    """A quantity of an exercise.

    Attributes:
        make: takes the values of the operands.
        operands: what it is made from.
        slips: the ways in which people make it otherwise.
        done: what happens to the first operand, as in "the errors are squared".
        label: its name within the name of a cause; empty if it has none.
        called: how a hint calls it.
        many: whether that is a plural.
        asks: a question that leads to the right way of making it.
        instead: says that one operand is another quantity.
        lead: what a hint about it begins with, such as where it stands.
        place: in which part of the answer it stands, if there is one like it in others.
        leads: what a hint about all of these begins with.
    """

    make: Callable[..., Any]
    operands: tuple["Term", ...] = ()
    slips: tuple[Slip, ...] = ()
    done: str = ""
    label: str = ""
    called: str = ""
    many: bool = False
    asks: str = ""
    instead: str = "{other} {other:stand} where {own} {own:belong}."
    lead: str = ""
    place: int = EVERY
    leads: str = ""

    def named(self, label: str, called: str, *, many: bool = False, asks: str = "") -> "Term":
        """Return it with a name and a question."""
        return replace(self, label=label, called=called, many=many, asks=asks)

    def but(self, *names: str, more: tuple[Slip, ...] = ()) -> "Term":
        """Return it with slips of its own, which go first, and without some of its operation."""
        return replace(self, slips=(*more, *(s for s in self.slips if s.name not in names)))

    def spoilt(self, *slips: Slip) -> "Term":
        """Return it with slips that take what comes out; they go before those that it has."""

        def after(change: Callable[..., Any]) -> Callable[..., Any]:
            return lambda *operands: change(self.make(*operands))

        made = tuple(replace(slip, change=after(slip.change)) for slip in slips)
        return replace(self, slips=(*made, *self.slips))

    def at(self, lead: str, place: int = EVERY, leads: str = "") -> "Term":
        """Return it with a place."""
        return replace(self, lead=lead, place=place, leads=leads)

    def below(self) -> Iterator["Term"]:
        """Yield all that it is made from, and itself last."""
        for operand in self.operands:
            yield from operand.below()
        yield self


# Of verbs and pronouns: for one, for many.
FORMS: Mapping[str, tuple[str, str]] = {
    "are": ("is", "are"), "have": ("has", "have"), "they": ("it", "they"), "They": ("It", "They"),
    "stand": ("stands", "stand"), "belong": ("belongs", "belong"), "come": ("comes", "come"),
}  # fmt: skip


class Noun:
    """A quantity in a sentence: its name, or the form of a verb that goes with it."""

    def __init__(self, term: Term) -> None:
        """Take the words from a term."""
        self.term = term

    def __format__(self, form: str) -> str:
        """Return the verb that is named, or the quantity."""
        return FORMS[form][self.term.many] if form else self.term.called
