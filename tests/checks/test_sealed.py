"""Sealed files: each entry opens with its key, and nothing in them is found by reading."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import other_ways
from autograder.checks import sealed
from autograder.checks.failure import CheckFailed
from autograder.checks.notebook import progress, states
from autograder.checks.tally import Tally
from autograder.checks.ways import FILE, sealed_ways

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner)
)


@settings(max_examples=25)
@given(st.dictionaries(st.text(), VALUES))
def test_each_key_opens_its_value_and_no_other_does(
    tmp_path_factory: pytest.TempPathFactory, entries: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("sealed")
    content = sealed.sealed(entries)
    assert content == sealed.sealed(dict(reversed(entries.items())))
    (folder / "file.json").write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed, "FOLDER", folder)
        assert {key: sealed.opened("file.json", key) for key in entries} == entries
        assert all(sealed.opened("file.json", f"{key}.") is None for key in entries)
        assert sealed.opened("missing.json", "key") is None


def test_no_word_of_an_entry_can_be_searched_for() -> None:
    content = sealed.sealed({"question_x b": [True, "Rows lead to outputs."]}).decode()
    for word in ("question_x", "true", "Rows", "outputs"):
        assert word not in content
    assert len(json.loads(content)) == 1


def test_other_right_ways_are_shown_once_an_exercise_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sealed, "FOLDER", tmp_path)
    monkeypatch.setattr(states, "_said", {})
    states.note("test_half", Tally(["half"]))
    states.note("test_twice", Tally(["twice"]), CheckFailed("twice: wrong"))
    other_ways("half")
    assert capsys.readouterr().out == "No other ways to answer half are handed out here.\n"
    ways = ["def twice(x):\n    return 2 * x\n", "def twice(x):\n    return x + x\n"]
    (tmp_path / FILE).write_bytes(sealed_ways({"twice": ways}))
    sealed._entries.cache_clear()
    other_ways("twice")
    assert capsys.readouterr().out == (
        "Other ways to answer twice are shown once its test cells have passed.\n"
    )
    assert "other_ways" not in progress.progress(("twice", "half")).text()
    states.note("test_twice", Tally(["twice"]))
    other_ways("twice")
    shown = capsys.readouterr().out
    assert shown.count("# One way\n") == 2
    assert all(way in shown for way in ways)
    found = progress.progress(("half", "twice"))
    assert found.text().splitlines()[-1] == 'Other right ways: other_ways("twice")'
    assert "other_ways(&#34;twice&#34;)" in found.html()


def test_other_ways_are_asked_for_by_function_and_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def twice(x: float) -> float:
        return 2 * x

    def said(*exercise: Any) -> str:
        other_ways(*exercise)
        return capsys.readouterr().out

    monkeypatch.setattr(sealed, "FOLDER", tmp_path)
    monkeypatch.setattr(states, "_said", {})
    whole, loop = "def twice(x):\n    return x + x", "def twice(x):\n    for i in x:\n        pass"
    (tmp_path / FILE).write_bytes(sealed_ways({"twice": [whole, loop], "other": [whole]}))
    sealed._entries.cache_clear()
    assert said() == (
        "No exercise is done yet that has other ways: they are shown once it has passed.\n"
    )
    for name in ("half", "twice"):
        states.note(f"test_{name}", Tally([name]))
    assert said() == 'Other right ways can be looked at now with\nother_ways("twice")\n'
    shown = said(twice)
    assert shown == said("twice") == f"# One way\n{loop}\n\n# One way\n{whole}\n"
    assert said(abs) == "No other ways to answer abs are handed out here.\n"
