"""Keys and reasons of questions are read from solutions/, and handed out as the course is set."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.checks.questions import Reason
from autograder.checks.sealed import FOLDER
from autograder.course.lessons import Course
from autograder.course.questions import reasons_in
from autograder.course.release.release import check_release, release
from autograder.course.release.sealed_files import PLACE
from autograder.errors import AutograderError

GRADED = {"nbgrader": {"grade": True, "grade_id": "test_question_x", "solution": False}}
KEY = (
    "check_choice('question_x', question_x, options='ab')\n"
    "### BEGIN HIDDEN TESTS\n"
    "check_choice('question_x', question_x, options='ab', correct='b', reasons={'a': 'No ' 'sum.'})"
)


def _notebook(source: str, **metadata: object) -> nbformat.NotebookNode:
    return new_notebook(cells=[new_code_cell(source, metadata=metadata)])


def test_a_key_says_which_option_is_right_and_why() -> None:
    assert reasons_in(_notebook(KEY, **GRADED), graded=True) == {
        ("question_x", "a"): Reason(False, "No sum."),
        ("question_x", "b"): Reason(True, ""),
    }


def test_of_a_class_that_waits_only_keys_without_points_are_taken() -> None:
    assert reasons_in(_notebook(KEY, **GRADED), graded=False) == {}
    assert len(reasons_in(_notebook(KEY), graded=False)) == 2


@pytest.mark.parametrize("source", ["%matplotlib inline", "check_choice('q', q, options='ab')", ""])
def test_cells_without_a_key_say_nothing(source: str) -> None:
    assert reasons_in(_notebook(source), graded=True) == {}


@pytest.mark.parametrize("key", ["correct='c'", "correct='a', reasons={'c': 'No.'}"])
def test_a_key_that_is_no_option_is_refused(key: str) -> None:
    with pytest.raises(AutograderError, match=r"question_y: its key '[ac]' or a reason is of none"):
        reasons_in(_notebook(f"check_choice('question_y', y, options='ab', {key})"), graded=True)


def test_every_option_of_every_question_has_a_reason(course: Course) -> None:
    for lesson in course.lessons:
        notebook = nbformat.read(lesson.source, as_version=4)
        for (question, option), reason in reasons_in(notebook, graded=True).items():
            assert len(reason.why.split()) >= 4, (question, option)
            if not reason.right:
                assert "right answer is" not in reason.why, (question, option)


@pytest.fixture
def held_back(course: Course, tmp_path: Path) -> Course:
    """A copy of the course in which letters are judged at grading alone."""
    for name in ("solutions", "course", "bank", PLACE):
        shutil.copytree(course.root / name, tmp_path / name)
    text = (course.root / "nbgrader_config.py").read_text(encoding="utf-8")
    setting = "c.Questions.judged_at_once = "
    assert f"{setting}True" in text
    changed = text.replace(f"{setting}True", f"{setting}False")
    (tmp_path / "nbgrader_config.py").write_text(changed, encoding="utf-8")
    return Course(tmp_path)


def test_one_setting_holds_back_what_gives_points_and_the_notebooks_stay(
    held_back: Course,
) -> None:
    found = {str(d.path.relative_to(PLACE)): d.reason for d in check_release(held_back)}
    assert found == {"questions.json": "differs", "ways.json": "differs"}
    release(held_back)
    assert check_release(held_back) == []
    for name, kept in (("questions.json", _recall(held_back)), ("ways.json", set())):
        now = set(json.loads((held_back.root / PLACE / name).read_bytes()))
        before = set(json.loads((FOLDER / name).read_bytes()))
        assert now < before
        assert len(now) == len(kept)


def _recall(course: Course) -> set[tuple[str, str]]:
    """Return the options of the questions that give no points."""
    return {
        place
        for lesson in course.lessons
        for place in reasons_in(nbformat.read(lesson.source, as_version=4), graded=False)
    }


def test_no_key_or_reason_stands_in_what_is_handed_out(course: Course) -> None:
    said = {
        reason.why
        for lesson in course.lessons
        for reason in reasons_in(nbformat.read(lesson.source, as_version=4), graded=True).values()
        if reason.why
    }
    assert said
    secrets = said | {json.dumps(why)[1:-1] for why in said} | {"reasons=", "correct=\\"}
    handed_out = [*course.release.rglob("*.ipynb"), *FOLDER.glob("*")]
    for path in handed_out:
        text = path.read_text(encoding="utf-8")
        assert not [secret for secret in secrets if secret in text], path
