"""What is kept of what a submission shows."""

import base64
import io
import struct
import time
import zlib
from typing import Any

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from autograder.checks.comparing.error_map import MIME
from autograder.judge.outputs import CUT, LINES, LONGEST_MESSAGE, OVERHEAD, PIXELS, PNG, Outputs
from autograder.text import readable


def _png(width: int = 3, height: int = 2, mode: str = "RGBA", **options: Any) -> bytes:
    file = io.BytesIO()
    Image.new(mode, (width, height), 1).save(file, "PNG", **options)
    return file.getvalue()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


PICTURE = _base64(_png())
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts),
    max_leaves=8,
)
KEYS = st.sampled_from(["text", "data", "ename", "evalue", "traceback", "metadata", "name"])
KINDS = st.sampled_from(["stream", "display_data", "execute_result", "error", "status", "x", ""])


def _kept(kind: str, content: dict[str, Any], limit: int = 100_000) -> list[Any]:
    outputs = Outputs(limit)
    outputs.add(kind, content)
    return outputs.take()


def test_text_of_all_streams_becomes_stdout() -> None:
    outputs = Outputs(100_000)
    outputs.add("stream", {"name": "stderr", "text": "a"})
    outputs.add("stream", {"name": "stdout", "text": "b"})
    (kept,) = outputs.take()
    assert (kept.output_type, kept.name, kept.text) == ("stream", "stdout", "ab")
    assert outputs.take() == []


def test_a_result_of_a_cell_is_no_result() -> None:
    # nbgrader takes a number in an execute_result for partial credit.
    (kept,) = _kept("execute_result", {"data": {"text/plain": "3.0"}, "execution_count": 1})
    assert kept.output_type == "display_data"


@pytest.mark.parametrize(
    "kind",
    ["text/html", "image/svg+xml", "application/javascript", "text/latex", "text/markdown",
     "application/vnd.jupyter.widget-view+json", "application/pdf", "image/jpeg", MIME],
)  # fmt: skip
def test_of_what_a_browser_runs_the_plain_text_is_kept(kind: str) -> None:
    assert _kept("display_data", {"data": {kind: "<script>"}}) == []
    (kept,) = _kept("display_data", {"data": {kind: "<script>", "text/plain": "twin"}})
    assert kept.data == {"text/plain": "twin"}


def test_a_picture_is_a_picture_and_nothing_else() -> None:
    (kept,) = _kept("display_data", {"data": {"image/png": PICTURE[:8] + "\n" + PICTURE[8:]}})
    assert kept.data == {"image/png": PICTURE}
    assert kept.metadata == {}
    for wrong in (f'{PICTURE}"><script>', PICTURE[:-2], "aGVsbG8=", "é", 7, None, [PICTURE],
                  _base64(PNG + b"no picture"), _base64(_png()[:45])):  # fmt: skip
        assert _kept("display_data", {"data": {"image/png": wrong}}) == []


def test_all_outputs_together_are_limited() -> None:
    outputs = Outputs(20_000)
    outputs.add("stream", {"text": "x" * 30_000})
    outputs.add("stream", {"text": "y"})
    (kept,) = outputs.take()
    assert kept.text == "x" * 20_000 + CUT
    assert "y" not in kept.text


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("display_data", {"data": {"text/plain": "1"}}),
        ("error", {"ename": "E", "evalue": "", "traceback": []}),
    ],
)
def test_so_is_their_number(kind: str, content: dict[str, Any]) -> None:
    outputs = Outputs(100 * OVERHEAD)
    for _ in range(1000):
        outputs.add(kind, content)
    assert len(outputs.take()) <= 100


def test_a_failed_test_is_noted_whatever_the_limit() -> None:
    outputs = Outputs(0)
    outputs.fail("CheckFailed", "m" * 10_000, ["l" * 10_000] * 1000)
    (kept,) = outputs.take()
    assert (kept.output_type, kept.evalue) == ("error", "m" * LONGEST_MESSAGE)
    assert sum(map(len, kept.traceback)) <= LINES * LONGEST_MESSAGE


def test_what_a_check_shows_is_kept_whatever_the_limit() -> None:
    outputs = Outputs(0)
    outputs.show({})
    outputs.show({MIME: {"rows": []}, "text/plain": "words"})
    (kept,) = outputs.take()
    assert (kept.output_type, kept.data) == (
        "display_data", {MIME: {"rows": []}, "text/plain": "words"},
    )  # fmt: skip


@pytest.mark.fuzz
@given(KINDS, st.dictionaries(KEYS, ANYTHING))
def test_whatever_comes_can_be_stored(kind: str, content: dict[str, Any]) -> None:
    kept = _kept(kind, content, 10_000)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=kept)])
    nbformat.validate(notebook)
    assert len(nbformat.writes(notebook).encode()) < 200_000


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_readable_text_can_be_written(text: str) -> None:
    assert readable(text).encode().decode() == readable(text)


def test_half_characters_are_replaced() -> None:
    assert readable("a\ud800b") == "a?b"
    assert readable("∂f/∂x 🙂") == "∂f/∂x 🙂"


def _pixels(picture: str) -> Any:
    with Image.open(io.BytesIO(base64.b64decode(picture))) as opened:
        assert set(opened.info) == set()
        return np.asarray(opened)


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "LA", "P", "1"])
def test_of_a_picture_its_pixels_are_kept_and_nothing_else(mode: str) -> None:
    script = b"<script>alert(1)</script>"
    info = PngInfo()
    info.add_text("Comment", script.decode())
    data = _png(mode=mode, pnginfo=info) + script
    assert data.count(script) == 2
    (kept,) = _kept("display_data", {"data": {"image/png": _base64(data)}})
    picture = kept.data["image/png"]
    assert script not in base64.b64decode(picture)
    with Image.open(io.BytesIO(data)) as original:
        assert np.array_equal(_pixels(picture), np.asarray(original.convert("RGBA")))


def test_a_written_picture_stays_the_same() -> None:
    (kept,) = _kept("display_data", {"data": {"image/png": PICTURE}})
    (again,) = _kept("display_data", kept)
    assert again == kept


def test_the_pixels_of_a_submission_are_limited() -> None:
    side = 3000
    large = _base64(_png(side, side, "L"))
    outputs = Outputs(10**6)
    for _ in range(20):
        outputs.add("display_data", {"data": {"image/png": large}})
    assert len(outputs.take()) == PIXELS // side**2
    outputs.add("display_data", {"data": {"image/png": PICTURE}})
    assert len(outputs.take()) == 1


def test_a_size_that_is_a_lie_unfolds_to_nothing() -> None:
    header = struct.pack(">II5B", 100_000, 100_000, 8, 6, 0, 0, 0)
    chunk = b"IHDR" + header
    data = _png()
    lie = data[:12] + chunk + struct.pack(">I", zlib.crc32(chunk)) + data[33:]
    assert _kept("display_data", {"data": {"image/png": _base64(lie)}}) == []


def test_a_size_in_front_of_the_header_is_not_believed() -> None:
    """Pillow looks for the header wherever it stands, and unfolded 81 million pixels of 10 KB."""
    data = _png(5000, 5000, "L")
    small = b"aaAa" + struct.pack(">II", 1, 1)
    chunk = struct.pack(">I", 8) + small + struct.pack(">I", zlib.crc32(small))
    assert (
        _kept("display_data", {"data": {"image/png": _base64(data[:8] + chunk + data[8:])}}) == []
    )


def test_damaged_pictures_are_limited_as_well() -> None:
    damaged = _base64(_png(4000, 4000, "L")[:-40])
    outputs = Outputs(10**6)
    for _ in range(2):
        outputs.add("display_data", {"data": {"image/png": damaged}})
    outputs.add("display_data", {"data": {"image/png": _base64(_png(3000, 3000, "L"))}})
    assert outputs.take() == []


def test_what_is_no_text_is_not_written_out() -> None:
    nested: Any = [["x" * 100] * 1000] * 1000
    start = time.process_time()
    outputs = Outputs(10**6)
    outputs.add("stream", {"text": nested})
    outputs.add("execute_result", {"data": {"text/plain": nested}})
    outputs.add("error", {"ename": nested, "evalue": nested, "traceback": [nested]})
    assert time.process_time() - start < 1
    assert len(str(outputs.take())) < 10_000
