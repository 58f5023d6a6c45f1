"""Whether bytes are a notebook that can be graded, and of which lesson."""

import json
import re
import unicodedata
from typing import Any

import nbformat
from nbformat.validator import get_validator

from autograder.course import Course, Lesson
from autograder.found import LARGEST

MOST_PARTS = 30_000  # opening brackets; a solved lesson has four thousand, most of them in its code
# What Canvas, browsers and Jupyter append: lesson-2, lesson (1), lesson-Copy1.
APPENDED = re.compile(r"(?:-([0-9]{1,4})| ?\(([0-9]{1,4})\)|-copy([0-9]{0,4}))$")


def why_no_notebook(content: bytes) -> str:
    """Say why bytes are no notebook of format 4; empty where they are one."""
    if len(content) > LARGEST:
        return f"larger than {LARGEST // 2**20} MB"
    try:
        text = content.decode("utf-8")
        if text.count("{") + text.count("[") > MOST_PARTS:
            return f"not a notebook of a lesson: more than {MOST_PARTS} parts"
        notebook = json.loads(text)
        if not isinstance(notebook, dict) or "nbformat" not in notebook:
            return "not a notebook: JSON of another kind"
        if notebook["nbformat"] != 4:
            return "not a notebook of format 4: open it in JupyterLab and save it"
        # The first fault is enough. nbformat.validate looks for all of them, which takes minutes
        # and gigabytes where somebody has put in many.
        get_validator(4, notebook.get("nbformat_minor", 0)).validate(notebook)
    except UnicodeDecodeError:
        return "not a notebook: not UTF-8 text"
    except RecursionError:
        return "not a notebook: nested too deeply"
    except json.JSONDecodeError as error:
        return f"not a notebook: not JSON ({error})"
    except nbformat.ValidationError as error:
        return f"not a valid notebook: {str(error).splitlines()[0]:.120}"
    except Exception as error:  # a number of a million digits, a version that is a list, …
        said = str(error).splitlines() or [type(error).__name__]
        return f"not a notebook: {said[0]:.120}"
    return ""


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
    ids = {_grade_id(cell) for cell in json.loads(content)["cells"]}
    found = [
        (sum(test in ids for exercise in lesson.exercises for test in exercise.tests), lesson)
        for lesson in course.lessons
    ]
    most = max((number for number, _ in found), default=0)
    best = [lesson for number, lesson in found if number == most > 0]
    return best[0] if len(best) == 1 else None


def _grade_id(cell: dict[str, Any]) -> str:
    marks = cell["metadata"].get("nbgrader")
    return str(marks.get("grade_id")) if isinstance(marks, dict) else ""
