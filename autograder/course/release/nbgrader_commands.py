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

from nbformat.v4 import new_notebook
from nbgrader.converters import GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from autograder.course.lessons import Course, Lesson
from autograder.errors import AutograderError

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


def record_assignment(course: Course, lesson: Lesson, *, root: Path, database: str = "") -> None:
    """Record a lesson's tests and points in a gradebook."""
    config = _config(course, root, database)
    with tempfile.TemporaryDirectory() as scratch:
        config.CourseDirectory.release_directory = scratch
        _run(GenerateAssignment, config, lesson.name, ".")


def assign_late_penalty(
    course: Course, lesson: Lesson, student: str, *, root: Path, database: str = ""
) -> None:
    """Record what handing in late costs, by the plugin that nbgrader_config.py names, if any."""
    ids = {"student": student, "assignment": lesson.name, "notebook": lesson.notebook}
    resources = {"nbgrader": {**ids, "db_url": database}}
    config = _config(course, root, database)
    AssignLatePenalties(config=config, log=LOG).preprocess(new_notebook(), resources)


def generate_feedback(
    course: Course, lesson: Lesson, student: str, *, root: Path, database: str = ""
) -> None:
    """Write the HTML feedback of an autograded submission, with the marks of a gradebook.

    Raises:
        ConversionFailed: there is no page.
    """
    _run(GenerateFeedback, _config(course, root, database), lesson.name, student)


def _config(course: Course, root: Path, database: str = "") -> Config:
    config: Config = copy.deepcopy(course.config)
    config.CourseDirectory.root = str(root.resolve())  # or nbgrader warns
    config.CourseDirectory.source_directory = str(course.solutions)
    if database:
        config.CourseDirectory.db_url = database
    return config


def _run(converter: Any, config: Config, lesson: str, student: str) -> None:
    config.CourseDirectory.assignment_id = lesson
    config.CourseDirectory.student_id = student
    running = converter(coursedir=CourseDirectory(config=config, log=LOG), config=config, log=LOG)
    running.force = True
    errors = _Errors()
    LOG.addHandler(errors)
    try:
        with own_programs(), warnings.catch_warnings():
            # nbgrader's models warn at every new row under SQLAlchemy 2; the rows are right.
            warnings.simplefilter("ignore", SAWarning)
            running.start()
    except NbGraderException as error:
        raise ConversionFailed(errors.lines[0] if errors.lines else str(error)) from error
    finally:
        LOG.removeHandler(errors)


@contextmanager
def own_programs() -> Iterator[None]:
    """Put this environment's programs on PATH: a new gradebook makes nbgrader call ``alembic``."""
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before
