"""From solutions/ to what students get: course/ with stock nbgrader, and what is sealed."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.course.lessons import Course, Lesson
from autograder.course.release.nbgrader_commands import generate_release
from autograder.course.release.sealed_files import PLACE, sealed_files


@dataclass(frozen=True)
class Released:
    """What students get of some lessons.

    Attributes:
        files: notebooks and what lies beside them, by path in the folder that students work in.
        sealed: by path in the folder that the package lies in.
    """

    files: dict[Path, bytes]
    sealed: dict[Path, bytes]


@dataclass(frozen=True)
class Difference:
    """A file that is not what solutions/ gives.

    Attributes:
        path: relative to the course's folder.
        reason: ``differs``, ``missing`` or ``has no source``.
    """

    path: Path
    reason: str


def release(course: Course) -> list[Difference]:
    """Regenerate what students get; only what changed is written.

    Returns:
        What was different before and is right now.
    """
    fresh = _generate(course)
    differences = _compare(fresh, course)
    for difference in differences:
        target = course.root / difference.path
        if difference.path in fresh:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(fresh[difference.path])
        else:
            target.unlink()
            if not any(target.parent.iterdir()):
                target.parent.rmdir()
    return differences


def check_release(course: Course) -> list[Difference]:
    """Compare what students get with what solutions/ gives, byte by byte, and change nothing."""
    return _compare(_generate(course), course)


def generate(course: Course, lessons: Iterable[Lesson], *, at_once: bool) -> Released:
    """Generate what students get of some lessons, and write nothing of it.

    Args:
        course: the course.
        lessons: which of its lessons.
        at_once: whether letters of questions are judged before grading.
    """
    chosen = tuple(lessons)
    with tempfile.TemporaryDirectory() as scratch:
        for lesson in chosen:
            generate_release(course, lesson, into=Path(scratch))
        files = _files(Path(scratch))
    notebooks = [content for path, content in files.items() if path.suffix == ".ipynb"]
    return Released(files, sealed_files(course, chosen, notebooks, at_once=at_once))


def _generate(course: Course) -> dict[Path, bytes]:
    made = generate(course, course.lessons, at_once=course.judges_at_once)
    folder = course.release.relative_to(course.root)
    there = (course.root / PLACE.parts[0]).is_dir()  # or the package lies elsewhere, with its own
    files = {folder / path: content for path, content in made.files.items()}
    return files | (made.sealed if there else {})


def _compare(fresh: dict[Path, bytes], course: Course) -> list[Difference]:
    handed_out = course.release.relative_to(course.root)
    present = {handed_out / path: content for path, content in _files(course.release).items()}
    present |= {PLACE / path: content for path, content in _files(course.root / PLACE).items()}
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
