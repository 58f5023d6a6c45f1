"""What ``autograder export`` cannot work on is said in one line, and nothing is written."""

import shutil
from pathlib import Path

import pytest

from autograder.classroom.gradebook.writer import GradebookWriter
from autograder.classroom.submission import Result
from autograder.cli.main import main
from autograder.collect.collect import Submission
from autograder.course.lessons import Course
from autograder.course.release import nbgrader_commands
from autograder.judge.marks import Mark
from tests.helpers import small

pytestmark = pytest.mark.xdist_group("export-refused")

WORKSHEET = (
    "Identifier,Full name,Grade,Maximum Grade,Last modified (grade)\nParticipant 1,Ada,,2.00,-\n"
)
GRADEBOOK = "Student,ID,Section,Small (7)\n    Points Possible,,,2.00\nAda,1,A,\n"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with two lessons of which one is graded, with the results beside it."""
    folder = tmp_path_factory.mktemp("original")
    made = small.make_course(folder / "course")
    other = made.root / "solutions" / "02_other" / "other.ipynb"
    other.parent.mkdir()
    other.write_bytes(small.lesson_of(made).source.read_bytes())
    grade(Course(made.root), folder / "out", small.NAME)
    (folder / "sheet.csv").write_text(WORKSHEET)
    (folder / "book.csv").write_text(GRADEBOOK)
    return folder


@pytest.fixture
def course(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    shutil.copytree(original, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path / "course")
    return Course(tmp_path / "course")


def grade(course: Course, out: Path, name: str) -> None:
    """Put full marks of one student into a gradebook."""
    out.mkdir(exist_ok=True)
    lesson = course.lesson(name)
    nbgrader_commands.record_assignment(course, lesson, root=out)
    result = Result(b"", b"", "", (Mark("test_twice", 2.0, 2.0, ""),), ())
    with GradebookWriter(f"sqlite:///{out / 'gradebook.db'}", "backpropagation") as book:
        book.record([(Submission("Ada", lesson, bytes), result)])


def export(folder: Path, *arguments: str) -> int:
    return main(["export", "--out", str(folder / "out"), *arguments])


def test_both_forms_are_filled_by_names(course: Course, tmp_path: Path) -> None:
    assert export(tmp_path, "--moodle", str(tmp_path / "sheet.csv")) == 0
    filled = (tmp_path / "out" / "sheet-filled.csv").read_text()
    assert filled == WORKSHEET.replace("Ada,,", "Ada,2,")
    to = tmp_path / "there.csv"
    assert export(tmp_path, "--canvas", str(tmp_path / "book.csv"), "--to", str(to)) == 0
    assert to.read_text() == GRADEBOOK.replace("A,\n", "A,2\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--moodle", "none.csv"], "none.csv: No such file or directory"),
        (["--moodle", "book.csv"], "book.csv: no grading worksheet of Moodle: it has no columns "),
        (["--canvas", "sheet.csv"], "sheet.csv: no gradebook of Canvas: it has no columns "),
        (["--moodle", "empty.csv"], "empty.csv: no grading worksheet of Moodle"),
        (["--canvas", "headings.csv"], "headings.csv: no list of a class"),
        (["--moodle", "scale.csv"], "Maximum Grade is not the same number in all rows"),
        (["--moodle", "sheet.csv", "--lesson", "99_later"], "no lesson '99_later'; the lessons "),
        (["--moodle", "sheet.csv", "--lesson", "02_other"], "nothing of 02_other is graded; "),
        (["--moodle", "sheet.csv", "--column", "Small (7)"], "--column is for a gradebook of Ca"),
        (["--moodle", "sheet.csv", "--to", "sheet.csv"], "are files of their own: "),
        (["--moodle", "sheet.csv", "--to", "x", "--pages", "x"], "are files of their own: "),
        (["--canvas", "book.csv", "--column", "Big"], "no assignment has the column 'Big'; the "),
    ],
)
def test_wrong_input(
    course: Course,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    says: str,
) -> None:
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "headings.csv").write_text(GRADEBOOK.splitlines()[0])
    (tmp_path / "scale.csv").write_text(WORKSHEET.replace("2.00", "Good"))
    paths = [str(tmp_path / a) if a.endswith((".csv", "x")) else a for a in arguments]
    before = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert export(tmp_path, *paths) == 2
    captured = capsys.readouterr()
    (line,) = captured.err.splitlines()
    assert line.startswith("autograder: ")
    assert says in line
    assert captured.out == ""
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == before
    assert (tmp_path / "sheet.csv").read_text() == WORKSHEET


def test_without_a_gradebook(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["export", "--moodle", str(tmp_path / "sheet.csv"), "--out", str(tmp_path / "no")]
    url = f"sqlite:///{tmp_path / 'none.db'}"
    for extra in ([], ["--db", url]):
        assert main([*arguments, *extra]) == 2
        assert capsys.readouterr().err.startswith("autograder: nothing is graded in ")
    assert not (tmp_path / "no").exists()
    assert not (tmp_path / "none.db").exists()


def test_several_lessons_must_be_chosen_from(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grade(course, tmp_path / "out", "02_other")
    assert export(tmp_path, "--moodle", str(tmp_path / "sheet.csv")) == 2
    assert capsys.readouterr().err == (
        "autograder: --lesson NAME says which: the gradebook has 01_small, 02_other\n"
    )
    arguments = ["--moodle", str(tmp_path / "sheet.csv"), "--lesson", "02_other"]
    assert export(tmp_path, *arguments) == 0


def test_a_damaged_list_of_people(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out" / "journal").mkdir()
    (tmp_path / "out" / "journal" / "people.json").write_text("[")
    assert export(tmp_path, "--moodle", str(tmp_path / "sheet.csv")) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "people.json is damaged: delete it" in line


@pytest.mark.parametrize("arguments", [[], ["--canvas", "a.csv", "--moodle", "b.csv"]])
def test_one_form_is_needed(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        export(tmp_path, *arguments)
    assert stopped.value.code == 2
    assert "usage: autograder export" in capsys.readouterr().err
