"""Does a run that is killed at any moment go on as if nothing had been?

A class of 60 is graded once undisturbed. Then, for every kill: into a new folder, kill -9 at a
random moment after a random number of submissions, of the command alone or of all its processes;
the same command again; and what is there afterwards is compared with the undisturbed run byte by
byte: grades.csv, totals.csv, graded notebooks, feedback pages, and the rows of the gradebook.

    python benchmarks/kills.py [--kills N] [--seed N] [--json]
"""

import argparse
import json
import os
import random
import re
import signal
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from autograder.course.lessons import Course
from tests.classroom.gradebook.test_writer import ROWS
from tests.helpers import small

STUDENTS = 60
COUNTS = re.compile(r"Graded now: (\d+)(?:; unchanged since an earlier run: (\d+))?")


def grade(course: Course, folder: Path, out: Path) -> tuple[int, int]:
    """Grade to the end; return how many were graded and how many kept."""
    with small.start(course, "grade", str(folder), "--out", str(out)) as running:
        said, faults = running.communicate()
    if running.returncode:
        raise SystemExit(f"the run failed: {faults}")
    counts = COUNTS.search(said)
    graded, kept = (int(n or 0) for n in counts.groups()) if counts else (0, STUDENTS)
    return graded, kept


def state(out: Path) -> dict[str, object]:
    """Return all that a run leaves, but for times."""
    files = [out / "grades.csv", out / "totals.csv"]
    files += [path for name in ("autograded", "feedback") for path in (out / name).rglob("*.*")]
    found: dict[str, object] = {
        str(p.relative_to(out)): p.read_bytes() for p in files if p.is_file()
    }
    with sqlite3.connect(out / "gradebook.db") as database:
        for what, query in ROWS.items():
            found[what] = sorted(map(repr, database.execute(query)))
    return found


def kill(
    course: Course, folder: Path, out: Path, lines: int, pause: float, everything: bool
) -> int:
    """Start a run and kill it; return how many results it has kept.

    Args:
        lines: kill it when it has said that so many are graded,
        pause: and so many seconds have gone by.
        everything: kill its workers too.
    """
    with small.start(course, "grade", str(folder), "--out", str(out)) as running:
        if lines:
            small.until_done(running, lines)
        time.sleep(pause)  # the moment is the point
        if everything:
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()
    return len(list((out / "journal" / "results").glob("[!.]*")))


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill runs of grading at random moments.")
    parser.add_argument("--kills", type=int, default=20, metavar="N")
    parser.add_argument("--seed", type=int, default=None, metavar="N")
    parser.add_argument("--json", action="store_true", help="print one object with the figures")
    options = parser.parse_args()
    draw = random.Random(options.seed)  # noqa: S311, no secret is made
    same = lost = twice = 0
    with tempfile.TemporaryDirectory(prefix="graded-") as name:
        course = small.make_course(Path(name) / "course")
        answers = {f"s{n:02}": small.WRONG if n % 3 == 0 else small.RIGHT for n in range(STUDENTS)}
        folder = small.hand_in(course, Path(name) / "class", **answers)
        grade(course, folder, Path(name) / "whole")
        expected = state(Path(name) / "whole")
        for number in range(options.kills):
            out = Path(name) / f"out{number}"
            lines = draw.randrange(STUDENTS)
            pause = draw.uniform(0, 0.3 if lines else 3)  # it takes a second or two to begin
            before = kill(course, folder, out, lines, pause, everything=number % 2 == 0)
            graded, kept = grade(course, folder, out)
            same += state(out) == expected
            lost += graded + kept != STUDENTS
            twice += kept != before
            if not options.json:
                print(f"killed after {lines:2} and {pause:.2f} s: {kept:2} kept, {graded:2} graded")
    figures = {"kills": options.kills, "same": same, "lost": lost, "graded_twice": twice}
    print(
        json.dumps(figures) if options.json else "; ".join(f"{k}: {v}" for k, v in figures.items())
    )
    return 0 if same == options.kills and not lost and not twice else 1


if __name__ == "__main__":
    sys.exit(main())
