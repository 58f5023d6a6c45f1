"""Which edit of the right steps, or which two, give just what was returned.

Two edits rarely have an effect on the same arrays of an answer. Where one of them alone has one,
the numbers are those that it makes without the other. That leaves few of the many pairs to try.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from autograder.checks.diagnosis.evidence import NEAR
from autograder.checks.diagnosis.misconceptions.edits.edit import Edit

MOST = 1500  # pairs that are tried for one failed check; each takes a tenth of a millisecond

Arrays = Sequence[Any]  # in the order in which they are computed
Evaluate = Callable[[Iterable[Edit]], Iterable[Any]]  # a pair is left at its first wrong array
Twins = tuple[Edit, ...]  # edits that give the same numbers, in this question at least


@dataclass(frozen=True)
class Found:
    """What gives the numbers that were returned.

    Attributes:
        alone: edits each of which does.
        pairs: those of which one of the first and one of the second do together; looked for where
            none does alone.
        right: of each array, whether it is what comes out when nothing is edited.
    """

    alone: Twins
    pairs: tuple[tuple[Twins, Twins], ...] = ()
    right: tuple[bool, ...] = ()


@dataclass(frozen=True)
class _Made:
    """What edits make of a question: the arrays, and which of them they change."""

    twins: Twins
    arrays: Arrays
    changed: frozenset[int]

    def may_join(self, other: "_Made") -> bool:
        told = not (self.twins[0].traced and other.twins[0].traced)
        return told and self is not other and not self.twins[0].excludes(other.twins[0])


def search(
    evaluate: Evaluate, edits: Iterable[Edit], returned: Arrays, *, paired: bool = True
) -> Found:
    """Look for one edit, then for two.

    Args:
        evaluate: returns what comes out when steps are edited.
        edits: those that there are.
        returned: what came out, not all of it right.
        paired: whether to look for two.
    """
    right = list(evaluate(()))
    made = _all_made(evaluate, edits, right)
    tolerances = [_tolerance(array) for array in returned]
    wrong = _different(right, returned, tolerances)
    for one in made:
        if not _different(one.arrays, returned, tolerances):
            alone = tuple(edit for edit in one.twins if not edit.traced)
            return Found(alone, right=tuple(k not in wrong for k in range(len(right))))
    if not (paired and wrong):
        return Found(())
    pairs: dict[frozenset[Twins], tuple[_Made, _Made]] = {}
    tries = zip(range(MOST), _promising(made, returned, tolerances, wrong), strict=False)
    with np.errstate(all="ignore"):  # a wrong formula may divide by 0
        for _, (one, other) in tries:
            if _fits(evaluate, (one.twins[0], other.twins[0]), returned, tolerances):
                pairs.setdefault(frozenset((one.twins, other.twins)), (one, other))
    # Of several that say the same, the one that says of each array what is wrong with it.
    apart = [pair for pair in pairs.values() if not pair[0].changed & pair[1].changed]
    chosen = apart if len(apart) == 1 else pairs.values()
    return Found((), tuple((one.twins, other.twins) for one, other in chosen))


def _all_made(evaluate: Evaluate, edits: Iterable[Edit], right: Arrays) -> list[_Made]:
    """Make every edit that has an effect; those that have the same one are twins."""
    made: dict[tuple[str, ...], _Made] = {}
    tolerances = [_tolerance(array) for array in right]
    for edit in edits:
        arrays = _tried(evaluate, (edit,))
        if arrays is None or not (changed := _different(arrays, right, tolerances)):
            continue
        key = tuple(map(digest, arrays))
        twins = made[key].twins if key in made else ()
        made[key] = _Made((*twins, edit), arrays, changed)
    return list(made.values())


def digest(array: Any) -> str:
    """Return a few digits that tell arrays apart which are not alike."""
    return f"{np.ravel(array) @ np.cos(np.arange(1.0, np.size(array) + 1)):.6g}"


def _promising(
    made: Sequence[_Made], returned: Arrays, tolerances: Arrays, wrong: frozenset[int]
) -> Iterator[tuple[_Made, _Made]]:
    """Yield the pairs that may explain all arrays that are wrong, the likeliest first."""
    explained = {
        place: sum(_within(one.arrays[k], returned[k], tolerances[k]) for k in one.changed & wrong)
        for place, one in enumerate(made)
    }
    firsts = sorted(filter(explained.get, explained), key=lambda place: -explained[place])
    for rank, place in enumerate(firsts):
        one, before = made[place], {id(made[k]) for k in firsts[:rank]}
        for other in made:
            new = id(other) not in before
            if new and wrong <= one.changed | other.changed and one.may_join(other):
                yield one, other
    # Where neither shows by itself, both are in all that is wrong, and in nothing else.
    for one, other in combinations([one for one in made if one.changed == wrong], 2):
        if one.may_join(other):
            yield one, other


@np.errstate(all="ignore")  # a wrong formula may divide by 0
def _tried(evaluate: Evaluate, edits: Iterable[Edit]) -> Arrays | None:
    """Evaluate; None for edits that cannot be made with these inputs."""
    try:
        arrays = list(evaluate(edits))
    except (ValueError, IndexError):
        return None
    return arrays if all(np.all(np.isfinite(array)) for array in arrays) else None


def _fits(evaluate: Evaluate, edits: Iterable[Edit], returned: Arrays, tolerances: Arrays) -> bool:
    """Return whether edits give what was returned, from the first array to the last."""
    try:
        return all(map(_within, evaluate(edits), returned, tolerances))
    except (ValueError, IndexError):
        return False


def _different(some: Arrays, others: Arrays, tolerances: Arrays) -> frozenset[int]:
    """Return the places of the arrays that are not the same, as ``evidence.alike`` says it."""
    trios = enumerate(zip(some, others, tolerances, strict=True))
    return frozenset(place for place, trio in trios if not _within(*trio))


def _tolerance(b: Any) -> Any:
    """Return how far from its entries those of an array may be that is like it."""
    size = np.abs(b)
    largest = size.max(initial=0.0)
    return NEAR * (size + largest) if np.isfinite(largest) else -1.0  # nothing is like infinity


def _within(a: Any, b: Any, tolerance: Any) -> bool:
    return np.shape(a) == np.shape(b) and bool((np.abs(a - b) <= tolerance).all())
