"""The words of a failed check."""

from collections.abc import Mapping, Sequence
from textwrap import TextWrapper, indent
from typing import Any

import numpy as np

from autograder.checks.call import shapes
from autograder.checks.compare import Comparison
from autograder.checks.diagnosis.diagnose import diagnose, hint
from autograder.checks.diagnosis.evidence import Evidence, constant_ratio, show_ratio
from autograder.checks.expected import Answer
from autograder.checks.layer_table import first_wrong, layer_table
from autograder.checks.match import WrongShape, entry

WIDTH = 84  # columns; a notebook beside the file browser has a few more in a window of 1100 px


def explain_shape(
    exercise: str, inputs: Mapping[str, Any], returned: Any, wrong: WrongShape
) -> str:
    """Say which shape is wrong and what the numbers suggest."""
    evidence = Evidence(wrong.actual, wrong.expected, inputs, returned)
    lines = [
        f"{exercise}: {wrong.name} has shape {wrong.actual.shape}; "
        f"it must have shape {wrong.expected.shape}.",
        hint(diagnose(exercise, inputs, returned, evidence)),
        f"It was given {shapes(inputs)}.",
    ]
    return "\n  ".join(filter(None, lines))


def explain_values(
    exercise: str,
    inputs: Mapping[str, Any],
    returned: Any,
    comparisons: Sequence[Comparison],
    expected: Answer,
    earlier: Sequence[Any] = (),
) -> str:
    """Say which entry is most wrong, how it compares, and what the numbers suggest.

    Of several arrays the first wrong one is looked at; of a network's gradients the one nearest to
    the output, and a table shows them all. ``earlier`` holds what was returned to the questions
    before.
    """
    wrong = looked_at(comparisons, expected)
    evidence = Evidence(wrong.actual, wrong.expected, inputs, returned, earlier)
    causes = diagnose(exercise, inputs, returned, evidence)
    single = wrong.actual.size == 1
    lines = [
        f"{exercise}: {_worst(wrong)}{'.' if single else ''}",
        "" if single else f"({_extent(wrong)}).",
        hint(causes),
    ]
    text = "\n  ".join(filter(None, lines))
    return f"{text}\n{indent(layer_table(comparisons), '  ')}" if _is_network(expected) else text


def looked_at(comparisons: Sequence[Comparison], expected: Answer) -> Comparison:
    """Return the wrong array that a message is about."""
    nearest = first_wrong(comparisons) if _is_network(expected) else None
    return nearest or next(c for c in comparisons if np.any(c.wrong))


def folded(message: str) -> str:
    """Break long lines between words and keep their indentation: JupyterLab breaks within words."""
    lines = []
    for line in message.splitlines():
        margin = line[: len(line) - len(line.lstrip())] or "  "
        wrapper = TextWrapper(
            WIDTH, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
        )
        lines += wrapper.wrap(line) or [line]
    return "\n".join(lines)


def _is_network(expected: Answer) -> bool:
    return isinstance(expected, list) and all(isinstance(layer, tuple) for layer in expected)


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
