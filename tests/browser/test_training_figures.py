"""The figures of lessons 00, 06 and 07 in a real JupyterLab, operated by keyboard alone."""

import math
import re

import nbformat
import numpy as np
import pytest
from playwright.sync_api import Page, expect

from autograder.course.lessons import Course
from tests.helpers.figure_in_page import (
    Array,
    FigureInPage,
    Figures,
    after,
    audit,
    close,
    save_picture,
)
from tests.helpers.jupyter_lab import Lab, settle
from tests.helpers.lesson_figures import FIGURES, needed_for

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("lab-2")]

TITLES = ("Slopes figure", "Descent player", "Memory layout", "Cached values")


@pytest.fixture
def lines(course: Course) -> list[str]:
    """What the figures of these lessons need, answers included."""
    found = []
    for name in ("00_start_here", "06_gradient_descent", "07_engineering"):
        cells = nbformat.read(course.lesson(name).source, as_version=4).cells
        found += [cell.source for cell in needed_for(FIGURES[name], cells)]
    return found


def test_operated_by_keyboard(lab: Lab, quiet: Page, lines: list[str]) -> None:
    figures = Figures(quiet, lab, *lines)
    check_slopes(figures.figure("Slopes figure"))
    check_player(figures.figure("Descent player"))
    check_memory(figures.figure("Memory layout"))
    check_cache(figures.figure("Cached values"))
    assert audit(quiet) == []
    for title in TITLES:
        save_picture(figures.figure(title), f"{title.lower().replace(' ', '-')}-light")


def test_dark_theme(lab: Lab, quiet: Page, lines: list[str]) -> None:
    lab.choose_dark_theme()
    figures = Figures(quiet, lab, *lines)
    expect(quiet.locator('body[data-jp-theme-light="false"]')).to_be_attached()
    for title in TITLES:
        figure = figures.figure(title)
        expect(figure.picture).to_have_attribute("aria-label", re.compile("guess"))
        figure.press("Let me guess first", "Space")
        expect(figure.picture).not_to_have_attribute("aria-label", re.compile("guess"))
    player = figures.figure("Descent player")
    player.press("Newton ◆", "Space")
    player.press("Speed", "End")
    player.press("Step", *["Enter"] * 12)
    player.expect_alt("has looked at 144 samples")
    assert audit(quiet) == []
    for title in TITLES:
        save_picture(figures.figure(title), f"{title.lower().replace(' ', '-')}-dark")


def check_slopes(figure: FigureInPage) -> None:
    def loss(w: float) -> float:
        hidden = 1 / (1 + math.exp(-(w * 2.0 - 1.0)))
        return (1 / (1 + math.exp(-(3.0 * hidden - 1.0))) - 1.0) ** 2 / 2

    figure.expect_alt("waits for a guess")
    figure.press("With h ÷ 10 the difference is", "End")
    figure.press("Check my guess", "Enter")
    expect(figure.message).to_contain_text("Your guess is right: from h = 0.1")
    figure.press("Smaller h", "Enter", "Space")
    figure.expect_alt("h is 0.2.")
    slope = (loss(0.7) - loss(0.3)) / 0.4
    assert abs(after(figure.alt, f"to (0.7, {loss(0.7):.8f}) has the slope") - slope) < 1e-8
    assert f"= −{-slope:.8f}" in (figure.picture.text_content() or "")
    figure.press("Secant", "End")  # to the right only, which is another question
    figure.expect_alt("waits for a guess")
    expect(figure.root.get_by_role("button", name="Smaller h")).to_be_hidden()
    figure.press("Secant", "Home")
    figure.press("Let me guess first", "Space")
    figure.press("Smaller h", "Enter")
    figure.expect_alt("h is 0.5.")


def race(eta: float, size: int, updates: int, seed: int = 1) -> Array:
    """Return θ after so many updates, with the data and the orders of the figure."""
    rng = np.random.default_rng(11)
    x = np.linspace(0.2, 3.5, 12)
    c = 1.5 * x - 1.0 + 0.5 * rng.normal(size=12)
    theta = np.array([-1.0, 3.0])
    orders = [np.random.default_rng((seed, epoch)).permutation(12) for epoch in range(40)]
    starts = [(order, first) for order in orders for first in range(0, 12, size)]
    for order, first in starts[:updates]:
        batch = order[first : first + size]
        error = theta[0] * x[batch] + theta[1] - c[batch]
        theta = theta - eta * np.array([np.mean(error * x[batch]), np.mean(error)])
    return theta


def check_player(figure: FigureInPage) -> None:
    figure.expect_alt("The paths wait for a guess.")
    expect(figure.root.get_by_role("button", name="Step")).to_be_hidden()
    figure.press("First in the valley", "ArrowDown")  # single-sample
    figure.press("Batch mode", "End")  # moves away, which is wrong
    figure.press("Commit my guess", "Enter")
    figure.expect_alt("has looked at 0 samples")
    figure.press("Step", *["Enter"] * 8)
    figure.expect_alt("has looked at 8 samples")
    for name, size, updates in (("single-sample", 1, 8), ("mini-batch of 4", 4, 2)):
        theta = after(figure.alt, f"{name}: {updates} updates, θ is")
        assert close(theta, race(0.1, size, updates))
        assert f"({theta[0]:g}, {theta[1]:g})".replace("-", "−") in (
            figure.picture.text_content() or ""
        )
    figure.press("Back", "Enter")
    figure.expect_alt("has looked at 7 samples")
    figure.press("Rewind", "Enter")
    figure.expect_alt("has looked at 0 samples")
    start = figure.picture.inner_html()

    figure.press("Speed", "End")
    figure.root.get_by_role("button", name="Play or pause").focus()
    figure.page.keyboard.press("Space")
    expect(figure.message).to_contain_text("First in the valley: single-sample")
    figure.page.keyboard.press("Space")  # pause
    settle(figure.page)  # a frame may be on its way
    paused = figure.alt
    figure.page.wait_for_timeout(500)
    settle(figure.page)
    assert figure.alt == paused
    assert "480 samples" not in paused
    expect(figure.message).to_contain_text("Your guess is right. Batch mode comes closer")
    expect(figure.message).to_contain_text("That guess is not right")
    theta = after(figure.alt, f"batch: {_updates(figure)} updates, θ is")
    assert close(theta, race(0.1, 12, _updates(figure)))
    figure.press("Rewind", "Enter")
    figure.expect_alt("has looked at 0 samples")
    assert figure.picture.inner_html() == start

    slider = figure.root.get_by_role("slider", name="Learning rate η")
    slider.focus()
    figure.page.keyboard.press("ArrowRight")
    figure.expect_alt("η is 0.12. The valley")
    figure.expect_alt("The paths wait for a guess.")
    figure.press("Let me guess first", "Space")
    figure.press("mini-batch ■", "Space")
    figure.press("Newton ◆", "Space")
    figure.press("Step", "Enter", "Enter")
    figure.expect_alt("Newton: 2 updates, θ is [1.4244, −0.7699]")
    assert close(after(figure.alt, "batch: 2 updates, θ is"), race(0.12, 12, 2))
    assert "mini-batch" not in figure.alt
    figure.press("Step", *["Enter"] * 12)
    figure.expect_alt("has looked at 168 samples")
    figure.press("mini-batch ■", "Space")
    figure.expect_alt("mini-batch of 4: 42 updates")


def _updates(figure: FigureInPage) -> int:
    return int(figure.alt.split(" batch: ")[1].split()[0])


def check_memory(figure: FigureInPage) -> None:
    figure.expect_alt("waits for a guess")
    figure.press("Read", "ArrowDown")  # a column
    figure.press("I expect cache lines", *["ArrowUp"] * 6)
    figure.press("Check my guess", "Enter")
    expect(figure.message).to_contain_text("Your guess is right. 6 numbers, 48 bytes, are read")
    X = np.zeros((6, 8))
    addresses = [i * X.strides[0] + 2 * X.strides[1] for i in range(6)]
    assert after(figure.alt, "Addresses:").tolist() == addresses
    assert (figure.picture.text_content() or "").count("1 of 8 used") == 6
    figure.press("Stored", "ArrowDown")  # column by column
    figure.expect_alt("strides (8, 48) bytes")
    figure.press("Columns n", "ArrowDown", "ArrowDown", "ArrowDown")
    figure.expect_alt("X (6, 5)")
    figure.press("Let me guess first", "Space")
    figure.expect_alt("Addresses: [96, 104, 112, 120, 128, 136]. Cache lines fetched: [1, 2]")
    figure.press("Read", "ArrowDown")  # an entry of X @ W
    figure.press("Stored", "ArrowUp")
    figure.expect_alt("W (5, 6), stored row by row, strides (48, 8) bytes")
    figure.expect_alt("Addresses: [16, 64, 112, 160, 208]")


def check_cache(figure: FigureInPage) -> None:
    figure.expect_alt("The counts wait for a guess.")
    figure.press("I expect layer evaluations", "3", "6", "Tab")
    figure.press("Check my guess", "Enter")
    expect(figure.message).to_contain_text("Your guess is right. 36 layer evaluations: 8 in the")
    figure.press("Let me guess first", "Space")
    figure.press("Look at", "ArrowDown", "ArrowDown", "ArrowDown")
    figure.expect_alt("X⁽⁴⁾ is used for Δ⁽⁴⁾, whose slope is X ⊙ (1 − X) and for ∇W⁽⁵⁾")
    figure.press("Keep or drop it", "Enter")
    figure.expect_alt("Evaluations of the layers 1 to 8: [4, 3, 2, 1, 4, 3, 2, 1].")
    total = after(figure.alt, "[4, 3, 2, 1, 4, 3, 2, 1].")
    assert int(total) == 20
    figure.press("Hold what is recomputed on the way", "Space")
    figure.expect_alt("Evaluations of the layers 1 to 8: [2, 2, 2, 1, 2, 2, 2, 1].")
    figure.expect_alt(f"14 layer evaluations in place of 8, {14 * 64**3:,} multiplications")
    assert (figure.picture.text_content() or "").count("2 ×") == 6
