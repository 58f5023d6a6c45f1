"""``autograder handout``: a folder or a zip file, whole or not at all."""

import zipfile
from pathlib import Path

import pytest

from autograder.cli.main import main

LESSON = "03_chain_rule"


@pytest.fixture(autouse=True)
def _at_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).resolve().parents[2])


def _handout(*arguments: object) -> int:
    return main(["handout", "--lesson", LESSON, *map(str, arguments)])


def test_a_folder_and_a_zip_hold_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _handout(tmp_path / "class") == 0
    assert _handout(tmp_path / "class.zip") == 0
    assert "1 lesson, questions judged at once, " in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "class.zip") as file:
        assert {name.partition("/")[0] for name in file.namelist()} == {"class"}
        file.extractall(tmp_path / "unpacked")
    assert _contents(tmp_path / "unpacked" / "class") == _contents(tmp_path / "class")


def test_equal_courses_give_equal_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        assert _handout(tmp_path / name / "class.zip") == 0
    assert (tmp_path / "a/class.zip").read_bytes() == (tmp_path / "b/class.zip").read_bytes()


def test_questions_can_wait(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _handout(tmp_path / "class", "--questions", "held-back") == 0
    assert "questions judged at grading" in capsys.readouterr().out
    assert (tmp_path / "class/autograder/sealed/ways.json").read_text() == "{}\n"


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert _handout(tmp_path) == 2
    assert capsys.readouterr().err == (
        f"autograder: {tmp_path} is there already: name a new folder, or remove it\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    (tmp_path / "class.zip").mkdir()
    assert _handout(tmp_path / "class.zip") == 2
    assert "is a folder: name a file" in capsys.readouterr().err


def test_where_nothing_can_be_written_one_line_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    for name in ("class", "class.zip"):
        assert _handout(tmp_path / "file" / name) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith(f"autograder: {tmp_path / 'file' / name}: ")


def test_an_unknown_lesson_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["handout", str(tmp_path / "class"), "--lesson", "99_gone"]) == 2
    assert "no lesson '99_gone'; the lessons are 00_start_here" in capsys.readouterr().err
    assert not (tmp_path / "class").exists()


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
