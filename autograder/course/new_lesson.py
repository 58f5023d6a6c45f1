"""A lesson to begin with: one exercise, one question, their tests, and a bank of answers."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.atomic import put
from autograder.course.lessons import TEST_PREFIX, Course
from autograder.errors import UsageError

NAME = re.compile(r"(?P<number>\d\d)_(?P<stem>[a-z0-9]+(?:_[a-z0-9]+)*)")
FILES = Path(__file__).parent / "lesson_files"
MARK = "%% "  # begins a cell in notebook.in: its kind, for an exercise its name, its points
EXERCISE = "squared_length_grad"
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


def write_new_lesson(course: Course, name: str) -> tuple[Path, ...]:
    """Write a lesson's source and its bank, and return what was written.

    Args:
        course: where it goes.
        name: of its folder, two digits and words with underscores: ``08_logistic_regression``.

    Raises:
        UsageError: the name is of another form, or is taken.
    """
    parts = NAME.fullmatch(name)
    if parts is None:
        raise UsageError(f"{name!r} is no name of a lesson; 08_logistic_regression is one")
    source = course.solutions / name / f"{parts['stem']}.ipynb"
    bank = course.root / "bank" / name
    for folder in (source.parent, bank):
        if folder.exists():
            raise UsageError(f"{folder} is there already")
    words = {
        "number": parts["number"],
        "title": parts["stem"].replace("_", " ").capitalize(),
    }
    made = {
        source: nbformat.writes(_notebook(_filled("notebook", words))) + "\n",
        bank / "right" / "direct.py": _filled("right.py", words),
        bank / "wrong" / f"{EXERCISE}.py": _filled("wrong.py", words),
    }
    for path, content in made.items():
        put(path, content.encode())
    return tuple(made)


def _filled(file: str, words: dict[str, str]) -> str:
    # A formula has dollar signs of its own.
    return Template((FILES / f"{file}.in").read_text("utf-8")).safe_substitute(words)


def _notebook(text: str) -> NotebookNode:
    notebook = new_notebook(cells=list(_cells(text)), metadata={"kernelspec": KERNEL})
    notebook.metadata.language_info = {"name": "python"}
    return notebook


def _cells(text: str) -> Iterator[NotebookNode]:
    for number, part in enumerate(text.split(f"\n{MARK}")):
        heading, _, source = part.removeprefix(MARK).partition("\n")
        kind, *words = heading.split()
        if kind == "markdown":
            yield new_markdown_cell(source.strip(), id=f"text-{number}")
            continue
        name, *points = words
        marks: dict[str, Any] = {
            "schema_version": 3, "task": False, "grade": kind == "test",
            "solution": kind == "answer", "locked": kind != "answer",
            "grade_id": f"{TEST_PREFIX}{name}" if kind == "test" else name,
        }  # fmt: skip
        if points:
            marks["points"] = int(points[0])
        where = str(marks["grade_id"]).replace("_", "-")
        yield new_code_cell(source.strip(), id=where, metadata={"nbgrader": marks})
