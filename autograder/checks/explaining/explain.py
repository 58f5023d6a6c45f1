"""Judges anybody's gradient and says what is wrong with it, without a lesson's question."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from autograder.checks.explaining import directions
from autograder.checks.explaining.arguments import Point, Wrap, parameters, part_of, places_in
from autograder.checks.explaining.causes.causes import explain
from autograder.checks.explaining.notes import notes
from autograder.checks.explaining.objective import Objective
from autograder.checks.explaining.report import GradientReport, entry_of
from autograder.checks.explaining.ruler import Ruler
from autograder.checks.explaining.verdict import Judged, Verdict

SEED = 12  # of the directions: equal input gives equal reports


def explain_gradient(
    f: Callable[..., Any],
    gradient: Any,
    at: Any,
    *,
    upstream: ArrayLike | None = None,
    wrap: Wrap | None = None,
) -> GradientReport:
    """Compare a gradient with differences of its function, and say what is wrong where it is.

    Works for any function: arguments of any size and scale, in float64 or float32, with kinks.
    Each entry is compared by itself; where an argument has more than 1000, random directions are,
    and single entries where these disagree.

    Args:
        f: returns one number, or an array where ``upstream`` is given. It is called with fresh
            NumPy arrays: as ``f(*at)`` for a tuple, ``f(**at)`` for a dict and ``f(at)`` otherwise.
        gradient: the gradient, in the structure of ``at``; or a function of the same arguments
            that returns it. None in place of a part leaves that part unjudged.
        at: the point: a number, an array, or a tuple, list or dict of these. What becomes an array
            by ``numpy.asarray``, as tensors of PyTorch and arrays of JAX do, is one.
        upstream: the gradient that arrives from above, in the shape of f's value: ``gradient`` is
            then that of Σ upstream · f.
        wrap: makes of each NumPy array what ``f`` and ``gradient`` work with, for example
            ``torch.tensor``. What it rounds, as ``jax.numpy.asarray`` does to float32 where 64 bits
            are not enabled, is seen as rounding of f.

    Returns:
        A report: true where the gradient agrees, and a text that says what is wrong.

    Raises:
        ValueError: ``at`` or the gradient holds something else than real numbers, or f returns
            neither a number nor an array of the shape of ``upstream``. What ``f`` and ``gradient``
            raise at the point is not caught.
    """
    computed = callable(gradient) and not hasattr(gradient, "__array__")
    names = parameters(f) or (parameters(gradient) if computed else [])
    point = Point(at, names, wrap)
    changed: tuple[str, ...] = ()
    if computed:
        called = point.call(gradient)
        gradient, changed = called.returned, called.changed
    with np.errstate(all="ignore"):  # a step may lead out of where f is defined
        objective = Objective(f, point, upstream)
        if not objective.finite:
            return GradientReport(False, None, ("f is NaN or infinite at this point.",))
        faults = tuple(_strangers(gradient, point))
        judged = tuple(_judged(objective, point, gradient))
        return _report(objective, judged, faults, _inputs(f, point, upstream), changed)


def _report(
    objective: Objective,
    judged: tuple[Judged, ...],
    faults: tuple[str, ...],
    inputs: Mapping[str, Any],
    changed: tuple[str, ...],
) -> GradientReport:
    faults += tuple(fault for one in judged for fault in _faults(one))
    wrong = any(one.wrong for one in judged)
    known = any(one.count(Verdict.RIGHT) or one.count(Verdict.KINK) for one in judged)
    if not judged:
        faults += ("There is nothing in it to be judged.",)
    measured = [one for one in judged if one.misfit is None and one.given.size]
    order = sorted(measured, key=lambda one: (one.wrong, _excess(one)))
    return GradientReport(
        passed=known and not wrong and not faults,
        worst=entry_of(order[-1]) if order and (order[-1].wrong or not wrong) else None,
        faults=faults,
        causes=explain(judged, inputs),
        notes=tuple(notes(objective, judged, changed)),
        arguments=judged,
    )


def _judged(objective: Objective, point: Point, gradient: Any) -> Iterator[Judged]:
    rng = np.random.default_rng(SEED)
    for argument in point.arguments:
        try:
            part = part_of(gradient, argument.path)
        except LookupError:
            part = np.full(0, np.nan)
        if part is None:
            continue
        given = np.asarray(part)
        if given.dtype.kind not in "fiub":
            raise ValueError(f"the gradient by {argument.name} is no array of real numbers")
        shape = argument.value.shape
        fits = given.shape == shape
        numbers = given.astype(np.float64)
        rounding = float(np.finfo(given.dtype).eps) if given.dtype.kind == "f" else 0.0
        ruler = Ruler(objective, argument, numbers if fits else np.zeros(shape), rounding, rng)
        yield directions.judge(ruler, rng) if fits else directions.measure(ruler, rng, numbers)


def _faults(one: Judged) -> Iterator[str]:
    shape = one.argument.value.shape
    if one.misfit is not None:
        has = f"has shape {one.misfit.shape}" if one.misfit.shape else "is one number"
        must = f"{one.name} has {shape}" if shape else f"{one.name} is one number"
        yield (
            f"The gradient by {one.name} {has}; {must}."
            if one.misfit.size
            else f"There is no gradient by {one.name}."
        )
    elif bad := int(np.count_nonzero(~np.isfinite(one.given))):
        yield f"The gradient by {one.name} is NaN or infinite in {bad} of {one.given.size} entries."


def _strangers(gradient: Any, point: Point) -> Iterator[str]:
    """Yield what the gradient has that the point has not."""
    known = {argument.path for argument in point.arguments}
    places = places_in(gradient)
    # A list of numbers may stand for an array, and None for several.
    if any(all(p[: len(k)] != k and k[: len(p)] != p for k in known) for p in places):
        yield (
            f"The gradient has {len(places)} parts and the point {len(known)}: its structure must "
            "be that of `at`."
        )


def _excess(one: Judged) -> float:
    return float(np.nan_to_num(one.excess[one.worst], nan=-1.0, posinf=np.inf))


def _inputs(f: Callable[..., Any], point: Point, upstream: ArrayLike | None) -> dict[str, Any]:
    """Return arrays by name that f works with: its arguments and what it reads besides."""
    found: dict[str, Any] = {a.name: a.value for a in point.arguments}
    if upstream is not None:
        found["upstream"] = np.asarray(upstream)
    try:
        read = inspect.getclosurevars(f)
    except (TypeError, ValueError):
        return found
    for name, value in (*read.nonlocals.items(), *read.globals.items()):
        if isinstance(value, np.ndarray) and value.dtype.kind in "fiu":
            found.setdefault(name, value)
    return found
