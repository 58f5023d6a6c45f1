"""What is said of answers that were found and of cells that do not count."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.classroom.grade import Grades, grade_class
from autograder.classroom.kept.journal import Journal
from autograder.classroom.remarks import Remark, remarks_of, show
from autograder.classroom.scores import scores_of
from autograder.classroom.submission import Result
from autograder.cli.report import write_grades
from autograder.course.lessons import Course, Lesson
from autograder.course.notebook.cells import answers_of, grade_id, with_answers
from autograder.course.notebook.handed_in import read_cells
from autograder.course.view.rebuild import Source
from autograder.course.view.view import view_of
from autograder.judge.marks import Mark

Notebook = dict[str, Any]
NAME = "affine_grad_W"
RECOVERED = f"recovered: the cell of {NAME} had lost its name"


@pytest.fixture(scope="module")
def lesson(course: Course) -> Lesson:
    return course.lesson("04_jacobian_lemmas")


@pytest.fixture(scope="module")
def source(lesson: Lesson) -> Source:
    return Source(nbformat.read(lesson.source, as_version=4))


@pytest.fixture
def solved(lesson: Lesson, released: nbformat.NotebookNode) -> Notebook:
    answers = answers_of(nbformat.read(lesson.source, as_version=4))
    notebook: Notebook = json.loads(nbformat.writes(with_answers(released, answers)))
    return notebook


def at(notebook: Notebook, name: str) -> Notebook:
    cells: list[Notebook] = notebook["cells"]
    return next(c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == name)


def lost(notebook: Notebook) -> None:
    at(notebook, NAME)["metadata"] = {"tags": []}


def lost_with_its_id(notebook: Notebook) -> None:
    cell = at(notebook, NAME)
    cell.update(metadata={}, id="another")
    notebook["cells"].insert(0, notebook["cells"].pop(notebook["cells"].index(cell)))


def typed_into_the_test(notebook: Notebook) -> None:
    at(notebook, f"test_{NAME}")["source"] = "print('passed')"


def typed_into_a_locked_cell(notebook: Notebook) -> None:
    at(notebook, "imports")["source"] = "import torch"


def typed_behind_the_last_test(notebook: Notebook) -> None:
    at(notebook, "test_question_bug_3")["source"] = "print('passed')"


def faded_answer_lost(notebook: Notebook) -> None:
    at(notebook, "faded_affine_grad_W_entry")["metadata"] = {}


def nothing(notebook: Notebook) -> None:
    """Leave it as it is."""


def ordinary(notebook: Notebook) -> None:
    """Run it, and try something in a cell of one's own."""
    notebook["cells"].append({"cell_type": "code", "source": "1 + 1", "metadata": {}})
    at(notebook, f"test_{NAME}")["outputs"] = [{"output_type": "stream", "text": "passed"}]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (nothing, ()),
        (ordinary, ()),
        (lost, (Remark(NAME, NAME, RECOVERED),)),
        (lost_with_its_id, (Remark(NAME, NAME, RECOVERED),)),
        (
            typed_into_the_test,
            (
                Remark(
                    f"test_{NAME}", NAME, f"changed: test_{NAME}; the original is used",
                ),
            ),
        ),
        (
            typed_into_a_locked_cell,
            (Remark("imports", NAME, "changed: imports; the original is used"),),
        ),
        (
            typed_behind_the_last_test,
            (
                Remark(
                    "test_question_bug_3",
                    "question_bug_3",
                    "changed: test_question_bug_3; the original is used",
                ),
            ),
        ),
        (
            faded_answer_lost,
            (
                Remark(
                    "faded_affine_grad_W_entry",
                    "faded_affine_grad_W_entry",
                    "recovered: the cell of faded_affine_grad_W_entry had lost its name",
                ),
            ),
        ),
    ],
)  # fmt: skip
def test_what_there_is_to_say(
    source: Source, solved: Notebook, change: Callable[[Notebook], None], expected: object
) -> None:
    change(solved)
    view = view_of(source, read_cells(json.dumps(solved).encode()))
    remarks = remarks_of(view)
    assert remarks == expected
    before = {grade_id(cell): len(cell.get("outputs", [])) for cell in view.notebook.cells}
    show(remarks, view.notebook)
    for cell in view.notebook.cells:
        said = [remark.text for remark in remarks if remark.cell == grade_id(cell)]
        assert [o.text.rstrip(".\n") for o in cell.get("outputs", [])[: len(said)]] == said
        assert len(cell.get("outputs", [])) == before[grade_id(cell)] + len(said)
    nbformat.validate(view.notebook)


def test_a_remark_stands_behind_the_reason_of_its_exercise(lesson: Lesson) -> None:
    marks = [
        Mark(test, 0.0, 1.0, "wrong." if test == f"test_{NAME}" else "")
        for exercise in lesson.exercises
        for test in exercise.tests
    ]
    remarks = [Remark(NAME, NAME, RECOVERED), Remark("x", "tanh_prime", "changed: x")]
    scores = scores_of("ada", lesson, marks, {}, remarks)
    reasons = {score.exercise: score.reason for score in scores if score.reason}
    assert reasons == {NAME: f"wrong. [{RECOVERED}]", "tanh_prime": "[changed: x]"}


def test_the_journal_keeps_them(tmp_path: Path) -> None:
    remarks = (Remark("imports", NAME, "changed: ∇"),)
    result = Result(b"notebook", b"page", "", (), (), remarks)
    with Journal(tmp_path) as journal:
        journal.keep("digest", result)
        assert journal.find("digest") == result
        summary = journal.summary("digest")
        assert summary is not None
        assert summary.remarks == remarks


@pytest.mark.integration
def test_instructor_and_student_read_them(
    course: Course, lesson: Lesson, solved: Notebook, tmp_path: Path
) -> None:
    lost(solved)
    typed_into_a_locked_cell(solved)
    path = tmp_path / "class" / "ada" / lesson.name / lesson.source.name
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(solved))
    out = tmp_path / "out"
    for _ in range(2):  # graded, and read from the journal
        grades: Grades = grade_class(course, tmp_path / "class", out)
        assert sum(score.score for score in grades.scores) == 20
        write_grades(grades.scores, out / "grades.csv")
        with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
            reasons = {row["exercise"]: row["reason"] for row in csv.DictReader(file)}
        expected = f"[{RECOVERED}] [changed: imports; the original is used]"
        assert {name: said for name, said in reasons.items() if said} == {NAME: expected}
    page = (out / "feedback" / "ada" / lesson.name / f"{lesson.notebook}.html").read_text()
    answer = page.partition(f'id="answer-{NAME}"')[2].partition("</div>")[0]
    assert RECOVERED in answer
    assert "changed: imports; the original is used" in page
