"""The figures of depth and of a tape in a real JupyterLab, operated by keyboard alone."""

import math
import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from blackboard.figures.tape_graph.operations import OPERATIONS
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

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("lab-2")]

DEPTH = "from blackboard import depth_explorer; depth_explorer()"
TAPE = """\
from blackboard import tape_graph
tape = [
    ("matmul", "W1", "x0", "p1"), ("add", "p1", "b1", "u1"), ("sigmoid", "u1", "x1"),
    ("matmul", "W2", "x1", "p2"), ("add", "p2", "x1", "u2"), ("subtract", "u2", "c", "d"),
    ("square", "d", "s"), ("sum", "s", "t"), ("multiply", "half", "t", "L"),
]
values = {
    "W1": np.array([[1.0, -0.5, 2.0], [0.5, 1.5, -1.0]]), "x0": np.array([0.4, -1.0, 0.3]),
    "b1": np.array([0.1, -0.2]), "W2": np.array([[2.0, -1.0], [0.5, 1.0]]),
    "c": np.array([1.0, 0.0]), "half": 0.5,
}
tape_graph(tape, values, "L")"""
WRONG = 'tape_graph([*tape, ("matmul", "W1", "u1", "v")], values, "L")'
LAST = 19


def sizes(slope: str, depth: int, scale: float, seed: int) -> tuple[Array, Array]:
    """Return the sizes of x and δ in the figure's network, with sigmoid or ReLU."""
    n, samples = 100, 100
    rng = np.random.default_rng(seed)
    xs, upstream = [rng.normal(size=(n, samples))], rng.normal(size=(n, samples))
    weights, us = [], []
    for _ in range(depth):
        weights.append(rng.normal(size=(n, n)) * scale / math.sqrt(n))
        us.append(weights[-1] @ xs[-1])
        xs.append(1 / (1 + np.exp(-us[-1])) if slope == "sigmoid" else np.maximum(us[-1], 0))
    slopes = [
        x * (1 - x) if slope == "sigmoid" else (u > 0) * 1.0
        for x, u in zip(xs[1:], us, strict=True)
    ]
    delta = upstream * slopes[-1]
    deltas = [delta]
    for k in range(depth - 1, 0, -1):
        delta = weights[k].T @ delta * slopes[k - 1]
        deltas.insert(0, delta)
    x_sizes, delta_sizes = (
        np.array([math.sqrt(np.mean(a**2)) for a in arrays]) for arrays in (xs, deltas)
    )
    return x_sizes, delta_sizes


def near(actual: Array, expected: Array) -> bool:
    """Whether numbers that are written with three digits are these."""
    return bool(np.allclose(actual, expected, rtol=0.006, atol=0))


def shown(figure: FigureInPage) -> str:
    """Return the texts of the picture."""
    return figure.picture.text_content() or ""


def gradients() -> dict[str, Array]:
    """Return the values and adjoints of the network on the tape, by the lemmas."""
    W1 = np.array([[1.0, -0.5, 2.0], [0.5, 1.5, -1.0]])
    W2 = np.array([[2.0, -1.0], [0.5, 1.0]])
    x0 = np.array([0.4, -1.0, 0.3])
    u1 = W1 @ x0 + np.array([0.1, -0.2])
    x1 = 1 / (1 + np.exp(-u1))
    d = W2 @ x1 + x1 - np.array([1.0, 0.0])
    over_W2 = W2.T @ d
    delta = (d + over_W2) * x1 * (1 - x1)
    return {
        "u1": u1, "x1": x1, "L": np.asarray(d @ d / 2), "d": d, "over W2": over_W2,
        "x1 both": d + over_W2, "W2": np.outer(d, x1), "W1": np.outer(delta, x0),
        "x0": W1.T @ delta,
    }  # fmt: skip


def check_depth(figure: FigureInPage) -> None:
    figure.expect_alt("The sizes of δ in the layers below wait for a guess.")
    xs, deltas = sizes("sigmoid", 10, 1.0, 1)
    assert near(after(figure.alt, "layers 0 to 10: measured"), xs)
    assert f"{deltas[0]:.2e}"[:4] not in figure.alt
    figure.press("Check my guess", "Enter")
    expect(figure.message).to_contain_text("Choose a guess first.")
    figure.press("At layer 1, against layer L, δ", "End")  # explodes
    figure.press("Check my guess", "Enter")
    expect(figure.message).to_contain_text("Not right yet: you have a second try.")
    figure.press("At layer 1, against layer L, δ", "ArrowUp", "ArrowUp")
    figure.press("Check my guess", "Enter")
    expect(figure.message).to_contain_text(
        "Your guess is right. δ vanishes: from 0.232 in layer 10"
    )
    assert near(after(figure.alt, "layers 1 to 10: measured"), deltas)

    figure.press("Layers L", "Control+a", "6", "Tab")
    figure.expect_alt("Size of δ⁽⁶⁾: measured")  # another question
    figure.press("Let me guess first", "Space")
    figure.press("Activation", "End")  # ReLU
    figure.press("Larger σ", "Enter", "Enter")
    figure.expect_alt("ReLU, σ = 1.4142 / √n = 0.1414, so n σ² = 2.")
    xs, deltas = sizes("ReLU", 6, math.sqrt(2), 1)
    assert near(after(figure.alt, "layers 0 to 6: measured"), xs)
    assert near(after(figure.alt, "layers 1 to 6: measured"), deltas)
    expect(figure.message).to_contain_text("predicted: 1.")
    figure.press("σ times √n", "Home")
    figure.expect_alt("σ = 0.1 / √n = 0.01")
    expect(figure.message).to_contain_text("δ vanishes")
    figure.press("Other weights", "Enter")
    xs, deltas = sizes("ReLU", 6, 0.1, 2)
    assert near(after(figure.alt, "layers 1 to 6: measured"), deltas)
    figure.press("σ times √n", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown")
    figure.expect_alt("σ = 2 / √n = 0.2")


def check_tape(figure: FigureInPage) -> None:
    expected = gradients()
    figure.expect_alt(f"Step 0 of {LAST}, the given values.")
    figure.press("Step", "Enter", "Enter", "Space")
    figure.expect_alt("Step 3 of 19, forward, line 3 of the tape: x1 = sigmoid(u1).")
    assert close(after(figure.alt, "sigmoid( u1 (2,)"), expected["u1"])
    assert close(after(figure.alt, ") = x1 (2,)"), expected["x1"])
    figure.press("Step", *["Enter"] * 6)
    figure.expect_alt("Step 9 of 19, forward, line 9")
    assert close(after(figure.alt, "= L"), expected["L"])
    figure.press("Step", *["Enter"] * 2)
    figure.expect_alt("Step 11 of 19, backward, line 9 of the tape: L = multiply(half, t).")
    figure.expect_alt("It waits for a guess.")
    figure.press("Step", "Enter")
    expect(figure.message).to_contain_text("Choose a guess first. Step 11 of 19: what does line 9")
    rules = [operation.rule for operation in OPERATIONS.values()]
    figure.press(
        "It hands back", "Home", *["ArrowDown"] * (1 + rules.index(OPERATIONS["add"].rule))
    )
    figure.press("Check my guess", "Enter")
    expect(figure.message).to_contain_text("Not right yet: you have a second try.")
    figure.press("It hands back", *["ArrowDown"] * 2)  # multiply
    figure.press("Check my guess", "Enter")
    expect(figure.message).to_contain_text("Your guess is right. Step 11 of 19.")
    figure.expect_alt("= ∂L/∂t 0.5.")
    figure.press("Let me guess first", "Space")

    figure.press("Step", *["Enter"] * 4)
    figure.expect_alt("Step 15 of 19, backward, line 5 of the tape: u2 = add(p2, x1).")
    assert close(after(figure.alt, "this use of x1 (2,)"), expected["d"])
    assert "1 of 2" in shown(figure)
    expect(figure.message).to_contain_text("x1: other uses still have to come back.")
    figure.press("Step", "Enter")
    figure.expect_alt("Step 16 of 19, backward, line 4 of the tape: p2 = matmul(W2, x1).")
    assert close(after(figure.alt, "this use of x1 (2,)"), expected["over W2"])
    assert close(after(figure.alt, "before (2,)"), expected["d"])
    assert close(after(figure.alt, "= ∂L/∂x1 (2,)"), expected["x1 both"])
    assert close(after(figure.alt, "= ∂L/∂W2 (2, 2)"), expected["W2"])
    expect(figure.message).to_contain_text("All uses of x1 have come back, and they add up.")
    figure.press("Step", *["Enter"] * 5)
    figure.expect_alt("Step 19 of 19, backward, line 1 of the tape: p1 = matmul(W1, x0).")
    assert close(after(figure.alt, "= ∂L/∂W1 (2, 3)"), expected["W1"])
    assert close(after(figure.alt, "= ∂L/∂x0 (3,)"), expected["x0"])
    for value in expected["x0"]:
        assert f"{value:.3f}".rstrip("0").replace("-", "−") in shown(figure)

    figure.press("Look at", "Home", *["ArrowDown"] * 2)
    figure.expect_alt("Looked at: x0.")
    figure.press("Back", "Enter")
    figure.expect_alt("Step 18 of 19")
    assert "Looked at" not in figure.alt
    figure.press("Rewind", "Enter")
    figure.expect_alt("Step 0 of 19")


def test_operated_by_keyboard(lab: Lab, quiet: Page) -> None:
    figures = Figures(quiet, lab, DEPTH, TAPE)
    depth, tape = figures.figure("Depth explorer"), figures.figure("Tape graph")
    save_picture(depth, "depth-explorer-covered-light")
    check_depth(depth)
    check_tape(tape)
    assert audit(quiet) == []
    depth.press("Layers L", "Control+a", "1", "2", "Tab")
    depth.expect_alt("layers 0 to 12")
    save_picture(depth, "depth-explorer-light")
    tape.press("Step", *["Enter"] * 16)
    tape.expect_alt("Step 16 of 19")
    save_picture(tape, "tape-graph-light")


def test_dark_theme(lab: Lab, quiet: Page) -> None:
    lab.choose_dark_theme()
    figures = Figures(quiet, lab, DEPTH, TAPE)
    expect(quiet.locator('body[data-jp-theme-light="false"]')).to_be_attached()
    depth, tape = figures.figure("Depth explorer"), figures.figure("Tape graph")
    save_picture(depth, "depth-explorer-covered-dark")
    for figure in (depth, tape):
        figure.press("Let me guess first", "Space")
    depth.expect_alt("Size of δ in the layers 1 to 10")
    tape.press("Step", *["Enter"] * 4)
    tape.expect_alt("Step 4 of 19")
    save_picture(tape, "tape-graph-forward-dark")
    tape.press("Step", *["Enter"] * 12)
    tape.expect_alt("Step 16 of 19")
    assert audit(quiet) == []
    save_picture(depth, "depth-explorer-dark")
    save_picture(tape, "tape-graph-dark")


def test_a_node_is_chosen_by_a_click(lab: Lab, quiet: Page) -> None:
    tape = Figures(quiet, lab, TAPE).figure("Tape graph")
    for name in ("W1", "half"):
        place = tape.picture.locator(f'[data-pick="{name}"]')
        box = place.bounding_box()
        assert box
        quiet.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        tape.expect_alt(f"Looked at: {name}. {name} is given:")
        expect(tape.root.get_by_label("Look at")).to_have_value(name)


def test_a_tape_that_is_not_right_is_one_sentence(lab: Lab, quiet: Page) -> None:
    figures = Figures(quiet, lab, TAPE, WRONG)
    wrong = FigureInPage(quiet, quiet.get_by_role("group", name="Tape graph").last)
    sentence = "Line 10 of the tape: in v = matmul(W1, u1) the shapes do not fit: W1 is (2, 3) and"
    expect(wrong.message).to_contain_text(f"{sentence} u1 is (2,).")
    expect(wrong.picture).to_have_attribute("aria-label", re.compile("There is nothing to draw"))
    expect(quiet.locator(".jp-OutputArea-output pre")).to_have_count(1)  # 'end'
    assert audit(figures.page) == []
