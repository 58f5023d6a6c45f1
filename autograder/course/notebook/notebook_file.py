"""Notebooks that were written here, and whether bytes from elsewhere are one."""

import nbformat
from nbformat import NotebookNode

from autograder.course.notebook.handed_in import NoNotebook, read_cells


def read_notebook(content: bytes) -> NotebookNode:
    """Read a notebook of format 4 that was written here."""
    return nbformat.reader.reads(content.decode("utf-8"))


def why_no_notebook(content: bytes) -> str:
    """Say why bytes are no notebook that can be graded; empty where they are one."""
    try:
        read_cells(content)
    except NoNotebook as error:
        return str(error)
    return ""
