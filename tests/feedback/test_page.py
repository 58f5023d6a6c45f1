"""The feedback page: what it says to a student who failed, and that nothing in it runs."""

import itertools
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser, Dialog, sync_playwright

from autograder.checks.comparing.compare import compare
from autograder.checks.comparing.error_map import MIME, kept_map
from autograder.checks.expected import exact
from autograder.classroom.grade import grade_class
from autograder.classroom.scores import Score
from autograder.course.lessons import Course, Lesson
from autograder.course.notebook.cells import answers_of, with_answers
from autograder.course.release import nbgrader_commands
from autograder.feedback.page import FeedbackPage
from tests.helpers.webpage import HACK, HOSTILE, Page, dangers, hostile_cells

pytestmark = pytest.mark.xdist_group("feedback-page")  # one graded student, one Chromium

NAME = "04_jacobian_lemmas"
STUDENT = '"><script>alert(1)'  # as a folder; a file system allows no slash in a name
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
HANDLERS = """[...document.querySelectorAll('*')].filter(e => e.tagName == 'SCRIPT' ||
    e.tagName == 'IFRAME' || [...e.attributes].some(a => a.name.startsWith('on')))
    .map(e => e.outerHTML)"""  # as the browser itself read the page
MISTAKES = {
    # The transpose: the message says so.
    "affine_grad_W": "def affine_grad_W(grad_y, x):\n    return np.outer(x, grad_y)",
    # Right on the diagonal alone: a table shows where.
    "softmax_jacobian": "def softmax_jacobian(x):\n"
    "    y = np.exp(x) / np.sum(np.exp(x))\n    return np.diag(y * (1 - y))",
    # Prints and raises whatever could be taken for markup.
    "tanh_prime": "import sys\nfrom IPython.display import HTML, SVG\n"
    "HOSTILE = " + repr("\n".join(HOSTILE.values())) + "\n"
    "print(HOSTILE)\nprint(HOSTILE, file=sys.stderr)\ndisplay(HTML(HOSTILE))\n"
    "def tanh_prime(x):\n    raise ValueError(HOSTILE)",
    "sigmoid_prime": f"# </pre><script>{HACK}</script> \u202e ### BEGIN HIDDEN TESTS\nraise x",
}


@dataclass(frozen=True)
class Graded:
    """A student's page and what it was made from."""

    path: Path
    html: str
    scores: tuple[Score, ...]

    @property
    def page(self) -> Page:
        return Page(self.html)


@pytest.fixture(scope="module")
def lesson(course: Course) -> Lesson:
    return course.lesson(NAME)


@pytest.fixture(scope="module")
def graded(
    course: Course,
    lesson: Lesson,
    released: nbformat.NotebookNode,
    tmp_path_factory: pytest.TempPathFactory,
) -> Graded:
    """One student, with a hostile name, graded as any other."""
    folder, out = tmp_path_factory.mktemp("class"), tmp_path_factory.mktemp("out")
    answers = {**answers_of(nbformat.read(lesson.source, as_version=4)), **MISTAKES}
    path = folder / STUDENT / NAME / lesson.source.name
    path.parent.mkdir(parents=True)
    nbformat.write(with_answers(released, answers), path)
    grades = grade_class(course, folder, out)
    assert grades.refusals == ()
    made = out / "feedback" / STUDENT / NAME / f"{lesson.notebook}.html"
    return Graded(made, made.read_text(encoding="utf-8"), grades.scores)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


def watched(browser: Browser, path: Path) -> list[str]:
    """Open a page and return everything that it did or tried to do."""
    tab = browser.new_page()
    seen: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        seen.append(dialog.message)
        dialog.dismiss()

    tab.on("dialog", dismiss)
    tab.on("console", lambda message: seen.append(message.text))
    tab.on("pageerror", lambda error: seen.append(str(error)))
    tab.on("request", lambda request: seen.append(request.url))
    tab.goto(path.as_uri())
    if tab.evaluate("window.hacked") is not None:
        seen.append("a script ran")
    seen += tab.evaluate(HANDLERS)
    tab.close()
    return [s for s in seen if s != path.as_uri() and not s.startswith("data:image/png")]


def of_cells(*cells: nbformat.NotebookNode) -> str:
    """Export a notebook that no grader has touched, as a careless set-up might."""
    ids = {"student": f"{STUDENT}</script>", "notebook": "x</title>", "score": 0, "max_score": 1}
    notebook = new_notebook(cells=list(cells))
    page, _ = FeedbackPage().from_notebook_node(notebook, {"nbgrader": ids})
    return str(page)


@pytest.mark.integration
def test_the_policy_comes_before_anything_else(graded: Graded) -> None:
    tags = [(e.tag, e.attributes.get("content")) for e in graded.page.elements[:3]]
    assert tags == [("html", None), ("head", None), ("meta", POLICY)]


@pytest.mark.integration
def test_nothing_in_the_page_runs_or_is_fetched(graded: Graded) -> None:
    assert dangers(graded.page) == []


@pytest.mark.integration
def test_a_page_is_light(graded: Graded) -> None:
    without_pictures = re.sub(r"base64,[A-Za-z0-9+/=]+", "", graded.html)
    assert len(without_pictures.encode()) < 170_000


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_shown_and_no_more(kind: str) -> None:
    marks = {"grade_id": "written", "solution": True, "comment": HOSTILE[kind]}
    page = Page(of_cells(new_markdown_cell(HOSTILE[kind], metadata={"nbgrader": marks})))
    assert dangers(page) == []


def test_hostile_text_is_harmless_in_every_place() -> None:
    html = of_cells(*hostile_cells())
    assert dangers(Page(html)) == []
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200f\u202a-\u202e\u2066-\u2069]", html) is None


# What Markdown, HTML, formulas, listings and terminals give a meaning to.
PIECES = st.sampled_from([
    "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "&lt;", "&#x3c;", "&", '"', "'", "`", "```\n",
    "$", "$$", "\\(", "\\text{", "\\href{", "{", "}", "[", "](", ")", "![", "javascript:",
    "//e.org", "script", "style", "svg", "math", "img", "pre", "table", "title", " onload=",
    " src=",
    "=", "|", "\n", "\n\n", "    ", "# ", "- ", "> ", "\x1b[1m", "\x1b]8;;", "\x07", "\ue000",
    "\ue001", "\u202e", "\ud800", "\0", "x", "7", "### BEGIN HIDDEN TESTS",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@pytest.mark.fuzz
@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=4, max_size=4))
def test_made_up_text_is_harmless(texts: list[str]) -> None:
    prose, code, shown, said = texts
    marks = {"grade_id": "f", "grade": True, "solution": True, "comment": said, "score": 0.0}
    outputs = [
        new_output("stream", text=shown),
        new_output("display_data", data={"text/plain": shown, "text/html": shown}),
        new_output("error", ename=said, evalue=shown, traceback=[said]),
    ]
    html = of_cells(
        new_markdown_cell(prose),
        new_markdown_cell(said, metadata={"nbgrader": {**marks, "points": 1.0}}),
        new_code_cell(code, outputs=outputs),
    )
    assert dangers(Page(html)) == []


def failed_check(data: dict[str, Any]) -> list[nbformat.NotebookNode]:
    """Make an answer and a check that failed and left what it shows."""
    answer = {"grade_id": "f", "grade": False, "solution": True}
    outputs = [
        new_output("display_data", data=data),
        new_output("error", ename="CheckFailed", evalue="f: wrong.", traceback=["f: wrong."]),
    ]
    marks = {"grade_id": "test_f", "grade": True, "solution": False, "score": 0.0, "points": 1.0}
    return [
        new_code_cell("def f(): ...", metadata={"nbgrader": answer}),
        new_code_cell("check_gradient(f)", metadata={"nbgrader": marks}, outputs=outputs),
    ]


def test_below_a_message_stands_where_the_array_disagrees() -> None:
    right = np.arange(6.0).reshape(2, 3)
    wrong = right.copy()
    wrong[1, 2] = 7.0
    page = Page(of_cells(*failed_check(kept_map(compare(wrong, exact(right, name="dW"))))))
    (figure,) = page.all("figure")
    assert figure.text.count("=") == 6  # five entries, and the legend
    assert figure.text.count("≠") == 2
    assert page.all("html")[0].text.count("dW (2, 3): 1 of 6 entries disagree") == 1
    assert [th.text for th in page.all("th")][-5:] == ["0", "1", "2", "0", "1"]
    (cell,) = [td for td in page.all("td") if td.text == "≠"]
    assert cell.attributes["title"] == "dW[1, 2]"  # not what was expected
    order = [e.text for e in page.elements if e in (figure, *page.all("pre"))]
    assert order.index("f: wrong.") < order.index(figure.text) < order.index("check_gradient(f)")


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_table_is_text_and_no_more(kind: str) -> None:
    text = HOSTILE[kind]
    row = {"label": text, "cells": [[text, text], ["=", text]]}
    html = of_cells(*failed_check({MIME: {"caption": text, "columns": [text], "rows": [row]}}))
    assert dangers(Page(html)) == []
    assert len(Page(html).all("figure")) == 1
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200f\u202a-\u202e\u2066-\u2069]", html) is None


@pytest.mark.parametrize(
    "data",
    [None, "x", 7, [], {}, {"caption": "c", "columns": ["0"], "rows": [{"cells": [["="]]}]},
     {"caption": "c", "columns": 7, "rows": "x"}],
)  # fmt: skip
def test_a_table_of_another_form_is_left_out(data: object) -> None:
    page = Page(of_cells(*failed_check({MIME: data})))
    assert page.all("figure") == []
    assert "f: wrong." in page.by_id("check-test_f").text


@pytest.mark.integration
def test_hidden_tests_are_not_in_the_page(graded: Graded, lesson: Lesson) -> None:
    hidden, visible = set[str](), ""
    for cell in nbformat.read(lesson.source, as_version=4).cells:
        inside = False
        for line in cell.source.splitlines():
            inside = "BEGIN HIDDEN TESTS" in line or (inside and "END HIDDEN TESTS" not in line)
            if inside:
                hidden.add(line.strip())
            else:
                visible += line + "\n"
    secrets = {line for line in hidden if len(line) > 10 and line not in visible + str(MISTAKES)}
    assert len(secrets) > 20
    text = graded.page.all("html")[0].text
    assert [line for line in secrets if line in text] == []


@pytest.mark.integration
def test_a_student_learns_what_failed_and_where(graded: Graded) -> None:
    page = graded.page
    lost = [score for score in graded.scores if score.score < score.max_score]
    assert {score.exercise for score in lost} >= MISTAKES.keys()
    links = {a.text: a.attributes["href"] for a in page.all("a")}
    for score in lost:
        assert links[score.exercise] == f"#answer-{score.exercise}"
        assert page.by_id(f"answer-{score.exercise}").text
    transposed = next(s.reason for s in lost if s.exercise == "affine_grad_W")
    assert "row and column are exchanged" in transposed
    assert transposed in page.by_id("check-test_affine_grad_W").text
    check = page.by_id("check-test_softmax_jacobian").text
    assert "softmax_jacobian (4, 4): 12 of 16 entries disagree" in check
    (figure,) = page.all("figure")
    assert figure.text in check
    assert "it must be" not in "".join(e.attributes.get("title", "") for e in page.all("td"))
    messages = [e.text for e in page.all("pre") if e.attributes.get("class") == "message"]
    assert messages.count(transposed) == 2  # in the table and below the answer
    earned = sum(score.score for score in graded.scores)
    assert f"{earned:g} of 20 points" in page.all("header")[0].text


@pytest.mark.integration
def test_the_page_can_be_found_one_s_way_in(graded: Graded) -> None:
    page = graded.page
    assert page.all("html")[0].attributes["lang"] == "en-GB"
    assert "Lesson 04" in page.all("title")[0].text
    levels = [int(e.tag[1]) for e in page.elements if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert all(e.attributes.get("alt") for e in page.all("img"))
    assert all("scope" in e.attributes for e in page.all("th"))
    identities = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(identities) == len(set(identities))


@pytest.mark.integration
def test_stock_nbgrader_makes_the_same_page(graded: Graded, course: Course, lesson: Lesson) -> None:
    nbgrader_commands.generate_feedback(course, lesson, STUDENT, root=graded.path.parents[3])
    assert graded.path.read_text(encoding="utf-8") == graded.html


@pytest.mark.integration
def test_a_browser_runs_nothing_of_it(graded: Graded, browser: Browser, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.html"
    hostile.write_text(of_cells(*hostile_cells()), encoding="utf-8")
    assert watched(browser, graded.path) == []
    assert watched(browser, hostile) == []


@pytest.mark.integration
def test_the_policy_holds_where_all_else_fails(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    attack = f'<script>window.hacked=1</script><img src="x" onerror="{HACK}">'
    path.write_text(of_cells().replace("</main>", f"{attack}</main>"), encoding="utf-8")
    seen = watched(browser, path)
    assert "a script ran" not in seen
    assert sum("violates the following Content Security Policy" in text for text in seen) >= 2
