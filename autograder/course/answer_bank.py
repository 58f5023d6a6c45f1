"""The bank of answers to a lesson's exercises that are known to be right or wrong.

A lesson's folder holds ``right/<style>.py``, each a complete set of right answers, and
``wrong/<exercise>.py``, each a collection of mistakes in one exercise. Both are files in percent
format, one cell an answer::

    # %% affine_grad_W                         in right/<style>.py: the exercise
    # %% sign-reversed: the sign is reversed   in wrong/<exercise>.py: the label and what is wrong
    # %% factor-two [constant-factor]: doubled as well, in brackets, the cause that a check names
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

HEADING = re.compile(r"# %%(.*)")
LABEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LABEL_AND_CAUSE = re.compile(r"(.*?) \[(.*)\]")


@dataclass(frozen=True)
class Answer:
    """One answer to one exercise.

    Attributes:
        exercise: the name of the function that the exercise asks for.
        label: the misconception of a wrong answer, the style of a right one.
        description: what is wrong; empty for a right answer.
        source: the code of the answer cell.
        named: the cause that a check should name, where that is not the label.
    """

    exercise: str
    label: str
    description: str
    source: str
    named: str = ""

    @property
    def cause(self) -> str:
        """What a check should say about a wrong answer: a cause, or the kind of its message."""
        return self.named or self.label


def read_answers(path: Path) -> list[Answer]:
    """Read the answers of one file, in the order in which they stand there.

    Args:
        path: a file in percent format. A heading with a colon is a label and a description, and the
            exercise is the name of the file; one without is an exercise, and the label is the name
            of the file.

    Raises:
        ValueError: the file is not such a file, or an answer does not define its function.
    """
    return [answer for _, answer in _numbered(path)]


def right_answers(folder: Path) -> dict[str, dict[str, str]]:
    """Return the sources of a lesson's right answers, by style and exercise.

    Args:
        folder: the lesson's folder, the parent of ``right``.

    Raises:
        ValueError: there are none, one is described as wrong, or a set lacks an exercise.
    """
    styles: dict[str, dict[str, str]] = {}
    for path in _files(folder / "right"):
        styles[path.stem] = {}
        for line, answer in _numbered(path):
            if answer.description:
                raise ValueError(f"{path}:{line}: a right answer is headed by its exercise alone")
            styles[path.stem][answer.exercise] = answer.source
    exercises = {exercise for answers in styles.values() for exercise in answers}
    for style, answers in styles.items():
        for exercise in sorted(exercises - answers.keys()):
            raise ValueError(f"{folder / 'right' / style}.py: an answer to {exercise} is missing")
    return styles


def wrong_answers(folder: Path) -> list[Answer]:
    """Return a lesson's wrong answers, ordered by exercise and then as they stand in their file.

    Args:
        folder: the lesson's folder, the parent of ``wrong``.

    Raises:
        ValueError: there are none, or one does not say what is wrong.
    """
    answers = []
    for path in _files(folder / "wrong"):
        for line, answer in _numbered(path):
            if not answer.description:
                raise ValueError(
                    f"{path}:{line}: a wrong answer is headed by a label, a colon and what is wrong"
                )
            answers.append(answer)
    return answers


def _files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*.py"))
    if not files:
        raise ValueError(f"{folder}: there are no answers (*.py) here")
    return files


def _numbered(path: Path) -> list[tuple[int, Answer]]:
    """Return each answer of a file with the number of its heading's line."""
    numbered: list[tuple[int, Answer]] = []
    for line, heading, source in _cells(path):
        answer = _answer(f"{path}:{line}", path.stem, heading, source)
        if any(answer.label == a.label and answer.exercise == a.exercise for _, a in numbered):
            twice = answer.label if answer.description else answer.exercise
            raise ValueError(f"{path}:{line}: {twice} stands in this file twice")
        numbered.append((line, answer))
    if not numbered:
        raise ValueError(f"{path}: there is no cell (# %%) in this file")
    return numbered


def _cells(path: Path) -> list[tuple[int, str, str]]:
    """Split a file into cells: line of the heading, heading, source."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ValueError(f"{path}: this file cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: this file is not UTF-8") from error
    headings = [i for i, line in enumerate(lines) if HEADING.fullmatch(line)]
    ends = [*headings[1:], len(lines)] if headings else []
    for i, line in enumerate(lines[: headings[0] if headings else None]):
        if line.strip() and not line.startswith("#"):
            raise ValueError(f"{path}:{i + 1}: there is code before the first cell")
    return [
        (start + 1, lines[start].removeprefix("# %%").strip(), "\n".join(lines[start + 1 : end]))
        for start, end in zip(headings, ends, strict=True)
    ]


def _answer(where: str, stem: str, heading: str, source: str) -> Answer:
    name, colon, description = (part.strip() for part in heading.partition(":"))
    both = LABEL_AND_CAUSE.fullmatch(name) if colon else None
    name, named = both.groups() if both else (name, "")
    if colon and not LABEL.fullmatch(name):
        raise ValueError(f"{where}: the label {name!r} is not in kebab-case")
    if both and not LABEL.fullmatch(named):
        raise ValueError(f"{where}: the cause {named!r} is not in kebab-case")
    if colon and not description:
        raise ValueError(f"{where}: the label {name} is not followed by what is wrong")
    exercise, label = (stem, name) if colon else (name, stem)
    if not exercise.isidentifier():
        raise ValueError(f"{where}: {exercise!r} is not the name of a function")
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise ValueError(f"{where}: this answer is not Python ({error.msg})") from error
    # An answer that forgot its function is rejected whatever mistake it claims to show. A cell
    # that asks for several functions has a name of its own.
    defined = _defined(tree)
    if exercise not in defined and len(defined) < 2:
        raise ValueError(f"{where}: this answer does not define {exercise}")
    return Answer(exercise, label, description, source.strip("\n") + "\n", named)


def _defined(tree: ast.Module) -> set[str]:
    """Return the names of the functions that the top level of a module defines."""
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
