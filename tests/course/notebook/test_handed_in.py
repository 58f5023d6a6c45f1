"""Notebooks as editors write them: what counts is read, and nothing else can refuse it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.notebook.handed_in import (
    ALL,
    LARGEST,
    LONGEST,
    TOO_LONG,
    HandedIn,
    NoNotebook,
    read_cells,
    read_file,
)


def cell(**parts: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": "one",
        "source": "a\nb",
        "metadata": {"nbgrader": {"grade_id": "f", "solution": True}},
    } | parts


READ = HandedIn("a\nb", code=True, name="f", solution=True, id="one")


def written(*cells: Any, **parts: Any) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells} | parts).encode()


@pytest.mark.parametrize(
    "content",
    [
        written(cell()),
        written(cell(source=["a\n", "b"])),
        written(cell(), nbformat_minor=0),
        written(cell(), nbformat_minor=99, metadata=None),
        written(cell(), nbformat="4", metadata={"kernelspec": None, "language_info": 7}),
        written(cell(outputs=7, execution_count="many", attachments=[], more={})),
        written(cell(outputs=[{"output_type": "display_data", "transient": {}, "data": "x"}])),
        written(cell(outputs=[float("nan"), "\ud83d"])),
        written(cell(metadata=cell()["metadata"] | {"tags": [2**61 - 1] * 1000, "collapsed": 3})),
        json.dumps({"cells": [cell()]}).encode("utf-8-sig"),
        json.dumps({"cells": [cell()]}).encode("utf-16"),
    ],
    ids=[
        "4.5",
        "lines",
        "4.0",
        "4.99",
        "odd",
        "parts",
        "transient",
        "nan",
        "tags",
        "mark",
        "utf16",
    ],
)
def test_only_sources_and_names_are_read(content: bytes) -> None:
    assert read_cells(content) == (READ,)


@pytest.mark.parametrize(
    "odd",
    [7, None, [], {"cell_type": "code"}, cell(source=7), cell(source=["a", 1]),
     {"cell_type": "heading", "level": 1, "source": 3, "metadata": {}}],
    ids=str,
)  # fmt: skip
def test_a_cell_that_cannot_be_understood_costs_that_cell(odd: Any) -> None:
    first, second = read_cells(written(odd, cell()))
    assert first.source is None
    assert second == READ


@pytest.mark.parametrize(
    "metadata", [None, 7, [], {"nbgrader": 7}, {"nbgrader": {}}, {"nbgrader": {"grade_id": 3}}]
)
def test_a_cell_without_a_name_is_read(metadata: Any) -> None:
    assert read_cells(written(cell(metadata=metadata))) == (HandedIn("a\nb", id="one"),)


def test_a_cell_that_is_too_long_says_so() -> None:
    just, over = read_cells(written(cell(source="#" * LONGEST), cell(source="#" * (LONGEST + 1))))
    assert just.source == "#" * LONGEST
    assert (over.source, over.name) == (TOO_LONG, "f")
    with pytest.raises(ValueError, match="longer than 200000 characters"):
        exec(TOO_LONG)  # noqa: S102, our own


def test_of_too_many_cells_the_last_cost_themselves() -> None:
    sources = [one.source for one in read_cells(written(*[cell(source="#" * LONGEST)] * 15))]
    assert sources == ["#" * LONGEST] * (ALL // LONGEST) + [None] * (15 - ALL // LONGEST)


def test_a_cell_without_an_id_is_read() -> None:
    (read,) = read_cells(written({"cell_type": "markdown", "source": "# x"}))
    assert read == HandedIn("# x", code=False)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"%PDF-1.4", "not a notebook"),
        (b'{"worksheets": []}', "format 3"),
        (b"{}", "no cells"),
        (written(cell())[:-1], "ends in the middle"),
        (bytes(LARGEST + 1), "larger"),
    ],
    ids=["empty", "pdf", "3", "object", "cut", "large"],
)
def test_what_is_no_notebook_says_why(content: bytes, says: str) -> None:
    with pytest.raises(NoNotebook, match=says):
        read_cells(content)


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(NoNotebook, match=r"there is no a\.ipynb"):
        read_file(tmp_path / "a.ipynb")
    (tmp_path / "b.ipynb").write_bytes(b"x")
    (tmp_path / "c.ipynb").symlink_to(tmp_path / "b.ipynb")
    assert read_file(tmp_path / "b.ipynb") == b"x"
    with pytest.raises(NoNotebook, match="symbolic link"):
        read_file(tmp_path / "c.ipynb")


ODD_CELLS = [
    b'{"source": "a", "nbgrader": 5, "metadata": {"nbgrader": {"grade_id": "x"}}}',
    b'{"metadata": {"nbgrader": {"solution": true}}, "cell_type": "code"}',
    b'{"source": "a", "outputs": [NaN, {"deep": ' + b"[" * 3000 + b"]" * 3000 + b"}]}",
    b'{"source": "a" "b"}', b"5", b"[]", b"{}", b'{"source": ["a", 1]}', b'{"id": 7}',
    b'{"id": "\\ud800", "source": "\\ud800"}', b'{"source": "a", "source": "b"}',
    b'{"metadata": 5, "source": "a"}', b'{"metadata": {"nbgrader": 3}}',
    b'{"x": bad, "source": "z"}', b'{"source": "q"} junk', b'{"source": "\xff"}',
    b'{"source": "a", "metadata": {"nbgrader": {"grade_id": ' + b"9" * 5000 + b"}}}",
]  # fmt: skip


@pytest.mark.parametrize("cell", ODD_CELLS, ids=range(len(ODD_CELLS)))
def test_a_small_cell_is_read_as_a_large_one(cell: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b'{"cells": [' + cell + b"]}"
    read = read_cells(content)
    monkeypatch.setattr("autograder.course.notebook.handed_in.SMALL", -1)
    assert read == read_cells(content)


PARTS = st.sampled_from(
    ["source", "cell_type", "id", "metadata", "nbgrader", "grade_id", "cells", "a"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from(["code", "markdown", "f", "x = 1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PARTS, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@pytest.mark.fuzz
@given(st.lists(JSON, max_size=3), st.integers(0, 200), st.binary(max_size=4))
def test_any_cells_are_read_or_refused(cells: list[Any], at: int, more: bytes) -> None:
    whole = written(*cells)
    for content in (whole, whole[:at] + more + whole[at:]):
        try:
            read = read_cells(content)
        except NoNotebook:
            continue
        assert all(isinstance(one, HandedIn) for one in read)
        assert all(one.source is None or isinstance(one.source, str) for one in read)
