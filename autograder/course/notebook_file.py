"""Notebooks as bytes: reading them, and why some cannot be read."""

import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.validator import get_validator

from autograder.text import first_line

LARGEST = 20 * 2**20  # bytes of a notebook; a solved one with its pictures has less than 1 MB
MOST_PARTS = 30_000  # opening brackets; a solved lesson has four thousand, most of them in its code


def read_notebook(content: bytes) -> NotebookNode:
    """Read a notebook of format 4 that was validated before, or that was written here."""
    return nbformat.reader.reads(content.decode("utf-8"))


def why_no_notebook(content: bytes) -> str:
    """Say why bytes are no notebook of format 4; empty where they are one."""
    if len(content) > LARGEST:
        return f"larger than {LARGEST // 2**20} MB"
    try:
        text = content.decode("utf-8")
        if text.count("{") + text.count("[") > MOST_PARTS:
            return f"not a notebook of a lesson: more than {MOST_PARTS} parts"
        notebook = json.loads(text)
        if not isinstance(notebook, dict) or "nbformat" not in notebook:
            return "not a notebook: JSON of another kind"
        if notebook["nbformat"] != 4:
            return "not a notebook of format 4: open it in JupyterLab and save it"
        # The first fault is enough. nbformat.validate looks for all of them, which takes minutes
        # and gigabytes where somebody has put in many.
        get_validator(4, notebook.get("nbformat_minor", 0)).validate(notebook)
    except UnicodeDecodeError:
        return "not a notebook: not UTF-8 text"
    except RecursionError:
        return "not a notebook: nested too deeply"
    except json.JSONDecodeError as error:
        return f"not a notebook: not JSON ({error})"
    except nbformat.ValidationError as error:
        return f"not a valid notebook: {first_line(error):.120}"
    except Exception as error:  # a number of a million digits, a version that is a list, …
        return f"not a notebook: {first_line(error):.120}"
    return ""


def why_unreadable(path: Path) -> str | None:
    """Say why a file is no notebook of format 4, or return None where it is one."""
    if path.is_symlink() or path.parent.is_symlink():
        return "a symbolic link, not a file"
    if not path.is_file():
        return f"there is no {path.name}"
    try:
        with path.open("rb") as file:
            return why_no_notebook(file.read(LARGEST + 1)) or None
    except OSError as error:
        return f"cannot be read: {error.strerror}"
