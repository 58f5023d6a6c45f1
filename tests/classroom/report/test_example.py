"""An example shows code, and neither comments nor the name of who wrote it."""

import ast
import json

import pytest

from autograder.classroom.report.example import answer_in, bare, excerpt, without_name
from autograder.course.answer_bank import right_answers, wrong_answers
from tests.helpers.lesson_cells import BANK, LESSONS

ANSWER = '''# Ada Lovelace, my own work
def f(x):  # Ada
    """By Ada.

    Lovelace
    """
    "a second one"
    text = "# no comment" + 'Ada_x'
    return (x,  # first
            text)
'''


def without_docstrings(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.Module | ast.ClassDef):
            node.body = [
                one for one in node.body
                if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
                        and isinstance(one.value.value, str))
            ]  # fmt: skip
    return ast.dump(tree)


def test_comments_docstrings_and_names_are_left_out() -> None:
    assert excerpt(ANSWER, "ada") == (
        "def f(x):\n    text = \"# no comment\" + '…_x'\n    return (x,\n            text)"
    )


@pytest.mark.parametrize("lesson", LESSONS)
def test_of_the_bank_only_comments_and_docstrings_go(lesson: str) -> None:
    sources = [answer.source for answer in wrong_answers(BANK / lesson)]
    sources += [one for some in right_answers(BANK / lesson).values() for one in some.values()]
    for source in sources:
        assert ast.dump(ast.parse(bare(source))) == without_docstrings(source)


@pytest.mark.parametrize(
    "source",
    ["def f(:\n  # me\n  (", "x = '''never\nends # me", "\tif\n  x\n # me", "\x00 # me",
     "é\ud800 # me", "(" * 5000 + "# me", "f'{x # me"],
)  # fmt: skip
def test_what_is_no_python_is_shown_without_what_may_be_a_comment(source: str) -> None:
    assert "me" not in excerpt(source, "nobody")


def test_an_excerpt_is_short() -> None:
    shown = excerpt("\n".join(f"x{n} = {'1' * 1000}" for n in range(1000)), "")
    assert shown.count("\n") == 8
    assert max(map(len, shown.splitlines())) <= 111


@pytest.mark.parametrize(
    "student", ["Ada Lovelace", "lovelace_ada_1234", "ADA.lovelace@uni.example"]
)
def test_a_name_is_replaced_whole_and_in_parts(student: str) -> None:
    text = f"ada, LOVELACE, adapt, {student}, adalovelace2"
    shown = without_name(text, student)
    assert student not in shown
    assert shown.startswith("…, …, adapt, ")
    assert without_name("a_b = al", "al_b") == "a_b = al"


def test_an_answer_is_found_by_its_name() -> None:
    def cell(name: str, source: object, *, solution: bool = True) -> object:
        marks = {"grade_id": name, "solution": solution}
        return {"metadata": {"nbgrader": marks}, "source": source}

    cells = [{"source": "own"}, cell("f", "test", solution=False), cell("f", ["a\n", "b"])]
    assert answer_in(json.dumps({"cells": cells}).encode(), "f") == "a\nb"
    for damaged in (b"", b"{}", b"[]", json.dumps({"cells": []}).encode()):
        assert answer_in(damaged, "f") == ""
