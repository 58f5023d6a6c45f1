"""What is done in a lesson, as the test cells have said it."""

from html.parser import HTMLParser

import pytest

from autograder import show_progress
from autograder.checks.failure import CheckFailed
from autograder.checks.notebook import progress
from autograder.checks.notebook.progress import NOTHING_YET, State, note
from autograder.checks.tally import Tally
from tests.checks.notebook.conftest import RIGHT, STUB, WRONG, Notebook


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_said", {})


def states(*names: str) -> dict[str, str]:
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
        wanted = [line, "· other: open", sums.get(line[0], "1 done, 1 open.")]
        assert notebook.run(shows).splitlines() == ["Lesson 1", *wanted]


def test_all_test_cells_of_an_exercise_count_as_they_ran_last() -> None:
    note("test_f", Tally(["f"]))
    assert states("f") == {"f": "done"}
    note("test_f_cost", Tally(["f"]), CheckFailed("f took 9 s"))
    assert states("f") == {"f": "failing"}
    note("test_f", Tally(["f"]))
    assert states("f") == {"f": "failing"}
    note("test_f_cost", Tally(["f"]))
    assert states("f") == {"f": "done"}


def test_a_cell_of_several_exercises_fails_with_the_one_that_was_looked_at() -> None:
    note("test", Tally(["f", "g"]), CheckFailed("g: wrong"))
    assert states("f", "g") == {"f": "open", "g": "failing"}
    note("test", Tally(["f", "g"]))
    note("test", Tally(["f"]), missing={"f": State.OPEN}, error=NameError("f"))
    assert states("f", "g") == {"f": "open", "g": "done"}


def test_questions_are_open_until_they_have_an_answer() -> None:
    note("test_q", Tally(["question_q"]), CheckFailed("question_q has no answer yet."))
    assert states("question_q") == {"question_q": "open"}
    note("test_q", Tally(["question_q"]), CheckFailed('question_q: "a" is not the right answer.'))
    assert states("question_q") == {"question_q": "failing"}


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
