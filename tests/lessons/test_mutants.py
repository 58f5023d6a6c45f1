"""No mutant of a reference answer passes the tests of its exercise, except those that are right."""

import ast

import pytest

from autograder.course.lessons import Exercise
from tests.helpers.equivalent_mutants import BY_RESULT, EQUIVALENT
from tests.helpers.mutant_runs import EXERCISES, tried
from tests.helpers.mutants import mutants

SMALL = """\
def area(W, x):
    total = 0.5
    for i in range(len(x)):
        total += W[i] @ x.T * -2
    return total
"""


@pytest.fixture(autouse=True)
def _same_questions_in_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_SEED", "04")


def test_mutants_are_programs_that_differ_in_one_line() -> None:
    found = list(mutants(SMALL))
    assert len({mutant.source for mutant in found}) == len(found)
    for mutant in found:
        ast.parse(mutant.source)
        old = ast.unparse(ast.parse(SMALL)).splitlines()
        lines = zip(old, mutant.source.splitlines(), strict=True)
        assert [pair for pair in lines if pair[0] != pair[1]] in (
            [(f"    {mutant.before}", f"    {mutant.after}")],
            [(f"        {mutant.before}", f"        {mutant.after}")],
        )


@pytest.mark.parametrize(
    "change",
    [
        "total += W[i] @ x.T * -2  →  total -= W[i] @ x.T * -2",
        "total += W[i] @ x.T * -2  →  total = W[i] @ x.T * -2",
        "total += W[i] @ x.T * -2  →  total += W[i] @ x.T / -2",
        "total += W[i] @ x.T * -2  →  total += W[i] @ x.T * 2",
        "total += W[i] @ x.T * -2  →  total += W[i] @ x.T * -3",
        "total += W[i] @ x.T * -2  →  total += W[i] @ x * -2",
        "total += W[i] @ x.T * -2  →  total += W[i].T @ x.T * -2",
        "total += W[i] @ x.T * -2  →  total += x.T @ W[i] * -2",
        "total += W[i] @ x.T * -2  →  total += W[i] * x.T * -2",
        "for i in range(len(x)):  →  for i in range(len(x) - 1):",
        "for i in range(len(x)):  →  for i in range(x):",
        "total = 0.5  →  total = 1.5",
        "return total  →  return -total",
        "return total  →  return 2 * total",
        "return total  →  return",
    ],
)
def test_mutants_of_every_kind_are_made(change: str) -> None:
    assert change in {mutant.change for mutant in mutants(SMALL)}


@pytest.mark.parametrize(
    ("lesson", "exercise"),
    [(lesson, e) for lesson, e in EXERCISES if e.name not in BY_RESULT],
    ids=[e.name for _, e in EXERCISES if e.name not in BY_RESULT],
)
def test_no_mutant_passes(lesson: str, exercise: Exercise) -> None:
    results = list(tried(lesson, exercise.name, exercise.tests))
    assert len(results) >= 4
    assert [r.mutant.change for r in results if not r.rejected and not r.reason] == []
    listed = {r.mutant.change for r in results if not r.rejected}
    assert listed == EQUIVALENT.get(exercise.name, {}).keys()
