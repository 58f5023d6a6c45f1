"""From solutions/ to course/, with stock nbgrader."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from autograder.course.lessons import Course
from autograder.course.nbgrader_commands import generate_release


@dataclass(frozen=True)
class Difference:
    """A file of course/ that is not what solutions/ gives.

    Attributes:
        path: relative to course/.
        reason: ``differs``, ``missing`` or ``has no source``.
    """

    path: Path
    reason: str


def release(course: Course) -> list[Difference]:
    """Regenerate course/; only what changed is written.

    Returns:
        What was different before and is right now.
    """
    with tempfile.TemporaryDirectory() as scratch:
        fresh = _generate(course, Path(scratch))
        differences = _compare(fresh, course.release)
        for difference in differences:
            target = course.release / difference.path
            if difference.path in fresh:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(fresh[difference.path])
            else:
                target.unlink()
                if not any(target.parent.iterdir()):
                    target.parent.rmdir()
        return differences


def check_release(course: Course) -> list[Difference]:
    """Compare course/ with what solutions/ gives, byte by byte, and change nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        return _compare(_generate(course, Path(scratch)), course.release)


def _generate(course: Course, scratch: Path) -> dict[Path, bytes]:
    for lesson in course.lessons:
        generate_release(course, lesson, into=scratch)
    return _files(scratch)


def _compare(fresh: dict[Path, bytes], folder: Path) -> list[Difference]:
    present = _files(folder)
    differences = []
    for path in sorted(fresh.keys() | present.keys()):
        if path not in present:
            differences.append(Difference(path, "missing"))
        elif path not in fresh:
            differences.append(Difference(path, "has no source"))
        elif fresh[path] != present[path]:
            differences.append(Difference(path, "differs"))
    return differences


def _files(folder: Path) -> dict[Path, bytes]:
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }
