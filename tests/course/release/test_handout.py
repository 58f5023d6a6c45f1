"""A hand-out is all that a student needs, and nothing of what a class must not have."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import nbformat
import pytest
import yaml  # type: ignore[import-untyped]
from packaging.requirements import Requirement

from autograder.checks.questions import FILE as QUESTIONS
from autograder.checks.ways import FILE as WAYS
from autograder.course.answer_bank import right_answers
from autograder.course.lessons import Course, find_course
from autograder.course.notebook.cells import answers_of, with_answers
from autograder.course.release.handout import Content, handout

# In one process, so that a hand-out is made once.
pytestmark = pytest.mark.xdist_group("handout")

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
AT_THE_TOP = {
    "LICENSE", "README.md", "autograder", "blackboard", "course", "environment.yml", "jupyter",
    "nbgrader_config.py", "originals", "pyproject.toml",
}  # fmt: skip
GRADERS = ("classroom", "collect", "feedback", "judge", "sandbox", "workers")
SECRET = re.compile(r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END", re.DOTALL)
IMPORTS = """
import sys
import autograder, blackboard, autograder.cli.check, autograder.course.view.in_place
import blackboard.figures
for name, module in sorted(sys.modules.items()):
    if name.split(".")[0] in ("autograder", "blackboard"):
        print(getattr(module, "__file__", None) or name)
"""


@pytest.fixture(scope="module")
def whole(course: Course) -> Content:
    return handout(course, course.lessons, at_once=True)


@pytest.fixture(scope="module")
def held_back(course: Course) -> Content:
    return handout(course, course.lessons, at_once=False)


@pytest.fixture(scope="module")
def folder(whole: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-out as a student finds it."""
    root = tmp_path_factory.mktemp("handout")
    for place, content in whole.items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def test_it_has_these_parts_and_no_other(whole: Content) -> None:
    assert {place.parts[0] for place in whole} == AT_THE_TOP
    inside = {place.parts[1] for place in whole if place.parts[0] == "autograder"}
    assert inside.isdisjoint({*GRADERS, "bank"})
    assert {"checks", "cli", "course", "sealed"} <= inside
    assert not [place for place in whole if {"__pycache__", ".git", "tests"} & set(place.parts)]


def test_equal_courses_give_equal_bytes(course: Course, whole: Content) -> None:
    again = handout(course, course.lessons, at_once=True)
    assert list(again.items()) == list(whole.items())


@pytest.mark.parametrize("top", ["course", "originals"])
def test_its_lessons_are_those_that_release_writes(
    course: Course, whole: Content, top: str
) -> None:
    assert {place: whole[place] for place in whole if place.parts[0] == top} == {
        PurePosixPath(top, lesson.name, lesson.source.name): (
            course.release / lesson.name / lesson.source.name
        ).read_bytes()
        for lesson in course.lessons
    }


def test_no_answer_and_no_hidden_test_is_in_its_code(course: Course, whole: Content) -> None:
    code = "\n".join(
        _stripped(content.decode("utf-8", "replace"))
        for place, content in whole.items()
        if place.suffix != ".ipynb"
    )
    found = 0
    for lesson in course.lessons:
        cells = nbformat.read(lesson.source, as_version=4).cells
        secret = [part for cell in cells for part in SECRET.findall(cell.source)]
        bank = ROOT / "bank" / lesson.name
        for style in right_answers(bank).values() if bank.is_dir() else ():
            secret += style.values()
        for text in (_stripped(part) for part in secret):
            if text.count("\n") >= 2:  # shorter ones are formulas that a test may need
                found += 1
                assert text not in code
    assert found > 150
    assert _stripped(whole[PurePosixPath("autograder/text.py")].decode()) in code


def _stripped(text: str) -> str:
    return "\n".join(filter(None, (line.strip() for line in text.splitlines())))


def test_of_questions_that_wait_there_is_no_key(
    course: Course, held_back: Content, whole: Content
) -> None:
    files = {name: PurePosixPath("autograder/sealed", name) for name in (QUESTIONS, WAYS)}
    assert json.loads(held_back[files[WAYS]]) == {}
    recall = json.loads(held_back[files[QUESTIONS]])
    assert recall.items() < json.loads(whole[files[QUESTIONS]]).items()
    recalling = len(course.lessons) - 1  # lessons: the first has nothing to recall
    assert len(recall) == 3 * 3 * recalling  # options of three questions
    for place in held_back.keys() - files.values():
        assert held_back[place] == whole[place]


def test_lessons_can_be_chosen(course: Course) -> None:
    one = course.lesson("02_euclidean_loss")
    made = handout(course, [one], at_once=True)
    assert [place for place in made if place.suffix == ".ipynb"] == [
        PurePosixPath(top, one.name, one.source.name) for top in ("course", "originals")
    ]
    assert "02_euclidean_loss/euclidean_loss.ipynb" in made[PurePosixPath("README.md")].decode()
    assert b"start_here" not in made[PurePosixPath("README.md")]


def test_it_needs_what_a_student_of_the_repository_needs(whole: Content) -> None:
    theirs = tomllib.loads(whole[PurePosixPath("pyproject.toml")].decode())["project"]
    ours = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["lab"]]
    assert sorted(theirs["dependencies"]) == sorted(ours)
    assert theirs["requires-python"] == PROJECT["requires-python"]
    made = yaml.safe_load(whole[PurePosixPath("environment.yml")])
    stored = yaml.safe_load((ROOT / "environment.yml").read_text())
    assert made["dependencies"].pop() == {"pip": ["."]}
    assert stored["dependencies"].pop() == {"pip": ["--editable ."]}
    assert made == stored
    for line in theirs["dependencies"]:
        Requirement(line)


def test_validate_runs_as_in_the_repository(course: Course, folder: Path) -> None:
    theirs = Course(folder).config
    for section in ("Execute", "Validator"):
        assert theirs[section] == course.config[section]
    assert theirs.CourseDirectory.course_id == course.config.CourseDirectory.course_id


def test_its_readme_is_short_and_names_what_is_there(whole: Content) -> None:
    readme = whole[PurePosixPath("README.md")].decode()
    assert len(readme.splitlines()) < 45
    for link in re.findall(r"\]\(([^)]+)\)", readme):
        assert PurePosixPath(link) in whole
    assert "$" not in readme


def test_its_modules_import_no_others(folder: Path) -> None:
    done = _python(folder, "-c", IMPORTS)
    assert done.returncode == 0, done.stderr
    assert all(Path(line).is_relative_to(folder) for line in done.stdout.splitlines())


@pytest.fixture
def filled(course: Course, folder: Path) -> Iterator[Path]:
    """A lesson of the hand-out with all answers in it."""
    lesson = course.lesson("01_forward_pass")
    path = folder / "course" / lesson.name / lesson.source.name
    before = path.read_bytes()
    notebook = nbformat.read(path, as_version=4)
    answers = answers_of(nbformat.read(lesson.source, as_version=4))
    nbformat.write(with_answers(notebook, answers), path)
    yield path
    path.write_bytes(before)


@pytest.mark.integration
def test_check_works_in_it(folder: Path, filled: Path) -> None:
    done = _python(folder, "-m", "autograder", "check", filled)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("10 exercises: 10 passed.\n")


@pytest.mark.integration
def test_what_nobody_has_written_is_open_there(folder: Path) -> None:
    done = _python(folder, "-m", "autograder", "check", folder / "course" / "04_jacobian_lemmas")
    assert done.returncode == 1, done.stderr
    assert re.search(r"^(\d+) exercises: 0 passed, \1 open\.$", done.stdout, re.MULTILINE)


@pytest.mark.integration
def test_what_it_has_no_command_for_is_said(folder: Path) -> None:
    done = _python(folder, "-m", "autograder", "grade", "submissions")
    assert done.returncode == 2
    assert "invalid choice: 'grade'" in done.stderr


def test_it_is_a_course_without_solutions(folder: Path) -> None:
    found = find_course(folder / "course" / "01_forward_pass")
    assert found.root == folder
    assert found.is_handout
    assert [one.name for one in found.lessons] == [one.name for one in find_course(ROOT).lessons]


def _python(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run Python where the packages of the hand-out come first."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=folder, capture_output=True, text=True, check=False, timeout=300,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
    )  # fmt: skip
