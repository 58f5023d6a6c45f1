"""The line that a message points to, against mistakes that were planted in a known line."""

import re
import textwrap
import warnings

import pytest

from autograder.checks.comparing import message
from autograder.checks.diagnosis.line import pointed_at
from autograder.checks.occasion import grading
from tests.helpers.lesson_cells import failures, own_tests, prepared
from tests.helpers.mutants import mutants
from tests.helpers.planted import line_of, shown_line, statements

NETWORKS, ENGINEERING = "05_backpropagation", "07_engineering"
# A right backward pass; each case changes the line of a mark.
BACKPROPAGATION = """\
def backpropagation(params, x, y):
    us, xs = [], [x]
    for W, b in params:
        u = W @ xs[-1] + b
        us.append(u)
        xs.append(sigmoid(u))
    error = xs[-1] - y
    delta = error * sigmoid_prime(us[-1])
    grads = [None] * len(params)
    for l in range(len(params) - 1, -1, -1):
        dW = np.outer(delta, xs[l])
        grads[l] = (dW, delta)
        if l > 0:
            back = params[l][0].T @ delta
            delta = back * sigmoid_prime(us[l - 1])
    return grads
"""
BACKWARD_ROWS = """\
def backward_rows(params, cache, Y):
    grads = {}
    delta = (cache[-1] - Y) * cache[-1] * (1 - cache[-1])
    for l in reversed(range(len(params))):
        below = cache[l]
        grads[l] = (below.T @ delta / len(Y), delta.mean(axis=0))
        delta = (delta @ params[l][0].T) * below * (1 - below)
    return [grads[l] for l in range(len(params))]
"""
PLANTED = [
    (NETWORKS, BACKPROPAGATION, "back * sigmoid_prime(us[l - 1])", "back * sigmoid_prime(xs[l])"),
    (NETWORKS, BACKPROPAGATION, "xs[-1] - y", "y - xs[-1]"),
    (NETWORKS, BACKPROPAGATION, "xs[-1] - y", "xs[-1] + y"),
    (NETWORKS, BACKPROPAGATION, "W @ xs[-1] + b", "W @ xs[-1]"),
    (NETWORKS, BACKPROPAGATION, "np.outer(delta, xs[l])", "np.outer(delta, us[l - 1] if l else x)"),
    (NETWORKS, BACKPROPAGATION, "(dW, delta)", "(dW, delta * xs[l + 1])"),
    (ENGINEERING, BACKWARD_ROWS, " * below * (1 - below)", ""),
    (ENGINEERING, BACKWARD_ROWS, " * cache[-1] * (1 - cache[-1])", ""),
    (ENGINEERING, BACKWARD_ROWS, "delta.mean(axis=0)", "delta.mean(axis=0) / len(Y)"),
]  # fmt: skip


def message_of(lesson: str, source: str) -> str:
    """Return what a student reads of an answer."""
    exercise = re.findall(r"def (\w+)", source)[-1]
    tests = own_tests(lesson, exercise)
    return next(failures(lesson, {exercise: source}, tests)).message


@pytest.mark.parametrize(("lesson", "right", "part", "instead"), PLANTED)
def test_the_line_is_that_of_the_mistake(lesson: str, right: str, part: str, instead: str) -> None:
    wrong = right.replace(part, instead)
    line = line_of(right, wrong)
    said = message_of(lesson, wrong)
    assert shown_line(said) == line, said
    written = wrong.splitlines()[line - 1].strip()
    assert f"`{written[:50]}" in said


SILENT = {
    "a line alone": (
        "def update(params, grads, eta):\n"
        "    return [(W - dW, b - db) for (W, b), (dW, db) in zip(params, grads)]\n"
    ),
    "right arrays in each other's place": BACKPROPAGATION.replace("(dW, delta)", "(delta, dW)"),
    "a helper that may be wrong, or what it is given": (
        "def slope(u):\n    return sigmoid(u) * (1 + sigmoid(u))\n\n\n"
        + BACKPROPAGATION.replace("sigmoid_prime(us[-1])", "slope(us[-1])")
    ),
    "a number of before": BACKPROPAGATION.replace("error * sig", "2 * half * error * sig").replace(
        "    error =", "    half = 0.25 + x[0] * 0\n    error ="
    ),
    "another answer when it is traced": (
        "import sys\n\n\n" + BACKPROPAGATION.replace("= xs[-1] - y", "= (y - xs[-1]) if "
        "sys.gettrace() is None else (xs[-1] + y)")
    ),
    "a trace of its own": "import sys\n\n\n" + BACKPROPAGATION.replace(
        "    error = xs[-1] - y", "    sys.settrace(None)\n    error = y - xs[-1]"
    ),
}  # fmt: skip


@pytest.mark.parametrize("source", SILENT.values(), ids=SILENT)
def test_where_it_is_not_clear_no_line_is_named(source: str) -> None:
    said = message_of(NETWORKS, source)
    assert shown_line(said) is None, said


def test_a_loop_that_ends_early_is_pointed_to() -> None:
    said = message_of(
        NETWORKS,
        textwrap.dedent(
            """\
            def layer_grads(delta, x_prev):
                dW = np.zeros((len(delta), len(x_prev)))
                for i in range(len(delta)):
                    for j in range(1, len(x_prev)):
                        dW[i, j] = delta[i] * x_prev[j]
                return dW, delta.copy()
            """
        ),
    )
    assert "Look at line 4 of layer_grads: `for j in range(1, len(x_prev)):`" in said


def test_of_two_mistakes_the_first_is_pointed_to() -> None:
    wrong = BACKPROPAGATION.replace("error * sigmoid_prime(us[-1])", "error * xs[-1]")
    said = message_of(NETWORKS, wrong.replace("us[l - 1])", "xs[l])"))
    assert "Two mistakes together" in said
    assert "Look first at line 8 of backpropagation: `delta = error * xs[-1]`" in said


def test_a_line_is_shown_as_text_on_one_line_and_cut() -> None:
    hostile = "(y - xs[-1]) * (1 if '<b>\x1b[31m\u202e`' else 1) + 0 * len('" + "x" * 500 + "')"
    wrong = BACKPROPAGATION.replace("xs[-1] - y", hostile.replace("\x1b", "\\x1b"))
    said = message_of(NETWORKS, wrong.replace("\\x1b", "\x1b"))
    (line,) = [one for one in said.splitlines() if "Look at line 7" in one]
    assert line.endswith("…`")
    assert len(line) < 110
    assert "\x1b" not in line
    assert "\u202e" not in line


def test_a_hunted_bug_is_not_pointed_to() -> None:
    source = prepared(NETWORKS).sources["repaired_backpropagation"]
    wrong = source.replace("* sigmoid_prime(us[L - 1])", "")
    assert wrong != source
    tests = own_tests(NETWORKS, "repaired_backpropagation")
    with grading():
        failed = next(failures(NETWORKS, {"repaired_backpropagation": wrong}, tests))
    assert failed.causes
    assert shown_line(failed.message) is None


def test_no_second_call_before_a_check_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*arguments: object) -> str:
        raise AssertionError("followed")

    monkeypatch.setattr(message, "pointed_at", never)
    tests = own_tests(NETWORKS, "backpropagation")
    assert not list(failures(NETWORKS, {"backpropagation": BACKPROPAGATION}, tests))
    monkeypatch.setattr(message, "pointed_at", pointed_at)
    assert list(failures(NETWORKS, {"backpropagation": "backpropagation = lambda *a: 1"}, tests))


@pytest.mark.parametrize(("lesson", "source"), [(NETWORKS, BACKPROPAGATION)])
def test_a_mutated_line_or_none_is_named(lesson: str, source: str) -> None:
    exercise = re.findall(r"def (\w+)", source)[0]
    told = 0
    with warnings.catch_warnings(action="ignore"):
        for mutant in list(mutants(source))[::6]:
            failed = next(failures(lesson, {exercise: mutant.source}, own_tests(lesson, exercise)))
            line = shown_line(failed.message)
            told += line is not None
            assert line in (None, line_of(statements(source), mutant.source)), mutant.change
    assert told
