"""The checks that a lesson's test cells call."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

import numpy as np

from autograder.checks.call import Misbehaved, call, call_once, name_of, shapes
from autograder.checks.compare import Comparison
from autograder.checks.error_map import show_map
from autograder.checks.expected import Answer, Numeric, leaves
from autograder.checks.match import WrongShape, match
from autograder.checks.message import explain_shape, explain_values, folded, looked_at
from autograder.checks.probes import generator

QUESTIONS = 3
REDRAWS = 20  # kinks have measure zero: so many in a row mean that the question is at fault
CONFIRMATIONS = 8

Question = Callable[[np.random.Generator], tuple[Mapping[str, Any], Answer]]


class CheckFailed(AssertionError):
    """A student's answer did not pass; the message says why, for the student to read.

    Args:
        message: what the student reads.
        wrong: the array that the message is about, where values were compared.
    """

    def __init__(self, message: str, wrong: Comparison | None = None) -> None:
        super().__init__(message)
        self.wrong = wrong

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the message alone: the traceback would show the checker's code."""
        return folded(str(self)).splitlines()


@dataclass(frozen=True)
class Verdict:
    """The outcome of a check.

    Attributes:
        passed: whether every question was answered right.
        message: what the student reads.
        wrong: the array that the message is about, where values were compared.
    """

    passed: bool
    message: str
    wrong: Comparison | None = field(default=None, compare=False)


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
        fail(verdict)
    print(verdict.message)


def fail(verdict: Verdict) -> NoReturn:
    """Show where an answer is wrong and say why.

    Raises:
        CheckFailed: always.
    """
    if verdict.wrong is not None:
        show_map(verdict.wrong)
    raise CheckFailed(verdict.message, verdict.wrong)


def check_value(
    function: Callable[..., Any], question: Question, *, seed: int | None = None
) -> None:
    """Check a student's function against values that are known exactly.

    As ``check_gradient``, with ``exact(value, name=…)`` in place of a numeric derivative.

    Raises:
        CheckFailed: the answer is wrong; the message says where.
    """
    check_gradient(function, question, seed=seed)


def ask(function: Callable[..., Any], inputs: Mapping[str, Any], *, once: bool = False) -> Any:
    """Call a student's function with the guards of a check and return what it returned.

    For properties that no list of expected values expresses; state them with ``require``.

    Args:
        function: the student's function.
        inputs: names, for messages, and values.
        once: do not call it again with equal inputs to see whether the answer is the same; for a
            function that takes long, and is asked twice by another check.

    Raises:
        CheckFailed: it raised, changed an input or gave two answers to the same question.
    """
    outcome = call_once(function, inputs) if once else call(function, inputs)
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
    name = name_of(function)
    disagreement: Verdict | None = None
    earlier: list[Any] = []  # what the student's function answered to the questions before
    entries, largest = 0, 0.0
    asked = agreed = 0
    while asked < QUESTIONS or (disagreement and asked < QUESTIONS + CONFIRMATIONS):
        asked += 1
        inputs, expected = _draw_smooth(question, rng)
        outcome = call(function, inputs)
        if isinstance(outcome, Misbehaved):
            return Verdict(False, outcome.message)
        compared = paired(name, inputs, outcome.value, expected)
        if isinstance(compared, Verdict):
            return compared
        wrong = disagree(compared)
        if wrong and disagreement:
            return disagreement
        if wrong:
            disagreement = explained(name, inputs, outcome.value, compared, expected, earlier)
        else:
            earlier.append(outcome.value)
            agreed += 1
            entries += sum(c.actual.size for c in compared if c.checked)
            largest = max([largest, *(c.error for c in compared)])
    return Verdict(
        True,
        f"{name}: passed. All {entries} numbers of {agreed} random questions "
        f"agree to {largest:.0e}.",
    )


def paired(
    name: str, inputs: Mapping[str, Any], value: Any, expected: Answer
) -> list[Comparison] | Verdict:
    """Compare what a function returned for some inputs with what must come out.

    Returns:
        The comparisons; a failed verdict where its form does not allow any.
    """
    compared = match(name, value, expected)
    if isinstance(compared, Misbehaved):
        return Verdict(False, f"{compared.message}\n  It was given {shapes(inputs)}.")
    if isinstance(compared, WrongShape):
        return Verdict(False, explain_shape(name, inputs, value, compared))
    return compared


def disagree(comparisons: Iterable[Comparison]) -> bool:
    """Whether any entry is wrong."""
    return any(np.any(c.wrong) for c in comparisons)


def explained(
    name: str,
    inputs: Mapping[str, Any],
    value: Any,
    comparisons: list[Comparison],
    expected: Answer,
    earlier: Sequence[Any] = (),
) -> Verdict:
    """Say what is wrong with values; ``earlier`` are right answers to other questions."""
    message = explain_values(name, inputs, value, comparisons, expected, earlier)
    return Verdict(False, message, looked_at(comparisons, expected))


def _draw_smooth(question: Question, rng: np.random.Generator) -> tuple[Mapping[str, Any], Answer]:
    for _ in range(REDRAWS):
        inputs, expected = question(rng)
        if all(leaf.smooth for leaf in leaves(expected) if isinstance(leaf, Numeric)):
            return inputs, expected
    raise ValueError("no point without a kink was found: scale the inputs of this question down")
