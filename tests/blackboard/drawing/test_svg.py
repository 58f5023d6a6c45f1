"""Drawings as SVG and as PNG, and the numbers in them."""

import json
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from blackboard.drawing.colours import BLUE, INK
from blackboard.drawing.grid import PLAIN, Cells, Mark, grid, short, window
from blackboard.drawing.notation import array, entry, factor, layer, listed, number
from blackboard.drawing.png import png
from blackboard.drawing.shapes import Circle, Drawing, Line, Rect, Shape, Text, hatching
from blackboard.drawing.svg import svg
from tests.helpers.pictures import NAMESPACE, parse, texts

WORDS = "W⁽²⁾ᵀ ∇ δ ⊙ ✓ ✗ · − ‖ 0 < 1 & $2$"
EVERYTHING: tuple[Shape, ...] = (
    Rect(10, 10, 50, 40, fill=BLUE, tint=0.3, stroke=INK, hatched=True),
    Line(((0, 0), (50, 50), (90, 10)), dashed=True, arrow=True),
    Line(((0, 0), (50, 50), (90, 10)), closed=True, fill=BLUE),
    Circle(60, 60, 20, fill=BLUE),
    Text(5, 5, WORDS, bold=True, mono=True),
)


def test_an_svg_is_well_formed_and_named_by_its_text_alternative() -> None:
    alt = 'Values < 1 & "quoted", 1 − 2'
    picture = svg(Drawing(100, 80, EVERYTHING, alt))
    root = parse(picture)
    assert root.tag == f"{NAMESPACE}svg"
    assert root.get("role") == "img"
    assert root.get("aria-label") == alt
    assert root.get("viewBox") == "0 0 100 80"
    assert texts(picture) == [WORDS]


def test_an_svg_has_no_ids_and_takes_its_ink_from_the_theme() -> None:
    picture = svg(Drawing(100, 80, EVERYTHING, "all shapes"))
    assert " id=" not in picture
    assert "var(--jp-content-font-color0, #111111)" in picture
    assert picture == svg(Drawing(100, 80, EVERYTHING, "all shapes"))


def test_an_image_has_the_drawings_proportions_and_equal_bytes() -> None:
    drawing = Drawing(200, 100, EVERYTHING, "all shapes")
    image = Image.open(BytesIO(png(drawing)))
    assert image.size == (300, 150)
    assert png(drawing) == png(drawing)
    assert len(image.convert("RGB").getcolors(10**5) or []) > 3


@given(st.floats(1, 200), st.floats(1, 200))
def test_hatching_stays_inside_of_its_rectangle(width: float, height: float) -> None:
    for x1, y1, x2, y2 in hatching(Rect(5, 7, width, height)):
        assert 5 - 1e-9 <= min(x1, x2) <= max(x1, x2) <= 5 + width + 1e-9
        assert 7 - 1e-9 <= min(y1, y2) <= max(y1, y2) <= 7 + height + 1e-9


@given(st.floats(-1e6, 1e6))
def test_a_number_is_written_as_exactly_as_its_digits_allow(value: float) -> None:
    written = float(number(value).replace("−", "-"))
    assert abs(written - value) <= max(5e-5, abs(value) * 1e-12) + 1e-12
    assert (written == 0) == (value == 0)
    assert factor(value).startswith("(") == (value < 0)
    if value == 0 or abs(value) > 1e-9:
        assert len(short(value)) <= max(6, len(f"{value:.0f}"))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-0.0, "0"), (-5.0, "−5"), (0.125, "0.125"), (-3e-5, "−3e−5"), (100.0, "100"),
     (float("nan"), "not finite"), (float("-inf"), "not finite")],
)  # fmt: skip
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text


@given(st.lists(st.lists(st.floats(-9, 9), min_size=2, max_size=2), min_size=1, max_size=4))
def test_an_array_can_be_read_back(rows: list[list[float]]) -> None:
    written = json.loads(array(rows).replace("−", "-"))
    assert np.all(np.abs(np.array(written) - np.array(rows)) <= 5.1e-5)


def test_names() -> None:
    assert layer("u", 12) == "u⁽¹²⁾"
    assert entry("w", 1, 2) == "w₁₂"
    assert [listed(words) for words in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]


@given(st.integers(1, 30), st.integers(3, 8))
def test_a_window_keeps_the_first_and_the_last(length: int, most: int) -> None:
    shown = window(length, most)
    assert len(shown) == min(length, most)
    assert (shown[0], shown[-1]) == (0, length - 1)
    assert (None in shown) == (length > most)


def test_a_grid_shows_each_entry_where_it_belongs() -> None:
    values = np.array([[1.5, -2.0], [0.25, 7.0]])
    cells = Cells(40)
    drawn = grid(values, (2, 2), (10, 20), cells, lambda i, j: Mark(bold=True) if i == j else PLAIN)
    found = {(s.x, s.y): (s.text, s.bold) for s in drawn if isinstance(s, Text)}
    assert found == {
        (30, 31): ("1.5", True),
        (70, 31): ("−2", False),
        (30, 53): ("0.25", False),
        (70, 53): ("7", True),
    }
    unknown = grid(None, (9, 9), (0, 0), cells)
    assert {s.text for s in unknown if isinstance(s, Text)} == {"·", "…", "⋮"}
