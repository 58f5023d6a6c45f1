"""Find the lesson of a notebook, by the name of its file or folder or by its cells."""

from autograder.collect.file_names import plain_folder, plain_stem
from autograder.course.lessons import Course, Lesson
from autograder.course.notebook.handed_in import read_cells


def lesson_of_name(course: Course, name: str) -> Lesson | None:
    """Return the lesson that a file is named after, or None."""
    stem = plain_stem(name)[0]
    for lesson in course.lessons:
        if stem in (lesson.notebook.casefold(), lesson.name.casefold()):
            return lesson
    return None


def lesson_of_folder(course: Course, name: str) -> Lesson | None:
    """Return the lesson that a folder is named after, in whatever capitals, or None."""
    exact = next((lesson for lesson in course.lessons if lesson.name == name), None)
    stem = plain_folder(name)
    alike = (lesson for lesson in course.lessons if lesson.name.casefold() == stem)
    return exact or next(alike, None)


def lesson_of_cells(course: Course, content: bytes) -> Lesson | None:
    """Return the lesson that a notebook has the most cells of; None without any."""
    return course.lesson_with({cell.name for cell in read_cells(content)})
