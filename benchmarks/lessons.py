"""How long does a student wait? Run All of each lesson, and its slowest check.

Run All is the source notebook from a cold start, the kernel's start and the hidden tests included.
The checks are timed in a second run without hidden tests, as a student has them, with the reference
answers.

    python benchmarks/lessons.py [--json] [LESSON ...]
"""

import argparse
import json
import re
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets.config import Config

from autograder.course.lessons import Course, Lesson, find_course

SECONDS = 20.0  # that Run All may take
SECONDS_OF_TRAINING = 60.0  # in the lessons that train networks and measure
TRAINING = ("06_gradient_descent", "07_engineering", "08_depth_and_losses")
SECONDS_OF_CHECK = 1.0
# As `make lab` has it; a kernel that is not encrypted warns on the terminal.
ENCRYPTED = Config({"KernelManager": {"transport_encryption": "auto"}})
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS\n?", re.S)


@dataclass(frozen=True)
class Waits:
    """What a lesson takes.

    Attributes:
        run_all: seconds of Run All.
        limit: seconds that it may take.
        check: the grade_id of the slowest check.
        check_seconds: seconds of that check.
    """

    run_all: float
    limit: float
    check: str
    check_seconds: float

    @property
    def kept(self) -> bool:
        """Whether both stay within their limits."""
        return self.run_all <= self.limit and self.check_seconds <= SECONDS_OF_CHECK


def measure(course: Course, lesson: Lesson) -> Waits:
    """Run a lesson twice and time it."""
    notebook = nbformat.read(lesson.source, as_version=4)
    started = time.perf_counter()
    run(notebook, course.root)
    run_all = time.perf_counter() - started
    for cell in notebook.cells:
        cell.source = HIDDEN.sub("", cell.source)
    run(notebook, course.root)
    checks = {
        cell.metadata.nbgrader.grade_id: seconds(cell)
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    slowest = max(checks, key=lambda name: checks[name])
    limit = SECONDS_OF_TRAINING if lesson.name in TRAINING else SECONDS
    return Waits(run_all, limit, slowest, checks[slowest])


def run(notebook: NotebookNode, folder: Path) -> None:
    """Execute a notebook in place, with a kernel of its own."""
    place = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=600, resources=place, config=ENCRYPTED).execute()


def seconds(cell: NotebookNode) -> float:
    """Return what an executed cell took, from the kernel's start of it to its answer."""
    begin, end = (
        datetime.fromisoformat(cell.metadata.execution[event])
        for event in ("iopub.execute_input", "shell.execute_reply")
    )
    return (end - begin).total_seconds()


def main() -> int:
    """Print a table; 1 if a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lessons", nargs="*", metavar="LESSON")
    parser.add_argument("--json", action="store_true", help="print one object, a key for a lesson")
    options = parser.parse_args()
    course = find_course(Path(__file__).parent)
    lessons = [course.lesson(name) for name in options.lessons] or course.lessons
    rows: dict[str, Waits] = {}
    if not options.json:
        print(f"{'':22}  Run All, s  limit, s  check, s  limit, s  slowest check")
    for lesson in lessons:
        rows[lesson.name] = waits = measure(course, lesson)
        if not options.json:
            print(
                f"{lesson.name:22}  {waits.run_all:>10.1f}  {waits.limit:>8g}  "
                f"{waits.check_seconds:>8.2f}  {SECONDS_OF_CHECK:>8g}  {waits.check}"
                f"{'' if waits.kept else '  OVER ITS LIMIT'}",
                flush=True,
            )
    if options.json:
        print(json.dumps({name: asdict(waits) for name, waits in rows.items()}))
    return int(not all(waits.kept for waits in rows.values()))


if __name__ == "__main__":
    raise SystemExit(main())
