"""Every lesson with its answers, run from top to bottom: clean, and a page shows its figures."""

import ast
import base64
import io
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from PIL import Image

import blackboard
from autograder.course.lessons import Course, find_course
from tests.helpers.lesson_figures import FIGURES

pytestmark = pytest.mark.integration

NO_FIGURES = {"Digits", "load_digits", "show"}  # what else the lessons have from blackboard
SMALLEST = (500, 250)  # pixels of a picture that can be read
SECONDS = 300  # a cell, on a busy machine


@dataclass(frozen=True)
class Executed:
    """A lesson after Run All."""

    name: str
    notebook: NotebookNode


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(lesson.name, marks=pytest.mark.xdist_group(lesson.name))
        for lesson in find_course(Path(__file__)).lessons
    ],
)
def executed(course: Course, request: pytest.FixtureRequest) -> Executed:
    """A lesson that was run once for all tests of it."""
    notebook = nbformat.read(course.lesson(request.param).source, as_version=4)
    NotebookClient(notebook, timeout=SECONDS).execute(cwd=str(course.root))
    return Executed(request.param, notebook)


def test_run_all_of_the_solution_is_clean(executed: Executed) -> None:
    for cell in executed.notebook.cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error"
            assert output.get("name") != "stderr", output.text


def test_a_page_where_nothing_runs(executed: Executed) -> None:
    figures = FIGURES[executed.name]
    code = [cell for cell in executed.notebook.cells if cell.cell_type == "code"]
    functions = set(blackboard.__all__) - NO_FIGURES
    shown = {
        cell.id
        for cell in code
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in functions
    }
    assert shown == figures.keys(), "a figure of the lesson is not in FIGURES"
    page, _ = HTMLExporter().from_notebook_node(executed.notebook)
    assert "widget-view" not in page
    parts = dict(re.findall(r'id="cell-id=([\w-]+)">(.*?)(?=id="cell-id=|\Z)', page, flags=re.S))
    for cell in code:
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
