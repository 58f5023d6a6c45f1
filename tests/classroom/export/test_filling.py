"""Nobody gets somebody else's points: who is not certain has no row, and is named."""

from pathlib import Path

from autograder.classroom.export.filling import Filling, fill
from autograder.classroom.export.moodle import worksheet
from autograder.classroom.gradebook.totals import Total
from autograder.classroom.kept.people import Handle, People

HEADING = "Identifier,Full name,Email address,Grade,Maximum Grade,Last modified (grade)\n"
FORM = HEADING + (
    "Participant 15,Max Müller,mm@example.org,,2.00,-\n"
    "Participant 16,Max Müller,max2@example.org,,2.00,-\n"
    "Participant 17,Ada Lovelace,ada@example.org,0.50,2.00,-\n"
    "Participant 18,Emmy Noether,emmy@example.org,,2.00\n"
)


def filled(folder: Path, *handles: Handle) -> tuple[Filling, dict[str, str]]:
    """Fill full marks of some students into the form, and return why each is left out."""
    (folder / "form.csv").write_text(FORM, encoding="utf-8")
    totals = [Total(one.student, "04", 2.0, 2.0) for one in handles]
    people = People({(one.student, "04"): one for one in handles})
    filling = fill(worksheet(folder / "form.csv"), totals, people, scale=False)
    return filling, {one.student: one.why for one in filling.lost}


def test_two_of_one_name_are_told_apart_by_numbers(tmp_path: Path) -> None:
    first = Handle("Max Müller_15", "04", "moodle", "Max Müller", "15")
    second = Handle("Max Müller_16", "04", "moodle", "Max Müller", "16")
    filling, lost = filled(tmp_path, second, first)
    assert filling.rows == {"Max Müller_15": 1, "Max Müller_16": 2}
    assert lost == {}
    assert filling.complete
    assert filling.without == ("Ada Lovelace", "Emmy Noether")


def test_a_name_that_two_have_fits_neither(tmp_path: Path) -> None:
    filling, lost = filled(tmp_path, Handle("Max Müller", "04", "folder", "Max Müller"))
    assert lost == {"Max Müller": "several rows are those of Max Müller"}
    assert not filling.complete
    assert filling.content.decode() == FORM


def test_an_account_is_a_name_too(tmp_path: Path) -> None:
    filling, lost = filled(
        tmp_path, Handle("ada", "04", "folder", "ada"), Handle("MM", "04", "folder", "MM")
    )
    assert filling.rows == {"ada": 3, "MM": 1}
    assert lost == {}
    assert ",2,2.00,-\n" in filling.content.decode()
    assert "0.50" not in filling.content.decode()


def test_a_number_of_another_assignment_finds_nobody(tmp_path: Path) -> None:
    filling, lost = filled(tmp_path, Handle("emmy", "04", "moodle", "Emmy Noether", "17"))
    assert lost == {"emmy": "its number 17 is that of Ada Lovelace in the form, its name is not"}
    assert filling.content.decode() == FORM


def test_no_row_is_for_two(tmp_path: Path) -> None:
    by_number = Handle("Ada Lovelace", "04", "moodle", "Ada Lovelace", "17")
    filling, lost = filled(tmp_path, by_number, Handle("ada", "04", "folder", "ada"))
    why = "its row would be that of Ada Lovelace for Ada Lovelace and ada"
    assert lost == {"Ada Lovelace": why, "ada": why}
    assert filling.rows == {}


def test_a_number_of_another_platform_counts_for_nothing(tmp_path: Path) -> None:
    _, lost = filled(tmp_path, Handle("lovelaceada_17", "04", "canvas", "lovelaceada", "17"))
    assert lost == {"lovelaceada_17": "no row is that of lovelaceada"}


def test_without_a_name_the_number_alone_counts(tmp_path: Path) -> None:
    filling, _ = filled(tmp_path, Handle("Participant_18", "04", "moodle", "Participant", "18"))
    assert filling.rows == {"Participant_18": 4}
    assert "emmy@example.org,2,2.00\n" in filling.content.decode()
