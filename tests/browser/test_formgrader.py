"""The formgrader's Autograde button leads to the judge."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Page, expect

from autograder.course.lessons import Course
from autograder.course.notebook.cells import answers_of, with_answers
from autograder.course.release.nbgrader_commands import record_assignment
from tests.helpers.jupyter_lab import Server, isolated_environment, running_server

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("lab-2")]

NAME = "04_jacobian_lemmas"
CHEAT = """
import numpy.testing
np.allclose = numpy.testing.assert_allclose = lambda *given, **named: True
import autograder, autograder.checks.check
autograder.check_gradient = autograder.checks.check.check_gradient = lambda *given, **named: None


def affine_grad_W(grad_y, x):
    return np.zeros((len(grad_y), len(x)))
"""


@pytest.fixture
def page(fresh: Page) -> Page:
    """The page that is used here."""
    return fresh


@pytest.fixture
def formgrader(course: Course, tmp_path: Path) -> Iterator[Server]:
    """JupyterLab at the root of a course in which one student has handed in."""
    root = tmp_path / "root"
    lesson = course.lesson(NAME)
    shutil.copytree(course.solutions / NAME, root / "solutions" / NAME)
    shutil.copy(course.root / "nbgrader_config.py", root)
    copied = Course(root)
    record_assignment(copied, copied.lesson(NAME), root=root)
    released = nbformat.read(course.release / NAME / lesson.source.name, as_version=4)
    answers = answers_of(nbformat.read(lesson.source, as_version=4))
    path = root / "submitted" / "mallory" / NAME / lesson.source.name
    path.parent.mkdir(parents=True)
    nbformat.write(with_answers(released, answers | {"affine_grad_W": CHEAT}), path)
    log = tmp_path / "lab.log"
    with running_server(root, root, isolated_environment(tmp_path), log) as running:
        yield running
    print(log.read_text())


def test_autograde_finds_the_judged_score(formgrader: Server, page: Page) -> None:
    page.goto(f"{formgrader.url}/tree?token={formgrader.token}")  # which leaves a cookie
    page.goto(f"{formgrader.url}/formgrader/manage_submissions/{NAME}")
    row = page.get_by_role("row").filter(has_text="mallory")
    row.locator("td.autograde a").click()
    expect(page.get_by_text(re.compile("Successfully autograded"))).to_be_visible()
    with Gradebook(f"sqlite:///{formgrader.root / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission(NAME, "mallory")
        grades = {grade.name: grade.score for grade in submission.notebooks[0].grades}
        assert grades["test_affine_grad_W"] == 0
        assert submission.score == submission.max_score - 3
