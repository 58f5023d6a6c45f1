"""Whoever handed in something has a row in the grades and in the gradebook, whatever it was."""

import csv
import zipfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.classroom.grade import Grades, grade_class
from autograder.cli.main import main
from autograder.course.lessons import Course
from tests.helpers import small

pytestmark = pytest.mark.integration

ROSTER = (
    "Student,ID,SIS Login ID,Section\n"
    '"Lovelace, Ada",1,ada,1\n"Noether, Emmy",2,emmy,1\n"Hopper, Grace",3,grace,1\n'
    '"Kowalewskaja, Sofia",4,sofia,1\n"Germain, Sophie",5,sophie,1\n'
)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Two lessons, of which the second is about the same function by another name."""
    made = small.make_course(tmp_path / "course")
    text = made.lessons[0].source.read_text().replace("twice", "double")
    path = made.root / "solutions" / "02_other" / "other.ipynb"
    path.parent.mkdir()
    path.write_text(text)
    return Course(made.root)


@pytest.fixture
def archive(course: Course, tmp_path: Path) -> Path:
    """What Canvas hands out of the first lesson."""
    right = small.notebook(course, small.RIGHT)
    files = {
        "lovelaceada_1_11_small.ipynb": right,
        "noetheremmy_2_12_small.pdf": b"%PDF",
        "hoppergrace_3_13_other.ipynb": course.lessons[1].source.read_bytes(),
        "kowalewskajasofia_4_14_small.ipynb": b"no notebook",
    }
    path = tmp_path / "canvas.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
    return path


def of(grades: Grades) -> dict[str, tuple[float, str]]:
    return {one.student: (one.score, one.reason) for one in grades.scores}


@pytest.mark.parametrize("lessons", [[small.NAME], []])
def test_everybody_has_a_row(
    course: Course, archive: Path, tmp_path: Path, lessons: list[str]
) -> None:
    if not lessons:  # one lesson came, so that it need not be named
        with zipfile.ZipFile(archive) as old:
            kept = {n: old.read(n) for n in old.namelist() if "grace" not in n}
        with zipfile.ZipFile(archive, "w") as new:
            for name, content in kept.items():
                new.writestr(name, content)
    grades = grade_class(course, archive, tmp_path / "out", lessons=lessons)
    found = of(grades)
    assert found.pop("lovelaceada_1") == (2, "")
    assert found.pop("noetheremmy_2") == (0, "not a notebook")
    sofia = found.pop("kowalewskajasofia_4")
    assert sofia[0] == 0
    assert "not" in sofia[1]
    grace = {"hoppergrace_3": (0, "a notebook of 02_other, not of 01_small")}
    assert found == (grace if lessons else {})
    assert len(grades.refusals) == 2 + bool(lessons)
    with Gradebook(f"sqlite:///{tmp_path / 'out' / 'gradebook.db'}") as book:
        entered = {s.student.id: s.score for s in book.assignment_submissions(small.NAME)}
    assert entered == {one.student: one.score for one in grades.scores}


def test_a_gradable_notebook_takes_the_place_of_the_entry(
    course: Course, archive: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    grade_class(course, archive, out, lessons=[small.NAME])
    with zipfile.ZipFile(archive, "a") as file:
        file.writestr("noetheremmy_2_99_small.ipynb", small.notebook(course, small.RIGHT))
    grades = grade_class(course, archive, out, lessons=[small.NAME])
    assert of(grades)["noetheremmy_2"] == (2, "")
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        assert book.find_submission(small.NAME, "noetheremmy_2").score == 2


def test_intake_has_a_row_for_every_file_and_for_whom_nothing_came(
    course: Course,
    archive: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(course.root)
    (tmp_path / "class.csv").write_text(ROSTER)
    out = tmp_path / "out"
    arguments = ["grade", str(archive), "--out", str(out), "--lesson", small.NAME, "--roster"]
    assert main([*arguments, str(tmp_path / "class.csv")]) == 1
    with (out / "intake.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert [(row["student"], row["state"]) for row in rows] == [
        ("hoppergrace_3", "another lesson"), ("kowalewskajasofia_4", "refused"),
        ("lovelaceada_1", "taken"), ("noetheremmy_2", "refused"),
        ("hoppergrace_3", "nothing came"), ("Sophie Germain", "nothing came"),
    ]  # fmt: skip
    assert [row["file"] for row in rows if row["state"] == "nothing came"] == ["", ""]
    assert (
        f"Nothing came of {small.NAME} from 2: hoppergrace_3, Sophie Germain\n"
        in capsys.readouterr().out
    )
    assert main([*arguments, str(tmp_path / "none.csv")]) == 2
    assert capsys.readouterr().err.endswith("none.csv: No such file or directory\n")
