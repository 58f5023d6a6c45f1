"""course/ is what stock nbgrader makes of solutions/, and gives nothing away."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.course.lessons import Course
from autograder.course.release.release import Difference, check_release, release


@pytest.fixture
def copied(course: Course, tmp_path: Path) -> Course:
    """A copy of the course that a test may change."""
    for name in ("solutions", "course"):
        shutil.copytree(course.root / name, tmp_path / name)
    shutil.copy(course.root / "nbgrader_config.py", tmp_path)
    return Course(tmp_path)


def test_course_is_up_to_date(course: Course) -> None:
    assert check_release(course) == []


def test_one_changed_byte_is_found_and_mended(copied: Course) -> None:
    path = copied.release / "04_jacobian_lemmas" / "jacobian_lemmas.ipynb"
    before = path.read_bytes()
    at = before.index(b"Jacobian")
    path.write_bytes(before[:at] + b"j" + before[at + 1 :])
    found = [Difference(path.relative_to(copied.root), "differs")]
    assert check_release(copied) == found
    assert path.read_bytes() != before, "checking changes nothing"
    assert release(copied) == found
    assert path.read_bytes() == before
    assert release(copied) == []


def test_missing_and_left_over_files_are_found_and_mended(copied: Course) -> None:
    lesson = copied.release / "04_jacobian_lemmas"
    (lesson / "jacobian_lemmas.ipynb").unlink()
    (copied.release / "99_gone").mkdir()
    (copied.release / "99_gone" / "gone.ipynb").write_text("{}")
    assert [(str(d.path), d.reason) for d in check_release(copied)] == [
        ("course/04_jacobian_lemmas/jacobian_lemmas.ipynb", "missing"),
        ("course/99_gone/gone.ipynb", "has no source"),
    ]
    release(copied)
    assert check_release(copied) == []
    assert not (copied.release / "99_gone").exists()


@pytest.mark.integration
def test_the_stock_command_gives_the_same_bytes(copied: Course) -> None:
    for lesson in copied.lessons:
        path = copied.release / lesson.name / lesson.source.name
        before = path.read_bytes()
        subprocess.run(
            [sys.executable, "-m", "nbgrader", "generate_assignment", lesson.name, "--force",
             "--no-db"],
            cwd=copied.root, check=True, capture_output=True,
        )  # fmt: skip
        assert path.read_bytes() == before


def test_no_solution_hidden_test_or_marker_is_released(course: Course) -> None:
    for lesson in course.lessons:
        text = (course.release / lesson.name / lesson.source.name).read_text(encoding="utf-8")
        assert "### BEGIN" not in text
        assert "### END" not in text
        assert "correct=" not in text, "an answer to a concept question"
        released = {
            line
            for cell in json.loads(text)["cells"]
            for line in "".join(cell["source"]).split("\n")
        }
        secret = _secret_lines(lesson.source)
        assert secret
        assert secret.isdisjoint(released)


def _secret_lines(source: Path) -> set[str]:
    """Return the lines between BEGIN and END that stand nowhere else in the source notebook."""
    inside: set[str] = set()
    outside: set[str] = set()
    for cell in nbformat.read(source, as_version=4).cells:
        within = False
        for line in cell.source.split("\n"):
            if re.match(r"\s*### (BEGIN|END)", line):
                within = "BEGIN" in line
            else:
                (inside if within else outside).add(line)
    return {line for line in inside - outside if line.strip()}
