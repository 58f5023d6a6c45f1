"""The keys of a course's questions, and the reasons for every option, from its source notebooks."""

import ast
from collections.abc import Iterator, Mapping

from nbformat import NotebookNode

from autograder.checks.questions import Reason, full_name
from autograder.course.notebook.cells import is_graded
from autograder.errors import AutograderError


def reasons_in(notebook: NotebookNode, *, graded: bool) -> Mapping[tuple[str, str], Reason]:
    """Return what is said of each option, by the question's full name and the option's letter.

    Args:
        notebook: a source notebook; the keys stand in calls of ``check_choice`` with ``correct``.
        graded: whether to take those of questions that give points as well.

    Raises:
        AutograderError: a key names no option, or a reason is of none.
    """
    return {
        place: reason
        for cell in notebook.cells
        if cell.cell_type == "code" and (graded or not is_graded(cell))
        for call in _keys(cell.source)
        for place, reason in _reasons(call)
    }


def _keys(source: str) -> Iterator[ast.Call]:
    try:
        tree = ast.parse(source)
    except SyntaxError:  # as a cell with a magic
        return
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="check_choice")) if any(
                keyword.arg == "correct" for keyword in node.keywords
            ):
                yield node


def _reasons(call: ast.Call) -> Iterator[tuple[tuple[str, str], Reason]]:
    given = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
    question = full_name(ast.literal_eval(call.args[0]), given.get("lesson", ""))
    options, correct, reasons = given["options"], given["correct"], given.get("reasons", {})
    if correct not in options or not set(options).issuperset(reasons):
        raise AutograderError(
            f"{question}: its key {correct!r} or a reason is of none of the options {options!r}"
        )
    for option in options:
        yield (question, option), Reason(option == correct, reasons.get(option, ""))


def keys_in(notebook: NotebookNode) -> Mapping[str, Mapping[str, bool]]:
    """Return which letters are right, by the name of a question that gives points."""
    keys: dict[str, dict[str, bool]] = {}
    for (question, letter), reason in reasons_in(notebook, graded=True).items():
        keys.setdefault(question.rpartition("/")[2], {})[letter] = reason.right
    return keys
