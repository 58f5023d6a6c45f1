"""The command ``autograder release``."""

from pathlib import Path

from autograder.course.lessons import find_course
from autograder.course.release.release import check_release, release


def release_all(check_only: bool) -> int:
    """Regenerate course/, or say what differs."""
    course = find_course(Path.cwd())
    if check_only:
        differences = check_release(course)
        for difference in differences:
            print(f"{difference.path}: {difference.reason}")
        return 1 if differences else 0
    for difference in release(course):
        print(f"{difference.path}: written")
    print(f"{course.release.name}/ is up to date with {course.solutions.name}/")
    return 0
