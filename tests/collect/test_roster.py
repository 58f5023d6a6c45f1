"""Lists of a class as Canvas and Moodle export them, and as people write them."""

from pathlib import Path

import pytest

from autograder.collect.roster import Person, read_roster
from autograder.errors import UsageError

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,04 Jacobian lemmas (771)\n"
    "    Points Possible,,,,,20\n"
    '"Lovelace, Ada",101,u101,ada,Group 1,\n'
    '"Müller, Jörg",102,u102,jm,Group 1,\n'
    '"Student, Test",999,,,Group 1,\n'
)
WORKSHEET = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade\n"
    "Participant 1234500,Ada Lovelace,77,ada@x.example,Submitted,,20.00\n"
    "Participant 1234501,李 小龙,78,bruce@x.example,No submission,,20.00\n"
)
PARTICIPANTS = "First name;Surname;Email address\nMiles;O'Brien;miles@x.example\n"


def read(tmp_path: Path, content: str | bytes) -> tuple[Person, ...]:
    path = tmp_path / "class.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_roster(path)


def test_canvas_gradebook(tmp_path: Path) -> None:
    people = read(tmp_path, CANVAS)
    assert [(p.name, p.canvas) for p in people] == [
        ("Ada Lovelace", "101"), ("Jörg Müller", "102"), ("Test Student", "999"),
    ]  # fmt: skip
    ada = people[0]
    assert ada.is_called("canvas", "lovelaceada", "101")
    assert not ada.is_called("canvas", "lovelaceada", "102")
    for name in ("ada", "ADA", "Ada Lovelace", "Lovelace, Ada", "u101"):
        assert ada.is_called("folder", name, "")


def test_moodle_worksheet_and_participants(tmp_path: Path) -> None:
    ada, bruce = read(tmp_path, WORKSHEET)
    assert (ada.name, ada.participant) == ("Ada Lovelace", "1234500")
    assert ada.is_called("moodle", "Ada Lovelace", "1234500")
    assert not ada.is_called("moodle", "Ada Lovelace", "1234501"), "another one of this name"
    assert bruce.is_called("moodle", "李 小龙", "1234501")
    assert bruce.is_called("folder", "bruce", "")
    (miles,) = read(tmp_path, PARTICIPANTS)
    assert miles.name == "Miles O'Brien"
    assert miles.is_called("moodle", "Miles O'Brien", "5"), "the list has no numbers"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_however_a_spreadsheet_has_stored_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = f"Username{delimiter}Full name\r\nmueller{delimiter}Jörg Müller\r\n\r\n"
    (person,) = read(tmp_path, text.encode(encoding))
    assert person.name == "Jörg Müller"
    assert person.is_called("folder", "mueller", "")


def test_accents_are_compared_however_they_are_written(tmp_path: Path) -> None:
    (person,) = read(tmp_path, "Name\nJo\u0308rg Mu\u0308ller\n")
    assert person.is_called("moodle", "Jörg  Müller", "5")


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "Student\n", b"\x00\xff\xfe\n", '"'])
def test_what_is_no_list_is_wrong_usage(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(UsageError, match="no list of a class; expected a CSV file with a column"):
        read(tmp_path, content)


def test_what_cannot_be_read_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        read_roster(tmp_path / "none.csv")
    with pytest.raises(UsageError, match="Is a directory"):
        read_roster(tmp_path)
