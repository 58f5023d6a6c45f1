"""A simulated class: right answers in several styles, common mistakes, unfinished work."""

import random
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat

from autograder.course.answer_bank import Answer, right_answers, wrong_answers
from autograder.course.lessons import Course, Lesson
from autograder.course.notebook.cells import answers_of, with_answers
from autograder.course.questions import keys_in

LESSON = "04_jacobian_lemmas"
SEED = 12
MISTAKE, UNFINISHED = 0.15, 0.05  # chances for each exercise
GUESSED = 0.25  # chance of each question that its letter is any of the options


def simulate_class(
    course: Course, folder: Path, students: int, lessons: Sequence[str] = (LESSON,)
) -> None:
    """Write submissions of simulated students, by default for the lesson on the five lemmas.

    Args:
        course: the course; its bank is bank/.
        folder: where ``<student>/<lesson>/<notebook>.ipynb`` go; what was there before is removed.
        students: how many. The first has everything right, the second hands in the untouched
            notebook, the others are drawn from a fixed seed.
        lessons: names of lessons; every student hands in all of them.
    """
    if folder.exists():
        shutil.rmtree(folder)
    draw = random.Random(SEED)  # noqa: S311, a simulation needs repeatable numbers
    for lesson in map(course.lesson, lessons):
        bank = course.root / "bank" / lesson.name
        released = nbformat.read(course.release / lesson.name / lesson.source.name, as_version=4)
        source = nbformat.read(lesson.source, as_version=4)
        solved = answers_of(source)
        letters = {question: sorted(key) for question, key in keys_in(source).items()}
        right, wrong = right_answers(bank), wrong_answers(bank)
        for number in range(students):
            answers = _answers(number, draw, lesson, solved, right, wrong, letters)
            path = folder / f"student{number + 1:02}" / lesson.name / lesson.source.name
            path.parent.mkdir(parents=True)
            nbformat.write(with_answers(released, answers), path)


def _answers(
    number: int,
    draw: random.Random,
    lesson: Lesson,
    solved: Mapping[str, str],
    right: Mapping[str, Mapping[str, str]],
    wrong: list[Answer],
    letters: Mapping[str, Sequence[str]],
) -> dict[str, str]:
    if number == 1:
        return {}
    style = draw.choice(sorted(right))
    answers = {**solved, **right[style]}
    if number == 0:
        return answers
    for exercise in lesson.exercises:
        mistakes = [answer.source for answer in wrong if answer.exercise == exercise.name]
        if exercise.name in letters and draw.random() < GUESSED:
            answers[exercise.name] = f'{exercise.name} = "{draw.choice(letters[exercise.name])}"'
            continue
        luck = draw.random()
        if luck < UNFINISHED:
            del answers[exercise.name]
        elif luck < UNFINISHED + MISTAKE and mistakes:
            answers[exercise.name] = draw.choice(mistakes)
    return answers
