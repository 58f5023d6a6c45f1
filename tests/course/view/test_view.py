"""What is taken of a notebook as people make them, move, split and lose its cells."""

import dataclasses
from collections.abc import Callable

import nbformat
import pytest

from autograder.course.lessons import Course
from autograder.course.notebook.cells import grade_id, is_answer, runs_of
from autograder.course.notebook.handed_in import HandedIn, read_cells
from autograder.course.view.rebuild import MISSING, Source
from autograder.course.view.view import View, view_of

NAME = "affine_grad_W"
HELPER = "def my_outer(a, b):\n    return np.outer(a, b)"
CALLS = f"def {NAME}(grad_y, x):\n    return my_outer(grad_y, x)"


@pytest.fixture(scope="module")
def source(course: Course) -> Source:
    return Source(nbformat.read(course.lesson("04_jacobian_lemmas").source, as_version=4))


@pytest.fixture(scope="module")
def blank(released: nbformat.NotebookNode) -> tuple[HandedIn, ...]:
    return read_cells(nbformat.writes(released).encode())


Edit = Callable[..., View]


@pytest.fixture
def view(source: Source, blank: tuple[HandedIn, ...]) -> Edit:
    """View the released notebook with other cells for the answer's, at its top and its end."""

    def edited(*there: HandedIn | str | None, top: str = "", end: str = "") -> View:
        cells: list[HandedIn] = [HandedIn(top)] if top else []
        for cell in blank:
            if cell.name != NAME:
                cells.append(cell)
            else:
                cells += [
                    dataclasses.replace(cell, source=one) if isinstance(one, str) else one or cell
                    for one in there
                ]
        return view_of(source, [*cells, *([HandedIn(end)] if end else [])])

    return edited


def taken(view: View) -> list[str]:
    return runs_of(view.notebook)[NAME]


def test_a_written_answer_is_taken_and_nothing_is_noted(view: Edit) -> None:
    found = view(CALLS)
    assert taken(found) == [CALLS]
    assert found.notes == ()


def test_an_untouched_answer_stays_as_it_is(view: Edit, source: Source) -> None:
    assert taken(view(None)) == [source.released(NAME)]


@pytest.mark.parametrize("place", ["top", "end"])
@pytest.mark.parametrize(
    "helper",
    [
        HELPER,
        "from numpy import outer as my_outer",
        "%matplotlib inline\nmy_outer = np.outer",
        "%%time\n" + HELPER,
    ],
)
def test_a_helper_in_a_cell_of_ones_own_runs_before_the_answer(
    view: Edit, helper: str, place: str
) -> None:  # fmt: skip
    assert taken(view(CALLS, **{place: helper})) == [helper, CALLS]


def test_what_a_helper_reads_runs_as_well(view: Edit) -> None:
    first, second = "import math", "def my_outer(a, b): return math.pi * np.outer(a, b)"
    assert taken(view(CALLS, top=first, end=second)) == [first, second, CALLS]


def test_a_star_import_runs_where_a_name_comes_from_nowhere_else(view: Edit) -> None:
    star = "from numpy import *"
    assert taken(view(CALLS, top=star)) == [star, CALLS]
    plain = f"def {NAME}(grad_y, x): return np.outer(grad_y, x)"
    assert taken(view(plain, top=star)) == [plain]


@pytest.mark.parametrize(
    "cell",
    ["W = np.ones((2, 3))\nplt.plot(W)", f"{CALLS}\n# an earlier try",
     "import numpy as np", "x = 1"],
)  # fmt: skip
def test_a_cell_that_no_answer_needs_is_passed_over_and_noted(view: Edit, cell: str) -> None:
    answer = f"def {NAME}(grad_y, x):\n    return np.outer(grad_y, x)"
    found = view(answer, top=cell)
    assert taken(found) == [answer]
    assert found.named("passed over") == (cell.splitlines()[0],)


@pytest.mark.parametrize(
    "cell", ["print(1)", "", "# a note", "check_recall('recall_04_shape', 'b', options='abc')"]
)
def test_a_cell_that_defines_nothing_is_passed_over_without_a_word(view: Edit, cell: str) -> None:
    answer = f"def {NAME}(grad_y, x):\n    return np.outer(grad_y, x)"
    found = view(answer, top=cell)
    assert taken(found) == [answer]
    assert found.notes == ()


def test_of_several_cells_of_one_name_the_written_ones_run_in_order(view: Edit) -> None:
    assert taken(view(HELPER, CALLS)) == [HELPER, CALLS]
    assert taken(view(None, CALLS)) == [CALLS]
    assert taken(view(CALLS, None)) == [CALLS]
    assert taken(view(CALLS, "")) == [CALLS]


def test_an_answer_that_lost_its_name_is_found_by_its_id(
    view: Edit, blank: tuple[HandedIn, ...]
) -> None:
    cell = next(cell for cell in blank if cell.name == NAME)
    lost = dataclasses.replace(cell, source=f"{NAME} = np.outer", name="", solution=False)
    found = view(lost)
    assert taken(found) == [lost.source]
    assert found.named("recovered") == (NAME,)


@pytest.mark.parametrize("there", [(), (None,)], ids=["deleted", "untouched"])
def test_an_answer_that_stands_elsewhere_is_found_by_what_it_defines(
    view: Edit, there: tuple[None, ...]
) -> None:
    found = view(*there, end=CALLS, top=HELPER)
    assert taken(found) == [HELPER, CALLS]
    assert found.named("recovered") == (NAME,)


def test_a_missing_answer_is_missing(view: Edit) -> None:
    found = view()
    assert taken(found) == [MISSING]
    assert found.named("missing") == (NAME,)


def test_text_in_the_lessons_own_cells_does_not_count_and_is_noted(
    source: Source, blank: tuple[HandedIn, ...]
) -> None:
    test = next(cell for cell in blank if cell.name == f"test_{NAME}")
    typed = dataclasses.replace(test, source=CALLS)
    cells = [typed if cell is test else cell for cell in blank if cell.name != NAME]
    found = view_of(source, cells)
    assert taken(found) == [MISSING]
    assert found.named("changed") == (f"test_{NAME}",)


def test_the_lessons_own_cells_are_always_its_own(
    source: Source, blank: tuple[HandedIn, ...]
) -> None:
    defaced = [
        dataclasses.replace(cell, source="raise SystemExit")
        if cell.name and not cell.solution
        else cell
        for cell in reversed(blank)
    ]
    found = view_of(source, defaced).notebook
    for mine, original in zip(found.cells, source.notebook.cells, strict=True):
        if not is_answer(original):
            assert (grade_id(mine), mine.source) == (grade_id(original), original.source)


def test_a_rebuilt_notebook_is_read_back_as_it_was_made(view: Edit, source: Source) -> None:
    found = view(HELPER, CALLS, top="from numpy import *").notebook
    assert nbformat.writes(source.rebuild(runs_of(found))) == nbformat.writes(found)


@pytest.mark.parametrize(
    "line",
    [
        "from autograder.checks.diagnosis.misconceptions import networks",
        "import autograder.judge.server as server",
        "import autograder; autograder.course.view.rebuild",
    ],
)
def test_what_is_not_there_at_grading_is_named(view: Edit, line: str) -> None:
    assert view(f"{line}\n{CALLS}", top=HELPER).named("out of reach") == (NAME,)
    assert view(CALLS, top=f"{line}\n{HELPER}").named("out of reach") == (NAME,)


@pytest.mark.parametrize("line", ["from autograder import probe", "import autograder.checks.check"])
def test_what_lessons_use_is_there(view: Edit, line: str) -> None:
    assert view(f"{line}\n{CALLS}", top=HELPER).notes == ()
