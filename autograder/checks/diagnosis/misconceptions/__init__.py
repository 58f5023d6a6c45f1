"""Mistakes that are worth suspecting in one exercise, as functions that make them.

General traces know nothing of an exercise. Where a mistake leaves numbers that only someone who
knows the exercise can read, it is declared here: the exercise's inputs go in, what the mistake
makes of them comes out, and if that is what the student returned, the hint is given. Each lesson
has a module of its name, with its mistakes by exercise in ``SUSPECTS``. Where a mistake is a step
of an exercise done in another way, ``edits`` makes it, and pairs of such, from the right steps.
"""

import copy
from typing import Any

import numpy as np

from autograder.checks.calls.data import as_data
from autograder.checks.diagnosis.evidence import Cause, Evidence, alike, numbers_in
from autograder.checks.diagnosis.misconceptions import (
    an_engine,
    backpropagation,
    chain_rule,
    depth_and_losses,
    euclidean_loss,
    forward_pass,
    gradient_descent,
    jacobian_lemmas,
    start_here,
)
from autograder.checks.diagnosis.misconceptions.edits.explain import edited
from autograder.checks.diagnosis.misconceptions.suspect import Suspects

LESSONS = (
    start_here, forward_pass, euclidean_loss, chain_rule, jacobian_lemmas, backpropagation,
    gradient_descent, depth_and_losses, an_engine,
)  # fmt: skip
DECLARED: Suspects = {
    exercise: suspects for lesson in LESSONS for exercise, suspects in lesson.SUSPECTS.items()
}


def fitting(evidence: Evidence) -> list[Cause]:
    """Return the mistakes of an exercise that give just what a student returned.

    Declared ones go first. Where none fits, the steps of the exercise are edited, one or two at a
    time.
    """
    return _declared(evidence) or list(edited(evidence))


def _declared(evidence: Evidence) -> list[Cause]:
    """Return the declared mistakes that fit; each accounts for the array that is looked at."""
    causes: list[Cause] = []
    answered = evidence.answered
    for suspect in DECLARED.get(answered.exercise, ()):
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
