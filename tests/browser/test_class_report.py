"""The report of a class in a browser: in light and in dark, wide and narrow, and nothing runs."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from autograder.classroom.report.page import page_of
from tests.classroom.report.made_up import report
from tests.helpers.webpage import HOSTILE

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("lab-1")]
PHONE = 390  # pixels
CHARTS = """[...document.querySelectorAll('svg text')].map(e => getComputedStyle(e).fill)"""


@pytest.fixture
def page(fresh: Page) -> Page:
    """The page that is used here."""
    return fresh


def serious(page: Page) -> list[str]:
    """Return what axe finds to be a serious or critical barrier."""
    return [
        f"{violation['id']}: {node['html']}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(quiet: Page, tmp_path: Path, scheme: str) -> None:
    path = tmp_path / "class.html"
    # As long as it gets, and with all that is folded away shown.
    html = page_of([report("x = " + "1" * 300, "f: " + "wrong " * 60)])
    path.write_text(html.replace("<details>", "<details open>"), encoding="utf-8")
    quiet.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    quiet.goto(path.as_uri())
    assert serious(quiet) == []
    ink = quiet.evaluate("getComputedStyle(document.body).color")
    assert set(quiet.evaluate(CHARTS)) == {ink}
    ground = quiet.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")


def test_paper_is_white_and_has_what_is_folded_away(quiet: Page, tmp_path: Path) -> None:
    path = tmp_path / "class.html"
    path.write_text(page_of([report()]), encoding="utf-8")
    quiet.goto(path.as_uri())
    shown = "document.querySelector('details pre').checkVisibility()"
    assert not quiet.evaluate(shown)
    quiet.emulate_media(media="print", color_scheme="dark")
    assert quiet.evaluate(shown)
    ground = quiet.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


def test_a_phone_shows_its_whole_width(quiet: Page, tmp_path: Path) -> None:
    path = tmp_path / "class.html"
    path.write_text(page_of([report("x = " + "1" * 300, "wrong" * 60)]), encoding="utf-8")
    quiet.set_viewport_size({"width": PHONE, "height": 800})
    quiet.goto(path.as_uri())
    quiet.add_style_tag(content="* { letter-spacing: 0.2em }")  # with the widest fonts as well
    assert quiet.evaluate("document.documentElement.scrollWidth") == PHONE


def test_nothing_of_a_student_runs(quiet: Page, tmp_path: Path) -> None:
    path = tmp_path / "class.html"
    hostile = "\n".join(HOSTILE.values())
    path.write_text(page_of([report(hostile, hostile, hostile)]), encoding="utf-8")
    asked: list[str] = []
    quiet.on("request", lambda request: asked.append(request.url))
    quiet.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert quiet.evaluate("window.hacked") is None
