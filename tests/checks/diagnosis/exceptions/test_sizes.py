"""Shapes that do not fit: the operands, their shapes and the layer are those of the student's."""

import functools
import operator
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from autograder.checks.calls.call import Raised, observe
from tests.helpers.student import define

sides = st.integers(1, 4)
shapes = array_shapes(min_dims=0, max_dims=3, max_side=4)
ENTRY_BY_ENTRY: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "**": operator.pow,
}  # fmt: skip


def raised(source: str, *arguments: Any) -> Raised:
    """Return what a function f of this source raises."""
    seen = observe(define(source, "f"), arguments)
    assert seen.raised is not None
    return seen.raised


def told(source: str, *arguments: Any) -> str:
    return raised(source, *arguments).message


def array(shape: tuple[int, ...]) -> Any:
    return np.ones(shape) if shape else 1.0


def words(name: str, shape: tuple[int, ...]) -> str:
    return f"{name} is {shape or 'one number'}"


@given(shapes, shapes)
def test_a_product_that_numpy_refuses_names_both_shapes(
    a: tuple[int, ...], b: tuple[int, ...]
) -> None:
    try:
        _ = np.ones(a) @ np.ones(b)
    except ValueError:
        pass
    else:
        assume(False)
    text = told("def f(A, B):\n    return A @ B\n", np.ones(a), np.ones(b))
    assert text.startswith(f"in `A @ B`, {words('A', a)} and {words('B', b)}: ")
    assert "gufunc" not in text


@given(shapes, shapes, st.sampled_from(sorted(ENTRY_BY_ENTRY)))
def test_an_operation_entry_by_entry_that_numpy_refuses_names_both_shapes(
    a: tuple[int, ...], b: tuple[int, ...], sign: str
) -> None:
    try:
        ENTRY_BY_ENTRY[sign](np.ones(a), np.ones(b))
    except ValueError:
        pass
    else:
        assume(False)
    text = told(f"def f(A, B):\n    return A {sign} B\n", np.ones(a), np.ones(b))
    assert text == (
        f"in `A {sign} B`, A is {a} and B is {b}: entry by entry, they do not fit each other."
    )


@given(sides, sides, sides, sides)
def test_what_a_product_needs_would_fit(m: int, n: int, k: int, columns: int) -> None:
    """The number that the message asks for is one that NumPy accepts."""
    assume(n != k)
    W, x = np.ones((m, n)), np.ones(k)
    text = told("def f(W, x):\n    return W @ x\n", W, x)
    assert text == (
        f"in `W @ x`, W is {(m, n)} and x is {(k,)}: the {n} columns of W need a vector of {n} "
        "entries."
    )
    needed = int(text.split("a vector of ")[1].split()[0])
    assert (W @ np.ones(needed)).shape == (m,)
    text = told("def f(x, W):\n    return x @ W\n", x, W.reshape(n, m))
    needed = int(text.split("a matrix of ")[1].split()[0])
    assert (x @ np.ones((needed, columns))).shape == (columns,)


LOOPS = {
    "pairs": "for W, b in params:\n        xs.append(np.tanh(W @ x + b))",
    "numbers": "for k in range(len(params)):\n        xs.append(params[k][0] @ xs[0] + 1)",
    "enumerated": "for k, (W, b) in enumerate(params):\n        xs.append(W @ x)",
    "zipped": "for (W, b), name in zip(params, 'ab'):\n        xs.append(W.dot(x))",
    "a list of matrices": "Ws = [W for W, b in params]\n    for W in Ws:\n        xs.append(W @ x)",
    "while": "k = 0\n    while True:\n        xs.append(params[k][0] @ x)\n        k = k + 1",
    "a transpose with a name": "for W, b in params:\n        V = W.T\n        xs.append(V.T @ x)",
    "comprehension": "xs = [np.dot(W, x) for W, b in params]",
}


@pytest.mark.parametrize("loop", LOOPS)
def test_the_layer_is_named_whatever_the_loop(loop: str) -> None:
    params = [(np.ones((3, 3)), np.ones(3)), (np.ones((2, 4)), np.ones(2))]
    text = told(f"def f(params, x):\n    xs = [x]\n    {LOOPS[loop]}\n", params, np.ones(3))
    assert "(2, 4)" in text
    assert text.endswith("It happened in layer 2.")


def test_one_matrix_of_two_layers_is_in_no_layer_of_its_own() -> None:
    W, b = np.ones((2, 3)), np.ones(2)
    text = told("def f(p, x):\n    for W, b in p:\n        x = W @ x\n", [(W, b), (W, b)], b)
    assert "layer" not in text


CASES = {
    "transpose": ("A.T @ x", "in `A.T @ x`, A.T is (3, 4) and x is (3,): "),
    "entries of lists": ("xs[-1] @ A[1:]", "xs[-1] is (2,) and A[1:] is (3, 3): "),
    "a new axis": ("A + x[:, None, None] + xs[0]", "is (3, 4, 3) and xs[0] is (2,): "),
    "a computed shape": ("(A @ x) + x", "`A @ x` is (4,) and x is (3,): "),
    "dot": ("np.dot(A, xs[0])", "in `np.dot(A, xs[0])`, A is (4, 3) and xs[0] is (2,): "),
    "a method": ("A.dot(xs[0])", "A is (4, 3) and xs[0] is (2,): the 3 columns of A need a vector"),
    "a call inside": ("A @ np.tanh(xs[0])", "A is (4, 3): a product needs two lengths to be equal, "
                      "and they are 3 and 2."),
    "two calls": ("np.exp(A) @ np.exp(xs[0])", "a product needs two lengths to be equal"),
    "a ufunc": ("np.maximum(x, xs[0])", "x is (3,) and xs[0] is (2,): entry by entry"),
    "a number": ("A @ 2.0", "A is (4, 3) and `2.0` is one number: a product of matrices needs an"),
    "solve": ("np.linalg.solve(A[:3], xs[0])", "A[:3] is (3, 3) and xs[0] is (2,): these sizes"),
    "twice": ("A @ A", "in `A @ A`, A is (4, 3): the 3 columns of A need a matrix of 3 rows."),
    "a list": ("A @ [1.0, 2.0]", "A is (4, 3) and `[1.0, 2.0]` is (2,): "),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_operands_are_described_as_they_are_written(case: str) -> None:
    expression, text = CASES[case]
    xs = [np.ones(2), np.ones(2)]
    assert text in told(
        f"def f(A, x, xs):\n    return {expression}\n", np.ones((4, 3)), xs[0][:1].repeat(3), xs
    )


def test_places_that_are_too_small_are_described() -> None:
    x, W = np.ones(3), np.ones((4, 3))
    assert told("def f(x, W):\n    x += W\n", x, W) == (
        "in `x += W`, x is (3,) and W is (4, 3): the result is (4, 3), and there is room for (3,) "
        "alone."
    )
    assert told("def f(x, W):\n    W[:, 0] = x\n", x, W) == (
        "in `W[:, 0]`, what stands on the right is (3,), and its place is (4,)."
    )
    assert "where one number has its place" in told("def f(x, W):\n    x[0] = W\n", x, W)
    assert "different lengths" in told("def f(x, W):\n    return np.array([x, x[1:]])\n", x, W)


def test_the_operation_may_stand_in_another_function_of_the_notebook() -> None:
    source = "def g(A, v):\n    return A @ v\ndef f(W, x):\n    return g(W, x)\n"
    assert told(source, np.ones((2, 3)), np.ones(2)).startswith("in `A @ v`, A is (2, 3) and v is")


def test_without_the_source_the_sizes_are_said_all_the_same() -> None:
    names: dict[str, Any] = {}
    exec("def f(W, x): return W @ x", names)  # noqa: S102, its source is kept nowhere
    seen = observe(names["f"], [np.ones((2, 3)), np.ones(2)])
    assert seen.raised is not None
    assert seen.raised.message == "a product needs two lengths to be equal, and they are 3 and 2."
    seen = observe(functools.partial(np.add, np.ones(2)), [np.ones(3)])
    assert seen.raised is not None
    assert seen.raised.message == (
        "the shapes are (2,) and (3,): entry by entry, they do not fit each other."
    )


def test_a_variable_of_the_notebook_in_the_operation_is_named() -> None:
    source = "W1, b1 = np.ones((2, 4)), np.ones(2)\ndef f(W, x):\n    return W1 @ x + b1\n"
    assert told(source, np.ones((2, 3)), np.ones(3)).endswith(
        "need a vector of 4 entries. W1 is none of its arguments."
    )


def test_the_source_is_read_without_a_warning() -> None:
    """A warning on stderr would cost every point of the cell in nbgrader."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        f = define('def f(W, x):\n    "\\d"\n    return W @ x\n', "f")
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        seen = observe(f, [np.ones((2, 3)), np.ones(2)])
    assert seen.raised is not None
    assert seen.raised.message.startswith("in `W @ x`, W is (2, 3)")
    assert shown == []


HOSTILE = {
    "an object in the way": "class A:\n    def __getattr__(self, n): called.append(n)\n"
    "    def __getitem__(self, n): called.append(n); return np.ones(2)\n",
    "a subclass with a shape of its own": "class A(np.ndarray):\n"
    "    @property\n    def shape(self): called.append(1)\n",
    "an index": "class A:\n    def __index__(self): called.append(1); return 0\n",
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_code_of_the_students_is_called_for_the_words(hostile: str) -> None:
    """What is looked up afterwards is counted from the moment the exception is there."""
    source = (
        f"called = []\n{HOSTILE[hostile]}"
        "def f(W, x):\n"
        "    a = np.ones(2).view(A) if issubclass(A, np.ndarray) else A()\n"
        "    try:\n        (a.T, a[0], x[a])\n    except Exception: pass\n"
        "    called.clear()\n"
        "    return W @ (a.T if len(x) > 9 else x) + x[a] + a[0]\n"
    )
    f = define(source, "f")
    seen = observe(f, [np.ones((2, 3)), np.ones(2)])
    assert seen.raised is not None
    assert f.__globals__["called"] == []


def test_names_and_sources_of_any_length_stay_within_bounds() -> None:
    name = "ν" * 400
    source = f"def f(W, {name}):\n    return W @ {name}\n"
    assert len(told(source, np.ones((2, 3)), np.ones(2))) <= 400
    comment = "    # x\n" * 60_000
    text = told(f"def f(W, x):\n{comment}    return W @ x\n", np.ones((2, 3)), np.ones(2))
    assert text == "a product needs two lengths to be equal, and they are 3 and 2."


def test_a_large_array_or_a_long_list_is_not_looked_through() -> None:
    text = told("def f(x, y):\n    return x + y\n", np.ones(10**6), np.ones(10**6 - 1))
    assert "x is (1000000,) and y is (999999,)" in text
    text = told("def f(x, y):\n    return x + y\n", np.ones(3), [1.0] * 5000)
    assert "the shapes are (3,) and (5000,)" in text


@pytest.mark.parametrize(
    ("made", "what"),
    [
        ("x + 1, x", "a tuple of 2 arrays"),
        ("[x, x + 1]", "a list of 2 arrays"),
    ],
)
def test_what_another_function_returned_is_no_shape(made: str, what: str) -> None:
    """A tuple of two arrays has no shape; NumPy takes it for an array, and a student does not."""
    source = f"def f(W, x):\n    hidden = {made}\n    return W @ hidden\n"
    text = told(source, np.ones((2, 4)), np.ones(4))
    assert text == (
        f"in `W @ hidden`, W is (2, 4) and hidden is {what}: a product of matrices needs an array "
        "on both sides."
    )


def test_a_list_of_numbers_has_a_shape() -> None:
    text = told("def f(W):\n    x = [1.0, 2.0, 3.0]\n    return W @ x\n", np.ones((2, 4)))
    assert "W is (2, 4) and x is (3,): " in text
