"""The graph of a tape: adjoints against complex steps, places, guesses, tapes that are wrong."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from blackboard.drawing.notation import array, number
from blackboard.drawing.shapes import Line, Rect, Text
from blackboard.drawing.svg import svg
from blackboard.figures.tape_graph.figure import RULES, THE_STEP, State, tape_graph
from blackboard.figures.tape_graph.graph import RIM, TALL, Sheet
from blackboard.figures.tape_graph.layout import MOST_ACROSS, arrows, lay_out
from blackboard.figures.tape_graph.operations import OPERATIONS
from blackboard.figures.tape_graph.panel import LONGEST, shortened, written
from blackboard.figures.tape_graph.picture import WIDTH
from blackboard.figures.tape_graph.tape import MOST_NODES, read_tape
from blackboard.figures.tape_graph.walk import BACKWARD, FORWARD, Walk
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import UNDECIDED
from blackboard.interactive.widgets import Live
from tests.helpers.figure_in_page import after
from tests.helpers.pictures import texts

Lines = list[tuple[str, ...]]
Values = dict[str, Any]

# The operations once more, for numbers that may be complex.
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "matmul": lambda a, b: a @ b,
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "tanh": lambda a: np.sinh(a) / np.cosh(a),
    "exp": lambda a: np.e**a,
    "square": lambda a: a * a,
    "sum": lambda a: sum(np.ravel(a)),
    "mean": lambda a: sum(np.ravel(a)) / np.size(a),
}
STEP = 1e-30
RNG = np.random.default_rng(12)
NETWORK: Lines = [
    ("matmul", "W1", "x0", "p1"), ("add", "p1", "b1", "u1"), ("sigmoid", "u1", "x1"),
    ("matmul", "W2", "x1", "p2"), ("add", "p2", "b2", "u2"), ("tanh", "u2", "x2"),
    ("subtract", "x2", "c", "d"), ("square", "d", "s"), ("sum", "s", "t"),
    ("multiply", "half", "t", "L"),
]  # fmt: skip
NUMBERS: Values = {
    "W1": RNG.normal(size=(4, 3)), "x0": RNG.normal(size=3), "b1": RNG.normal(size=4),
    "W2": RNG.normal(size=(2, 4)), "b2": RNG.normal(size=2), "c": np.array([0.0, 1.0]), "half": 0.5,
}  # fmt: skip
ROWS: Lines = [
    ("matmul", "X", "W", "P"), ("add", "P", "b", "U"), ("tanh", "U", "H"),
    ("multiply", "H", "column", "M"), ("exp", "M", "E"), ("mean", "E", "L"),
]  # fmt: skip
MATRICES: Values = {
    "X": RNG.normal(size=(5, 3)), "W": RNG.normal(size=(3, 2)), "b": RNG.normal(size=2),
    "column": RNG.normal(size=(5, 1)),
}  # fmt: skip
TWICE: Lines = [
    ("multiply", "x", "y", "a"), ("square", "a", "b"), ("subtract", "one", "a", "c"),
    ("multiply", "b", "c", "d"), ("multiply", "d", "d", "f"),
]  # fmt: skip
POINT: Values = {"x": 2, "y": -1, "one": 1}
RECURRENT: Lines = [
    tuple(line)
    for t in (1, 2, 3)
    for line in (
        ("matmul", "V", f"h{t - 1}", f"r{t}"), ("matmul", "U", f"x{t}", f"i{t}"),
        ("add", f"r{t}", f"i{t}", f"u{t}"), ("tanh", f"u{t}", f"h{t}"),
    )
] + [("sum", "h3", "L")]  # fmt: skip
SEQUENCE: Values = {
    "V": RNG.normal(size=(3, 3)), "U": RNG.normal(size=(3, 2)), "h0": RNG.normal(size=3),
    **{f"x{t}": RNG.normal(size=2) for t in (1, 2, 3)},
}  # fmt: skip
CHAIN: Lines = [("square" if k % 2 else "sigmoid", f"v{k}", f"v{k + 1}") for k in range(24)]
TAPES: dict[str, tuple[Lines, Values, str]] = {
    "network": (NETWORK, NUMBERS, "L"),
    "rows": (ROWS, MATRICES, "L"),
    "twice": (TWICE, POINT, "f"),
    "recurrent": (RECURRENT, SEQUENCE, "L"),
    "chain": (CHAIN, {"v0": 0.7}, "v24"),
    "long names": (
        [("matmul", "weights_of_the_hidden_layer", "x", "hidden_pre_activation"),
         ("multiply", "hidden_pre_activation", "hidden_pre_activation", "squares_of_them_all"),
         ("sum", "squares_of_them_all", "the_loss_of_the_whole_batch")],
        {"weights_of_the_hidden_layer": RNG.normal(size=(2, 3)), "x": RNG.normal(size=3)},
        "the_loss_of_the_whole_batch",
    ),
    "one entry": ([("exp", "x", "y"), ("multiply", "y", "y", "L")], {"x": [0.3]}, "L"),
    "vectors": ([("matmul", "a", "M", "b"), ("matmul", "b", "c", "L")],
                {"a": RNG.normal(size=3), "M": RNG.normal(size=(3, 2)), "c": RNG.normal(size=2)},
                "L"),
}  # fmt: skip
FEW = settings(max_examples=40, deadline=None, derandomize=True)


def in_numbers(text: str) -> float:
    return float(text.replace("−", "-"))


def run(lines: Lines, values: Values, nudged: str = "", by: Any = 0.0) -> dict[str, Any]:
    """Return the values of all nodes where one has been nudged."""
    known: dict[str, Any] = {name: np.asarray(value) + 0j for name, value in values.items()}
    if nudged in known:
        known[nudged] = known[nudged] + by
    for operation, *inputs, output in lines:
        known[output] = FUNCTIONS[operation](*(known[name] for name in inputs))
        if output == nudged:
            known[output] = known[output] + by
    return known


def derivative(lines: Lines, values: Values, output: str, name: str) -> Any:
    """Return the derivative of the output by every entry of a node, by complex steps."""
    shape = np.shape(run(lines, values)[name])
    found = np.zeros(shape)
    for place in np.ndindex(shape):
        by = np.zeros(shape, dtype=complex)
        by[place] = 1j * STEP
        found[place] = np.imag(run(lines, values, name, by)[output]).item() / STEP
    return found


def expect_adjoints(lines: Lines, values: Values, output: str) -> Walk:
    """Compare every value and every adjoint with complex steps."""
    walk = Walk(read_tape(lines, values, output))
    last, known = len(walk.steps) - 1, run(lines, values)
    for name, value in walk.tape.values.items():
        assert value == pytest.approx(np.real(known[name]), rel=1e-12, abs=1e-12)
        adjoint, expected = walk.adjoint(name, last), derivative(lines, values, output, name)
        if adjoint is None:
            assert walk.tape.uses(name) == 0
            assert np.all(expected == 0)
        else:
            assert adjoint.shape == value.shape
            scale = max(1.0, float(np.max(np.abs(expected))))
            assert adjoint == pytest.approx(expected, rel=1e-9, abs=1e-11 * scale)
    return walk


@pytest.mark.parametrize("name", TAPES)
def test_the_adjoints_are_those_found_by_nudging_each_node(name: str) -> None:
    expect_adjoints(*TAPES[name])


@st.composite
def tapes(draw: st.DrawFn) -> tuple[Lines, Values, str]:
    """Draw a tape whose lines take any nodes before them that fit."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    shapes: dict[str, tuple[int, ...]] = {
        f"g{k}": shape
        for k, shape in enumerate(
            draw(st.lists(st.sampled_from([(), (2,), (3,), (2, 3), (3, 2), (1, 3), (3, 1)]),
                          min_size=1, max_size=4))
        )
    }  # fmt: skip
    values: Values = {name: rng.uniform(-1.5, 1.5, size=shape) for name, shape in shapes.items()}
    lines: Lines = []
    for k in range(draw(st.integers(1, 9))):
        operation = draw(st.sampled_from(sorted(OPERATIONS)))
        one, other = (draw(st.sampled_from(sorted(shapes))) for _ in "ab")
        names = (one, other)[: OPERATIONS[operation].inputs]
        try:
            made = FUNCTIONS[operation](*(np.ones(shapes[name]) for name in names))
        except ValueError:
            continue
        shapes[f"n{k}"] = np.shape(made)
        lines.append((operation, *names, f"n{k}"))
    assume(lines)
    lines.append((draw(st.sampled_from(["sum", "mean"])), lines[-1][-1], "L"))
    return lines, values, "L"


@given(tapes())
@FEW
def test_the_adjoints_of_any_tape(drawn: tuple[Lines, Values, str]) -> None:
    known = run(*drawn[:2])
    assume(all(np.max(np.abs(value)) < 1e4 for value in known.values()))
    expect_adjoints(*drawn)


def test_a_share_is_what_its_parts_make() -> None:
    """What stands left of the sign of equality comes out at its right."""
    signs: dict[str, Callable[[Any, Any], Any]] = {
        "⊙": np.multiply, "·": np.multiply, "@": np.matmul
    }  # fmt: skip
    counted = 0
    for lines, values, output in TAPES.values():
        for step in Walk(read_tape(lines, values, output)).steps:
            for share in step.shares:
                parts = [part for part in share.parts if part != "sum of"]
                if len(parts) != 3 or parts[1] not in signs:
                    continue
                left, sign, right = parts
                numbers: list[Any] = []
                for side, row in ((left, False), (right, True)):
                    value = side.value  # type: ignore[union-attr]
                    if sign == "@" and side.row:  # type: ignore[union-attr]
                        value = value[np.newaxis, :]
                        if row and numbers[0].ndim == 1:
                            numbers[0] = numbers[0][:, np.newaxis]
                    numbers.append(value)
                made = signs[str(sign)](*numbers)
                if "sum of" in share.parts:
                    made = made.sum()
                    assert share.value.sum() == pytest.approx(made)
                else:
                    assert share.value == pytest.approx(np.reshape(made, share.value.shape))
                counted += 1
    assert counted > 30


def test_a_node_that_is_used_twice_shows_both_uses_and_their_sum() -> None:
    figure = tape_graph(TWICE, POINT, "f")
    # f = d², d = a² (1 − a), a = −2: d = 12, f̄/d = 24 in two uses of 12.
    both = figure.look(opened(7)).drawing.alt
    assert "To d: the adjoint times the other factor, d. ∂f/∂f 1 · d 12 = this use of d 12." in both
    assert "d is used 2 times, and the uses add up: before 12 + this use 12 = ∂f/∂d 24." in both
    # over c first: −b d̄ = −96; over b then: 2a · c d̄ = −288; together −384.
    first = figure.look(opened(9))
    assert "= this use of a −96." in first.drawing.alt
    assert "∂f/∂a is −96, 1 of 2 uses so far" in first.drawing.alt
    assert "a: other uses still have to come back." in first.message
    assert "∂ 1 of 2" in texts(svg(first.drawing))
    second = figure.look(opened(10))
    assert "before −96 + this use −288 = ∂f/∂a −384." in second.drawing.alt
    assert "All uses of a have come back, and they add up." in second.message
    looked = figure.look(opened(11, look="a")).drawing.alt
    assert "over c −96 + over b −288 = ∂f/∂a −384." in looked


def opened(at: int, **fields: Any) -> State:
    return State(at=at, seen=at, predict=False, **fields)


@pytest.mark.parametrize("name", TAPES)
def test_every_step_shows_its_numbers(name: str) -> None:
    lines, values, output = TAPES[name]
    figure = tape_graph(lines, values, output)
    known, last = run(lines, values), 2 * len(lines) + 1
    assert figure.still.at == last
    for at in range(last + 1):
        look = figure.look(opened(at))
        alt, shown = look.drawing.alt, texts(svg(look.drawing))
        assert f"Step {at} of {last}" in alt
        if 1 <= at <= len(lines):
            made = lines[at - 1][-1]
            value = np.real(known[made])
            if value.ndim:
                assert f"= {made} {value.shape} {array(value)}." in alt
            else:
                assert f"= {made} {number(float(value))}." in alt
            assert written(float(np.ravel(value)[0])) in shown
        if at > len(lines) + 1:
            for source in lines[last - at][1:-1]:
                expected = derivative(lines, values, output, source)
                adjoint = f"∂{output}/∂{source}"
                walk = Walk(read_tape(lines, values, output))
                if walk.finished(source, at):
                    words = f"= {adjoint} {expected.shape}" if expected.ndim else f"= {adjoint}"
                    assert after(alt, words) == pytest.approx(expected, abs=5.1e-5)


def test_a_line_that_leads_nowhere_gets_nothing_back() -> None:
    lines = [*TWICE, ("square", "c", "aside"), ("exp", "other", "more")]
    figure = tape_graph(lines, {**POINT, "other": 0.5}, "f")
    look = figure.look(figure.still)
    assert "∂f/∂aside" not in look.drawing.alt
    assert texts(svg(look.drawing)).count("∂ none") == 3
    expect_adjoints(lines, {**POINT, "other": 0.5}, "f")
    # The output need not be the last line.
    assert "∂d/∂a" in tape_graph(lines, {**POINT, "other": 0.5}, "d").look(opened(10)).drawing.alt


def test_numbers_that_are_not_finite_are_shown_as_such() -> None:
    figure = tape_graph([("exp", "x", "y"), ("subtract", "y", "y", "z")], {"x": 1000.0}, "z")
    for at in range(figure.still.at + 1):
        look = figure.look(opened(at))
        assert "nothing to draw" not in look.drawing.alt
    assert "not finite" in figure.look(opened(1)).drawing.alt


BAD: list[tuple[Any, Any, Any, str]] = [
    ([("relu", "x", "y")], {"x": 1.0}, "y",
     "Line 1 of the tape has the operation “relu”, which is none of matmul, add, subtract, "
     "multiply, sigmoid, tanh, exp, square, sum and mean."),
    ([("add", "x", "y")], {"x": 1.0}, "y",
     "Line 1 of the tape: “add” takes the names of 2 inputs and of its output; there are 2 names."),
    ([("exp", "y")], {}, "y",
     "Line 1 of the tape: “exp” takes the names of 1 input and of its output; there is 1 name."),
    ([("square", "x", "y"), ("add", "y", "b", "L")], {"x": 1.0}, "L",
     "Line 2 of the tape uses “b”, which has no value: it is not among the values, and no line "
     "writes it."),
    ([("square", "y", "L"), ("square", "x", "y")], {"x": 1.0, "y": 2.0}, "L",
     "Line 1 of the tape uses “y” before line 2 has written it."),
    ([("square", "x", "y"), ("exp", "x", "y")], {"x": 1.0}, "y",
     "Line 2 of the tape writes “y”, which line 1 has written already: each name stands for one "
     "value."),
    ([("square", "x", "x")], {"x": 1.0}, "x",
     "Line 1 of the tape uses “x” before line 1 has written it."),
    ([("matmul", "W", "x", "u"), ("sum", "u", "L")],
     {"W": np.ones((2, 3)), "x": np.ones(4)}, "L",
     "Line 1 of the tape: in u = matmul(W, x) the shapes do not fit: W is (2, 3) and x is (4,)."),
    ([("matmul", "a", "x", "u"), ("sum", "u", "L")], {"a": 2.0, "x": np.ones(4)}, "L",
     "Line 1 of the tape: in u = matmul(a, x) the shapes do not fit: a is a number and x is (4,)."),
    ([("add", "a", "b", "u"), ("sum", "u", "L")], {"a": np.ones((2, 3)), "b": np.ones(2)}, "L",
     "Line 1 of the tape: in u = add(a, b) the shapes do not fit: a is (2, 3) and b is (2,)."),
    ([("square", "x", "y")], {"x": 1.0}, "L", "The output “L” is written by no line of the tape."),
    ([("square", "x", "y")], {"x": 1.0}, "x", "The output “x” is written by no line of the tape."),
    ([("square", "x", "y")], {"x": 1.0}, None,
     'The output must be the name of a node, such as "L".'),
    ([("square", "x", "y")], {"x": np.ones(3)}, "y",
     "The output “y” has the shape (3,): the way back starts from a single number."),
    ([("square", "x", "y")], {"x": "three"}, "y",
     "The value of “x” must be a number, a vector or a matrix."),
    ([("square", "x", "y")], {"x": [[1.0], [2.0, 3.0]]}, "y",
     "The value of “x” must be a number, a vector or a matrix."),
    ([("square", "x", "y")], {"x": None}, "y",
     "The value of “x” must be a number, a vector or a matrix."),
    ([("square", "x", "y")], {"x": np.ones((2, 2, 2))}, "y",
     "The value of “x” must be a number, a vector or a matrix."),
    ([("square", "x", "y")], [1.0], "y", "values must be a dict of numbers and arrays by name."),
    ([], {"x": 1.0}, "y",
     'The tape must be a list of lines such as ("matmul", "W1", "x0", "p1").'),
    (None, {"x": 1.0}, "y",
     'The tape must be a list of lines such as ("matmul", "W1", "x0", "p1").'),
    (["square"], {"x": 1.0}, "y",
     'Line 1 of the tape must be a tuple of strings such as ("matmul", "W1", "x0", "p1").'),
    ([("square", 3, "y")], {"x": 1.0}, "y",
     'Line 1 of the tape must be a tuple of strings such as ("matmul", "W1", "x0", "p1").'),
    ([()], {"x": 1.0}, "y", "Line 1 of the tape has the operation “”, which is none of matmul, "
     "add, subtract, multiply, sigmoid, tanh, exp, square, sum and mean."),
    ([("square", f"v{k}", f"v{k + 1}") for k in range(MOST_NODES)], {"v0": 1.0}, "v40",
     f"The tape has {MOST_NODES + 1} nodes; up to {MOST_NODES} can be drawn."),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "values", "output", "sentence"), BAD)
def test_a_tape_that_is_not_right_is_one_sentence(
    lines: Any, values: Any, output: Any, sentence: str
) -> None:
    figure = tape_graph(lines, values, output)
    look = figure.look(figure.start)
    assert look.message == sentence
    assert look.drawing.alt == f"There is nothing to draw. {sentence}"
    assert figure.controls == ()
    assert sentence in str(figure._repr_mimebundle_()[0]["text/plain"])


class Odd:
    """Something that cannot become an array, cannot be compared and has no proper name."""

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("no array")

    def __repr__(self) -> str:
        raise RuntimeError("no name")


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3) | st.sampled_from([*OPERATIONS, "x"]),
        lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple),
        max_leaves=12,
    ),
    st.dictionaries(st.text(max_size=2) | st.just("x"), st.none() | st.floats() | st.text()),
)
@FEW
def test_whatever_the_tape_is_nothing_is_raised(tape: Any, values: Any) -> None:
    figure = tape_graph(tape, values, "x")
    assert "Error" not in figure.look(figure.start).message
    odd = tape_graph([("square", "x", "y")], {"x": Odd()}, "y")
    assert odd.look(odd.start).message.startswith("The value of “x” must be a number")


def boxes(sheet: Sheet, names: Sequence[str]) -> Mapping[str, tuple[float, float, float, float]]:
    """Return left, top, right and bottom of every node, its second frame included."""
    found = {}
    for name in names:
        x, y = sheet.place(name)
        found[name] = (x - sheet.wide / 2 - RIM, y - TALL / 2 - RIM,
                       x + sheet.wide / 2 + RIM, y + TALL / 2 + RIM)  # fmt: skip
    return found


def expect_readable(lines: Lines, values: Values, output: str) -> None:
    """No two nodes overlap, no arrow runs through a node, and all of it is on the sheet."""
    tape = read_tape(lines, values, output)
    layout = lay_out(tape)
    sheet = Sheet(layout, WIDTH)
    places = boxes(sheet, list(tape.values))
    assert sheet.wide >= 54  # room for “subtract”
    for name, (left, top, right, bottom) in places.items():
        assert left >= 0
        assert right <= WIDTH
        assert top >= 0
        assert bottom <= sheet.bottom + RIM
        for other, (other_left, other_top, other_right, other_bottom) in places.items():
            apart = (
                right <= other_left or other_right <= left
                or bottom <= other_top or other_bottom <= top
            )  # fmt: skip
            assert name == other or apart
    assert [(route.start, route.end) for route in layout.routes] == arrows(tape.entries)
    for route in layout.routes:
        assert layout.layer_of[route.start] < layout.layer_of[route.end]
        for (x0, y0), (x1, y1) in pairwise(sheet.points(route)):
            for share in np.linspace(0, 1, 60):
                x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
                assert 0 <= x <= WIDTH
                for name, (left, top, right, bottom) in places.items():
                    # A little inside of the frame: an arrow may touch where it ends.
                    inside = left + RIM + 1 < x < right - RIM - 1 and top + RIM < y < bottom - RIM
                    assert not inside, (route, name)


@pytest.mark.parametrize("name", TAPES)
def test_the_graph_can_be_read(name: str) -> None:
    expect_readable(*TAPES[name])


@given(tapes())
@FEW
def test_the_graph_of_any_tape_can_be_read(drawn: tuple[Lines, Values, str]) -> None:
    expect_readable(*drawn)


def test_a_chain_runs_straight_on_and_long_ones_in_bands() -> None:
    layout = lay_out(read_tape(*TAPES["network"]))
    heights = {round(layout.down[name], 1) for name in ("p1", "u1", "x1", "p2", "u2", "d", "L")}
    assert len(heights) == 1
    assert len(layout.bands) == 1
    chain = lay_out(read_tape(*TAPES["chain"]))
    assert [len(band) for band in chain.bands] == [8, 9, 8]
    assert max(map(len, chain.bands)) <= MOST_ACROSS
    again = lay_out(read_tape(*TAPES["recurrent"]))
    assert again.down == lay_out(read_tape(*TAPES["recurrent"])).down


@pytest.mark.parametrize("name", TAPES)
def test_no_text_leaves_the_sheet(name: str) -> None:
    lines, values, output = TAPES[name]
    figure = tape_graph(lines, values, output)
    for at in range(figure.still.at + 1):
        drawing = figure.look(opened(at)).drawing
        for shape in drawing.shapes:
            if isinstance(shape, Text):
                # DejaVu, the widest font that a browser may take; a dash and a space are narrower.
                wide = (0.6 if shape.bold else 0.53) * shape.size * len(shape.text)
                left = {"start": shape.x, "middle": shape.x - wide / 2}[shape.anchor]
                assert left >= 0
                assert left + wide <= WIDTH + 1
                assert shape.y < drawing.height - 4
                assert shape.size >= 11.5
            elif isinstance(shape, Rect):
                assert shape.x >= 0
                assert shape.x + shape.width <= WIDTH
                assert shape.y + shape.height <= drawing.height
        assert drawing.height == figure.look(opened(0)).drawing.height


def test_names_and_numbers_that_are_long() -> None:
    assert shortened("hidden_pre_activation", 8) == "hidden_…"
    assert shortened("x1", 8) == "x1"
    for value in (-123456.0, -99999.9, 1.5e30, -0.00012, -0.0123, -9999.96, 12.3456, 0.0, np.inf):
        for most in (6, LONGEST):
            assert len(written(value, most)) <= most
        if np.isfinite(value):  # no more is lost than the room asks for
            assert in_numbers(written(value)) == pytest.approx(value, rel=0.05)
    assert [written(v) for v in (12.3456, -1.23456, -123456.0, 1e-12, -0.0123, 0.00123)] == [
        "12.346", "−1.235", "−123456", "1e−12", "−0.012", "0.0012"
    ]  # fmt: skip
    assert [written(v, 6) for v in (-123456.0, -0.000123, 0.000123)] == [
        "−1.2e5",
        "−1e−4",
        "1.2e−4",
    ]
    long = "the_loss_of_the_whole_batch"
    look = tape_graph([("square", "x", long)], {"x": 3.0}, long).look(opened(3))
    assert f"{long} = square(x)" in look.drawing.alt


def test_the_arrows_of_a_step() -> None:
    figure = tape_graph(NETWORK, NUMBERS, "L")
    for at in range(figure.still.at + 1):
        lines = [s for s in figure.look(opened(at)).drawing.shapes if isinstance(s, Line)]
        forwards = [line for line in lines if line.line > 2 and not line.dashed]
        backwards = [line for line in lines if line.dashed]
        step = Walk(read_tape(NETWORK, NUMBERS, "L")).steps[at]
        inputs = len(step.entry.inputs) if step.entry else 0
        assert len(forwards) == (inputs if step.phase == FORWARD else 0)
        assert len(backwards) == (inputs if step.phase == BACKWARD else 0)
        assert len(lines) == 16  # an arrow for each input of each line


def stepped(figure: Figure[State], state: State, steps: int) -> State:
    for _ in range(steps):
        state = figure.press(state, "Step")
    return state


def test_each_operation_is_asked_for_once() -> None:
    figure = tape_graph(NETWORK, NUMBERS, "L")
    state, asked = figure.start, []
    rule_of = {operation: rule for rule, operation in RULES.items()}
    while state.at < figure.still.at:
        state = figure.press(state, "Step")
        if state.open:
            continue
        look = figure.look(state)
        assert "It waits for a guess." in look.drawing.alt
        assert "To " not in look.drawing.alt
        waiting = figure.press(state, "Step")
        assert waiting.at == state.at
        assert figure.look(waiting).message.startswith("Choose a guess first.")
        match = re.search(r"what does line (\d+)", look.message)
        assert match
        operation = NETWORK[int(match[1]) - 1][0]
        asked.append(operation)
        state = figure.change(state, "guess", rule_of[operation])
        state = figure.press(state, "Check my guess")
        assert figure.look(state).message.startswith("Your guess is right. Step ")
        assert "To " in figure.look(state).drawing.alt
    assert asked == ["multiply", "sum", "square", "subtract", "tanh", "add", "matmul", "sigmoid"]
    back = figure.press(state, "Back")
    assert back.open  # what was answered stays so
    again = stepped(figure, figure.press(state, "Rewind"), len(NETWORK) + 2)
    assert not again.open
    assert again.guess == UNDECIDED


def test_a_wrong_guess_gets_a_second_try() -> None:
    figure = tape_graph(NETWORK, NUMBERS, "L")
    state = stepped(figure, figure.start, len(NETWORK) + 2)
    assert "∂ ?" in texts(svg(figure.look(state).drawing))
    rule = OPERATIONS["exp"].rule
    state = figure.press(figure.change(state, "guess", rule), "Check my guess")
    assert figure.look(state).message.startswith("Not right yet: you have a second try.")
    state = figure.press(state, "Check my guess")
    message = figure.look(state).message
    assert message.startswith(f"Your guess is not right: “{rule}” belongs to exp. Step 12 of 21.")
    assert "∂L/∂t" in figure.look(state).drawing.alt
    state = figure.press(state, "Step")
    assert not state.open
    free = figure.change(state, "predict", False)
    assert free.open
    assert stepped(figure, free, 30).at == figure.still.at
    assert figure.change(free, "predict", True).open  # it was seen


def test_back_and_rewind() -> None:
    figure = tape_graph(TWICE, POINT, "f")
    first = svg(figure.look(figure.start).drawing)
    assert figure.press(figure.start, "Back") == figure.start
    state = stepped(figure, figure.change(figure.start, "predict", False), 40)
    assert state.at == figure.still.at
    assert figure.press(state, "Back").at == state.at - 1
    rewound = figure.change(figure.press(state, "Rewind"), "predict", True)
    assert svg(figure.look(rewound).drawing) == first
    assert not stepped(figure, rewound, 7).open


def test_a_node_is_looked_at_by_a_list_or_a_click() -> None:
    figure = tape_graph(NETWORK, NUMBERS, "L")
    state = figure.pick(opened(14), "W2")
    assert state == figure.change(opened(14), "look", "W2")
    alt = figure.look(state).drawing.alt
    assert f"W2 is given: W2 (2, 4) {array(NUMBERS['W2'])}." in alt
    assert "Its adjoint" not in alt
    assert "no value yet" in figure.look(figure.pick(opened(3), "s")).drawing.alt
    assert figure.press(state, "Step").look == THE_STEP
    assert {target.name for target in figure.look(state).drawing.targets} == {
        *NUMBERS, *(line[-1] for line in NETWORK)
    }  # fmt: skip
    # What waits for a guess cannot be had by looking at its node.
    asked = stepped(figure, figure.start, len(NETWORK) + 2)
    assert "∂L/∂t" not in figure.look(figure.pick(asked, "t")).drawing.alt


def test_the_given_values_are_not_changed_and_may_change_later() -> None:
    values = {name: np.array(value) for name, value in NUMBERS.items()}
    figure = tape_graph(NETWORK, values, "L")
    before = svg(figure.look(figure.still).drawing)
    for name, value in values.items():
        assert np.array_equal(value, NUMBERS[name])
        value += 1.0
    assert svg(figure.look(figure.still).drawing) == before


def test_lists_and_other_names_are_taken_too() -> None:
    """A tape of lists, and a dict that holds what the tape computes as well."""
    lists = [list(line) for line in NETWORK]
    known = {name: np.real(value) for name, value in run(NETWORK, NUMBERS).items()}
    figure: Figure[State] = tape_graph(lists, known, "L")  # type: ignore[arg-type]
    same = tape_graph(NETWORK, NUMBERS, "L")
    assert svg(figure.look(figure.still).drawing) == svg(same.look(same.still).drawing)


def test_its_widgets() -> None:
    live = Live(tape_graph(NETWORK, NUMBERS, "L"))
    assert set(live.fields) == {
        "Back", "Step", "Rewind", "Look at", "Let me guess first", "It hands back",
        "Check my guess",
    }  # fmt: skip
    live.fields["Step"].click()
    assert live.state.at == 1
    live.fields["Look at"].value = "b1"
    assert live.state.look == "b1"
    refused = Live(tape_graph([], {}, "L"))
    assert "The tape must be a list" in refused.message.value
