"""What a run shows of itself."""

import io
from pathlib import Path

from autograder.classroom.listener import Plan
from autograder.cli.progress import shown_on
from autograder.collect.collect import Intake, Refusal, Submission
from autograder.course.lessons import Lesson


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_anywhere_else_there_is_a_line_for_each_submission() -> None:
    stream = io.StringIO()
    with shown_on(stream) as shown:
        shown.counted("Linux counts")
        shown.planned(Plan(2, 3, {"lesson": 1}))
        shown.finished(1, 2, "ada\x1b[31m", "04")
        shown.finished(2, 2, "emmy", "04")
    assert stream.getvalue().splitlines() == [
        "limits of memory and processes: Linux counts",
        "graded again, since their lesson has changed: 1",
        "graded before, and left as they are: 3",
        "1/2 ada 04",
        "2/2 emmy 04",
    ]


def test_a_terminal_shows_a_bar_with_rate_and_time_left() -> None:
    stream = Terminal()
    with shown_on(stream) as shown:
        shown.planned(Plan(4, 0, {}))
        shown.finished(1, 4, "ada", "04")
    assert stream.getvalue().startswith("\r")
    assert stream.getvalue().endswith("\n")
    last = stream.getvalue().split("\r")[-1]
    assert "25 %" in last
    assert "1/4" in last
    assert "submission/s" in last
    assert " left" in last


def test_it_begins_with_what_was_taken_in() -> None:
    stream = io.StringIO()
    lesson = Lesson("04", Path("04/lemmas.ipynb"))
    refused = (Refusal(Path("a.txt"), "not a notebook"),)
    with shown_on(stream) as shown:
        shown.took(Intake((), refused, ()))
        assert stream.getvalue() == ""  # all that there is to say comes at the end
        taken = (Submission("ada", lesson, bytes, late=True),)
        shown.took(Intake(taken, refused, (Path("data.csv"),)))
    assert stream.getvalue().splitlines() == [
        "notebooks 1, students 1, late 1, passed over 1, refused 1",
        "late: ada, 04",
        "passed over: 1 .csv",
    ]


def test_where_nothing_is_to_do_it_says_so() -> None:
    stream = Terminal()
    with shown_on(stream) as shown:
        shown.planned(Plan(0, 7, {}))
    assert stream.getvalue() == ("nothing has changed since the last run (--force grades all 7)\n")
