"""What is done in a lesson, as the test cells have said it."""

from html.parser import HTMLParser

import pytest

from autograder import show_progress
from autograder.checks.failure import CheckFailed
from autograder.checks.notebook import progress, states
from autograder.checks.notebook.progress import NOTHING_YET, OF_NOW
from autograder.checks.notebook.states import State, note
from autograder.checks.tally import Tally
from tests.checks.notebook.conftest import CHECK, RIGHT, STUB, WRONG, Notebook


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "_said", {})
    monkeypatch.setattr(states, "_sources", {})


def standing(*names: str) -> dict[str, str]:
    return {name: state.words for name, state in progress.progress(names).states.items()}


def test_an_exercise_goes_from_open_to_done(notebook: Notebook) -> None:
    imports = "from autograder import show_progress"
    shows = f"{imports}\nshow_progress('cubes', 'other', title='Lesson 1')"
    assert notebook.run(shows) == f"Lesson 1\n{NOTHING_YET}\n"
    for answer, line in [
        ("", "· cubes: open"),
        (STUB, "· cubes: open"),
        (WRONG, "✗ cubes: failing"),
        (RIGHT, "✓ cubes: done"),
        ("def cubes(x)", "✗ cubes: failing"),  # its cell ended in an error
        (RIGHT, "✓ cubes: done"),
    ]:
        notebook.answer(answer)
        notebook.check()
        sums = {"·": "0 done, 2 open.", "✗": "0 done, 1 failing, 1 open."}
        below = f"{sums.get(line[0], '1 done, 1 open.')} {OF_NOW}"
        wanted = [line, "· other: open", below]
        assert notebook.run(shows).splitlines() == ["Lesson 1", *wanted]


SHOWS = "from autograder import show_progress\nshow_progress('cubes')"


def test_an_answer_that_was_changed_after_its_check_is_not_done(notebook: Notebook) -> None:
    changed = "↻ cubes: changed since its check\n0 done, 1 changed since its check. "
    changed += f"{OF_NOW}\n"
    for answer in (RIGHT, WRONG):
        notebook.answer(answer)
        notebook.check()
        said = notebook.run(SHOWS)
        assert ("done\n" if answer is RIGHT else "failing\n") in said
        notebook.answer(f"{answer}\n")
        assert notebook.run(SHOWS) == said, "the same source once more"
        notebook.run("cubes(1, 2)")
        assert notebook.run(SHOWS) == said, "an error elsewhere"
        for other in (STUB, "def cubes(x)\n    return 1", "def cubes(x):\n    return 0 * x"):
            notebook.answer(other)
            assert notebook.run(SHOWS) == changed
    notebook.answer(RIGHT)
    notebook.check()
    assert "done\n" in notebook.run(SHOWS)


def test_a_letter_that_was_changed_after_its_check_is_not_done(notebook: Notebook) -> None:
    judges = "from autograder import check_choice\ncheck_choice('question_x', question_x, "
    notebook.run("question_x = 'b'", "letter")
    notebook.run(f"{judges}options='ab', correct='b')", "judge")
    shows = SHOWS.replace("cubes", "question_x")
    assert "✓ question_x: done" in notebook.run(shows)
    notebook.run("question_x = 'a'", "letter")
    assert "↻ question_x: changed since its check" in notebook.run(shows)


def test_a_cell_that_defines_and_checks_is_judged_by_what_it_defined(notebook: Notebook) -> None:
    for answer in (WRONG, RIGHT):
        notebook.run(f"{answer}\n{CHECK}", "both")
    assert "✓ cubes: done" in notebook.run(SHOWS)


def test_all_test_cells_of_an_exercise_count_as_they_ran_last() -> None:
    note("test_f", Tally(["f"]))
    assert standing("f") == {"f": "done"}
    note("test_f_cost", Tally(["f"]), CheckFailed("f took 9 s"))
    assert standing("f") == {"f": "failing"}
    note("test_f", Tally(["f"]))
    assert standing("f") == {"f": "failing"}
    note("test_f_cost", Tally(["f"]))
    assert standing("f") == {"f": "done"}


def test_a_cell_of_several_exercises_fails_with_the_one_that_was_looked_at() -> None:
    note("test", Tally(["f", "g"]), CheckFailed("g: wrong"))
    assert standing("f", "g") == {"f": "open", "g": "failing"}
    note("test", Tally(["f", "g"]))
    note("test", Tally(["f"]), missing={"f": State.OPEN}, error=NameError("f"))
    assert standing("f", "g") == {"f": "open", "g": "done"}


def test_questions_are_open_until_they_have_an_answer() -> None:
    note("test_q", Tally(["question_q"]), CheckFailed("question_q has no answer yet."))
    assert standing("question_q") == {"question_q": "open"}
    note("test_q", Tally(["question_q"]), CheckFailed('question_q: "a" is not the right answer.'))
    assert standing("question_q") == {"question_q": "failing"}


def test_the_list_reads_like_its_text() -> None:
    class Text(HTMLParser):
        words = ""

        def handle_data(self, data: str) -> None:
            self.words += data

    note("test_f", Tally(["f"]))
    found = progress.progress(("f", "<g>"), "Lesson <1>")
    parser = Text()
    parser.feed(str(found.html()))
    assert parser.words == found.text().replace("\n", "")
    assert str(found.html()).count("aria-hidden") == 2


def test_a_script_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    show_progress("f")
    assert capsys.readouterr().out == f"{NOTHING_YET}\n"
