"""What a student reads when a check fails: each kind of message in a real JupyterLab.

The pictures of docs/messages.md are those that this test leaves in build/pictures/messages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page, expect

from autograder.checks.replay import REPLAY
from autograder.course.answer_bank import wrong_answers
from tests.helpers.figure_in_page import Array
from tests.helpers.jupyter_lab import Lab, open_notebook, run_all
from tests.helpers.lesson_cells import BANK, LESSONS, ROOT, failures, own_tests
from tests.helpers.masked import masked
from tests.helpers.misconceptions import TABLE

NOTEBOOK = "messages.ipynb"
DOCUMENT = ROOT / "docs" / "messages.md"
PICTURES = Path("build/pictures/messages")
LARGEST_PICTURE = 44_000  # bytes; some twenty of them stand on one page
WIDTH, HEIGHT = 1120, 1000  # the file browser is open: the notebook is as narrow as it often is
SECONDS_TO_RUN = 120  # all cells; one answer is there to be slow
LONGEST_LISTING = 8  # lines of an answer that docs/messages.md shows; of others it tells
TRACES = ("Traceback", "CheckFailed", "AssertionError", "site-packages", "autograder/")
IN_MESSAGE = re.compile(r": ([^:]+\[[\d, ]+\]) is (\S+); (?:it must be|numeric .*? gives) (\S+)")
IN_CELL = re.compile(r"(.+): (\S+); it must be (\S+)")
# How many lines a text takes on the screen, and how many it has.
LINES = """pre => {
  const range = document.createRange();
  range.selectNodeContents(pre);
  const tops = [...range.getClientRects()].map(box => Math.round(box.top));
  return [new Set(tops).size, pre.textContent.trimEnd().split("\\n").length];
}"""

# Every element of an output that has text: its tag, its ink, and the grounds below it, top first.
COLOURS = """() => [...document.querySelectorAll(
  ".jp-OutputArea-output :is(pre, figcaption, td, th)"
)].filter(e => e.textContent.trim()).map(e => {
  const grounds = [];
  for (let at = e; at; at = at.parentElement) grounds.push(getComputedStyle(at).backgroundColor);
  return [e.tagName, getComputedStyle(e).color, grounds];
})"""
READABLE = 4.5  # contrast of text, WCAG 2 level AA


@dataclass(frozen=True)
class Kind:
    """A kind of message and an answer of the bank that gives it.

    Attributes:
        lesson: the lesson's name.
        exercise: the exercise, which the answer belongs to.
        label: the answer's label in the bank.
        says: words of the diagnosis.
        disagree: how many entries the heat map marks, of how many; None where there is no map,
            as with a short vector, which is written out.
        test: the test cell, where it is not the first of the exercise.
        own: the answer, where none of the bank is meant: the bank has none to questions.
    """

    lesson: str
    exercise: str
    label: str
    says: str
    disagree: tuple[int, int] | None = None
    test: str = ""
    own: str = ""

    @property
    def source(self) -> str:
        """The code of the answer."""
        if self.own:
            return self.own
        (answer,) = (
            answer
            for answer in wrong_answers(BANK / self.lesson)
            if (answer.exercise, answer.label) == (self.exercise, self.label)
        )
        return answer.source.strip()

    @property
    def cell(self) -> str:
        """The test cell."""
        return self.test or own_tests(self.lesson, self.exercise)[0]


LEMMAS, NETWORKS = "04_jacobian_lemmas", "05_backpropagation"
KINDS = {
    "wrong-shape": Kind(
        LEMMAS, "affine_grad_x", "column-returned", "The values are right; only the shape differs."
    ),
    "transpose": Kind(
        LEMMAS, "affine_grad_W", "outer-product-reversed", "row and column are exchanged"
    ),
    "broadcast-to-square": Kind(
        NETWORKS, "forward", "bias-as-column", "A column combined with a row becomes a square"
    ),
    "constant-factor": Kind(
        LEMMAS, "affine_grad_W", "factor-two", "A constant factor of 2.000", (12, 12)
    ),
    "mean-for-sum": Kind(
        LEMMAS, "affine_grad_x", "mean-for-sum", "That is the number of rows of W"
    ),
    "sign": Kind(LEMMAS, "affine_grad_W", "signs-lost", "5 of 12 signs are not", (5, 12)),
    "permutation": Kind(
        LEMMAS, "affine_grad_W", "reshape-for-transpose", "they stand in other places", (10, 12)
    ),
    "left-out": Kind(
        LEMMAS, "affine_grad_W", "loop-starts-at-one", "Column 0 is 0, everything else", (3, 12)
    ),
    "own-mistake": Kind(
        LEMMAS, "affine_grad_x", "upstream-left-out", "grad_y has not been used"
    ),
    "network": Kind(
        NETWORKS, "backpropagation", "slope-missing-in-hidden-layers",
        "The output layer is right. In the hidden layers the slope of the activation is missing",
        (12, 12),
    ),
    "biases-only": Kind(
        NETWORKS, "backpropagation", "bias-before-slope", "All weights are right", (4, 4)
    ),
    "learning-rate": Kind(NETWORKS, "update", "rate-left-out", "eta has no effect", (8, 8)),
    "two-causes": Kind(
        "02_euclidean_loss", "gradient_step", "normalised", "Either of two mistakes gives"
    ),
    "no-cause": Kind(NETWORKS, "backpropagation", "stale-cache", "entries disagree", (8, 8)),
    "input-changed": Kind(LEMMAS, "affine_grad_W", "reshaped-in-place", "input grad_y in place"),
    "two-answers": Kind(LEMMAS, "affine_grad_W", "kept-between-calls", "two different answers"),
    "not-finite": Kind(
        "01_forward_pass", "sigmoid", "overflows-on-the-right", "somewhere a number overflows"
    ),
    "dtype": Kind(LEMMAS, "affine_grad_x", "single-precision", "grad_x has dtype float32"),
    "exception": Kind(
        LEMMAS, "affine_grad_x", "matrix-not-transposed", "in your line: return W @ grad_y"
    ),
    "not-written": Kind(LEMMAS, "affine_grad_W", "not-written", "is not written yet"),
    "cost": Kind(
        NETWORKS, "backpropagation", "not-backpropagation-batched-differences",
        "Is something computed again and again?", test="test_backpropagation_cost",
    ),
    "question": Kind(
        LEMMAS, "question_shape", "", 'must be one of "a", "b", "c", "d"',
        own='question_shape = "(3, 4)"',
    ),
}  # fmt: skip


def notebook() -> NotebookNode:
    """Return a notebook with every answer and the lesson's own test of it, as students get it."""
    made = new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    begun: set[str] = set()
    for kind, case in KINDS.items():
        lesson = LESSONS[case.lesson]
        cells = nbformat.read(ROOT / "course" / lesson.name / lesson.source.name, 4).cells
        named = {c.metadata["nbgrader"]["grade_id"]: c for c in cells if "nbgrader" in c.metadata}
        for name, cell in named.items():
            provides = case.lesson not in begun and name.startswith(("imports", "provided"))
            if provides or name == case.cell:
                if name == case.cell:
                    answer = new_code_cell(case.source, id=f"{kind}-answer")
                    made.cells.append(answer)
                # The tag lets the cells below run too. What a check asks is in the lessons.
                marks = {"tags": ["raises-exception"], "jupyter": {"source_hidden": not provides}}
                place = f"{case.lesson}-{name}".replace("_", "-") if provides else kind
                made.cells.append(new_code_cell(cell.source, metadata=marks, id=place))
        begun.add(case.lesson)
    return made


class OpenMessages:
    """The notebook of all messages, open in JupyterLab, every cell run."""

    def __init__(self, page: Page, lab: Lab) -> None:
        self.page = page
        made = notebook()
        nbformat.write(made, lab.root / NOTEBOOK)
        self.places = {cell.id: place for place, cell in enumerate(made.cells)}
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        open_notebook(page, lab, NOTEBOOK)
        run_all(page, SECONDS_TO_RUN)
        expect(page.locator(".jp-Cell").last.locator(".jp-OutputArea-output")).to_be_visible()

    def cell(self, name: str) -> Locator:
        """Return a cell by its id."""
        return self.page.locator(f'.jp-Cell[data-windowed-list-index="{self.places[name]}"]')

    def outputs(self, kind: str) -> Locator:
        """Return what a test cell put out, one after the other."""
        return self.cell(kind).locator(".jp-OutputArea-output")

    def message(self, kind: str) -> Locator:
        """Return the message of a test cell."""
        message = self.cell(kind).locator('[data-mime-type="application/vnd.jupyter.stderr"] pre')
        expect(message).to_have_count(1)
        return message

    def save_picture(self, path: Path, *shown: Locator) -> None:
        """Keep a picture of some parts of a cell, or of neighbouring ones."""
        shown[0].evaluate("part => part.scrollIntoView({block: 'center'})")
        boxes = [box for part in shown for box in [part.bounding_box()] if box]
        left, top = min(b["x"] for b in boxes), min(b["y"] for b in boxes)
        right = max(b["x"] + b["width"] for b in boxes)
        bottom = max(b["y"] + b["height"] for b in boxes)
        assert len(boxes) == len(shown)
        assert bottom < HEIGHT
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(
            path=path,
            clip={"x": left, "y": top, "width": right - left, "height": bottom - top},
        )
        assert path.stat().st_size < LARGEST_PICTURE


@pytest.mark.xdist_group("lab-2")
@pytest.mark.integration
def test_a_message_says_what_is_wrong_and_a_table_where(lab: Lab, page: Page) -> None:
    messages = OpenMessages(page, lab)
    for kind, case in KINDS.items():
        check_message(messages, kind, case)
        check_map(messages, kind, case)
        messages.save_picture(PICTURES / f"{kind}.png", *messages.outputs(kind).all())
    check_looks(page)
    example = (messages.cell("left-out-answer"), messages.cell("left-out"))
    messages.save_picture(PICTURES.parent / "check-message.png", *example)


@pytest.mark.xdist_group("lab-2")
@pytest.mark.integration
def test_messages_can_be_read_in_the_dark_theme(lab: Lab, page: Page) -> None:
    lab.choose_dark_theme()
    messages = OpenMessages(page, lab)
    expect(page.locator('body[data-jp-theme-light="false"]')).to_be_attached()
    check_looks(page)
    for kind in ("permutation", "network", "own-mistake"):
        path = PICTURES / f"{kind}-dark.png"
        messages.save_picture(path, *messages.outputs(kind).all())


def untimed(text: str) -> str:
    """Return a text without its seconds, and without whether the call was ended after them."""
    return masked(text).replace("took more than #", "took #")


def check_message(messages: OpenMessages, kind: str, case: Kind) -> None:
    """The page shows the words that the check gives, unbroken, and nothing of the checker."""
    message = messages.message(kind)
    shown = words(message.inner_text()).removesuffix(f" {REPLAY}")
    assert case.says in shown, kind
    expected = words(message_of(case))
    same = untimed(shown) == untimed(expected) if kind == "cost" else shown == expected
    assert same, f"{kind}: {shown!r} is not {expected!r}"
    on_screen, lines = message.evaluate(LINES)
    assert on_screen == lines, f"{kind}: JupyterLab breaks the lines anew"
    everything = messages.cell(kind).locator(".jp-OutputArea").inner_text()
    assert [trace for trace in TRACES if trace in everything] == [], kind


def check_map(messages: OpenMessages, kind: str, case: Kind) -> None:
    """The table agrees with the message: which entries, how many, and which is the worst."""
    figure = messages.cell(kind).get_by_role("figure")
    if case.disagree is None:
        expect(figure).to_have_count(0)
        return
    wrong, size = case.disagree
    counts = f"{wrong} of {size} entries disagree"
    expect(figure.locator("figcaption")).to_contain_text(counts)
    expect(figure.locator("figcaption")).to_contain_text(f"{size - wrong} agree (=)")
    cells = figure.locator("td[title]")
    signs = cells.all_inner_texts()
    assert (len(signs), signs.count("=")) == (size, size - wrong), kind
    assert set(signs) <= set("=≈≠"), kind
    titles = [IN_CELL.fullmatch(cell.get_attribute("title") or "") for cell in cells.all()]
    differing = [match.groups() for match in titles if match]
    assert len(differing) == wrong, kind
    assert all(actual != expected for _, actual, expected in differing), kind
    worst = IN_MESSAGE.search(words(messages.message(kind).inner_text()))
    assert worst, kind
    assert worst.groups() in differing, kind


def check_looks(page: Page) -> None:
    """Nothing that messages and tables show is a barrier, and all of it can be read."""
    assert audit(page) == []
    found = contrasts(page)
    assert found.keys() == {"PRE", "FIGCAPTION", "TD", "TH"}
    assert min(found.values()) >= READABLE, found


def test_the_document_shows_every_message() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    pictures = dict(re.findall(r"!\[([^\]]+)\]\(pictures/messages/([\w-]+)\.png\)", document))
    alternatives = {kind: words(text) for text, kind in pictures.items()}
    assert alternatives.keys() == KINDS.keys()
    for kind, case in KINDS.items():
        # Markdown has no room for brackets in a text alternative; tables are told, not spelled.
        said = TABLE.sub("", message_of(case)).splitlines()
        quoted = [words(line) for line in said if "[" not in line and "was given" not in line]
        for line in quoted:
            assert untimed(line) in untimed(alternatives[kind]), kind
        if len(case.source.splitlines()) <= LONGEST_LISTING:
            assert f"```python\n{case.source}\n```" in document, kind


def message_of(case: Kind) -> str:
    """Return what the check says when it runs here."""
    answers = {case.exercise: case.source}
    return next(failures(case.lesson, answers, (case.cell,))).message


def words(text: str) -> str:
    """Return a text in one line."""
    return " ".join(text.split())


def audit(page: Page) -> list[str]:
    """Return what axe finds to be a serious or critical barrier in what cells put out.

    Colours are not judged: the body of JupyterLab is 0 px high, and what lies beyond it axe takes
    for hidden. See ``contrasts``.
    """
    found = Axe().run(page, context=".jp-Cell-outputArea").response["violations"]
    return [
        f"{violation['id']}: {node['html']}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def contrasts(page: Page) -> dict[str, float]:
    """Return the lowest contrast of every kind of element that shows text in an output."""
    lowest: dict[str, float] = {}
    for tag, ink, layers in page.evaluate(COLOURS):
        ground = np.zeros(3)
        for layer in reversed(layers):
            *colour, alpha = channels(layer)
            ground = alpha * np.array(colour) + (1 - alpha) * ground
        light, dark = sorted((luminance(channels(ink)[:3]), luminance(ground)), reverse=True)
        lowest[tag] = min(lowest.get(tag, 21.0), (light + 0.05) / (dark + 0.05))
    return lowest


def channels(colour: str) -> list[float]:
    """Return red, green, blue and opacity of a computed colour, each from 0 to 1."""
    match = re.fullmatch(r"rgba?\(([\d., ]+)\)", colour)
    assert match, colour
    red, green, blue, *opacity = map(float, match[1].split(","))
    return [red / 255, green / 255, blue / 255, *(opacity or [1.0])]


def luminance(colour: Sequence[float] | Array) -> float:
    """Return the relative luminance of sRGB channels, as WCAG 2 defines it."""
    srgb = np.array(colour)
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
