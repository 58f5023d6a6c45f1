"""The command ``autograder check``."""

from pathlib import Path
from textwrap import indent

from autograder.course.view.validate import Validation, validate
from autograder.text import escaped

NOTES = {
    "recovered": "{}: its cell had lost its name; it was found and counts",
    "missing": "{}: its answer cell is not there",
    "changed": "{}: this cell was changed; the original is used",
    "out of reach": "{}: it uses a part of autograder that is not there at grading",
    "passed over": "not graded, as no answer reads what it defines: {}",
}
SAYS = {
    "answered": "answered; whether it is right shows at grading",
    "by hand": "answered; a person marks it",
}


def check(notebook: Path) -> int:
    """Say what grading will say of a notebook."""
    found = validate(notebook)
    for outcome in found.outcomes:
        print(f"{outcome.exercise}: {SAYS.get(outcome.state, outcome.state)}")
        if outcome.message and outcome.state == "failed":
            print(indent(outcome.message, "    "))
    for note in found.notes:
        print(f"note: {NOTES[note.kind].format(escaped(note.cell))}")
    print(_counted(found))
    return int(any(outcome.state in ("failed", "open") for outcome in found.outcomes))


def _counted(found: Validation) -> str:
    states = [outcome.state for outcome in found.outcomes]
    parts = [f"{states.count('passed')} passed"]
    for state, words in (
        ("failed", "failed"),
        ("open", "open"),
        ("answered", "not judged here"),
        ("by hand", "for a person to mark"),
    ):
        if state in states:
            parts.append(f"{states.count(state)} {words}")
    return f"{len(states)} exercises: {', '.join(parts)}."
