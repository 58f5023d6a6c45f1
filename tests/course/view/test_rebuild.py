"""A lesson that takes answers: its own cells stay, whatever was handed in."""

import copy
import time
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.course.lessons import Course
from autograder.course.notebook.cells import answers_of, runs_of
from autograder.course.notebook.handed_in import cells_of
from autograder.course.view.rebuild import MISSING, Source
from autograder.course.view.view import view_of

NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts),
    max_leaves=6,
)
MARKS = ["grade", "locked", "points", "checksum", "cell_type", "task", "schema_version"]


@pytest.fixture(scope="module")
def source(course: Course) -> Any:
    return nbformat.read(course.lesson("04_jacobian_lemmas").source, as_version=4)


@pytest.fixture(scope="module")
def short(source: Any) -> Any:
    """The first cells, with three answers: the property below is looked at many times."""
    notebook = copy.copy(source)
    notebook.cells = [cell for cell in source.cells if cell.cell_type == "code"][:20]
    assert len(answers_of(notebook)) == 3
    return notebook


@pytest.fixture(scope="module")
def expected(short: Any) -> str:
    return _text(Source(short).rebuild(runs_of(short)))


def _text(notebook: Any) -> str:
    return str(nbformat.writes(notebook))


def test_answers_stand_among_the_lessons_own_cells(source: Any) -> None:
    runs = {**runs_of(source), "affine_grad_W": ["mine"], "other": ["no"]}
    rebuilt = Source(source).rebuild(runs)
    assert answers_of(rebuilt)["affine_grad_W"] == "mine"
    assert "other" not in answers_of(rebuilt)
    handed_out = [c for c in source.cells if "instructor" not in c.metadata.get("tags", [])]
    assert len(handed_out) < len(source.cells)
    for before, after in zip(handed_out, rebuilt.cells, strict=True):
        if not before.metadata.get("nbgrader", {}).get("solution"):
            assert after.source == before.source


def test_the_source_stays_as_it_is(source: Any) -> None:
    before = _text(source)
    Source(source).rebuild({})
    assert _text(source) == before


def test_what_is_missing_raises(source: Any) -> None:
    answers = answers_of(Source(source).rebuild({"affine_grad_W": ["1"]}))
    assert (answers["affine_grad_W"], answers["affine_grad_x"]) == ("1", MISSING)


@settings(max_examples=50)
@given(st.data())
def test_nothing_else_of_a_submission_matters(short: Any, expected: str, data: Any) -> None:
    """Shuffle, remove, double and deface everything but the answers."""
    submission = copy.deepcopy(short)
    answers = [c for c in submission.cells if c.metadata.get("nbgrader", {}).get("solution")]
    others = [c for c in submission.cells if not c.metadata.get("nbgrader", {}).get("solution")]
    for cell in others:
        if data.draw(st.booleans()):
            cell.source = data.draw(st.text())
        marks = cell.metadata.setdefault("nbgrader", {})
        marks[data.draw(st.sampled_from(MARKS))] = data.draw(NONSENSE)
        if data.draw(st.booleans()):
            cell.metadata["nbgrader"] = data.draw(NONSENSE.filter(lambda n: not _is_answer(n)))
    for cell in answers:
        cell.metadata["nbgrader"][data.draw(st.sampled_from(MARKS))] = data.draw(NONSENSE)
        cell.outputs = [nbformat.v4.new_output("stream", text="outputs")]
    kept = data.draw(st.lists(st.sampled_from(others), max_size=3))
    cells = data.draw(st.permutations(answers + kept))
    submission.cells = cells
    submission.metadata = data.draw(st.dictionaries(st.text(), NONSENSE))
    assert _text(view_of(Source(short), cells_of(submission)).notebook) == expected


def _is_answer(marks: Any) -> bool:
    return isinstance(marks, dict) and bool(marks.get("solution"))


def test_halves_of_characters_become_question_marks(source: Any) -> None:
    submission = copy.deepcopy(source)
    for cell in submission.cells:
        cell.source += "\ud800"
    rebuilt = view_of(Source(source), cells_of(submission)).notebook
    assert answers_of(rebuilt)["affine_grad_W"].endswith("?")
    _text(rebuilt).encode()


def _prose(answer: str) -> str:
    marks = {"grade_id": "why", "solution": True, "grade": True, "points": 2, "locked": False,
             "schema_version": 3, "task": False}  # fmt: skip
    cell = nbformat.v4.new_markdown_cell("", metadata={"nbgrader": marks})
    (kept,) = Source(nbformat.v4.new_notebook(cells=[cell])).rebuild({"why": [answer]}).cells
    return str(kept.source)


@pytest.mark.parametrize("behind", ["", "word " * 10_000])
def test_prose_is_kept_without_what_a_browser_runs(behind: str) -> None:
    kept = _prose(f"*because* <script>alert(1)</script><b onclick=alert(1)>x</b>{behind}")
    assert "*because*" in kept
    assert "<script" not in kept
    assert "<b onclick" not in kept


def test_tags_that_nobody_closes_take_no_time() -> None:
    started = time.process_time()
    assert "<b>" not in _prose("<b>" * 60_000)
    assert time.process_time() - started < 5
