"""What a student's function may not do, found before any value is compared."""

import functools
import gc
import warnings
import weakref
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from autograder.checks.calls.call import (
    Raised,
    Seen,
    call,
    call_once,
    name_of,
    observe,
    shapes,
)
from autograder.checks.calls.data import Opaque
from autograder.checks.expected import FloatArray
from autograder.checks.failure import CheckFailed
from tests.helpers.student import define

CHANGED = (
    "{name} changes its input {argument} in place. Work on a copy, or on a new array: "
    "whoever called it still needs the old values."
)
TWO_ANSWERS = (
    "{name} was called twice with the same inputs and gave two different answers. "
    "Does it keep something from one call to the next, or draw random numbers?"
)


def inputs() -> dict[str, Any]:
    return {"W": np.arange(6.0).reshape(2, 3), "x": np.array([1.5, -2.0, 0.5])}


def message(function: Callable[..., Any], given: Mapping[str, Any]) -> str:
    with pytest.raises(CheckFailed) as failed:
        call(function, given)
    assert failed.value.wrong is None
    return str(failed.value)


def test_what_is_returned_comes_back() -> None:
    given_inputs = inputs()
    returned = call(lambda W, x: (W @ x, "text", None), given_inputs)
    assert np.array_equal(returned[0], given_inputs["W"] @ given_inputs["x"])
    assert returned[1:] == ("text", None)


def test_a_single_call_is_a_single_call() -> None:
    seen: list[int] = []
    assert call_once(lambda n: seen.append(n), {"n": 1}) is None
    assert seen == [1]


def test_inputs_go_by_position() -> None:
    assert call(lambda first, second: [first, second], {"a": 1, "b": 2}) == [1, 2]


def test_the_function_is_called_twice_and_never_gets_the_originals() -> None:
    given_inputs = inputs()
    seen: list[Any] = []
    call(lambda W, x: seen.append((W, x)), given_inputs)
    assert len(seen) == 2
    originals = list(given_inputs.values())
    for position in range(2):
        arrays_seen = [originals[position], seen[0][position], seen[1][position]]
        for i in range(3):
            for j in range(i):
                assert not np.shares_memory(arrays_seen[i], arrays_seen[j])
        assert all(np.array_equal(array, originals[position]) for array in arrays_seen)


def test_order_in_memory_reaches_the_function() -> None:
    x = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    assert call(lambda x: x.flags.f_contiguous, {"x": x}) is True


CHANGES = {
    "an entry": ("def f(W, x):\n    W[0, 0] = 7\n", "W"),
    "every entry": ("def f(W, x):\n    x *= 2\n    return x\n", "x"),
    "an entry in its last digit": ("def f(W, x):\n    x[0] = np.nextafter(x[0], 9)\n", "x"),
    "the shape": ("def f(W, x):\n    x.shape = (3, 1)\n    return W @ x\n", "x"),
    "the order": ("def f(W, x):\n    x.sort()\n    return x\n", "x"),
    "through a view": ("def f(W, x):\n    row = W[1]\n    row += x\n    return row\n", "W"),
    "through out": ("def f(W, x):\n    return np.exp(x, out=x)\n", "x"),
    "to nan": ("def f(W, x):\n    x[:] = np.nan\n    return 0.0\n", "x"),
    "and an exception later": ("def f(W, x):\n    x[0] = 1\n    return None\n", "x"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_input_changed_in_place_is_named(change: str) -> None:
    source, argument = CHANGES[change]
    given_inputs = inputs()
    assert message(define(source, "f"), given_inputs) == CHANGED.format(name="f", argument=argument)
    for key, original in inputs().items():
        assert np.array_equal(given_inputs[key], original), "the checker's own copy was changed"


@pytest.mark.parametrize(
    "change",
    [
        "params[0][0][1, 1] += 1",
        "params[1][1][0] = 3",
        "params.append(params[0])",
        "params[0] = (params[0][0], 2 * params[0][1])",
        "params.reverse()",
        "params.clear()",
    ],
)
def test_a_list_of_tuples_of_arrays_changed_in_place_is_named(change: str) -> None:
    params = [(np.ones((2, 2)), np.arange(2.0)), (np.ones((2, 1)), np.array([1.0, 2.0]))]
    assert message(
        define(f"def f(params):\n    {change}\n", "f"), {"params": params}
    ) == CHANGED.format(name="f", argument="params")
    assert len(params) == 2
    assert np.array_equal(params[0][0], np.ones((2, 2)))


@pytest.mark.parametrize(
    "change", ["cache['u'] *= 2", "cache['y'] = 1", "del cache['u']", "cache['note'][0] = 'b'"]
)
def test_a_dict_changed_in_place_is_named(change: str) -> None:
    cache = {"u": np.ones(2), "note": ["a"]}
    assert message(
        define(f"def f(cache):\n    {change}\n", "f"), {"cache": cache}
    ) == CHANGED.format(name="f", argument="cache")


def test_an_input_that_holds_nan_is_not_taken_for_changed() -> None:
    assert call(lambda x, y: 1.0, {"x": np.array([np.nan, 1.0]), "y": float("nan")}) == 1.0


def test_rebinding_a_name_changes_nothing() -> None:
    source = "def f(W, x):\n    x = x * 2\n    W = W.T\n    return W\n"
    assert call(define(source, "f"), inputs()).shape == (3, 2)


STATEFUL = {
    "a counter": "calls = []\ndef f(x):\n    calls.append(1)\n    return float(len(calls))\n",
    "a default": "def f(x, total=[]):\n    total.append(x)\n    return sum(total)\n",
    "a global": "total = 0\ndef f(x):\n    global total\n    total = total + x\n    return total\n",
    "an attribute": (
        "def f(x):\n    f.calls = getattr(f, 'calls', 0) + 1\n    return x * (f.calls < 2)\n"
    ),
    "one buffer": "buffer = np.zeros(3)\ndef f(x):\n    buffer[:] += x\n    return buffer\n",
    "noise": "def f(x):\n    return x + np.random.normal(size=3)\n",
    "the last digit": (
        "calls = []\ndef f(x):\n    calls.append(1)\n    return x * (1 + 1e-15 * len(calls))\n"
    ),
    "the type": (
        "calls = []\ndef f(x):\n    calls.append(1)\n    return (x, list(x))[len(calls) > 1]\n"
    ),
}


@pytest.mark.parametrize("state", STATEFUL)
def test_an_answer_that_changes_from_call_to_call_is_found(state: str) -> None:
    assert message(
        define(STATEFUL[state], "f"), {"x": np.array([1.0, 2.0, 3.0])}
    ) == TWO_ANSWERS.format(name="f")


def test_a_buffer_that_is_used_again_does_no_harm() -> None:
    """What the first call returned is copied before the second call overwrites it with the same."""
    source = "buffer = np.zeros(3)\ndef f(x):\n    buffer[:] = 2 * x\n    return buffer\n"
    f = define(source, "f")
    first = call(f, {"x": np.array([1.0, 2.0, 3.0])})
    call(f, {"x": np.array([4.0, 5.0, 6.0])})
    assert first.tolist() == [2.0, 4.0, 6.0]


def test_an_input_may_be_returned() -> None:
    """The gradient of Σ x ⊙ upstream is the upstream itself, and may be the very same array."""
    x = np.array([1.0, 2.0])
    returned = call(lambda x: x, {"x": x})
    assert np.array_equal(returned, x)
    assert not np.shares_memory(returned, x)


def test_nan_twice_is_the_same_answer() -> None:
    assert np.isnan(call(lambda x: x * np.nan, {"x": np.ones(2)})).all()


def test_an_exception_is_reported_with_its_line_and_the_shapes_of_the_inputs() -> None:
    source = "def grad(W, x):\n    y = W @ x\n    return W @ y  # W, not W.T\n"
    text = message(define(source, "grad"), inputs())
    assert text.splitlines() == [
        "grad raised ValueError: in `W @ y`, W is (2, 3) and y is (2,): the 3 columns of W need a "
        "vector of 3 entries.",
        "  in your line: return W @ y  # W, not W.T",
        "  It was given W (2, 3), x (3,).",
    ]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("raise KeyError('W1')", "f raised KeyError: 'W1'"),
        ("raise ValueError", "f raised ValueError"),
        ("raise ValueError('  \\n')", "f raised ValueError"),
        ("raise ValueError('one\\ntwo')", "f raised ValueError: one"),
        ("return 1 / 0", "f raised ZeroDivisionError: division by zero"),
        (
            "return undefined",
            "f raised NameError: undefined is not defined. Is it spelled as where it was made? "
            "What your function needs, it is given or makes itself: of other cells only those with "
            "answers are graded.",
        ),
        ("assert x is None", "f raised AssertionError"),
        ("return f(x)", "f raised RecursionError: maximum recursion depth exceeded"),
        ("raise SystemExit", "f raised SystemExit"),
        ("exit(3)", "f raised SystemExit: 3"),
        ("raise MemoryError", "f raised MemoryError"),
        ("raise StopIteration", "f raised StopIteration"),
    ],
)
def test_exceptions_of_every_kind_are_reported(line: str, first: str) -> None:
    source = f"from sys import exit\ndef f(x):\n    {line}\n"
    text = message(define(source, "f"), {"x": np.ones((2, 1))})
    assert text.splitlines()[0] == first
    assert text.splitlines()[1:] == [f"  in your line: {line}", "  It was given x (2, 1)."]


def test_an_exception_far_down_is_located_in_the_students_own_code() -> None:
    source = (
        "def helper(x):\n"
        "    return np.linalg.inv(x)\n"
        "\n"
        "def f(x):\n"
        "    total = 0\n"
        "    return total + helper(x)\n"
    )
    text = message(define(source, "f"), {"x": np.zeros((2, 2))})
    assert text == (
        "f raised LinAlgError: Singular matrix\n"
        "  in your line: return np.linalg.inv(x)\n"
        "  It was given x (2, 2)."
    )


def test_wrong_parameters_are_reported_though_no_line_of_the_student_ran() -> None:
    text = message(define("def f(x, b):\n    return x\n", "f"), {"x": np.ones(2)})
    assert text == (
        "f raised TypeError: f() missing 1 required positional argument: 'b'\n"
        "  It was given x (2,)."
    )


def test_something_that_is_no_function_is_reported() -> None:
    text = message(np.ones(3), {"x": np.ones(2)})  # type: ignore[arg-type]
    assert (
        text.splitlines()[0]
        == "the function raised TypeError: an array is called like a function: is an operator "
        "missing before a bracket, or has a function's name been given to something else?"
    )


def test_an_exercise_that_is_not_written_says_so() -> None:
    assert message(define("def f(x):\n    raise NotImplementedError()\n", "f"), {"x": 1.0}) == (
        "f is not written yet: replace the line `raise NotImplementedError()`."
    )


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, GeneratorExit])
def test_an_interrupt_is_not_swallowed(interrupt: type[BaseException]) -> None:
    def f(x: float) -> None:
        raise interrupt

    with pytest.raises(interrupt):
        call(f, {"x": 1.0})


@pytest.mark.parametrize(
    "line",
    [
        "return np.exp(x * 1e6)",
        "return x / 0",
        "return np.log(-x)",
        "warnings.warn('careful')",
        "return np.array(x + 1j).astype(float)",
        pytest.param(
            "warnings.simplefilter('always'); return x / np.zeros(2)",
        ),
    ],
)
def test_warnings_do_not_reach_stderr(line: str) -> None:
    """Output on stderr costs every point of a cell in nbgrader."""
    f = define(f"import warnings\ndef f(x):\n    {line}\n", "f")
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        before = list(warnings.filters)
        call(f, {"x": np.array([1.0, 2.0])})
        assert list(warnings.filters) == before, "the student's filters must not outlive the call"
    assert shown == []


def test_what_the_student_prints_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    call(define("def f(x):\n    print('u =', x)\n", "f"), {"x": 1.0})
    assert capsys.readouterr().out == "u = 1.0\nu = 1.0\n"


def test_functions_are_passed_as_they_are() -> None:
    def g_prime(x: float) -> float:
        return 2 * x

    assert call(lambda x, g: g is g_prime and g(x), {"x": 3.0, "g": g_prime}) == 6.0
    assert call(lambda x, g: g(x), {"x": 0.0, "g": np.cos}) == 1.0


class Layer:
    def slope(self, x: float) -> float:
        return 2 * x

    def __call__(self, x: float) -> float:
        return 2 * x


def double(factor: float, x: float) -> float:
    return factor * x


@pytest.mark.parametrize(
    "function",
    [functools.partial(double, 2.0), Layer().slope, Layer()],
    ids=["partial", "method", "object"],
)
def test_a_callable_with_data_bound_to_it_is_not_taken_for_changed(
    function: Callable[[float], float],
) -> None:
    assert call(lambda x, g: g(x), {"x": 3.0, "g": function}) == 6.0


def test_a_generator_may_be_drawn_from_and_both_calls_draw_the_same() -> None:
    rng = np.random.default_rng(1)
    assert call(lambda rng: rng.random(), {"rng": rng}) == np.random.default_rng(1).random()
    assert rng.random() == np.random.default_rng(1).random(), "the checker's own was drawn from"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("def f(x):\n    return lambda v: v\n", id="inner function"),
        pytest.param("def f(x):\n    return map(abs, x)\n", id="map"),
        pytest.param("def f(x):\n    return (v for v in x)\n", id="generator"),
        pytest.param("def f(x):\n    return np.array([1.0, x], dtype=object)\n", id="object array"),
        pytest.param("class A: pass\ndef f(x):\n    return A()\n", id="object"),
    ],
)
def test_what_is_no_data_is_neither_an_exception_nor_two_different_answers(source: str) -> None:
    assert isinstance(call(define(source, "f"), {"x": np.array([1.5, 2.5])}), Opaque)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            "class A:\n    def __eq__(self, other): raise RuntimeError\n"
            "def f(x):\n    return A()\n",
            id="__eq__ raises",
        ),
        pytest.param(
            "class A(np.ndarray):\n    def tobytes(self, *a): raise RuntimeError\n"
            "def f(x):\n    return x.view(A)\n",
            id="tobytes raises",
        ),
        pytest.param(
            "class A:\n    __class__ = np.ndarray\ndef f(x):\n    return A()\n", id="false class"
        ),
        pytest.param(
            "def f(x):\n    loop = []\n    loop.append(loop)\n    return loop\n", id="cycle"
        ),
    ],
)
def test_objects_with_a_mind_of_their_own_do_not_break_the_checker(source: str) -> None:
    call(define(source, "f"), {"x": np.array([1.5, 2.5])})


def test_an_exception_that_has_no_text_is_named() -> None:
    source = "class A(Exception):\n    def __str__(self): raise RuntimeError\n"
    f = define(f"{source}def f(x):\n    raise A\n", "f")
    told = "f raised A\n  in your line: raise A\n  It was given x (2,)."
    assert message(f, {"x": np.array([1.5, 2.5])}) == told


def test_name_of() -> None:
    assert name_of(double) == "double"
    assert name_of(np.cos) == "cos"
    assert name_of(functools.partial(double, 2.0)) == "the function"


def test_inputs_are_described_by_their_shapes() -> None:
    assert shapes({"W": np.ones((2, 3)), "x": np.ones(3)}) == "W (2, 3), x (3,)"
    assert shapes({"g_prime": np.cos, "eta": 0.1, "params": [], "name": "x"}) == (
        "g_prime (cos), eta (float), params (list), name (str)"
    )
    assert shapes({}) == ""


def test_networks_are_described_by_their_sizes() -> None:
    params = [(np.ones((4, 3)), np.ones(4)), (np.ones((2, 4)), np.ones(2))]
    rows = [(W.T, b) for W, b in params]
    given = {"params": params, "rows": rows, "cache": [np.ones((5, 3)), np.ones((5, 4))]}
    assert shapes(given) == ("params of 3-4-2, rows of 3-4-2, cache of 2 arrays (5, 3), (5, 4)")


def test_random_numbers_from_elsewhere_are_asked_about_where_a_generator_is_given() -> None:
    f = define("def f(n, rng):\n    return np.random.permutation(n)\n", "f")
    text = message(f, {"n": 50, "rng": np.random.default_rng(1)})
    assert text == (
        "f was called twice with the same inputs and gave two different answers. All random "
        "numbers must come from rng, so that an equal generator gives an equal answer: does "
        "something draw from np.random, or keep what it drew?"
    )


class Elsewhere:
    """A function that runs in another process: it reports what happened there."""

    __name__ = "grad"

    def __init__(self, *reports: Any) -> None:
        self.reports = list(reports)
        self.asked: list[Any] = []

    def observe(self, arguments: Any) -> Any:
        self.asked.append(list(arguments))
        return self.reports.pop(0)

    def __call__(self, *arguments: Any) -> str:
        return "called here"


def test_a_function_that_runs_elsewhere_is_asked_twice_and_not_called() -> None:
    function = Elsewhere(Seen(1.5), Seen(1.5))
    assert call(function, {"x": 1, "y": 2}) == 1.5
    assert function.asked == [[1, 2], [1, 2]]


@pytest.mark.parametrize(
    ("reports", "text"),
    [
        ([Seen(1.0), Seen(2.0)], TWO_ANSWERS.format(name="grad")),
        ([Seen(1.0, changed=(1,))], CHANGED.format(name="grad", argument="y")),
        ([Seen(1.0), Seen(1.0, changed=(0, 1))], CHANGED.format(name="grad", argument="x")),
        (
            [Seen(raised=Raised("KeyError", "'W'", "return cache['W']"))],
            "grad raised KeyError: 'W'\n  in your line: return cache['W']\n"
            "  It was given x (int), y (int).",
        ),
        (
            [Seen(raised=Raised("ValueError", ""))],
            "grad raised ValueError\n  It was given x (int), y (int).",
        ),
        (
            [Seen(raised=Raised("NotImplementedError", ""))],
            "grad is not written yet: replace the line `raise NotImplementedError()`.",
        ),
        (
            [Seen(raised=Raised("OutOfReach", "The kernel did not answer."))],
            "The kernel did not answer.\n  It was given x (int), y (int).",
        ),
    ],
)
def test_reports_from_elsewhere_become_the_same_messages(reports: list[Seen], text: str) -> None:
    assert message(Elsewhere(*reports), {"x": 1, "y": 2}) == text


def test_an_observe_method_that_reports_something_else_is_not_believed() -> None:
    assert call(Elsewhere("right", "right"), {"x": 1}) == "called here"


def test_observe_counts_the_changed_arguments() -> None:
    def f(a: Any, b: Any, c: Any) -> float:
        a[0], c[0] = 7.0, 7.0
        return 1.0

    assert observe(f, [np.ones(2), np.ones(2), [1.0]]) == Seen(1.0, changed=(0, 2))


def test_observe_finds_the_arguments_whose_memory_comes_back() -> None:
    x, W, params = np.ones(2), np.ones((2, 3)), [(np.ones((2, 2)), np.ones(2))]
    arguments = [x, W, params]
    ways: list[tuple[Callable[..., Any], tuple[int, ...]]] = [
        (lambda x, W, params: x, (0,)),
        (lambda x, W, params: W.T, (1,)),
        (lambda x, W, params: W[1:, ::2], (1,)),
        (lambda x, W, params: [(params[0][0].T, 2 * x)], (2,)),
        (lambda x, W, params: {"a": params, "b": (x,)}, (0, 2)),
        (lambda x, W, params: np.asfortranarray(W.T), (1,)),
        (lambda x, W, params: [W.copy(), x + 0.0, float(x[0]), W[0, 0]], ()),
        (lambda x, W, params: None, ()),
    ]
    for function, shared in ways:
        assert observe(function, arguments).shared == shared


def test_an_array_that_was_put_into_an_input_is_a_change_and_nothing_shared() -> None:
    def f(params: Any) -> Any:
        params[0] = np.zeros(2)
        return params[0]

    seen = observe(f, [[np.ones(2)]])
    assert (seen.changed, seen.shared) == ((0,), ())


def test_observe_finds_memory_that_was_returned_before() -> None:
    buffer = np.zeros(3)

    def same_buffer(x: FloatArray) -> Any:
        buffer[:] = x
        return [buffer[:2]]

    def new_array(x: FloatArray) -> Any:
        return 2 * x

    for function, reused in [(same_buffer, True), (new_array, False)]:
        seen = [observe(function, [np.arange(3.0)]).reused for _ in range(4)]
        assert seen == [False, reused, reused, reused]


def test_a_callable_without_a_hash_is_observed_all_the_same() -> None:
    class Unhashable:
        __hash__ = None  # type: ignore[assignment]

        def __call__(self, x: FloatArray) -> FloatArray:
            return x

    seen = observe(Unhashable(), [np.ones(2)])
    assert (seen.shared, seen.reused) == ((0,), False)


def test_what_a_function_returned_is_not_held_longer_than_the_function() -> None:
    class Array(np.ndarray):
        pass

    kept: list[weakref.ref[Any]] = []

    def f(x: FloatArray) -> Any:
        array = np.ones(2).view(Array)
        kept.append(weakref.ref(array.base))
        return array

    observe(f, [1.0])
    assert kept[0]() is not None
    del f
    gc.collect()
    assert kept[0]() is None
