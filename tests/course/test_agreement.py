"""Whatever was done to a notebook: check fails what grading fails, and never raises.

``benchmarks/agreement.py`` does the same with hundreds.
"""

import json
import re
from pathlib import Path

import pytest

from autograder.course.lessons import Course
from autograder.sandbox.limits import Limits
from tests.helpers.agreement import banked, edited, verdicts

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.integration
@pytest.mark.parametrize("seed", range(7))
def test_check_fails_what_grading_fails(seed: int, course: Course, tmp_path: Path) -> None:
    lessons = [one for one in course.lessons if (ROOT / "bank" / one.name).is_dir()]
    lesson = lessons[seed % len(lessons)]
    text, done = edited(course, lesson, ROOT / "bank", seed)
    path = tmp_path / "notebook.ipynb"
    path.write_text(text, "utf-8")
    found = verdicts(lesson, path, Limits(cell=10))
    assert found.disagree() == [], (lesson.name, done)


@pytest.mark.integration
def test_check_and_grading_point_to_the_same_lines(course: Course, tmp_path: Path) -> None:
    lesson = course.lesson("05_backpropagation")
    path = tmp_path / "notebook.ipynb"
    wrong = "delta = params[i][0].T @ delta\\n"
    notebooks = (text for text, _ in banked(course, lesson, ROOT / "bank"))
    text = next(text for text in notebooks if wrong in text)
    path.write_text(text, "utf-8")
    found = verdicts(lesson, path, Limits(cell=10))
    lines = [
        {name: re.findall("Look .*", said) for name, said in one.items()}
        for one in (found.checked, found.graded)
    ]
    assert lines[0] == lines[1]
    assert lines[1]["backpropagation"] == [
        "Look at line 11 of backpropagation: `delta = params[i][0].T @ delta`"
    ]


def test_the_edits_change_notebooks(course: Course) -> None:
    lesson = course.lesson("04_jacobian_lemmas")
    made = [edited(course, lesson, ROOT / "bank", seed) for seed in range(40)]
    assert len({text for text, _ in made}) == 40
    for text, _ in made:
        assert json.loads(text)["cells"]
    names = {name.split()[-1] for _, done in made for name in done}
    assert {"split", "helper", "retype", "delete", "merge", "lose", "scratch", "typed"} <= names
