"""The report of a class, lesson by lesson, before it is laid out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.classroom.kept.people import read_people
from autograder.classroom.report.example import answer_in, excerpt, without_name
from autograder.classroom.report.help import Needy, needy_of
from autograder.classroom.report.letters import Question, questions_of
from autograder.classroom.report.mistakes import Mistake, Shared, mistakes_of, shared_of
from autograder.classroom.report.results import Reader, Results
from autograder.classroom.report.sections import Section, headings_in, options_in, trouble_in
from autograder.classroom.report.statistics import Statistics, statistics_of
from autograder.collect.roster import Person
from autograder.course.lessons import Course
from autograder.feedback.page import heading


@dataclass(frozen=True)
class Case:
    """A mistake as the page shows it.

    Attributes:
        mistake: which.
        section: the heading of the part of the lesson to teach again.
        answer: the first lines of one student's answer, without comments and names.
        message: what that student read.
    """

    mistake: Mistake
    section: str
    answer: str
    message: str


@dataclass(frozen=True)
class LessonReport:
    """The report of a lesson.

    Attributes:
        name: of the lesson.
        title: its first heading.
        statistics: its numbers.
        sections: those in which students failed, the worst first.
        headings: of the section of each exercise.
        shared: mistakes that several students made, in whatever exercise.
        cases: its mistakes by exercise, the most frequent first.
        questions: the letters that were chosen.
        options: what they stand for, in Markdown, by question and letter.
        needy: who needs help.
        not_graded: who handed in something that could not be graded.
        absent: who is on the list of the class and handed in nothing; empty without a list.
        unmarked: exercises that a person marks, and in which nobody has points yet.
    """

    name: str
    title: str
    statistics: Statistics
    sections: tuple[Section, ...]
    headings: Mapping[str, str]
    shared: tuple[Shared, ...]
    cases: tuple[Case, ...]
    questions: tuple[Question, ...]
    options: Mapping[str, Mapping[str, str]]
    needy: tuple[Needy, ...]
    not_graded: tuple[str, ...]
    absent: tuple[str, ...]
    unmarked: tuple[str, ...]


def report_of(
    course: Course, out: Path, database: str = "", roster: Collection[Person] = ()
) -> tuple[LessonReport, ...]:
    """Make the report of all lessons that somebody handed in.

    Args:
        course: the course.
        out: the folder of results.
        database: URL of the gradebook; by default that of the folder.
        roster: the list of the class.

    Raises:
        UsageError: nothing is graded there.
        GradebookUnusable: the gradebook cannot be opened.
    """
    reader = Reader(course, out, database)
    people = read_people(out / "journal")
    return tuple(
        _lesson(results, reader, people.absent(roster, results.lesson.name))
        for results in reader.results()
        if results.hand_ins
    )


def _lesson(results: Results, reader: Reader, absent: tuple[str, ...]) -> LessonReport:
    notebook = nbformat.read(results.lesson.source, as_version=4)
    headings = headings_in(notebook)
    mistakes = mistakes_of(results)
    return LessonReport(
        results.lesson.name,
        heading(notebook) or results.lesson.name,
        statistics_of(results),
        trouble_in(results, headings),
        headings,
        shared_of(mistakes),
        tuple(_case(one, headings.get(one.exercise, ""), reader) for one in mistakes),
        questions_of(results, notebook),
        options_in(notebook),
        needy_of(results),
        results.not_graded,
        absent,
        results.unmarked,
    )


def _case(mistake: Mistake, section: str, reader: Reader) -> Case:
    example = mistake.example
    answer = answer_in(reader.notebook(example.hand_in.digest), mistake.exercise)
    student = example.hand_in.student
    return Case(mistake, section, excerpt(answer, student), without_name(example.message, student))
