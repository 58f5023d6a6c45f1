"""One JupyterLab and one Chromium for the tests of a worker; a place and a page for each.

Two workers have about half of the tests each, by the groups lab-1 and lab-2: in a third one the
start of both and JupyterLab's first page would cost more than it saves.
"""

import json
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Request

from autograder.course.lessons import Course
from tests.helpers.jupyter_lab import (
    SETTINGS,
    SIZE,
    Lab,
    Server,
    close_all,
    isolated_environment,
    running_browser,
    running_server,
)

FAILED = pytest.StashKey[bool]()

# Of the package and not of the session: while Chromium is held, its event loop counts as running,
# and no test of another folder could run one.


@pytest.fixture(scope="package")
def server(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A JupyterLab, at first with an empty folder."""
    folder = tmp_path_factory.mktemp("lab")
    root = folder / "served"
    root.mkdir()
    shutil.copy(course.root / "nbgrader_config.py", folder)
    environment = isolated_environment(folder)
    overrides = Path(environment["JUPYTER_CONFIG_DIR"], "labconfig/default_setting_overrides.json")
    overrides.parent.mkdir()
    overrides.write_text(json.dumps(SETTINGS), encoding="utf-8")
    with running_server(root, folder, environment, folder / "lab.log") as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[BrowserContext]:
    """A headless Chromium."""
    with running_browser() as running:
        yield running


@pytest.fixture
def lab(server: Server, course: Course, tmp_path: Path) -> Iterator[Lab]:
    """A copy of course/ in JupyterLab; what that logged is shown with a test that fails."""
    lab = Lab(server, tmp_path.name)
    shutil.copytree(course.release, lab.root)
    logged = server.log.stat().st_size
    yield lab
    lab.clear()
    print(server.log.read_bytes()[logged:].decode(errors="replace"))


@pytest.fixture(scope="package")
def shared(browser: BrowserContext) -> list[Page]:
    """The page that one test leaves to the next, if it has not been closed."""
    return []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note on a test that it failed, for its fixtures to know."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def page(
    request: pytest.FixtureRequest, browser: BrowserContext, shared: list[Page], lab: Lab
) -> Iterator[Page]:
    """A page of a headless Chromium, in which JupyterLab may be open and no notebook is.

    Nobody gets the page on which a test failed.
    """
    page = shared.pop() if shared else browser.new_page()
    yield page
    if page.is_closed():
        return
    failed = request.node.stash.get(FAILED, False)
    if page.url.startswith(lab.server.url) and not failed:
        close_all(page)
        page.set_viewport_size(SIZE)
        shared.append(page)
    else:
        page.close()


@pytest.fixture
def fresh(browser: BrowserContext) -> Iterator[Page]:
    """A page that nobody has used, for what is not opened in that JupyterLab."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def quiet(page: Page) -> Iterator[Page]:
    """A page in which nothing fails and nothing is asked of another machine."""
    errors: list[str] = []
    elsewhere: list[str] = []

    def fail(error: Error) -> None:
        errors.append(str(error))

    def ask(request: Request) -> None:
        elsewhere.append(request.url)

    page.on("pageerror", fail)
    page.on("request", ask)
    yield page
    page.remove_listener("pageerror", fail)
    page.remove_listener("request", ask)
    assert errors == []
    assert {urlsplit(url).hostname for url in elsewhere} <= {"127.0.0.1", None}
