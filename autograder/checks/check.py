"""The checks that a lesson's test cells call."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

import numpy as np

from autograder.checks.call import Answered, Seen, name_of, watch, watch_once
from autograder.checks.compare import Comparison
from autograder.checks.error_map import show_map
from autograder.checks.expected import Answer, Numeric, leaves
from autograder.checks.failure import CheckFailed
from autograder.checks.match import match
from autograder.checks.message import wrong_values
from autograder.checks.probes import generator
from autograder.text import brief

QUESTIONS = 3
REDRAWS = 20  # kinks have measure zero: so many in a row mean that the question is at fault
CONFIRMATIONS = 8
NEAR = 100  # tolerances by which an unlucky point may be missed
HELD_BACK = "Whether it is right shows at grading."

Question = Callable[[np.random.Generator], tuple[Mapping[str, Any], Answer]]


def check_gradient(
    function: Callable[..., Any],
    question: Question,
    *,
    seed: int | None = None,
    new_arrays: bool = False,
) -> None:
    """Check a student's gradient against numeric differentiation and say what is wrong.

    Args:
        function: the student's function.
        question: draws one question from a random generator: the inputs by name, in the order
            in which the function takes them, and the numeric derivative that must come out (a
            tuple, list or dict of them where the function returns one).
        seed: makes the questions repeatable. Without it they are fresh at every run.
        new_arrays: what is returned must share no memory with an input, nor with what the
            function returned before.

    Raises:
        CheckFailed: the answer is wrong; the message says where and, if the evidence allows, why.
    """
    print(examine(function, question, generator(seed), new_arrays=new_arrays))


def check_value(
    function: Callable[..., Any],
    question: Question,
    *,
    seed: int | None = None,
    new_arrays: bool = False,
) -> None:
    """Check a student's function against values that are known exactly.

    As ``check_gradient``, with ``exact(value, name=…)`` in place of a numeric derivative.

    Raises:
        CheckFailed: the answer is wrong; the message says where.
    """
    check_gradient(function, question, seed=seed, new_arrays=new_arrays)


def ask(
    function: Callable[..., Any],
    inputs: Mapping[str, Any],
    *,
    once: bool = False,
    new_arrays: bool = False,
) -> Any:
    """Call a student's function with the guards of a check and return what it returned.

    Ask where no list of expected values says what must hold; state that with ``require``.

    Args:
        function: the student's function.
        inputs: names, for messages, and values.
        once: do not call it again with equal inputs to see whether the answer is the same; for a
            function that takes long, and is asked twice by another check.
        new_arrays: as with ``check_gradient``.

    Raises:
        CheckFailed: it raised, changed an input, gave two answers to the same question or returned
            memory that is not new.
    """
    seen = watch_once(function, inputs) if once else watch(function, inputs)
    if new_arrays:
        _require_new(name_of(function), seen, inputs)
    return seen.value


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
    chosen = answer.strip().lower() if isinstance(answer, str) else ""
    if len(chosen) != 1 or chosen not in options:
        letters = ", ".join(f'"{letter}"' for letter in options)
        raise CheckFailed(f"{name} must be one of {letters}; it is {brief(answer)}.")
    if correct is None:
        print(f"{name}: your answer is {chosen!r}. {HELD_BACK}")
    elif chosen != correct:
        raise CheckFailed(f"{name}: {chosen!r} is not the right answer.")
    else:
        print(f"{name}: right.")


def examine(
    function: Callable[..., Any],
    question: Question,
    rng: np.random.Generator,
    *,
    new_arrays: bool = False,
) -> str:
    """Ask several questions and return what to say of an answer that passes them.

    A small disagreement counts once a second question confirms it, so that one unlucky point cannot
    fail a right answer. A large one, and what needs no tolerance (an exception, a shape, NaN, an
    integer), counts at once. Whether arrays are new is asked of right answers only: what is wrong
    comes first.

    Raises:
        CheckFailed: the answer is wrong.
        ValueError: the question draws one kink after another: a fault of the lesson.
    """
    name = name_of(function)
    disagreement: CheckFailed | None = None
    earlier: list[Any] = []  # what the student's function answered to the questions before
    entries, largest, literal = 0, 0.0, False
    asked = 0
    while asked < QUESTIONS or (disagreement and asked < QUESTIONS + CONFIRMATIONS):
        asked += 1
        inputs, expected = _draw_smooth(question, rng)
        seen = watch(function, inputs)
        answered = Answered(name, inputs, seen.value, earlier)
        comparisons = match(answered, expected)
        literal = literal or any(c.literal for c in comparisons)
        if not disagree(comparisons):
            if new_arrays:
                _require_new(name, seen, inputs)
            earlier.append(answered.returned)
            entries += sum(c.actual.size for c in comparisons if c.checked)
            largest = max([largest, *(c.error for c in comparisons)])
        elif disagreement:
            fail(disagreement)
        else:
            disagreement = wrong_values(answered, comparisons, expected)
            if not all(np.all(c.excess <= NEAR) for c in comparisons):
                fail(disagreement)
    return (
        f"{name}: passed. All {entries} {'entries' if literal else 'numbers'} of {len(earlier)} "
        f"random questions agree{f' to {largest:.0e}' if largest or not literal else ''}."
    )


def disagree(comparisons: Iterable[Comparison]) -> bool:
    """Return whether any entry is wrong."""
    return any(np.any(c.wrong) for c in comparisons)


def fail(failure: CheckFailed) -> NoReturn:
    """Show where an answer is wrong and say why.

    Raises:
        CheckFailed: always.
    """
    if failure.wrong is not None:
        show_map(failure.wrong)
    raise failure


def _require_new(name: str, seen: Seen, inputs: Mapping[str, Any]) -> None:
    """Require that what was returned is nobody else's memory.

    Raises:
        CheckFailed: it is; the message names the input.
    """
    shared = " and ".join(list(inputs)[position] for position in seen.shared)
    require(
        not shared,
        f"{name}: what it returned shares its memory with its input {shared}, so that a later "
        "change of one changes the other as well. Return new arrays; a part or a transpose of an "
        "array is no new one until it is copied.",
    )
    require(
        not seen.reused,
        f"{name}: what it returned shares its memory with what it returned before, so that each "
        "call overwrites the answer to the last. Make new arrays in every call.",
    )


def _draw_smooth(question: Question, rng: np.random.Generator) -> tuple[Mapping[str, Any], Answer]:
    for _ in range(REDRAWS):
        inputs, expected = question(rng)
        if all(leaf.smooth for leaf in leaves(expected) if isinstance(leaf, Numeric)):
            return inputs, expected
    raise ValueError("no point without a kink was found: scale the inputs of this question down")
