"""The figures of the lessons in the lessons' own notebooks, operated by keyboard alone."""

from collections.abc import Callable, Mapping
from typing import Any

import nbformat
import numpy as np
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from playwright.sync_api import Page, expect

from autograder.course.answer_bank import wrong_answers
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
from tests.helpers.jupyter_lab import Lab
from tests.helpers.lesson_cells import BANK
from tests.helpers.lesson_figures import FIGURES, needed_for

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("lab-2")]

TITLES = {cell: title for figures in FIGURES.values() for cell, title in figures.items()}


def lesson_notebook(course: Course, name: str) -> NotebookNode:
    """Return a lesson with its answers."""
    return nbformat.read(course.lesson(name).source, as_version=4)


class LessonFigures(Figures):
    """The code that a lesson's figures need, open in JupyterLab and run from top to bottom.

    All else is left out: ``test_lessons`` has it, and it takes most of the time.
    """

    def __init__(self, page: Page, lab: Lab, notebook: NotebookNode) -> None:
        notebook.cells = needed_for(TITLES, notebook.cells)
        self.ids = [cell.id for cell in notebook.cells]
        notebook.cells.append(new_code_cell("'end'"))
        self.open(page, lab, notebook)

    def figure(self, name: str) -> FigureInPage:
        """Return a figure by the id of its cell."""
        cell = self.page.locator(".jp-Cell").nth(self.ids.index(name))
        figure = FigureInPage(self.page, cell.get_by_role("group", name=TITLES[name]))
        expect(figure.picture).to_be_visible()
        return figure


def names_of(notebook: NotebookNode, *cells: str) -> dict[str, Any]:
    """Return what some cells define that need numpy alone."""
    names: dict[str, Any] = {"np": np}
    for cell in notebook.cells:
        if cell.id in cells:
            exec(cell.source, names)  # noqa: S102, a cell of the lesson
    return names


def shown(figure: FigureInPage) -> str:
    """Return the texts of the picture."""
    return figure.picture.text_content() or ""


def near(actual: Array, expected: Any) -> bool:
    """Whether numbers that are written with two digits are these."""
    return bool(np.allclose(actual, expected, rtol=0.05, atol=0))


def test_the_network_diagram(lab: Lab, quiet: Page, course: Course) -> None:
    notebook = lesson_notebook(course, "01_forward_pass")
    given = names_of(notebook, "example-numbers")
    W1, b1, W2, b2, x = (given[name] for name in ("W1", "b1", "W2", "b2", "x"))
    figure = LessonFigures(quiet, lab, notebook).figure("network-diagram")

    def expect_network(W1: Array, W2: Array, x: Array) -> Array:
        """Wait for the numbers of this network in the text and in the picture."""
        u1 = W1 @ x + b1
        x1 = 1 / (1 + np.exp(-u1))
        u2 = W2 @ x1 + b2
        x2 = 1 / (1 + np.exp(-u2))
        figure.expect_alt(f"x⁽²⁾ is [{x2[0]:.4g}, {x2[1]:.4g}]")
        for name, values in {"u⁽¹⁾": u1, "x⁽¹⁾": x1, "u⁽²⁾": u2, "x⁽²⁾": x2}.items():
            assert close(after(figure.alt, f"{name} is"), values)
        assert close(after(figure.alt, "W⁽¹⁾ is"), W1)
        assert close(after(figure.alt, "W⁽²⁾ is"), W2)
        for value in (*x1, *x2):
            assert f"{value:.4f}".rstrip("0") in shown(figure)
        return np.array(x2)

    start = expect_network(W1, W2, x)
    figure.press("Unit", "ArrowDown", "ArrowDown")
    figure.expect_alt("Chosen: w⁽¹⁾₃₁.")
    figure.press("Unit", "ArrowUp")
    figure.expect_alt("Chosen: w⁽¹⁾₂₁.")
    expect(figure.message).to_contain_text("Does x⁽²⁾₁ go up or down? Guess before you see it.")

    # A weight into a hidden unit. What follows from it waits for the guess.
    figure.press("Value", "ArrowRight", "ArrowRight")
    figure.expect_alt("x⁽¹⁾ is [0.8808, ?, 0.5, 0.9526]")
    figure.expect_alt("x⁽²⁾ is [?, ?]. Chosen: w⁽¹⁾₂₁. What “?” covers waits for a guess.")
    figure.press("Check my guess", "Enter")  # without one
    expect(figure.message).to_contain_text("Choose a guess first. w⁽¹⁾₂₁ goes from −1 to −0.5.")
    moved = W1.copy()
    moved[1, 0] = -0.5
    assert "?" in shown(figure)
    assert "▲" not in shown(figure).replace("▲ ▼: what the move changed", "")
    figure.press("it then", "ArrowDown")  # goes up, which is wrong
    figure.press("Check my guess", "Enter")
    expect(figure.message).to_contain_text("Not right yet: you have a second try.")
    figure.press("Check my guess", "Enter")
    expect(figure.message).to_contain_text("Not “goes up”: w⁽¹⁾₂₁ goes from −1 to −0.5.")
    now = expect_network(moved, W2, x)
    assert now[0] < start[0]
    expect(figure.message).to_contain_text(
        f"x⁽²⁾₁ goes down by {start[0] - now[0]:.4f}, from {start[0]:.4f} to {now[0]:.4f}."
    )
    figure.expect_alt("Up: x⁽¹⁾₂ and x⁽²⁾₂. Down: x⁽²⁾₁.")
    save_picture(figure, "network-diagram-light")

    # A weight of layer 2 that does not lead to the first output.
    figure.press("Unit", "End")
    figure.expect_alt("Chosen: w⁽²⁾₂₁.")
    figure.press("Value", "ArrowRight", "ArrowRight")
    figure.expect_alt(f"x⁽²⁾ is [{now[0]:.4f}, ?]")
    figure.press("it then", "End")  # stays
    figure.press("Check my guess", "Enter")
    expect(figure.message).to_contain_text("Your guess is right: w⁽²⁾₂₁ goes from −1 to −0.5.")
    expect(figure.message).to_contain_text(f"x⁽²⁾₁ stays at {now[0]:.4f}.")
    second = W2.copy()
    second[1, 0] = -0.5
    expect_network(moved, second, x)

    # An input, from the start again and without guesses: which one makes both outputs fall?
    figure.press("Start again", "Enter")
    figure.press("Let me guess first", "Space")
    expect(figure.root.get_by_role("button", name="Check my guess")).to_be_hidden()
    figure.press("Unit", "Home")
    both = []
    for j in range(3):
        figure.press("Start again", "Enter")
        figure.press("Unit", "Home")
        figure.press("Number", "Home", *["ArrowDown"] * j)
        figure.expect_alt(f"Chosen: x⁽⁰⁾{'₁₂₃'[j]}.")
        figure.press("Value", "ArrowRight")
        raised = x.copy()
        raised[j] += 0.25
        found = expect_network(W1, W2, raised)
        if np.all(found < start):
            both.append(j)
            figure.expect_alt("Down: ")
            assert "x⁽²⁾₁ and x⁽²⁾₂" in figure.alt.split("Down: ")[1]
    assert both == [2]
    assert audit(quiet) == []


def hump(x: float) -> float:
    """x² e^x, whose derivatives at 1 are 3e, 7e and 13e."""
    return float(x**2 * np.exp(x))


def expect_curve(figure: FigureInPage, h: float, *, central: bool) -> None:
    """Compare the numbers of the curve at h with the lesson's mathematics."""
    eps, e = np.finfo(float).eps, np.e
    slope = 3 * e
    there = (hump(1 + h) - hump(1 - h)) / (2 * h) if central else (hump(1 + h) - e) / h
    found, true = after(figure.alt, "the difference is"), after(figure.alt, "the derivative")
    # Where rounding rules, e^x of another library may differ in its last digit.
    assert abs(found - there) <= 1e-11 + 4 * eps * e / h
    assert abs(true - slope) < 1e-11
    truncation = h**2 / 6 * 13 * e if central else h / 2 * 7 * e
    rounding = (1 if central else 2) * eps * e / h
    assert near(after(figure.alt, "truncation about"), truncation)
    assert near(after(figure.alt, "rounding up to about"), rounding)
    rules = "truncation" if truncation > rounding else "rounding"
    expect(figure.message).to_contain_text(f"so {rules} rules.")
    best = np.cbrt(3 * eps / 13) if central else 2 * np.sqrt(eps / 7)
    assert near(after(figure.alt, "The lowest place is near"), best)


def test_the_difference_curve_and_the_loss_bowl(lab: Lab, quiet: Page, course: Course) -> None:
    lesson = LessonFigures(quiet, lab, lesson_notebook(course, "02_euclidean_loss"))
    check_curve(lesson.figure("figure-difference-curve"))
    check_bowl(lesson.figure("loss-bowl"))
    assert audit(quiet) == []


def check_curve(figure: FigureInPage) -> None:
    figure.expect_alt("h is 1e−2. The curve waits for a guess.")
    assert "truncation" not in shown(figure) + figure.message.inner_text()
    figure.press("Step h = 10 to the power", *["ArrowLeft"] * 4)
    figure.expect_alt("h is 1e−3. The curve waits for a guess.")
    figure.press("This step is best", "Enter")
    expect(figure.message).to_contain_text("Not right yet: you have a second try.")
    figure.press("This step is best", "Enter")
    expect(figure.message).to_contain_text(
        "Not quite: you said 1e−3, and about 3.7e−6 is best. At your step truncation does the harm."
    )
    expect_curve(figure, 1e-3, central=True)
    assert f"{3 * np.e:.12f}" in shown(figure)
    assert "as |f‴ / f| = 13 at x = 1" in shown(figure)

    figure.press("Step h = 10 to the power", "Home")
    figure.expect_alt("h is 1e−15, the difference")
    expect_curve(figure, 1e-15, central=True)
    figure.press("Step h = 10 to the power", *["PageUp"] * 7, *["ArrowRight"] * 3)
    figure.expect_alt("h is 3.2e−6, the difference")
    expect_curve(figure, 10**-5.5, central=True)
    save_picture(figure, "difference-curve-light")

    # Another formula is another question.
    figure.press("Difference", "ArrowDown")
    figure.expect_alt("The error of the one-sided difference")
    figure.expect_alt("h is 3.2e−6. The curve waits for a guess.")
    figure.press("Step h = 10 to the power", "PageDown", "PageDown")
    figure.expect_alt("h is 1e−8.")
    figure.press("This step is best", "Enter")
    expect(figure.message).to_contain_text("Your guess is right: you said 1e−8")
    expect_curve(figure, 1e-8, central=False)
    figure.press("Let me guess first", "Space")
    expect(figure.root.get_by_role("button", name="This step is best")).to_be_hidden()
    figure.press("Difference", "ArrowUp")
    figure.expect_alt("The error of the central difference")
    figure.expect_alt("h is 1e−8, the difference")
    expect_curve(figure, 1e-8, central=True)


def check_bowl(figure: FigureInPage) -> None:
    c = np.array([1.0, 1.0])

    def expect_point(x: Array) -> None:
        figure.expect_alt(f"x is [{x[0]:g}, {x[1]:g}], ".replace("-", "−"))
        assert close(after(figure.alt, "∇L is"), x - c)
        assert close(after(figure.alt, "L is"), np.array(np.sum((x - c) ** 2) / 2))
        length = np.linalg.norm(x - c)
        assert f"its length: {length:.4f}".rstrip("0").rstrip(".") in shown(figure)

    start = np.array([2.6, 2.2])
    expect_point(start)
    figure.press("Take the step", "Enter")  # without a guess
    expect(figure.message).to_contain_text("Choose a guess first.")
    expect_point(start)

    # η from 0.5 up: what becomes of the loss follows from (1 − η)².
    keys = {"falls": 1, "falls to 0": 2, "stays the same": 3, "rises": 4}
    eta = 0.5
    for target, found in ((0.5, "falls"), (1.0, "falls to 0"), (2.0, "stays the same")):
        figure.press("Learning rate η", *["ArrowRight"] * round((target - eta) / 0.1))
        figure.expect_alt(f"η is {target:g}.")
        eta = target
        guess = "rises" if target == 0.5 else found
        figure.press("In this step the loss", *["ArrowDown"] * keys[guess])
        figure.press("Take the step", "Enter")
        x = start - eta * (start - c)
        figure.expect_alt(f"The last step, with η {target:g}, led from [2.6, 2.2]")
        expect_point(x)
        before, now = (np.sum((point - c) ** 2) / 2 for point in (start, x))
        verdict = "Your guess is right." if guess == found else f"Not “{guess}”."
        expect(figure.message).to_contain_text(verdict)
        expect(figure.message).to_contain_text(f"the loss {found}, from {before:g} to {now:g}.")
        if target == 0.5:
            save_picture(figure, "loss-bowl-light")
        figure.press("Start again", "Enter")
        figure.expect_alt("x is [2.6, 2.2]")
        eta = 0.5

    # Another place, and a rate with which every step climbs.
    figure.press("x₁", *["ArrowLeft"] * 6)
    figure.press("x₂", *["PageDown"] * 4)
    expect_point(np.array([2.0, 0.2]))
    figure.press("Learning rate η", *["PageUp"] * 3, "ArrowRight")
    figure.expect_alt("η is 2.1.")
    figure.press("In this step the loss", "End")
    figure.press("Take the step", "Enter")
    expect(figure.message).to_contain_text("Your guess is right.")
    expect_point(c - 1.1 * (np.array([2.0, 0.2]) - c))
    figure.press("Let me guess first", "Space")
    figure.press("Take the step", "Enter")
    expect_point(c + 1.1**2 * (np.array([2.0, 0.2]) - c))


STEP = 1e-30  # of a derivative by a complex step, which has no truncation and no rounding error
GRAPH: Mapping[str, Callable[[Mapping[str, complex]], complex]] = {
    "a": lambda v: v["x"] * v["y"],
    "b": lambda v: v["a"] ** 2,
    "c": lambda v: 1 - v["a"],
    "d": lambda v: v["b"] * v["c"],
    "f": lambda v: (v["d"] - 10) ** 2 / 2,
}


def graph(x: float, y: float, nudged: str = "") -> dict[str, complex]:
    """Return the values of the lesson's graph, one of them nudged by i · STEP."""
    values: dict[str, complex] = {"x": x, "y": y}
    for name in ("x", "y", *GRAPH):
        if name in GRAPH:
            values[name] = GRAPH[name](values)
        if name == nudged:
            values[name] += 1j * STEP
    return values


def adjoint(x: float, y: float, node: str, over: str = "") -> float:
    """Return ∂f/∂node; with ``over``, what comes back over the arrow to that node alone."""
    if not over:
        return graph(x, y, node)["f"].imag / STEP
    start = graph(x, y)
    start[node] += 1j * STEP
    return adjoint(x, y, over) * GRAPH[over](start).imag / STEP


def written(value: float) -> str:
    """Write a whole number as the figures do."""
    return f"{value:.0f}".replace("-", "−")


def test_the_computational_graph(lab: Lab, quiet: Page, course: Course) -> None:
    lesson = LessonFigures(quiet, lab, lesson_notebook(course, "03_chain_rule"))
    figure = lesson.figure("graph-steps")
    figure.expect_alt("Values: x is −1, y is 1.")
    values = {name: value.real for name, value in graph(-1, 1).items()}
    for at, name in enumerate(GRAPH, start=1):
        figure.press("Step", "Enter")
        figure.expect_alt(f"Step {at} of 13, forward.")
        figure.expect_alt(f"{name} is {written(values[name])}.")
        assert f"{name} = {written(values[name])}" in shown(figure)

    # The way back: the arrows in order, with what is known of the adjoint afterwards.
    arrows = ["", "df", "bd", "cd", "ab", "ac", "xa", "ya"]
    for at, arrow in enumerate(arrows, start=6):
        node, over = (arrow[0], arrow[1]) if arrow else ("f", "")
        so_far = adjoint(-1, 1, node, over)
        if arrow == "ac":
            so_far = adjoint(-1, 1, "a")
        figure.press("Step", "Enter", "Enter")  # the second one has to wait
        figure.expect_alt(f"Step {at} of 13, backward.")
        figure.expect_alt("= ? The answer waits for a guess.")
        assert "Now:" not in figure.alt
        assert f"= {written(so_far)}." not in figure.alt + figure.message.inner_text()
        guess = 7 if arrow == "ab" else round(so_far)
        figure.press("I expect the adjoint", *str(guess), "Tab")
        figure.press("Check my guess", *["Enter"] * (2 if arrow == "ab" else 1))
        verdict = "Not 7" if arrow == "ab" else "Your guess is right"
        expect(figure.message).to_contain_text(f"Step {at} of 13. {verdict}: ")
        expect(figure.message).to_contain_text(f"= {written(so_far)}.")
        name = {"f": "f̄", "d": "d̄", "b": "b̄", "c": "c̄", "a": "ā", "x": "x̄", "y": "ȳ"}[node]
        half = " so far" if arrow == "ab" else ""
        figure.expect_alt(f"{name} is {written(so_far)}{half}")
        assert f"{name} = {written(so_far)}{half}" in shown(figure)

    # Both paths from x, and their sum.
    for key, node in (("ArrowDown", "b"), ("ArrowDown", "c")):
        product = adjoint(-1, 1, "a", node) * values["y"]
        figure.press("Path", key)
        figure.expect_alt(f"Path x → a → {node} → d → f: ")
        figure.expect_alt(f" = {written(product)}; with the other path from x: ")
        figure.expect_alt(f" = {written(adjoint(-1, 1, 'x'))} = x̄.")
    save_picture(figure, "computational-graph-light")

    # Other numbers ask anew; two steps back are two steps back.
    figure.press("y", "2", "Tab")
    figure.expect_alt("Step 5 of 13, forward.")
    figure.expect_alt("Values: x is −1, y is 2, a is −2, b is 4, c is 3, d is 12, f is 2.")
    figure.press("Back", "Enter", "Enter")
    figure.expect_alt("Step 3 of 13")
    figure.press("Rewind", "Enter")
    figure.expect_alt("Step 0 of 13, the inputs.")

    own = lesson.figure("graph-own")
    own.press("Let me guess first", "Space")
    own.press("Step", *["Enter"] * 13)
    own.expect_alt("Step 13 of 13, backward.")
    expect(own.message).to_contain_text("Yours: all agree.")
    for node in ("x", "y", *GRAPH):
        own.expect_alt(f"At {node}: yours {written(adjoint(2, -1, node))} ✓.")
    assert shown(own).count("✓") == 7
    assert audit(quiet) == []


def test_the_shape_explorers(lab: Lab, quiet: Page, course: Course) -> None:
    notebook = lesson_notebook(course, "04_jacobian_lemmas")
    given = names_of(notebook, "example-numbers")
    W, x, grad_y = given["W"], given["x"], given["grad_y"]
    lesson = LessonFigures(quiet, lab, notebook)

    by_weight = lesson.figure("shape-explorer-W")
    by_weight.expect_alt("∂f/∂w₁₂. The answer waits for a guess.")
    by_weight.press("Row i", "ArrowUp")
    by_weight.expect_alt("∂f/∂w₂₂. The answer waits for a guess.")
    by_weight.press("It takes from W", "ArrowDown")  # nothing
    by_weight.press("from x", *["ArrowDown"] * 3)  # entry 2
    by_weight.press("from ∇y f", *["ArrowDown"] * 3)  # entry 2
    by_weight.press("Check my guess", "Enter")
    expect(by_weight.message).to_contain_text("right")
    by_weight.expect_alt(f"= {written(grad_y[1] * x[1])}.")

    by_input = lesson.figure("shape-explorer-x")
    by_input.expect_alt("The answer waits for a guess.")
    by_input.press("Column j", "3", "Tab")
    by_input.expect_alt("∂f/∂x₃. The answer waits for a guess.")
    by_input.press("Let me guess first", "Space")
    by_input.expect_alt(f"= {written((W.T @ grad_y)[2])}.")
    assert audit(quiet) == []


def backward(
    params: list[tuple[Array, Array]], x: Array, y: Array, *, swapped: int = -1
) -> list[tuple[Array, Array]]:
    """Return [(∇W, ∇b), …] by backpropagation; a layer may hand back through W, untransposed."""
    xs = [x]
    for W, b in params:
        xs.append(1 / (1 + np.exp(-(W @ xs[-1] + b))))
    grads: list[tuple[Array, Array]] = []
    gradient = xs[-1] - y
    for index in range(len(params) - 1, -1, -1):
        delta = gradient * xs[index + 1] * (1 - xs[index + 1])
        grads.insert(0, (np.outer(delta, xs[index]), delta))
        W = params[index][0]
        gradient = (W if index == swapped else W.T) @ delta
    return grads


def test_the_backward_steppers(lab: Lab, quiet: Page, course: Course) -> None:
    notebook = lesson_notebook(course, "05_backpropagation")
    given = names_of(notebook, "provided-functions", "example-network")
    x, y, example = given["x_example"], given["y_example"], given["example"]
    lesson = LessonFigures(quiet, lab, notebook)

    stepper = lesson.figure("stepper")
    grads = backward(example, x, y)
    stepper.press("Let me name the lemma first", "Space")
    stepper.press("Jump to", "End")
    stepper.press("Step", "Enter", "Enter")
    stepper.expect_alt("Step 11 of 11, backward, layer 1, Lemma 1")
    assert close(after(stepper.alt, " ∇W⁽¹⁾ is"), grads[0][0])
    own = lesson.figure("stepper-own")
    expect(own.message).to_contain_text("Yours: all agree.")
    own.press("Jump to", "End")
    own.press("Step", "Enter", "Enter")
    own.expect_alt("Layer 2: ✓ ∇W and ∇b agree, yours: ✓ ∇W and ∇b agree.")
    assert close(after(own.alt, "Yours are ∇W"), grads[0][0])
    assert "your ∇W" in shown(own)

    # The suspect of the bug hunt: all its layers are wrong, whatever the figure's own walk does.
    suspect = lesson.figure("stepper-suspect")
    rng = np.random.default_rng(7)
    params = [(rng.normal(size=(m, n)), rng.normal(size=m)) for n, m in ((3, 4), (4, 4), (4, 2))]
    right = backward(params, x, y)
    expect(suspect.message).to_contain_text("Tested: wrong in layers 1, 2 and 3.")
    suspect.press("Jump to", "End")
    suspect.press("Step", "Enter", "Enter")
    suspect.expect_alt("Step 16 of 16, backward, layer 1, Lemma 1")
    assert close(after(suspect.alt, " ∇W⁽¹⁾ is"), right[0][0])
    assert close(after(suspect.alt, "The numeric ∇W is"), right[0][0])
    suspect.expect_alt(
        "Layer 3: ✓ ∇W and ∇b agree, tested: ✗ wrong: ∇W in 8 of 8 and ∇b in 2 of 2."
    )
    planted = {  # how far down the list, and the guess that is right
        "f′ forgotten in the output layer": (2, "layers 1 to 3"),
        "f′ taken at x instead of u": (3, "layers 1 to 3"),
        "u in place of x in ∇W": (6, "layers 2 to 3"),
        "W in place of its transpose": (4, "layer 1 alone"),
    }
    for mistake, (down, guess) in planted.items():
        suspect.press("Plant a mistake", "Home", *["ArrowDown"] * down)
        expect(suspect.message).to_contain_text("Which layers will disagree")
        assert suspect.root.get_by_label("Plant a mistake").input_value() == mistake
        assert "✓" not in shown(suspect)
        options = suspect.root.get_by_label("I expect as wrong").inner_text().replace("\xa0", " ")
        suspect.press("I expect as wrong", *["ArrowDown"] * options.splitlines().index(guess))
        suspect.press("Check my guess", "Enter")
        expect(suspect.message).to_contain_text(f"Your guess, {guess}, is right")
    wrong = backward(params, x, y, swapped=1)
    assert close(after(suspect.alt, " ∇W⁽¹⁾ is"), wrong[0][0])
    assert close(after(suspect.alt, "The numeric ∇W is"), right[0][0])
    suspect.expect_alt("Layer 3: ✓ ∇W and ∇b agree, tested: ✗")
    suspect.expect_alt("Layer 2: ✓ ∇W and ∇b agree, tested: ✗")
    suspect.expect_alt("Layer 1: ✗ wrong: ∇W in 12 of 12 and ∇b in 4 of 4, tested: ✗")
    save_picture(suspect, "stepper-suspect-light")
    assert audit(quiet) == []


RAISING = """\
def jagged(x):
    print("half way")
    raise ValueError(f"no value at {x:g}\\nsecond line")


difference_curve(jagged, 1.0)"""


@pytest.mark.parametrize(
    "name", ["01_forward_pass", "02_euclidean_loss", "03_chain_rule", "05_backpropagation"]
)
def test_before_the_answers_are_right(lab: Lab, quiet: Page, course: Course, name: str) -> None:
    """The lesson as a student finds it, in the dark theme, with functions that fail."""
    lab.choose_dark_theme()
    file = course.release / name / course.lesson(name).source.name
    notebook = nbformat.read(file, as_version=4)
    for cell in notebook.cells:  # a check of what is not written must not stop the others
        cell.metadata["tags"] = ["raises-exception"]
    answers = {answer.label: answer for answer in wrong_answers(BANK / "03_chain_rule")}
    others = {
        "figure-difference-curve": RAISING,
        "graph-backward": answers["assigned-over-c"].source,
    }
    for cell in notebook.cells:
        cell.source = others.get(cell.id, cell.source)
    lesson = LessonFigures(quiet, lab, notebook)
    expect(quiet.locator('body[data-jp-theme-light="false"]')).to_be_attached()
    {
        "01_forward_pass": check_unmoved,
        "02_euclidean_loss": check_raising,
        "03_chain_rule": check_assigned,
        "05_backpropagation": check_unwritten,
    }[name](lesson)
    for cell in FIGURES[name]:
        figure = lesson.figure(cell)
        expect(figure.message).not_to_contain_text("Traceback")
        streams = quiet.locator(".jp-Cell").nth(lesson.ids.index(cell))
        expect(streams.locator(".jp-OutputArea-output pre")).to_have_count(0)
        save_picture(figure, f"{cell.removeprefix('figure-')}-dark")
    assert audit(quiet) == []


def check_unmoved(lesson: LessonFigures) -> None:
    figure = lesson.figure("network-diagram")
    figure.press("Let me guess first", "Space")
    figure.press("Unit", "Home")
    figure.press("Value", "ArrowRight")
    figure.expect_alt("Up: x⁽⁰⁾₁, ")


def check_raising(lesson: LessonFigures) -> None:
    figure = lesson.figure("figure-difference-curve")
    expect(figure.message).to_contain_text("jagged raised ValueError: no value at ")
    figure.press("Difference", "ArrowDown")
    figure.press("This step is best", "Enter")
    expect(figure.message).to_contain_text("jagged raised ValueError: no value at ")
    figure.expect_alt(f"There is nothing to draw. {figure.message.inner_text()}")


def check_assigned(lesson: LessonFigures) -> None:
    figure = lesson.figure("graph-own")
    figure.press("Let me guess first", "Space")
    figure.press("Step", *["Enter"] * 13)
    expect(figure.message).to_contain_text("Yours: the first wrong one is ā.")
    lost = -adjoint(2, -1, "c")  # what comes over c alone
    figure.expect_alt(f"At a: yours {written(lost)} ✗.")
    figure.expect_alt(f"At x: yours {written(-lost)} ✗.")
    figure.expect_alt(f"At b: yours {written(adjoint(2, -1, 'b'))} ✓.")
    # Where nothing comes over the arrow from a to b, the mistake cannot be seen.
    figure.press("x", "0", "Tab")
    expect(figure.message).to_contain_text("Yours: all agree.")
    assert adjoint(0, -1, "a", "b") == 0


def check_unwritten(lesson: LessonFigures) -> None:
    figure = lesson.figure("stepper-own")
    expect(figure.message).to_contain_text("backpropagation is not written yet")
    figure.press("Jump to", "End")
    figure.press("Step", "Enter", "Enter")
    expect(figure.message).to_contain_text("backpropagation is not written yet")
    figure.expect_alt("Layer 2: ✓ ∇W and ∇b agree.")
