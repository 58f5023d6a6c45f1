"""A class graded through stock nbgrader, with real kernels."""

import csv
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.classroom.grade import Grades, grade_class
from autograder.classroom.scores import Score
from autograder.cli.report import write_grades
from autograder.course.answer_bank import Answer, right_answers, wrong_answers
from autograder.course.lessons import Course, Lesson
from autograder.course.notebook.cells import answers_of, with_answers

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("graded-class")]

NAME = "04_jacobian_lemmas"
EACH = 4  # wrong answers an exercise that go through kernels here; all of them: test_lesson_tests


@dataclass(frozen=True)
class Class:
    """A graded class and what each student was given."""

    grades: Grades
    out: Path
    mistakes: Mapping[str, list[Answer]]

    def scores(self, student: str) -> dict[str, Score]:
        return {s.exercise: s for s in self.grades.scores if s.student == student}


@pytest.fixture(scope="module")
def lesson(course: Course) -> Lesson:
    return course.lesson(NAME)


@pytest.fixture(scope="module")
def graded(
    course: Course,
    lesson: Lesson,
    released: nbformat.NotebookNode,
    tmp_path_factory: pytest.TempPathFactory,
) -> Class:
    """Right answers in every style, wrong ones of every kind, nothing at all, and no notebook."""
    folder, out = tmp_path_factory.mktemp("class"), tmp_path_factory.mktemp("out")
    bank = course.root / "bank" / NAME
    solved = answers_of(nbformat.read(lesson.source, as_version=4))

    def hand_in(student: str, answers: Mapping[str, str]) -> None:
        path = folder / student / NAME / lesson.source.name
        path.parent.mkdir(parents=True)
        nbformat.write(with_answers(released, answers), path)

    hand_in("solved", solved)
    hand_in("untouched", {})
    for style, answers in right_answers(bank).items():
        hand_in(f"right {style}", {**solved, **answers})
    mistakes = _spread(wrong_answers(bank))
    for student, wrong in mistakes.items():
        hand_in(student, {**solved, **{answer.exercise: answer.source for answer in wrong}})
    hand_in("broken", {})
    (folder / "broken" / NAME / lesson.source.name).write_text("not a notebook")
    return Class(grade_class(course, folder, out), out, mistakes)


def _spread(wrong: list[Answer]) -> dict[str, list[Answer]]:
    """Deal wrong answers out to students: each gets half of the exercises wrong."""
    mistakes: dict[str, list[Answer]] = {}
    exercises = sorted({answer.exercise for answer in wrong})
    for number, exercise in enumerate(exercises):
        for turn, answer in enumerate([a for a in wrong if a.exercise == exercise][:EACH]):
            student = f"wrong {2 * turn + number % 2:02}"
            mistakes.setdefault(student, []).append(answer)
    return mistakes


def test_the_solution_earns_full_marks(graded: Class, lesson: Lesson) -> None:
    scores = graded.scores("solved")
    assert scores.keys() == {exercise.name for exercise in lesson.exercises}
    assert all(s.score == s.max_score > 0 and s.reason == "" for s in scores.values())
    assert sum(s.max_score for s in scores.values()) == 20


def test_the_untouched_release_earns_nothing(graded: Class) -> None:
    scores = graded.scores("untouched")
    assert len(scores) == len(graded.scores("solved"))
    assert all(s.score == 0 and s.reason for s in scores.values())
    assert "affine_grad_W is not written yet" in scores["affine_grad_W"].reason


def test_right_answers_in_other_styles_earn_full_marks(graded: Class, course: Course) -> None:
    styles = right_answers(course.root / "bank" / NAME)
    assert len(styles) >= 5
    for style in styles:
        lost = [s for s in graded.scores(f"right {style}").values() if s.score < s.max_score]
        assert lost == []


def test_wrong_answers_lose_exactly_the_points_of_their_exercise(graded: Class) -> None:
    assert sum(len(wrong) for wrong in graded.mistakes.values()) >= 25
    for student, wrong in graded.mistakes.items():
        missed = {answer.exercise for answer in wrong}
        for exercise, score in graded.scores(student).items():
            expected = 0 if exercise in missed else score.max_score
            assert score.score == expected, (student, score, wrong)
            assert bool(score.reason) == (exercise in missed)


def test_what_is_no_notebook_is_reported_and_scores_nothing(graded: Class) -> None:
    (refusal,) = graded.grades.refusals
    assert refusal.student == "broken"
    assert all(s.score == 0 for s in graded.scores("broken").values())
    assert {s.reason for s in graded.scores("broken").values()} == {refusal.reason}


def test_reasons_show_no_checker_code_and_no_hidden_test(graded: Class) -> None:
    for score in graded.grades.scores:
        assert "Traceback" not in score.reason
        assert "HIDDEN" not in score.reason


def test_nbgrader_holds_the_same_scores(graded: Class) -> None:
    with Gradebook(f"sqlite:///{graded.out / 'gradebook.db'}") as gradebook:
        for student in ("solved", "untouched", *graded.mistakes):
            submission = gradebook.find_submission(NAME, student)
            assert submission.score == sum(s.score for s in graded.scores(student).values())
            assert not submission.needs_manual_grade


def test_every_graded_student_has_a_feedback_page(graded: Class, lesson: Lesson) -> None:
    for student in ("solved", "untouched", *graded.mistakes):
        page = graded.out / "feedback" / student / NAME / f"{lesson.notebook}.html"
        assert "<html" in page.read_text(encoding="utf-8")


def test_grading_again_gives_the_same_bytes(graded: Class, course: Course, tmp_path: Path) -> None:
    write_grades(graded.grades.scores, tmp_path / "first.csv")
    # From a submitted/ folder itself, as nbgrader's own collecting leaves it.
    for student in ("solved", "wrong 00"):
        shutil.copytree(graded.out / "submitted" / student, tmp_path / "submitted" / student)
    again = grade_class(course, tmp_path / "submitted", tmp_path)
    write_grades(again.scores, tmp_path / "again.csv")
    first = _rows(tmp_path / "first.csv")
    assert _rows(tmp_path / "again.csv") == [
        row for row in first if row[0] in ("student", "solved", "wrong 00")
    ]


def _rows(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))
