"""Does grading fail what ``autograder check`` fails, whatever was done to the notebook?

Notebooks are made by random answers and random edits, as people and editors make them
(tests/helpers/edits.py). Each is checked in a kernel of its own and graded in the sandbox with the
tests that students can see. With --bank, they hold the answers of the bank instead, all of them.
With --nbgrader the same notebooks are graded by ``autograder grade`` and by ``nbgrader autograde``
instead, with all tests. Exit status 1 where two disagree about an exercise, or where one raises.

    python benchmarks/agreement.py [--count N] [--seed N] [--jobs N] [--bank] [--nbgrader]
                                   [--keep DIR] [--json]
"""

import argparse
import itertools
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from autograder.classroom.grade import grade_class
from autograder.course.lessons import Course, find_course
from autograder.sandbox.limits import Limits
from tests.helpers import stock
from tests.helpers.agreement import banked, edited, verdicts

ROOT = Path(__file__).resolve().parent.parent
LIMITS = Limits(cell=10, memory=2048)


@dataclass(frozen=True)
class Compared:
    """One notebook: what was done to it, and what the two ways say differently."""

    name: str
    done: list[str]
    exercises: int
    failed: int
    disagree: list[str]
    differ: list[str]
    raised: str = ""


def compare(lesson: str, name: str, text: str, done: list[str], keep: Path) -> list[Compared]:
    """Check and grade one notebook; keep it where the two disagree."""
    folder = keep / f"{lesson}-{name}"
    folder.mkdir(parents=True)
    path = folder / "notebook.ipynb"
    path.write_text(text, "utf-8")
    label = f"{lesson} {name}"
    try:
        found = verdicts(find_course(ROOT).lesson(lesson), path, LIMITS)
    except Exception:
        return [Compared(label, done, 0, 0, [], [], traceback.format_exc())]
    failed = sum(map(bool, found.graded.values()))
    disagree, differ = found.disagree(), found.differ()
    if differ:
        said = {name: [found.checked.get(name), found.graded.get(name)] for name in differ}
        (folder / "differ.json").write_text(json.dumps(said, indent=1), "utf-8")
    else:
        path.unlink()
        folder.rmdir()
    return [Compared(label, done, len(found.graded), failed, disagree, differ)]


def notebooks(count: int, seed: int, bank: bool) -> Iterator[tuple[str, str, str, list[str]]]:
    """Make the notebooks: lesson, name, text, what was done."""
    course = find_course(ROOT)
    lessons = [one for one in course.lessons if (ROOT / "bank" / one.name).is_dir()]
    if bank:
        for lesson in lessons:
            for number, (text, done) in enumerate(banked(course, lesson, ROOT / "bank")):
                yield lesson.name, str(number), text, done
        return
    for number, lesson in zip(range(count), itertools.cycle(lessons), strict=False):
        text, done = edited(course, lesson, ROOT / "bank", seed * 100_000 + number)
        yield lesson.name, str(number), text, done


def compare_with_nbgrader(lesson: str, texts: dict[str, str], keep: Path) -> list[Compared]:
    """Grade a lesson's notebooks in both ways."""
    found = find_course(ROOT).lesson(lesson)
    submissions = {student: text.encode() for student, text in texts.items()}
    folder = keep / lesson
    folder.mkdir(parents=True)
    stock.make_course(folder, found, (ROOT / "nbgrader_config.py").read_text(), submissions)
    grades = grade_class(Course(folder), folder / "submitted", folder / "out", limits=LIMITS)
    ours: dict[str, dict[str, float]] = {}
    for score in grades.scores:
        ours.setdefault(score.student, {})[score.exercise] = score.score
    ran = stock.nbgrader(folder, "autograde", lesson, path=os.environ["PATH"])
    theirs = stock.read_scores(folder, found, submissions)
    return [
        Compared(
            f"{lesson} {student}", [], len(ours[student]), 0,
            [name for name, points in ours[student].items()
             if theirs.get(student, {}).get(name) != points],
            [], "" if student in theirs else ran.stderr[-1000:],
        )
        for student in submissions
    ]  # fmt: skip


def main() -> int:
    """Compare them all and print what came out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--bank", action="store_true")
    parser.add_argument("--nbgrader", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--keep", type=Path, help="where notebooks go of which the two say different things"
    )
    options = parser.parse_args()
    keep = options.keep or Path(tempfile.mkdtemp(prefix="agreement-"))
    started = time.monotonic()
    results: list[Compared] = []
    made = notebooks(options.count, options.seed, options.bank)
    with ProcessPoolExecutor(options.jobs) as pool:
        waiting: list[Future[list[Compared]]] = []
        if options.nbgrader:
            classes: dict[str, dict[str, str]] = {}
            for lesson, name, text, _ in made:
                classes.setdefault(lesson, {})[f"student {name}"] = text
            waiting += [pool.submit(compare_with_nbgrader, *one, keep) for one in classes.items()]
        else:
            waiting += [pool.submit(compare, *one, keep) for one in made]
        for done in waiting:
            for one in done.result():
                results.append(one)
                if (one.disagree or one.raised) and not options.json:
                    print(f"{one.name}: {one.disagree} after {one.done}\n{one.raised}", flush=True)
    disagree = sum(len(one.disagree) for one in results)
    raised = sum(bool(one.raised) for one in results)
    if options.json:
        print(json.dumps([asdict(one) for one in results]))
    else:
        print(
            f"{len(results)} notebooks, {sum(one.exercises for one in results)} exercises, "
            f"{sum(one.failed for one in results)} of which fail: {disagree} where the two "
            f"disagree, {sum(len(one.differ) for one in results)} with other words, {raised} "
            f"notebooks raised; {time.monotonic() - started:.0f} s. See {keep}"
        )
    return int(bool(disagree or raised))


if __name__ == "__main__":
    sys.exit(main())
