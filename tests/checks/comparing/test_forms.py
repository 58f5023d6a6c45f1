"""Forms of answers and of inputs, as one would say them."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.calls.call import Answered
from autograder.checks.calls.data import Opaque, as_data, in_words, shape_in_words, sizes_of
from autograder.checks.comparing.match import match
from autograder.checks.expected import Answer, exact, form_of
from autograder.checks.failure import CheckFailed
from tests.helpers.student import define

sides = st.integers(1, 5)


def array(name: str, *shape: int) -> Answer:
    return exact(np.ones(shape), name=name)


PARAMS: list[Answer] = [
    (array("W1", 4, 3), array("b1", 4)), (array("W2", 2, 4), array("b2", 2)),
]  # fmt: skip
LOSSES: list[Answer] = [array(f"losses[{k}]") for k in range(2)]
FORMS: list[tuple[Answer, str]] = [
    (array("loss"), "one number"),
    (array("grad_W", 3, 4), "a NumPy array of shape (3, 4)"),
    ((array("grad_W", 3, 4), array("grad_x", 4)), "a tuple (grad_W, grad_x)"),
    (PARAMS, "a list of 2 pairs [(W1, b1), (W2, b2)]"),
    (PARAMS[:1], "a list of 1 pair [(W1, b1)]"),
    ([array(f"x{k}", 2) for k in range(3)], "a list of 3 arrays [x0, x1, x2]"),
    ((PARAMS, LOSSES), "a tuple (params, losses)"),
    (([array("us[0]", 4)], [array("xs[0]", 3), array("xs[1]", 4)]), "a tuple (us, xs)"),
    (LOSSES, "a list of 2 numbers [losses[0], losses[1]]"),
    ({"x": array("df_dx"), "y": array("df_dy")}, "a dict with the keys 'x', 'y'"),
    ([], "an empty list"),
    ([array(f"x{k}", 2) for k in range(9)], "a list of 9 arrays [x0, x1, x2, x3, x4, x5, …]"),
]


@pytest.mark.parametrize(("answer", "text"), FORMS)
def test_a_form_is_written_as_one_would_say_it(answer: Answer, text: str) -> None:
    assert form_of(answer) == text


VALUES: list[tuple[Any, str]] = [
    (None, "None"),
    (True, "True"),
    (2, "one number"),
    (np.float64(2.5), "one number"),
    (2 + 1j, "a complex number"),
    ("text", "a string"),
    (np.ones((4, 3)), "an array of shape (4, 3)"),
    ([np.ones(3)] * 4, "a list of 4 arrays"),
    ([(np.ones(3), 1.0)] * 2, "a list of 2 pairs"),
    ((1.0, 2), "a tuple of 2 numbers"),
    ([1.0], "a list of 1 number"),
    ([], "an empty list"),
    ((), "an empty tuple"),
    ([None, np.ones(2)], "a list of 2 parts"),
    ([[1.0, 2.0, 3.0]] * 2, "a list of 2 lists"),
    ({"a": 1}, "a dict with the key 'a'"),
    ({"a": 1, "b": 2}, "a dict with the keys 'a', 'b'"),
    ({}, "an empty dict"),
    (Opaque("function"), "a function"),
    (Opaque("object"), "an object"),
]


@pytest.mark.parametrize(("value", "text"), VALUES)
def test_what_came_is_said_as_well(value: Any, text: str) -> None:
    assert in_words(value) == text


def test_a_large_dict_and_a_long_key_are_cut() -> None:
    text = in_words({"k" * 10_000: 1, **{str(k): k for k in range(1000)}})
    assert len(text) < 200
    assert text.endswith(", …")


@pytest.mark.parametrize("source", ["__repr__", "__str__", "__len__", "shape", "__iter__"])
def test_objects_of_a_students_are_described_without_asking_them(source: str) -> None:
    """What is described is plain data, whatever the object would say of itself."""
    f = define(
        f"class A(list):\n    def {source}(self): raise RuntimeError\n"
        f"class B(np.ndarray):\n    def {source}(self): raise RuntimeError\n"
        f"class C:\n    def {source}(self): raise RuntimeError\n"
        "def f(): return [A([1.0]), np.ones(2).view(B), C()]\n",
        "f",
    )
    values = [as_data(value) for value in f()]
    assert [in_words(value) for value in values] == [
        "a list of 1 number", "an array of shape (2,)", "a C",
    ]  # fmt: skip


@given(st.lists(sides, min_size=2, max_size=6))
def test_the_sizes_of_a_network_are_found_in_both_notations(sizes: list[int]) -> None:
    pairs = list(pairwise(sizes))
    columns = [(np.ones((m, n)), np.ones(m)) for n, m in pairs]
    rows = [(np.ones((n, m)), np.ones(m)) for n, m in pairs]
    assert sizes_of(columns) == sizes
    assert sizes_of(rows) == sizes
    assert shape_in_words("grads", columns) == f"grads of {'-'.join(map(str, sizes))}"


@pytest.mark.parametrize(
    "value",
    [
        [(np.ones((4, 3)), np.ones(4)), (np.ones((2, 5)), np.ones(2))],
        [(np.ones((4, 3)), np.ones(3))] * 2,
        [(np.ones(4), np.ones(4))],
        [(np.ones((4, 3)), 1.0)],
        [np.ones((4, 3)), 1.0],
        [1.0],
    ],
)
def test_what_is_no_network_has_no_sizes(value: list[Any]) -> None:
    assert sizes_of(value) == []
    assert shape_in_words("value", value) == "value (list)"


def test_the_shapes_of_a_long_list_are_cut() -> None:
    text = shape_in_words("cache", [np.ones(k) for k in range(1, 100)])
    assert text.startswith("cache of 99 arrays (1,), (2,), ")
    assert text.endswith(", …")
    assert len(text) < 100


def said(value: Any, expected: Answer) -> str:
    with pytest.raises(CheckFailed) as failed:
        match(Answered("f", {"x": 1.0}, value), expected)
    return str(failed.value).splitlines()[0]


def test_an_entry_that_was_never_filled_is_no_missing_return_line() -> None:
    filled = (np.ones((2, 4)), np.ones(2))
    for value in ([None, filled], [filled, None]):
        at = value.index(None) if value[0] is None else 1
        assert said(value, PARAMS) == (
            f"f returned None as entry {at} of the list: it was never filled. "
            "Which entries does your loop fill?"
        )
    assert "never filled" in said([None, 1.0], LOSSES)
    assert said([(np.ones((4, 3)), None), filled], PARAMS) == (
        "f returned None for b1. Was it ever computed?"
    )
    assert said({"x": None, "y": 1.0}, {"x": array("df_dx"), "y": array("df_dy")}) == (
        "f returned None for df_dx. Was it ever computed?"
    )


def test_one_number_is_asked_for_in_these_words() -> None:
    assert said(np.ones(3), array("loss")) == "f: loss has shape (3,); it must be one number."
    assert said(1.0, array("grad", 3)) == (
        "f returned one number for grad; it must be a NumPy array of shape (3,)."
    )
    assert (
        said(np.float64(1.0), array("grad", 3)) == "f: grad is one number; it must have shape (3,)."
    )
    assert said([1.0], array("loss")) == (
        "f returned a list of 1 number for loss; it must be one number."
    )
