"""What a student's Validate button does, for a terminal."""

from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader import utils
from nbgrader.preprocessors import ClearOutput, Execute
from traitlets.config import Config

from autograder.course.cells import grade_id, is_graded
from autograder.course.lessons import find_course, read_exercises
from autograder.errors import UsageError
from autograder.course.notebook_file import why_unreadable
from autograder.course.reason import reason


@dataclass(frozen=True)
class Outcome:
    """How one exercise did: ``message`` is empty where it passed."""

    exercise: str
    message: str


def validate(path: Path) -> list[Outcome]:
    """Run a notebook in a fresh kernel, as Validate does, and report each exercise.

    Raises:
        UsageError: the file is no notebook, or has no exercise.
    """
    problem = why_unreadable(path)
    if problem:
        raise UsageError(f"{path}: {problem}")
    notebook = nbformat.read(path, as_version=4)
    exercises = read_exercises(notebook)
    if not exercises:
        raise UsageError(f"{path}: no exercise in this notebook")
    changed = {grade_id(cell) for cell in notebook.cells if is_graded(cell) and _was_changed(cell)}
    resources = {"metadata": {"path": str(path.resolve().parent)}}
    try:
        config = find_course(path.resolve().parent).config
    except UsageError:  # a student who has the notebooks alone; nbgrader's defaults will do
        config = Config()
    for preprocessor in (ClearOutput(config=config), Execute(config=config)):
        notebook, resources = preprocessor.preprocess(notebook, resources)
    messages = {grade_id(cell): reason(cell) for cell in notebook.cells if is_graded(cell)}
    for test in changed:
        messages[test] = f"cell {test} was changed; grading uses the original. " + messages[test]
    return [
        Outcome(exercise.name, "\n".join(filter(None, (messages[t] for t in exercise.tests))))
        for exercise in exercises
    ]


def _was_changed(cell: nbformat.NotebookNode) -> bool:
    released = cell.metadata["nbgrader"].get("checksum")
    return released is not None and released != utils.compute_checksum(cell)
