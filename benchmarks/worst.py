"""Does a class with the worst submissions in it stay within bounds?

Thirty submissions of lesson 04: twenty right ones, and between them the ten attacks of the hostile
corpus that take the most memory and time, and that do the most to the channel. Graded as a class
is, with a worker for each core and one. Exit status 1 where

- a right submission lost points, or an attack kept some that it must lose;
- a worker, which judges, had more memory than it may take beside what it has from its start;
- the run took longer than its submissions may take together.

    python benchmarks/worst.py [--timeout SECONDS] [--memory MB] [--json]
"""

import argparse
import re
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import psutil
from crowd import show

from autograder.classroom.grade import Grades, grade_class
from autograder.classroom.grading import BESIDE
from autograder.judge.bounds import MEMORY
from autograder.sandbox.limits import Limits
from autograder.sandbox.zygote_client import START, share
from autograder.workers.pool import Pool, usual_jobs
from tests.helpers.attacks import read_attacks
from tests.helpers.hostile_class import Class

STUDENTS = 30
WORST = (
    "memory_alone", "memory_together", "memory_shared", "kernel_memory", "fork_bomb",
    "slow_everywhere", "endless_talk", "flood_of_messages", "wire_slow", "wire_answers",
)  # fmt: skip
BEFORE = 250  # megabytes of a worker that has graded nothing but right answers; it has 190
PERIOD = 0.1  # seconds between two looks at what runs


@dataclass(frozen=True)
class Peak:
    """The most megabytes that were there.

    Attributes:
        judge: of the worker that had the most.
        student: of all student processes together, what they share counted for each.
    """

    judge: float = 0.0
    student: float = 0.0


class Sampler(threading.Thread):
    """Looks at the processes of this one until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._over = threading.Event()
        self.peak = Peak()

    def run(self) -> None:
        while not self._over.wait(PERIOD):
            judges, students = [0.0], 0.0
            for process in psutil.Process().children(recursive=True):
                try:
                    command = process.cmdline()
                    if any("multiprocessing.forkserver" in word for word in command):
                        judges.append(_most(process.pid))
                    elif START not in command or process.status() != psutil.STATUS_SLEEPING:
                        students += process.memory_info().rss / 2**20
                except (psutil.Error, OSError):
                    continue
            self.peak = Peak(max(self.peak.judge, *judges), max(self.peak.student, students))

    def finish(self) -> Peak:
        """Stop, and return what was seen."""
        self._over.set()
        self.join()
        return self.peak


def _most(pid: int) -> float:
    """Return the most megabytes that a process has had since its start."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"^VmHWM:\s*(\d+)", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def hand_in(group: Class) -> dict[str, frozenset[str]]:
    """Hand in the class; return by student what must be lost."""
    attacks = {one.name: one for one in read_attacks() if one.name in WORST}
    loses = {name: attacks[name].loses for name in WORST}
    right = [f"right {number:02}" for number in range(STUDENTS - len(WORST))]
    loses |= dict.fromkeys(right, frozenset())
    for student in loses:
        group.hand_in_answers(student, attacks[student].answers if student in attacks else {})
    return loses


def faults(grades: Grades, loses: dict[str, frozenset[str]]) -> list[str]:
    """Say which exercises did not earn what they deserve."""
    found = []
    for score in grades.scores:
        deserved = 0.0 if score.exercise in loses[score.student] else score.max_score
        if score.score != deserved:
            found.append(f"{score.student} {score.exercise}: {score.score:g} ({score.reason})")
    graded = {score.student for score in grades.scores}
    return found + [f"{student}: not in the grades" for student in loses.keys() - graded]


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--timeout", type=float, default=60, metavar="SECONDS")
    parser.add_argument("--memory", type=int, default=1024, metavar="MB")
    parser.add_argument("--json", action="store_true", help="print one object with the figures")
    options = parser.parse_args()
    limits = Limits(call=5, cell=10, test=15, total=options.timeout, memory=options.memory)
    jobs = usual_jobs()
    with tempfile.TemporaryDirectory(prefix="graded-") as folder:
        group = Class(Path(folder))
        loses = hand_in(group)
        sampler = Sampler()
        sampler.start()
        begun = time.monotonic()
        with Pool(jobs, share()) as pool:
            grades = grade_class(
                group.course, group.submissions, group.out, limits=limits, workers=pool
            )
        seconds = time.monotonic() - begun
        peak = sampler.finish()
    wrong = faults(grades, loses)
    most = BEFORE + MEMORY / 2**20
    longest = (len(WORST) / jobs + 1) * (options.timeout + BESIDE) + STUDENTS * 10
    figures = {
        "submissions": len(loses),
        "not_as_deserved": len(wrong),
        "seconds": round(seconds),
        "seconds_at_most": round(longest),
        "judge_mb": round(peak.judge),
        "judge_mb_at_most": round(most),
        "student_processes_mb": round(peak.student),
    }
    show(figures, wrong, as_json=options.json)
    return int(bool(wrong) or peak.judge > most or seconds > longest)


if __name__ == "__main__":
    sys.exit(main())
