"""A network's gradients, one aligned row a parameter, so that the first bad row locates the bug."""

from collections.abc import Sequence

import numpy as np

from autograder.checks.compare import Comparison
from autograder.checks.diagnosis.evidence import constant_ratio, show_ratio

HEADINGS = ("parameter", "shape", "largest error", "ratio", "verdict")


def layer_table(comparisons: Sequence[Comparison]) -> str:
    """Lay out the comparisons of [(dW1, db1), …, (dWL, dbL)] from the output back to the input.

    The order is that of backpropagation: what stands above the first wrong row was computed before
    the mistake was made, what stands below it may have inherited the mistake.
    """
    rows = [HEADINGS, *(_row(c) for c in _backwards(comparisons))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def first_wrong(comparisons: Sequence[Comparison]) -> Comparison | None:
    """Return the wrong gradient that is nearest to the output, or None where all are right."""
    return next((c for c in _backwards(comparisons) if np.any(c.wrong)), None)


def _backwards(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """Reverse the layers and keep weight before bias within a layer."""
    pairs = [comparisons[i : i + 2] for i in range(0, len(comparisons), 2)]
    return [c for pair in reversed(pairs) for c in pair]


def _row(comparison: Comparison) -> tuple[str, ...]:
    name, shape = comparison.name, str(comparison.actual.shape)
    if not comparison.checked:
        return name, shape, "", "", "not checked"
    wrong = bool(np.any(comparison.wrong))
    ratio = constant_ratio(comparison.actual, comparison.expected) if wrong else None
    return (
        name,
        shape,
        f"{comparison.error:.1e}",
        "" if ratio is None else show_ratio(ratio),
        "wrong" if wrong else "right",
    )
