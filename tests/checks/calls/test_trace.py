"""A call that is followed line by line, of functions that behave and of others."""

import linecache
import sys
import textwrap
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.checks.calls.trace import ARGUMENTS, RETURNED, UNSEEN, Step, trace

FILE = "<an answer>"


def written(source: str, name: str = "f", **names: Any) -> Callable[..., Any]:
    """Return the function that a cell defines."""
    source = textwrap.dedent(source).lstrip()
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
    namespace = {"np": np, **names}
    exec(compile(source, FILE, "exec"), namespace)  # noqa: S102, a test's own text
    function: Callable[..., Any] = namespace[name]
    return function


def made(steps: list[Step]) -> list[tuple[int, dict[str, Any]]]:
    return [(step.line, dict(step.made)) for step in steps]


def test_each_line_has_what_it_made() -> None:
    function = written(
        """
        def f(a, b):
            total = a
            for i in range(2):
                total = total + b
            parts = {}
            parts["sum"] = (
                total
            )
            return parts
        """
    )
    steps = trace(function, [1, 10])
    assert made(steps) == [
        (ARGUMENTS, {"a": 1, "b": 10}),
        (2, {"total": 1}),
        (3, {"i": 0}),
        (4, {"total": 11}),
        (3, {"i": 1}),
        (4, {"total": 21}),
        (5, {"parts": {}}),
        (6, {"parts": {"sum": 21}}),
        (9, {RETURNED: {"sum": 21}}),
    ]
    assert steps[3].reads == ("total", "b")
    assert steps[7].text == 'parts["sum"] = ( total )'


def test_what_changes_under_another_name_belongs_to_no_line() -> None:
    function = written(
        """
        def f(a):
            b = a
            a[0] = 5
            c = b[0]
            return c
        """
    )
    lines = [step.line for step in trace(function, [[1]]) if "b" in step.made]
    assert lines == [2, UNSEEN]


def test_functions_of_the_cell_are_followed_and_no_others() -> None:
    function = written(
        """
        def helper(x):
            return x + 1

        def f(x):
            def inner(y):
                return y * 2
            return other(inner(helper(x)))
        """,
        other=lambda x: x,
    )
    steps = trace(function, [1])
    assert [(s.line, s.own, s.call) for s in steps if RETURNED in s.made] == [
        (2, False, 1),
        (6, True, 2),
        (7, True, 0),
    ]


def test_arguments_are_copies_and_random_numbers_those_of_before() -> None:
    function = written(
        """
        def f(rng, x):
            x += rng.normal()
            return x
        """
    )
    rng, x = np.random.default_rng(3), np.zeros(2)
    expected = np.random.default_rng(3).normal()
    for _ in range(2):
        assert trace(function, [rng, x])[-1].made[RETURNED][0] == expected
    assert not x.any()


def test_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    function = written(
        """
        def f(x):
            print(x, flush=True)
            return x / np.zeros(1)
        """
    )
    assert trace(function, [1.0])
    assert capsys.readouterr() == ("", "")


NOT_FOLLOWED = {
    "raises": "def f(x):\n    return 1 / x",
    "leaves": "def f(x):\n    raise SystemExit",
    "has no end": "def f(x):\n    while True:\n        x += 1",
    "catches everything": """
        def f(x):
            for _ in range(10**6):
                try:
                    x += 1
                except BaseException:
                    pass
            return x
        """,
    "sleeps": "import time\ndef f(x):\n    time.sleep(5)\n    return x",
    "traces": "import sys\ndef f(x):\n    sys.settrace(lambda *a: None)\n    return x",
    "ends the trace": "import sys\ndef f(x):\n    sys.settrace(None)\n    return x",
    "recurses": "def f(x):\n    return f(x + 1)",
    "is large": "def f(x):\n    a = np.zeros(10**6)\n    return x",
    "has many steps": """
        def f(x):
            for i in range(5000):
                x = x + 1
            return x
        """,
}


@pytest.mark.parametrize("source", NOT_FOLLOWED.values(), ids=NOT_FOLLOWED)
def test_what_cannot_be_followed_has_no_steps(source: str) -> None:
    function = written(source)
    before = sys.gettrace()
    assert trace(function, [0]) == []
    assert sys.gettrace() is before


def test_a_generator_and_threads_are_left_alone() -> None:
    function = written(
        """
        import threading

        def numbers():
            yield 1
            yield 2

        def f(x):
            found = []
            thread = threading.Thread(target=lambda: found.append(x))
            thread.start()
            thread.join()
            return sum(numbers()) + found[0]
        """
    )
    assert trace(function, [1])[-1].made == {RETURNED: 4}
    assert {step.call for step in trace(function, [1])} == {0}


def test_who_traced_before_goes_on() -> None:
    seen = []

    def debugger(frame: Any, event: str, arg: Any) -> None:
        seen.append(event)

    function = written("def f(x):\n    return x")
    before = sys.gettrace()
    sys.settrace(debugger)
    try:
        steps = trace(function, [1])
        assert sys.gettrace() is debugger
    finally:
        sys.settrace(before)
    assert steps[-1].made == {RETURNED: 1}


@pytest.mark.parametrize("function", [np.sum, print, lambda x: x, type("C", (), {})()])
def test_what_has_no_source_has_no_steps(function: Any) -> None:
    linecache.clearcache()
    assert trace(function, [1]) == [] or function.__name__ == "<lambda>"


def test_a_cell_that_is_no_python_any_more_has_no_steps() -> None:
    function = written("def f(x):\n    return x")
    linecache.cache[FILE] = (3, None, ["a b\n"], FILE)
    assert trace(function, [1]) == []


def test_steps_cross_as_data() -> None:
    steps = trace(written("def f(x):\n    y = x\n    return y"), [np.arange(2.0)])
    assert repr([Step.from_data(step.as_data()) for step in steps]) == repr(steps)


@pytest.mark.parametrize(
    "change",
    [{"line": "x"}, {"made": []}, {"made": {1: 2}}, {"reads": None}, {"loops": 3}, {"call": None}],
)
def test_what_is_no_step_is_refused(change: dict[str, Any]) -> None:
    data = Step(1, "y = x", ("x",), {"y": 1}).as_data()
    with pytest.raises((TypeError, ValueError)):
        Step.from_data({**data, **change})
