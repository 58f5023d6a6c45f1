"""Which functions stay when a cell ends in an error, cell by cell."""

from types import FunctionType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.notebook.answers import Answers


class Kernel:
    """Runs cells in a plain namespace as a kernel does."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.answers = Answers(self.names)

    def run(self, source: str, cell: str = "", checked: tuple[str, ...] = ()) -> None:
        self.answers.begin()
        error: BaseException | None = None
        try:
            exec(compile(source, "<cell>", "exec"), self.names)  # noqa: S102, written here
        except Exception as raised:
            error = raised
        self.answers.end(cell, source, error, checked)


RIGHT = "def f(x):\n    return x"
BROKEN = "def f(x):\n  return x\n return"


def test_without_a_name_of_the_cell_its_def_line_tells_whose_it_is() -> None:
    kernel = Kernel()
    kernel.run(RIGHT)
    kernel.run("f(1, 2)", checked=("f",))
    assert "f" in kernel.names
    kernel.run(BROKEN)
    assert "f" not in kernel.names
    assert kernel.answers.why_missing("f").startswith(
        "the cell of f ended in an error (IndentationError: unindent does not match"
    )


def test_a_cell_that_lost_its_def_line_is_known_by_its_name() -> None:
    kernel = Kernel()
    kernel.run(RIGHT, "answer")
    kernel.run("    return x", "answer")  # no check has looked at it: it may be a helper
    assert "f" in kernel.names
    kernel.run("    return x", "answer", checked=("f",))
    assert "f" not in kernel.names


def test_another_cell_takes_nothing_away() -> None:
    kernel = Kernel()
    kernel.run(RIGHT, "answer")
    kernel.run(BROKEN, "copy", checked=("f",))
    assert "f" in kernel.names


def test_what_is_no_function_of_a_cell_stays() -> None:
    kernel = Kernel()
    kernel.run("from textwrap import indent as f", "answer")
    kernel.run(BROKEN, "answer")
    assert "f" in kernel.names


LINES = st.lists(
    st.sampled_from(["def f(): return 1", "def g(): return 2", "1 / 0", "h = 3"]), max_size=4
)


@given(st.lists(st.tuples(st.sampled_from("abc"), LINES), max_size=8))
def test_a_function_is_there_if_the_last_run_of_its_cell_made_it(
    cells: list[tuple[str, list[str]]],
) -> None:
    kernel = Kernel()
    made_by: dict[str, set[str]] = {"f": set(), "g": set()}
    there: dict[str, bool] = {"f": False, "g": False}
    ended: dict[str, bool] = {"f": False, "g": False}  # the last cell that was to make it
    last: dict[str, str] = {}
    for cell, lines in cells:
        kernel.run("\n".join(lines), cell)
        ran = lines[: lines.index("1 / 0")] if "1 / 0" in lines else lines
        for name in "fg":
            line = f"def {name}(): return {'fg'.index(name) + 1}"
            if line in ran:
                made_by[name].add(cell)
                there[name] = True
            elif line in lines and (cell in made_by[name] or not there[name]):
                there[name] = False
                ended[name], last[name] = True, cell
            elif cell == last.get(name) and "1 / 0" not in lines:
                ended[name] = False  # its cell is another one now
    assert {name: isinstance(kernel.names.get(name), FunctionType) for name in "fg"} == there
    for name in "fg":
        assert kernel.answers.has_ended(name) == (ended[name] and not there[name])
