"""What a run shows of itself."""

import io

from autograder.progress import shown_on
from autograder.run import Plan


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_anywhere_else_there_is_a_line_for_each_submission() -> None:
    stream = io.StringIO()
    with shown_on(stream) as shown:
        shown.planned(Plan(2, 3, {"lesson": 1}))
        shown.finished(1, 2, "ada\x1b[31m", "04")
        shown.finished(2, 2, "emmy", "04")
    assert stream.getvalue().splitlines() == [
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


def test_where_nothing_is_to_do_it_says_so() -> None:
    stream = Terminal()
    with shown_on(stream) as shown:
        shown.planned(Plan(0, 7, {}))
    assert stream.getvalue() == ("nothing has changed since the last run (--force grades all 7)\n")
