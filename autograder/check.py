"""The checks that a lesson's test cells call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from textwrap import indent
from typing import Any

import numpy as np

from autograder.call import Misbehaved, call, name_of, shapes
from autograder.compare import Comparison, compare
from autograder.data import describe
from autograder.diagnose import constant_ratio, diagnose_shape, diagnose_values, show_ratio
from autograder.layers import first_wrong, layer_table
from autograder.numeric import Exact, FloatArray, Numeric
from autograder.probes import generator

QUESTIONS = 3
REDRAWS = (
    20  # kinks have measure zero: this many in a row mean that the question itself is at fault
)
CONFIRMATIONS = 8

Answer = Numeric | Exact | tuple["Answer", ...] | list["Answer"] | dict[str, "Answer"]
Question = Callable[[np.random.Generator], tuple[Mapping[str, Any], Answer]]


class CheckFailed(AssertionError):
    """A student's answer did not pass; the message says why, for the student to read."""

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the message alone: the traceback would show the checker's code."""
        return str(self).splitlines()


@dataclass(frozen=True)
class Verdict:
    """The outcome of a check.

    Attributes:
        passed: whether every question was answered right.
        message: what the student reads.
    """

    passed: bool
    message: str


def check_gradient(
    function: Callable[..., Any], question: Question, *, seed: int | None = None
) -> None:
    """Check a student's gradient against numeric differentiation and say what is wrong.

    Args:
        function: the student's function.
        question: draws one question from a random generator: the inputs by name, in the order
            in which the function takes them, and the numeric derivative that must come out (a
            tuple, list or dict of them where the function returns one).
        seed: makes the questions repeatable. Without it they are fresh at every run.

    Raises:
        CheckFailed: the answer is wrong; the message says where and, if the evidence allows, why.
    """
    verdict = examine(function, question, generator(seed))
    if not verdict.passed:
        raise CheckFailed(verdict.message)
    print(verdict.message)


def check_value(
    function: Callable[..., Any], question: Question, *, seed: int | None = None
) -> None:
    """Check a student's function against values that are known exactly.

    As ``check_gradient``, with ``exact(value, name=…)`` in place of a numeric derivative.

    Raises:
        CheckFailed: the answer is wrong; the message says where.
    """
    check_gradient(function, question, seed=seed)


def ask(function: Callable[..., Any], inputs: Mapping[str, Any]) -> Any:
    """Call a student's function with the guards of a check and return what it returned.

    For properties that no list of expected values expresses; state them with ``require``.

    Raises:
        CheckFailed: it raised, changed an input or gave two answers to the same question.
    """
    outcome = call(function, inputs)
    if isinstance(outcome, Misbehaved):
        raise CheckFailed(outcome.message)
    return outcome.value


def require(holds: bool, message: str) -> None:
    """State what must hold of a student's answer.

    Raises:
        CheckFailed: it does not; ``message`` is what the student reads.
    """
    if not holds:
        raise CheckFailed(message)


def check_choice(name: str, answer: Any, *, options: str, correct: str | None = None) -> None:
    """Check the answer to a multiple-choice question.

    Args:
        name: the name of the variable that holds the answer.
        answer: what the student put there.
        options: the letters to choose from.
        correct: the right letter; left out, only the form of the answer is checked.

    Raises:
        CheckFailed: the answer is no option, or not the right one. The right one is not named.
    """
    if answer is None:
        raise CheckFailed(f"{name} has no answer yet.")
    if not isinstance(answer, str) or len(answer) != 1 or answer not in options:
        letters = ", ".join(f'"{letter}"' for letter in options)
        raise CheckFailed(f"{name} must be one of {letters}; it is {answer!r:.60}.")
    if correct is None:
        print(f"{name}: your answer is {answer!r}. Whether it is right shows at grading.")
    elif answer != correct:
        raise CheckFailed(f"{name}: {answer!r} is not the right answer.")
    else:
        print(f"{name}: right.")


def examine(function: Callable[..., Any], question: Question, rng: np.random.Generator) -> Verdict:
    """Ask several questions and decide.

    A disagreement counts once a second question confirms it, so that one unlucky point cannot
    fail a right answer. What needs no tolerance (an exception, a shape, NaN) counts at once.

    Raises:
        ValueError: the question draws one kink after another: a fault of the lesson.
    """
    disagreement: str | None = None
    entries, largest = 0, 0.0
    asked = agreed = 0
    while asked < QUESTIONS or (disagreement and asked < QUESTIONS + CONFIRMATIONS):
        asked += 1
        inputs, expected = _draw_smooth(question, rng)
        outcome = call(function, inputs)
        if isinstance(outcome, Misbehaved):
            return Verdict(False, outcome.message)
        compared = _match(name_of(function), outcome.value, expected)
        if isinstance(compared, Misbehaved):
            return Verdict(False, f"{compared.message}\n  It was given {shapes(inputs)}.")
        failed = [c for c in compared if np.any(c.wrong)]
        if failed and disagreement:
            return Verdict(False, disagreement)
        if failed:
            disagreement = f"{name_of(function)}: {_explain_all(compared, expected)}"
        else:
            agreed += 1
            entries += sum(c.actual.size for c in compared)
            largest = max([largest, *(c.error for c in compared)])
    return Verdict(
        True,
        f"{name_of(function)}: passed. All {entries} numbers of {agreed} random questions "
        f"agree; the largest difference is {largest:.0e}.",
    )


def _draw_smooth(question: Question, rng: np.random.Generator) -> tuple[Mapping[str, Any], Answer]:
    for _ in range(REDRAWS):
        inputs, expected = question(rng)
        if all(leaf.smooth for leaf in _leaves(expected) if isinstance(leaf, Numeric)):
            return inputs, expected
    raise ValueError("no point without a kink was found: scale the inputs of this question down")


def _leaves(answer: Answer) -> list[Numeric | Exact]:
    if isinstance(answer, Numeric | Exact):
        return [answer]
    parts = answer.values() if isinstance(answer, dict) else answer
    return [leaf for part in parts for leaf in _leaves(part)]


def _match(where: str, value: Any, expected: Answer) -> list[Comparison] | Misbehaved:
    """Pair what was returned with what must come out, looking at form before values."""
    if isinstance(expected, Numeric | Exact):
        array = _as_array(where, value, expected)
        return array if isinstance(array, Misbehaved) else [compare(array, expected)]
    if isinstance(expected, dict):
        if not isinstance(value, dict) or value.keys() != expected.keys():
            keys = ", ".join(map(repr, expected))
            return Misbehaved(f"{where} must return a dict with the keys {keys}.")
        return _match(where, [value[key] for key in expected], list(expected.values()))
    kind = type(expected).__name__
    names = ", ".join(leaf.name for leaf in _leaves(expected))
    if not isinstance(value, type(expected)) or len(value) != len(expected):
        found = f"{describe(value)}" + (
            f" of {len(value)}" if isinstance(value, list | tuple) else ""
        )
        return Misbehaved(
            f"{where} must return a {kind} of {len(expected)} ({names}); it returned {found}."
        )
    comparisons: list[Comparison] = []
    for part, wanted in zip(value, expected, strict=True):
        matched = _match(where, part, wanted)
        if isinstance(matched, Misbehaved):
            return matched
        comparisons += matched
    return comparisons


def _as_array(where: str, value: Any, expected: Numeric | Exact) -> FloatArray | Misbehaved:
    """Return a plain float64 array of the expected shape, or say what is in its place."""
    name, shape = expected.name, expected.value.shape
    if value is None:
        return Misbehaved(f"{where} returned None for {name}. Is the return line missing?")
    scalar = isinstance(value, float | int) and not isinstance(value, bool)
    if not isinstance(value, np.ndarray | np.generic) and not (scalar and shape == ()):
        return Misbehaved(
            f"{where} returned {describe(value)} for {name}; "
            f"it must be a NumPy array of shape {shape}."
        )
    array = np.array(value, subok=False)
    if array.dtype.kind not in "fiu":
        return Misbehaved(f"{where}: {name} has dtype {array.dtype}; it must hold float64 numbers.")
    if array.shape != shape:
        hint = diagnose_shape(array.astype(np.float64), expected.value)
        return Misbehaved(
            f"{where}: {name} has shape {array.shape}; it must have shape {shape}."
            + (f"\n  {hint}" if hint else "")
        )
    if array.dtype != np.float64:
        return Misbehaved(
            f"{where}: {name} has dtype {array.dtype}; it must have float64. "
            "Which array was made without fractions, or with less precision?"
        )
    if not np.all(np.isfinite(array)):
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        return Misbehaved(
            f"{where}: {_entry(name, index)} is {array[index]}: "
            "somewhere a number overflows or is divided by 0."
        )
    return array


def _explain_all(comparisons: list[Comparison], expected: Answer) -> str:
    """Explain the first wrong array; of a network's gradients the one nearest to the output."""
    network = isinstance(expected, list) and all(isinstance(layer, tuple) for layer in expected)
    worst = first_wrong(comparisons) if network else None
    if worst is None:
        return _explain(next(c for c in comparisons if np.any(c.wrong)))
    return f"{_explain(worst)}\n{indent(layer_table(comparisons), '  ')}"


def _explain(comparison: Comparison) -> str:
    """Say which entry is most wrong, how it compares, and what the evidence suggests."""
    index, wrong = comparison.worst, int(np.count_nonzero(comparison.wrong))
    actual, expected = _apart(comparison.actual[index], comparison.expected[index])
    ratio = constant_ratio(comparison)
    if ratio is not None:
        extent = f"ratio {show_ratio(ratio)} in all {comparison.actual.size} entries"
    else:
        extent = f"{wrong} of {comparison.actual.size} entries disagree"
    entry = _entry(comparison.name, index)
    text = f"{entry} is {actual}; {comparison.source} {expected}\n  ({extent})."
    hint = diagnose_values(comparison)
    return text + (f"\n  {hint}" if hint else "")


def _apart(a: float, b: float) -> tuple[str, str]:
    """Write two numbers with six digits, or with as many as it takes to see that they differ."""
    for digits in range(6, 18):
        texts = f"{a:.{digits}g}", f"{b:.{digits}g}"
        if texts[0] != texts[1]:
            break
    return texts


def _entry(name: str, index: tuple[int, ...]) -> str:
    return f"{name}[{', '.join(map(str, index))}]" if index else name
