"""Hands in the notebooks and folders of tests/attacks/notebooks/."""

import importlib.util
import json
from types import ModuleType

import nbformat

from tests.helpers.attacks import CORPUS, LESSON
from tests.helpers.hostile_class import Class


def hand_in_malformed(group: Class) -> frozenset[str]:
    """Hand in files that are no notebooks; return the students."""
    files = _module("malformed").build(json.loads(nbformat.writes(group.notebook({}))))
    for name, content in files.items():
        group.hand_in(f"malformed {name}", content)
    return frozenset(f"malformed {name}" for name in files)


def hand_in_edited(group: Class) -> frozenset[str]:
    """Hand in notebooks of which everything is changed; return the students."""
    notebooks = _module("edited").build(json.loads(nbformat.writes(group.notebook({}))))
    for name, notebook in notebooks.items():
        group.hand_in(name, json.dumps(notebook).encode())
    return frozenset(notebooks)


def hand_in_folders(group: Class, *, outside: Class) -> frozenset[str]:
    """Make folders that are not what they seem; return the students that cannot be graded."""
    names = _module("folders").build(
        group.submissions,
        LESSON,
        group.lesson.source.name,
        nbformat.writes(group.notebook({})).encode(),
        outside.submissions / "z right" / LESSON / group.lesson.source.name,
    )
    return frozenset(names)


def _module(name: str) -> ModuleType:
    path = CORPUS / "notebooks" / f"{name}.py"
    specification = importlib.util.spec_from_file_location(f"hostile_{name}", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
