"""Judges entries of a gradient, each by itself."""

from collections.abc import Iterable

import numpy as np

from autograder.checks.explaining.objective import OWN
from autograder.checks.explaining.ruler import Ruler, Slopes
from autograder.checks.explaining.verdict import Judged


def judge_entries(ruler: Ruler, positions: Iterable[int]) -> Judged:
    """Judge chosen entries of an argument, by their positions in C order."""
    shape, size = ruler.given.shape, ruler.given.size
    given = ruler.given.ravel()
    largest = 0.0
    seen: dict[int, Slopes] = {}
    for i in positions:
        seen[i] = ruler.measure(ruler.entry(i), float(given[i]), largest)
        if seen[i][0].known:
            largest = max(largest, abs(float(seen[i][0].value[OWN])))
    values = np.full((ruler.kinds, size), np.nan)
    error, kink, excess = (np.full(size, np.nan) for _ in range(3))
    verdict = np.zeros(size, dtype=np.int8)
    # Only now the largest slope is known, to which rounding errors are compared.
    for i, slopes in seen.items():
        best = slopes[0]
        excess[i], verdict[i] = ruler.compare(slopes, ruler.farthest, float(given[i]), largest)
        values[:, i], error[i] = best.value, best.total
        kink[i] = best.kink if best.kinked else 0.0
    return Judged(
        ruler.argument,
        ruler.given,
        values.reshape(ruler.kinds, *shape),
        error.reshape(shape),
        kink.reshape(shape),
        excess.reshape(shape),
        verdict.reshape(shape),
        ruler.precision,
        typed=not ruler.coarse or ruler.precision == ruler.rounding,
    )
