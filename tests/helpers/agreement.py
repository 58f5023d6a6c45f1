"""What ``check`` says of a notebook beside what grading says, exercise by exercise."""

import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.course.answer_bank import right_answers, wrong_answers
from autograder.course.lessons import Course, Lesson, read_exercises
from autograder.course.notebook.cells import answers_of, grade_id, is_graded
from autograder.course.notebook.handed_in import read_cells
from autograder.course.view.in_place import visible
from autograder.course.view.reason import reason
from autograder.course.view.rebuild import Source
from autograder.course.view.validate import validate
from autograder.course.view.view import Note, view_of
from autograder.judge.judge import Judge
from autograder.sandbox.limits import Limits
from tests.helpers.edits import Json, answers_in, edit

MARKERS = re.compile(r"^.*### (?:BEGIN|END) SOLUTION\n?", re.MULTILINE)


@dataclass(frozen=True)
class Verdicts:
    """What two ways say of one notebook: by exercise, why it fails; empty where it passes.

    Attributes:
        checked: by ``autograder check``.
        graded: by grading, of the tests that were asked for.
        notes: what ``check`` says beside, by kind.
    """

    checked: Mapping[str, str]
    graded: Mapping[str, str]
    notes: tuple[Note, ...] = ()

    def disagree(self) -> list[str]:
        """Return the exercises that fail in one way and not in the other."""
        names = self.checked.keys() | self.graded.keys()
        return sorted(n for n in names if bool(self.checked.get(n)) != bool(self.graded.get(n)))

    def differ(self) -> list[str]:
        """Return the exercises of which the two give different reasons."""
        return sorted(name for name in self.checked if self.checked[name] != self.graded[name])


def verdicts(lesson: Lesson, path: Path, limits: Limits, *, hidden: bool = False) -> Verdicts:
    """Check a notebook and grade it, with the tests that its student can see or with all."""
    found = validate(path)
    checked = {one.exercise: one.message for one in found.outcomes}
    source = Source(nbformat.read(lesson.source, as_version=4))
    notebook = view_of(source, read_cells(path.read_bytes())).notebook
    if not hidden:
        visible(notebook, source)
    Judge("bubblewrap", limits).run(notebook, "5eed")
    tests = {grade_id(cell): cell for cell in notebook.cells if is_graded(cell)}
    graded = {
        exercise.name: "\n".join(filter(None, (reason(tests[name]) for name in exercise.tests)))
        for exercise in read_exercises(notebook)
    }
    return Verdicts(checked, graded, found.notes)


def banked(course: Course, lesson: Lesson, bank: Path) -> Iterator[tuple[str, list[str]]]:
    """Make notebooks that hold all answers of the bank: right ones, then wrong ones.

    A notebook takes the next wrong answer of every exercise that has one left.
    """
    right = answers_of(nbformat.read(lesson.source, as_version=4))
    sets = [(one, [f"all {style}"]) for style, one in right_answers(bank / lesson.name).items()]
    wrong: dict[str, list[tuple[str, str]]] = {}
    for answer in wrong_answers(bank / lesson.name):
        wrong.setdefault(answer.exercise, []).append((answer.label, answer.source))
    for k in range(max(map(len, wrong.values()))):
        now = {exercise: ones[k] for exercise, ones in wrong.items() if k < len(ones)}
        sets.append(
            ({n: s for n, (_, s) in now.items()}, [f"{n} {x}" for n, (x, _) in now.items()])
        )
    for answers, done in sets:
        notebook = _released(course, lesson)
        for cell in answers_in(notebook):
            name = cell["metadata"]["nbgrader"]["grade_id"]
            cell["source"] = answers.get(name) or MARKERS.sub("", right[name])
        yield json.dumps(notebook), done


def edited(course: Course, lesson: Lesson, bank: Path, seed: int) -> tuple[str, list[str]]:
    """Make a notebook by random answers and edits; return its text and what was done to it."""
    rng = random.Random(seed)  # noqa: S311, no secret
    notebook = _released(course, lesson)
    right = answers_of(nbformat.read(lesson.source, as_version=4))
    wrong: dict[str, list[str]] = {}
    for one in wrong_answers(bank / lesson.name):
        wrong.setdefault(one.exercise, []).append(one.source)
    done = []
    for cell in answers_in(notebook):
        name = cell["metadata"]["nbgrader"]["grade_id"]
        kind = rng.choices(["right", "wrong", "open", "raises"], [75, 12, 10, 3])[0]
        if kind == "wrong" and name in wrong:
            cell["source"] = rng.choice(wrong[name])
            done.append(f"{name} wrong")
        elif kind == "raises":
            cell["source"] = "raise ValueError('no')"
            done.append(f"{name} raises")
        elif kind != "open":
            cell["source"] = MARKERS.sub("", right[name])
    done += edit(notebook, rng)
    return json.dumps(notebook, indent=rng.choice([None, 1])), done


def _released(course: Course, lesson: Lesson) -> Json:
    path = course.root / "course" / lesson.name / lesson.source.name
    notebook: Json = json.loads(path.read_text("utf-8"))
    return notebook
