"""The interactive figures in a real JupyterLab, operated by keyboard alone."""

import json
import re
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from blackboard.interactive.style import FINE_TRACK, TRACK
from tests.helpers.figure_in_page import (
    NOTEBOOK,
    Array,
    Figures,
    after,
    audit,
    close,
    save_picture,
)
from tests.helpers.jupyter_lab import Lab, kernel_state, save

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("lab-1")]

GRAPH = "from blackboard import computational_graph; computational_graph(2, -1)"
CURVE = "from blackboard import difference_curve; difference_curve(np.exp, 1.0)"
BOWL = "from blackboard import loss_bowl; loss_bowl([1.0, 1.0])"
SHAPES = "shape_explorer(W, x, grad_y)"
STEPPER = "backward_stepper(params, sample, answer)"
OF_STUDENT = "backward_stepper(params, sample, answer, half_done)"
PLAYED = """\
from dataclasses import dataclass
from blackboard.interactive.controls import Button, Player, Slider
from blackboard.drawing.shapes import Circle, Drawing, Text
from blackboard.interactive.figure import Figure
@dataclass(frozen=True)
class State:
    time: int = 0
    radius: float = 1.0
def draw(state):
    shapes = (Circle(100, 100, 20 * state.radius), Text(5, 10, str(state.time)))
    return Drawing(200, 200, shapes, f"Radius {state.radius:g} at time {state.time}.")
controls = ((
    Player("time", "Run", lambda state: 3, lambda state: 50), Slider("radius", "Radius", 0, 4, 0.5),
    Button("Rewind", lambda state: State(0, state.radius)),
),)
Figure("Played", State(), draw, controls)"""


def network() -> tuple[list[tuple[Array, Array]], Array, Array]:
    """Return the network and the sample of the notebook."""
    rng = np.random.default_rng(7)
    params = [(rng.normal(size=(m, n)), rng.normal(size=m)) for n, m in pairwise((3, 4, 4, 2))]
    return params, np.array([1.0, -0.5, 2.0]), np.array([0.0, 1.0])


def backward() -> tuple[list[Array], list[Array]]:
    """Return the activations [x0, …, x3] and the error terms [δ1, δ2, δ3] of that network."""
    params, x, y = network()
    xs = [x]
    for W, b in params:
        xs.append(1 / (1 + np.exp(-(W @ xs[-1] + b))))
    deltas = [(xs[-1] - y) * xs[-1] * (1 - xs[-1])]
    for (W, _), a in zip(params[:0:-1], xs[-2:0:-1], strict=True):
        deltas.insert(0, (W.T @ deltas[0]) * a * (1 - a))
    return xs, deltas


def test_the_shape_explorer(lab: Lab, quiet: Page) -> None:
    figures = Figures(quiet, lab, SHAPES)
    explorer = figures.figure("Shape explorer")
    explorer.expect_alt("∂f/∂w₁₂. The answer waits for a guess.")
    before = explorer.picture.inner_html()

    explorer.press("Check my guess", "Enter")
    expect(explorer.message).to_contain_text("Choose a guess first.")
    explorer.press("It takes from W", "ArrowDown")  # nothing
    expect(explorer.message).not_to_contain_text("Choose a guess first.")
    explorer.press("from x", "ArrowDown", "ArrowDown")  # entry 1, which is wrong
    explorer.press("from ∇y f", "ArrowDown", "ArrowDown")  # entry 1
    expect(explorer.message).to_contain_text("Check when you are ready")
    explorer.press("Check my guess", "Enter")
    expect(explorer.message).to_contain_text("Not right yet: you have a second try.")
    assert explorer.picture.inner_html() == before
    explorer.press("Check my guess", "Enter")
    expect(explorer.message).to_contain_text("from x it takes entry 2, not entry 1")
    explorer.expect_alt("5 · (−1) = −5. Lit: x entry (2) and ∇y f entry (1); nothing of W.")
    assert explorer.picture.inner_html() != before

    explorer.press("Let me guess first", "Space")
    explorer.press("Gradient", "ArrowDown")
    explorer.expect_alt("= 3 · 5 + 1 · (−4) = 11.")
    explorer.press("Column j", "ArrowUp")
    explorer.expect_alt("= (−1) · 5 + 2 · (−4) = −13.")
    explorer.press("Outputs m", "ArrowUp")
    explorer.expect_alt("W (3, 3) is [[4, 3, −1], [−3, 1, 2], ")
    W = after(explorer.alt, "W (3, 3) is")
    grad_y = after(explorer.alt, "∇y f (3,) is")
    explorer.expect_alt(f"= {(W.T @ grad_y)[2]:g}.".replace("-", "−"))

    # The letters and arrows that were pressed were no commands to the notebook.
    cells = quiet.locator(".jp-Cell").count()
    explorer.press("Let me guess first", "b", "x", "d", "d", "ArrowDown", "m")
    expect(quiet.locator(".jp-Cell")).to_have_count(cells)
    expect(quiet.locator(".jp-MarkdownCell")).to_have_count(0)
    assert audit(quiet) == []
    save_picture(explorer, "shape-explorer")


def test_the_backward_stepper(lab: Lab, quiet: Page) -> None:
    params, x, _ = network()
    xs, deltas = backward()
    figures = Figures(quiet, lab, STEPPER)
    stepper = figures.figure("Backward stepper")
    stepper.expect_alt("Step 0 of 16")
    stepper.press("Jump to", "End")  # layer 1 on the way back
    stepper.expect_alt("backward, layer 1: ∇x⁽¹⁾ = ?")
    stepper.press("Name it", "Enter")
    expect(stepper.message).to_contain_text("Choose a guess first.")
    stepper.press("This step uses", "ArrowDown")  # Lemma 1, which is wrong
    stepper.press("Name it", "Enter")
    expect(stepper.message).to_contain_text("Not right yet: you have a second try.")
    stepper.press("This step uses", "ArrowDown")
    stepper.press("Name it", "Enter")
    expect(stepper.message).to_contain_text("Right, Lemma 2. Step 14 of 16: ∇x⁽¹⁾ = (W⁽²⁾)ᵀ δ⁽²⁾")
    stepper.press("Let me name the lemma first", "Space")
    stepper.press("Rewind", "Enter")
    stepper.expect_alt("Step 0 of 16")
    first = stepper.picture.inner_html()

    stepper.press("Step", "Enter")
    stepper.expect_alt("Step 1 of 16, forward, layer 1")
    assert close(after(stepper.alt, "u⁽¹⁾ is"), params[0][0] @ x + params[0][1])
    stepper.press("Step", "Space", "Space", "Space", "Space", "Space", "Space")
    stepper.expect_alt("Step 7 of 16, loss")
    stepper.press("Back", "Enter")
    stepper.expect_alt("Step 6 of 16")
    assert close(after(stepper.alt, "x⁽³⁾ is"), xs[3])

    stepper.press("Jump to", "End")  # layer 1 on the way back
    stepper.expect_alt("Step 14 of 16, backward, layer 1, Lemma 2")
    assert close(after(stepper.alt, "(W⁽²⁾)ᵀ is"), params[1][0].T)
    assert close(after(stepper.alt, "δ⁽²⁾ is"), deltas[1])
    assert close(after(stepper.alt, "∇x⁽¹⁾ is"), params[1][0].T @ deltas[1])
    stepper.press("Step", "Enter", "Enter")
    stepper.expect_alt("Step 16 of 16")
    assert close(after(stepper.alt, " ∇W⁽¹⁾ is"), np.outer(deltas[0], x))
    assert close(after(stepper.alt, "The numeric ∇W is"), np.outer(deltas[0], x))
    stepper.expect_alt("Layer 1: ✓ ∇W and ∇b agree")
    correct = stepper.picture.inner_html()

    stepper.press("Plant a mistake", "ArrowDown")  # f′ forgotten in the hidden layers
    expect(stepper.message).to_contain_text("Which layers will disagree")
    assert "✓" not in stepper.picture.inner_html()
    assert "✗ wrong" not in stepper.picture.inner_html()
    stepper.press("I expect as wrong", "l", "ArrowDown", "ArrowDown", "ArrowDown")
    stepper.press("Check my guess", "Enter")
    expect(stepper.message).to_contain_text("Your guess, layers 1 to 2, is right")
    stepper.expect_alt("Layer 3: ✓ ∇W and ∇b agree.")
    stepper.expect_alt("Layer 2: ✗ wrong: ∇W in 16 of 16 and ∇b in 4 of 4.")
    forgotten = params[1][0].T @ (params[2][0].T @ deltas[2])
    assert close(after(stepper.alt, " ∇W⁽¹⁾ is"), np.outer(forgotten, x))
    assert close(after(stepper.alt, "The numeric ∇W is"), np.outer(deltas[0], x))
    assert audit(quiet) == []
    save_picture(stepper, "backward-stepper-light")

    stepper.press("Plant a mistake", "Home")
    expect(stepper.picture).not_to_have_attribute("aria-label", re.compile("✗"))
    assert stepper.picture.inner_html() == correct
    stepper.press("Rewind", "Enter")
    stepper.expect_alt("Step 0 of 16")
    assert stepper.picture.inner_html() == first


def test_dark_theme_and_running_twice(lab: Lab, quiet: Page) -> None:
    lab.choose_dark_theme()
    figures = Figures(quiet, lab, OF_STUDENT)
    expect(quiet.locator('body[data-jp-theme-light="false"]')).to_be_attached()
    stepper = figures.figure("Backward stepper")
    expect(stepper.message).to_contain_text("half_done is not written yet")
    expect(stepper.message).not_to_contain_text("Traceback")
    stepper.press("Jump to", "End")
    stepper.press("Step", "Space", "Space")
    stepper.expect_alt("Step 16 of 16")
    assert audit(quiet) == []
    save_picture(stepper, "backward-stepper-dark")
    expect(quiet.locator(".jp-OutputArea-output pre")).to_have_count(1)  # 'end'

    widgets = count_widgets(figures)
    figures.run_all(3)
    figures.figure("Backward stepper").expect_alt("Step 0 of 16")
    assert count_widgets(figures) == widgets


def test_a_slider_and_a_player(lab: Lab, quiet: Page) -> None:
    played = Figures(quiet, lab, PLAYED).figure("Played")
    slider = played.root.get_by_role("slider", name="Radius")
    slider.focus()
    quiet.keyboard.press("ArrowRight")
    played.expect_alt("Radius 1.5 at time 0.")
    played.root.get_by_role("button", name="Play or pause").focus()
    quiet.keyboard.press("Space")
    played.expect_alt("Radius 1.5 at time 3.")
    # One button rewinds, not two.
    expect(played.root.get_by_role("button", name="Stop and rewind")).to_have_count(0)
    played.press("Rewind", "Enter")
    played.expect_alt("Radius 1.5 at time 0.")
    assert audit(quiet) == []


def test_an_entry_is_chosen_by_a_click(lab: Lab, quiet: Page) -> None:
    explorer = Figures(quiet, lab, SHAPES).figure("Shape explorer")
    for i, j, name in ((2, 3, "w₂₃"), (1, 1, "w₁₁"), (2, 3, "w₂₃")):
        place = explorer.picture.locator(f'[data-pick="{i} {j}"]')
        box = place.bounding_box()
        assert box
        quiet.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        explorer.expect_alt(f"∂f/∂{name}. The answer waits for a guess.")
        expect(explorer.root.get_by_label("Row i")).to_have_value(str(i))
        expect(explorer.root.get_by_label("Column j")).to_have_value(str(j))


def test_enter_in_a_number_checks_the_guess(lab: Lab, quiet: Page) -> None:
    graph = Figures(quiet, lab, GRAPH).figure("Computational graph")
    graph.press("Step", *["Enter"] * 6)
    graph.expect_alt("Step 6 of 13, backward.")
    graph.press("I expect the adjoint", "Control+a", "1", "Enter")
    expect(graph.message).to_contain_text("Step 6 of 13. Your guess is right: f̄ = ∂f/∂f = 1.")
    graph.press("x", "Control+a", "3", "Enter")  # is no guess
    graph.expect_alt("Step 5 of 13, forward.")
    expect(graph.message).not_to_contain_text("second try")


def test_a_track_is_as_wide_as_it_says(lab: Lab, quiet: Page) -> None:
    figures = Figures(quiet, lab, CURVE, BOWL)
    for title, name, width in (
        ("Difference curve", "Step h = 10 to the power", FINE_TRACK),
        ("Loss bowl", "Learning rate η", TRACK),
        ("Loss bowl", "x₁", TRACK),
    ):
        slider = figures.figure(title).root.get_by_role("slider", name=name)
        track = slider.locator("xpath=ancestor::*[contains(@class, 'slider-container')]")
        box = track.bounding_box()
        assert box
        assert abs(box["width"] - width) < 1


@pytest.mark.parametrize("application", ["JupyterLab", "Notebook 7"])
def test_a_notebook_that_is_opened_again_shows_its_figures(
    lab: Lab, quiet: Page, browser: BrowserContext, application: str
) -> None:
    address = lab.address(NOTEBOOK)
    if application == "Notebook 7":
        server = lab.server
        address = f"{server.url}/notebooks/{lab.name}/{NOTEBOOK}?token={server.token}"
    Figures(quiet, lab, SHAPES, f"{SHAPES}; {STEPPER}")
    expect(quiet.get_by_role("note")).to_be_hidden()  # while the widgets are there
    expect(quiet.locator(".blackboard-still img").first).to_be_hidden()
    save(quiet)
    quiet.close()
    lab.clear()
    check_stills(browser.new_page(), address, error=True)

    # The same file from somebody else, which is not trusted.
    content = json.loads((lab.root / NOTEBOOK).read_text("utf-8"))
    for cell in content["cells"]:
        cell["metadata"] = {}
    content["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "not so"}]
    (lab.root / NOTEBOOK).write_text(json.dumps(content), "utf-8")
    check_stills(browser.new_page(), address, error=False)


def check_stills(page: Page, address: str, *, error: bool) -> None:
    """Look at a notebook without the kernel that made its figures."""
    try:
        page.goto(address)
        stills = page.locator(".blackboard-still")
        expect(stills).to_have_count(2)
        for still, name in zip(stills.all(), ("Lit: x entry (2)", "Step 16 of 16"), strict=True):
            expect(still.get_by_role("img", name=name)).to_be_visible()
            expect(still).to_contain_text("run its cell (again) to operate it.")
            expect(still.locator("p").last).to_be_visible()  # the line that belongs to the picture
        missing = page.get_by_text("Error displaying widget")
        expect(missing).to_have_count(2 * error)  # JupyterLab has written it by now
        for text in missing.all():
            expect(text).to_be_hidden()
        expect(page.locator(".blackboard-figure")).to_have_count(0)
    finally:
        page.close()


def test_a_restarted_kernel_leaves_a_figure_that_says_so(lab: Lab, quiet: Page) -> None:
    explorer = Figures(quiet, lab, SHAPES).figure("Shape explorer")
    note = quiet.get_by_role("note")
    expect(note).to_be_hidden()
    quiet.get_by_role("menuitem", name="Kernel").click()
    quiet.get_by_role("menuitem", name="Restart Kernel…").first.click()
    quiet.get_by_role("button", name="Confirm Kernel Restart").click()
    expect(note).to_have_text("This figure stands still: run its cell (again) to operate it.")
    expect(note).to_be_visible()
    expect(explorer.picture).to_be_visible()
    expect(quiet.locator(".blackboard-still img")).to_be_hidden()
    # A kernel that is just starting cannot be shut down.
    expect(kernel_state(quiet)).to_contain_text("| Idle")


def count_widgets(figures: Figures) -> str:
    """Return how many widgets the kernel keeps, counted in the notebook's last cell."""
    page = figures.page
    cell = page.locator(".jp-Cell").last
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("from ipywidgets.widgets import widget; 'end', len(widget._instances)")
    cell.locator(".jp-InputPrompt").click()
    page.keyboard.press("Control+Enter")
    output = cell.locator(".jp-OutputArea-output")
    expect(output).to_contain_text("('end', ")
    return output.inner_text()
