"""Fixtures that more than one test module uses, and the rule that no test may be skipped."""

from collections.abc import Generator
from pathlib import Path

import nbformat
import pytest
from hypothesis import settings

from autograder.course.lessons import Course, find_course

ROOT = Path(__file__).resolve().parent.parent

# The same examples in every run and on every machine, however slow it is.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--forbid-skips", action="store_true", help="a skipped test counts as failed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and item.config.getoption("--forbid-skips"):
        report.outcome = "failed"
        report.longrepr = f"skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def course() -> Course:
    """The course of this repository."""
    return find_course(ROOT)


@pytest.fixture(scope="session")
def released(course: Course) -> nbformat.NotebookNode:
    """The lesson on the five lemmas as students get it."""
    lesson = course.lesson("04_jacobian_lemmas")
    return nbformat.read(course.release / lesson.name / lesson.source.name, as_version=4)
