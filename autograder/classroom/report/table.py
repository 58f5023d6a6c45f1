"""The numbers of a class report as rows, for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator

from autograder.classroom.report.class_report import LessonReport
from autograder.text import cell

COLUMNS = (
    "lesson", "exercise", "section", "students", "passed", "failed", "open", "mean", "max_score",
    "difficulty", "discrimination", "causes", "letters",
)  # fmt: skip


def csv_of(report: Iterable[LessonReport]) -> str:
    """Write a row for each exercise.

    ``causes`` has how many students made which mistake, ``letters`` how many chose which.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for lesson in report:
        writer.writerows(_rows(lesson))
    return file.getvalue()


def _rows(lesson: LessonReport) -> Iterator[tuple[str, ...]]:
    letters = {
        question.name: "; ".join(f"{one.letter} {one.students}" for one in question.options)
        for question in lesson.questions
    }
    for item in lesson.statistics.items:
        causes = [
            f"{case.mistake.cause or 'unknown'} {case.mistake.students}"
            for case in lesson.cases
            if case.mistake.exercise == item.exercise
        ]
        yield (
            lesson.name,
            item.exercise,
            cell(lesson.headings.get(item.exercise, "")),
            *(str(number) for number in (item.students, item.passed, item.failed, item.open)),
            f"{item.mean:.4g}",
            f"{item.most:g}",
            f"{item.difficulty:.3f}",
            "" if item.discrimination is None else f"{item.discrimination:z.3f}",
            cell("; ".join(causes)),
            letters.get(item.exercise, ""),
        )
