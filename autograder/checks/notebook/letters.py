"""Letters of questions that were written without quotation marks."""

import ast
import string
from collections.abc import Iterator

from autograder.checks.notebook.written import QUESTION

JUDGED = ("check_choice", "check_recall")  # they take a question's name, then the letter


def unquoted(source: str, name: str) -> str:
    """Say how to write a letter; empty where a name that is not defined is none.

    It is one where it stands in the place of a letter and nowhere else: an answer to a question, or
    what a question is called with.

    Args:
        source: what stands in the cell.
        name: what was not defined.
    """
    if len(name) != 1 or name not in string.ascii_letters:
        return ""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return ""
    if not any(isinstance(one, ast.Name) and one.id == name for one in _letters(tree)):
        return ""
    return f'Write the letter in quotation marks: "{name}".'


def _letters(tree: ast.Module) -> Iterator[ast.expr]:
    """Return what stands in the place of a letter."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=question)], value=answer) if question.startswith(
                QUESTION
            ):
                yield answer
            case ast.Call(func=ast.Name(id=check), args=[_, answer, *_]) if check in JUDGED:
                yield answer
