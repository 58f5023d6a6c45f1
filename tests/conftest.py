"""Fixtures that more than one test module uses, and two rules.

No test may be skipped, and only a test that is marked ``integration`` may start what ``make check``
does without.
"""

import os
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import settings

from autograder.course.lessons import Course, find_course

ROOT = Path(__file__).resolve().parent.parent

# The same examples in every run and on every machine, however slow it is.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.register_profile("fuzz", derandomize=False, deadline=None, database=None)
settings.load_profile("repeatable")

# By these words of a command line: sandbox, browser, database, kernel, server, and our own command.
PROGRAMS = {
    "bwrap", "chromium", "node", "initdb", "pg_ctl", "ipykernel_launcher", "jupyter", "nbgrader",
    "make", "autograder",
}  # fmt: skip

LONGEST_NAME = 200  # characters of a value that names a test

quick: pytest.Item | None = None  # the test that runs, if it is not marked


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Fail a test of ``make check`` that starts a program or joins a server: an audit hook."""
    if event not in ("subprocess.Popen", "os.fork", "socket.connect") or quick is None:
        return
    command = arguments[1] if event == "subprocess.Popen" else ()
    words = {Path(os.fsdecode(word)).name for word in command}
    if event != "subprocess.Popen" or words & PROGRAMS:
        pytest.fail(f"{event} {sorted(words & PROGRAMS)}: mark {quick.name} as integration")


sys.addaudithook(refuse)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    global quick
    quick = None if item.get_closest_marker("integration") else item
    try:
        return (yield)
    finally:
        quick = None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--forbid-skips", action="store_true", help="a skipped test counts as failed")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a long text by its length: a name of a megabyte is sent to and fro all the time."""
    if isinstance(val, str | bytes) and len(val) > LONGEST_NAME:
        return f"{argname}-{len(val)}"
    return None


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
