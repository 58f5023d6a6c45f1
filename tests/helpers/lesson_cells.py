"""The cells of a lesson, run in plain namespaces, without a kernel.

What the locked cells define, the reference answers with some of them replaced, then test cells.
"""

import contextlib
import io
import linecache
import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any
from unittest.mock import patch

import nbformat
import numpy as np
import pytest

from autograder.checks import check
from autograder.checks.comparing import message as explain
from autograder.checks.diagnosis.diagnose import diagnose
from autograder.checks.diagnosis.evidence import Cause
from autograder.checks.failure import CheckFailed
from autograder.checks.occasion import grading
from autograder.course.answer_bank import Answer
from autograder.course.lessons import find_course
from autograder.judge.judge import trusted_names

ROOT = Path(__file__).resolve().parents[2]
BANK = ROOT / "bank"
HIDDEN = "### BEGIN HIDDEN TESTS"
LESSONS = {
    lesson.name: lesson
    for lesson in find_course(ROOT).lessons
    if any(not exercise.name.startswith("question_") for exercise in lesson.exercises)
}
# What a message says by itself, without a hint; the first that fits. The last two say nothing.
KINDS = {
    "not-written": r"is not written yet",
    "exception": r" raised \w+|^name '\w+' is not defined",
    "in-place": r"changes its input",
    "two-answers": r"was called twice",
    "none": r"returned None",
    "dtype": r"has dtype",
    "not-finite": r"somewhere a number overflows",
    "form": r"must return an? (tuple|list|dict)|it must be a NumPy array of shape",
    "shape": r"it must have shape",
    "values": r"numeric differentiation gives|; it must be ",
}
SILENT = ("shape", "values")


@dataclass(frozen=True)
class Prepared:
    """A lesson ready to run: what its locked cells define, its answer cells, its test cells."""

    provided: Mapping[str, Any]
    answers: Mapping[str, CodeType]
    tests: Mapping[str, CodeType]
    sources: Mapping[str, str]


@dataclass(frozen=True)
class Failure:
    """How a test cell failed.

    Attributes:
        test: the cell's name.
        part: ``visible`` or ``hidden``, whichever part of the cell failed first.
        message: what the student reads.
        kind: what the message says by itself; ``stated`` if the test cell found the words, ``cost``
            if it is about the time that was taken.
        causes: what its hint names.
        cause: what the failure itself gives as its cause.
    """

    test: str
    part: str
    message: str
    kind: str
    causes: tuple[Cause, ...]
    cause: str = ""

    @property
    def named(self) -> list[str]:
        """What the student is told: the causes that are named, or the kind of the message."""
        return [cause.name for cause in self.causes] or [self.kind]


@cache
def first_failure(lesson: str, answer: Answer) -> Failure | None:
    """Run an answer once, and return how the first of its own tests to fail did, if one did."""
    tests = own_tests(lesson, answer.exercise)
    with grading():  # where the cause is named of a hunted bug as well
        return next(failures(lesson, {answer.exercise: answer.source}, tests), None)


def outcome(lesson: str, answer: Answer) -> Failure:
    """Return how the first of a wrong answer's own tests to fail did."""
    failed = first_failure(lesson, answer)
    assert failed is not None, f"passed: {answer.description}"
    return failed


def is_silent(named: list[str]) -> bool:
    """Whether a student who reads this is told no cause at all."""
    return named[0] in SILENT or named == ["stated"]


def with_its_bank(lesson: str, *values: object) -> Any:
    """Return the parameters of a test that one process runs with all others about these answers.

    So that each is judged once: ``first_failure`` remembers.
    """
    return pytest.param(lesson, *values, marks=pytest.mark.xdist_group(f"bank-{lesson}"))


def own_tests(lesson: str, exercise: str) -> tuple[str, ...]:
    """Return the test cells of an exercise."""
    return next(e.tests for e in LESSONS[lesson].exercises if e.name == exercise)


@cache
def prepared(lesson: str) -> Prepared:
    """Read a lesson's source notebook."""
    notebook = nbformat.read(LESSONS[lesson].source, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    answers: dict[str, CodeType] = {}
    tests: dict[str, CodeType] = {}
    sources: dict[str, str] = {}
    for cell in cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade") or marks.get("solution"):
            name = marks["grade_id"]
            sources[name] = cell.source
            (tests if marks.get("grade") else answers)[name] = compiled(name, cell.source)
    return Prepared(trusted_names(cells), answers, tests, sources)


def compiled(name: str, source: str) -> CodeType:
    """Compile a cell so that messages can quote its lines, as IPython does."""
    file = f"<{name}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    return compile(source, file, "exec")


def failures(
    lesson: str, answers: Mapping[str, str], only: tuple[str, ...] = ()
) -> Iterator[Failure]:
    """Run a lesson with some answers replaced and yield the tests that fail, one by one.

    Args:
        lesson: its name.
        answers: sources by the name of the answer cell.
        only: the test cells to run; all if it is empty.
    """
    ready = prepared(lesson)
    namespace = dict(ready.provided)
    np.random.seed(4)  # some wrong answers draw from it, and must be as wrong in every run
    with contextlib.redirect_stdout(io.StringIO()):
        for name, code in ready.answers.items():
            code = compiled(f"answer {name}", answers[name]) if name in answers else code
            with contextlib.suppress(NotImplementedError, ImportError):
                exec(code, namespace)  # noqa: S102 - the lesson and the answers of this repository
    for name in only or ready.tests:
        failure = _failure(ready, name, dict(namespace))
        if failure:
            yield failure


@contextlib.contextmanager
def overhearing() -> Iterator[list[tuple[Cause, ...]]]:
    """Collect the causes of every diagnosis that is made meanwhile."""
    diagnoses: list[tuple[Cause, ...]] = []

    def overheard(*arguments: Any) -> tuple[Cause, ...]:
        diagnoses.append(diagnose(*arguments))
        return diagnoses[-1]

    with patch.object(explain, "diagnose", overheard):
        yield diagnoses


def undiagnosed() -> AbstractContextManager[object]:
    """Look for no cause meanwhile, which takes half the time, where nobody asks for one."""
    return patch(f"{__name__}.diagnose", return_value=())


def _failure(ready: Prepared, test: str, namespace: dict[str, Any]) -> Failure | None:
    with contextlib.redirect_stdout(io.StringIO()), overhearing() as diagnoses:
        try:
            exec(ready.tests[test], namespace)  # noqa: S102 - the lesson's own test
        except (CheckFailed, NameError) as error:
            message = str(error)
            causes = diagnoses[-1] if diagnoses else ()
            hinted = all(cause.hint in message for cause in causes)
            return Failure(
                test,
                _part(ready, test, error),
                message,
                _kind(error, message),
                causes if hinted else (),
                error.cause if isinstance(error, CheckFailed) else "exception",
            )
    return None


def _part(ready: Prepared, test: str, error: Exception) -> str:
    lines = ready.sources[test].splitlines()
    start = lines.index(HIDDEN) if HIDDEN in lines else len(lines)
    frames = traceback.extract_tb(error.__traceback__)
    failed = next(frame.lineno or 0 for frame in frames if frame.filename == f"<{test}>")
    return "hidden" if failed > start else "visible"


def _kind(error: Exception, message: str) -> str:
    raised_by = traceback.extract_tb(error.__traceback__)[-1]
    if raised_by.filename == check.__file__ and raised_by.name == check.require.__name__:
        return "stated"
    first = message.splitlines()[0]
    return next((kind for kind, words in KINDS.items() if re.search(words, first)), "cost")
