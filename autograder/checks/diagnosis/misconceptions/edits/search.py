"""Which edit of the right steps, or which two, give just what was returned.

The arrays of an answer are looked at in the order in which they are computed. In the first one that
is wrong, one edit of a pair has its effect for sure, and often the other has none yet. That leaves
few of the many pairs to try.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from autograder.checks.diagnosis.evidence import alike
from autograder.checks.diagnosis.misconceptions.edits.edit import Edit

MOST = 1500  # pairs that are tried for one failed check; each takes a tenth of a millisecond

Arrays = Sequence[Any]  # in the order in which they are computed
Evaluate = Callable[[Iterable[Edit]], Arrays]
Twins = tuple[Edit, ...]  # edits that give the same numbers, in this question at least


@dataclass(frozen=True)
class Found:
    """What gives the numbers that were returned.

    Attributes:
        alone: edits each of which does.
        pairs: those of which one of the first and one of the second do together; looked for where
            none does alone.
    """

    alone: Twins
    pairs: tuple[tuple[Twins, Twins], ...] = ()


@dataclass(frozen=True)
class _Made:
    """What edits make of a question: the arrays, and which of them is the first that is wrong."""

    twins: Twins
    arrays: Arrays
    first: int

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
    right = evaluate(())
    made = _all_made(evaluate, edits, right)
    for one in made:
        if _first_difference(returned, one.arrays) == len(right):
            return Found(tuple(edit for edit in one.twins if not edit.traced))
    if not paired:
        return Found(())
    pairs: dict[frozenset[Twins], tuple[Twins, Twins]] = {}
    tries = _promising(made, returned, _first_difference(returned, right))
    for _, (one, other) in zip(range(MOST), tries, strict=False):
        arrays = _tried(evaluate, (one.twins[0], other.twins[0]))
        if arrays is not None and _first_difference(returned, arrays) == len(right):
            pairs.setdefault(frozenset((one.twins, other.twins)), (one.twins, other.twins))
    return Found((), tuple(pairs.values()))


def _all_made(evaluate: Evaluate, edits: Iterable[Edit], right: Arrays) -> list[_Made]:
    """Make every edit that has an effect; those that have the same one are twins."""
    made: dict[tuple[str, ...], _Made] = {}
    for edit in edits:
        arrays = _tried(evaluate, (edit,))
        if arrays is None or (first := _first_difference(arrays, right)) == len(right):
            continue
        key = tuple(map(digest, arrays))
        twins = made[key].twins if key in made else ()
        made[key] = _Made((*twins, edit), arrays, first)
    return list(made.values())


def digest(array: Any) -> str:
    """Return a few digits that tell arrays apart which are not alike."""
    return f"{np.ravel(array) @ np.cos(np.arange(1.0, np.size(array) + 1)):.6g}"


def _promising(
    made: Sequence[_Made], returned: Arrays, wrong: int
) -> Iterator[tuple[_Made, _Made]]:
    """Yield the pairs that may explain the first wrong array, the likeliest first."""
    at = [one for one in made if one.first == wrong]
    later = [one for one in made if one.first > wrong]
    for one in at:
        if alike(one.arrays[wrong], returned[wrong]):
            yield from ((one, other) for other in (*later, *at) if one.may_join(other))
    yield from ((one, other) for one, other in combinations(at, 2) if one.may_join(other))


def _tried(evaluate: Evaluate, edits: Iterable[Edit]) -> Arrays | None:
    """Evaluate; None for edits that cannot be made with these inputs."""
    try:
        arrays = evaluate(edits)
    except (ValueError, IndexError):
        return None
    return arrays if all(np.all(np.isfinite(array)) for array in arrays) else None


def _first_difference(some: Arrays, others: Arrays) -> int:
    """Return the place of the first array that is not the same; their number if all are."""
    for place, (one, other) in enumerate(zip(some, others, strict=True)):
        if not alike(one, other):
            return place
    return len(others)
