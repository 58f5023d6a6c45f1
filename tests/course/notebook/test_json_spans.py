"""The parts of JSON texts, against Python's own parser; and what no parser lets pass."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.notebook.json_spans import MOST_PARTS, MOST_TOGETHER, JsonText, NoJson, Span

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(), parts, max_size=4),
    max_leaves=20,
)


def read(text: JsonText, span: Span) -> Any:
    """Read a value by its parts alone, down to what has none."""
    try:
        return {name: read(text, part) for name, part in text.members(span).items()}
    except NoJson:
        pass
    try:
        return [read(text, part) for part in text.elements(span)]
    except NoJson:
        return text.value(span)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32-be"])
@pytest.mark.parametrize("indent", [None, 1])
@given(value=VALUES, escaped=st.booleans())
def test_every_value_is_found_where_it_stands(
    value: Any, escaped: bool, indent: int | None, encoding: str
) -> None:
    written = json.dumps([value], indent=indent, ensure_ascii=escaped)
    text = JsonText(written.encode(encoding, "surrogatepass"))
    # Compared as text, since NaN is not equal to itself.
    assert repr(read(text, text.whole)) == repr(json.loads(written))


@pytest.mark.parametrize(
    "outputs",
    [
        "[NaN, -Infinity]",
        r'"\ud83d"',
        '"a\nb"',
        r'"\\\""',
        '"]}"',
        "[" * 10**5 + "]" * 10**5,
        "[1,]",
    ],
    ids=lambda text: text[:12],
)
def test_what_nobody_asks_for_may_be_anything(outputs: str) -> None:
    text = JsonText(f'{{"outputs": {outputs}, "source": "x"}}'.encode())
    assert text.value(text.members(text.whole)["source"]) == "x"


def test_of_two_members_with_one_name_the_last_counts() -> None:
    text = JsonText(b'{"a": 1, "a": 2}')
    assert text.value(text.members(text.whole)["a"]) == 2


@pytest.mark.parametrize("content", [b"[", b"]", b'"', b'{"a": "', b'["\\"]', b"}{", b'{"a": [}'])
def test_what_is_left_open_is_refused(content: bytes) -> None:
    with pytest.raises(NoJson):
        JsonText(content)


@pytest.mark.fuzz
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    refusal: NoJson | None = None
    try:
        text = JsonText(content)
        for part in text.members(text.whole).values():
            text.value(part)
    except NoJson as error:
        refusal = error
    assert refusal is None or str(refusal)


@pytest.mark.parametrize("value", ["[" * 10**5 + "]" * 10**5, "9" * 10**5, "nul", "{1: 2}"])
def test_a_value_that_cannot_be_parsed_is_refused(value: str) -> None:
    text = JsonText(f'{{"a": {value}}}'.encode())
    with pytest.raises(NoJson):
        text.value(text.members(text.whole)["a"])


def test_parts_are_bounded() -> None:
    fine = JsonText(json.dumps([0] * MOST_PARTS).encode())
    assert len(fine.elements(fine.whole)) == MOST_PARTS
    many = JsonText(json.dumps([0] * (MOST_PARTS + 1)).encode())
    with pytest.raises(NoJson, match="more than"):
        many.elements(many.whole)


def test_parts_are_bounded_together() -> None:
    cells = JsonText(json.dumps([dict.fromkeys(map(str, range(1000)), 0)] * 101).encode())
    elements = cells.elements(cells.whole)
    fits = MOST_TOGETHER // 1000 - 1
    assert all(len(cells.members(element)) == 1000 for element in elements[:fits])
    for element in elements[fits:]:
        with pytest.raises(NoJson, match="together"):
            cells.members(element)
