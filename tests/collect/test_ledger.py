"""Every file that came has an entry, and so has everybody of whom none came."""

import io
import zipfile
from pathlib import Path

import nbformat
import pytest

from autograder.collect.collect import Intake, survey
from autograder.collect.ledger import NOT_LISTED, NOTHING, Entry, compared, of_lessons
from autograder.collect.roster import Person
from autograder.course.lessons import Course

LESSON, OTHER = "04_jacobian_lemmas", "03_chain_rule"
PEOPLE = tuple(
    Person(name, frozenset({name.casefold()}), number)
    for name, number in (("Ada", "1"), ("Emmy", "2"), ("Max", "3"), ("Sofia", "4"))
)


@pytest.fixture(scope="module")
def intake(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Intake:
    """A class in Canvas' archive: twice, late, another lesson, a page, nobody's."""
    blank = (course.release / LESSON / "jacobian_lemmas.ipynb").read_bytes()
    other = (course.release / OTHER / "chain_rule.ipynb").read_bytes()
    answered = course.lesson(LESSON).source.read_bytes()
    files = {
        "ada_1_10_jacobian_lemmas.ipynb": answered,
        "ada_1_11_jacobian_lemmas-2.ipynb": answered,
        "ada_1_12_jacobian_lemmas-3.ipynb": blank,
        "ada_1_13_picture.png": b"",
        "emmy_LATE_2_20_my work.ipynb": answered,
        "max_3_30_jacobian_lemmas.pdf": b"%PDF",
        "other_5_50_chain_rule.ipynb": other,
        "notes.txt": b"",
    }
    path = tmp_path_factory.mktemp("class") / "canvas.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return survey(course, path, io.BytesIO())


def brief(entries: list[Entry]) -> dict[str, tuple[str, str]]:
    return {one.path.name if one.path else one.student: (one.state, one.note) for one in entries}


def test_each_file_has_one_entry(intake: Intake) -> None:
    assert brief(list(intake.entries)) == {
        "ada_1_10_jacobian_lemmas.ipynb": (
            "superseded", "ada_1_11_jacobian_lemmas-2.ipynb counts",
        ),
        "ada_1_11_jacobian_lemmas-2.ipynb": ("taken", ""),
        "ada_1_12_jacobian_lemmas-3.ipynb": (
            "blank", "nothing is written in it; ada_1_11_jacobian_lemmas-2.ipynb counts",
        ),
        "ada_1_13_picture.png": ("passed over", ""),
        "emmy_LATE_2_20_my work.ipynb": ("taken", "its name is not the lesson's"),
        "max_3_30_jacobian_lemmas.pdf": ("refused", "not a notebook"),
        "other_5_50_chain_rule.ipynb": ("taken", ""),
        "notes.txt": ("refused", "nothing in its name says whose it is"),
    }  # fmt: skip
    emmy = next(one for one in intake.entries if one.given_name == "emmy")
    assert (emmy.student, emmy.system, emmy.number, emmy.late) == ("emmy_2", "canvas", "2", True)
    assert emmy.time is None, "Canvas dates the files in its archives when it packs them"


def test_another_lesson_is_marked(intake: Intake) -> None:
    states = brief([*of_lessons(intake.entries, [LESSON])])
    assert states["other_5_50_chain_rule.ipynb"][0] == "another lesson"
    assert [state for state, _ in states.values()].count("taken") == 2


def test_of_whom_nothing_came_and_who_is_not_listed(intake: Intake) -> None:
    found = [*compared(intake.entries, PEOPLE, [LESSON])]
    assert [(one.student, one.lesson) for one in found if one.state == NOTHING] == [
        ("Sofia", LESSON)
    ]
    assert [one.given_name for one in found if NOT_LISTED in one.note] == ["other"]
    assert len(found) == len(intake.entries) + 1


def test_of_each_lesson_that_is_asked_for(intake: Intake) -> None:
    found = [*compared(intake.entries, PEOPLE, [LESSON, OTHER])]
    missing = [(one.student, one.lesson) for one in found if one.state == NOTHING]
    assert missing == [
        ("ada_1", OTHER), ("emmy_2", OTHER), ("Sofia", OTHER), ("Sofia", LESSON),
    ]  # fmt: skip
    assert [one.lesson for one in compared(intake.entries, PEOPLE, []) if not one.path] == [""]


def test_a_folder_dates_its_files(course: Course, tmp_path: Path, released: object) -> None:
    path = tmp_path / "ada" / LESSON / "jacobian_lemmas.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(nbformat.writes(released))
    (one,) = survey(course, tmp_path, io.BytesIO()).entries
    assert one.time is not None
    assert (one.student, one.system, one.number) == ("ada", "folder", "")
