"""The judge on small lessons, with real kernels: what runs where, what crosses, what goes on."""

import os
import time
from typing import Any

import nbformat
import pytest

from autograder import CheckFailed, failed_case
from autograder.checks import replay
from autograder.checks.probes import SEED_VARIABLE
from autograder.course.notebook.cells import is_test
from autograder.judge.bounds import TOO_MUCH
from autograder.judge.client import AuthorError
from autograder.judge.judge import Judge, trusted_names
from autograder.judge.kernel import Kernel
from autograder.judge.outputs import Outputs
from autograder.sandbox.limits import Limits

LIMITS = Limits(call=1.5, cell=3, test=3, total=60, memory=1024)
LOCKED = """
import functools
import numpy as np
from autograder import CheckFailed, ask, check_choice, check_value, exact, require
factor = 3
def cube(x): return x**3
def power(exponent, x): return x**exponent
"""


def _cell(name: str, source: str, **marks: Any) -> Any:
    known = {"grade": False, "solution": False, "locked": False, "grade_id": name, **marks}
    return nbformat.v4.new_code_cell(source, metadata={"nbgrader": known})


def locked(name: str, source: str) -> Any:
    return _cell(name, source, locked=True)


def answer(name: str, source: str) -> Any:
    return _cell(name, source, solution=True)


def check(name: str, source: str) -> Any:
    return _cell(f"test_{name}", source, grade=True, locked=True, points=1)


def judge(*cells: Any, limits: Limits = LIMITS, seed: str = "1") -> dict[str, str]:
    """Judge a lesson; return why each test failed, an empty text where it passed."""
    notebook = nbformat.v4.new_notebook(cells=[locked("imports", LOCKED), *cells])
    Judge("bubblewrap", limits).run(notebook, seed)
    return {
        cell.metadata["nbgrader"]["grade_id"].removeprefix("test_"): "\n".join(
            output.evalue for output in cell.outputs if output.output_type == "error"
        )
        for cell in notebook.cells
        if cell.metadata["nbgrader"]["grade"]
    }


@pytest.mark.integration
def test_what_crosses_between_the_two_sides() -> None:
    failures = judge(
        answer("f", "def f(x): return factor * cube(x)"),
        check("locked_cells_run_on_both_sides", "assert f(2) == factor * cube(2) == 24"),
        answer("factor", "factor = 5\ndef cube(x): return 0"),
        check("an_answer_does_not_change_them_here", "assert (factor, cube(2)) == (3, 8)"),
        check("but_it_does_there", "assert f(2) == 0"),
        answer("letter", "letter = 'b'\nnumbers = [np.arange(3.0), {'a': (1, 2.5)}]"),
        check("names_that_are_data", "check_choice('letter', letter, options='ab', correct='b')\n"
              "assert numbers[0].sum() == 3 and numbers[1] == {'a': (1, 2.5)}"),
        answer("apply", "def apply(g, x): return g(x)\ndef mine(x): return x + 1"),
        check("functions_by_name", "assert apply(mine, 1) == 2\nassert ask(apply, "
              "{'g': functools.partial(power, 4), 'x': 2.0}) == 16"),
        answer("changes", "def changes(x):\n    x[0] = 9\n    return x"),
        check("an_argument_changed", "ask(changes, {'x': np.zeros(2)})"),
        answer("strange", "def strange(): return object()\ndef large(): return 10**5000"),
        check("no_data_is_opaque", "assert type(strange()).__name__ == 'Opaque'"),
        check("too_large", "ask(large, {})"),
        check("no_answer", "nothing(1)"),
        answer("unwritten", "raise NotImplementedError()"),
        check("not_written", "unwritten(1)"),
        answer("broken", "1 / 0\ndef broken(): pass"),
        check("did_not_run", "broken()"),
        answer("raises", "def raises(): raise ValueError('of my own')"),
        check("raised", "raises()"),
        check("a_fault_of_the_test", "f(1) / 0"),
        answer("says", "def says():\n    print('from inside')\n    return 1"),
        check("printed", "print('from the test', says())"),
    )  # fmt: skip
    assert {name: text for name, text in failures.items() if text} == {
        "an_argument_changed": failures["an_argument_changed"],
        "too_large": failures["too_large"],
        "no_answer": "nothing is not defined: name 'nothing' is not defined.",
        "not_written": "unwritten has no answer yet.",
        "did_not_run": "broken is not defined. Its cell did not run to the end: "
        "ZeroDivisionError: division by zero",
        "raised": "raises raised ValueError: of my own",
        "a_fault_of_the_test": "the check could not make sense of what your function returned "
        "(ZeroDivisionError).",
    }
    assert "changes its input x in place" in failures["an_argument_changed"]
    assert "cannot be checked: an integer of more than" in failures["too_large"]


@pytest.mark.integration
def test_a_submission_goes_on_after_its_kernel_ended() -> None:
    failures = judge(
        answer("first", "state = []\ndef first(): return 1"),
        check("first", "assert first() == 1"),
        answer("leaves", "def leaves():\n    import os\n    os._exit(0)"),
        check("leaves", "leaves()"),
        check("leaves_again", "leaves()"),
        answer("ends", "import os\nos._exit(0)"),
        check("ends", "ends()"),
        answer("hangs", "import time\ndef hangs(): time.sleep(60)"),
        check("hangs", "hangs()"),
        answer("last", "def last(): return first() + len(state)"),
        check("last", "assert last() == 1"),
    )
    assert failures["first"] == failures["last"] == ""
    assert "leaves ended the process" in failures["leaves"]
    assert "leaves ended the process" in failures["leaves_again"]
    assert "your code ended the process" in failures["ends"]
    assert "hangs did not finish within 1.5 s" in failures["hangs"]


@pytest.mark.integration
def test_a_check_has_the_time_of_a_cell() -> None:
    failures = judge(
        answer("slow", "import time\ndef slow():\n    time.sleep(0.5)\n    return 1"),
        check("slow", "for _ in range(100): slow()"),
        check("next", "assert slow() == 1"),
    )
    assert "the time for this check was over" in failures["slow"]
    assert failures["next"] == ""


@pytest.mark.integration
def test_what_the_time_did_not_suffice_for_scores_nothing() -> None:
    failures = judge(
        answer("slow", "import time\ntime.sleep(2.5)\ndef slow(): return 1"),
        answer("more", "time.sleep(2.5)"),
        check("slow", "assert slow() == 1"),
        limits=Limits(call=1, cell=3, test=3, total=3, memory=1024),
    )
    assert failures == {"slow": "the submission used up its 3 s."}


@pytest.mark.integration
def test_a_verdict_stays_when_the_process_leaves_after_its_last_answer() -> None:
    leave = """
import os, threading, time
def right():
    threading.Timer(0.3, os._exit, [0]).start()
    return 1
"""
    failures = judge(
        answer("right", leave),
        check("right", "assert right() == 1\nimport time; time.sleep(1)"),
        answer("later", "def later(): return 2"),
        check("later", "assert later() == 2"),
    )
    assert failures == {"right": "", "later": ""}


EATS_LATER = """
import os, threading, time
def eat():
    time.sleep(0.1)
    for _ in range(5):
        if os.fork() == 0:
            eaten = b"x" * 300_000_000
            time.sleep(100)
threading.Thread(target=eat).start()
def f(x): return x
"""


@pytest.mark.integration
def test_a_check_whose_kernel_has_ended_before_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Kernel.run

    def slowly(self: Kernel, code: str, outputs: Outputs) -> str:
        raised = run(self, code, outputs)
        end = time.monotonic() + 60
        while code == EATS_LATER and self._why() is None and time.monotonic() < end:
            time.sleep(0.05)
        return raised

    monkeypatch.setattr(Kernel, "run", slowly)
    failures = judge(answer("f", EATS_LATER), check("f", "assert f(1) == 1"))
    assert failures == {"f": "your code used more than 1024 MB of memory."}


@pytest.mark.integration
@pytest.mark.parametrize("passed", ["lambda x: x", "np.sin", "functools.partial(np.add, 1)"])
def test_an_author_who_passes_what_cannot_cross_is_told(passed: str) -> None:
    with pytest.raises(AuthorError, match="Only functions that a locked cell defines") as caught:
        judge(answer("f", "def f(g): return 1"), check("f", f"f({passed})"))
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.integration
def test_fresh_questions_are_those_of_the_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SEED_VARIABLE, "before")
    cells = (
        answer("keep", "def keep(x): return x\nimport os\nseen = sorted(os.environ)"),
        check("keep", "from autograder.checks.probes import generator\n"
              f"assert {SEED_VARIABLE!r} not in seen\n"
              "raise CheckFailed(str(keep(generator(None).integers(10**9))))"),
    )  # fmt: skip
    first, again, other = (judge(*cells, seed=seed)["keep"] for seed in ("aa", "aa", "bb"))
    assert first == again != other
    assert os.environ[SEED_VARIABLE] == "before"


def test_pictures_of_locked_cells_are_closed() -> None:
    trusted_names([locked("draws", "import matplotlib.pyplot as plt\nplt.plot([1, 2])")])
    import matplotlib.pyplot as plt

    assert plt.get_fignums() == []


def test_locked_cells_run_here_as_far_as_they_can() -> None:
    cells = [
        locked("one", "a = 1\nprint('not shown')"),
        answer("two", "b = 2"),
        locked("three", "c = a + b"),
        locked("four", "d = a + 3"),
    ]
    names = trusted_names(cells)
    assert (names["a"], names["d"]) == (1, 4)
    assert "b" not in names
    assert "c" not in names


@pytest.mark.integration
@pytest.mark.parametrize(
    "line",
    [
        "np.seterr(all='raise')",
        "import warnings; warnings.simplefilter('error')",
        "import os; os.chdir('/')",
        "import os, tempfile; f = tempfile.mkdtemp(); os.chdir(f); os.rmdir(f)",
        "import sys; sys.setrecursionlimit(60)",
        "import locale; locale.setlocale(locale.LC_ALL, 'C.UTF-8')",
        "np.set_printoptions(precision=1)",
    ],
)
@pytest.mark.parametrize("where", ["cell", "call"])
def test_what_an_answer_sets_for_all_costs_no_other_exercise(line: str, where: str) -> None:
    first = f"{line}\ndef first(): return 1" if where == "cell" else f"def first():\n    {line}\n"
    second = """
def second():
    import locale, os, sys, warnings
    np.exp(np.array([1000.0]))
    warnings.warn("well")
    open("a file", "w").close()
    depth = lambda n: n and 1 + depth(n - 1)
    return [depth(200), locale.setlocale(locale.LC_ALL), np.get_printoptions()["precision"]]
"""
    failures = judge(
        locked("before", "import locale\nbefore = locale.setlocale(locale.LC_ALL)"),
        answer("first", first),
        check("first", "ask(first, {}, once=True)"),
        answer("second", second),
        check("second", "require(ask(second, {}) == [200, before, 8], str(second()))"),
    )
    if where == "cell" or "printoptions" not in line:  # put back after cells alone
        assert failures["second"] == ""


@pytest.mark.integration
def test_what_a_check_needs_too_much_memory_for_costs_that_exercise() -> None:
    failures = judge(
        answer("wide", "def wide(): return np.ones((1, 5_000_000), np.int8)"),
        check("wide", "wide() + np.zeros((1000, 1))"),
        answer("empty", "def empty(): return np.zeros((0, 500_000_000))"),
        check("empty", "empty().sum(0)"),
        answer("last", "def last(): return 1"),
        check("last", "assert last() == 1"),
    )
    assert failures["wide"] == TOO_MUCH
    assert "an empty array with an axis that is too long" in failures["empty"]
    assert failures["last"] == ""


@pytest.mark.integration
def test_the_time_of_a_check_counts_what_it_computes_itself() -> None:
    start = time.monotonic()
    failures = judge(
        answer("many", "def many(): return list(range(100_000))"),
        check("many", "numbers = many()\nwhile True: sum(numbers)"),
        answer("last", "def last(): return 1"),
        check("last", "assert last() == 1"),
    )
    assert failures == {"many": "checking it did not come to an end within 3 s.", "last": ""}
    assert time.monotonic() - start < 8 * LIMITS.test


@pytest.mark.integration
def test_the_time_of_a_submission_does_too() -> None:
    failures = judge(
        answer("one", "def one(): return 1"),
        check("one", "while True: one"),
        check("two", "assert one() == 1"),
        limits=Limits(call=1, cell=3, test=30, total=4, memory=1024),
    )
    assert failures == dict.fromkeys(("one", "two"), "the submission used up its 4 s.")


@pytest.mark.integration
def test_what_an_answer_prints_in_a_hidden_test_is_not_kept() -> None:
    hidden = "### BEGIN HIDDEN TESTS\nassert f(47) == 47\nprint('asked')\n### END HIDDEN TESTS"
    notebook = nbformat.v4.new_notebook(
        cells=[
            locked("imports", LOCKED),
            answer("f", "def f(x):\n    print('given', x)\n    return x"),
            check("f", "assert f(11) == 11"),
            check("f_more", f"assert f(12) == 12\n{hidden}"),
            answer("g", "print('an answer')"),
            check("g", "assert f(13) == 13"),
        ]
    )
    Judge("bubblewrap", LIMITS).run(notebook, "1")
    shown = ["".join(o.text for o in cell.outputs) for cell in notebook.cells[2:]]
    assert shown == ["given 11\n", "asked\n", "an answer\n", "given 13\n"]


@pytest.mark.integration
def test_the_lessons_functions_that_a_test_passes_are_its_own() -> None:
    failures = judge(
        locked("more", "def twice(x): return 2 * cube(x)"),
        answer("spoilt", "cube = None\ndef spoilt(): return 1"),
        check("spoilt", "require(spoilt() == 1, 'no')"),
        answer("apply", "def apply(function, x): return function(x)"),
        check("apply", "require(ask(apply, {'function': twice, 'x': 2.0}) == 16, 'no')"),
        check("own", "require(ask(apply, {'function': spoilt, 'x': 2.0}) == 1, 'no')"),
    )
    assert failures["spoilt"] == failures["apply"] == ""
    assert "spoilt() takes 0 positional arguments" in failures["own"]


@pytest.mark.integration
def test_a_cell_says_once_that_all_of_it_passed_and_leaves_no_case(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replay, "_last", None)
    question = "lambda rng: ({'x': 1.0}, exact(2.0, name='twice'))"
    checks = [f"check_value({name}, {question})" for name in ("right", "right", "wrong")]
    notebook = nbformat.v4.new_notebook(
        cells=[
            locked("imports", LOCKED),
            answer("right", "def right(x): return 2 * x"),
            check("right", "\n".join(checks[:2])),
            answer("wrong", "def wrong(x): return x"),
            check("wrong", "\n".join(checks)),
        ]
    )
    Judge("bubblewrap", LIMITS).run(notebook, "1")
    passed, failed = [cell.outputs for cell in notebook.cells if is_test(cell)]
    assert [output.text for output in passed] == [
        "✓ right: both checks of this cell pass (6 numbers compared)."
    ]
    assert [output.output_type for output in failed] == ["error"]
    assert "failed_case" not in str(failed)
    with pytest.raises(CheckFailed, match="no check has failed"):
        failed_case()
