"""The descent player: its paths against plain loops, its guesses, a student's functions."""

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from blackboard.drawing.notation import array, number
from blackboard.drawing.svg import svg
from blackboard.figures.descent_player.figure import descent_player
from blackboard.figures.descent_player.race import BATCH, MINI, NEWTON, SINGLE
from blackboard.figures.descent_player.state import (
    AWAY,
    CLOSER,
    FAST,
    NONE_FIRST,
    QUICK,
    SLOW,
    State,
    last,
    time,
)
from blackboard.figures.descent_player.verdict import first_in_valley
from blackboard.interactive.guess import UNDECIDED
from blackboard.interactive.widgets import Live
from tests.helpers.fitted_line import ROWS, START, C, objective, race
from tests.helpers.pictures import texts


def opened(**fields: Any) -> State:
    return State(predict=False, **fields)


def test_what_runs_away_is_ended_and_said() -> None:
    figure = descent_player(ROWS, C, START)
    state = opened(eta=0.5, frame=40, speed=FAST)
    look = figure.look(state)
    assert "it has run away" in look.drawing.alt
    assert not re.search(r"\b(nan|inf)\b", svg(look.drawing))


def test_picture_and_text_show_the_same_numbers() -> None:
    figure = descent_player(ROWS, C, START)
    state = opened(newton=True, frame=39, eta=0.14, seed=3)
    drawing = figure.look(state).drawing
    shown = texts(svg(drawing))
    for method, updates in ((SINGLE, 39), (MINI, 9), (BATCH, 3), (NEWTON, 3)):
        path = race().path(method, 0.14, 4, 3)
        theta = path.theta[updates]
        name = f"{method} of 4" if method == MINI else method
        height = number(objective(theta))
        assert f"{name}: {updates} updates, θ is {array(theta)}, objective {height}" in drawing.alt
        assert {str(updates), height, f"({', '.join(map(number, theta))})"} <= set(shown)
    assert "39 samples, 3.25 of 40 epochs." in drawing.alt
    assert "0.3779" not in " ".join(shown) + drawing.alt  # the reader is to find the limit


def test_same_seed_same_picture_other_orders_another() -> None:
    figure = descent_player(ROWS, C, START)
    state = opened(frame=30)
    rewound = figure.press(state, "Rewind")
    assert rewound.frame == 0
    again = figure.change(rewound, "frame", 30)
    assert svg(figure.look(again).drawing) == svg(figure.look(state).drawing)
    other = figure.press(state, "Other orders")
    assert svg(figure.look(other).drawing) != svg(figure.look(state).drawing)
    fresh = descent_player(ROWS, C, START)
    assert svg(fresh.look(state).drawing) == svg(figure.look(state).drawing)


def test_steps_stay_between_start_and_end_and_speed_keeps_the_time() -> None:
    figure, runs = descent_player(ROWS, C, START), race()
    assert figure.press(opened(), "Back").frame == 0
    state = figure.change(opened(frame=100), "speed", FAST)
    assert (state.frame, time(runs, state)) == (8, 96)
    assert time(runs, figure.change(state, "speed", QUICK)) == 96
    for speed, end in ((SLOW, 480), (QUICK, 120), (FAST, 40)):
        assert last(runs, opened(speed=speed)) == end
        assert figure.press(opened(speed=speed, frame=end), "Step").frame == end


def test_nothing_runs_before_a_guess() -> None:
    figure = descent_player(ROWS, C, START)
    assert figure.press(figure.start, "Step").frame == 0
    assert figure.look(figure.start).drawing.alt.endswith("The paths wait for a guess.")
    assert "0.3779" not in svg(figure.look(figure.start).drawing)
    half = figure.press(figure.change(figure.start, "first", SINGLE), "Commit my guess")
    assert not half.open


def guessed(first: str, fate: str, **fields: Any) -> State:
    figure = descent_player(ROWS, C, START)
    state = replace(figure.start, **fields)
    state = figure.change(figure.change(state, "first", first), "fate", fate)
    return figure.press(state, "Commit my guess")


def test_a_guess_is_judged_when_the_race_shows_it() -> None:
    figure, runs = descent_player(ROWS, C, START), race()
    state = guessed(SINGLE, AWAY)
    assert state.open
    winners, when = first_in_valley(runs, state)
    assert winners == [SINGLE]
    assert when is not None
    before, after = replace(state, frame=when - 1), replace(state, frame=when)
    assert "First in the valley" not in figure.look(before).message
    assert "Your guess is right." in figure.look(after).message
    assert "Batch mode" not in figure.look(replace(state, frame=59)).message
    assert "comes closer and closer" in figure.look(replace(state, frame=60)).message
    assert "That guess is not right." in figure.look(replace(state, frame=60)).message


def test_the_factors_are_those_of_the_derivation() -> None:
    figure = descent_player(ROWS, C, START)
    state = replace(guessed(NONE_FIRST, AWAY, eta=0.4, single=False, mini=False), frame=480)
    message = figure.look(state).message
    low, high = np.linalg.eigvalsh(ROWS.T @ ROWS / 12)
    assert f"along the valley by {number(1 - 0.4 * low)}" in message
    assert f"across it by ({number(1 - 0.4 * high)})" in message
    assert "moves away and away" in message
    assert "That guess is right." in message
    assert "First in the valley: none of them. Your guess is right." in message


@pytest.mark.parametrize(
    ("name", "value"),
    [("eta", 0.2), ("size", 3), ("mini", False), ("newton", True), ("seed", 2)],
)
def test_another_question_needs_another_guess(name: str, value: Any) -> None:
    figure = descent_player(ROWS, C, START)
    state = figure.change(replace(guessed(SINGLE, CLOSER), frame=9), name, value)
    assert (state.first, state.fate, state.frame, state.open) == (UNDECIDED, UNDECIDED, 0, False)
    kept = figure.change(opened(frame=9), name, value)
    assert kept.frame == 9


def test_every_method_can_be_switched_off() -> None:
    figure = descent_player(ROWS, C, START)
    state = opened(single=False, mini=False, batch=False)
    assert figure.look(state).message == "Switch a method on."


def test_controls_follow_the_state() -> None:
    shown = Live(descent_player(ROWS, C, START))
    assert all(widget.description for widget in shown.fields.values())
    assert shown.fields["Step"].layout.display == "none"
    shown.fields["Let me guess first"].value = False
    assert shown.fields["Step"].layout.display is None
    shown.fields["Play"].value = 24
    assert shown.state.frame == 24
    shown.fields["Speed"].value = FAST
    assert (shown.fields["Play"].value, shown.fields["Play"].max) == (2, 40)
    shown.fields["mini-batch ■"].value = False
    assert shown.fields["Mini-batch size"].layout.display == "none"


def test_a_method_that_was_guessed_can_be_switched_off() -> None:
    shown = Live(descent_player(ROWS, C, START))
    shown.fields["First in the valley"].value = BATCH
    shown.fields["Batch mode"].value = CLOSER
    shown.fields["Commit my guess"].click()
    shown.fields["Let me guess first"].value = False
    shown.fields["batch ●"].value = False
    assert BATCH not in shown.fields["First in the valley"].options
    assert "Your guess" not in shown.message.value


@pytest.mark.parametrize("start", [[1.0], [[1.0, 2.0]]])
def test_what_does_not_fit_is_refused(start: Any) -> None:
    with pytest.raises(ValueError, match="rows must be"):
        descent_player(ROWS, C, start)
