"""Computations as data: right as they stand, and each mistake that is made of them is named."""

import random
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from autograder.checks.calls.call import Answered
from autograder.checks.diagnosis.evidence import Cause, Evidence
from autograder.checks.diagnosis.misconceptions import fitting
from autograder.checks.diagnosis.misconceptions.edits.formulas.edits import FORMULAS
from autograder.checks.diagnosis.misconceptions.edits.formulas.formula import Formula
from autograder.checks.diagnosis.misconceptions.edits.formulas.operations import (
    count,
    difference,
    divided,
    given,
    product,
    square,
    total,
)
from tests.checks.diagnosis.test_misconceptions import CODE, NAME

FROM_DATA = {name: formula for name, formula in FORMULAS.items() if isinstance(formula, Formula)}
SOME = 10  # mistakes of each exercise
RNG = np.random.default_rng(8)
ONE_HOT = np.eye(4)[[0, 2, 2, 3, 1, 0]]
LOGITS = RNG.normal(size=(6, 4))
PROBABILITIES = np.exp(LOGITS) / np.exp(LOGITS).sum(axis=1)[:, None]
X, C = RNG.normal(size=5), RNG.normal(size=5)
H, Y = RNG.normal(size=(6, 3)), RNG.normal(size=(6, 3))
M = RNG.normal(size=(2, 3))
# By exercise: the inputs, and the right answer by arithmetic of this test's own.
QUESTIONS: dict[str, tuple[dict[str, Any], Any]] = {
    "euclidean_loss": ({"x": X, "c": C}, 0.5 * np.dot(C - X, C - X)),
    "loss_by_loop": ({"x": X, "c": C}, 0.5 * np.dot(C - X, C - X)),
    "euclidean_loss_grad": ({"x": X, "c": C}, -(C - X)),
    "objective": ({"H": H, "Y": Y}, np.linalg.norm(H - Y) ** 2 / 12),
    "objective_grad": ({"H": H, "Y": Y}, -(Y - H) / 6),
    "numeric_entry": ({"f": np.sin, "x": np.array([0.3]), "h": 0.1, "k": 0},
                      np.cos(0.3) * np.sin(0.1) / 0.1),
    "numeric_gradient": ({"f": lambda m: np.sum(m**3), "x": M, "h": 0.1}, 3 * M * M + 0.01),
    "path_sum": ({"df_du": X, "du_dx": C}, X @ C),
    # f = x² y − 3 x y² + (x² + y)²
    "chain_rule_grad": ({"x": 2.0, "y": 0.5}, (2.0 - 0.75 + 36.0, 4.0 - 6.0 + 9.0)),
    "df_dx": ({"x": 2.0, "y": 0.5}, 37.25),
    # at x = 2, y = 1.5: a = 3, b = 9, c = −2, d = −18
    "graph_backward": ({"x": 2.0, "y": 1.5}, {
        "f": 1.0, "d": -28.0, "c": -252.0, "b": 56.0, "a": 588.0, "y": 1176.0, "x": 882.0,
    }),
    "small_backward": ({"x": 3.5, "y": 1.0}, (18.75, 18.75, -18.75)),  # f = (x − y)³
    "cross_entropy": ({"U": LOGITS, "C": ONE_HOT}, -np.log(PROBABILITIES[ONE_HOT == 1]).sum() / 6),
    "cross_entropy_grad": ({"U": LOGITS, "C": ONE_HOT}, (PROBABILITIES - ONE_HOT) / 6),
    "row_by_lemma_5": ({"u": LOGITS[0], "c": ONE_HOT[0]}, PROBABILITIES[0] - ONE_HOT[0]),
}  # fmt: skip


def told(exercise: str, returned: Any) -> Sequence[Cause]:
    """Return what is said of an answer; what the numbers alone give away is not."""
    inputs, _ = QUESTIONS[exercise]
    parts = returned.values() if isinstance(returned, dict) else returned
    looked_at = returned if np.ndim(returned) or not np.iterable(parts) else next(iter(parts))
    with np.errstate(all="ignore"):
        return fitting(
            Evidence(Answered(exercise, inputs, returned), np.asarray(looked_at), np.zeros(()))
        )


def test_every_formula_has_a_question_here() -> None:
    assert QUESTIONS.keys() == FROM_DATA.keys()


@pytest.mark.parametrize("exercise", FROM_DATA)
def test_the_steps_are_right_as_they_stand(exercise: str) -> None:
    inputs, right = QUESTIONS[exercise]
    made = FROM_DATA[exercise].returned(inputs.values())
    if isinstance(right, dict):
        assert {key: float(value) for key, value in made.items()} == right
    else:
        np.testing.assert_allclose(made, right, rtol=1e-12)


@pytest.mark.parametrize("exercise", FROM_DATA)
def test_of_a_right_answer_nothing_is_said(exercise: str) -> None:
    inputs, _ = QUESTIONS[exercise]
    assert told(exercise, FROM_DATA[exercise].returned(inputs.values())) == []


@pytest.mark.parametrize("exercise", FROM_DATA)
def test_a_mistake_is_named_or_shares_its_numbers_with_others(exercise: str) -> None:
    formula, inputs = FROM_DATA[exercise], QUESTIONS[exercise][0].values()
    evaluate = formula.asked(inputs)
    with np.errstate(all="ignore"):
        made = {edit: evaluate((edit,)) for edit in formula.edits_for(inputs)}
    assert len(made) > 5
    named = 0
    some = random.Random(7).sample(list(made), min(SOME, len(made)))  # noqa: S311, always the same
    for edit in some:
        twins = {e.name for e, arrays in made.items() if all(map(same, arrays, made[edit]))}
        causes = {c.name for c in told(exercise, formula.returned(inputs, (edit,)))}
        assert causes <= twins or len(twins) > 1, edit
        named += bool(causes & twins)
    assert named >= 0.6 * len(some)


def same(a: Any, b: Any) -> bool:
    return np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-6)


@pytest.mark.parametrize("exercise", FROM_DATA)
def test_a_hint_is_a_sentence_and_no_formula(exercise: str) -> None:
    for edit in FROM_DATA[exercise].edits:
        assert re.fullmatch(r"[a-zA-Z0-9_²]+(-[a-zA-Z0-9_²]+)*", edit.name)
        assert edit.hint[0].isupper() or NAME.match(edit.hint), edit.hint
        assert edit.hint[-1] in ".?"
        assert "{" not in edit.hint
        assert not CODE.search(edit.hint.replace("p (1 − p)", "")), edit.hint


def test_two_mistakes_that_are_equal_for_any_input_are_both_named() -> None:
    """In f = s³, a square's slope without its 2 and a missing contribution make the same of s."""
    causes = told("small_backward", (12.5, 12.5, -12.5))
    assert {cause.name for cause in causes} == {"slope-of-the-square", "only-over-q"}


def test_contributions_that_are_multiplied_are_named() -> None:
    _, right = QUESTIONS["graph_backward"]
    a = 56.0 * 6 * 252
    (cause,) = told("graph_backward", {**right, "a": a, "x": a * 1.5, "y": a * 2})
    assert cause.name == "contributions-multiplied"


A, B = given("height", "the height"), given("width", "the width")
NUMBER = count(A, 0, "rows", "the number of rows")
COLUMNS = count(A, 1, "columns", "the number of columns")
AREA = product(A, B).named("area", "the areas", many=True, asks="What is an area?")


@pytest.mark.parametrize(
    ("formula", "returned", "hint"),
    [
        (Formula((A, B), (AREA,)), lambda a, b: a + b,
         "The height and the width are added. What is an area?"),
        (Formula((A, B), (AREA,)), lambda a, b: b, "The height is left out."),
        (Formula((A, B), (total(AREA),)), lambda a, b: np.sum(a) * np.sum(b),
         "The height and the width are added up one by one, before they are multiplied. In which "
         "order do the two steps come?"),
        (Formula((A, B), (square(difference(A, B).named("gap", "the gap")),)),
         lambda a, b: a**2 - b**2,
         "The height and the width are squared one by one, before they are subtracted from each "
         "other. In which order do the two steps come?"),
        (Formula((A, B), (divided(AREA, NUMBER),), (COLUMNS,)), lambda a, b: a * b / 3,
         "It is divided by the number of columns in place of the number of rows."),
    ],
)  # fmt: skip
def test_operators_make_mistakes_of_any_formula(formula: Formula, returned: Any, hint: str) -> None:
    rng = np.random.default_rng(5)
    given_arrays = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    evaluate = formula.asked(given_arrays)
    made = np.asarray(returned(*given_arrays))
    hints = {e.hint for e in formula.edits_for(given_arrays) if same(evaluate((e,))[0], made)}
    assert hint in hints
