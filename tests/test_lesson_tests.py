"""The test cells of every lesson against its bank: they pass what is right, reject what is wrong.

The cells run in plain namespaces, without a kernel: what the locked cells define, the reference
answers with one of them replaced, then test cells.
"""

import contextlib
import io
import linecache
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

import nbformat
import pytest

from autograder.bank import right_answers, wrong_answers
from autograder.check import CheckFailed
from autograder.course import Exercise, find_course
from autograder.judge import trusted_names

ROOT = Path(__file__).resolve().parent.parent
BANK = Path(__file__).parent / "submissions"
LESSONS = {
    lesson.name: lesson
    for lesson in find_course(ROOT).lessons
    if any(not exercise.name.startswith("question_") for exercise in lesson.exercises)
}
LEMMAS_AND_BACKPROPAGATION = ("04_jacobian_lemmas", "05_backpropagation")
EVERY_TEST = (
    "04_jacobian_lemmas",
)  # where all other tests are run as well: the rest takes minutes
STYLES = [(name, style) for name in LESSONS for style in right_answers(BANK / name)]
EXERCISES = [
    (name, exercise)
    for name, lesson in LESSONS.items()
    for exercise in lesson.exercises
    if not exercise.name.startswith("question_")
]


@dataclass(frozen=True)
class Prepared:
    """A lesson ready to run: what its locked cells define, its answer cells, its test cells."""

    provided: Mapping[str, Any]
    answers: Mapping[str, CodeType]
    tests: Mapping[str, CodeType]


@pytest.fixture(autouse=True)
def _same_questions_in_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fix what the hidden tests draw afresh, as the grader does for a class."""
    monkeypatch.setenv("AUTOGRADER_SEED", "04")


@cache
def prepared(lesson: str) -> Prepared:
    """Read a lesson's source notebook."""
    notebook = nbformat.read(LESSONS[lesson].source, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    answers, tests = {}, {}
    for cell in cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade"):
            tests[marks["grade_id"]] = compiled(marks["grade_id"], cell.source)
        elif marks.get("solution"):
            answers[marks["grade_id"]] = compiled(marks["grade_id"], cell.source)
    return Prepared(trusted_names(cells), answers, tests)


def compiled(name: str, source: str) -> CodeType:
    """Compile a cell so that messages can quote its lines, as IPython does."""
    file = f"<{name}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    return compile(source, file, "exec")


def failed_tests(lesson: str, answers: Mapping[str, str], only: tuple[str, ...] = ()) -> list[str]:
    """Run a lesson with some answers replaced and return the test cells that fail."""
    ready = prepared(lesson)
    namespace = dict(ready.provided)
    failed = []
    with contextlib.redirect_stdout(io.StringIO()):
        for name, code in ready.answers.items():
            code = compiled(f"answer {name}", answers[name]) if name in answers else code
            with contextlib.suppress(NotImplementedError, ImportError):
                exec(code, namespace)  # noqa: S102 - the lesson and the answers of this repository
        for name, code in ready.tests.items():
            if only and name not in only:
                continue
            try:
                exec(code, dict(namespace))  # noqa: S102 - the lesson's own test
            except (CheckFailed, NameError):
                failed.append(name)
    return failed


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_bank_has_enough_of_everything(lesson: str) -> None:
    assert len(right_answers(BANK / lesson)) >= 2
    wrong = [answer.exercise for answer in wrong_answers(BANK / lesson)]
    enough = 6 if lesson in LEMMAS_AND_BACKPROPAGATION else 3
    for name, exercise in EXERCISES:
        if name == lesson:
            assert wrong.count(exercise.name) >= enough, exercise.name


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_reference_answers_pass(lesson: str) -> None:
    assert failed_tests(lesson, {}) == []


@pytest.mark.parametrize(("lesson", "style"), STYLES)
def test_right_answers_of_every_style_pass_every_test(lesson: str, style: str) -> None:
    assert failed_tests(lesson, right_answers(BANK / lesson)[style]) == []


@pytest.mark.parametrize(
    ("lesson", "exercise"), EXERCISES, ids=[f"{name}-{e.name}" for name, e in EXERCISES]
)
def test_wrong_answers_fail_their_own_tests_and_no_others(lesson: str, exercise: Exercise) -> None:
    for wrong in wrong_answers(BANK / lesson):
        if wrong.exercise != exercise.name:
            continue
        others = lesson in EVERY_TEST
        failed = failed_tests(
            lesson, {wrong.exercise: wrong.source}, () if others else exercise.tests
        )
        assert failed, f"{wrong.label}: {wrong.description}"
        assert set(failed) <= set(exercise.tests), wrong.label


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_that_is_not_worked_on_passes_no_test(lesson: str) -> None:
    blank = dict.fromkeys(prepared(lesson).answers, "raise NotImplementedError")
    assert failed_tests(lesson, blank) == list(prepared(lesson).tests)
