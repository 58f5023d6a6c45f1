"""A class of submissions, graded by a process of its own that looks around afterwards.

Run as a program, ``python -m tests.helpers.hostile_class FOLDER SECONDS``, it grades the class
that a ``Class`` was filled with, and prints what came out as JSON and nothing else.
"""

import ctypes
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import nbformat
import psutil

from autograder.classroom.grade import grade_class
from autograder.classroom.listener import Listener, Plan
from autograder.cli.report import write_grades
from autograder.course.lessons import Course
from autograder.course.notebook.cells import answers_of, with_answers
from autograder.sandbox.limits import Limits
from autograder.sandbox.zygote_client import START
from tests.helpers.attacks import LESSON
from tests.helpers.ordinary_user import PYTHON, as_ordinary_user

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(call=2, cell=4, test=4, total=40, memory=1536)
SUBREAPER = 36  # of prctl: orphans of this process become its children, so that none is overlooked


@dataclass
class Outcome:
    """What grading a hostile class left behind.

    Attributes:
        scores: by student and exercise: score, maximum, reason.
        seconds: by student, from the end of one submission to the end of the next.
        refused: students, or names of no student, with something that could not be graded.
        processes: command lines of new processes.
        files: new or changed files outside the output folder.
        megabytes: the most memory that the grader itself had.
    """

    scores: dict[str, dict[str, tuple[float, float, str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    processes: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    megabytes: float = 0.0


class Clock(Listener):
    """Notes how long each submission takes, where one is graded after the other."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = 0.0

    def planned(self, plan: Plan) -> None:
        self._since = time.monotonic()

    def finished(self, done: int, total: int, student: str, lesson: str) -> None:
        now = time.monotonic()
        self.seconds[student], self._since = now - self._since, now


class Class:
    """A class in a folder of its own, with a copy of the course beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "course").exists():
            shutil.copytree(ROOT / "solutions" / LESSON, folder / "course" / "solutions" / LESSON)
            shutil.copy(ROOT / "nbgrader_config.py", folder / "course")
        self.course = Course(folder / "course")
        self.lesson = self.course.lesson(LESSON)
        self.submissions = folder / "submissions"
        self.out = folder / "out"
        self._source = nbformat.read(self.lesson.source, as_version=4)
        self._scratch = folder / "scratch"
        self._scratch.mkdir(exist_ok=True)

    def notebook(self, answers: Mapping[str, str]) -> Any:
        """Return the lesson with answers in place of its own; all others are right."""
        return with_answers(self._source, {**answers_of(self._source), **answers})

    def hand_in(self, student: str, content: bytes) -> None:
        """Put a notebook into the class's folder."""
        path = self.submissions / student / LESSON / self.lesson.source.name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)

    def hand_in_answers(self, student: str, answers: Mapping[str, str]) -> None:
        """Put a notebook with answers into the class's folder."""
        self.hand_in(student, nbformat.writes(self.notebook(answers)).encode())

    def grade(self, limits: Limits) -> Outcome:
        """Grade the class and look around afterwards."""
        outcome = Outcome()
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
        before = {process.pid for process in psutil.Process().children(recursive=True)}
        files = self._listing()
        clock = Clock()
        tempfile.tempdir = str(self._scratch)
        try:
            grades = grade_class(
                self.course, self.submissions, self.out, limits=limits, listener=clock
            )
        finally:
            tempfile.tempdir = None
            ctypes.CDLL(None).prctl(SUBREAPER, 0, 0, 0, 0)
        outcome.seconds = clock.seconds
        self.out.mkdir(exist_ok=True)
        write_grades(grades.scores, self.out / "grades.csv")
        for score in grades.scores:
            earned = (score.score, score.max_score, score.reason)
            outcome.scores.setdefault(score.student, {})[score.exercise] = earned
        outcome.refused = sorted({one.student or one.path.name for one in grades.refusals})
        left = [p for p in psutil.Process().children(recursive=True) if p.pid not in before]
        # Nobody has waited yet for those that became ours just now; they run no more.
        running = [p for p in left if p.status() != psutil.STATUS_ZOMBIE and not _is_zygote(p)]
        outcome.processes = [" ".join(process.cmdline()) for process in running]
        outcome.files = sorted(
            path for path, seen in self._listing().items() if files.get(path) != seen
        )
        outcome.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return outcome

    def _listing(self) -> dict[str, tuple[int, int, int]]:
        """Return size, time and mode of what must stay as it is, and of what bears our mark."""
        watched = [self.course.root, self.submissions, self._scratch]
        paths = [path for folder in watched for path in folder.rglob("*")]
        for folder in ("/tmp", "/dev/shm", "/var/tmp", "/", "/etc", str(ROOT), str(Path.home())):  # noqa: S108
            paths += Path(folder).glob("*hostile*")
        paths += [path for path in PYTHON if path.exists()]
        seen = {str(path): path.lstat() for path in paths}
        return {path: (s.st_size, s.st_mtime_ns, s.st_mode) for path, s in seen.items()}


def _is_zygote(process: psutil.Process) -> bool:
    """Whether a process is what kernels are forked from, which lives as long as the grader."""
    return START in process.cmdline()


@dataclass(frozen=True)
class Graded:
    """A class that was graded by another process.

    Attributes:
        said: what that process printed beside its outcome.
    """

    folder: Path
    outcome: Outcome
    said: str


class Grading:
    """Grades a class in a process of its own, as this user or as an ordinary one."""

    def __init__(
        self, group: Class, seconds: float, *, ordinary: bool = False, own_python: bool = True
    ) -> None:
        self._folder = group.folder
        command = [sys.executable, "-m", __name__, str(group.folder), str(seconds)]
        if ordinary:
            command = as_ordinary_user(command, group.folder, own_python=own_python)
        # One pipe for both, so that nothing that reaches a terminal is overlooked.
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()

    def finish(self) -> Graded:
        """Wait for the end."""
        printed = self._process.communicate()[0].decode("utf-8", "replace")
        said, _, last = printed.rstrip("\n").rpartition("\n")
        if self._process.returncode:
            raise RuntimeError(printed[-3000:])
        return Graded(self._folder, Outcome(**json.loads(last)), said)


def main(folder: Path, seconds: float) -> None:
    """Grade the class in a folder and print the outcome."""
    print(json.dumps(asdict(Class(folder).grade(replace(LIMITS, total=seconds)))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
