"""A class from start to end: stopped at any moment, changed, attacked, on one process or more."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.grade import Grades, grade_class
from autograder.classroom.listener import Listener, Plan
from autograder.cli.report import write_grades
from autograder.course.lessons import Course
from autograder.errors import AutograderError
from autograder.sandbox.limits import Limits
from autograder.workers.pool import Pool, Workers
from tests.helpers import small

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("small-class")]

ANSWERS = {
    "ada": small.RIGHT,
    "emmy": small.WRONG,
    "sofia": "raise ValueError('Sofia')",
    "grace": "import os\nos._exit(1)",
    "maryam": small.RIGHT + "\nimport os, signal\nos.kill(os.getppid() or 1, signal.SIGKILL)",
    "karen": "def twice(x):\n    print('\\x1b[31m' * 10**6)\n    return x + x",
}
EARNED = {"ada": 2, "emmy": 0, "sofia": 0, "grace": 0, "maryam": 2, "karen": 2}
LIMITS = Limits(call=4, cell=8, test=8, total=30)


class Plans(Listener):
    """Remembers what was planned."""

    def __init__(self) -> None:
        self.all: list[Plan] = []

    def planned(self, plan: Plan) -> None:
        self.all.append(plan)


class Deadly(Workers):
    """A pool in which one student's submission ends the process that grades it."""

    def __init__(self, pool: Pool, student: str) -> None:
        self._pool, self._student = pool, student

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if args[0].student == self._student:
            return self._pool.submit(os._exit, 1)
        return self._pool.submit(fn, *args, **kwargs)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return small.make_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def folder(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.hand_in(course, tmp_path_factory.mktemp("class"), **ANSWERS)


@pytest.fixture(scope="module")
def undisturbed(
    course: Course, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Grades]:
    """A run in this process, one submission after the other."""
    out = tmp_path_factory.mktemp("undisturbed")
    return out, grade(course, folder, out)


def grade(course: Course, folder: Path, out: Path, **options: Any) -> Grades:
    grades = grade_class(course, folder, out, **({"limits": LIMITS} | options))
    write_grades(grades.scores, out / "grades.csv")
    return grades


def results(out: Path) -> dict[str, bytes]:
    """Return what a run has made for people, by path."""
    made = [
        out / "grades.csv",
        *(out / "autograded").rglob("*.*"),
        *(out / "feedback").rglob("*.*"),
    ]
    return {str(p.relative_to(out)): p.read_bytes() for p in made if p.is_file()}


def test_hostile_and_wrong_answers_cost_their_own_points_alone(
    undisturbed: tuple[Path, Grades],
) -> None:
    _, grades = undisturbed
    assert grades.refusals == ()
    assert {s.student: s.score for s in grades.scores} == EARNED
    assert (grades.graded, grades.kept) == (len(ANSWERS), 0)


def test_processes_make_the_same_bytes(
    course: Course, folder: Path, undisturbed: tuple[Path, Grades], tmp_path: Path
) -> None:
    with Pool(3) as pool:
        grades = grade(course, folder, tmp_path, workers=pool)
    assert grades == undisturbed[1]
    assert results(tmp_path) == results(undisturbed[0])
    assert len(results(tmp_path)) == 2 * len(ANSWERS) + 1


def test_only_what_has_changed_is_graded_again(course: Course, tmp_path: Path) -> None:
    folder, out, heard = tmp_path / "class", tmp_path / "out", Plans()
    own = small.make_course(tmp_path / "course")
    small.hand_in(course, folder, ada=small.RIGHT, emmy=small.RIGHT)

    def run(**options: Any) -> tuple[int, int, dict[str, int]]:
        grade(own, folder, out, listener=heard, **options)
        plan = heard.all[-1]
        return plan.grade, plan.kept, dict(plan.changes)

    assert run() == (2, 0, {})
    assert run() == (0, 2, {})
    small.hand_in(course, folder, emmy=small.WRONG)
    assert run() == (1, 1, {"submission": 1})
    assert "emmy,01_small,twice,0,2" in (out / "grades.csv").read_text()
    assert run(force=True) == (2, 0, {})
    stricter = replace(LIMITS, memory=1500)
    assert run(limits=stricter) == (2, 0, {"limits": 2})
    small.make_course(own.root, small.TEST.replace("-5", "-6").replace("-10", "-12"))
    assert run(limits=stricter) == (2, 0, {"lesson": 2})
    next((out / "autograded").rglob("small.ipynb")).unlink()
    (out / "gradebook.db").unlink()
    before = (out / "grades.csv").read_bytes()
    assert run(limits=stricter) == (0, 2, {})
    assert (out / "grades.csv").read_bytes() == before
    assert len(list((out / "autograded").rglob("small.ipynb"))) == 2
    assert len(list((out / "journal" / "results").iterdir())) == 2
    with contextlib.closing(sqlite3.connect(out / "gradebook.db")) as database, database:
        database.execute("delete from grade")
    found = grade(own, folder, out, limits=stricter)
    assert {total.student: total.score for total in found.totals} == {"ada": 2, "emmy": 0}
    assert (found.graded, (out / "grades.csv").read_bytes()) == (0, before)


def test_a_process_that_dies_loses_one_submission(course: Course, tmp_path: Path) -> None:
    folder, out = tmp_path / "class", tmp_path / "out"
    small.hand_in(course, folder, ada=small.RIGHT, emmy=small.RIGHT, sofia=small.RIGHT)
    with Pool(1) as pool:
        grades = grade(course, folder, out, workers=Deadly(pool, "emmy"))
    assert {s.student: s.score for s in grades.scores} == {"ada": 2, "emmy": 0, "sofia": 2}
    (refusal,) = grades.refusals
    assert refusal.student == "emmy"
    assert "the process that graded it ended" in refusal.reason
    again = grade(course, folder, out)
    assert (again.graded, again.kept) == (1, 2)
    assert [s.score for s in again.scores] == [2, 2, 2]


# A test that computes with an answer, in one step that nothing interrupts and in many.
COMPUTES = """from autograder import require
require(pow(7, twice(3)) > 0, "what for")
for _ in range(twice(4)):
    str(twice)"""
OCCUPIES = {
    "ada": "def twice(x):\n    return 2 * x",
    "emmy": "def twice(x):\n    return 10**9",
    "sofia": "def twice(x):\n    return 10**9 if x == 4 else 1",
}


def test_who_occupies_the_judge_loses_their_own_submission_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.classroom.grading.BESIDE", 6.0)
    own = small.make_course(tmp_path / "course", COMPUTES)
    small.hand_in(own, tmp_path / "class", **OCCUPIES)
    with Pool(1) as pool:
        grades = grade(
            own, tmp_path / "class", tmp_path / "out", workers=pool,
            limits=Limits(call=4, cell=8, test=30, total=10),  # the start counts: a busy machine's
        )  # fmt: skip
    assert {s.student: (s.score, s.reason) for s in grades.scores} == {
        "ada": (2, ""),
        "emmy": (0, "it could not be graded: it gave no answer for 16 s"),
        "sofia": (0, "the submission used up its 10 s."),
    }


def test_nothing_is_graded_where_student_code_could_read_the_rest(
    course: Course, folder: Path, tmp_path: Path
) -> None:
    with tempfile.TemporaryDirectory(dir="/usr/local") as shown:
        inside = Path(shown)
        shutil.copytree(course.root, inside / "course")
        small.hand_in(course, inside / "class", ada=small.RIGHT)
        for what, options in {
            "the folder of solutions": (Course(inside / "course"), folder, tmp_path / "out"),
            "the folder of submissions": (course, inside / "class", tmp_path / "out"),
            "the folder of results": (course, folder, inside / "out"),
        }.items():
            with pytest.raises(AutograderError, match=f"{what} .* which sees all of /usr"):
                grade_class(*options)
        database = f"sqlite:///{inside / 'gradebook.db'}"
        with pytest.raises(AutograderError, match="the gradebook"):
            grade_class(course, folder, tmp_path / "out", database=database)
        assert {path.name for path in inside.iterdir()} == {"course", "class"}
    assert not (tmp_path / "out").exists()


def test_a_lesson_can_be_graded_alone(course: Course, tmp_path: Path) -> None:
    folder = small.hand_in(course, tmp_path / "class", ada=small.RIGHT)
    other = tmp_path / "course" / "solutions" / "02_other"
    own = small.make_course(tmp_path / "course")
    shutil.copytree(small.lesson_of(own).source.parent, other)
    (folder / "ada" / other.name).mkdir()
    (folder / "ada" / other.name / "small.ipynb").write_text("no notebook")
    grades = grade_class(own, folder, tmp_path / "out", lessons=[small.NAME], limits=LIMITS)
    assert [(s.student, s.lesson, s.score) for s in grades.scores] == [("ada", small.NAME, 2)]
    assert grades.refusals == ()


def test_killed_at_any_moment_a_run_goes_on(
    course: Course, folder: Path, undisturbed: tuple[Path, Grades], tmp_path: Path
) -> None:
    """Kill it when it has said that one more is graded, and when it has said it of two more."""
    command = ["grade", str(folder), "--out", str(tmp_path), "--jobs", "2"]
    command += ["--timeout", str(int(LIMITS.total))]
    graded_before = 0
    for number in (1, 2):
        with small.start(course, *command) as running:
            small.until_done(running, number)
            os.killpg(running.pid, signal.SIGKILL)
        results_now = len(list((tmp_path / "journal" / "results").glob("[!.]*")))
        assert results_now >= graded_before
        graded_before = results_now
    with small.start(course, *command) as running:
        said, faults = running.communicate()
    assert running.returncode == 0, faults
    now = len(ANSWERS) - graded_before
    assert f"Graded now: {now}; unchanged since an earlier run: {graded_before}" in said
    assert results(tmp_path)["grades.csv"] == (undisturbed[0] / "grades.csv").read_bytes()
    assert results(tmp_path).keys() == results(undisturbed[0]).keys()


def _all_gone(group: int) -> bool:
    """Whether no process of a group is left, a minute from now at the latest."""
    for _ in range(600):
        if subprocess.run(["pgrep", "-g", str(group)], check=False).returncode == 1:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=lambda stop: stop.name)
def test_who_stops_a_run_hears_how_to_go_on(
    course: Course, tmp_path: Path, stop: signal.Signals
) -> None:
    # Slow enough not to be done before the signal comes, on a busy machine.
    slow = {name: f"import time\ntime.sleep(1)\n{answer}" for name, answer in ANSWERS.items()}
    folder = small.hand_in(course, tmp_path / "class", **slow)
    out = tmp_path / "out"
    command = ["grade", str(folder), "--out", str(out), "--jobs", "1"]
    with small.start(course, *command) as running:
        small.until_done(running, 1)
        if stop == signal.SIGINT:
            os.killpg(running.pid, stop)  # as a terminal sends it
        else:
            os.kill(running.pid, stop)
        said, faults = running.communicate(timeout=120)
    assert running.returncode == 130
    assert said == ""
    last = faults.splitlines()[-1]
    assert last.startswith("autograder: stopped; ")
    assert last.endswith(" of 6 are graded. The same command goes on from there")
    assert "Traceback" not in faults
    assert _all_gone(running.pid), "Python's own helpers end by themselves, a moment later"
    done = int(last.split("; ")[1].split()[0])
    assert len(list((out / "journal" / "results").iterdir())) == done >= 1
