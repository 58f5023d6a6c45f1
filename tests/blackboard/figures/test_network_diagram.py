"""The network diagram: its numbers are those of the network, and a move shows after the guess."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.expected import FloatArray, Parameters
from autograder.checks.probes import probe
from blackboard.drawing.notation import number
from blackboard.drawing.svg import svg
from blackboard.figures.network_diagram.figure import DOWN, STAY, UP, State, network_diagram, way
from blackboard.figures.network_diagram.network import Net, NoNetwork
from blackboard.interactive.figure import Figure
from blackboard.interactive.widgets import Live
from tests.helpers.pictures import texts

W1 = [[0.5, -1.0, 2.0], [-1.0, 0.5, 1.0], [1.5, 2.0, -1.0], [0.5, -2.0, -2.0]]
W2 = [[1.0, -2.0, 0.5, 1.5], [-1.0, 1.0, 2.0, -0.5]]
PARAMS = [(W1, [-1.0, 0.5, -0.5, 1.0]), (W2, [-0.5, -1.0])]
X = [2.0, -1.0, 0.5]


def lesson() -> Figure[State]:
    return network_diagram(PARAMS, X)


def network(seed: int, sizes: list[int]) -> tuple[Parameters, FloatArray]:
    rng = np.random.default_rng(seed)
    return [(probe(rng, m, n), probe(rng, m)) for n, m in pairwise(sizes)], probe(rng, sizes[0])


def forward(params: Parameters, x: FloatArray) -> tuple[list[FloatArray], list[FloatArray]]:
    """Return u and x of every layer, by another formula for the sigmoid."""
    us, xs = [], [x]
    for W, b in params:
        us.append(np.array([sum(W[k] * xs[-1]) + b[k] for k in range(len(b))]))
        xs.append((1 + np.tanh(us[-1] / 2)) / 2)
    return us, xs


def moved(figure: Figure[State], unit: str, name: str, by: float) -> State:
    state = figure.change(figure.start, "unit", unit)
    state = figure.change(state, "name", name)
    return figure.change(state, "value", state.value + by)


def checked(figure: Figure[State], state: State, guess: str) -> State:
    return figure.press(figure.change(state, "guess", guess), "Check my guess")


sizes = st.lists(st.integers(1, 5), min_size=2, max_size=4)


@given(sizes, st.integers(0, 99))
def test_u_and_x_of_every_unit_stand_in_the_picture(widths: list[int], seed: int) -> None:
    params, x = network(seed, widths)
    us, xs = forward(params, x)
    drawing = network_diagram(params, x).look(network_diagram(params, x).start).drawing
    shown = texts(svg(drawing))
    assert {number(float(v)) for layer in xs for v in layer} <= set(shown)
    assert {number(float(v), 3) for layer in us for v in layer} <= set(shown)
    for values in (*us, *xs):
        assert f"is [{', '.join(number(v) for v in values)}]" in drawing.alt


@given(sizes, st.integers(0, 99), st.data())
def test_a_moved_number_moves_what_the_network_says(
    widths: list[int], seed: int, data: st.DataObject
) -> None:
    params, x = network(seed, widths)
    net, figure = Net(params, x), network_diagram(params, x)
    unit = data.draw(st.sampled_from(net.units))
    name = data.draw(st.sampled_from(net.names(unit)))
    state = moved(figure, unit, name, 0.5)
    there, k = net.where(unit)
    column = 0 if name == "bias" else net.column(name)
    numbers, place = (
        (x, (column,))
        if there == 0
        else (params[there - 1][1], (k,))
        if name == "bias"
        else (params[there - 1][0], (k, column))
    )
    numbers[place] = np.round(4 * numbers[place]) / 4 + 0.5  # from a place of the slider to another
    _, xs = forward(params, x)
    state = figure.change(state, "predict", False)
    now = ", ".join(number(float(value)) for value in xs[-1])
    assert f"is [{now}]" in figure.look(state).drawing.alt


@given(sizes, st.integers(0, 99), st.data())
def test_what_is_covered_is_what_can_follow(
    widths: list[int], seed: int, data: st.DataObject
) -> None:
    params, x = network(seed, widths)
    net, figure = Net(params, x), network_diagram(params, x)
    unit = data.draw(st.sampled_from(net.units))
    state = moved(figure, unit, data.draw(st.sampled_from(net.names(unit))), 0.5)
    drawing = figure.look(state).drawing
    covered = sum(
        net.follows(unit, index, k) for index, m in enumerate(net.sizes) for k in range(m)
    )
    assert texts(svg(drawing)).count("?") == 2 * covered
    assert "waits for a guess" in drawing.alt
    signs = [text for text in texts(svg(drawing)) if text in ("▲", "▼")]
    assert signs == (["▲"] if unit == "input" else [])  # the reader raised it


def test_the_guess_is_compared_with_the_way_the_output_went() -> None:
    figure = lesson()
    state = moved(figure, "layer 1, unit 2", "weight from 1", 0.5)
    assert "w⁽¹⁾₂₁ goes from −1 to −0.5. Does x⁽²⁾₁ go up" in figure.look(state).message
    assert not figure.press(state, "Check my guess").open  # nothing was guessed
    right = figure.look(checked(figure, state, DOWN))
    assert right.message.startswith("Your guess is right")
    assert "x⁽²⁾₁ goes down by 0.0583, from 0.8449 to 0.7866." in right.message
    assert "Up: x⁽¹⁾₂ and x⁽²⁾₂. Down: x⁽²⁾₁." in right.drawing.alt
    assert {"▲", "▼"} <= set(texts(svg(right.drawing)))
    once = checked(figure, state, UP)
    assert figure.look(once).message.startswith("Not right yet: you have a second try.")
    assert "?" in texts(svg(figure.look(once).drawing))
    twice = figure.press(once, "Check my guess")
    assert figure.look(twice).message.startswith("Not “goes up”")
    still = figure.press(figure.start, "Check my guess")
    assert figure.look(still).message.startswith("Move the number first.")
    other = figure.change(state, "output", "output 2")
    assert "right" in figure.look(checked(figure, other, UP)).message


def test_weights_of_the_other_output_leave_one_where_it_is() -> None:
    figure = lesson()
    state = checked(figure, moved(figure, "layer 2, unit 2", "weight from 4", 1.0), STAY)
    assert "Your guess is right" in figure.look(state).message
    assert "x⁽²⁾₁ stays at 0.8449." in figure.look(state).message


def test_another_number_takes_an_unanswered_move_back_and_keeps_an_answered_one() -> None:
    figure = lesson()
    state = moved(figure, "layer 1, unit 2", "weight from 1", 0.5)
    assert figure.change(state, "unit", "input").values == figure.start.values
    done = figure.change(checked(figure, state, DOWN), "unit", "input")
    assert done.values != figure.start.values
    assert done.values == done.base  # a new question
    assert (done.name, done.value) == ("entry 1", 2.0)


def test_moving_on_asks_anew_and_compares_with_the_last_answer() -> None:
    figure = lesson()
    first = checked(figure, moved(figure, "layer 1, unit 2", "weight from 1", 0.5), DOWN)
    second = figure.change(first, "value", 0.0)
    assert not second.open
    assert second.guess == "…"
    assert second.base == first.values
    assert "goes from −0.5 to 0." in figure.look(second).message
    assert figure.press(second, "Start again") == figure.start


def test_a_number_between_two_places_of_the_slider_stays_until_it_is_moved() -> None:
    figure = network_diagram([([[0.3]], [0.1])], [1.9])
    state = figure.change(figure.start, "unit", "input")
    assert (state.value, state.values) == (2.0, (1.9, 0.3, 0.1))
    assert figure.change(state, "value", 2.0) == state  # what the browser sends back
    state = figure.change(state, "unit", "layer 1, unit 1")
    assert state.values == (1.9, 0.3, 0.1)
    state = figure.change(state, "value", 0.5)
    assert state.values == (1.9, 0.5, 0.1)
    assert "w⁽¹⁾₁₁ goes from 0.3 to 0.5." in figure.look(state).message
    assert figure.press(state, "Start again") == figure.start


def test_without_guessing_everything_follows_at_once() -> None:
    figure = lesson()
    state = figure.change(figure.start, "predict", False)
    state = figure.change(figure.change(state, "value", 1.0), "value", 1.5)
    assert "w⁽¹⁾₁₁ goes from 0.5 to 1.5." in figure.look(state).message
    asked = figure.change(state, "predict", True)
    assert asked.open
    assert asked.values == state.values


def test_the_arithmetic_of_the_lesson() -> None:
    figure = lesson()
    state = figure.change(figure.start, "unit", "layer 1, unit 2")
    shown = " ".join(texts(svg(figure.look(state).drawing)))
    assert "u⁽¹⁾₂ = (−1)·2 + 0.5·(−1) + 1·0.5 + 0.5 = −1.5" in shown
    state = figure.change(state, "unit", "input")
    assert "x⁽⁰⁾₁ meets column 1 of W⁽¹⁾: 0.5, −1, 1.5 and 0.5" in texts(
        svg(figure.look(state).drawing)
    )


def test_the_way_of_a_number() -> None:
    assert [way(1, 2), way(2, 1), way(1, 1)] == [UP, DOWN, STAY]


@pytest.mark.parametrize(
    ("params", "x", "said"),
    [
        (PARAMS, X[:2],
         "W1 has the shape (4, 3), but x has the shape (2,): W1 must have 2 columns."),
        ([(np.ones((4, 2)), np.ones(4)), PARAMS[1]], X,
         "W1 has the shape (4, 2), but x has the shape (3,): W1 must have 3 columns."),
        ([(np.ones((3, 3)), np.ones(4)), PARAMS[1]], X,
         "W1 has the shape (3, 3), but b1 has the shape (4,); it must have (3,)."),
        ([(np.ones((3, 3)), np.ones(3)), PARAMS[1]], X,
         "W2 has the shape (2, 4), but the layer below has 3 units: W2 must have 3 columns."),
        ([(np.ones(3), np.ones(3))], X, "W1 has the shape (3,); it must have two axes, (m, n)."),
        (PARAMS, 2.0, "x has the shape (); it must have one axis, (n,)."),
        ([], X, "params has no layer; it must be [(W1, b1), …]."),
        ([(np.ones((5, 3)), np.ones(5)), (np.ones((6, 5)), np.ones(6))], X,
         "at most 3 layers with 5 units each can be shown."),
        ([(np.ones((1, 1)), np.ones(1))] * 4, [1.0],
         "at most 3 layers with 5 units each can be shown."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_a_line(
    params: Parameters, x: list[float], said: str
) -> None:
    with pytest.raises(NoNetwork) as refused:
        network_diagram(params, x)
    assert refused.value._render_traceback_() == [f"network_diagram: {said}"]


def test_controls_are_named_and_follow() -> None:
    shown = Live(lesson())
    assert all(widget.description for widget in shown.fields.values())
    shown.fields["Unit"].value = "layer 2, unit 1"
    assert "weight from 4" in shown.fields["Number"].options
    shown.fields["Number"].value = "bias"
    assert shown.fields["Value"].value == -0.5
    shown.fields["Unit"].value = "input"
    assert shown.fields["Number"].value == "entry 1"
    shown.fields["Let me guess first"].value = False
    assert shown.fields["it then"].layout.display == "none"
