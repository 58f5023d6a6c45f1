"""Which part of a lesson an exercise belongs to, and where students had trouble."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.classroom.report.sections import Section, headings_in, options_in, trouble_in
from autograder.course.lessons import Course
from autograder.course.notebook.notebook_file import read_notebook
from autograder.course.questions import keys_in
from tests.classroom.report.made_up import attempt, results

WRONG = ("values", "wrong")


def answer(name: str) -> object:
    return new_code_cell("", metadata={"nbgrader": {"grade_id": name, "solution": True}})


def test_an_exercise_belongs_to_the_section_above_it() -> None:
    notebook = new_notebook(
        cells=[
            answer("before"),
            new_markdown_cell("# The lesson\ntext"),
            answer("f"),
            new_markdown_cell("## How small is $h$, `x`? ##\n### Exercise: `g`\n```\n## code\n```"),
            answer("g"),
            new_code_cell("## no heading"),
            answer("h"),
        ]
    )
    assert headings_in(notebook) == {
        "before": "", "f": "The lesson", "g": "How small is h, x?", "h": "How small is h, x?",
    }  # fmt: skip


def test_every_exercise_of_the_course_has_a_section_and_every_option_a_text(course: Course) -> None:
    for lesson in course.lessons:
        notebook = read_notebook(lesson.source.read_bytes())
        headings, options, keys = headings_in(notebook), options_in(notebook), keys_in(notebook)
        for exercise in lesson.exercises:
            assert headings[exercise.name], exercise.name
            if exercise.name.startswith("question_"):
                assert options[exercise.name].keys() == keys[exercise.name].keys(), exercise.name
                assert sum(keys[exercise.name].values()) == 1


def test_a_student_counts_once_in_a_section() -> None:
    hand_ins = {
        "a": [attempt("f", 0, 1, WRONG), attempt("g", 0, 1, WRONG), attempt("h", 0, 1, WRONG)],
        "b": [attempt("f", 1, 1), attempt("g", 0, 1, WRONG), attempt("h", 1, 1)],
        "c": [attempt("f", 0, 1, ("not-written", "")), attempt("g", 1, 1), attempt("h", 1, 1)],
    }
    found = trouble_in(
        results({"f": 1, "g": 1, "h": 1}, hand_ins), {"f": "one", "g": "one", "h": "two"}
    )
    assert found == (Section("one", ("f", "g"), 2), Section("two", ("h",), 1))
    assert trouble_in(results({"f": 1}, {"a": [attempt("f", 1, 1)]}), {}) == ()


@pytest.mark.parametrize(
    "text", ["- **a.** One\n- **b.** $x$", "Which?\n\n- **a.** One\n- **b.** $x$\n\nend"]
)
def test_options_are_read_from_the_list_above_the_answer(text: str) -> None:
    notebook = new_notebook(cells=[new_markdown_cell(text), answer("question_q")])
    assert options_in(notebook) == {"question_q": {"a": "One", "b": "$x$"}}
