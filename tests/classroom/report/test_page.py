"""The page of a class: what it says, that nothing in it runs, and that it can name nobody."""

import csv
import io
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from autograder.classroom.report.page import page_of
from autograder.classroom.report.table import csv_of
from tests.classroom.report.made_up import NAME, report
from tests.helpers.webpage import HOSTILE, Page, dangers

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def harmless(page: Page) -> list[str]:
    """Return what a browser would run or fetch, beside charts that are part of the page."""
    charts = {"svg"}
    found = [one for one in dangers(page) if one not in charts]
    drawn = {"svg", "g", "path", "text", "tspan", "rect", "defs", "clippath", "use"}
    known = {"class", "role", "aria-label", "viewbox", "id", "d", "style", "clip-path", "x", "y",
             "width", "height", "transform"}  # fmt: skip
    found += [
        f"{e.tag} {name}"
        for e in page.elements
        if e.tag in drawn
        for name in e.attributes
        if name not in known
    ]
    return found


def test_what_there_is_to_know_stands_on_the_page() -> None:
    page = Page(page_of([report()]).replace("</t", " </t"))  # cells apart from each other
    text = " ".join(page.all("body")[0].text.split())
    for words in (
        "10 students handed in. The mean is 1.25 of 3.5 points, the median 1.",
        "1 hand-in could not be graded and counts nowhere here.",
        "Not marked yet, and left out: essay",
        "Section one 3 f",
        "f 5 3 2 1.25 2.5 50 % −0.50",
        "question_q 0 0 10 0 1 0 % all alike",
        "f · 2 students · turned · teach again: Section one",
        "More mistakes: 1",
        "b, right Neither. 5 50 %",
        "none no answer 1 10 %",
        f"{NAME} 0.5 1 2",
    ):
        assert words in text, words
    assert page.all("math")
    assert [e.attributes["content"] for e in page.all("meta") if "http-equiv" in e.attributes] == [
        POLICY
    ]


def test_few_students_are_too_few() -> None:
    one = report()
    items = tuple(
        replace(i, passed=1, failed=0, open=0, discrimination=None) for i in one.statistics.items
    )
    few = replace(one, statistics=replace(one.statistics, students=1, items=items))
    assert "too few" in page_of([few])


def test_what_is_less_frequent_is_folded_away() -> None:
    one = report()
    frequent, rare = one.cases
    page = Page(page_of([replace(one, cases=(*[frequent] * 9, rare))]))
    assert (
        len([e for e in page.all("div") if e.attributes.get("class", "").startswith("case")]) == 6
    )
    assert len(page.all("details")) == 4
    assert "(2 students)" in page.all("summary")[0].text
    assert "(1 student)" not in page.all("summary")[-1].text
    page = Page(page_of([replace(one, cases=(rare,))]))
    assert "No two students made the same mistake" in page.all("main")[0].text
    assert "No check found a mistake." in page_of([replace(one, cases=(), shared=())])


def test_it_can_be_read_without_looking() -> None:
    """Headings go down one by one; tables have captions and heads; charts say their numbers."""
    page = Page(page_of([report(), replace(report(), name="02_other")]))
    levels = [int(e.tag[1]) for e in page.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(e.attributes.get("scope") in ("row", "col") for e in page.all("th"))
    charts = page.all("svg")
    assert len(charts) == 4
    for chart in charts:
        assert chart.attributes["role"] == "img"
    assert "0 to under 1: 0; 1 to under 2: 10;" in charts[0].attributes["aria-label"]
    assert "f: 5, 3, 2; question_q: 0, 0, 10." in charts[1].attributes["aria-label"]
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    links = {e.attributes["href"] for e in page.all("a")}
    assert links <= {f"#{name}" for name in ids}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_students_write_does_nothing(kind: str) -> None:
    text = HOSTILE[kind]
    for anonymous in (True, False):
        html = page_of([report(text, text, text)], anonymous=anonymous)
        assert harmless(Page(html)) == []
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066\ue000]", html)


def test_an_anonymous_page_has_no_names() -> None:
    assert NAME in page_of([report()])
    page = page_of([report()], anonymous=True)
    assert NAME not in page
    assert "1 student has less than half of the points" in page
    assert NAME not in csv_of([report()])


def test_equal_reports_are_equal_pages() -> None:
    assert page_of([report()]) == page_of([report()])
    assert not re.search(r"20\d\d-\d\d", page_of([report()]))


def test_the_table_has_the_numbers() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_of([report()]))))
    assert rows[0] == {
        "lesson": "01_small", "exercise": "f", "section": "Section one", "students": "10",
        "passed": "5", "failed": "3", "open": "2", "mean": "1.25", "max_score": "2.5",
        "difficulty": "0.500", "discrimination": "-0.500", "causes": "turned 2; exception 1",
        "letters": "",
    }  # fmt: skip
    assert (rows[1]["letters"], rows[1]["discrimination"]) == ("a 4; b 5", "")
