"""Where a lesson treats what an exercise asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.classroom.report.results import Results
from autograder.course.notebook.cells import grade_id, is_answer, is_by_hand

HEADING = re.compile(r"^(#{1,2}) +(.+?) *#*$", re.MULTILINE)
OPTION = re.compile(r"^- \*\*([a-z])\.\*\* +(.+)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
MARKS = re.compile(r"[`$*\\]")


@dataclass(frozen=True)
class Section:
    """A section of a lesson, and who had trouble with its exercises.

    Attributes:
        heading: of the section.
        exercises: those in which somebody failed.
        students: how many failed in one of them at least.
    """

    heading: str
    exercises: tuple[str, ...]
    students: int


def headings_in(notebook: NotebookNode) -> Mapping[str, str]:
    """Return the heading of the section in which each answer stands, by the answer's name.

    Headings of a lower level stand above parts of a section: a derivation, an example, the
    exercise itself.
    """
    heading, found = "", {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for _, text in HEADING.findall(FENCE.sub("", cell.source)):
                heading = MARKS.sub("", text)
        if is_answer(cell) or is_by_hand(cell):
            found[grade_id(cell)] = heading
    return found


def options_in(notebook: NotebookNode) -> Mapping[str, Mapping[str, str]]:
    """Return the text of every option, in Markdown, by the question and the letter.

    It is read from the list that stands above a question's answer cell.
    """
    found: dict[str, Mapping[str, str]] = {}
    above = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            above = cell.source
        elif is_answer(cell):
            found[grade_id(cell)] = dict(OPTION.findall(above))
    return found


def trouble_in(results: Results, headings: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the sections in which students failed, those with the most students first.

    Args:
        results: of the lesson.
        headings: of its sections, by exercise.
    """
    failed: dict[str, dict[str, set[str]]] = {}
    for hand_in in results.hand_ins:
        for attempt in hand_in.attempts:
            if attempt.failed:
                section = failed.setdefault(headings.get(attempt.exercise, ""), {})
                section.setdefault(attempt.exercise, set()).add(hand_in.student)
    order = [exercise.name for exercise in results.exercises]
    found = [
        Section(heading, tuple(sorted(by, key=order.index)), len(set().union(*by.values())))
        for heading, by in failed.items()
    ]
    return tuple(sorted(found, key=lambda s: (-s.students, order.index(s.exercises[0]))))
