"""The page of a class report: one file without scripts, which fetches nothing.

All text is escaped by the template, or by the modules that write HTML: chart, code and markdown.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from autograder.classroom.report.chart import histogram_chart, items_chart
from autograder.classroom.report.class_report import LessonReport
from autograder.classroom.report.help import FEW, MANY
from autograder.classroom.report.statistics import FEWEST, Item
from autograder.feedback.code import code_html
from autograder.feedback.markdown import lesson_html
from autograder.feedback.page import TEMPLATES
from autograder.text import plain

OWN = Path(__file__).parent / "templates"
SEVERAL = 2  # students who made a mistake; what one made alone is folded away
OPEN_CASES = 6  # mistakes of a lesson that are not folded away; more would hide what comes below
NAMED = 20  # students that are named as needing help, in a lesson


def page_of(report: Sequence[LessonReport], *, anonymous: bool = False) -> str:
    """Lay out a report.

    Args:
        report: of the lessons, one at least.
        anonymous: leave out who needs help.
    """
    return _templates().get_template("class.html.j2").render(
        report=report, anonymous=anonymous, several=SEVERAL, named=NAMED, few=FEW, many=MANY,
        fewest=FEWEST, open_cases=OPEN_CASES,
    ) + "\n"  # fmt: skip


@cache
def _templates() -> Environment:
    """Return the templates, among them the style sheet of feedback pages."""
    templates = Environment(
        loader=FileSystemLoader([OWN, TEMPLATES / "student"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {
        "code": code_html,
        "discrimination": discrimination,
        "histogram": histogram_chart,
        "items": items_chart,
        "number": lambda points: f"{points:.4g}",
        "option": option,
        "percent": lambda share: f"{100 * share:.0f}\N{NO-BREAK SPACE}%",
        "plain": plain,
    }
    return templates


def discrimination(item: Item) -> str:
    """Write a correlation, or why there is none."""
    if item.discrimination is not None:
        return f"{item.discrimination:z.2f}".replace("-", "−")
    return "too few" if item.students < FEWEST else "all alike"


def option(markdown: str) -> Markup:
    """Render the text of an option, which is one line of the lesson's."""
    html = lesson_html(markdown, {}).strip()
    return Markup(html.removeprefix("<p>").removesuffix("</p>"))  # noqa: S704, as it was rendered
