"""The depth explorer: sizes against a plain loop, predictions against sizes, the guess."""

import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blackboard.drawing.svg import svg
from blackboard.figures.depth_explorer.activations import ACTIVATIONS, RELU, SIGMOID, TANH
from blackboard.figures.depth_explorer.figure import (
    EXPLODES,
    FATES,
    MOST_LAYERS,
    SCALES,
    STAYS,
    VANISHES,
    State,
    depth_explorer,
    fate,
)
from blackboard.figures.depth_explorer.picture import size
from blackboard.figures.depth_explorer.sizes import INPUTS, UNITS, measured, predicted
from blackboard.interactive.guess import UNDECIDED
from blackboard.interactive.widgets import Live
from tests.helpers.figure_in_page import after
from tests.helpers.pictures import texts

# The activations written once more, for numbers that may be complex.
FUNCTIONS: dict[str, Any] = {
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
    "tanh": lambda u: np.sinh(u) / np.cosh(u),
    "ReLU": lambda u: np.where(np.real(u) > 0, u, 0),
}
NAMES = sorted(FUNCTIONS)
FEW = settings(max_examples=25, deadline=None, derandomize=True)


def opened(**fields: Any) -> State:
    return State(predict=False, **fields)


def in_numbers(text: str) -> float:
    return float(text.replace("−", "-"))


def loop(name: str, depth: int, scale: float, seed: int) -> tuple[list[float], list[float]]:
    """Return the sizes of x and δ of the same network, sample by sample; δ by complex steps."""
    g, step = FUNCTIONS[name], 1e-30
    rng = np.random.default_rng(seed)
    inputs, upstream = rng.normal(size=(UNITS, INPUTS)), rng.normal(size=(UNITS, INPUTS))
    weights = [rng.normal(size=(UNITS, UNITS)) * (scale / math.sqrt(UNITS)) for _ in range(depth)]
    x_squares, delta_squares = np.zeros(depth + 1), np.zeros(depth)
    for sample in range(INPUTS):
        x, us = inputs[:, sample], []
        x_squares[0] += x @ x
        for k, W in enumerate(weights, start=1):
            us.append(W @ x)
            x = g(us[-1])
            x_squares[k] += x @ x
        if sample > 1:  # the complex steps take a pass for each unit and layer
            continue
        for k in range(depth):
            # Of all units at once: a column for each nudged entry of u⁽ᵏ⁺¹⁾.
            x = g(us[k][:, np.newaxis] + 1j * step * np.eye(UNITS))
            for W in weights[k + 1 :]:
                x = g(W @ x)
            delta = np.imag(upstream[:, sample] @ x) / step
            delta_squares[k] += delta @ delta
    return (
        list(np.sqrt(x_squares / (UNITS * INPUTS))),
        list(np.sqrt(delta_squares / (UNITS * 2))),
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_measured_sizes_are_those_of_a_plain_loop(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    xs, _ = loop(name, 4, 1.5, seed=5)
    sizes = measured(ACTIVATIONS[name], 4, 1.5, seed=5)
    assert sizes.x == pytest.approx(xs, rel=1e-12)
    assert np.all(sizes.apart < sizes.x)
    # Two samples alone for δ: with as many in the batch, the numbers must be the very same.
    monkeypatch.setattr("blackboard.figures.depth_explorer.sizes.INPUTS", 2)
    monkeypatch.setattr(f"{__name__}.INPUTS", 2)
    xs, deltas = loop(name, 4, 1.5, seed=5)
    sizes = measured(ACTIVATIONS[name], 4, 1.5, seed=5)
    assert sizes.x == pytest.approx(xs, rel=1e-12)
    assert sizes.delta == pytest.approx(deltas, rel=1e-10)
    assert sizes.ratio == pytest.approx(deltas[0] / deltas[3], rel=1e-10)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("variance", [1e-4, 0.3, 1.0, 5.0, 225.0])
def test_the_mean_squares_are_those_of_random_numbers(name: str, variance: float) -> None:
    u = np.random.default_rng(3).normal(size=400_000) * math.sqrt(variance)
    g, step = FUNCTIONS[name], 1e-30
    values = g(u) ** 2
    slopes = (np.imag(g(u + 1j * step)) / step) ** 2
    activation = ACTIVATIONS[name]
    for found, drawn in (
        (activation.mean_square(variance), values),
        (activation.mean_square_slope(variance), slopes),
    ):
        error = 5 * drawn.std() / math.sqrt(drawn.size)  # of the mean, five times
        assert found == pytest.approx(drawn.mean(), abs=error + 1e-12)


def test_where_the_mean_squares_are_known() -> None:
    for variance in (0.01, 1.0, 7.0):
        assert RELU.mean_square(variance) == pytest.approx(variance / 2, rel=1e-12)
        assert RELU.mean_square_slope(variance) == pytest.approx(0.5, rel=1e-12)
    assert SIGMOID.mean_square(0.0) == pytest.approx(0.25)
    assert SIGMOID.mean_square_slope(0.0) == pytest.approx(1 / 16)
    assert TANH.mean_square_slope(0.0) == pytest.approx(1.0)
    # tanh u is 2 sigmoid(2u) − 1.
    assert TANH.mean_square_slope(2.0) == pytest.approx(16 * SIGMOID.mean_square_slope(8.0))
    # Far out, sigmoid′² is a spike of area 1/6 under the density 1/√(2πv).
    assert SIGMOID.mean_square_slope(225.0) == pytest.approx(
        1 / 6 / math.sqrt(2 * math.pi * 225), rel=0.01
    )


@given(
    name=st.sampled_from(NAMES),
    depth=st.integers(2, MOST_LAYERS),
    scale=st.sampled_from(list(SCALES.values())),
    seed=st.integers(1, 1000),
)
@FEW
def test_the_prediction_is_met(name: str, depth: int, scale: float, seed: int) -> None:
    """A layer is off by √(c / n) in the logarithm of a mean square, and the layers add up.

    c is 5 for ReLU, which is the worst: the standard deviation of the size's logarithm is
    ½ √(5 L / n). The bound is three of these.
    """
    found = measured(ACTIVATIONS[name], depth, scale, seed)
    expected = predicted(ACTIVATIONS[name], depth, scale)
    bound = 1.5 * math.sqrt(5 * depth / UNITS)
    assert np.max(np.abs(np.log(found.x / expected.x))) < bound
    assert np.max(np.abs(np.log(found.delta / expected.delta))) < bound


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", [0.5, math.sqrt(2), 5.0])
def test_a_wider_network_comes_closer(name: str, scale: float) -> None:
    bound = math.sqrt(5 * 6 / 800)  # two standard deviations
    expected = predicted(ACTIVATIONS[name], 6, scale)
    found = measured(ACTIVATIONS[name], 6, scale, 2, units=800)
    assert np.max(np.abs(found.x / expected.x - 1)) < bound
    assert np.max(np.abs(found.delta / expected.delta - 1)) < bound


def test_what_glorot_and_he_are_for() -> None:
    he = predicted(RELU, 20, SCALES["√2: He"])
    assert he.x == pytest.approx(np.ones(21))
    assert he.factors == pytest.approx([1.0] * 19)
    glorot = predicted(RELU, 20, SCALES["1: Glorot"])
    assert glorot.factors == pytest.approx([math.sqrt(0.5)] * 19)
    assert max(predicted(SIGMOID, 20, 1.0).factors) < 0.25
    tanh = predicted(TANH, 20, 1.0).factors
    assert tanh == sorted(tanh, reverse=True)  # the smaller u, the nearer to 1 is its slope
    assert 0.9 < tanh[0] < 1


def test_what_depends_on_the_input() -> None:
    rng = np.random.default_rng(8)
    x, _ = rng.normal(size=(UNITS, INPUTS)), rng.normal(size=(UNITS, INPUTS))
    sizes = measured(SIGMOID, 2, 3.0, 8)
    for found in sizes.apart:
        # Half of the mean square of the difference between two inputs, over all pairs.
        pairs = [np.mean((x[:, [k]] - x) ** 2) / 2 for k in range(INPUTS)]
        assert found == pytest.approx(math.sqrt(float(np.mean(pairs))))
        x = FUNCTIONS["sigmoid"](rng.normal(size=(UNITS, UNITS)) * 0.3 @ x)
    # With sigmoid the size stays, and hardly anything of it is left that depends on the input.
    deep = measured(SIGMOID, 10, 1.0, 1)
    assert deep.x[-1] > 0.4
    assert deep.apart[-1] < 1e-5
    message = depth_explorer().look(opened()).message
    assert f"depends on the input from {size(deep.apart[0])} to {size(deep.apart[-1])}." in message


def test_the_same_numbers_at_another_depth_or_scale() -> None:
    short, long = measured(TANH, 3, 1.0, 4), measured(TANH, 9, 1.0, 4)
    assert np.array_equal(short.x, long.x[:4])
    assert measured(RELU, 3, 2.0, 4).x[3] == pytest.approx(8 * measured(RELU, 3, 1.0, 4).x[3])
    assert measured(TANH, 3, 1.0, 5).x[3] != short.x[3]


@pytest.mark.parametrize(
    ("ratio", "word"),
    [(1e-30, VANISHES), (0.099, VANISHES), (0.101, STAYS), (9.9, STAYS), (10.1, EXPLODES)],
)
def test_what_the_words_mean(ratio: float, word: str) -> None:
    assert fate(ratio) == word


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1"), (0.5, "0.5"), (123.456, "123"), (0.012345, "0.0123"), (0.00999, "9.99e−3"),
     (1e-31, "1.00e−31"), (2.6349e10, "2.63e10"), (1000.0, "1.00e3")],
)  # fmt: skip
def test_how_a_size_is_written(value: float, text: str) -> None:
    assert size(value) == text


def test_the_picture_and_its_text_show_both_ways() -> None:
    figure = depth_explorer()
    look = figure.look(opened(depth=7, activation="tanh", scale="2", seed=3))
    found, expected = measured(TANH, 7, 2.0, 3), predicted(TANH, 7, 2.0)
    alt = look.drawing.alt
    for quantity, first in (("x", 0), ("delta", 1)):
        words = f"Size of {'x' if first == 0 else 'δ'} in the layers {first} to 7: measured"
        assert after(alt, words) == pytest.approx(getattr(found, quantity), rel=0.006)
        rest = alt.split(words)[1]
        assert after(rest, "predicted") == pytest.approx(getattr(expected, quantity), rel=0.006)
    picture = svg(look.drawing)
    assert picture.count("<circle") == 8 + 7 + 1  # a disc for each size, and the legend's
    assert "tanh, σ = 2 / √n = 0.2, so n σ² = 4" in texts(picture)
    assert not re.search(r"\b(nan|inf)\b", picture)
    message = look.message
    match = re.search(r"from (\S+) in layer 7 to (\S+) in layer 1, a factor of (\S+);", message)
    assert match
    above, below, ratio = map(in_numbers, match.groups())
    assert (above, below) == pytest.approx((found.delta[-1], found.delta[0]), rel=0.006)
    assert ratio == pytest.approx(found.delta[0] / found.delta[-1], rel=0.006)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("depth", [2, MOST_LAYERS])
def test_every_setting_can_be_drawn_inside_its_sheet(name: str, scale: str, depth: int) -> None:
    look = depth_explorer().look(opened(depth=depth, activation=name, scale=scale))
    assert "nothing to draw" not in look.drawing.alt
    assert look.message.startswith("δ ")
    for x, y in re.findall(r'cx="([^"]+)" cy="([^"]+)"', svg(look.drawing)):
        assert 0 < float(x) < look.drawing.width
        assert 30 < float(y) < look.drawing.height


def test_the_way_back_waits_for_a_guess() -> None:
    figure = depth_explorer()
    look = figure.look(figure.start)
    assert "wait for a guess" in look.drawing.alt
    assert "factor of" not in look.message
    assert "multiplies the size of δ" not in look.drawing.alt
    # One disc of δ alone, and an axis that is the same whatever δ does below.
    assert svg(look.drawing).count("<circle") == 11 + 1 + 1
    ticks = {text for text in texts(svg(look.drawing)) if text.startswith("10") and len(text) > 2}
    assert ticks == set()

    state = figure.press(figure.start, "Check my guess")
    assert figure.look(state).message.startswith("Choose a guess first.")
    state = figure.change(state, "guess", EXPLODES)
    state = figure.press(state, "Check my guess")
    assert figure.look(state).message.startswith("Not right yet: you have a second try.")
    assert not state.open
    state = figure.press(state, "Check my guess")
    message = figure.look(state).message
    assert message.startswith(f"Your guess is not right: {EXPLODES}. δ vanishes: from 0.232 in")
    state = figure.press(figure.change(state, "guess", VANISHES), "Check my guess")
    assert figure.look(state).message.startswith("Your guess is right. δ vanishes")


@pytest.mark.parametrize(
    ("activation", "scale", "word"),
    [("sigmoid", "1: Glorot", VANISHES), ("sigmoid", "10", STAYS), ("tanh", "1: Glorot", STAYS),
     ("tanh", "5", EXPLODES), ("ReLU", "1: Glorot", VANISHES), ("ReLU", "√2: He", STAYS),
     ("ReLU", "2", EXPLODES), ("ReLU", "0.1: nearly zero", VANISHES)],
)  # fmt: skip
def test_the_guess_that_is_right(activation: str, scale: str, word: str) -> None:
    figure = depth_explorer()
    state = State(activation=activation, scale=scale)
    for guess in FATES:
        checked = figure.press(figure.change(state, "guess", guess), "Check my guess")
        assert checked.committed == (guess == word)
    assert (
        f"δ {word.split(':')[0]}: "
        in figure.look(State(predict=False, activation=activation, scale=scale)).message
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("depth", 4), ("activation", "ReLU"), ("scale", "2"), ("seed", 9)],
)
def test_another_question_is_asked_anew(name: str, value: object) -> None:
    figure = depth_explorer()
    state = figure.press(figure.change(figure.start, "guess", VANISHES), "Check my guess")
    assert state.open
    asked = figure.change(state, name, value)
    assert (asked.open, asked.guess) == (False, UNDECIDED)


def test_buttons_change_the_weights() -> None:
    figure = depth_explorer()
    assert figure.press(opened(), "Smaller σ").scale == "0.5"
    assert figure.press(opened(), "Larger σ").scale == "1.2"
    assert figure.press(opened(scale="0.1: nearly zero"), "Smaller σ").scale[:3] == "0.1"
    assert figure.press(opened(scale="15"), "Larger σ").scale == "15"
    other = figure.press(opened(), "Other weights")
    assert svg(figure.look(other).drawing) != svg(figure.look(opened()).drawing)
    again = depth_explorer()
    assert svg(again.look(other).drawing) == svg(figure.look(other).drawing)


def test_its_widgets_and_its_picture_without_a_kernel() -> None:
    figure = depth_explorer()
    live = Live(figure)
    assert set(live.fields) == {
        "Layers L", "Activation", "σ times √n", "Smaller σ", "Larger σ",
        "Other weights", "Let me guess first", "At layer 1, against layer L, δ",
        "Check my guess",
    }  # fmt: skip
    data, _ = figure._repr_mimebundle_()
    assert "Size of δ in the layers 1 to 10" in str(data["text/plain"])
    assert "image/png" in data
