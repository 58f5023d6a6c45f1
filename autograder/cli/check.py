"""The command ``autograder check``."""

from pathlib import Path
from textwrap import indent

from autograder.course.validate import validate


def check(notebook: Path) -> int:
    """Run a notebook's checks."""
    outcomes = validate(notebook)
    for outcome in outcomes:
        print(f"{outcome.exercise}: {'failed' if outcome.message else 'passed'}")
        if outcome.message:
            print(indent(outcome.message, "    "))
    return 1 if any(outcome.message for outcome in outcomes) else 0
