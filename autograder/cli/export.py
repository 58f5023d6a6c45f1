"""The command ``autograder export``."""

import sys
from pathlib import Path

from autograder.atomic import put
from autograder.classroom.export.export import Export, export_lesson
from autograder.classroom.gradebook.totals import points_text
from autograder.course.lessons import find_course
from autograder.errors import UsageError
from autograder.text import cell


def write_export(
    canvas: Path | None,
    moodle: Path | None,
    out: Path | None,
    lesson: str,
    column: str,
    target: Path | None,
    pages: Path | None,
    database: str,
    scale: bool,
) -> int:
    """Fill a platform's form with the marks of a lesson, and pack its pages; see ``export_lesson``.

    Raises:
        UsageError: a file would take the place of the form or of the other one, or ``column`` is
            given for a form of Moodle.
    """
    course = find_course(Path.cwd())
    out = out or course.root
    form = canvas or moodle
    assert form is not None  # as the parser asks for one of them
    if column and not canvas:
        raise UsageError("--column is for a gradebook of Canvas; a worksheet of Moodle has one")
    target = target or out / f"{form.stem}-filled{form.suffix}"
    places = [path.resolve() for path in (form, target, pages) if path is not None]
    if len(set(places)) < len(places):
        raise UsageError(
            f"the form, what is filled in and the pages are files of their own: {form}"
        )
    export = export_lesson(
        course, out, "canvas" if canvas else "moodle", form,
        lesson=lesson, column=column, database=database, scale=scale,
    )  # fmt: skip
    put(target, export.filling.content)
    lost = {one.student for one in export.filling.lost}
    number = len(export.filling.rows.keys() - lost)
    print(f"{export.lesson.name}: the points of {number} students are in {target}")
    if pages:
        put(pages, export.pages.content)
        print(f"Feedback pages: {export.pages.number} in {pages}")
    _say_who_is_left_out(export, form, with_pages=pages is not None)
    return 0 if export.filling.complete else 1


def _say_who_is_left_out(export: Export, form: Path, *, with_pages: bool) -> None:
    lines = [
        f"not in the form: {one.student}, {points_text(one.score)} points: {one.why}"
        for one in export.filling.lost
    ]
    lines += [f"no points: {name}, who is in {form.name}" for name in export.filling.without]
    if with_pages:
        lines += [f"no page: {student}: {why}" for student, why in export.pages.missing.items()]
    for line in lines:
        print(cell(line), file=sys.stderr)
