"""Listings of a page: coloured where that takes little time, plain where it could take long."""

import time
from collections.abc import Iterable

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.feedback.code import COLOURED, PAGE, code_html
from autograder.feedback.page import page_of


def _executed(sources: Iterable[str]) -> str:
    known = {"grade": False, "solution": True, "locked": False, "schema_version": 3}
    cells = [
        new_code_cell(source, id=f"a{n}", metadata={"nbgrader": known | {"grade_id": f"a{n}"}})
        for n, source in enumerate(sources)
    ]
    return str(nbformat.writes(new_notebook(cells=cells)))


LISTINGS = {
    "blank lines": "x = 1\n" + "\t\n" * 9_000 + "y = 2",
    "signs": "@" * 9_000,
    "open strings": "f'{" * 6_000,
    "lines": "x\n" * 10_000,
}


@pytest.mark.parametrize("source", LISTINGS.values(), ids=LISTINGS)
def test_many_long_listings_take_little_time(source: str) -> None:
    executed = _executed(f"{source} # {n}" for n in range(50))
    start = time.process_time()
    page = page_of(executed, (), ())
    assert time.process_time() - start < 20  # half an hour before there were bounds
    assert page.count("<pre>") == 50


def test_a_listing_is_coloured_up_to_a_length() -> None:
    line = "return x\n"
    short, long = line * (COLOURED // len(line)), line * (COLOURED // len(line) + 2)
    assert code_html(short).count("<span class=k>return</span>") == short.count("return")
    assert code_html(long) == long.strip("\n")
    assert code_html("return" + "\n" * 99 + "x").startswith("<span class=k>return</span>")
    assert code_html("return <" + "\n" * 100 + "x") == "return &lt;" + "\n" * 100 + "x"


def test_a_page_is_coloured_up_to_a_length() -> None:
    line = "return x\n"
    executed = _executed(f"{line * (COLOURED // 10)}# {n}" for n in range(2 * PAGE // COLOURED))
    page = page_of(executed, (), ())
    coloured, plain = page.count("<span class=k>return</span>"), page.count("\nreturn x")
    assert 0.9 * PAGE < coloured * len(line) <= PAGE
    assert plain * len(line) > 0.7 * PAGE
    assert page_of(executed, (), ()) == page  # the next page begins anew
