"""A short computation as data: what goes in and what comes out, with every mistake on the way."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import EVERY, Edit, changes_of
from autograder.checks.diagnosis.misconceptions.edits.formulas.operators import (
    OPERATORS,
    Mistake,
    Operator,
    Value,
    slips,
)
from autograder.checks.diagnosis.misconceptions.edits.formulas.term import Term
from autograder.checks.diagnosis.misconceptions.edits.search import Arrays, digest


@dataclass(frozen=True, eq=False)
class Formula:
    """The right steps of an exercise.

    Attributes:
        inputs: in the order of the exercise's arguments.
        results: what is returned, in the order in which it is computed.
        others: what people take for an operand, besides all that is in the steps.
        keys: of the results, if a dict is returned.
        paired: whether two mistakes are looked for as well. In a function of one number too many
            pairs are the same function.
    """

    inputs: tuple[Term, ...]
    results: tuple[Term, ...]
    others: tuple[Term, ...] = ()
    keys: tuple[str, ...] = ()
    paired: bool = True

    @cached_property
    def _steps(self) -> Mapping[Term, str]:
        """The name of each step; those that are alike in several places share it."""
        terms = dict.fromkeys(term for end in self.results for term in end.below())
        return {
            term: f"{place}" if term.place == EVERY else term.label
            for place, term in enumerate(terms)
        }

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every mistake that is made of a step, in one place or in all alike."""
        return (*self.slips, *(edit for operator in OPERATORS for edit in self._of(operator)))

    @cached_property
    def slips(self) -> tuple[Edit, ...]:
        """Those that belong to the operation of a step."""
        return tuple(self._of(slips))

    def _of(self, operator: Operator) -> Iterator[Edit]:
        order = [*self.others, *self._steps]
        alike: defaultdict[tuple[str, str, int], dict[Term, Mistake]] = defaultdict(dict)
        for term, step in self._steps.items():
            times: Counter[str] = Counter()  # people make some mistakes in two ways
            # What is made later would need this term.
            for mistake in operator(term, order[: order.index(term)]):
                times[mistake.name] += 1
                alike[step, mistake.name, times[mistake.name]][term] = mistake
        for (step, *_), same in alike.items():
            yield from _of_places(step, same)

    def edits_for(self, given: Iterable[Any]) -> tuple[Edit, ...]:
        """Return those that make a difference in questions like this one.

        Of several that give the same even there, one for each step is kept: they are mistakes of
        their own. But where a step has one, what an operator makes of any step says no more.
        """
        rng = np.random.default_rng(0)
        evaluate = self.asked([_moved(value, rng) for value in given])
        told: defaultdict[tuple[str, ...], dict[str, Edit]] = defaultdict(dict)
        own = len(self.slips)
        with np.errstate(all="ignore"):
            right = tuple(map(digest, evaluate(())))
            for place, edit in enumerate(self.edits):
                try:
                    made = tuple(map(digest, evaluate((edit,))))
                except (ValueError, IndexError, TypeError):
                    continue
                if made != right and (place < own or made not in told):
                    told[made].setdefault(edit.step, edit)
        return tuple(edit for steps in told.values() for edit in steps.values())

    @cached_property
    def _above(self) -> Mapping[str, frozenset[Term]]:
        """What changes with each step: all that is made from it."""
        below = {term: frozenset(term.below()) for term in self._steps}
        return {
            step: frozenset(
                t for t, parts in below.items() if any(self._steps[p] == step for p in parts)
            )
            for step in self._steps.values()
        }

    def asked(self, given: Iterable[Any]) -> Callable[[Iterable[Edit]], Arrays]:
        """Return what makes the arrays of an answer to a question, with steps edited.

        It raises ValueError where an edit cannot be made with these inputs.
        """
        right = dict(zip(self.inputs, given, strict=True))
        self._values((), right)

        def evaluate(edits: Iterable[Edit]) -> Arrays:
            edits = tuple(edits)
            changed = frozenset().union(*(self._above[edit.step] for edit in edits))
            return self._values(edits, {t: v for t, v in right.items() if t not in changed})

        return evaluate

    def returned(self, given: Iterable[Any], edits: Iterable[Edit] = ()) -> Any:
        """Return an answer in the form of the exercise, with steps edited."""
        made = self.asked(given)(edits)
        if self.keys:
            return dict(zip(self.keys, made, strict=True))
        return tuple(made) if len(made) > 1 else made[0]

    def _values(self, edits: Iterable[Edit], values: dict[Term, Any]) -> Arrays:
        """Return the arrays of an answer, and put all values into those that are known."""
        way = changes_of(edits)

        def value(term: Term) -> Any:
            if term not in values:
                change = way(self._steps.get(term, ""), term.place, _as_it_is)
                values[term] = change(value, term)
            return values[term]

        return [np.asarray(value(end), dtype=np.float64) for end in self.results]

    def arrays(self, returned: Any) -> Arrays:
        """Return what was returned as arrays, in the order in which they are computed.

        Raises:
            TypeError: it is no series.
            ValueError: it has another form, or not all of it are arrays of numbers.
        """
        parts = [returned] if len(self.results) == 1 else returned
        if self.keys:
            parts = [returned[key] for key in self.keys] if len(returned) == len(self.keys) else []
        if len(parts) != len(self.results):
            raise ValueError("another number of parts")
        return [np.asarray(part, dtype=np.float64) for part in parts]


def _as_it_is(value: Value, term: Term) -> Any:
    return term.make(*map(value, term.operands))


def _of_places(step: str, same: Mapping[Term, Mistake]) -> Iterator[Edit]:
    """Yield a mistake that may be made in several places, of all of them and of each."""

    def change(value: Value, term: Term) -> Any:
        return same[term].change(value) if term in same else _as_it_is(value, term)

    for term, mistake in same.items():
        if len(same) > 1 and not mistake.alone:
            hint = mistake.about(term, term.leads)
            yield Edit(step, mistake.name, hint, change, traced=mistake.traced)
            break
    for term, mistake in same.items():
        if mistake.together:
            continue
        hint = mistake.about(term, term.lead)
        layers = frozenset((term.place,)) - {EVERY}
        yield Edit(step, mistake.name, hint, change, layers, mistake.traced)


def _moved(value: Any, rng: np.random.Generator) -> Any:
    """Return an input that differs a little from one that was asked, in every number of it."""
    if isinstance(value, list | tuple):
        return type(value)(_moved(part, rng) for part in value)
    if isinstance(value, dict):
        return {key: _moved(part, rng) for key, part in value.items()}
    if isinstance(value, float) or getattr(value, "dtype", np.dtype(int)).kind == "f":
        shape = np.shape(value)
        return value * (1 + 0.05 * rng.uniform(size=shape)) + 0.001 * rng.uniform(size=shape)
    return value
