"""The words of a failed check."""

from collections.abc import Sequence
from textwrap import indent

import numpy as np

from autograder.checks.call import Answered
from autograder.checks.compare import Comparison
from autograder.checks.diagnosis.diagnose import diagnose, hint
from autograder.checks.diagnosis.evidence import Evidence, constant_ratio, show_ratio
from autograder.checks.expected import Answer, Exact, FloatArray, Numeric
from autograder.checks.failure import CheckFailed

HEADINGS = ("parameter", "shape", "largest error", "ratio", "verdict")


def wrong_shape(answered: Answered, actual: FloatArray, expected: Numeric | Exact) -> CheckFailed:
    """Say which shape is wrong and what the numbers suggest."""
    lines = [
        f"{answered.exercise}: {expected.name} has shape {actual.shape}; "
        f"it must have shape {expected.value.shape}.",
        hint(diagnose(Evidence(answered, actual, expected.value))),
    ]
    return answered.malformed("\n  ".join(filter(None, lines)))


def wrong_values(
    answered: Answered, comparisons: Sequence[Comparison], expected: Answer
) -> CheckFailed:
    """Say which entry is most wrong, how it compares, and what the numbers suggest.

    Of several arrays the first wrong one is looked at; of a network's gradients the one nearest to
    the output, and a table shows them all.
    """
    network = isinstance(expected, list) and all(isinstance(layer, tuple) for layer in expected)
    in_order = _backwards(comparisons) if network else comparisons
    wrong = next(c for c in in_order if np.any(c.wrong))
    single = wrong.actual.size == 1
    lines = [
        f"{answered.exercise}: {_worst(wrong)}{'.' if single else ''}",
        "" if single else f"({_extent(wrong)}).",
        hint(diagnose(Evidence(answered, wrong.actual, wrong.expected))),
    ]
    text = "\n  ".join(filter(None, lines))
    return CheckFailed(f"{text}\n{indent(layer_table(in_order), '  ')}" if network else text, wrong)


def _worst(comparison: Comparison) -> str:
    index = comparison.worst
    actual, expected = apart(comparison.actual[index], comparison.expected[index])
    return f"{entry(comparison.name, index)} is {actual}; {comparison.source} {expected}"


def _extent(comparison: Comparison) -> str:
    ratio = constant_ratio(comparison.actual, comparison.expected)
    if ratio is not None:
        return f"ratio {show_ratio(ratio)} in all {comparison.actual.size} entries"
    wrong = int(np.count_nonzero(comparison.wrong))
    return f"{wrong} of {comparison.actual.size} entries disagree"


def apart(a: float, b: float) -> tuple[str, str]:
    """Write two numbers with six digits, or with as many as it takes to see that they differ."""
    for digits in range(6, 18):
        texts = f"{a:.{digits}g}", f"{b:.{digits}g}"
        if texts[0] != texts[1]:
            break
    return texts


def entry(name: str, index: tuple[int, ...]) -> str:
    """Name one entry of an array: ``grad_W[1, 2]``."""
    return f"{name}[{', '.join(map(str, index))}]" if index else name


def layer_table(comparisons: Sequence[Comparison]) -> str:
    """Lay out a network's gradients, one aligned row a parameter, from the output to the input.

    The order is that of backpropagation: what stands above the first wrong row was computed before
    the mistake was made, what stands below it may have inherited the mistake.
    """
    rows = [HEADINGS, *(_row(c) for c in comparisons)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


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
