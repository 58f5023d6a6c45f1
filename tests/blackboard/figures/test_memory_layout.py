"""Memory layout: addresses and cache lines against numpy's own arrays."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.expected import FloatArray
from blackboard.drawing.svg import svg
from blackboard.figures.memory_layout.figure import (
    ACCESSES,
    BY_COLUMNS,
    BY_ROWS,
    COLUMN,
    OF_COLUMNS,
    OF_ROWS,
    ROW,
    State,
    lines,
    memory_layout,
    readings,
)
from blackboard.figures.memory_layout.layout import Layout
from blackboard.interactive.widgets import Live
from tests.helpers.pictures import texts

sizes = st.integers(1, 8)
stored = st.sampled_from([BY_ROWS, BY_COLUMNS])


@given(sizes, sizes, st.booleans())
def test_addresses_are_numpys(m: int, n: int, by_rows: bool) -> None:
    layout = Layout(m, n, by_rows)
    array = np.zeros((m, n), order="C" if by_rows else "F")
    base = array.__array_interface__["data"][0]
    if m > 1 and n > 1:  # numpy may choose any stride along an axis of length 1
        assert layout.strides == array.strides
    for i in range(m):
        for j in range(n):
            view = array[i : i + 1, j : j + 1]
            assert layout.address((i, j)) == view.__array_interface__["data"][0] - base
            assert layout.entry(layout.address((i, j)) // 8) == (i, j)


@given(sizes, sizes, stored, st.sampled_from(ACCESSES), st.data())
def test_fetched_lines_are_those_that_numpy_would_touch(
    m: int, n: int, order: str, access: str, data: st.DataObject
) -> None:
    i = data.draw(st.integers(0, m - 1))
    j = data.draw(st.integers(0, (m if access == OF_ROWS else n) - 1))
    state = State(m, n, access, i, j, order, predict=False)
    first, second = np.zeros((m, n)), np.zeros((n, m))
    if order == BY_COLUMNS:
        first, second = np.asfortranarray(first), np.asfortranarray(second)
    arrays: list[tuple[FloatArray, FloatArray]]
    if access == ROW:
        arrays = [(first, first[i, :])]
    elif access == COLUMN:
        arrays = [(first, first[:, j])]
    elif access == OF_ROWS:
        arrays = [(first, first[i, :]), (second, second[:, j])]
    else:
        assert access == OF_COLUMNS
        arrays = [(first, first[i, :]), (np.zeros(n), np.zeros(n))]
    touched = []
    for whole, view in arrays:
        start = 0 if whole.ndim == 1 else _offset(whole, view)
        touched.append({(start + k * view.strides[0]) // 64 for k in range(len(view))})
    assert [set(reading.lines) for reading in readings(state)] == touched
    assert lines(state) == sum(map(len, touched))
    look = memory_layout().look(state)
    assert f"from {lines(state)} cache line" in look.message
    for reading in readings(state):
        assert f"Cache lines fetched: {reading.lines}" in look.drawing.alt
    shown = texts(svg(look.drawing))
    assert sum("used" in text and "of 8" in text for text in shown) == lines(state)


def _offset(whole: np.ndarray, view: np.ndarray) -> int:
    ends = (view.__array_interface__["data"][0], whole.__array_interface__["data"][0])
    return int(ends[0] - ends[1])


def test_the_lessons_example() -> None:
    figure = memory_layout(6, 8)
    column = figure.look(figure.still)
    assert column.message == (
        "6 numbers, 48 bytes, are read from 6 cache lines, 384 bytes: 12.5 % of what is fetched "
        "is used."
    )
    assert "X[5, 2] lies at byte 5 · 64 + 2 · 8 = 336" in column.drawing.alt
    row = figure.look(figure.change(figure.still, "access", ROW))
    assert "from 1 cache line, 64 bytes: 100 %" in row.message
    fortran = figure.look(figure.change(figure.still, "stored", BY_COLUMNS))
    assert "from 2 cache lines" in fortran.message  # 6 numbers from byte 96 to 143
    assert "strides (8, 48)" in fortran.drawing.alt


def test_the_memory_waits_for_a_guess() -> None:
    figure = memory_layout()
    closed = figure.look(figure.start).drawing
    assert "Addresses" not in closed.alt
    assert not any("used" in text for text in texts(svg(closed)))
    assert not figure.press(figure.start, "Check my guess").open
    right = figure.press(figure.change(figure.start, "guess", 1), "Check my guess")
    assert figure.look(right).message.startswith("Your guess is right. 8 numbers")
    blank = figure.look(figure.press(figure.start, "Check my guess"))
    assert blank.message.startswith("Type a guess first. ")
    once = figure.press(figure.change(figure.start, "guess", 8), "Check my guess")
    assert not once.open
    wrong = figure.press(once, "Check my guess")
    assert figure.look(wrong).message.startswith("Your guess is not right: 8.")
    assert not figure.change(wrong, "guess", 1).open


def test_another_question_needs_another_guess_and_indices_stay_inside() -> None:
    figure = memory_layout()
    checked = figure.press(figure.change(figure.start, "guess", 1), "Check my guess")
    for name, value in (("m", 3), ("n", 5), ("i", 2), ("j", 4), ("stored", BY_COLUMNS)):
        assert not figure.change(checked, name, value).open
    state = figure.change(replace(figure.still, i=5, j=7), "m", 2)
    assert (state.i, state.j) == (1, 7)
    assert figure.change(state, "access", OF_ROWS).j == 1


def test_controls_and_limits() -> None:
    shown = Live(memory_layout(3, 4))
    assert all(widget.description for widget in shown.fields.values())
    assert shown.fields["Column j"].layout.display == "none"
    shown.fields["Read"].value = COLUMN
    assert shown.fields["Row i"].layout.display == "none"
    shown.fields["Read"].value = OF_ROWS
    assert shown.fields["Column j"].max == 2
    with pytest.raises(ValueError, match="1 to 8"):
        memory_layout(9, 2)
