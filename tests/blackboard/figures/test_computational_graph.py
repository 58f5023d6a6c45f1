"""The computational graph: numbers against nudging, paths, guesses, a student's function."""

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import nbformat
import pytest

from autograder.checks.finite_differences import central_difference
from autograder.course.lessons import Course
from blackboard.drawing.notation import number
from blackboard.drawing.svg import svg
from blackboard.figures.computational_graph.figure import PATHS, State, computational_graph
from blackboard.figures.computational_graph.walk import (
    ARROWS,
    FORWARD,
    NODES,
    ORDER,
    Walk,
    bar,
    paths,
)
from blackboard.interactive.figure import Figure
from blackboard.interactive.widgets import Live
from tests.helpers.pictures import texts

POINTS = list(itertools.product(range(-3, 4), repeat=2))
LAST = 13


def following(node: str, x: float, y: float, value: Any) -> float:
    """Return f where one node is set to a value and everything after it follows."""
    values = {"x": x, "y": y}
    for name in ORDER:
        if name in NODES:
            values[name] = NODES[name][1](values)
        if name == node:
            values[name] = float(value)
    return values["f"]


@pytest.mark.parametrize("point", POINTS)
def test_the_adjoints_are_those_found_by_nudging_each_node(point: tuple[int, int]) -> None:
    walk = Walk(*map(float, point))
    known = walk.known(LAST)
    assert set(known) == set(ORDER)
    for name, adjoint in known.items():
        f_of = partial(following, name, *point)
        numeric = central_difference(f_of, at=walk.values[name], name=name)
        assert adjoint == pytest.approx(float(numeric.value), rel=1e-5, abs=1e-4)
        assert adjoint == int(adjoint)  # a guess is a whole number


@pytest.mark.parametrize("point", POINTS)
def test_the_paths_add_up_to_the_adjoint(point: tuple[int, int]) -> None:
    walk = Walk(*map(float, point))
    for name in ORDER:
        assert sum(map(walk.product, paths(name))) == pytest.approx(walk.known(LAST)[name])


def test_the_graph_is_the_lessons(course: Course) -> None:
    notebook = nbformat.read(course.lesson("03_chain_rule").source, as_version=4)
    (source,) = [cell.source for cell in notebook.cells if cell.id == "lesson-graph"]
    namespace: dict[str, Any] = {}
    exec(source.split("print(")[0], namespace)  # noqa: S102, a cell of the lesson
    for x, y in POINTS:
        assert Walk(float(x), float(y)).values == namespace["graph_forward"](x, y)


def test_every_arrow_is_used_once_and_a_twice() -> None:
    steps = Walk(2.0, -1.0).steps
    assert len(steps) == LAST + 1
    assert [step.arrow for step in steps if step.arrow] == list(ARROWS)
    assert [step.result for step in steps if step.node == "a"] == [-2.0, -24.0, -32.0]
    assert list(PATHS) == [
        "x → a → b → d → f",
        "x → a → c → d → f",
        "y → a → b → d → f",
        "y → a → c → d → f",
    ]


def walked(figure: Figure[State], state: State, steps: int) -> State:
    for _ in range(steps):
        state = figure.press(state, "Step")
    return state


def test_every_step_shows_its_numbers_in_the_picture_and_in_the_text() -> None:
    figure = computational_graph(2, -1)
    free = figure.change(figure.start, "predict", False)
    walk = Walk(2.0, -1.0)
    for at in range(LAST + 1):
        drawing = figure.look(walked(figure, free, at)).drawing
        shown = texts(svg(drawing))
        assert f"Step {at} of 13" in drawing.alt
        for name in ORDER[: 2 + min(at, FORWARD)]:
            assert f"{name} is {number(walk.values[name])}" in drawing.alt
            assert f"{name} = {number(walk.values[name])}" in shown
        for name, adjoint in walk.known(at).items():
            so_far = "" if walk.finished(name, at) else " so far"
            assert f"{bar(name)} is {number(adjoint)}{so_far}" in drawing.alt
            assert f"{bar(name)} = {number(adjoint)}{so_far}" in shown
        assert ("Adjoints" in drawing.alt) == (at > FORWARD)


def test_an_adjoint_waits_for_a_guess() -> None:
    figure = computational_graph(2, -1)
    state = walked(figure, figure.start, FORWARD)
    for adjoint in (1, 2, 6, 8, -24, -32, 32, -64):
        state = figure.press(state, "Step")
        look = figure.look(state)
        waiting = figure.press(state, "Step")
        assert replace(waiting, reply="") == state
        assert figure.look(waiting).message.startswith("Type a guess first.")
        assert re.search(r"what is .̄?( so far)?\?", look.message)
        assert look.drawing.alt.count(f"= {number(adjoint)}.") == 0
        assert any(text.endswith("= ?") for text in texts(svg(look.drawing)))
        state = figure.change(state, "guess", adjoint)
        state = figure.press(state, "Check my guess")
        look = figure.look(state)
        assert "Your guess is right" in look.message
        assert f"= {number(adjoint)}." in look.drawing.alt
    assert state.at == LAST


def test_a_wrong_guess_shows_the_arithmetic() -> None:
    figure = computational_graph(2, -1)
    state = walked(figure, figure.start, FORWARD + 1)
    state = figure.press(figure.change(state, "guess", 0), "Check my guess")
    assert "Not right yet" in figure.look(state).message
    assert not state.open
    state = figure.press(state, "Check my guess")
    assert "Not 0: f̄ = ∂f/∂f = 1." in figure.look(state).message
    onward = figure.press(state, "Step")
    assert (onward.guess, onward.committed, onward.open) == (0, False, False)
    back = figure.press(figure.press(onward, "Back"), "Step")
    assert not back.open  # what was not answered is asked again
    assert figure.press(back, "Back").open


def test_back_rewind_and_other_numbers() -> None:
    figure = computational_graph(2, -1)
    first = svg(figure.look(figure.start).drawing)
    free = walked(figure, figure.change(figure.start, "predict", False), LAST + 3)
    assert free.at == LAST
    assert figure.press(free, "Back").at == LAST - 1
    again = figure.change(figure.press(free, "Rewind"), "predict", True)
    assert svg(figure.look(again).drawing) == first
    assert figure.press(figure.start, "Back") == figure.start
    other = figure.change(free, "x", 3)
    assert other.at == LAST
    assert "x is 3," in figure.look(other).drawing.alt
    asked = figure.change(figure.change(free, "predict", True), "y", 2)
    assert asked.at == FORWARD  # new numbers: no adjoint is known any more


def test_one_path_at_a_time() -> None:
    figure = computational_graph(2, -1)
    early = figure.change(figure.start, "path", "x → a → b → d → f")
    assert "the values, which come first" in figure.look(early).drawing.alt
    state = figure.change(figure.still, "path", "x → a → b → d → f")
    shown = " ".join(texts(svg(figure.look(state).drawing)))
    product = "Path x → a → b → d → f: (−1) · (−4) · 3 · 2 = 24"
    assert f"{product}; with the other path from x: 24 + 8 = 32 = x̄" in shown
    assert f"{product};" in figure.look(state).drawing.alt
    asked = figure.change(walked(figure, figure.start, FORWARD + 1), "path", "x → a → b → d → f")
    assert "other path" not in figure.look(asked).drawing.alt
    none = svg(figure.look(figure.still).drawing)
    assert svg(figure.look(figure.change(state, "path", "none")).drawing) == none
    assert svg(figure.look(state).drawing).count('stroke-width="10"') == 4
    assert none.count('stroke-width="10"') == 0


def right(x: float, y: float) -> Any:
    return Walk(x, y).known(LAST)


def assigning(x: float, y: float) -> Any:
    values, bars = Walk(x, y).values, {"f": 1.0}
    for (start, end), slope in ARROWS.items():
        bars[start] = bars[end] * slope(values)
    return bars


def unwritten(x: float, y: float) -> Any:
    raise NotImplementedError


def raising(x: float, y: float) -> Any:
    print("half way")
    return dict[str, float]()["a"]


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (right, "Yours: all agree."),
        (assigning, "Yours: the first wrong one is ā."),
        (unwritten, "unwritten is not written yet"),
        (raising, "raising raised KeyError: 'a'"),
        (lambda x, y: {"a": 1.0}, "must return a dict of numbers with the keys"),
        (lambda x, y: 3.0, "must return a dict of numbers with the keys"),
        (lambda x, y: dict.fromkeys(ORDER), "must return a dict of numbers with the keys"),
    ],
)
def test_a_students_function(
    function: Callable[..., Any], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = computational_graph(2, -1, function)
    look = figure.look(figure.still)
    assert message in look.message
    assert "\n" not in look.message
    assert ("At a: yours −8 ✗." in look.drawing.alt) == (function is assigning)
    assert ("At a: yours −32 ✓." in look.drawing.alt) == (function is right)
    assert capsys.readouterr() == ("", "")


def test_a_verdict_does_not_give_an_answer_away() -> None:
    figure = computational_graph(2, -1, right)
    state = walked(figure, figure.start, FORWARD + 1)
    assert "yours" not in figure.look(state).drawing.alt
    state = figure.press(figure.change(state, "guess", 1), "Check my guess")
    assert "At f: yours 1 ✓." in figure.look(state).drawing.alt


def test_a_students_function_is_not_called_before_the_figure_is_shown() -> None:
    def never(x: float, y: float) -> Any:
        raise SystemExit

    computational_graph(2, -1, never)


@pytest.mark.parametrize("point", [(0.5, 1), (4, 1), (1, -4)])
def test_other_points_are_refused(point: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        computational_graph(*point)


def test_controls_are_named_and_follow() -> None:
    shown = Live(computational_graph(2, -1))
    assert all(widget.description for widget in shown.fields.values())
    for _ in range(FORWARD + 1):
        shown.fields["Step"].click()
    shown.fields["I expect the adjoint"].value = 1
    shown.fields["Check my guess"].click()
    assert "Your guess is right" in shown.message.value
    shown.fields["Step"].click()
    assert shown.fields["I expect the adjoint"].value == 0
