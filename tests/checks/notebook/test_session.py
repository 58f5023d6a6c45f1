"""What a student sees of the checks in a notebook: one line a cell, no code of the checker's."""

import signal
import threading
from collections.abc import Callable
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from autograder.checks import sealed
from autograder.checks.notebook import session
from autograder.checks.notebook.lesson_cells import FILE, sealed_cells
from autograder.checks.notebook.one_line import BEHIND
from tests.checks.notebook.conftest import CHECK, PASSES, RIGHT, STUB, WRONG, Notebook

REPLAY = "To look at this case: case = failed_case()"
AGAIN = "run its cell above (after a restart: Run → Run\n  All Above Selected Cell).\n"


def test_a_cell_says_once_that_all_of_it_passed(notebook: Notebook) -> None:
    assert notebook.answer(RIGHT) == ""
    assert notebook.check() == PASSES
    assert notebook.run("cubes(2.0)").endswith("12.0\n")


def test_nothing_is_said_of_passes_where_a_cell_fails(notebook: Notebook) -> None:
    notebook.answer(RIGHT)
    shown = notebook.run(CHECK + "check_gradient(lambda x: x, question, seed=3)")
    assert "✓" not in shown
    assert shown.splitlines()[-1] == REPLAY
    assert "✓" not in notebook.run(CHECK + "1 / 0")


def test_a_failure_that_a_cell_catches_is_no_pass(notebook: Notebook) -> None:
    notebook.answer(WRONG)
    attempt = "try:\n    check_gradient(cubes, question)\nexcept CheckFailed as failure:\n"
    setting = CHECK.partition("check_gradient(cubes")[0]
    imported = "from autograder import CheckFailed"
    shown = notebook.run(f"{setting}\n{imported}\n{attempt}    print(failure)")
    assert "cubes: gradient[" in shown
    assert "✓" not in shown
    assert REPLAY not in shown


def test_what_is_required_counts_as_checks(notebook: Notebook) -> None:
    notebook.answer(RIGHT)
    asks = "from autograder import ask, require\nrequire(ask(cubes, {'x': 2.0}) == 12, 'no')"
    assert notebook.run(asks) == "✓ cubes: all checks of this cell pass.\n"
    assert notebook.run(f"{CHECK}\n{asks}") == (
        "✓ cubes: all checks of this cell pass (24 numbers compared).\n"
    )
    failed = notebook.run(asks.replace("== 12", "== 13"))
    assert failed.splitlines() == ["no", REPLAY]
    assert notebook.run("failed_case().inputs, failed_case().returned").endswith(
        "({'x': 2.0}, 12.0)\n"
    )


def test_an_old_case_says_that_it_is_one(notebook: Notebook) -> None:
    notebook.answer(WRONG)
    notebook.check()
    shows = "case = failed_case()"
    assert notebook.run(shows) == ""
    before = "this is the case of one before.\n"
    for answer, since in (
        (RIGHT, "cubes has passed its checks since; this is the case that failed before.\n"),
        ("def cubes(x)", f"The last check of cubes kept no case; {before}"),
        (STUB, f"The last check of cubes kept no case; {before}"),
        (WRONG, ""),
        (RIGHT + " / None", ""),
    ):
        notebook.answer(answer)
        notebook.check()
        assert notebook.run(shows) == since
        notebook.answer(RIGHT)
        notebook.run(CHECK.replace("cubes", "abs"), "other")  # another exercise fails
        assert notebook.run("failed_case().exercise").endswith("'abs'\n")
        notebook.answer(WRONG)
        notebook.check()


def test_a_case_is_not_old_because_another_check_kept_none(notebook: Notebook) -> None:
    notebook.answer(WRONG)
    notebook.check()
    notebook.run(STUB.replace("cubes", "other"))
    tries = "try:\n    check_gradient(cubes, question, seed=1)\nexcept AssertionError:\n    pass\n"
    setting = CHECK.partition("check_gradient(cubes")[0]
    shown = notebook.run(f"{setting}{tries}check_gradient(other, question)", "both")
    assert shown.startswith("other is not written yet")
    assert notebook.run("case = failed_case()") == ""


def test_all_functions_of_a_cell_are_named(notebook: Notebook) -> None:
    notebook.answer(RIGHT + "\nmine = cubes\ndef other(x):\n    return mine(x)")
    shown = notebook.run(CHECK + "check_gradient(other, question, seed=2)")
    assert shown == "✓ cubes, other: all 3 checks of this cell pass (36 numbers compared).\n"


def test_the_mark_is_legible_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    monkeypatch.setattr(session, "display", lambda bundle, raw: shown.append(bundle))
    session.show_passed("✓ f<g: the check of this cell passes.")
    assert shown[0]["text/plain"] == "✓ f<g: the check of this cell passes."
    assert shown[0]["text/html"].endswith("</span> f&lt;g: the check of this cell passes.</div>")

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))

    assert "background:#1a7f37;color:#fff" in shown[0]["text/html"]
    assert 1.05 / (luminance("1a7f37") + 0.05) > 4.5  # white on green, as WCAG asks for


# --- Forgotten cells -----------------------------------------------------------------------------


def test_a_test_cell_without_its_answer_says_so_in_a_line(notebook: Notebook) -> None:
    assert notebook.check() == f"cubes is not defined in this kernel: {AGAIN}"


def test_a_stub_is_named_with_the_line_that_is_left(notebook: Notebook) -> None:
    notebook.answer(STUB)
    line = "replace the line `raise NotImplementedError()`.\n"
    assert notebook.check() == f"cubes is not written yet: {line}"
    notebook.answer(
        "def cubes(x):\n    y = x**2\n    raise NotImplementedError()\n    return 3 * y"
    )
    assert notebook.check() == "line 3 of cubes is still `raise NotImplementedError()`.\n"


LOCKED = "def draw(x):\n    return cubes(x)\nshown = {}\nshown['a'] = draw(2.0)"


@pytest.fixture
def lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have cells be the lesson's own."""

    def own(*sources: str) -> None:
        (tmp_path / FILE).write_bytes(sealed_cells(sources))
        sealed._entries.cache_clear()

    monkeypatch.setattr(sealed, "FOLDER", tmp_path)
    return own


def said(notebook: Notebook, source: str, cell: str = "later") -> str:
    return " ".join(notebook.run(source, cell).split())


def test_a_cell_of_the_lessons_says_it_in_a_line(
    notebook: Notebook, lessons: Callable[..., None]
) -> None:
    lessons(f"{LOCKED}\n", LATER)
    assert notebook.run(LOCKED, "locked") == f"cubes is not defined in this kernel: {AGAIN}"
    assert said(notebook, LATER) == BEHIND
    notebook.answer(STUB)
    unwritten = "cubes is not written yet: replace the line"
    assert notebook.run(LOCKED, "locked").startswith(unwritten)
    assert notebook.run("cubes(2.0)").startswith(unwritten), "in a cell for trying out as well"
    assert "Traceback" in notebook.run("mine()", "own")
    notebook.answer(RIGHT)
    for source, cell in ((LOCKED, "locked"), ("cubes(2.0)", "scratch"), (LATER, "later")):
        assert "Traceback" not in notebook.run(source, cell)


LATER = "found = shown['a']"


@pytest.mark.parametrize(
    ("later", "behind"),
    [
        ("shown['a'] + 1", True),  # half filled
        ("values = list(shown)\nvalues[0]", True),  # by way of another name
        ("def look():\n    return shown['a']\nlook()", True),
        ("look()", True),  # by a function of another cell
        ("after + 1", True),  # never made
        ("values = {}\nvalues['a']", False),  # has nothing to do with it
        ("before['a']", False),  # was made before the error
        ("again = {}\nagain['a']", False),  # its own
        ("cubes(None)", False),  # the student's function has raised
        ("cubes(shown.get('a'))", False),
        ("shown = {}\nshown['b']", False),
        ("missing + 1", False),
    ],
)
def test_only_what_a_cell_before_has_not_made_is_blamed_on_it(
    notebook: Notebook, lessons: Callable[..., None], later: str, behind: bool
) -> None:
    helper = "def look():\n    return shown['a']"
    locked = (
        "before, shown, again = {}, {}, {}\nfor k in 'ab':\n    shown[k] = wanted(k)\nafter = 1"
    )
    lessons(helper, locked, later)
    notebook.answer(RIGHT)
    notebook.run("def wanted(x):\n    raise NotImplementedError()", "wanted")
    notebook.run(helper, "helper")
    assert notebook.run(locked, "locked").startswith("wanted is not written yet")
    if later == "missing + 1":
        assert said(notebook, later).startswith("missing is not defined in this kernel")
    else:
        shown = said(notebook, later)
        assert (shown == BEHIND) == behind
        assert ("Traceback" in shown) != behind
    notebook.run("def wanted(x):\n    return 1", "wanted")
    notebook.run(locked, "locked")
    assert said(notebook, later) != BEHIND


def test_what_a_student_makes_instead_is_not_blamed_on_a_cell(
    notebook: Notebook, lessons: Callable[..., None]
) -> None:
    lessons(LOCKED, LATER)
    notebook.run(LOCKED, "locked")
    assert said(notebook, LATER) == BEHIND
    notebook.run("shown = {'b': 1}")
    assert "KeyError" in said(notebook, LATER)


def test_an_error_of_the_lessons_own_leaves_things_unmade_as_well(
    notebook: Notebook, lessons: Callable[..., None]
) -> None:
    lessons(LOCKED, LATER)
    notebook.answer("def cubes(x):\n    return x['a']")
    assert "Traceback" in notebook.run(LOCKED, "locked"), "it is raised in the student's function"
    assert said(notebook, LATER) == BEHIND


def test_what_the_first_cells_import_is_said_to_come_from_them(
    notebook: Notebook, lessons: Callable[..., None]
) -> None:
    faded = "check_gradient(cubes, central_difference)"
    lessons("np.ones(2)")
    rest = "which have not run in this kernel: Run → Run All Above Selected Cell."
    assert said(notebook, faded) == (
        f"check_gradient is imported by the first cells of the lesson, {rest}"
    )
    assert said(notebook, "np.ones(2)").startswith("np is imported by the first cells")
    notebook.run("def prob(x):\n    return x")
    assert said(notebook, "check_value(probe)").startswith("check_value is imported by the first")
    assert said(notebook, "require(probe(1))").startswith("require is imported by the first")
    notebook.run("from autograder import require")
    assert said(notebook, "require(probe(1))").startswith("probe is imported by the first cells")


def test_a_cell_that_shows_a_figure_says_it_in_a_line(notebook: Notebook) -> None:
    figure = "from blackboard import computational_graph\ncomputational_graph(2, -1, cubes)"
    assert notebook.run(figure) == f"cubes is not defined in this kernel: {AGAIN}"


@pytest.mark.parametrize(
    "source",
    [
        "cubes(2.0)",
        "1 + 'a'",
        "sum = 0\nsum([1])",
    ],
)
def test_errors_of_a_students_own_cell_keep_their_traceback(
    notebook: Notebook, source: str
) -> None:
    shown = notebook.run(source)
    assert "Traceback (most recent call last)" in shown
    assert "----> " in shown


def test_an_error_inside_an_answer_keeps_its_traceback(notebook: Notebook) -> None:
    notebook.answer("def cubes(x):\n    return my_helper(x)")
    shown = notebook.run("from autograder import require\nrequire(cubes(1) == 3, 'no')")
    assert "Traceback (most recent call last)" in shown
    assert "my_helper" in shown


def test_a_hidden_function_of_pythons_is_named(notebook: Notebook) -> None:
    notebook.answer(RIGHT)
    notebook.run("sum = 0")
    assert notebook.run(CHECK.replace("np.sum(x**3)", "sum(x**3)")) == (
        "sum is an int in this notebook and hides Python's own sum, which this cell uses: run\n"
        "  `del sum`, then this cell again, and choose another name.\n"
    )
    notebook.run("print, sum = 'a', sum\ndel sum")
    assert notebook.run(CHECK + "print(1)").startswith("print is a str in this notebook and")


# --- Answers that ended in an error --------------------------------------------------------------


ENDED = "mend it and run it again.\n"


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("def cubes(x)\n    return 3 * x**2", "SyntaxError: expected ':', line 1"),
        ("def cubes(x):\nreturn 3", "IndentationError: expected an indented block"),
        ("1 / 0\ndef cubes(x):\n    return 3", "ZeroDivisionError: division by zero"),
    ],
)
def test_a_function_of_before_is_not_judged(notebook: Notebook, source: str, error: str) -> None:
    notebook.answer(RIGHT)
    notebook.answer(source)
    shown = " ".join(notebook.check().split())
    assert shown.startswith(f"the cell of cubes ended in an error ({error}")
    assert shown.endswith(ENDED.strip())
    notebook.answer(RIGHT)
    assert notebook.check() == PASSES


def test_a_function_that_was_defined_before_the_error_stays(notebook: Notebook) -> None:
    notebook.answer(RIGHT + "\n1 / 0")
    assert notebook.check() == PASSES
    notebook.answer(RIGHT + "\n2 / 0")
    assert notebook.check() == PASSES


@pytest.mark.parametrize("source", ["cubes(1, 2)", "print('", "def other(x)\n    return x"])
def test_cells_for_trying_out_take_nothing_away(notebook: Notebook, source: str) -> None:
    notebook.answer(RIGHT)
    notebook.run(source)
    assert notebook.check() == PASSES


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("def cubes(x)\n    return 3 * x**2", "SyntaxError: expected ':', line 1"),
        ("1 / 0\ndef cubes(x):\n    return 3", "ZeroDivisionError: division by zero"),
        ("df cubes(x):\n    return 3", "SyntaxError: invalid syntax, line 1"),
        ("cubes(x):  # 3 x²\n    return 3", "SyntaxError: invalid syntax, line 1"),
    ],
)
def test_the_first_run_of_an_answer_may_end_in_an_error(
    notebook: Notebook, source: str, error: str
) -> None:
    notebook.answer(source)
    assert said(notebook, CHECK, "test") == (
        f"the cell of cubes ended in an error ({error}): mend it and run it again."
    )
    notebook.answer(RIGHT)
    assert notebook.check() == PASSES


@pytest.mark.parametrize("source", ["cubes(1, 2", "if cubes(2):\nprint(1)", "1 / 0", "cubes(1)"])
def test_a_cell_that_only_uses_a_function_was_not_to_define_it(
    notebook: Notebook, source: str
) -> None:
    notebook.run(source)
    assert notebook.check() == f"cubes is not defined in this kernel: {AGAIN}"


@pytest.mark.parametrize("first", [RIGHT, "def cubes(x)\n    return 1"])
def test_the_last_of_several_errors_is_named(notebook: Notebook, first: str) -> None:
    notebook.answer(first)
    for divisor in ("0", "None"):
        notebook.answer(f"1 / {divisor}\n{RIGHT}")
        kind = {"0": "ZeroDivisionError", "None": "TypeError"}[divisor]
        for _ in range(2):
            assert f"cell of cubes ended in an error ({kind}:" in said(notebook, CHECK, "test")


@pytest.mark.parametrize("name", ["cubse", "Cubes", "cube"])
def test_a_misspelt_name_is_pointed_at(notebook: Notebook, name: str) -> None:
    notebook.answer("def cubes(x)\n    return 1")
    notebook.answer(RIGHT.replace("cubes", name))
    assert said(notebook, CHECK, "test") == (
        f"there is no cubes, but there is {name}, which your cell defines: is it misspelt?"
    )
    notebook.answer(RIGHT)
    assert notebook.check() == PASSES


def test_a_misspelt_variable_of_a_question_is_pointed_at(notebook: Notebook) -> None:
    imported = "from autograder import check_choice\n"
    test = f"{imported}check_choice('question_column', question_column, options='ab')"
    notebook.run("question_shape = 'a'\nquestion_count = 'b'", "answer")
    assert "is not defined in this kernel" in said(notebook, test)
    notebook.run("question_colum = 'a'", "answer")
    assert "but there is question_colum, which your cell defines" in said(notebook, test)


def test_the_name_of_another_exercise_is_not_misspelt(
    notebook: Notebook, lessons: Callable[..., None]
) -> None:
    generic = f"cubes is not defined in this kernel: {AGAIN}"
    other = RIGHT.replace("cubes", "cubes2")
    notebook.run(other, "test-cubes2")  # a cell has its id from its exercise
    assert notebook.check() == generic
    notebook.run("del cubes2\n" + RIGHT.replace("cubes", "cubes3"))
    notebook.run(CHECK.replace("cubes", "cubes3"), "test-3")  # a check has asked for it
    assert notebook.check() == generic
    notebook.run("del cubes3")
    lessons(RIGHT.replace("cubes", "cubes4"))
    notebook.run(RIGHT.replace("cubes", "cubes4"))  # it is the lesson's own
    assert notebook.check() == generic


# --- Letters -------------------------------------------------------------------------------------


UNQUOTED = 'Write the letter in quotation marks: "b".\n'
RECALL = "from autograder import check_recall\ncheck_recall('recall_x', b, options='abc')"


def test_a_letter_without_quotation_marks_is_asked_for_in_them(notebook: Notebook) -> None:
    assert notebook.run(RECALL) == UNQUOTED
    assert notebook.run(RECALL.replace("b,", "B,")) == UNQUOTED.replace("b", "B")
    choice = RECALL.replace("recall", "choice")
    assert notebook.run(choice) == UNQUOTED
    assert notebook.run('question_x = b  # "a" or "b"') == UNQUOTED
    test = (
        "from autograder import check_choice\ncheck_choice('question_x', question_x, options='ab')"
    )
    assert said(notebook, test).startswith("the cell of question_x ended in an error (NameError")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (RECALL.replace("b,", "bb,"), "bb is not defined in this kernel"),
        (RECALL.replace("b,", "f(b),"), "f is not defined in this kernel"),
        (RECALL.replace("b,", "'b',") + "\nb", "b is not defined in this kernel"),
        ("question_x = b + 1", "Traceback"),
        ("answer = b", "Traceback"),
        ("b = 1\nquestion_x = b", ""),
    ],
)
def test_another_name_that_is_missing_stays_what_it_is(
    notebook: Notebook, source: str, shown: str
) -> None:
    found = notebook.run(source)
    assert shown in found
    assert "quotation marks" not in found


# --- Interrupts ----------------------------------------------------------------------------------


def interrupted(notebook: Notebook, source: str) -> str:
    notebook.answer(source)
    timer = threading.Timer(0.5, signal.raise_signal, [signal.SIGINT])
    timer.start()
    shown = notebook.check()
    timer.join()
    return shown


def test_an_interrupt_names_the_students_line_alone(notebook: Notebook) -> None:
    helper = "def helper():\n    while True:\n        pass\ndef cubes(x):\n    return helper()"
    shown = interrupted(notebook, helper)
    assert shown.startswith("interrupted while cubes was running, in your line: ")
    assert shown.endswith(("while True:\n", "pass\n"))
    assert shown.count("\n") == 1


# --- In a real kernel ----------------------------------------------------------------------------


@pytest.mark.integration
def test_a_kernel_shows_what_this_ipython_shows(tmp_path: Path) -> None:
    sources = [CHECK, RIGHT, CHECK, WRONG, CHECK, "failed_case()", "cubes(1, 2)"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    client = NotebookClient(
        notebook, kernel_name="python3", allow_errors=True, timeout=60,
        resources={"metadata": {"path": str(tmp_path)}},
        extra_arguments=["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"],
    )  # fmt: skip
    client.execute()
    forgotten, _, passed, _, failed, case, tried = [cell.outputs for cell in notebook.cells]
    assert "\n".join(forgotten[0].traceback) == f"cubes is not defined in this kernel: {AGAIN}"[:-1]
    assert [output.data["text/plain"] for output in passed] == [PASSES.strip()]
    assert "<span" in passed[0].data["text/html"]
    assert failed[-1].traceback[-1] == REPLAY
    assert REPLAY not in failed[-1].evalue
    assert case[0].data["text/plain"].startswith("cubes was given, as case.inputs:\n  x = array([")
    assert any("Traceback" in line for line in tried[0].traceback)


def test_a_letter_is_not_judged_whose_cell_has_ended_in_an_error(notebook: Notebook) -> None:
    imported = "from autograder import check_choice\n"
    test = f"{imported}check_choice('question_x', question_x, options='ab')"
    notebook.run("question_x = 'b'", "letter")
    assert notebook.run(test, "judge").startswith('question_x: answered "b".')
    assert notebook.run("question_x = b", "letter") == UNQUOTED
    assert notebook.run(test, "judge").startswith("the cell of question_x ended in an error")
    notebook.run("question_x = 'a'", "letter")
    assert notebook.run(test, "judge").startswith('question_x: answered "a".')
