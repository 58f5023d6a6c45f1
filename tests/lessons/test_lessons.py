"""What every lesson must hold: runs clean, scores right, is well formed, covers the lecture."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from autograder.course.lessons import Course, Lesson, find_course
from autograder.course.notebook.cells import runs_of
from autograder.course.view.reason import reason
from autograder.course.view.rebuild import Source
from autograder.judge.judge import Judge
from autograder.sandbox.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
COURSE = find_course(ROOT)
SECTIONS = range(1, 17)  # of lecture 12
TABLE = ROOT / "docs" / "lecture.md"
BEYOND = "beyond"  # what stands in the table for a section where the lecture has none

each_lesson = pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda lesson: lesson.name)


def _read(lesson: Lesson) -> nbformat.NotebookNode:
    return nbformat.read(lesson.source, as_version=4)


def _headings(notebook: nbformat.NotebookNode) -> list[tuple[int, str]]:
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = re.sub(r"^```.*?^```", "", cell.source, flags=re.M | re.S)
            found += [(len(m[1]), m[2]) for m in re.finditer(r"^(#+) +(.+?) *$", text, flags=re.M)]
    return found


def test_each_lesson_has_a_number_of_its_own() -> None:
    numbers = [lesson.name[:2] for lesson in COURSE.lessons]
    assert all(number.isdigit() for number in numbers)
    assert numbers == sorted(set(numbers))


@pytest.mark.integration
@each_lesson
def test_the_solution_earns_full_marks_and_the_release_none(lesson: Lesson, course: Course) -> None:
    source = _read(lesson)
    released = nbformat.read(course.release / lesson.name / lesson.source.name, as_version=4)
    for submitted, passes in ((source, True), (released, False)):
        notebook = Source(source).rebuild(runs_of(submitted))
        Judge("bubblewrap", Limits()).run(notebook, "5eed")
        for cell in notebook.cells:
            marks = cell.metadata.get("nbgrader", {})
            if marks.get("grade"):
                assert (reason(cell) == "") == passes, (marks["grade_id"], reason(cell))


@each_lesson
def test_points_at_the_top_are_those_of_the_cells(lesson: Lesson) -> None:
    (table,) = [c.source for c in _read(lesson).cells if c.get("id") == "points"]
    row = r"^\|[^|]*`(\w+)`[^|]*\|.*\| *(\d+(?: \+ \d+)*) *\|$"
    stated = dict(re.findall(row, table, flags=re.M))
    assert {name: sum(map(float, points.split(" + "))) for name, points in stated.items()} == {
        exercise.name: exercise.points for exercise in lesson.exercises
    }
    (total,) = re.findall(r"^\| \*\*Total\*\*.*\*\*(\d+)\*\*", table, flags=re.M)
    assert float(total) == sum(exercise.points for exercise in lesson.exercises)


@each_lesson
def test_every_lesson_asks_questions_and_checks_the_answers(lesson: Lesson) -> None:
    questions = [e for e in lesson.exercises if e.name.startswith("question_")]
    assert len(questions) >= 2
    tests = {c.metadata.get("nbgrader", {}).get("grade_id"): c.source for c in _read(lesson).cells}
    for question in questions:
        (test,) = question.tests
        shown, hidden = tests[test].split("### BEGIN HIDDEN TESTS")
        assert "correct=" in hidden
        assert "correct=" not in shown


@each_lesson
def test_headings_form_an_outline(lesson: Lesson) -> None:
    headings = _headings(_read(lesson))
    assert headings[0][0] == 1
    assert [level for level, _ in headings].count(1) == 1
    for (above, _), (level, text) in pairwise(headings):
        assert level <= above + 1, text


@each_lesson
def test_every_picture_has_a_text_alternative(lesson: Lesson) -> None:
    for cell in _read(lesson).cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"!\[\s*\]\(", cell.source)
            assert not re.search(r"<img(?![^>]*\balt=\"[^\"]+\")", cell.source)
            continue
        for node in ast.walk(ast.parse(cell.source)):
            match node:
                case ast.Call(func=ast.Attribute(attr="show")):
                    pytest.fail(f"{cell.id}: plt.show() leaves out the text alternative")
                case ast.Call(func=ast.Name(id="show"), keywords=[ast.keyword(arg="alt")]):
                    pass
                case ast.Call(func=ast.Name(id="show")):
                    pytest.fail(f"{cell.id}: show() without alt")


@each_lesson
def test_cell_ids_are_names_and_unique(lesson: Lesson) -> None:
    ids = [cell.id for cell in _read(lesson).cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", name) for name in ids)


def _rows() -> list[list[str]]:
    text = TABLE.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith(("| 12.", f"| {BEYOND} "))]
    return [[part.strip() for part in line.strip("|").split("|")] for line in lines]


def test_every_section_of_the_lecture_has_its_row() -> None:
    sections = {row[0].removeprefix("12.") for row in _rows()} - {BEYOND}
    assert set(map(int, sections)) == set(SECTIONS)
    assert all(all(row) for row in _rows()), "no cell of the table is empty"


def _sections(lesson: Lesson) -> set[int]:
    """Return the sections of the lecture that a lesson names below its title, if it names any."""
    line = _read(lesson).cells[0].source.splitlines()[2]
    if line.startswith("Beyond the lecture."):
        return set()
    found = re.match(r"Lecture 12\.(\d+)(?:(?:–| and | to )12\.(\d+))?\.", line)
    assert found, line
    first, last = int(found[1]), int(found[2] or found[1])
    return {first, last} if " and " in found[0] else set(range(first, last + 1))


HERE = [row for row in _rows() if row[2] in {lesson.name for lesson in COURSE.lessons}]


@pytest.mark.parametrize("row", HERE, ids=lambda row: f"{row[0]} {row[2]}")
def test_a_row_names_what_exists(row: list[str], course: Course) -> None:
    section, _, name, heading, exercises = row
    lesson = course.lesson(name)
    assert heading in [text for level, text in _headings(_read(lesson)) if level == 2]
    sections = _sections(lesson)
    assert not sections if section == BEYOND else int(section.removeprefix("12.")) in sections
    known = {exercise.name for exercise in lesson.exercises}
    assert set(re.findall(r"`(\w+)`", exercises)) <= known
    assert "`" in exercises, "no exercise"
