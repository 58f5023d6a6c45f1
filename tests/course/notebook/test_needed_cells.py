"""Which cells are run at grading."""

from typing import Any

import nbformat
import pytest

from autograder.course.notebook.names import names_of
from autograder.course.notebook.needed_cells import relevant

SOURCE = """
import numpy as np
from a.b import c as d
def question(rng, *rest, key=None): return rng, other
class Own: pass
for index in range(3): total = index + f(x)
try: pass
except ValueError as error: print(error)
[y for y in z]
def count():
    global counted
    counted = total
"""


def cell(source: str, **marks: Any) -> Any:
    return nbformat.v4.new_code_cell(source, metadata={"nbgrader": marks} if marks else {})


def locked(source: str) -> Any:
    return cell(source, locked=True)


def answer(source: str) -> Any:
    return cell(source, solution=True)


def check(source: str) -> Any:
    return cell(source, grade=True, locked=True)


def kept(*cells: Any) -> list[str]:
    return [one.source for one in relevant(cells)]


def test_names_of_a_cell() -> None:
    names = names_of(SOURCE)
    assert names.binds == {
        "np", "d", "question", "Own", "index", "total", "error", "count", "counted"
    }  # fmt: skip
    assert names.free == {"other", "f", "x", "z"}
    assert names.reads == names.free | {"index", "total", "error", "range", "print", "ValueError"}


def test_a_name_of_the_notebook_is_read_where_a_parameter_has_the_same() -> None:
    assert names_of("def f(x): return x\nf(x)").free == {"x"}


def test_tests_answers_and_what_they_read() -> None:
    assert kept(
        locked("import numpy as np"),
        locked("def g(x): return np.exp(x)"),
        locked("def draw(): return g(1)\ndraw()"),
        cell("print('an example')"),
        nbformat.v4.new_markdown_cell("words"),
        answer("def f(x): return g(x)"),
        locked("print(f(1))"),
        locked("point = 3"),
        check("assert f(point) == 1"),
    ) == [
        "import numpy as np",
        "def g(x): return np.exp(x)",
        "def f(x): return g(x)",
        "point = 3",
        "assert f(point) == 1",
    ]


def test_what_another_locked_cell_reads_is_run_wherever_it_stands() -> None:
    cells = [locked("a = 1"), locked("b = a"), locked("c = b"), check("c")]
    assert kept(*cells) == [one.source for one in cells]


@pytest.mark.parametrize(
    "source",
    ["def f(: a", "%timeit 1\ndef f(): return a", "def f(): return eval('a')",
     "import __main__", "f = globals()['a']"],
)  # fmt: skip
def test_an_answer_may_read_in_any_way(source: str) -> None:
    assert kept(locked("a = 1"), answer(source), cell("b = 2")) == ["a = 1", source]
