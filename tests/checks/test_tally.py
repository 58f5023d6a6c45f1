"""The one line that says that all checks of a cell pass."""

import pytest

from autograder import ask, check_choice, check_value, exact, require
from autograder.checks.tally import Passed, Tally, counted, tally


@pytest.mark.parametrize(
    ("tally", "line"),
    [
        (Tally(["f"], [Passed("f", 12)]),
         "✓ f: the check of this cell passes (12 numbers compared)."),
        (Tally(["f"], [Passed("f", 1)]), "✓ f: the check of this cell passes (1 number compared)."),
        (Tally(["f", "f"], [Passed("f", 12), Passed("f")]),
         "✓ f: both checks of this cell pass (12 numbers compared)."),
        (Tally(["f", "g", "f"], [Passed("f", 2), Passed("g", 3, literal=True), Passed("f", 4)]),
         "✓ f, g: all 3 checks of this cell pass (9 values compared)."),
        (Tally(["f"], [Passed("f")]), "✓ f: the check of this cell passes."),
        (Tally(["f"], [Passed("f", 2)], stated=True),
         "✓ f: all checks of this cell pass (2 numbers compared)."),
        (Tally(["f"], stated=True), "✓ f: all checks of this cell pass."),
        (Tally(["question_q"]), ""),
        (Tally(["f"], [Passed("f", 2)], failed=True), ""),
        (Tally(), ""),
    ],
)  # fmt: skip
def test_the_line_to_the_letter(tally: Tally, line: str) -> None:
    assert tally.line() == line


def test_what_is_counted_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with counted() as outer:
        with counted() as found:
            for _ in range(3):
                check_value(lambda x: x, lambda rng: ({"x": 1.0}, exact(1.0, name="x")))
            ask(abs, {"x": -1.0})
            check_choice("question_q", "a", options="ab", correct="a")
        assert found.line() == "✓ <lambda>: all 3 checks of this cell pass (9 numbers compared)."
        assert not outer.begun
        assert tally() is outer
    assert tally() is None
    assert capsys.readouterr().out.count("✓") == 1  # of the question


def test_a_requirement_that_fails_is_no_pass() -> None:
    with counted() as found:
        ask(abs, {"x": -1.0})
        with pytest.raises(AssertionError):
            require(holds=False, message="no")
    assert found.line() == ""
