"""The checks that a lesson's test cells call."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from autograder.checks.calls.asking import case_of, disagree, fail, watched
from autograder.checks.calls.call import Answered, Seen, name_of
from autograder.checks.comparing.hints import hunted
from autograder.checks.comparing.match import match
from autograder.checks.comparing.message import wrong_values
from autograder.checks.expected import Answer, Numeric, leaves
from autograder.checks.failure import CheckFailed
from autograder.checks.probes import generator
from autograder.checks.replay import Case, keep
from autograder.checks.tally import Passed, add, begin, note_asked, note_failed, note_required

QUESTIONS = 3
REDRAWS = 20  # kinks have measure zero: so many in a row mean that the question is at fault
CONFIRMATIONS = 8
NEAR = 100  # tolerances by which an unlucky point may be missed

Question = Callable[[np.random.Generator], tuple[Mapping[str, Any], Answer]]


def check_gradient(
    function: Callable[..., Any],
    question: Question,
    *,
    seed: int | None = None,
    new_arrays: bool = False,
    hints_after: int = 0,
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
        hints_after: so many failures with the same numbers come before the cause is named, as the
            numbers show it; for a hunt of bugs. At grading the cause is always named.

    Raises:
        CheckFailed: the answer is wrong; the message says where and, if the evidence allows, why.
    """
    name = name_of(function)
    begin(name)
    try:
        rng = generator(seed)
        add(examine(function, question, rng, new_arrays=new_arrays, hints_after=hints_after))
    except CheckFailed:
        note_failed()
        raise


def check_value(
    function: Callable[..., Any],
    question: Question,
    *,
    seed: int | None = None,
    new_arrays: bool = False,
    hints_after: int = 0,
) -> None:
    """Check a student's function against values that are known exactly.

    As ``check_gradient``, with ``exact(value, name=…)`` in place of a numeric derivative.

    Raises:
        CheckFailed: the answer is wrong; the message says where.
    """
    check_gradient(function, question, seed=seed, new_arrays=new_arrays, hints_after=hints_after)


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
    name = name_of(function)
    begin(name)
    seen = watched(function, inputs, once=once)
    note_asked(case_of(name, inputs, seen.value, None))
    if new_arrays:
        _require_new(name, seen, inputs)
    return seen.value


def require(holds: bool, message: str) -> None:
    """State what must hold of a student's answer.

    Raises:
        CheckFailed: it does not; ``message`` is what the student reads.
    """
    asked = note_required(holds=holds)
    if not holds:
        failure = CheckFailed(message, cause="stated")
        raise keep(failure, asked) if asked else failure


def examine(
    function: Callable[..., Any],
    question: Question,
    rng: np.random.Generator,
    *,
    new_arrays: bool = False,
    hints_after: int = 0,
) -> Passed:
    """Ask several questions and return what was compared of an answer that passes them.

    A small disagreement counts once a second question confirms it, so that one unlucky point cannot
    fail a right answer. A large one, and what needs no tolerance (an exception, a shape, NaN, an
    integer), counts at once. Whether arrays are new is asked of right answers only: what is wrong
    comes first.

    Raises:
        CheckFailed: the answer is wrong.
        ValueError: the question draws one kink after another: a fault of the lesson.
    """
    name = name_of(function)
    disagreement: tuple[Callable[[], CheckFailed], Case] | None = None
    earlier: list[Any] = []  # what the student's function answered to the questions before
    entries, literal, asked = 0, False, 0
    while asked < QUESTIONS or (disagreement and asked < QUESTIONS + CONFIRMATIONS):
        asked += 1
        inputs, expected = _draw_smooth(question, rng)
        seen = watched(function, inputs, expected)
        answered = Answered(name, inputs, seen.value, tuple(earlier), function)
        try:
            comparisons = match(answered, expected)
            if new_arrays and not disagree(comparisons):
                _require_new(name, seen, inputs)
        except CheckFailed as failure:
            raise keep(failure, case_of(name, inputs, seen.value, expected)) from None
        literal = literal or any(c.literal for c in comparisons)
        if not disagree(comparisons):
            earlier.append(answered.returned)
            entries += sum(c.actual.size for c in comparisons if c.checked)
            continue
        if disagreement is None:
            # A hunt of bugs is the search for the line.
            say = partial(wrong_values, answered, comparisons, expected, pointed=not hints_after)
            wrong = partial(hunted, say, name, question, hints_after) if hints_after else say
            disagreement = wrong, case_of(name, inputs, seen.value, expected)
            if all(np.all(c.excess <= NEAR) for c in comparisons):
                continue  # an unlucky point, if no other question confirms it
        say_why, case = disagreement
        fail(say_why(), case)
    return Passed(name, entries, literal)


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
