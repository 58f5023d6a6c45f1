"""Whose a file is, and the names that students get."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.collect.students import Claim, Owner, name_students, read_path


def _one(owner: Owner) -> str:
    return name_students([(owner, "04")])[owner]


@pytest.mark.parametrize(
    ("name", "student", "file", "late", "attachment"),
    [
        ("lovelaceada_123_456_a.ipynb", "lovelaceada_123", "a.ipynb", False, 456),
        ("lovelaceada_LATE_123_456_a-2.ipynb", "lovelaceada_123", "a-2.ipynb", True, 456),
        ("müllerü_123_456_a b's.zip", "müllerü_123", "a b's.zip", False, 456),
        ("van_der_berg_1_2_x", "van_der_berg_1", "x", False, 2),
        ("ada_1_2_3_4_x.ipynb", "ada_1", "3_4_x.ipynb", False, 2),
        ("ada_1_2_LATE_3_4_x", "ada_1", "LATE_3_4_x", False, 2),
        ("anon_aB3xY_456_a.ipynb", "anon_aB3xY", "a.ipynb", False, 456),
        ("LATE_anon_aB3xY_456_a.ipynb", "anon_aB3xY", "a.ipynb", True, 456),
        (
            "ada_1_2_bob_3_assignsubmission_file_x",
            "ada_1",
            "bob_3_assignsubmission_file_x",
            False,
            2,
        ),
        (
            "anon_aB3xY_2_b_3_assignsubmission_file_x",
            "anon_aB3xY",
            "b_3_assignsubmission_file_x",
            False,
            2,
        ),
    ],
)
def test_names_that_canvas_gives(
    name: str, student: str, file: str, late: bool, attachment: int
) -> None:
    claim = read_path((name,))
    assert claim is not None
    assert (claim.owner.system, claim.owner.given) == ("canvas", student)
    assert (claim.rest, claim.late, claim.attachment) == ((file,), late, attachment)


@pytest.mark.parametrize(
    ("path", "student", "rest"),
    [
        ("Ada Lovelace_123_assignsubmission_file_/a.ipynb", "Ada Lovelace", "a.ipynb"),
        ("Ada Lovelace_123_assignsubmission_file/x/a.ipynb", "Ada Lovelace", "x/a.ipynb"),
        ("Ada Lovelace_123_assignsubmission_file_a_1.ipynb", "Ada Lovelace", "a_1.ipynb"),
        ("Ада_1_assignsubmission_onlinetext_/onlinetext.html", "Ада", "onlinetext.html"),
        ("A_1_assignsubmission_file_/B_2_assignsubmission_file_/a", "A",
         "B_2_assignsubmission_file_/a"),
        ("A_1_assignsubmission_file_b_1_2_x", "A", "b_1_2_x"),
        ("A_1_assignsubmission_file_B_2_assignsubmission_file_a", "A",
         "B_2_assignsubmission_file_a"),
    ],
)  # fmt: skip
def test_names_that_moodle_gives(path: str, student: str, rest: str) -> None:
    claim = read_path(tuple(path.split("/")))
    assert claim is not None
    assert (claim.owner.system, claim.owner.name) == ("moodle", student)
    assert claim.rest == tuple(rest.split("/"))


def test_other_names() -> None:
    assert read_path(("ada", "04", "a.ipynb")) == Claim(Owner("folder", "ada"), ("04", "a.ipynb"))
    for name in ("a.ipynb", "123_456_a.ipynb", "ada_1_a.ipynb", "_1_2_a", "ada_1_2_", "x_²_2_y"):
        assert read_path((name,)) is None
    # What looks like a platform's name counts at the top alone: below, students choose names.
    claim = read_path(("ada", "bob_1_assignsubmission_file_", "bob_1_2_a.ipynb"))
    assert claim is not None
    assert claim.owner == Owner("folder", "ada")


def test_a_pattern_for_zip_collect() -> None:
    """The example of nbgrader's guide to managing assignment files by hand."""
    pattern = re.compile(r".*_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>.*)")
    claim = read_path(("ps1_bitdiddle_attempt_2016-01-30-15-30-10_problem1.ipynb",), pattern)
    assert claim == Claim(
        Owner("pattern", "bitdiddle"), ("problem1.ipynb",), timestamp="2016-01-30-15-30-10"
    )
    assert read_path(("ada", "04", "a"), pattern) == read_path(("ada", "04", "a"))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Ada Lovelace", True),
        ('O\'Neil "Tip" <x> & Co.: 50%', True),
        ("Ада", True),
        ("李雷", True),
        ("é", True),
        ("x" * 128, True),
        ("ж" * 127, True),
        ("x" * 129, False),
        ("ж" * 128, False),
        ("👩‍🔬" * 30, False),
        ("a[b]", False),
        ("a*?", False),
        ("a/b\\c", False),
        ("..", False),
        (".", False),
        (".hidden", False),
        ("", False),
        (" a", False),
        ("a\n", False),
        ("a\x00b", False),
        ("a\x1b[31mb", False),
        ("a\u202eb", False),
        ("a\udcffb", False),
    ],
)
def test_names_that_can_be_used(name: str, kept: bool) -> None:
    safe = _one(Owner("folder", name))
    assert (safe == name) is kept
    assert kept or re.search("~[0-9a-f]{8}$", safe)


def test_names_are_composed() -> None:
    assert _one(Owner("folder", "e\u0301")) == _one(Owner("folder", "é")) == "é"


def test_of_names_that_look_alike_none_takes_what_is_recorded_of_the_other() -> None:
    nfd, nfc = Owner("folder", "e\u0301"), Owner("folder", "é")
    both = name_students([(nfd, "04"), (nfc, "04")])
    assert all(re.fullmatch("é~[0-9a-f]{8}", name) for name in both.values())
    assert both[nfd] != both[nfc]


def test_those_who_can_keep_their_name_do() -> None:
    """Nobody loses a name because somebody else took the one that a third would be given."""
    thief = Owner("folder", _one(Owner("folder", "a[b]")))
    robbed = Owner("folder", "a[b]")
    both = name_students([(robbed, "04"), (thief, "04")])
    assert both[thief] == thief.name
    assert both[robbed] not in ("", thief.name)


def test_moodle_numbers_anew_in_each_lesson() -> None:
    ada = [Owner("moodle", "Ada", number) for number in "123"]
    assert set(name_students([(ada[0], "04"), (ada[1], "05")]).values()) == {"Ada"}
    names = name_students([(ada[0], "04"), (ada[1], "05"), (ada[2], "05")])
    assert list(names.values()) == ["Ada_1", "Ada_2", "Ada_3"]


def test_canvas_numbers_once() -> None:
    names = name_students(
        [(Owner("canvas", "ada", "1"), "04"), (Owner("canvas", "ada", "2"), "05")]
    )
    assert list(names.values()) == ["ada_1", "ada_2"]


def test_systems_are_kept_apart() -> None:
    owners = [Owner("folder", "ada_1"), Owner("canvas", "ada", "1"), Owner("moodle", "ada_1", "7")]
    names = name_students((owner, "04") for owner in owners)
    assert names[owners[0]] == "ada_1"
    assert len(set(names.values())) == 3


SYSTEMS = st.sampled_from(["folder", "canvas", "moodle", "pattern"])
TEXTS = st.text(max_size=5) | st.text("a[~.e\u0301é_1", max_size=4) | st.text("жé", min_size=120)
OWNERS = st.builds(Owner, SYSTEMS, TEXTS, st.sampled_from(["", "1", "2"]))


@pytest.mark.fuzz
@given(st.lists(st.tuples(OWNERS, st.sampled_from(["04", "05"]))))
def test_names_are_safe_and_never_collide(owners: list[tuple[Owner, str]]) -> None:
    names = name_students(owners)
    for name in names.values():
        assert not re.search(r"[*?\[\]/\\\x00-\x1f\x7f]|^\.|^$", name)
        assert (len(name) <= 128, len(name.encode()) <= 255) == (True, True)
        assert (name, name) == (name.strip(), unicodedata.normalize("NFC", name))
        assert Path("x", name).parent == Path("x")
    for lesson in ("04", "05"):
        within = {owner for owner, of in owners if of == lesson}
        assert len({names[owner] for owner in within}) == len(within)
    apart = {owner for owner, _ in owners if owner.system != "moodle"}
    assert len({names[owner] for owner in apart}) == len(apart)


@pytest.mark.fuzz
@given(st.lists(st.text(min_size=1) | st.text("a_1LTE", min_size=1), min_size=1, max_size=4))
def test_any_path_is_read(parts: list[str]) -> None:
    claim = read_path(tuple(parts))
    assert claim is None or all(claim.rest)
