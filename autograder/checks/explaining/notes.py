"""What there is to know besides right and wrong: kinks, precision, functions that are none."""

from collections.abc import Iterator, Sequence

import numpy as np

from autograder.checks.comparing.message import entry, written
from autograder.checks.explaining.objective import Objective
from autograder.checks.explaining.ruler import COARSE
from autograder.checks.explaining.verdict import SURELY, Judged, Verdict

NAMED = 3  # entries that are listed by name
ROUNDED = 1e-6  # of a kink
TYPES = {np.dtype(t).name: float(np.finfo(t).eps) for t in (np.float16, np.float32)}


def notes(objective: Objective, judged: Sequence[Judged], changed: Sequence[str]) -> Iterator[str]:
    """Yield what to know of a measurement.

    Args:
        objective: the function.
        judged: the arguments.
        changed: names of arguments that the gradient's function changes in place.
    """
    for who, names in (("f", objective.changed), ("The gradient's function", changed)):
        if names:
            yield f"{who} changes {listed(names)} in place. Whoever calls it loses the old values."
    if objective.swing:
        yield (
            f"f is not the same twice: at this point its values differ by {objective.swing:.2g}. "
            "Does it draw random numbers? Seed it anew in each call."
        )
    if not objective.swing:
        yield from _precision([one for one in judged if _coarse(one)])
    for one in judged:
        yield from _kinks(one)
        yield from _lost(one)


def _coarse(one: Judged) -> bool:
    """Return whether an argument agrees with fewer digits than float64 has."""
    return one.precision > COARSE and not one.wrong and one.count(Verdict.RIGHT) > 0


def _precision(coarse: Sequence[Judged]) -> Iterator[str]:
    kinds: dict[str, list[str]] = {}
    for one in coarse:
        kind = next((t for t in TYPES if one.typed and one.precision == TYPES[t]), "")
        kinds.setdefault(kind, []).append(one.name)
    for kind, names in kinds.items():
        agree = f"{listed(names)} agree{'s' * (len(names) == 1)} as far as"
        if kind:
            yield f"{agree} {kind} can tell."
        else:
            digits = int(-np.log10(max(one.precision for one in coarse if one.name in names)))
            yield (
                f"{agree} f can tell: its values have about {digits} digits. Is something in it "
                "float32, or repeated until it changes no more?"
            )


def _kinks(one: Judged) -> Iterator[str]:
    where = [tuple(map(int, index)) for index in np.argwhere(one.verdict == Verdict.KINK)]
    if where:
        at = where[0]
        middle, half = float(one.measured[at]), float(one.kink[at])
        several = len(where) > 1
        rounded = max(ROUNDED * half, SURELY * float(one.error[at]))
        yield (
            f"f has a kink at {_entries(one, where)}: to the two sides of "
            f"{entry(one.name, at)} its slopes are {_clean(middle - half, rounded)} and "
            f"{_clean(middle + half, rounded)}. The gradient lies between them there, and "
            f"{'these entries are' if several else 'this entry is'} not judged."
        )
    if one.unclear == one.directions > 0:
        yield (
            f"{one.name} is large, and along every direction f has a kink at this point: only the "
            "entries that were looked at are judged. Try a point that was drawn at random."
        )


def _clean(slope: float, rounded: float) -> str:
    """Write a slope; 0 where it is no larger than what rounding makes of a kink."""
    return written(slope) if abs(slope) > rounded else "0"


def _lost(one: Judged) -> Iterator[str]:
    where = [tuple(map(int, index)) for index in np.argwhere(one.verdict == Verdict.LOST)]
    if where:
        yield (
            f"{_entries(one, where)} cannot be judged: f jumps there, bends within every step, or "
            "its rounding errors are larger than what this entry changes."
        )


def _entries(one: Judged, where: Sequence[tuple[int, ...]]) -> str:
    names = [entry(one.name, index) for index in where[:NAMED]]
    if len(where) > NAMED:
        names.append(f"{len(where) - NAMED} more")
    return listed(names)


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
