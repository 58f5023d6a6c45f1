"""Are a thousand submissions of all kinds graded as they deserve, in one run?

Every right and every wrong answer of bank/ is handed in as a submission of its own,
and so is every attack of the hostile corpus, with notebooks and folders that are none. Right
submissions are repeated until there are enough; where fewer are wanted than there are, wrong
answers are left out evenly. Afterwards:

- right submissions have full marks;
- a wrong answer has lost points in its exercise;
- an attack has lost the exercises that it must lose, and no other;
- what is no notebook scores 0 with a reason;
- all that was handed in is in grades.csv, and what was graded is in the gradebook.

    python benchmarks/crowd.py [--submissions N] [--json]
"""

import argparse
import json
import math
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import nbformat
from nbgrader.api import Gradebook, MissingEntry

from autograder.classroom.grade import Grades, grade_class
from autograder.course.answer_bank import right_answers, wrong_answers
from autograder.course.lessons import find_course
from autograder.course.notebook.cells import answers_of, with_answers
from autograder.sandbox.limits import Limits
from autograder.sandbox.zygote_client import share
from autograder.workers.pool import Pool
from tests.helpers.attacks import LESSON, read_attacks
from tests.helpers.hostile_class import Class
from tests.helpers.hostile_notebooks import hand_in_edited, hand_in_malformed

# An attack may take all the time that there is; one has two cells that never end, each cut.
LIMITS = Limits(call=10, cell=15, test=15, total=60, memory=1024)
FULL: frozenset[str] = frozenset()


@dataclass
class Crowd(Class):
    """A class of all kinds.

    Attributes:
        exactly: by student and lesson, the exercises that must score 0, where no other may.
        some: by student and lesson, an exercise that must not have all of its points.
    """

    folder: Path
    exactly: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    some: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(self.folder)
        self.course = find_course(Path(__file__).parent)
        self.sources = {
            lesson.name: nbformat.read(lesson.source, as_version=4)
            for lesson in self.course.lessons
        }
        self.size = 0

    def add(self, student: str, lesson: str, answers: dict[str, str]) -> tuple[str, str]:
        """Hand in a lesson, right but for these answers."""
        source = self.sources[lesson]
        path = self.submissions / student / lesson / self.course.lesson(lesson).source.name
        path.parent.mkdir(parents=True)
        nbformat.write(with_answers(source, {**answers_of(source), **answers}), path)
        self.size += 1
        return student, lesson


def hand_in(crowd: Crowd, wanted: int) -> None:
    """Hand in everything there is, then right submissions until there are enough."""
    styles: list[tuple[str, str, dict[str, str]]] = []
    wrong = [
        (lesson, answer)
        for lesson in crowd.sources
        if (bank := crowd.course.root / "bank" / lesson).is_dir()
        for answer in wrong_answers(bank)
    ]
    for lesson in crowd.sources:
        bank = crowd.course.root / "bank" / lesson
        if not bank.is_dir():
            continue
        for style, answers in right_answers(bank).items():
            styles.append((lesson, style, answers))
            crowd.exactly[crowd.add(f"right {lesson[:2]} {style}", lesson, answers)] = FULL
    for attack in read_attacks():
        key = crowd.add(f"attack {attack.name}", LESSON, attack.answers)
        crowd.exactly[key] = attack.loses
    every = frozenset(exercise.name for exercise in crowd.lesson.exercises)
    for student in hand_in_malformed(crowd) | hand_in_edited(crowd):
        crowd.exactly[student, LESSON] = every
        crowd.size += 1
    for lesson, answer in wrong[:: max(1, math.ceil(len(wrong) / max(1, wanted - crowd.size)))]:
        student = f"wrong {lesson[:2]} {answer.exercise} {answer.label}"
        crowd.some[crowd.add(student, lesson, {answer.exercise: answer.source})] = answer.exercise
    for number, (lesson, style, answers) in zip(count(1), cycle(styles), strict=False):
        if crowd.size >= wanted:
            return
        if lesson[:2] < "06":  # those train for seconds
            key = crowd.add(f"again {number:03} {lesson[:2]} {style}", lesson, answers)
            crowd.exactly[key] = FULL


def faults(crowd: Crowd, grades: Grades, out: Path) -> list[str]:
    """Say what is not as it should be."""
    zero: dict[tuple[str, str], set[str]] = defaultdict(set)
    short: dict[tuple[str, str], set[str]] = defaultdict(set)
    found = []
    for score in grades.scores:
        key = score.student, score.lesson
        zero[key], short[key] = zero[key], short[key]
        if score.score == 0 and score.max_score:
            zero[key].add(score.exercise)
        if score.score < score.max_score:
            short[key].add(score.exercise)
            if not score.reason:
                found.append(f"{key} {score.exercise}: lost without a reason")
    for key in crowd.exactly.keys() | crowd.some.keys():
        if key not in zero:
            found.append(f"{key}: not in the grades")
    for key, exercises in crowd.exactly.items():
        if not zero[key] == short[key] == exercises:
            found.append(f"{key}: lost {sorted(short[key])}, should have {sorted(exercises)}")
    for key, exercise in crowd.some.items():
        if exercise not in short[key]:
            found.append(f"{key}: a wrong answer has all points")
    refused = {(one.student, one.lesson.name) for one in grades.refusals if one.lesson is not None}
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as gradebook:
        for student, lesson in zero.keys() - refused:
            try:
                gradebook.find_submission(lesson, student)
            except MissingEntry:
                found.append(f"{student} {lesson}: not in the gradebook")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Grade a thousand submissions of all kinds.")
    parser.add_argument("--submissions", type=int, default=1000, metavar="N")
    parser.add_argument("--json", action="store_true", help="print one object with the figures")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="graded-") as name:
        crowd = Crowd(Path(name))
        hand_in(crowd, options.submissions)
        started = time.monotonic()
        with Pool(len(os.sched_getaffinity(0)), share()) as pool:
            grades = grade_class(
                crowd.course, crowd.submissions, crowd.out, limits=LIMITS, workers=pool
            )
        seconds = time.monotonic() - started
        wrong = faults(crowd, grades, crowd.out)
    figures = {
        "submissions": crowd.size,
        "right_or_hostile": len(crowd.exactly),
        "wrong": len(crowd.some),
        "graded": grades.graded,
        "refused": len(grades.refusals),
        "not_as_expected": len(wrong),
        "seconds": round(seconds),
    }
    show(figures, wrong, as_json=options.json)
    return 1 if wrong else 0


def show(figures: Mapping[str, float], wrong: Sequence[str], *, as_json: bool) -> None:
    """Print the figures of a run, and on stderr what was not as expected."""
    for line in wrong:
        print(line, file=sys.stderr)
    if as_json:
        print(json.dumps(figures))
    else:
        for what, value in figures.items():
            print(f"{what.replace('_', ' ')}: {value}")


if __name__ == "__main__":
    sys.exit(main())
