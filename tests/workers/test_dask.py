"""Grading on a Dask cluster of real processes, which these tests start."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from autograder.classroom.grade import grade_class
from autograder.cli.report import write_grades
from autograder.course.lessons import Course
from autograder.workers.pool import Pool
from tests.helpers import small

pytestmark = pytest.mark.integration

ANSWERS = {
    "ada": small.RIGHT,
    "emmy": small.WRONG,
    "grace": "import os\nos._exit(1)",
    "sofia": small.RIGHT + "\nimport time\ntime.sleep(3)",
    "maryam": small.RIGHT + "\nimport time\ntime.sleep(3)",
}
QUIET = {"DASK_DISTRIBUTED__ADMIN__LOG_LENGTH": "10", "DASK_LOGGING__DISTRIBUTED": "error"}


def dask(what: str, file: Path, *flags: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(file)]
    return subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--no-dashboard", *flags],
        cwd=file.parent, text=True, stderr=subprocess.DEVNULL, env={**os.environ, **QUIET},
    )  # fmt: skip


class Dask:
    """A scheduler and two workers on loopback."""

    def __init__(self, folder: Path, held: ExitStack) -> None:
        file = folder / "scheduler.json"
        self._start("scheduler", file, held, "--port", "0")
        while not (file.is_file() and file.read_text().endswith("}")):
            time.sleep(0.1)
        self.address = str(json.loads(file.read_text())["address"])
        self.workers = [
            self._start("worker", file, held, "--no-nanny", "--nthreads", "1") for _ in range(2)
        ]

    @staticmethod
    def _start(what: str, file: Path, held: ExitStack, *flags: str) -> subprocess.Popen[str]:
        process = held.enter_context(dask(what, file, *flags))
        held.callback(process.kill)
        return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Dask]:
    with ExitStack() as held:
        yield Dask(tmp_path, held)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return small.make_course(tmp_path / "course")


def test_a_cluster_gives_the_same_grades_and_may_lose_a_worker(
    cluster: Dask, course: Course, tmp_path: Path
) -> None:
    folder = small.hand_in(course, tmp_path / "class", **ANSWERS)
    command = ["grade", str(folder), "--scheduler", cluster.address]
    with small.start(course, *command, "--out", str(tmp_path / "out")) as running:
        small.until_done(running, 1)
        cluster.workers[0].kill()
        said, faults = running.communicate()
    assert running.returncode == 0, faults
    assert "Graded now: 5" in said
    with Pool(2) as pool:
        grades = grade_class(course, folder, tmp_path / "local", workers=pool)
    write_grades(grades.scores, tmp_path / "local" / "grades.csv")
    local = (tmp_path / "local" / "grades.csv").read_bytes()
    assert (tmp_path / "out" / "grades.csv").read_bytes() == local


def test_what_is_no_scheduler_is_said_in_one_line(course: Course, tmp_path: Path) -> None:
    folder = small.hand_in(course, tmp_path / "class", ada=small.RIGHT)
    flags = ["--scheduler", "127.0.0.1:8786", "--out", str(tmp_path / "out")]
    with small.start(course, "grade", str(folder), *flags) as running:
        said, faults = running.communicate()
    assert running.returncode == 1
    assert said == ""
    assert faults.startswith("autograder: 127.0.0.1:8786 is no address of a scheduler")
    assert len(faults.splitlines()) == 1, faults
    assert not (tmp_path / "out").exists()
