"""How fast is a class graded? Against stock nbgrader, from one run.

The same submissions of lessons 04 and 05, drawn from the bank of answers as those of ``autograder
demo`` are, go through

- ``nbgrader autograde`` with nbgrader's defaults: no sandbox, no judge, no feedback pages;
- ``autograder grade``: sandbox and judge on, with feedback pages and grades.csv.

They take turns on the same cores: stock grades lesson 04, ours the whole class, stock lesson 05, as
its command takes one lesson. Both are timed as a user would start them, so that what each needs to
begin counts, and begin with an empty gradebook (stock: ``nbgrader generate_assignment``).
Memory is that of ``autograder grade`` itself, where the class is; the processes beside it are one a
core, however large the class.

With ``--stages``: what a submission costs of the processor, stage by stage, beside what its answers
and tests cost in one plain process; a class of N shares the start of a run.

    python benchmarks/grading.py [--submissions N] [--skip-stock] [--growth] [--json]
    python benchmarks/grading.py --stages [--submissions N] [--students N]
"""

import argparse
import contextlib
import ctypes
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from stages import Cost, costs_of, table

from autograder.course.demo import simulate_class
from autograder.course.lessons import Course, find_course

LESSONS = ("04_jacobian_lemmas", "05_backpropagation")
BIN = Path(sys.executable).parent
CONFIG = """
c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "course"
"""
SAMPLE = 0.1  # seconds between two looks at the memory of a process
GROWTH = (50, 500)  # submissions
SUBREAPER = 36  # of prctl: whoever loses its parent becomes a child of this process


@dataclass(frozen=True)
class Timed:
    """A command that was run: its time, and its own peak of memory."""

    seconds: float
    memory_mb: float


def main() -> int:
    parser = argparse.ArgumentParser(description="Time the grading of a class.")
    parser.add_argument("--submissions", type=int, default=100, metavar="N")
    parser.add_argument("--skip-stock", action="store_true", help="time ours alone")
    parser.add_argument("--growth", action="store_true", help=f"time ours with {GROWTH} as well")
    parser.add_argument("--stages", action="store_true", help="only what a submission costs")
    parser.add_argument("--students", type=int, default=12, metavar="N", help="for --stages")
    parser.add_argument("--json", action="store_true", help="print one object with the figures")
    options = parser.parse_args()
    course = find_course(Path(__file__).parent)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        if options.stages:
            costs = cost_stages(course, folder / "stages", options.submissions, options.students)
            print(table(costs))
            return 0
        figures = compare(course, folder, options.submissions, not options.skip_stock)
        growth = grow(course, folder / "growth") if options.growth else {}
    if options.json:
        print(json.dumps(figures | growth))
        return 0
    print(f"submissions: {figures['submissions']}, cores: {figures['cores']}")
    print(f"stock nbgrader:  {figures['stock_per_second'] or float('nan'):.3g} submissions/s")
    print(f"autograder:      {figures['ours_per_second']:.3g} submissions/s")
    print(f"ratio:           {figures['speedup'] or float('nan'):.3g}")
    print(f"peak memory:     {figures['peak_memory_mb']:.0f} MB")
    for what, value in growth.items():
        print(f"{what.replace('_', ' ')}: {value:.3g}")
    return 0


def compare(course: Course, folder: Path, submissions: int, with_stock: bool) -> dict[str, object]:
    """Run both over the same submissions, in turns."""
    handed_in = hand_in(course, folder, submissions)
    first, *others = LESSONS
    stock = stock_autograde(course, handed_in, folder / "stock", [first]) if with_stock else 0.0
    ours = autograder_grade(course, handed_in, folder / "ours")
    stock += stock_autograde(course, handed_in, folder / "stock", others) if with_stock else 0.0
    return {
        "submissions": submissions,
        "cores": len(os.sched_getaffinity(0)),
        "stock_per_second": submissions / stock if stock else None,
        "ours_per_second": submissions / ours.seconds,
        "speedup": stock / ours.seconds if stock else None,
        "peak_memory_mb": ours.memory_mb,
    }


def hand_in(course: Course, folder: Path, submissions: int) -> Path:
    """Write submissions into a folder and return it."""
    simulate_class(course, folder / "class", -(-submissions // len(LESSONS)), LESSONS)
    found = sorted((folder / "class").glob("*/*"))
    for path in found[submissions:]:
        shutil.rmtree(path)
    return folder / "class"


def stock_autograde(course: Course, submitted: Path, root: Path, lessons: Sequence[str]) -> float:
    """Grade lessons with stock nbgrader in a course of its own; return the seconds."""
    seconds = 0.0
    if not root.exists():
        shutil.copytree(submitted, root / "submitted")
        (root / "nbgrader_config.py").write_text(CONFIG)
    for lesson in lessons:
        shutil.copytree(course.solutions / lesson, root / "solutions" / lesson)
        seconds += run([BIN / "nbgrader", "generate_assignment", lesson], root).seconds
        seconds += run([BIN / "nbgrader", "autograde", lesson], root).seconds
        handed_in = [path.relative_to(submitted) for path in submitted.glob(f"*/{lesson}/*.ipynb")]
        missing = [path for path in handed_in if not (root / "autograded" / path).exists()]
        if missing:
            raise SystemExit(f"stock nbgrader has not graded {missing}")
    return seconds


def autograder_grade(course: Course, submitted: Path, out: Path) -> Timed:
    """Grade with ``autograder grade``."""
    return run([BIN / "autograder", "grade", submitted, "--out", out], course.root)


def run(command: list[str | Path], folder: Path) -> Timed:
    """Run a command to its end, which must be a good one."""
    environment = {**os.environ, "PATH": f"{BIN}:{os.environ.get('PATH', os.defpath)}"}
    peak = 0.0
    start = time.monotonic()
    with tempfile.TemporaryFile() as said, subprocess.Popen(
        command, cwd=folder, env=environment, stdout=said, stderr=said
    ) as running:  # fmt: skip
        process = psutil.Process(running.pid)
        while running.poll() is None:
            with process.oneshot():
                if process.status() != psutil.STATUS_ZOMBIE:
                    peak = max(peak, process.memory_info().rss / 2**20)
            time.sleep(SAMPLE)
        seconds = time.monotonic() - start
        if running.returncode:
            said.seek(0)
            raise SystemExit(f"{command}: {said.read().decode()[-2000:]}")
    return Timed(seconds, peak)


def cost_stages(course: Course, folder: Path, submissions: int, students: int) -> dict[str, Cost]:
    """Return what a submission of each lesson costs.

    Args:
        course: the course.
        folder: for what is written meanwhile.
        submissions: among how many the start of a run is shared.
        students: how many submissions of a lesson are measured.
    """
    handed_in = hand_in(course, folder, 1)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with orphans_taken():
        autograder_grade(course, handed_in, folder / "out")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        name: costs_of(course, course.lesson(name), seconds / submissions, students)
        for name in LESSONS
    }


@contextlib.contextmanager
def orphans_taken() -> Iterator[None]:
    """Wait for all processes that the block starts.

    A run does not wait for the process that its workers are forked from, which takes almost half of
    the time of a start.
    """
    prctl = ctypes.CDLL(None).prctl
    prctl(SUBREAPER, 1, 0, 0, 0)
    yield
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    prctl(SUBREAPER, 0, 0, 0, 0)


def grow(course: Course, folder: Path) -> dict[str, float]:
    """Return how time and memory grow with the class."""
    few, many = (
        autograder_grade(course, hand_in(course, folder / str(n), n), folder / f"out{n}")
        for n in GROWTH
    )
    return {
        "time_growth": many.seconds / few.seconds,
        "memory_growth": many.memory_mb / few.memory_mb,
    }


if __name__ == "__main__":
    sys.exit(main())
