"""Formulas: every one of the course is converted, and none of a student's gets out of its tag."""

import re

import nbformat
import pytest

from autograder.course.lessons import Course
from autograder.feedback.formula import LONGEST, to_mathml
from autograder.feedback.markdown import lesson_html

CODE = re.compile(r"```.*?```|`[^`]*`", re.S)
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$]+\$", re.S)


def test_every_formula_of_the_course_is_converted(course: Course) -> None:
    for lesson in course.lessons:
        for cell in nbformat.read(lesson.source, as_version=4).cells:
            if cell.cell_type == "markdown":
                formulas = FORMULA.findall(CODE.sub("", cell.source))
                html = lesson_html(cell.source, {})
                assert html.count("<math") == len(formulas), (lesson.name, cell.source)
                assert "<code>\\" not in html, (lesson.name, cell.source)


@pytest.mark.parametrize(
    ("latex", "mathml"),
    [
        (r"x", "<mi>x</mi>"),
        (r"\tfrac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"g'", "<mi>g</mi><mo>′</mo>"),
        (r"(-1)", "<mo form=prefix>−</mo><mn>1</mn>"),
        (r"2 - 1", "<mn>2</mn><mo>−</mo><mn>1</mn>"),
        (r"a \pm b", "<mi>a</mi><mo>±</mo><mi>b</mi>"),
        (r"\cosh^2 x", "</msup><mspace width=0.167em /><mi>x</mi>"),
        (r"\partial f / \partial x", "<mi>∂</mi><mi>f</mi><mo lspace=0 rspace=0>/</mo><mi>∂</mi>"),
        (r"\mathbf{W} \mathbb{R} \mathcal{L}", "<mi>𝐖</mi><mi>ℝ</mi><mi>ℒ</mi>"),
        (r"\boldsymbol{\delta} \mathbf{1} \mathfrak{g}", "<mi>𝜹</mi><mn>𝟏</mn><mi>𝔤</mi>"),
        (r"\bigl( x \bigr)^2", "<msup><mo stretchy=false mathsize=1.2em>)</mo><mn>2</mn></msup>"),
        (r"\lVert x \rVert^2", "<mo stretchy=false>‖</mo><mn>2</mn></msup>"),
        (r"\Delta", "<mi mathvariant=normal>Δ</mi>"),
        (r"\begin{aligned} a &= b \\[1ex] c &= d \end{aligned}", "<mtd columnalign=right><mi>c"),
        (r"a \xrightarrow{f} b", "<mover><mo stretchy=true>→</mo>"),
        (r"\text{a < b \& c}", "<mtext>a\xa0&lt;\xa0b\xa0"),
    ],
)
def test_what_browsers_need(latex: str, mathml: str) -> None:
    assert mathml in to_mathml(latex)


def test_a_formula_in_a_line_of_its_own() -> None:
    assert to_mathml("x", block=True) == "<math display=block><mi>x</mi></math>"


@pytest.mark.parametrize(
    "latex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\href{https://example.org}{x}",
        r"\style{position:fixed}{x}",
        r"\class{cell}{x}",
        r"\def\a{x}\a",
        r"\newcommand{\a}{x}\a",
        r"\unknown{x}",
        r"\begin{unknown} a & b \end{unknown}",
        r"\frac{1}",
        r"}{",
        "{" * 500,
        "x" * (LONGEST + 1),
        "",
    ],
)
def test_what_cannot_be_shown_safely_is_shown_as_source(latex: str) -> None:
    shown = to_mathml(latex)
    assert shown.startswith("<code>") or shown == "<math></math>"
    assert "<" not in shown.removeprefix("<code>").removesuffix("</code>") or not latex


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{</math><script>alert(1)</script>}",
        r"\text{&#x3c;script&#x3e;}",
        r"\unicode{x3c;script>}",
        r"\unicode{3c}\unicode{202e}",
        r"\operatorname{<img src=x onerror=alert(1)>}",
        r"\color{red\" onclick=\"alert(1)}{x}",
        r"\hspace{1em\" onclick=\"alert(1)}",
        r"\begin{array}{c\" onclick=\"alert(1)} x \end{array}",
        r"<script>alert(1)</script>",
        r"\verb|<script>|",
        r"\tag{<script>}",
        "x \u202e y \x1b[31m",
    ],
)
def test_nothing_gets_out_of_a_formula(latex: str) -> None:
    shown = to_mathml(latex)
    tags = re.findall(r"<(/?[^\s<>/]+)([^<>]*)>", shown)
    assert {name.strip("/") for name, _ in tags} <= {
        "code", "math", "mfrac", "mi", "mn", "mo", "mrow", "mspace", "mstyle", "mtable", "mtd",
        "mtext", "mtr",
    }  # fmt: skip
    assert not any("on" in attributes.split("=")[0] for _, attributes in tags)
    assert shown.count("<") == len(tags)
    assert re.search("[\x1b\u202e]", shown) is None
