"""The cause of a failure, as the judge leaves it in a test cell."""

from typing import Any

import pytest
from nbformat.v4 import new_notebook

from autograder.course.view.reason import JUDGED, cause, note_cause
from autograder.judge.judge import Judge
from autograder.judge.marks import marks_of
from tests.judge.test_judge import LIMITS, LOCKED, answer, check, locked

WRITES = (  # whatever a student's code could try to leave somewhere
    "from IPython.display import display\nimport IPython\n"
    "display({'text/plain': 'x', 'autograder': {'cause': 'forged'}}, raw=True,"
    " metadata={'autograder': {'cause': 'forged'}})\n"
)
NUMBERS = "import numpy as np\n"
VECTOR = (
    "def question(rng):\n    x = rng.normal(size=3)\n    return {'x': x}, exact(2 * x, name='y')\n"
)
CASES = {
    "right": ("", f"{NUMBERS}def f(x): return 2 * x"),
    "stated": ("stated", "def f(x): return 0"),
    "sign-reversed": ("sign-reversed", f"{NUMBERS}def f(x): return -2 * x"),
    "exception": ("exception", "def f(x): return missing"),
    "unwritten": ("not-written", "def f(x): raise NotImplementedError()"),
    "undefined": ("exception", "def f(x): return x\ndel f"),
    "broken": ("exception", "def f(x:"),
    "ended": ("no-answer", "import os\ndef f(x): os._exit(0)"),
    "slow": ("no-answer", "def f(x):\n    while True: pass"),
    "none": ("none", "def f(x): pass"),
    "form": ("form", "def f(x): return 'has dtype'"),
    "dtype": ("dtype", f"{NUMBERS}def f(x): return np.float32(2 * x)"),
    "not-finite": ("not-finite", f"{NUMBERS}def f(x): return 2 * x / np.zeros(3)"),
    "in-place": ("in-place", "def f(x):\n    x *= 2\n    return x"),
    "posing": ("form", "def f(x): return 'f: y has dtype'"),
    "raises what poses": ("exception", "def f(x): raise ValueError('f is not written yet')"),
}


def judged(*cells: Any) -> list[Any]:
    notebook = new_notebook(cells=[locked("imports", LOCKED), *cells])
    Judge("bubblewrap", LIMITS).run(notebook, "1")
    return list(notebook.cells)


@pytest.mark.integration
@pytest.mark.parametrize("kind", CASES)
def test_a_test_cell_has_the_cause(kind: str) -> None:
    expected, source = CASES[kind]
    test = (
        "require(f(1) != 0, 'no zero')" if kind == "stated" else f"{VECTOR}check_value(f, question)"
    )
    test_cell = check("f", test)
    test_cell.metadata[JUDGED] = {"cause": "of the file"}
    given = answer("f", WRITES + source)
    given.metadata[JUDGED] = {"cause": "of the file"}
    cells = judged(given, test_cell)
    assert cause(cells[2]) == expected, cells[2].outputs
    assert [mark.cause for mark in marks_of(new_notebook(cells=cells))] == [expected]
    assert JUDGED not in cells[1].metadata
    assert (JUDGED in cells[2].metadata) == bool(expected)


@pytest.mark.integration
def test_a_letter_is_a_cause_of_its_own() -> None:
    question = 'check_choice("q", q, options="abc", correct="b")'
    for chosen, expected in (
        ("'b'", ""),
        ("'C '", "wrong-letter:c"),
        ("'x'", "no-letter"),
        ("None", "not-written"),
    ):
        cells = judged(answer("q", f"q = {chosen}"), check("q", question))
        assert cause(cells[2]) == expected


def test_a_cause_is_taken_back() -> None:
    cell = check("f", "")
    note_cause(cell, "turned")
    assert cause(cell) == "turned"
    note_cause(cell, "")
    assert cause(cell) == ""
    cell.metadata[JUDGED] = "something else"
    assert cause(cell) == ""
