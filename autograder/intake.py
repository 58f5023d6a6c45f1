"""From a folder of submissions to what can be graded and what cannot."""

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.course import Course, Lesson
from autograder.errors import UsageError

# nbgrader uses a student's name as a file name and as a glob pattern.
UNUSABLE_NAME = re.compile(r"[*?\[\]\x00-\x1f\x7f]|^\.")
LARGEST = 20 * 2**20  # bytes; a solved lesson with its pictures has less than one megabyte


@dataclass(frozen=True)
class Submission:
    """One student's notebook of one lesson, as it was handed in."""

    student: str
    lesson: Lesson
    content: bytes


@dataclass(frozen=True)
class Refusal:
    """What cannot be graded, and why.

    Attributes:
        path: where it lies.
        reason: a sentence for the instructor.
        student: whose it is, where that is known.
        lesson: the lesson, where it is one of the course.
    """

    path: Path
    reason: str
    student: str = ""
    lesson: Lesson | None = None


def take_in(course: Course, folder: Path) -> tuple[list[Submission], list[Refusal]]:
    """Read a folder ``<student>/<lesson>/<notebook>.ipynb``.

    Returns:
        Submissions and refusals, each in the order of student and lesson.

    Raises:
        UsageError: the folder does not exist or holds no student's folder.
    """
    if not folder.is_dir():
        raise UsageError(
            f"no folder {folder}; expected {folder}/<student>/<lesson>/<notebook>.ipynb"
        )
    submissions: list[Submission] = []
    refusals: list[Refusal] = []
    students = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    if not students:
        raise UsageError(f"{folder} is empty; expected <student>/<lesson>/<notebook>.ipynb in it")
    for home in students:
        if UNUSABLE_NAME.search(home.name):
            refusals.append(Refusal(home, "the name holds a character that nbgrader cannot use"))
        elif home.is_symlink() or not home.is_dir():
            refusals.append(Refusal(home, "not a student's folder"))
        else:
            lessons = sorted(home.iterdir())
            if not lessons:
                refusals.append(Refusal(home, "the folder is empty", home.name))
            for path in lessons:
                taken = _take_lesson(course, home.name, path)
                if isinstance(taken, Submission):
                    submissions.append(taken)
                else:
                    refusals.append(taken)
    return submissions, refusals


def _take_lesson(course: Course, student: str, folder: Path) -> Submission | Refusal:
    lesson = next((one for one in course.lessons if one.name == folder.name), None)
    if lesson is None:
        known = ", ".join(one.name for one in course.lessons)
        return Refusal(folder, f"no such lesson; the lessons are {known}", student)
    path = folder / f"{lesson.notebook}.ipynb"
    reason = why_unreadable(path)
    if reason:
        return Refusal(path, reason, student, lesson)
    return Submission(student, lesson, path.read_bytes())


def why_unreadable(path: Path) -> str | None:
    """Say why a file is no notebook of format 4, or return None where it is one."""
    if path.is_symlink() or path.parent.is_symlink():
        return "a symbolic link, not a file"
    if not path.is_file():
        return f"there is no {path.name}"
    if path.stat().st_size > LARGEST:
        return f"larger than {LARGEST // 2**20} MB"
    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT)
        if notebook.get("nbformat") != 4:
            return "not a notebook of format 4: open it in JupyterLab and save it"
        nbformat.validate(notebook)
    except UnicodeDecodeError:
        return "not a notebook: not UTF-8 text"
    except RecursionError:
        return "not a notebook: nested too deeply"
    except nbformat.ValidationError as error:
        return f"not a valid notebook: {str(error).splitlines()[0]:.120}"
    except Exception as error:  # nbformat lets all kinds through, from KeyError to AttributeError
        said = str(error).splitlines() or [type(error).__name__]
        return f"not a notebook: {said[0]:.120}"
    return None
