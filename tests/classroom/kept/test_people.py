"""Numbers of students stay known over runs, and are those of the platform."""

from pathlib import Path

import pytest

from autograder.classroom.kept.people import Handle, People, keep_people, read_people
from autograder.collect.collect import Refusal
from autograder.collect.ledger import NOTHING, OTHER_LESSON, REFUSED, SUPERSEDED, TAKEN, Entry
from autograder.course.lessons import Lesson
from autograder.errors import UsageError

CANVAS = "class.zip/lovelaceada_101_5005_work.zip/hoppergrace_105_6_small.ipynb"
MOODLE = "class.zip/李 小龙_7_assignsubmission_file_/small.ipynb"
SMALL = Lesson("01_small", Path("small.ipynb"))


def entry(student: str, path: str, state: str = TAKEN, lesson: str = "01_small") -> Entry:
    """Return the entry of a file, of one of the two platforms."""
    system, name, number = (
        ("moodle", "李 小龙", "7") if "_assignsubmission_" in path
        else ("canvas", "lovelaceada", "101") if "lovelaceada" in path
        else ("folder", student, "")
    )  # fmt: skip
    return Entry(student, lesson, Path(path), state, "", name, system, number)


def test_the_platforms_own_name_is_found_above_the_students() -> None:
    people = People().updated([entry("lovelaceada_101", CANVAS), entry("李 小龙", MOODLE)], ())
    assert people.named("lovelaceada_101", "01_small") == Handle(
        "lovelaceada_101", "01_small", "canvas", "lovelaceada", "101",
        "lovelaceada_101_5005_work.zip",
    )  # fmt: skip
    assert people.named("李 小龙", "01_small") == Handle(
        "李 小龙", "01_small", "moodle", "李 小龙", "7", "李 小龙_7_assignsubmission_file_"
    )


def test_the_file_that_counts_is_the_one_that_is_kept() -> None:
    files = {"lovelaceada_101_9_small-1.ipynb": TAKEN, "lovelaceada_101_5_small.ipynb": SUPERSEDED}
    entries = [entry("lovelaceada_101", f"class.zip/{name}", files[name]) for name in files]
    people = People().updated(entries, ())
    assert people.named("lovelaceada_101", "01_small").file == "lovelaceada_101_9_small-1.ipynb"


def test_canvas_has_one_number_and_moodle_another_in_each_assignment() -> None:
    people = People().updated([entry("lovelaceada_101", CANVAS), entry("李 小龙", MOODLE)], ())
    assert people.named("lovelaceada_101", "02_other") == Handle(
        "lovelaceada_101", "02_other", "canvas", "lovelaceada", "101"
    )
    assert people.named("李 小龙", "02_other") == Handle("李 小龙", "02_other", "moodle", "李 小龙")
    assert people.named("nobody", "02_other") == Handle("nobody", "02_other", "folder", "nobody")


def test_a_number_is_of_the_assignment_that_a_notebook_was_handed_in_for() -> None:
    another = entry("李 小龙", MOODLE, OTHER_LESSON, "02_other")
    people = People().updated([another], [Refusal(Path(MOODLE), "", "李 小龙", SMALL)])
    assert [*people.handles] == [("李 小龙", "01_small")]
    unknown = entry("李 小龙", MOODLE, REFUSED, "")
    owed = Refusal(Path(MOODLE), "", "李 小龙", SMALL)
    assert [*People().updated([unknown], [owed]).handles] == [("李 小龙", "01_small")]
    assert People().updated([another, unknown], ()).handles == {}


def test_a_number_outlives_a_run_without_it(tmp_path: Path) -> None:
    first = People().updated([entry("lovelaceada_101", CANVAS)], ())
    keep_people(first, tmp_path)
    assert read_people(tmp_path) == first
    again = [entry("lovelaceada_101", "submitted/x/small.ipynb").__class__(
        "lovelaceada_101", "01_small", Path("submitted/x/small.ipynb"), TAKEN, "",
        "lovelaceada_101", "folder",
    )]  # fmt: skip
    second = read_people(tmp_path).updated([*again, entry("emmy", "class/emmy/small.ipynb")], ())
    assert second.named("lovelaceada_101", "01_small").number == "101"
    assert second.named("emmy", "01_small").system == "folder"
    nothing = Entry("sofia", "01_small", None, NOTHING)
    assert second.updated([nothing], ()) == second
    keep_people(second, tmp_path)
    before = (tmp_path / "people.json").read_bytes()
    keep_people(read_people(tmp_path), tmp_path)
    assert (tmp_path / "people.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["people.json"]


@pytest.mark.parametrize(
    "content", [b"", b"[[1]]", b'[["a"]]', b"{", b"\xff\xfe[", b'{"a": 1}', b"3", b"[" * 10**5]
)
def test_a_damaged_file_is_said_in_one_line(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "people.json").write_bytes(content)
    with pytest.raises(UsageError, match=r"people\.json is damaged: delete it") as error:
        read_people(tmp_path)
    assert "\n" not in str(error.value)
    assert read_people(tmp_path / "nowhere") == People()
