"""The command ``autograder handout``."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from autograder.atomic import put
from autograder.course.lessons import find_course
from autograder.course.release.handout import Content, handout
from autograder.errors import AutograderError, UsageError

FIRST = (1980, 1, 1, 0, 0, 0)  # the date of every file in a zip: equal content gives equal bytes
ORDINARY = 0o100644  # a file that its owner may write and everybody read


def write_handout(target: Path, lessons: Sequence[str], questions: str | None) -> int:
    """Write what students get into a new folder or a zip file.

    Args:
        target: either of them.
        lessons: names of those that are handed out; none for all.
        questions: ``at-once``, ``held-back`` or None for what the course's settings say.

    Raises:
        UsageError: the folder has something in it, or there is no such lesson.
        AutograderError: it could not be written.
    """
    course = find_course(Path.cwd())
    chosen = [course.lesson(name) for name in sorted(set(lessons))] or list(course.lessons)
    at_once = course.judges_at_once if questions is None else questions == "at-once"
    zipped = target.suffix.lower() == ".zip"
    if not zipped and target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise UsageError(f"{target} is there already: name a new folder, or remove it")
    if zipped and target.is_dir():
        raise UsageError(f"{target} is a folder: name a file")
    content = handout(course, chosen, at_once=at_once)
    try:
        if zipped:
            put(target, _zip(content, target.stem))
        else:
            for place, data in content.items():
                put(target / place, data)
    except OSError as error:
        raise AutograderError(f"{target}: {error.strerror or error}") from error
    size = sum(map(len, content.values()))
    print(
        f"{target}: {len(chosen)} lesson{'s' if len(chosen) > 1 else ''}, questions judged "
        f"{'at once' if at_once else 'at grading'}, {len(content)} files, {size / 1e6:.1f} MB."
    )
    return 0


def _zip(content: Content, folder: str) -> bytes:
    """Return a zip file with everything in one folder."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for place in sorted(content):
            entry = zipfile.ZipInfo(f"{folder}/{place}", FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = ORDINARY << 16
            file.writestr(entry, content[place])
    return made.getvalue()
