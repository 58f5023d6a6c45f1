"""Find the lesson of a notebook, by the name of its file or by its cells."""

import json
import re
import unicodedata

from autograder.course.cells import grade_id
from autograder.course.lessons import Course, Lesson

# What Canvas, browsers and Jupyter append: lesson-2, lesson (1), lesson-Copy1.
APPENDED = re.compile(r"(?:-([0-9]{1,4})| ?\(([0-9]{1,4})\)|-copy([0-9]{0,4}))$")


def plain_stem(name: str) -> tuple[str, int]:
    """Return a file's name without suffix and what was appended, and the number of the attempt.

    ``Jacobian lemmas-2.ipynb`` gives ``jacobian_lemmas`` and 3: two were handed in before.
    """
    stem = unicodedata.normalize("NFC", name).casefold()
    stem = stem.removesuffix(".ipynb").removesuffix(".zip")
    attempt = 1
    while len(stem) < 256 and (appended := APPENDED.search(stem)):
        attempt += sum(int(number) for number in appended.groups() if number)
        stem = stem[: appended.start()]
    return stem.strip().replace(" ", "_"), attempt


def lesson_of_name(course: Course, name: str) -> Lesson | None:
    """Return the lesson that a file is named after, or None."""
    stem = plain_stem(name)[0]
    for lesson in course.lessons:
        if stem in (lesson.notebook.casefold(), lesson.name.casefold()):
            return lesson
    return None


def lesson_of_cells(course: Course, content: bytes) -> Lesson | None:
    """Return the lesson whose test cells a valid notebook has the most of; None without any."""
    ids = {grade_id(cell) for cell in json.loads(content)["cells"]}
    found = [
        (sum(test in ids for exercise in lesson.exercises for test in exercise.tests), lesson)
        for lesson in course.lessons
    ]
    most = max((number for number, _ in found), default=0)
    best = [lesson for number, lesson in found if number == most > 0]
    return best[0] if len(best) == 1 else None
