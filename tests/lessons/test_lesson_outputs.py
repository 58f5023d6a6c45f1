"""A page of every lesson, made where no notebook is open, shows its figures.

That Run All is clean is seen in JupyterLab itself, in tests/browser/test_lessons.py.
"""

import ast
import base64
import io
import re
from html import unescape

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from PIL import Image

import blackboard
from autograder.course.lessons import Course
from tests.helpers.lesson_figures import FIGURES, needed_for

pytestmark = pytest.mark.integration

NO_FIGURES = {"Digits", "load_digits", "show"}  # what else the lessons have from blackboard
SMALLEST = (500, 250)  # pixels of a picture that can be read
SECONDS = 300  # a cell, on a busy machine


@pytest.mark.parametrize("name", FIGURES)
def test_a_page_where_nothing_runs(course: Course, name: str) -> None:
    figures = FIGURES[name]
    notebook = nbformat.read(course.lesson(name).source, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    functions = set(blackboard.__all__) - NO_FIGURES
    shown = {
        cell.id
        for cell in code
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in functions
    }
    assert shown == figures.keys(), "a figure of the lesson is not in FIGURES"
    notebook.cells = needed_for(figures, code)
    NotebookClient(notebook, timeout=SECONDS).execute(cwd=str(course.root))
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert "widget-view" not in page
    parts = dict(re.findall(r'id="cell-id=([\w-]+)">(.*?)(?=id="cell-id=|\Z)', page, flags=re.S))
    for cell in notebook.cells:
        if cell.id in figures:
            (output,) = cell.outputs  # and no print
            (image,) = re.findall(r"<img[^>]*>", parts[cell.id])
            found = re.search(r'src="data:image/png;base64,([^"]*)"', image)
            alt = re.search(r'alt="([^"]*)"', image)
            assert found
            assert alt
            picture = Image.open(io.BytesIO(base64.b64decode(found[1])))
            assert picture.width >= SMALLEST[0]
            assert picture.height >= SMALLEST[1]
            assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 20  # not an empty sheet
            text = unescape(alt[1])
            assert text == output.data["text/plain"]
            assert len(text) > 100
            assert "nothing to draw" not in text
