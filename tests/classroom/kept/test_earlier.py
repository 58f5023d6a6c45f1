"""What was recorded once: a blank notebook does not displace it, and what is lower now is named."""

import shutil
from collections.abc import Callable
from contextlib import chdir
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.classroom.grade import Grades, grade_class
from autograder.classroom.kept.earlier import Earlier, Loss, totals
from autograder.classroom.listener import Listener
from autograder.classroom.run import Stopped
from autograder.classroom.scores import Score
from autograder.cli.main import main
from autograder.course.lessons import Course
from autograder.sandbox.limits import Limits
from tests.helpers import small

BLANK = "# YOUR CODE HERE\nraise NotImplementedError()"
LIMITS = Limits(call=4, cell=8, test=8, total=30)


class Impatient(Listener):
    """Presses Ctrl-C as soon as one submission is done."""

    def finished(self, done: int, total: int, student: str, lesson: str) -> None:
        raise KeyboardInterrupt


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return small.make_course(tmp_path / "course")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def hand_in(course: Course, tmp_path: Path) -> Callable[..., Path]:
    """Hand in, by student, what stands in the answer's cell; every time the folder is new."""
    folder = tmp_path / "class"

    def put(**answers: str) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        return small.hand_in(course, folder, **answers)

    return put


def grade(course: Course, folder: Path, out: Path, **options: Any) -> Grades:
    return grade_class(course, folder, out, **({"limits": LIMITS} | options))


def earned(grades: Grades) -> dict[str, float]:
    return {score.student: score.score for score in grades.scores}


def recorded(out: Path, student: str) -> float:
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as gradebook:
        return float(gradebook.find_submission(small.NAME, student).score)


@pytest.mark.integration
def test_a_blank_notebook_leaves_an_earlier_grade(
    course: Course, hand_in: Callable[..., Path], out: Path
) -> None:
    grade(course, hand_in(ada=small.RIGHT, emmy=small.WRONG, sofia=BLANK), out)
    pages = {path: path.read_bytes() for path in (out / "feedback").rglob("*.html")}
    again = hand_in(ada=f"{BLANK}\n", emmy=BLANK, sofia=BLANK, grace=BLANK)
    for options in ({}, {}, {"force": True}):
        grades = grade(course, again, out, **options)
        assert earned(grades) == {"ada": 2, "emmy": 0, "sofia": 0, "grace": 0}
        assert [s.student for s in grades.blank] == ["ada", "emmy"]
        assert all(str(s.path).startswith(str(again)) for s in grades.blank)
        assert (grades.losses, grades.refusals) == ((), ())
        assert recorded(out, "ada") == 2
        assert {path: path.read_bytes() for path in pages} == pages
    reasons = {score.student: score.reason for score in grades.scores}
    assert reasons["emmy"] == "twice(3) must be 6."
    assert "no answer" in reasons["sofia"]


@pytest.mark.integration
def test_an_earlier_grade_stays_though_the_grader_or_the_lesson_has_changed(
    course: Course, hand_in: Callable[..., Path], out: Path
) -> None:
    grade(course, hand_in(ada=small.RIGHT), out)
    small.make_course(course.root, small.TEST.replace("-5", "-6").replace("-10", "-12"))
    grades = grade(course, hand_in(ada=BLANK), out)
    assert (earned(grades), grades.graded, len(grades.blank)) == ({"ada": 2}, 1, 1)


@pytest.mark.integration
def test_a_grade_of_which_the_gradebook_alone_is_left(
    course: Course, hand_in: Callable[..., Path], tmp_path: Path
) -> None:
    """Each assignment has a folder of its own, and all have one gradebook."""
    book = f"sqlite:///{tmp_path / 'book.db'}"
    folder = hand_in(ada=small.RIGHT, emmy=small.WRONG)
    grade(course, folder, tmp_path / "first", database=book)
    grades = grade(course, hand_in(ada=BLANK, emmy=BLANK), tmp_path / "second", database=book)
    assert earned(grades) == {"ada": 2, "emmy": 0}
    assert [s.student for s in grades.blank] == ["ada"]
    assert "those of an earlier run" in grades.scores[0].reason
    assert not (tmp_path / "second" / "submitted" / "ada").exists()
    grades = grade(course, hand_in(ada=small.RIGHT), tmp_path / "second", database=book)
    assert (earned(grades), grades.blank, grades.scores[0].reason) == ({"ada": 2}, (), "")


@pytest.mark.integration
def test_a_blank_notebook_does_not_make_an_earlier_one_late(
    course: Course, hand_in: Callable[..., Path], out: Path
) -> None:
    for answer, when in ((small.RIGHT, "2026-01-30"), (BLANK, "2026-06-30")):
        folder = hand_in(ada=answer)
        (folder / "ada" / small.NAME / "timestamp.txt").write_text(f"{when} 12:00:00 UTC")
        grade(course, folder, out)
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as gradebook:
        handed_in = gradebook.find_submission(small.NAME, "ada").timestamp
    assert handed_in == datetime(2026, 1, 30, 12)


@pytest.mark.integration
def test_what_is_lower_than_before_is_named(
    course: Course, hand_in: Callable[..., Path], out: Path
) -> None:
    grade(course, hand_in(ada=small.RIGHT, emmy=small.WRONG, sofia=small.RIGHT), out)
    grades = grade(course, hand_in(ada=small.WRONG, emmy=small.RIGHT, sofia=small.RIGHT), out)
    assert grades.losses == (Loss("ada", small.NAME, 2, 0),)
    assert grade(course, hand_in(ada=small.WRONG), out).losses == ()
    small.make_course(course.root, small.TEST.replace("-10", "-11"))
    grades = grade(course, hand_in(sofia=small.RIGHT), out)
    assert grades.losses == (Loss("sofia", small.NAME, 2, 0),)
    assert not (out / "journal" / "earlier").exists()


@pytest.mark.integration
def test_what_is_refused_after_it_was_graded_is_named_and_costs_nothing(
    course: Course, hand_in: Callable[..., Path], out: Path
) -> None:
    grade(course, hand_in(ada=small.RIGHT, emmy=small.RIGHT), out)
    for students in (("ada", "emmy"), ("ada",)):
        folder = hand_in(**dict.fromkeys(students, small.RIGHT))
        (folder / "ada" / small.NAME / "small.ipynb").write_text("no notebook")
        grades = grade(course, folder, out)
        assert [refusal.student for refusal in grades.refusals] == ["ada"]
        assert grades.losses == ()
        assert earned(grades)["ada"] == recorded(out, "ada") == 2


@pytest.mark.integration
def test_a_run_that_was_stopped_names_its_losses_when_it_goes_on(
    course: Course, hand_in: Callable[..., Path], out: Path
) -> None:
    grade(course, hand_in(ada=small.RIGHT, emmy=small.RIGHT), out)
    folder = hand_in(ada=small.WRONG, emmy=small.WRONG)
    with pytest.raises(Stopped):
        grade(course, folder, out, listener=Impatient())
    assert sorted(recorded(out, student) for student in ("ada", "emmy")) == [0, 2]
    grades = grade(course, folder, out)
    assert [loss.student for loss in grades.losses] == ["ada", "emmy"]
    assert grade(course, folder, out).losses == ()


@pytest.mark.integration
def test_the_terminal_says_both(
    course: Course, hand_in: Callable[..., Path], out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with chdir(course.root):
        for answers in ({"ada": small.RIGHT, "emmy": small.RIGHT},
                        {"ada": BLANK, "emmy": small.WRONG}):  # fmt: skip
            folder = hand_in(**answers)
            capsys.readouterr()
            assert main(["grade", str(folder), "--out", str(out), "--jobs", "1"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-2:] == [
        f"Nothing is written in {folder}/ada/{small.NAME}/small.ipynb; the earlier grade stays: "
        f"ada, {small.NAME}",
        f"Fewer points than before: emmy, {small.NAME}: 2 before, 0 now",
    ]
    assert f"ada,{small.NAME},twice,2,2," in (out / "grades.csv").read_text()


def test_points_are_added_up_as_scores_are(tmp_path: Path) -> None:
    lesson = small.lesson_of(small.make_course(tmp_path))
    points = {"ada": {"test_twice": 1.5, "by_hand": 3.0}, "emmy": {}}
    assert totals(lesson, points) == {("ada", small.NAME): 1.5, ("emmy", small.NAME): 0.0}


def test_what_a_stopped_run_noted_goes_first(tmp_path: Path) -> None:
    path, ada, emmy = tmp_path / "journal" / "earlier", ("ada", "04"), ("эмми", "05")
    Earlier(path).note({ada: 2.0})
    earlier = Earlier(path)
    earlier.note({ada: 1.0, emmy: 0.3})
    scores = [Score("ada", "04", one, 0.75, 1, "") for one in ("first", "second")]
    scores += [Score("эмми", "05", one, 0.1, 1, "") for one in ("a", "b", "c")]
    assert earlier.losses(scores) == (Loss("ada", "04", 2.0, 1.5),)
    earlier.forget([ada])
    assert Earlier(path).points(emmy) == 0.3
    earlier.forget([emmy])
    assert not path.exists()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"7", b"[1]", b'[["a", "b"]]', b'[["a", "b", {}]]', b"[" * 10**5]
)
def test_a_damaged_file_is_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "earlier").write_bytes(content)
    assert Earlier(tmp_path / "earlier").points(("a", "b")) == 0
