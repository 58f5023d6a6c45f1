"""The words of a failed check."""

from collections.abc import Sequence
from textwrap import indent
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.calls.call import Answered
from autograder.checks.comparing.compare import MUST, Comparison
from autograder.checks.diagnosis.diagnose import diagnose, hint, last_resort
from autograder.checks.diagnosis.evidence import Cause, Evidence, constant_ratio, show_ratio
from autograder.checks.diagnosis.line import pointed_at
from autograder.checks.expected import Answer, Exact, Numeric
from autograder.checks.failure import CheckFailed, either
from autograder.checks.occasion import is_grading

SHORT = 12  # entries of a vector that is shown whole
HEADINGS = ("parameter", "shape", "largest error", "ratio", "verdict")


def wrong_shape(answered: Answered, actual: NDArray[Any], expected: Numeric | Exact) -> CheckFailed:
    """Say which shape is wrong and what the numbers suggest."""
    wanted = expected.value.shape
    numbers = actual.astype(np.float64), expected.value.astype(np.float64)
    causes = diagnose(Evidence(answered, *numbers))
    cause = either((one.name for one in causes), "shape")
    lines = [
        f"{answered.exercise}: {expected.name} "
        f"{f'has shape {actual.shape}' if actual.shape else 'is one number'}; it must "
        f"{f'have shape {wanted}' if wanted else 'be one number'}.",
        hint(causes),
        pointed_at(answered, causes, [numbers[::-1]], ()),
    ]
    return answered.malformed("\n  ".join(filter(None, lines)), cause)


def wrong_values(
    answered: Answered,
    comparisons: Sequence[Comparison],
    expected: Answer,
    *,
    hinted: bool = True,
    pointed: bool = True,
) -> CheckFailed:
    """Say which entry is most wrong, how it compares, and what the numbers suggest.

    Of several arrays the first wrong one is looked at; of a network's gradients the one nearest to
    the output, and a table shows them all.

    Args:
        answered: what the function made of the inputs.
        comparisons: of all arrays, some of them wrong.
        expected: what must come out.
        hinted: whether to name the cause, where it is known.
        pointed: whether to point to the line as well.
    """
    network = isinstance(expected, list) and all(isinstance(layer, tuple) for layer in expected)
    in_order = _backwards(comparisons) if network else _as_computed(comparisons, expected)
    wrong = next(c for c in in_order if np.any(c.wrong))
    single = wrong.actual.size == 1
    # The traces look at sizes and ratios, which say nothing about a label or a word.
    evidence = None if wrong.literal else Evidence(answered, wrong.actual, wrong.expected)
    causes = diagnose(evidence) if evidence else ()
    cause = either((one.name for one in causes if hinted), "values")
    said = hint(causes) if hinted else ""
    if evidence and not causes and all(np.any(c.wrong) for c in in_order if c.checked):
        said = last_resort(evidence)
    lines = [
        f"{answered.exercise}: {_worst(wrong)}{'.' if single else ''}",
        "" if single else f"({_extent(wrong)}).",
        said,
        _line(answered, causes, comparisons) if hinted and pointed else "",
    ]
    table = layer_table(in_order) if network else _side_by_side(wrong)
    text = "\n  ".join(filter(None, lines))
    return CheckFailed("\n".join(filter(None, [text, indent(table, "  ")])), wrong, cause=cause)


def _line(answered: Answered, causes: Sequence[Cause], comparisons: Sequence[Comparison]) -> str:
    """Point to the line that makes what is wrong, where it can be seen."""
    checked = [c for c in comparisons if c.checked and not c.literal]
    wrong = [(c.expected, c.actual) for c in checked if np.any(c.wrong)]
    return pointed_at(answered, causes, wrong, [c.expected for c in checked])


def _as_computed(comparisons: Sequence[Comparison], expected: Answer) -> Sequence[Comparison]:
    """Put the arrays of a forward pass, (us, xs), into the order in which they are computed."""
    match expected:
        case ([*us], [*xs]) if us and len(xs) == len(us) + 1 and _named(us, "us", xs, "xs"):
            pairs = zip(comparisons[len(us) + 1 :], comparisons[: len(us)], strict=True)
            return [comparisons[len(us)], *(c for x, u in pairs for c in (u, x))]
    return comparisons


def _named(us: Sequence[Answer], u: str, xs: Sequence[Answer], x: str) -> bool:
    """Return whether two lists hold arrays alone that are named after them."""
    return all(
        isinstance(part, Numeric | Exact) and part.name.startswith(f"{name}[")
        for parts, name in ((us, u), (xs, x))
        for part in parts
    )


def _side_by_side(comparison: Comparison) -> str:
    """Lay out a short vector beside what must come out; nothing for another array.

    At grading it is left out, as the numbers of the map are: these of a hidden test would tell all
    that was expected.
    """
    if is_grading() or comparison.actual.ndim != 1 or not 2 <= comparison.actual.size <= SHORT:
        return ""
    measured = "must be" if comparison.source == MUST else "measured"
    rows = [("", "yours", measured, "")]
    for index in np.ndindex(comparison.actual.shape):
        wrong = bool(comparison.wrong[index])
        yours, right = comparison.actual[index], comparison.expected[index]
        numbers = apart(yours, right) if wrong else (written(right), written(right))
        rows.append((f"[{index[0]}]", *numbers, "≠" if wrong else "="))
    return aligned(rows)


def _worst(comparison: Comparison) -> str:
    index = comparison.worst
    actual, expected = apart(comparison.actual[index], comparison.expected[index])
    return f"{entry(comparison.name, index)} is {actual}; {comparison.source} {expected}"


def _extent(comparison: Comparison) -> str:
    ratio = _ratio(comparison)
    if ratio is not None:
        return f"ratio {show_ratio(ratio)} in all {comparison.actual.size} entries"
    wrong = int(np.count_nonzero(comparison.wrong))
    return f"{wrong} of {comparison.actual.size} entries disagree"


def _ratio(comparison: Comparison) -> float | None:
    if comparison.literal:
        return None
    return constant_ratio(comparison.actual, comparison.expected)


def apart(a: Any, b: Any) -> tuple[str, str]:
    """Write two numbers with six digits, or with as many as it takes to see that they differ.

    Integers, booleans and strings are written as they are, but for the end of a long text.
    """
    if not isinstance(b, float):
        return written(a), written(b)
    for digits in range(6, 18):
        texts = f"{a:.{digits}g}", f"{b:.{digits}g}"
        if texts[0] != texts[1]:
            break
    return texts


def written(value: Any) -> str:
    """Write one entry: a float with six digits, a string in quotation marks."""
    if isinstance(value, float):
        return f"{value:.6g}"
    return f"{str(value)!r:.60}" if isinstance(value, str) else str(value)


def entry(name: str, index: tuple[int, ...]) -> str:
    """Name one entry of an array: ``grad_W[1, 2]``."""
    return f"{name}[{', '.join(map(str, index))}]" if index else name


def layer_table(comparisons: Sequence[Comparison]) -> str:
    """Lay out a network's gradients, one aligned row a parameter, from the output to the input.

    The order is that of backpropagation: what stands above the first wrong row was computed before
    the mistake was made, what stands below it may have inherited the mistake.
    """
    return aligned([HEADINGS, *(_row(c) for c in comparisons)])


def aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
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
    ratio = _ratio(comparison) if wrong else None
    return (
        name,
        shape,
        f"{comparison.error:.1e}",
        "" if ratio is None else show_ratio(ratio),
        "wrong" if wrong else "right",
    )
