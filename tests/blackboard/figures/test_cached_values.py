"""The cache figure: its counts against a backward pass that really recomputes."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackboard.drawing.svg import svg
from blackboard.figures.cached_values.figure import (
    KEEP_ALL,
    KEEP_NONE,
    KEEP_THIRD,
    OWN,
    State,
    cached_values,
)
from blackboard.figures.cached_values.recompute import Plan, every
from blackboard.interactive.widgets import Live
from tests.helpers.pictures import texts

SIZES = (5, 4, 7, 3, 6, 2)  # 5 layers, no width twice
plans = st.builds(
    lambda kept, stretch: Plan(SIZES, 10, (True, *kept, True), stretch),
    st.lists(st.booleans(), min_size=4, max_size=4),
    st.booleans(),
)


def simulated(plan: Plan) -> tuple[list[int], int]:
    """Go back through the layers as a program would; count evaluations and what is held."""
    counts = [0] * plan.depth
    held = {0}
    for index in range(1, plan.depth + 1):
        counts[index - 1] += 1
        if plan.kept[index]:
            held.add(index)
    most = sum(plan.batch * plan.sizes[k] for k in held)
    for index in range(plan.depth - 1, 0, -1):
        present = set(held)
        if index not in held:
            place = max(k for k in held if k < index)
            while place < index:
                place += 1
                counts[place - 1] += 1
                if plan.stretch or place == index:
                    present.add(place)
            if plan.stretch:
                held = present
        most = max(most, sum(plan.batch * plan.sizes[k] for k in present))
        held = held - {index}  # used, and forgotten
    return counts, most


@given(plans)
def test_counts_are_those_of_a_simulation(plan: Plan) -> None:
    counts, most = simulated(plan)
    assert plan.evaluations == counts
    assert plan.total == sum(counts)
    work = [10 * n * m for n, m in pairwise(SIZES)]
    assert plan.multiplications == sum(c * w for c, w in zip(counts, work, strict=True))
    assert most <= plan.numbers


@pytest.mark.parametrize("depth", [2, 5, 8])
def test_the_lessons_formulas(depth: int) -> None:
    sizes = (3,) * (depth + 1)
    nothing, everything = every(depth, depth), every(1, depth)
    assert Plan(sizes, 4, nothing).total == depth * (depth + 1) // 2
    assert Plan(sizes, 4, everything).total == depth
    assert Plan(sizes, 4, everything).numbers == 4 * 3 * (depth + 1)
    assert Plan(sizes, 4, nothing).numbers == 4 * 3 * 3
    assert Plan(sizes, 4, nothing, stretch=True).total == 2 * depth - 1


def test_the_task_of_the_lesson_can_be_done() -> None:
    full = Plan([64] * 9, 64, every(1, 8))
    third = Plan([64] * 9, 64, every(3, 8))
    assert (full.numbers, third.total, third.numbers) == (36_864, 15, 20_480)


@given(plans, st.integers(0, 5))
def test_picture_and_text_show_the_counts(plan: Plan, index: int) -> None:
    figure = cached_values(SIZES, 10)
    look = f"X⁽{'⁰¹²³⁴⁵'[index]}⁾"
    state = State(OWN, plan.kept, look, plan.stretch, predict=False)
    drawing = figure.look(state).drawing
    assert f"Evaluations of the layers 1 to 5: {plan.evaluations}." in drawing.alt
    assert f"{plan.total} layer evaluations in place of 5" in drawing.alt
    shown = texts(svg(drawing))
    assert [f"{count} ×" for count in plan.evaluations] == [t for t in shown if t.endswith(" ×")]
    assert shown.count("kept") == sum(plan.kept)
    uses = [f"for Δ⁽{'⁰¹²³⁴⁵'[index]}⁾"] * (index > 0)
    uses += [f"for ∇W⁽{'¹²³⁴⁵'[index]}⁾"] if index < 5 else []
    assert all(use in drawing.alt for use in uses)
    assert drawing.alt.count(" for ") - drawing.alt.count("held for") == len(uses)


def test_the_counts_wait_for_a_guess() -> None:
    figure = cached_values([64] * 9, 64)
    closed = figure.look(figure.start).drawing
    assert closed.alt.endswith("The counts wait for a guess.")
    assert not any("×" in text for text in texts(svg(closed)))
    right = figure.press(figure.change(figure.start, "guess", 36), "Check my guess")
    assert figure.look(right).message.startswith("Your guess is right. 36 layer evaluations: 8")
    once = figure.press(figure.change(figure.start, "guess", 16), "Check my guess")
    assert figure.look(once).message.startswith("Not right yet: you have a second try.")
    assert figure.look(once).drawing == closed
    wrong = figure.press(once, "Check my guess")
    assert figure.look(wrong).message.startswith("Your guess is not right: 16.")
    for name, value in (("keep", KEEP_ALL), ("stretch", True)):
        assert not figure.change(right, name, value).open
    assert not figure.press(right, "Keep or drop it").open
    assert figure.change(right, "look", "X⁽³⁾").open


def test_keep_and_drop() -> None:
    figure = cached_values([4, 3, 3, 2], 5)
    state = figure.press(replace(figure.still, look="X⁽²⁾"), "Keep or drop it")
    assert (state.keep, state.kept) == (OWN, (True, False, True, True))
    assert figure.press(state, "Keep or drop it").kept == (True, False, False, True)
    assert figure.change(state, "keep", KEEP_ALL).kept == (True,) * 4
    assert figure.change(state, "keep", KEEP_THIRD).kept == (True, False, False, True)
    end = replace(state, look="X⁽³⁾")
    assert figure.press(end, "Keep or drop it") == end
    assert "at hand in any case" in figure.look(end).message


def test_controls_and_limits() -> None:
    shown = Live(cached_values([4, 3, 3, 2], 5))
    assert all(widget.description for widget in shown.fields.values())
    assert shown.fields["Keep"].value == KEEP_NONE
    shown.fields["Look at"].value = "X⁽¹⁾"
    shown.fields["Keep or drop it"].click()
    assert shown.fields["Keep"].value == OWN
    for sizes in ([3, 2], [2] * 10):
        with pytest.raises(ValueError, match="2 to 8 layers"):
            cached_values(sizes, 5)
