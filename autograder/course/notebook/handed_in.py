"""A notebook as a student handed it in: the sources and names of its cells, and nothing else.

Editors write notebooks that no schema allows, and JupyterLab opens them. Outputs, tags, kernels and
versions do not count in grading, so they are not read and can refuse nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.course.notebook.json_spans import JsonText, NoJson, Span
from autograder.regular_file import LINK, NoFile, opened
from autograder.text import readable

LARGEST = 20 * 2**20  # bytes of a notebook; a solved one with its pictures has less than 1 MB
LONGEST = 200_000  # characters of one cell; a long one has some thousands
ALL = 2_000_000  # characters of all cells that are read; a lesson has 60,000
SMALL = 2**16  # bytes of a cell that is parsed with all that is in it
ASKED = ("source", "cell_type", "id")
TOO_LONG = f'raise ValueError("the answer is longer than {LONGEST} characters")'


class NoNotebook(ValueError):
    """Bytes that are no notebook; the message says why, in words for their author."""


@dataclass(frozen=True)
class HandedIn:
    """A cell of a notebook that was handed in.

    Attributes:
        source: what stands in it; ``TOO_LONG`` where that is longer than 200,000 characters, None
            where it cannot be read.
        code: whether it is a code cell.
        name: nbgrader's name of it, or empty.
        solution: whether it says that it is an answer.
        id: the notebook format's name of it, or empty.
    """

    source: str | None
    code: bool = True
    name: str = ""
    solution: bool = False
    id: str = ""


def read_cells(content: bytes) -> tuple[HandedIn, ...]:
    """Read the cells of a notebook of format 4, whatever else the file holds.

    Raises:
        NoNotebook: it has no list of cells, or is too large.
    """
    if len(content) > LARGEST:
        raise NoNotebook(f"larger than {LARGEST // 2**20} MB")
    if not content.strip():
        raise NoNotebook("not a notebook: the file is empty")
    try:
        text = JsonText(content)
        parts = text.members(text.whole)
        if "cells" not in parts and "worksheets" in parts:
            raise NoNotebook("a notebook of format 3: open it in JupyterLab and save it")
        if "cells" not in parts:
            raise NoNotebook("not a notebook: it has no cells")
        cells = text.elements(parts["cells"])
    except NoJson as error:
        raise NoNotebook(f"not a notebook: {error}") from error
    read: list[HandedIn] = []
    left = ALL
    for span in cells:
        read.append(_cell(text, span) if left > 0 else HandedIn(None))
        left -= len(read[-1].source or "")
    return tuple(read)


def read_file(path: Path) -> bytes:
    """Read a file that may be a notebook, and no more of it than a notebook may have.

    Raises:
        NoNotebook: there is none, or it cannot be read.
    """
    if path.is_symlink() or path.parent.is_symlink():
        raise NoNotebook(LINK)
    try:
        with opened(path) as file:
            return file.read(LARGEST + 1)
    except NoFile as error:
        raise NoNotebook(str(error)) from error
    except OSError as error:
        raise NoNotebook(f"cannot be read: {error.strerror}") from error


def cells_of(notebook: NotebookNode) -> tuple[HandedIn, ...]:
    """Return the cells of a notebook that another tool has read."""
    return read_cells(json.dumps(notebook).encode())


def _cell(text: JsonText, span: Span) -> HandedIn:
    parts = _members(text, span)
    if parts is None:
        return HandedIn(None)
    marks = parts.get("nbgrader")
    marks = marks if isinstance(marks, dict) else {}
    name = marks.get("grade_id")
    return HandedIn(
        source=_source(parts.get("source")),
        code=parts.get("cell_type") == "code",
        name=readable(name) if isinstance(name, str) else "",
        solution=bool(marks.get("solution")),
        id=str(parts.get("id") or ""),
    )


def _members(text: JsonText, span: Span) -> Mapping[str, Any] | None:
    """Return what is asked for of a cell, by name; None where it is no object.

    A small cell that is JSON throughout is parsed as it is, which takes a tenth of the time. Of any
    other, and of what is in its outputs, no more is parsed than is asked for.
    """
    if span.end - span.start <= SMALL:
        cell = _value(text, span)
        if isinstance(cell, dict):
            metadata = cell.get("metadata")
            marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
            return {**cell, "nbgrader": marks}
    try:
        parts = text.members(span)
    except NoJson:
        return None
    found = {name: _value(text, parts.get(name)) for name in ASKED}
    try:
        marks = _value(text, text.members(parts["metadata"])["nbgrader"])
    except (KeyError, NoJson):
        marks = None
    return {**found, "nbgrader": marks}


def _value(text: JsonText, span: Span | None) -> Any:
    if span is None:
        return None
    try:
        return text.value(span)
    except NoJson:
        return None


def _source(value: Any) -> str | None:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "".join(value)
    if not isinstance(value, str):
        return None
    return readable(value) if len(value) <= LONGEST else TOO_LONG
