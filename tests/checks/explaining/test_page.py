"""docs/check-your-own-gradient.md shows what its code really prints.

Run as a module it writes the page anew: ``python -m tests.checks.explaining.test_page``.
"""

import contextlib
import io
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).resolve().parents[3] / "docs" / "check-your-own-gradient.md"
BLOCK = re.compile(
    r"```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<printed>.*?)^```\n)?", re.M | re.S
)
ERRORS = re.compile(r"\d\.\de[-+]\d\d")  # of rounding, which differ between machines
PEER = "torch"


def blocks(text: str) -> list[tuple[str, str | None]]:
    """Return pieces of code and what stands below each of them; None where nothing does."""
    return [(found["code"], found["printed"]) for found in BLOCK.finditer(text)]


def printed_by(codes: list[str]) -> list[str]:
    """Run pieces of code one after the other in one namespace; return what each prints."""
    names: dict[str, Any] = {"__name__": "page"}
    texts = []
    for code in codes:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(code, str(PAGE), "exec"), names)  # noqa: S102, the page's own code
        texts.append(out.getvalue())
    return texts


def without_peer(found: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Return the pieces up to the first that needs PyTorch, where that is not installed."""
    if find_spec(PEER) is not None:
        return found
    first = next(i for i, (code, _) in enumerate(found) if f"import {PEER}" in code)
    return found[:first]


def masked(text: str) -> str:
    """Return a text without the sizes of rounding errors."""
    return ERRORS.sub("#", text)


def test_the_page_shows_what_its_code_prints() -> None:
    found = without_peer(blocks(PAGE.read_text(encoding="utf-8")))
    assert len(found) >= 8
    for (code, shown), text in zip(found, printed_by([code for code, _ in found]), strict=True):
        assert masked(text) == masked(shown or ""), code


def test_each_case_is_right_once_and_wrong_once() -> None:
    chapters = PAGE.read_text(encoding="utf-8").split("\n## ")[1:5]
    for chapter in chapters:
        right, wrong = (shown for _, shown in blocks(chapter) if shown is not None)
        assert right.startswith("The gradient agrees"), chapter
        assert wrong.startswith("Wrong: "), chapter


def test_blocks_and_masks_are_found() -> None:
    page = "```python\na\n```\n\n```text\n1.2e-07\n```\n\n```python\nb\n```\ntext\n"
    assert blocks(page) == [("a\n", "1.2e-07\n"), ("b\n", None)]
    assert masked("1.2e-07 0.5") == "# 0.5"
    with pytest.raises(ZeroDivisionError):
        printed_by(["1 / 0"])


def main() -> None:
    """Write what the code prints into the page."""
    text = PAGE.read_text(encoding="utf-8")
    texts = iter(printed_by([code for code, _ in blocks(text)]))

    def renewed(found: re.Match[str]) -> str:
        new = next(texts)
        shown = "" if found["printed"] is None else f"\n```text\n{new}```\n"
        return f"```python\n{found['code']}```\n{shown}"

    PAGE.write_text(BLOCK.sub(renewed, text), encoding="utf-8")


if __name__ == "__main__":
    main()
