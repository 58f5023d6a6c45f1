"""Charts as SVG that stands in a page: in its colours, with a text alternative, the same each time.

matplotlib draws them in stand-ins for the colours; the page's style sheet has the colours
themselves, for light, dark and paper.
"""

import io
import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from autograder.classroom.report.statistics import Bar, Item

WIDTH = 7.2  # inches; the page scales it
LINE = 0.3  # inches for each exercise
INK, PASSED, FAILED, OPEN = "#010101", "#020202", "#030303", "#040404"
COLOURS = {
    INK: "currentColor", PASSED: "var(--passed)", FAILED: "var(--failed)", OPEN: "var(--open)",
}  # fmt: skip
STYLE: dict[str, Any] = {
    "svg.hashsalt": "autograder",  # else ids are random
    "svg.fonttype": "none",  # text stays text
    "font.family": "sans-serif",
    "font.size": 10,
    "figure.facecolor": "none", "axes.facecolor": "none",
    "text.color": INK, "axes.edgecolor": INK, "axes.labelcolor": INK,
    "xtick.color": INK, "ytick.color": INK,
    "text.parse_math": False,  # names are no formulas
}  # fmt: skip
HEAD = re.compile(r"\A.*?<svg [^>]*?viewBox=\"([^\"]*)\"[^>]*>", re.DOTALL)
# What would hold for the whole page, or has no use in it.
LEFT_OUT = re.compile(
    r"\s*(<metadata>.*?</metadata>|<defs>\s*<style .*?</style>\s*</defs>|<!--.*?-->|</svg>\s*\Z)"
    r"| font-family: [^;\"]*;?",
    re.DOTALL,
)
IDS = re.compile(r"(\bid=\"|href=\"#|url\(#)")


@style.context(["default", STYLE])
def histogram_chart(bars: Sequence[Bar], name: str) -> Markup:
    """Draw how many students have how many points.

    Args:
        bars: of the histogram.
        name: of the chart, for ids that no other one on the page has.
    """
    figure, axes = _empty(2.4)
    places = range(len(bars))
    drawn = axes.bar(places, [bar.count for bar in bars], width=0.85, color=PASSED)
    axes.bar_label(drawn, [str(bar.count) if bar.count else "" for bar in bars])
    axes.set_xticks(places, [_short(bar) for bar in bars])
    axes.set_xlabel("points")
    axes.set_ylabel("students")
    axes.set_yticks([])
    _plain(axes, "left", "top", "right")
    told = "; ".join(f"{bar.label}: {bar.count}" for bar in bars)
    return _svg(figure, name, f"Bar chart of students by total points. {told}.")


@style.context(["default", STYLE])
def items_chart(items: Sequence[Item], name: str) -> Markup:
    """Draw for each exercise how many passed, failed and left it open, from the top.

    Args:
        items: the exercises.
        name: of the chart, for ids that no other one on the page has.
    """
    figure, axes = _empty(0.9 + LINE * len(items))
    places = range(len(items))
    left = [0] * len(items)
    for label, colour in (("passed", PASSED), ("failed", FAILED), ("open", OPEN)):
        numbers = [int(getattr(item, label)) for item in items]
        axes.barh(places, numbers, left=left, height=0.75, color=colour, label=label)
        left = [a + b for a, b in zip(left, numbers, strict=True)]
    axes.set_yticks(places, [item.exercise for item in items])
    axes.invert_yaxis()
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlim(0, max([*left, 1]))
    axes.set_xlabel("students")
    figure.legend(loc="outside upper right", ncols=3, frameon=False)
    _plain(axes, "top", "right")
    told = "; ".join(f"{i.exercise}: {i.passed}, {i.failed}, {i.open}" for i in items)
    return _svg(figure, name, f"Bar chart of students who passed, failed and left open. {told}.")


def _empty(height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots()


def _short(bar: Bar) -> str:
    return f"{bar.low:g}" if bar.last and bar.low == bar.high else f"{bar.low:g}–"


def _plain(axes: Axes, *sides: str) -> None:
    axes.spines[list(sides)].set_visible(False)
    axes.tick_params(length=0)


def _svg(figure: Figure, name: str, told: str) -> Markup:
    """Return a figure as an element of a page."""
    file = io.StringIO()
    FigureCanvasSVG(figure).print_svg(file, metadata={"Date": None})  # type: ignore[no-untyped-call]
    text = LEFT_OUT.sub("", file.getvalue())
    head = HEAD.match(text)
    assert head is not None  # as matplotlib writes every file
    body = IDS.sub(lambda found: f"{found[1]}{name}-", text[head.end() :])
    body = body.replace("xlink:href", "href")
    for stand_in, colour in COLOURS.items():
        body = body.replace(stand_in, colour)
    start = Markup('<svg class="chart" role="img" aria-label="{}" viewBox="{}">')
    return start.format(told, head[1]) + Markup(f"{body}</svg>")  # noqa: S704, as matplotlib escaped
