"""What a function reads that it was not given, and when a student hears of it."""

import functools
from typing import Any

import numpy as np
import pytest

from autograder.checks.diagnosis.outer_names import left_over, prints
from autograder.checks.expected import exact
from tests.helpers.student import define
from tests.helpers.verdict import verdict

LEFT = {
    "a number": ("k = 2", "return x[:k]", ["k"]),
    "arrays": ("W1, b1 = np.ones((2, 2)), np.ones(2)", "return W1 @ x + b1", ["W1", "b1"]),
    "an array with a capital": ("H = np.ones(3)", "return H - x", ["H"]),
    "an array with a long name": ("x_example = np.ones(3)", "return 2 * x_example", ["x_example"]),
    "a network": ("example = [(np.ones((2, 2)), np.ones(2))]", "return example", ["example"]),
    "a list of arrays": ("Xs = [np.ones(2)]", "return Xs[0] * x", ["Xs"]),
    "a list": ("params = [1.0]", "return x * params[0]", ["params"]),
    "inside a comprehension": ("k = 2", "return [x[i] for i in range(k)]", ["k"]),
    "inside a function": ("k = 2", "return (lambda v: v * k)(x)", ["k"]),
}
MEANT = {
    "an argument": ("x = 5.0", "return x"),
    "a local name": ("k = 5.0", "k = 2\n    return x * k"),
    "a constant": ("STEP = 5.0", "return x * STEP"),
    "a constant array": ("CUBE_ROOTS = np.ones(5)", "return x * CUBE_ROOTS[0]"),
    "a capital": ("N = 5.0", "return x * N"),
    "a word": ("rate = 5.0", "return x * rate"),
    "a function": ("def g(x): return 2 * x", "return g(x)"),
    "a module": ("import math as m", "return x * m.pi"),
    "a switch": ("on = True", "return x * on"),
    "an attribute of that name": ("T = k = 5.0", "return x.T"),
    "a builtin": ("", "return abs(x)"),
}


def function(before: str, body: str) -> Any:
    return define(f"{before}\ndef f(x):\n    {body}\n", "f")


@pytest.mark.parametrize("case", LEFT)
def test_variables_of_the_notebook_are_found(case: str) -> None:
    before, body, names = LEFT[case]
    assert left_over(function(before, body)) == names


@pytest.mark.parametrize("case", MEANT)
def test_what_may_be_meant_is_not(case: str) -> None:
    assert left_over(function(*MEANT[case])) == []


@pytest.mark.parametrize("what", [None, np.cos, functools.partial(np.cos), object(), len])
def test_what_is_no_function_of_pythons_reads_nothing(what: Any) -> None:
    assert left_over(what) == []
    assert not prints(what)


def question(rng: np.random.Generator) -> Any:
    x = rng.normal(size=3)
    return {"x": x}, exact(2 * x, name="y")


def test_it_is_said_of_wrong_answers_alone() -> None:
    wrong = verdict(function("k = 3", "return k * x"), question)
    assert "Your function uses k, which is none of its arguments" in wrong.message
    assert "Is it meant?" in wrong.message
    assert verdict(function("k = 2", "return k * x"), question).passed
    two = verdict(function("k, h = 3, 1", "return k * x + h"), question)
    assert "uses k and h, which are none of its arguments" in two.message


def test_print_in_place_of_return_is_asked_about() -> None:
    told = verdict(function("", "print(2 * x)"), question).message
    assert told.startswith(
        "f returned None for y. It prints something: is `return` meant in place of `print`?"
    )
    told = verdict(function("", "2 * x"), question).message
    assert told.startswith("f returned None for y. Is the return line missing?")
