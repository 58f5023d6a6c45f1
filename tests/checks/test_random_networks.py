"""Random networks: a right answer passes without a hint, two mistakes at once get no false one."""

from collections.abc import Callable
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from autograder.checks.failure import AND, EITHER
from tests.helpers.lesson_cells import overhearing
from tests.helpers.planted_mistakes import MISTAKES, backward
from tests.helpers.random_networks import TASKS, Task, one_sample, reference
from tests.helpers.verdict import verdict

NETWORKS = 100  # questions of each kind; benchmarks/false_alarms.py asks 10,000
# What a hint of these names says is seen in the numbers, whatever has made them.
OBSERVED = {
    "constant-factor",
    "factor-of-each-row",
    "factor-of-each-column",
    "part-wrong",
    "left-out",
    "permuted",
    "transposed",
    "signs-lost",
    "offset",
    "imprecise",
    "all-zero",
}
# What can be done to gradients besides a mistake in making them, and what may be said of it.
SPOILT: dict[str, tuple[Callable[[Any], Any], set[str]]] = {
    "sign": (lambda grads: [(-dW, -db) for dW, db in grads], {"sign-reversed"}),
    "thrice": (lambda grads: [(3 * dW, 3 * db) for dW, db in grads], {"sum-for-mean"}),
    "order": (lambda grads: grads[::-1], {"exchanged"}),
    "reshaped": (lambda grads: [(dW.T.reshape(dW.shape), db) for dW, db in grads], set()),
    "mirrored": (lambda grads: [(dW.T, db) for dW, db in grads], set()),
    "biases": (lambda grads: [(dW, np.sum(db)) for dW, db in grads], {"summed-up", "scalar"}),
}
PAIRS = [
    (one, two)
    for one, two in combinations(MISTAKES, 2)
    if not MISTAKES[one].keys() & MISTAKES[two].keys()
]
BOTH = {  # two mistakes that have one name together
    frozenset({"slope-missing-at-output", "bias-before-slope-in-hidden-layers"}): (
        "bias-before-slope"
    ),
    frozenset({"slope-missing-at-output", "slope-missing-in-hidden-layers"}): (
        "slope-missing-everywhere"
    ),
    frozenset({"slope-at-activation-at-output", "slope-at-activation-in-hidden-layers"}): (
        "slope-at-activation"
    ),
}
SIZES = [3, 4, 4, 2]  # with a square layer, for the mistakes that show in no other


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.exercise)
def test_right_answers_about_random_networks_pass_without_a_hint(task: Task) -> None:
    function = reference(task)
    with overhearing() as diagnoses:
        for seed in range(NETWORKS // 3):
            outcome = task.examine(function, seed)
            assert outcome.passed, outcome.message
    assert diagnoses == []


def heard(answer: Callable[..., Any], seed: int) -> set[str]:
    """Return the causes that a wrong answer hears of, after a look that it is rejected."""

    def backpropagation(params: Any, x: Any, y: Any) -> Any:
        return answer(params, x, y)

    question = partial(one_sample, sizes=SIZES)
    with overhearing() as diagnoses:
        outcome = verdict(backpropagation, question, seed)
    assert not outcome.passed
    names = [cause.name for causes in diagnoses for cause in causes]
    return {part for name in names for both in name.split(AND) for part in both.split(EITHER)}


@pytest.mark.parametrize(("one", "two"), PAIRS, ids=[f"{one} + {two}" for one, two in PAIRS])
def test_two_mistakes_at_once_are_rejected_without_a_false_hint(one: str, two: str) -> None:
    options = {**MISTAKES[one], **MISTAKES[two]}
    planted = {one, two, BOTH.get(frozenset({one, two}), one)}
    causes = heard(partial(backward, **options), seed=PAIRS.index((one, two)))
    assert causes <= planted | OBSERVED, causes


@pytest.mark.parametrize("spoilt", SPOILT)
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_spoilt_answer_gets_no_false_hint(mistake: str, spoilt: str) -> None:
    spoil, meant = SPOILT[spoilt]
    options, seed = MISTAKES[mistake], [*MISTAKES].index(mistake)
    causes = heard(lambda *given: spoil(backward(*given, **options)), seed)
    assert causes <= {mistake} | meant | OBSERVED, causes


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_alone_is_named(mistake: str) -> None:
    assert mistake in heard(partial(backward, **MISTAKES[mistake]), 1)
