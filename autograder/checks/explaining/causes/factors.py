"""Traces of one factor in all entries, for functions of any kind."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np

from autograder.checks.calls.call import Answered
from autograder.checks.diagnosis.evidence import Cause, Evidence
from autograder.checks.diagnosis.ratios import of_a_square, one_factor, sizes
from autograder.checks.explaining.verdict import SURELY, Judged

KNOWN = 0.005  # relative error of a factor, at most, that is worth a word
ASTRAY = 0.03  # of the entries may be off by more, where a kink within the step was not seen
FINE = 1e-4  # how well a factor must be known to be a product or a root of sizes
LIKE = 1e-3  # a factor is taken for a round one if it is so near


def factors(e: Evidence) -> Iterator[Cause]:
    """Look for one factor, of a single number as well; name those that are products of sizes."""
    if e.actual.size == 1:
        yield from _single(e)
        return
    causes = tuple(one_factor(e))
    if not causes:
        return
    ratio = abs(float(np.sum(e.actual * e.expected) / np.sum(e.expected**2)))
    other = [cause.name for cause in causes] == ["constant-factor"] and not of_a_square(ratio, e)
    # There are many such numbers, and one of them is near to anything that is known roughly.
    yield from (tuple(_products(ratio, e)) if other and e.near <= FINE else ()) or causes


def _products(ratio: float, e: Evidence) -> Iterator[Cause]:
    """Name a factor that is made of sizes."""
    named: dict[float, str] = {}
    for n, text in _made_of_sizes(e):
        named.setdefault(round(n, 9), text)  # of words for the same number, the first will do
    for n, text in named.items():
        if e.close(ratio, n) or e.close(ratio, 1 / n):
            how = "divided by" if ratio < 1 else "multiplied by"
            yield Cause(
                "mean-for-sum" if ratio < 1 else "sum-for-mean",
                f"Every entry is {how} {n:.6g}. That is {text}: is a divisor missing, or one too "
                "many?",
            )


def _made_of_sizes(e: Evidence) -> Iterator[tuple[float, str]]:
    """Yield numbers that sums and means leave behind, each with words for it."""
    known = sizes(e.answered.inputs)
    for name, value in e.answered.inputs.items():
        if isinstance(value, np.ndarray) and value.size % e.expected.size == 0 < value.size:
            yield value.size / e.expected.size, f"the number of entries of {name} for each of these"
    for text, n in known:
        yield 2.0 * n, f"twice {text}"
        yield n / 2, f"half of {text}"
        yield n**0.5, f"the square root of {text}"
    for (a, n), (b, m) in combinations(known, 2):
        yield float(n * m), f"{a} times {b}"


def _single(e: Evidence) -> Iterator[Cause]:
    """Look for a sign or a 2 in one number; any other ratio would say nothing."""
    if not np.any(e.expected):
        return
    ratio = float(e.actual.flat[0] / e.expected.flat[0])
    if e.close(ratio, -1.0):
        yield Cause("sign-reversed", "The size is right and the sign is reversed.")
        return
    for text, n in (("", 2), *((f" That is {text}.", n) for text, n in sizes(e.answered.inputs))):
        for factor, how in ((float(n), "multiplied"), (1 / n, "divided")):
            if e.close(ratio, factor):
                yield Cause("constant-factor", f"It is {how} by {n}.{text}")


def coarse_factor(one: Judged, inputs: Mapping[str, Any]) -> Iterator[Cause]:
    """Look for a factor where single entries are known too roughly, but all together tell it.

    Args:
        one: the argument.
        inputs: arrays by name whose sizes the factor may be.
    """
    given, measured, error = (a[one.clear] for a in (one.given, one.measured, one.error))
    if given.size < 2 or not np.all(error > 0):
        return
    told = float(np.sum((measured / error) ** 2))
    factor = float(np.sum(given * measured / error**2)) / told if told else 0.0
    uncertain = SURELY / np.sqrt(told) if told else np.inf  # relative
    off = np.abs(given - factor * measured)
    astray = np.mean(off > SURELY * abs(factor) * error)
    if uncertain > KNOWN or factor == 0 or astray > ASTRAY:
        return
    round_ones = [1.0, 2.0, 0.5, *(r for _, n in sizes(inputs) for r in (n, 1 / n))]
    nearest = min(round_ones, key=lambda r: abs(abs(factor) / r - 1))
    if abs(abs(factor) / nearest - 1) <= max(uncertain, LIKE):
        factor = float(np.copysign(nearest, factor))
    if factor != 1:
        yield from factors(Evidence(Answered("", inputs, None), given, given / factor))
