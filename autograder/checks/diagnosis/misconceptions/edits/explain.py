"""From a wrong answer to the one or two steps that were done otherwise, in words."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from autograder.checks.diagnosis.evidence import Cause, Evidence
from autograder.checks.diagnosis.misconceptions.edits.edit import Edit
from autograder.checks.diagnosis.misconceptions.edits.exercises import STEPS
from autograder.checks.diagnosis.misconceptions.edits.search import Twins, search
from autograder.checks.failure import AND, EITHER

FEW_FOR_TWO = 3  # numbers; fewer are met by chance with so many pairs to try
MOST = 2  # explanations that are named side by side


def edited(evidence: Evidence) -> tuple[Cause, ...]:
    """Return the causes that explain a whole answer, as edits of the right steps."""
    answered = evidence.answered
    begin = STEPS.get(answered.exercise)
    if begin is None:
        return ()
    try:
        steps = begin(*answered.inputs.values())
        returned = steps.arrays(answered.returned)
        size = sum(array.size for array in returned)
        if size < steps.few:
            return ()
        edits: Iterable[Edit] = (*steps.edits, *steps.following(returned))
        if size < FEW_FOR_TWO:  # which give nothing away
            edits = [replace(edit, traced=False) for edit in edits]
        paired = steps.paired and size >= FEW_FOR_TWO
        found = search(steps.evaluate, edits, returned, paired=paired)
    except (ValueError, TypeError):  # it has not even the form of an answer
        return ()
    if found.alone:
        seen = steps.seen(found.right)
        alone = tuple((edit,) for edit in found.alone)
        return tuple(
            Cause(edit.name, f"{seen}{edit.hint}", alone) for edit in _by_name(found.alone)
        )
    together = tuple((one[0], other[0]) for one, other in found.pairs)
    return tuple(replace(cause, made_by=together) for cause in _of_pairs(found.pairs))


def _by_name(twins: Twins) -> Twins:
    """Return the simplest of edits that give the same: those of the most layers."""
    simple = [edit for edit in twins if _breadth(edit) == max(map(_breadth, twins))]
    return tuple({edit.name: edit for edit in reversed(simple)}.values())[::-1]


def _breadth(edit: Edit) -> float:
    return len(edit.layers) or math.inf


def _of_pairs(pairs: Sequence[tuple[Twins, Twins]]) -> list[Cause]:
    """Say what two edits give together, or the one that all pairs have in common."""
    told = {frozenset(map(_names, pair)): pair for pair in reversed(pairs)}
    if len(told) == 1:
        (pair,) = told.values()
        clear = [twins for twins in map(_by_name, pair) if len(twins) <= MOST]
        if len(clear) == len(pair):
            one, other = map(_cause, clear)
            return [
                Cause(
                    f"{one.name}{AND}{other.name}",
                    "Two mistakes together give these numbers.\n"
                    f"  One: {one.hint}\n  And one more: {other.hint}",
                )
            ]
        return [_and_more(twins) for twins in clear]
    times = Counter(twins for pair in told.values() for twins in pair)
    common = [_by_name(twins) for twins, count in times.items() if count == len(told) > 1]
    return [_and_more(twins) for twins in common if len(twins) <= MOST] if len(common) == 1 else []


def _names(twins: Twins) -> frozenset[str]:
    return frozenset(edit.name for edit in twins)


def _cause(twins: Twins) -> Cause:
    hints = [edit.hint for edit in twins]
    words = hints[0] if len(hints) == 1 else f"Either this: {hints[0]} Or this: {hints[1]}"
    return Cause(EITHER.join(edit.name for edit in twins), words)


def _and_more(twins: Twins) -> Cause:
    cause = _cause(twins)
    return Cause(cause.name, f"{cause.hint}\n  Mend that first: something else is wrong besides.")
