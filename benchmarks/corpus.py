"""Does every attack score as it deserves, whoever grades and by whichever command?

The whole corpus of tests/attacks/ is graded

- by ``autograder grade`` as this user (root, where it is run so);
- as an ordinary user whose Python is their own, and as one whose Python is root's;
- by ``nbgrader autograde`` with this project's configuration, as this user.

An attack must score 0 in the exercises that it loses and full marks in those that nothing spoils.
Printed for each way: attacks, those that scored otherwise, files that were changed, processes that
were left, and the time. Exit status 1 where there is one of the first three.

    python benchmarks/corpus.py [--json]
"""

import argparse
import ctypes
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import psutil

from tests.helpers import stock
from tests.helpers.attacks import Attack, by_student, read_attacks
from tests.helpers.hostile_class import ROOT, SUBREAPER, Class, Grading

SECONDS = 120.0  # for a submission
USERS: dict[str, dict[str, bool]] = {
    "as this user": {},
    "ordinary, own Python": {"ordinary": True},
    "ordinary, root's Python": {"ordinary": True, "own_python": False},
}
Scores = Mapping[str, Mapping[str, float]]  # by student and exercise


@dataclass(frozen=True)
class Way:
    """The corpus, graded in one way."""

    name: str
    attacks: int
    otherwise: list[str]
    files: list[str]
    processes: list[str]
    seconds: float


def otherwise(attacks: list[Attack], scores: Scores, points: Mapping[str, float]) -> list[str]:
    """Return what scored otherwise than it deserves."""
    found = []
    for student, ones in by_student(attacks).items():
        lost = {exercise for one in ones for exercise in one.loses}
        for exercise, most in points.items():
            deserved = 0.0 if exercise in lost else most
            score = scores.get(student, {}).get(exercise)
            # What nbgrader's command could not grade at all has earned nothing.
            if score != deserved and not (score is None and lost):
                found.append(f"{student}, {exercise}: {score} of {most}")
    return found


def handed_in(folder: Path, attacks: list[Attack]) -> Class:
    """Hand the corpus in, a submission for those that do not disturb each other."""
    group = Class(folder)
    for student, ones in by_student(attacks).items():
        answers = {name: source for one in ones for name, source in one.answers.items()}
        group.hand_in_answers(student, answers)
    return group


def by_grade(folder: Path, name: str, attacks: list[Attack]) -> Way:
    """Grade with ``autograder grade``."""
    group = handed_in(folder, attacks)
    began = time.monotonic()
    with Grading(group, SECONDS, **USERS[name]) as running:
        outcome = running.finish().outcome
    seconds = time.monotonic() - began
    scores = {
        student: {exercise: earned for exercise, (earned, *_) in exercises.items()}
        for student, exercises in outcome.scores.items()
    }
    wrong = otherwise(attacks, scores, _points(group))
    return Way(name, len(attacks), wrong, outcome.files, outcome.processes, seconds)


def by_nbgrader(folder: Path, attacks: list[Attack]) -> Way:
    """Grade with nbgrader's own command."""
    group = handed_in(folder / "class", attacks)
    submissions = {
        student: next((group.submissions / student).rglob("*.ipynb")).read_bytes()
        for student in by_student(attacks)
    }
    place = folder / "course"
    place.mkdir()
    config = (ROOT / "nbgrader_config.py").read_text("utf-8")
    stock.make_course(place, group.lesson, config, submissions)
    watched = [path for path in (ROOT, Path("/tmp"), Path("/dev/shm"), Path("/")) if path.exists()]  # noqa: S108
    there = {path for one in watched for path in one.glob("*hostile*")}
    began = time.monotonic()
    stock.nbgrader(place, "autograde", group.lesson.name, path=os.environ["PATH"])
    seconds = time.monotonic() - began
    scores = stock.read_scores(place, group.lesson, submissions)
    files = {path for one in watched for path in one.glob("*hostile*")} - there
    # Whose parent has ended is ours; nobody has waited yet for those that ended just now.
    left = [
        " ".join(child.cmdline())
        for child in psutil.Process().children(recursive=True)
        if child.status() != psutil.STATUS_ZOMBIE
    ]
    wrong = otherwise(attacks, scores, _points(group))
    return Way("nbgrader autograde", len(attacks), wrong, sorted(map(str, files)), left, seconds)


def found(way: Way) -> list[str]:
    """Return what must not have happened."""
    return [*way.otherwise, *way.files, *way.processes]


def _points(group: Class) -> dict[str, float]:
    return {exercise.name: exercise.points for exercise in group.lesson.exercises}


def main() -> int:
    """Print a line for each way; 1 if an attack did what it must not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print figures for a program to read")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    attacks = [attack for attack in read_attacks() if not attack.alone]
    with tempfile.TemporaryDirectory(prefix="graded-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # an ordinary user enters it
        ways = [by_grade(folder / str(n), user, attacks) for n, user in enumerate(USERS)]
        ways.append(by_nbgrader(folder / "nbgrader", attacks))
    if options.json:
        print(json.dumps([asdict(way) for way in ways]))
    else:
        for way in ways:
            print(
                f"{way.name:24} {way.attacks} attacks, {len(way.otherwise)} scored otherwise, "
                f"{len(way.files)} files, {len(way.processes)} processes, {way.seconds:.0f} s"
            )
            print(
                "".join(f"  {line}\n" for line in way.otherwise + way.files + way.processes), end=""
            )
    return int(any(map(found, ways)))


if __name__ == "__main__":
    sys.exit(main())
