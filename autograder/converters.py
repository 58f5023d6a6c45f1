"""Stock nbgrader's converters, called from Python and told where to read and write."""

import copy
import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from autograder.course import Course, Lesson
from autograder.errors import AutograderError
from autograder.sandbox import Limits

LOG = logging.getLogger("autograder.nbgrader")
LOG.propagate = False


class ConversionFailed(AutograderError):
    """nbgrader could not convert a notebook; the message is the last thing that it logged."""


class _Errors(logging.Handler):
    """Keeps the last line of every error that nbgrader logs: for a traceback, the exception."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "Traceback" in record.getMessage() or not self.lines:
            self.lines = [record.getMessage().strip().splitlines()[-1]]


def generate_release(course: Course, lesson: Lesson, *, into: Path) -> None:
    """Generate a lesson's release into a folder; no gradebook is touched."""
    config = _config(course, into)
    config.CourseDirectory.release_directory = str(into)
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    _run(GenerateAssignment, config, lesson.name, ".")


def record_assignment(course: Course, lesson: Lesson, *, root: Path) -> None:
    """Record a lesson's tests and points in root's gradebook, where autograding finds them."""
    config = _config(course, root)
    with tempfile.TemporaryDirectory() as scratch:
        config.CourseDirectory.release_directory = scratch
        _run(GenerateAssignment, config, lesson.name, ".")


def autograde(
    course: Course, lesson: Lesson, student: str, *, root: Path, sandbox: str, limits: Limits
) -> None:
    """Judge a submission of root/submitted/ and record its scores in root's gradebook.

    Raises:
        ConversionFailed: the submission could not be run or recorded.
    """
    config = _config(course, root)
    config.Judged.sandbox = sandbox
    config.Judged.call_seconds = limits.call
    config.Judged.cell_seconds = limits.cell
    config.Judged.total_seconds = limits.total
    config.Judged.memory_mb = limits.memory
    _run(Autograde, config, lesson.name, student)


def generate_feedback(course: Course, lesson: Lesson, student: str, *, root: Path) -> None:
    """Write the HTML feedback of an autograded submission to root/feedback/."""
    _run(GenerateFeedback, _config(course, root), lesson.name, student)


def _config(course: Course, root: Path) -> Config:
    config: Config = copy.deepcopy(course.config)
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.source_directory = str(course.solutions)
    return config


def _run(converter: Any, config: Config, lesson: str, student: str) -> None:
    config.CourseDirectory.assignment_id = lesson
    config.CourseDirectory.student_id = student
    running = converter(coursedir=CourseDirectory(config=config, log=LOG), config=config, log=LOG)
    running.force = True
    errors = _Errors()
    LOG.addHandler(errors)
    try:
        with _own_programs(), warnings.catch_warnings():
            # nbgrader's models warn at every new row under SQLAlchemy 2; the rows are right.
            warnings.simplefilter("ignore", SAWarning)
            running.start()
    except NbGraderException as error:
        raise ConversionFailed(errors.lines[0] if errors.lines else str(error)) from error
    finally:
        LOG.removeHandler(errors)


@contextmanager
def _own_programs() -> Iterator[None]:
    """Put this environment's programs on PATH: a new gradebook makes nbgrader call ``alembic``."""
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before
