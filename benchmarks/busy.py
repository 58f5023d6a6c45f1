"""Does a right answer that takes nine tenths of its time pass on a busy machine?

As many submissions of lesson 07 as are graded side by side, each with a ``train_digits`` that takes
90 % of the time of a call, beside busy loops. Exit status 1 where one of them loses a point.

    python benchmarks/busy.py [--jobs N] [--loops N] [--json]
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from autograder.classroom.grade import grade_class
from autograder.course.lessons import Course, find_course
from autograder.course.notebook.cells import answers_of, with_answers
from autograder.sandbox.limits import Limits
from autograder.sandbox.zygote_client import share
from autograder.workers.pool import Pool, usual_jobs

SHARE = 0.9
LESSON = "07_engineering"
FIRST, LAST = "    params = start_rows(", "    return params"
WAIT = f"""\
    while time.process_time() - began < {SHARE * Limits.call}:
        pass
    return params"""


def hand_in(course: Course, folder: Path, count: int) -> None:
    """Write the submissions into a folder."""
    lesson = course.lesson(LESSON)
    source = nbformat.read(lesson.source, as_version=4)
    answers = answers_of(source)
    slow = answers["train_digits"]
    slow = slow.replace(FIRST, f"    import time\n    began = time.process_time()\n{FIRST}", 1)
    slow = slow.replace(LAST, WAIT, 1)
    for number in range(count):
        path = folder / f"student {number}" / LESSON / lesson.source.name
        path.parent.mkdir(parents=True)
        path.write_text(nbformat.writes(with_answers(source, {**answers, "train_digits": slow})))


def main() -> int:
    """Grade them and print what they lost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--jobs", type=int, default=usual_jobs())
    parser.add_argument("--loops", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    course = find_course(Path(__file__).resolve().parent.parent)
    with tempfile.TemporaryDirectory(prefix="busy-") as folder:
        hand_in(course, Path(folder, "class"), options.jobs)
        loops = [
            subprocess.Popen([sys.executable, "-c", "while True: pass"])
            for _ in range(options.loops)
        ]
        started = time.monotonic()
        try:
            with Pool(options.jobs, share()) as pool:
                grades = grade_class(
                    course, Path(folder, "class"), Path(folder, "out"), workers=pool
                )
        finally:
            for loop in loops:
                loop.kill()
                loop.wait()
        seconds = time.monotonic() - started
    lost = [
        f"{one.student}: {one.exercise}: {one.reason}"
        for one in grades.scores
        if one.score < one.max_score
    ]
    if options.json:
        print(json.dumps({"submissions": options.jobs, "seconds": seconds, "lost": lost}))
    else:
        print(
            f"{options.jobs} submissions of {SHARE * Limits.call:g} s a call beside "
            f"{options.loops} busy loops, in {seconds:.0f} s: {len(lost)} exercises lost points"
        )
        print(*lost, sep="\n")
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
