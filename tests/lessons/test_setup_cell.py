"""The first code cell finds the course's packages where they are not installed, or says how to."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import nbformat
import pytest

from autograder.cli.main import main
from autograder.course.lessons import Course
from autograder.course.release.handout import handout

# Without the .pth files of the environment, and so without an editable installation of the course.
RUN = """
import os, sys
sys.path.append(sys.argv[1])
exec(sys.stdin.read(), {})
import importlib.util
for name in ("autograder", "blackboard"):
    spec = importlib.util.find_spec(name)
    print(name, spec and os.path.realpath(spec.origin or ""))
"""
STRANGER = "VERSION = 1\n"


def sources(course: Course) -> set[str]:
    """Return what the cell has in each lesson of the course."""
    found = set()
    for lesson in course.lessons:
        cells = nbformat.read(lesson.source, as_version=4).cells
        (first, second, *_) = [cell for cell in cells if cell.cell_type == "code"]
        assert (first.id, second.id) == ("setup", "imports"), lesson.name
        found.add(first.source)
    return found


@pytest.fixture(scope="module")
def source(course: Course) -> str:
    """The cell, which is the same in all lessons."""
    (source,) = sources(course)
    return source


def run(source: str, folder: Path, *before: Path) -> str:
    """Run the cell in a folder, by a Python that knows NumPy and no package of the course."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", RUN, sysconfig.get_path("purelib")],
        input=source, text=True, capture_output=True, cwd=folder, check=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(map(str, before))},
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout


def places(printed: str) -> dict[str, Path | None]:
    """Return where the packages were found."""
    rows = [line.split(" ", 1) for line in printed.splitlines()[-2:]]
    return {name: None if place == "None" else Path(place) for name, place in rows}


def test_where_they_are_installed_nothing_is_said_or_changed(
    source: str, course: Course, tmp_path: Path
) -> None:
    printed = run(source, tmp_path, course.root)
    assert len(printed.splitlines()) == 2
    assert places(printed)["blackboard"] == course.root / "blackboard" / "__init__.py"


def test_they_are_found_around_the_notebook_before_a_strangers(
    source: str, course: Course, tmp_path: Path
) -> None:
    root = tmp_path / "class"
    for place, content in handout(course, course.lessons[:2], at_once=True).items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(content)
    other = tmp_path / "site"
    other.mkdir()
    (other / "autograder.py").write_text(STRANGER)
    (folder,) = (root / "course").glob("01_*")
    for before in ([], [other]):
        found = places(run(source, folder, *before))
        assert found["autograder"] == (root / "autograder" / "__init__.py").resolve()
        assert found["blackboard"] == (root / "blackboard" / "__init__.py").resolve()


def test_they_are_unpacked_from_the_zip_file_beside_the_notebook(
    source: str, course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course.root)
    assert main(["handout", "--lesson", course.lessons[1].name, str(tmp_path / "class.zip")]) == 0
    (tmp_path / "class.zip").rename(tmp_path / "class (1).zip")  # as a browser saves it
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as file:
        file.writestr("readme.txt", "of something else")
    found = places(run(source, tmp_path))
    assert all(place and place.parents[1].name == "class" for place in found.values())


def test_where_they_are_not_two_lines_say_what_to_do(source: str, tmp_path: Path) -> None:
    printed = run(source, tmp_path)
    said = printed.splitlines()[:-2]
    assert len(said) == 2
    assert "README.md" in said[0]
    assert "PyPI" in said[1]
    assert "Colab" in said[1]
    assert set(places(printed).values()) == {None}
