"""The journal: what is in it stays, damage is noticed, one process at a time."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom.kept.journal import Journal
from autograder.classroom.kept.key import Key
from autograder.classroom.submission import Result
from autograder.errors import UsageError
from autograder.fingerprint import digest
from autograder.judge.marks import Mark

ADA, EMMY = ("ada", "04"), ("emmy \udcff", "04")
KEY = Key("grader", "lesson", "limits", "submission")
MARKS = (
    Mark("test_a", 0.1, 2.0, "wrong: ‖∇f‖\n\x1b[31m", "turned"),
    Mark("by_hand", None, 1.0, ""),
)
RESULT = Result(b"notebook" * 999, "page ∇".encode(), "", MARKS, ("a",))


def test_a_result_is_found_as_it_was(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.keep(KEY.digest, RESULT)
    with Journal(tmp_path) as journal:
        assert journal.find(KEY.digest) == RESULT
        summary = journal.summary(KEY.digest)
        assert summary is not None
        assert (summary.marks, summary.unanswered) == (RESULT.marks, RESULT.unanswered)
        assert journal.find("another") is None
        assert journal.recorded == {}


def test_a_result_from_before_there_were_causes_is_read(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.keep(KEY.digest, RESULT)
        path = tmp_path / "results" / KEY.digest
        content = path.read_bytes()
        assert content.count(b', "turned"]') == 1
        path.write_bytes(content.replace(b', "turned"]', b"]").replace(b', ""]', b"]"))
        found = journal.find(KEY.digest)
        assert found is not None
        assert found.marks == tuple(replace(mark, cause="") for mark in MARKS)


def test_who_only_looks_holds_nothing(tmp_path: Path) -> None:
    assert Journal(tmp_path / "nowhere").read() == {}
    assert list(tmp_path.iterdir()) == []
    with Journal(tmp_path) as journal:
        journal.record([(ADA, KEY)])
        assert Journal(tmp_path).read() == {ADA: KEY}


def test_the_last_line_of_a_submission_counts(tmp_path: Path) -> None:
    newer = Key("grader", "lesson", "limits", "newer")
    with Journal(tmp_path) as journal:
        journal.record([(ADA, KEY), (EMMY, KEY)])
        journal.record([(ADA, newer)])
    with Journal(tmp_path) as journal:
        assert journal.recorded == {ADA: newer, EMMY: KEY}
    assert len((tmp_path / "recorded").read_text().splitlines()) == 2


def test_half_a_line_is_as_none(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.record([(ADA, KEY), (EMMY, KEY)])
    path = tmp_path / "recorded"
    path.write_bytes(path.read_bytes()[:-20])
    with Journal(tmp_path) as journal:
        assert journal.recorded == {ADA: KEY}
        journal.record([(EMMY, KEY)])
    with Journal(tmp_path) as journal:
        assert journal.recorded == {ADA: KEY, EMMY: KEY}


@pytest.mark.parametrize(
    "line",
    [b"\xff{", b'{"of": [["a"], {}]}', b'{"of": [1, null]}', b"[" * 10**5, b"7", b'{"of": ["a"]}'],
)
def test_a_damaged_line_is_as_none(line: bytes, tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.record([(ADA, KEY)])
    path = tmp_path / "recorded"
    whole = json.loads(path.read_bytes())
    if line.startswith(b'{"of"'):
        line = json.dumps({**whole, **json.loads(line)}).encode()
    path.write_bytes(path.read_bytes() + line + b"\n")
    with Journal(tmp_path) as journal:
        assert journal.recorded == journal.read() == {ADA: KEY}


@pytest.mark.parametrize("head", [b"[" * 10**5, b'{"notebook": 99999999999999999999999}', b"7"])
def test_a_result_with_a_damaged_head_is_as_none(head: bytes, tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.keep(KEY.digest, RESULT)
        path = tmp_path / "results" / KEY.digest
        path.write_bytes(head + b"\n" + path.read_bytes().partition(b"\n")[2])
        assert journal.find(KEY.digest) is None
        assert journal.summary(KEY.digest) is None


@pytest.mark.parametrize("length", [0, 10, 250, -1])
def test_a_damaged_result_is_as_none(length: int, tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.keep(KEY.digest, RESULT)
        path = tmp_path / "results" / KEY.digest
        path.write_bytes(path.read_bytes()[:length])
        assert journal.find(KEY.digest) is None


def test_results_that_nobody_needs_go(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.keep(KEY.digest, RESULT)
        journal.keep("older", RESULT)
        journal.keep("needed", RESULT)
        journal.record([(ADA, KEY)])
        journal.tidy(["needed"])
    assert {path.name for path in (tmp_path / "results").iterdir()} == {KEY.digest, "needed"}


def test_two_runs_do_not_write_one_journal(tmp_path: Path) -> None:
    with Journal(tmp_path), pytest.raises(UsageError, match="another run is grading"):
        Journal(tmp_path).__enter__()
    with Journal(tmp_path):
        pass


def test_a_key_says_what_is_different() -> None:
    assert KEY.difference(KEY) == ""
    assert KEY.difference(Key("grader", "lesson", "limits", "newer")) == "submission"
    assert KEY.difference(Key("newer", "lesson", "limits", "newer")) == "grader"


def test_no_two_lists_of_parts_share_a_digest() -> None:
    assert len({digest(parts) for parts in (["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""])}) == 4
