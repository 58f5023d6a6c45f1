"""Mistakes that are worth suspecting in one exercise, as functions that make them.

General traces know nothing of an exercise. Where a mistake leaves numbers that only someone who
knows the exercise can read, it is declared here: the exercise's inputs go in, what the mistake
makes of them comes out, and if that is what the student returned, the hint is given. A module has
the suspects of one lesson, or of a part of it, in ``SUSPECTS``; one whose name begins with an
underscore has none.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import numpy as np

from autograder.checks.data import as_data
from autograder.checks.diagnosis.evidence import Cause, Evidence, alike, numbers_in


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


def fitting(evidence: Evidence) -> list[Cause]:
    """Return the declared mistakes of an exercise that give just what a student returned.

    A mistake must account for the array that is looked at.
    """
    causes: list[Cause] = []
    answered = evidence.answered
    for suspect in declared().get(answered.exercise, ()):
        given = [x if callable(x) else copy.deepcopy(x) for x in answered.inputs.values()]
        if suspect.follows:
            given.insert(0, copy.deepcopy(answered.returned))
        try:
            made = as_data(suspect.answer(*given))
        except Exception:  # noqa: S112, a mistake that cannot be made with these inputs
            continue
        accounts = any(alike(array, evidence.actual) for array in numbers_in(made))
        new = suspect.name not in {c.name for c in causes}
        if accounts and new and _alike(answered.returned, made):
            causes.append(Cause(suspect.name, suspect.hint))
    return causes


@cache
def declared() -> Mapping[str, tuple[Suspect, ...]]:
    """Return all declared mistakes by exercise."""
    found: dict[str, tuple[Suspect, ...]] = {}
    for module in iter_modules(__path__):
        if not module.name.startswith("_"):
            suspects = import_module(f"{__name__}.{module.name}").SUSPECTS
            found |= {name: found.get(name, ()) + some for name, some in suspects.items()}
    return found


def _alike(a: Any, b: Any) -> bool:
    if b is None:
        return True
    if isinstance(a, list | tuple):
        same = isinstance(b, list | tuple) and len(a) == len(b)
        return same and all(_alike(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(_alike(a[k], b[k]) for k in a)
    try:
        left, right = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    except (TypeError, ValueError):
        return False
    return bool(np.all(np.isfinite(left)) and np.all(np.isfinite(right))) and alike(left, right)
