"""What a course hands out beside its notebooks.

Reasons for the options of its questions, other right ways, and which cells are the lessons' own.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import nbformat

from autograder.checks.notebook.lesson_cells import FILE as CELLS
from autograder.checks.notebook.lesson_cells import sealed_cells
from autograder.checks.questions import FILE as QUESTIONS
from autograder.checks.questions import Reason, sealed_reasons
from autograder.checks.sealed import FOLDER
from autograder.checks.ways import FILE as WAYS
from autograder.checks.ways import sealed_ways
from autograder.course.answer_bank import right_answers
from autograder.course.lessons import Course, Lesson
from autograder.course.notebook.cells import is_answer
from autograder.course.notebook.notebook_file import read_notebook
from autograder.course.questions import reasons_in
from autograder.errors import AutograderError

MOST_WAYS = 3
PLACE = FOLDER.relative_to(FOLDER.parents[1])  # in the folder of a course that has this package


def sealed_files(
    course: Course, lessons: Sequence[Lesson], released: Iterable[bytes], *, at_once: bool
) -> dict[Path, bytes]:
    """Return the content of the files by their place in the folder that has this package.

    Args:
        course: the course.
        lessons: those that are handed out.
        released: their notebooks as students get them.
        at_once: whether letters are judged before grading. Otherwise the files have what gives no
            points alone.
    """
    return {
        PLACE / CELLS: sealed_cells(_own_cells(released)),
        PLACE / QUESTIONS: sealed_reasons(_reasons(lessons, graded=at_once)),
        PLACE / WAYS: sealed_ways(_ways(course, lessons) if at_once else {}),
    }


def _own_cells(released: Iterable[bytes]) -> list[str]:
    return [
        cell.source
        for content in released
        for cell in read_notebook(content).cells
        if cell.cell_type == "code" and not is_answer(cell)
    ]


def _reasons(lessons: Sequence[Lesson], *, graded: bool) -> dict[tuple[str, str], Reason]:
    reasons: dict[tuple[str, str], Reason] = {}
    for lesson in lessons:
        notebook = nbformat.read(lesson.source, as_version=4)
        found = reasons_in(notebook, graded=graded)
        for question, _ in found.keys() & reasons.keys():
            raise AutograderError(
                f"{lesson.name}: an earlier lesson has a {question} as well; "
                "tell them apart by lesson= in their calls of check_choice"
            )
        reasons |= found
    return reasons


def _ways(course: Course, lessons: Sequence[Lesson]) -> dict[str, list[str]]:
    """Return right answers of the bank by exercise, as far as there is a bank."""
    ways: dict[str, list[str]] = {}
    for lesson in lessons:
        folder = course.root / "bank" / lesson.name
        styles = right_answers(folder) if folder.is_dir() else {}
        for exercise in (one.name for one in lesson.exercises):
            found = [answers[exercise] for answers in styles.values() if exercise in answers]
            if found:
                ways[exercise] = list(dict.fromkeys(found))[:MOST_WAYS]
    return ways
