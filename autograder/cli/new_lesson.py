"""The command ``autograder new-lesson``."""

from pathlib import Path

from autograder.course.lessons import find_course
from autograder.course.new_lesson import write_new_lesson


def make_lesson(name: str) -> int:
    """Write a lesson that works, to be changed."""
    course = find_course(Path.cwd())
    for path in write_new_lesson(course, name):
        print(path.relative_to(course.root))
    print("Change them, then run autograder release.")
    return 0
