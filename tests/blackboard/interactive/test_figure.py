"""Figures without a browser: states, messages, bundles, and the widgets around them."""

import subprocess
import sys
from dataclasses import dataclass, replace
from typing import Any

import pytest
from ipywidgets.widgets import widget as ipywidgets_widget  # type: ignore[import-untyped]

import blackboard
from blackboard.drawing.notation import number
from blackboard.drawing.shapes import Circle, Drawing, Text
from blackboard.interactive import figure as core
from blackboard.interactive import widgets as live
from blackboard.interactive.controls import Button, Choice, Number, Player, Slider, Switch
from blackboard.interactive.figure import Figure
from blackboard.interactive.guess import Guessing
from blackboard.interactive.keyboard import ROOT
from blackboard.interactive.widgets import WIDGET, Live


@dataclass(frozen=True)
class State:
    x: float = 1.0
    count: int = 0
    kind: str = "disc"
    big: bool = False


def draw(state: State) -> Drawing:
    if state.count == 3:
        print("printed by a student's function")
        raise ZeroDivisionError("three\nis too many")
    shapes = (Circle(50, 50, 10 * state.x), Text(50, 50, number(state.x)))
    return Drawing(100, 100, shapes, f"A {state.kind} of radius {number(state.x)}.")


def figure(**options: Any) -> Figure[State]:
    controls = (
        (
            Button[State]("More", lambda state: replace(state, count=state.count + 1)),
            Choice[State](
                "kind",
                "Kind",
                lambda state: ("disc", "ball") if state.big else ("disc", "ring"),
                shown=lambda state: state.count < 2,
            ),
        ),
        (
            Switch[State]("big", "Big"),
            Number[State]("count", "Count", lambda state: (0, 9 if state.big else 4)),
            Slider[State]("x", "Radius", 0, 3, 0.5),
            Player[State]("count", "Run", lambda state: 4, lambda state: 200),
        ),
    )
    options.setdefault("say", lambda state: f"count is {state.count} < 9")
    return Figure("Disc", State(), draw, controls, **options)


def test_controls_change_the_state_and_nothing_else() -> None:
    disc = figure()
    state = disc.press(disc.change(disc.start, "x", 2.0), "More")
    assert state == State(x=2.0, count=1)
    assert disc.start == State()
    assert disc.look(state).drawing.alt == "A disc of radius 2."
    assert disc.look(state).message == "count is 1 < 9"


def test_settle_corrects_a_change() -> None:
    disc = figure(settle=lambda before, after: replace(after, x=min(after.x, before.x + 1)))
    assert disc.change(disc.start, "x", 3.0).x == 2.0


def test_an_exception_is_one_line_and_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    look = figure().look(State(count=3))
    assert look.message == "ZeroDivisionError: three is too many"
    assert look.drawing.alt.endswith(look.message)
    assert capsys.readouterr() == ("", "")


def test_outside_of_a_notebook_it_is_a_picture_with_its_text() -> None:
    data, metadata = figure(still=State(x=3.0))._repr_mimebundle_()
    assert set(data) == {"text/html", "image/png", "text/plain"}
    assert data["text/plain"] == metadata["image/png"]["alt"] == "A disc of radius 3."
    assert '<img alt="A disc of radius 3." ' in str(data["text/html"])


def test_an_open_notebook_gets_a_picture_beside_the_widgets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of one output with both, JupyterLab would try the widgets alone, and a file has none."""
    parent = {"metadata": {"cellId": "c"}, "header": {"msg_id": "1"}}
    monkeypatch.setattr(live, "_parent", lambda: parent)
    outputs: list[dict[str, Any]] = []
    monkeypatch.setattr(core, "display", lambda data, **options: outputs.append(data))
    figure(still=State(x=3.0))._ipython_display_()
    still, widget = outputs
    assert set(still) == {"text/html", "image/png", "text/plain"}
    assert set(widget) == {WIDGET}
    assert '<img alt="A disc of radius 3." ' in still["text/html"]
    assert "count is 0 &lt; 9" in still["text/html"]
    assert "run its cell (again)" in still["text/html"]
    name = f"{ROOT}-{widget[WIDGET]['model_id']}"
    assert f'<div class="blackboard-still {name}">' in still["text/html"]
    assert f"body:has(.{ROOT}.{name}" in still["text/html"]
    ipywidgets_widget._instances[widget[WIDGET]["model_id"]].close()


def test_without_a_notebook_ipython_takes_the_picture() -> None:
    with pytest.raises(NotImplementedError):
        figure()._ipython_display_()


def test_a_press_without_a_guess_is_answered_until_the_next_change() -> None:
    asked = Figure(
        "Asked", Guessing(), lambda state: Drawing(9, 9, (), "asked"), (
            (Button[Guessing]("Check", lambda state: replace(state, reply="Choose first.")),),
        ), say=lambda state: "What is it?",
    )  # fmt: skip
    pressed = asked.press(asked.start, "Check")
    assert asked.look(pressed).message == "Choose first. What is it?"
    assert asked.look(asked.change(pressed, "predict", True)).message == "What is it?"
    assert asked.look(asked.pick(pressed, "anywhere")).message == "What is it?"


def test_a_place_can_be_clicked_twice() -> None:
    def pick(state: State, place: str) -> State:
        return replace(state, count=state.count + int(place))

    shown = Live(figure(pick=pick))
    for count in (1, 2):
        shown.picked.value = "1"
        assert shown.state.count == count


def test_a_button_pauses_the_player() -> None:
    shown = Live(figure())
    shown.fields["Run"].playing = True
    shown.fields["More"].click()
    assert not shown.fields["Run"].playing


def test_calling_a_figure_is_cheap_and_silent(capsys: pytest.CaptureFixture[str]) -> None:
    def never(state: State) -> Drawing:
        raise AssertionError("nothing is drawn before a notebook asks")

    shown = Figure("Disc", State(), never, ())
    assert repr(shown) == "<figure: Disc>"
    assert capsys.readouterr() == ("", "")


def test_every_control_has_a_label_and_shows_the_state() -> None:
    shown = Live(figure())
    assert set(shown.fields) == {"More", "Kind", "Big", "Count", "Radius", "Run"}
    assert all(widget.description == label for label, widget in shown.fields.items())
    assert shown.fields["Kind"].options == ("disc", "ring")
    assert shown.fields["Radius"].value == 1.0


def test_widgets_and_state_follow_each_other() -> None:
    shown = Live(figure())
    shown.fields["Radius"].value = 2.5
    assert shown.state == State(x=2.5)
    assert "A disc of radius 2.5." in shown.picture.value
    shown.fields["Big"].value = True
    assert shown.fields["Kind"].options == ("disc", "ball")
    assert shown.fields["Count"].max == 9
    shown.fields["Kind"].value = "ball"
    shown.fields["More"].click()
    shown.fields["More"].click()
    assert shown.state == State(x=2.5, count=2, kind="ball", big=True)
    assert shown.fields["Count"].value == 2
    assert shown.fields["Kind"].layout.display == "none"
    assert "count is 2 &lt; 9" in shown.message.value


def test_a_control_that_fails_says_so_and_leaves_the_state() -> None:
    shown = Live(Figure("Disc", State(), draw, ((Button[State]("Fail", lambda s: 1 / 0),),)))  # type: ignore[arg-type, return-value]
    shown.fields["Fail"].click()
    assert shown.state == State()
    assert "ZeroDivisionError: division by zero" in shown.message.value


def test_one_change_draws_once() -> None:
    drawn: list[State] = []

    def watched(state: State) -> Drawing:
        drawn.append(state)
        return draw(state)

    shown = Live(Figure("Disc", State(), watched, figure().controls))
    drawn.clear()
    shown.fields["Big"].value = True
    shown.fields["More"].click()
    assert drawn == [State(big=True), State(big=True, count=1)]


def test_a_cell_that_runs_again_closes_what_it_showed(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(message: str, cell: str = "a") -> int:
        parent = {"metadata": {"cellId": cell}, "header": {"msg_id": message}}
        monkeypatch.setattr(live, "_parent", lambda: parent)
        assert live.view(figure()) is not None
        return len(ipywidgets_widget._instances)

    first = run("1")
    assert run("2") == first
    twice = run("2")  # a second figure of the same run stays beside the first
    assert twice > first
    assert run("3") == first
    assert run("4", cell="b") == twice


def test_the_figures_are_exported_and_documented() -> None:
    assert {"backward_stepper", "shape_explorer", "show"} <= set(blackboard.__all__)
    for name in blackboard.__all__:
        assert (getattr(blackboard, name).__doc__ or "").splitlines()[0].endswith(".")


def test_importing_the_package_does_not_start_ipywidgets() -> None:
    code = "import sys, blackboard; sys.exit('ipywidgets' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
