"""Integers, booleans and strings that must come out as they are."""

from typing import Any

import numpy as np
import pytest

from autograder.checks.check import Question, check_value
from autograder.checks.expected import exact
from autograder.checks.failure import CheckFailed
from tests.helpers.verdict import Verdict, verdict

GIVEN = "\n  It was given x (3,)."
LARGE = 2**53  # from here on not every integer is a float


def question(value: Any) -> Question:
    return lambda rng: ({"x": np.zeros(3)}, exact(value, name="labels"))


def judged(answer: Any, value: Any) -> Verdict:
    def f(x: Any) -> Any:
        return answer

    return verdict(f, question(value))


RIGHT: list[tuple[Any, Any]] = [
    (np.array([0, 2, 1]), np.array([0, 2, 1])),
    (np.array([0, 2, 1], dtype=np.uint8), np.array([0, 2, 1])),
    (np.array([0, 2, 1], dtype=np.int32), [0, 2, 1]),
    (np.array([0.0, 2.0, 1.0]), np.array([0, 2, 1])),
    (np.array([0, 2, 1], dtype=np.float32), np.array([0, 2, 1])),
    (np.array([-0.0]), np.array([0])),
    (np.array([[1, 2], [3, 4]]), np.array([[1, 2], [3, 4]])),
    (np.array([2**63]), np.array([2**63], dtype=np.uint64)),
    (np.array([], dtype=int), np.array([], dtype=int)),
    (3, 3),
    (3.0, 3),
    (np.int64(3), 3),
    (np.uint8(3), 3),
    (np.array(3), 3),
    (np.array([True, False]), np.array([True, False])),
    (True, True),
    (np.bool_(False), False),
    ("cat", "cat"),
    (np.str_("cat"), "cat"),
    ("", ""),
    (["cat", "dog"], ["cat", "dog"]),
    ([np.str_("cat"), "dog"], np.array(["cat", "dog"])),
]


@pytest.mark.parametrize(("answer", "value"), RIGHT, ids=repr)
def test_what_is_the_same_passes(answer: Any, value: Any) -> None:
    outcome = judged(answer, value)
    assert outcome.passed, outcome.message


WRONG: list[tuple[Any, Any, str]] = [
    (
        np.array([0, 2, 2]), np.array([0, 2, 1]),
        "f: labels[2] is 2; it must be 1\n  (1 of 3 entries disagree).",
    ),
    (
        np.array([[1, 2], [3, 5]]), np.array([[1, 2], [3, 4]]),
        "f: labels[1, 1] is 5; it must be 4\n  (1 of 4 entries disagree).",
    ),
    (
        np.array([LARGE + 1, 7]), np.array([LARGE, 7]),
        f"f: labels[0] is {LARGE + 1}; it must be {LARGE}\n  (1 of 2 entries disagree).",
    ),
    (
        np.array([-1]), np.array([2**64 - 1], dtype=np.uint64),
        f"f: labels[0] is -1; it must be {2**64 - 1}.",
    ),
    (4, 3, "f: labels is 4; it must be 3."),
    (
        np.array([0.0, 2.5, 1.0]), np.array([0, 2, 1]),
        "f: labels has dtype float64; it must hold integers.\n  labels[1] is 2.5; it must be 2.",
    ),
    (
        np.array([0.0, 1.0, 1.0]), np.array([0, 2, 1]),
        "f: labels has dtype float64; it must hold integers.\n  labels[1] is 1; it must be 2.",
    ),
    (
        np.array([np.nan]), np.array([0]),
        "f: labels has dtype float64; it must hold integers.\n  labels[0] is nan; it must be 0.",
    ),
    (
        np.array([float(LARGE)]), np.array([LARGE + 1]),
        "f: labels has dtype float64; it must hold integers.\n"
        f"  labels[0] is {LARGE:.6g}; it must be {LARGE + 1}.",
    ),
    (np.array([False, True]), np.array([0, 1]), "f: labels has dtype bool; it must hold integers."),
    (True, 1, "f: labels has dtype bool; it must hold integers."),
    (
        np.array([1j]), np.array([1]),
        "f: labels has dtype complex128; it must hold integers.",
    ),
    ([0, 2, 1], np.array([0, 2, 1]), "f returned a list of 3 numbers for labels; it must be a"),
    ("3", 3, "f returned a string for labels; it must be one number."),
    (None, 3, "f returned None for labels. Is the return line missing?"),
    (
        np.array([[0], [2], [1]]), np.array([0, 2, 1]),
        "f: labels has shape (3, 1); it must have shape (3,).\n"
        "  The values are right; only the shape differs.",
    ),
    (
        np.array([True, True]), np.array([True, False]),
        "f: labels[1] is True; it must be False\n  (1 of 2 entries disagree).",
    ),
    (
        np.array([1, 1]), np.array([True, False]),
        "f: labels has dtype int64; it must hold booleans.\n  labels[1] is 1; it must be False.",
    ),
    (np.array([1.0, 0.0]), np.array([True, False]), "f: labels has dtype float64; it must hold"),
    (1, True, "f: labels has dtype int64; it must hold booleans."),
    ("Cat", "cat", "f: labels is 'Cat'; it must be 'cat'."),
    ("cat\0", "cat", "f: labels is 'cat\\x00'; it must be 'cat'."),
    (3, "cat", "f returned one number for labels; it must be a string."),
    (["cat"], "cat", "f returned a list of 1 string for labels; it must be a string."),
    (
        ["cat", "cow"], ["cat", "dog"],
        "f: labels[1] is 'cow'; it must be 'dog'\n  (1 of 2 entries disagree).",
    ),
    (["cat"], ["cat", "dog"], "f returned a list of 1 string for labels; it must be a list of 2 "),
    (("cat", "dog"), ["cat", "dog"], "f returned a tuple of 2 strings for labels; it must be a"),
    (["cat", 3], ["cat", "dog"], "f: labels[1] is one number; it must be a string."),
    (
        np.array(["cat", "dog"]), ["cat", "dog"],
        "f returned an array of <U3 for labels; it must be a list of 2 strings.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "value", "text"), WRONG)
def test_what_differs_fails_and_is_named(answer: Any, value: Any, text: str) -> None:
    outcome = judged(answer, value)
    assert not outcome.passed
    assert outcome.message.removesuffix(GIVEN).startswith(text)


def test_one_wrong_label_in_one_question_fails_at_once() -> None:
    """No unlucky point excuses an integer."""
    asked: list[int] = []

    def f(x: Any) -> Any:
        asked.append(1)
        return np.array([1, 1 if len(asked) > 2 else 0])

    assert not verdict(f, question(np.array([1, 1]))).passed
    assert len(asked) == 2


def test_a_long_text_is_cut_in_the_message() -> None:
    assert len(judged("a" * 100_000, "b").message) < 200


def test_a_pass_says_how_many_values_were_compared() -> None:
    assert judged(np.array([0, 2, 1]), [0, 2, 1]).message == (
        "✓ f: the check of this cell passes (9 values compared)."
    )


def test_literals_stand_beside_floats() -> None:
    def asked(rng: np.random.Generator) -> Any:
        expected = (exact(np.array([1, 0]), name="labels"), exact(0.5, name="share"))
        return {"x": np.zeros(3)}, expected

    assert verdict(lambda x: (np.array([1, 0]), 0.5), asked).passed
    wrong = verdict(lambda x: (np.array([1, 0]), 0.25), asked).message
    assert wrong.endswith("share is 0.25; it must be 0.5.")
    assert (
        "labels[0] is 0; it must be 1" in verdict(lambda x: (np.array([0, 0]), 0.5), asked).message
    )


def test_the_table_of_a_network_takes_integers() -> None:
    def asked(rng: np.random.Generator) -> Any:
        one = exact(np.array([1, 2]), name="counts"), exact(np.ones(2), name="b")
        return {"x": np.zeros(3)}, [one]

    message = verdict(lambda x: [(np.array([1, 3]), np.ones(2))], asked).message
    rows = [line.split() for line in message.splitlines()[-2:]]
    assert [(row[0], row[-1]) for row in rows] == [("counts", "wrong"), ("b", "right")]


@pytest.mark.parametrize("value", [["a", 1], [["a"], ["b"]], [1.5, "a"]])
def test_strings_that_are_mixed_or_nested_are_a_fault_of_the_lesson(value: Any) -> None:
    with pytest.raises(ValueError, match="labels: a string, or a list that holds nothing but"):
        exact(value, name="labels")


def test_the_wrong_entries_are_kept_for_the_table_beside_the_message() -> None:
    def f(x: Any) -> Any:
        return np.array([0, 2, 2])

    with pytest.raises(CheckFailed) as failed:
        check_value(f, question(np.array([0, 2, 1])), seed=1)
    assert failed.value.wrong is not None
    assert failed.value.wrong.wrong.tolist() == [False, False, True]
