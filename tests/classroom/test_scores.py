"""What a student earned, exercise by exercise."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder import CheckFailed, check_gradient, exact
from autograder.classroom.scores import scores_of, zeros
from autograder.course.lessons import Exercise, Lesson
from autograder.judge.marks import Mark
from tests.helpers import small


def test_a_reason_ends_before_the_table_of_a_networks_gradients(tmp_path: Path) -> None:
    doubled = [(2 * np.ones((2, 3)), np.ones(2)), (np.ones((1, 2)), np.ones(1))]
    right: Any = [
        (exact(np.ones((2, 3)), name="dW1"), exact(np.ones(2), name="db1")),
        (exact(np.ones((1, 2)), name="dW2"), exact(np.ones(1), name="db2")),
    ]
    with pytest.raises(CheckFailed) as failed:
        check_gradient(lambda x: doubled, lambda _: ({"x": np.ones(3)}, right))
    words, _, table = str(failed.value).partition("\n  parameter")
    assert "verdict" in table
    mark = Mark("test_twice", 0.0, 2.0, str(failed.value))
    lesson = small.lesson_of(small.make_course(tmp_path))
    (score,) = scores_of("ada", lesson, [mark], {})
    assert score.reason == words


def test_an_exercise_has_the_causes_of_its_tests(tmp_path: Path) -> None:
    lesson = small.lesson_of(small.make_course(tmp_path))

    def cause(*causes: str) -> str:
        marks = [Mark(f"test_{n}", 0.0, 1.0, "", one) for n, one in enumerate(causes)]
        (score,) = scores_of("ada", made, marks, {})
        return score.cause

    made = Lesson(lesson.name, lesson.source)
    tests = ("test_0", "test_1", "test_2")
    made.__dict__["exercises"] = (Exercise("twice", tests, 3.0),)
    assert cause("", "", "") == ""
    assert cause("turned", "", "turned") == "turned"
    assert cause("", "late or slow", "cost") == "late or slow; cost"
    assert cause("turned", "cost") == "turned; cost; missing"
    assert {score.cause for score in zeros("ada", lesson, "not a notebook")} == {"not-graded"}
