"""Find the lesson of a notebook, by the name of its file or by its cells."""

import re
import unicodedata

from autograder.course.handed_in import read_cells
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
    """Return the lesson that a notebook has the most cells of; None without any."""
    return course.lesson_with({cell.name for cell in read_cells(content)})
