"""From the numbers of a wrong gradient to what may have caused them, for any function."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks.calls.call import Answered
from autograder.checks.diagnosis import shapes, values
from autograder.checks.diagnosis.diagnose import MOST_CAUSES, hint
from autograder.checks.diagnosis.evidence import Cause, Evidence
from autograder.checks.diagnosis.places import in_one_place, left_out, part_wrong
from autograder.checks.diagnosis.ratios import factor_of_lines, input_as_factor
from autograder.checks.expected import FloatArray
from autograder.checks.explaining.causes import normalising
from autograder.checks.explaining.causes.difference import Difference, multiple_of_argument
from autograder.checks.explaining.causes.factors import coarse_factor, factors
from autograder.checks.explaining.notes import listed
from autograder.checks.explaining.objective import ONES, SQUARED
from autograder.checks.explaining.verdict import Judged

COARSEST = 0.01  # of the largest entry: what is known less well fits anything
TERMS = (
    multiple_of_argument, normalising.through_mean, normalising.through_spread,
    normalising.through_softmax, normalising.through_norm,
)  # fmt: skip
PLACES = (
    values.elsewhere, values.signs_lost, left_out, in_one_place, values.same_everywhere,
    input_as_factor, part_wrong, factor_of_lines, values.offset, values.unchanged_input,
)  # fmt: skip
SHAPES = (
    shapes.scalar_for_array, shapes.turned, shapes.reshaped, shapes.diagonal_for_matrix,
    shapes.line_added, shapes.other_shape,
)  # fmt: skip


def explain(judged: Sequence[Judged], inputs: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the numbers of each wrong argument say, the same for several of them once.

    Args:
        judged: the arguments, wrong and right.
        inputs: arrays by name whose sizes and numbers may have come in: the arguments, ``upstream``
            and what f reads besides.
    """
    names: dict[str, list[str]] = {}
    for one in judged:
        if one.wrong and (said := hint(_causes(one, judged, inputs))):
            names.setdefault(said, []).append(one.name)
    if len(judged) == 1:
        return tuple(names)
    return tuple(f"{listed(named)}: {said}" for said, named in names.items())


@np.errstate(all="ignore")  # entries may be as large as floats get, and ratios infinite
def _causes(one: Judged, judged: Sequence[Judged], inputs: Mapping[str, Any]) -> tuple[Cause, ...]:
    """Return the causes that explain one argument's numbers: none, one, or two that fit equally."""
    returned = [
        other.given[np.ix_(*one.grid)] if one.grid else other.given
        for other in judged
        if other is not one and not (one.grid and other.given.shape != one.given.shape)
    ]
    part = _part(one)
    if part is None:
        return ()
    given, measured, at, others, error = part
    if one.near > COARSEST:
        return tuple(coarse_factor(one, inputs))
    actual = given if one.misfit is None else one.misfit
    e = Evidence(Answered("", inputs, returned), actual, measured, one.near)
    for found in _looks(e, Difference(one.name, at, given, measured, error), others, one):
        if found:
            return found if len(found) <= MOST_CAUSES else ()
    return ()


def _looks(
    e: Evidence, d: Difference, others: FloatArray, one: Judged
) -> Iterator[tuple[Cause, ...]]:
    """Yield the causes of one kind after the other; the most particular come first."""
    if one.misfit is not None:
        yield tuple(_not_summed(e))
        yield tuple(values.another_part(e))
        for trace in SHAPES:
            yield tuple(trace(e))
        return
    near = e.alike(e.actual, e.expected)
    if not near:
        yield tuple(values.zeros(e))
        yield (*factors(e), *_upstream(e, others))
        yield tuple(_exchanged(e))
        yield tuple(values.mirrored(e))
    yield tuple(cause for trace in TERMS for cause in trace(d))
    # So near to what is right, every mistake with a small effect would fit.
    if not near and not tuple(values.imprecise(e)):
        for trace in PLACES:
            yield tuple(trace(e))


def _part(
    one: Judged,
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, float] | None:
    """Return what can be compared: gradient, measurement, place, other upstreams, largest error."""
    at = one.argument.value.astype(np.float64)
    grid = np.ix_(*one.grid) if one.grid else ...
    given, measured, at, error = (
        np.asarray(array[grid], dtype=np.float64)
        for array in (one.given, one.measured, at, one.error)
    )
    others = np.array([array[grid] for array in one.values], dtype=np.float64)
    clear = one.clear[grid]
    if not np.any(clear):
        return None
    if not np.all(clear):  # what is left has no rows and columns
        given, measured, at = given[clear], measured[clear], at[clear]
        others, error = others[:, clear], error[clear]
    return given, measured, at, others, float(np.max(error))


def _upstream(e: Evidence, others: FloatArray) -> Iterator[Cause]:
    """Look for the gradient of another sum of f's entries."""
    if len(others) <= SQUARED:
        return
    if e.alike(e.actual, others[ONES]) and np.any(others[ONES]):
        yield Cause(
            "upstream-left-out",
            "These are the numbers for an upstream gradient of ones: the one that arrives has no "
            "effect.",
        )
    if e.alike(e.actual, others[SQUARED]) and np.any(others[SQUARED]):
        yield Cause(
            "upstream-twice",
            "These are the numbers for the square of the upstream gradient: it comes in twice.",
        )


def _exchanged(e: Evidence) -> Iterator[Cause]:
    for cause in values.another_part(e):
        yield Cause(
            cause.name,
            "The numbers that belong here stand at another argument's place. In which order are "
            "they returned?",
        )


def _not_summed(e: Evidence) -> Iterator[Cause]:
    """Look for axes along which a broadcast argument was used and its terms were not added up."""
    ahead = e.actual.ndim - e.expected.ndim
    if ahead < 0:
        return
    wanted = (1,) * ahead + e.expected.shape
    axes = tuple(i for i, n in enumerate(wanted) if n == 1 and e.actual.shape[i] > 1)
    if not axes:
        return
    summed = np.sum(e.actual, axis=axes).reshape(-1)
    if e.alike(summed, e.expected.reshape(-1)):
        along = (
            f"axis {axes[0]}"
            if len(axes) == 1
            else f"the axes {listed([str(axis) for axis in axes])}"
        )
        yield Cause(
            "not-summed",
            f"Added up along {along}, it is right: the argument was broadcast there, and the terms "
            "are not added up.",
        )
