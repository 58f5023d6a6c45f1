"""Charts: equal each time, in the page's colours, and nothing in them comes from elsewhere."""

import re
from xml.etree import ElementTree

import matplotlib as mpl
import pytest

from autograder.classroom.report.chart import COLOURS, histogram_chart, items_chart
from autograder.classroom.report.statistics import Item, histogram

ITEMS = [
    Item("f", 3, 1, 0, 1, 1, None),
    Item("<script>&\"'$x$--></svg>", 0, 0, 4, 0, 1, None),
]
BARS = histogram([0, 1, 1, 3], 3)
CHARTS = {"bars": histogram_chart(BARS, "one"), "items": items_chart(ITEMS, "two")}


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_is_a_part_of_a_page(kind: str) -> None:
    root = ElementTree.fromstring(CHARTS[kind])  # noqa: S314, our own
    assert root.tag == "svg"
    assert root.attrib["role"] == "img"
    colours = {c for c in re.findall(r"#[0-9a-f]{6}\b", CHARTS[kind]) if not c.startswith("#one")}
    assert colours == set()
    assert not any(stand_in in CHARTS[kind] for stand_in in COLOURS)
    assert not re.search(r"<(?!/?(svg|g|path|text|tspan|defs|clipPath|rect|use)\b)", CHARTS[kind])
    assert "http" not in CHARTS[kind]
    known = {e.attrib["id"] for e in root.iter() if "id" in e.attrib}
    assert all(name.startswith(("one-", "two-")) for name in known)
    used = re.findall(r"url\(#([^)]*)\)|href=\"#([^\"]*)\"", CHARTS[kind])
    assert {a or b for a, b in used} <= known


def test_it_says_its_numbers() -> None:
    label = ElementTree.fromstring(CHARTS["bars"]).attrib["aria-label"]  # noqa: S314
    assert label.endswith("0 to under 1: 1; 1 to under 2: 2; 2 to under 3: 0; 3: 1.")
    label = ElementTree.fromstring(CHARTS["items"]).attrib["aria-label"]  # noqa: S314
    assert label.endswith("f: 3, 1, 0; <script>&\"'$x$--></svg>: 0, 0, 4.")


def test_it_is_the_same_whatever_the_settings() -> None:
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "path", "axes.grid": True}):
        assert histogram_chart(BARS, "one") == CHARTS["bars"]
        assert mpl.rcParams["font.size"] == 30
