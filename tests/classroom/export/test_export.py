"""Graded classes go back to Canvas and Moodle, as what these read of the files says."""

import csv
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.cli.main import main
from autograder.course.lessons import Course
from tests.classroom.export.importers import Canvas, Moodle
from tests.helpers import small
from tests.helpers.packing import pack

pytestmark = [pytest.mark.integration, pytest.mark.xdist_group("export")]

STUDENTS = {  # number: name last first, name first first
    101: ("Lovelace, Ada", "Ada Lovelace"),
    102: ("Müller, Jörg", "Jörg Müller"),
    103: ("李, 小龙", "小龙 李"),
    104: ("O'Brien, Miles", "Miles O'Brien"),
    105: ("Müller, Max", "Max Müller"),
    106: ("Müller, Max", "Max Müller"),
    107: ("Hopper, Grace", "Grace Hopper"),
    108: ("Noether, Emmy", "Emmy Noether"),
    999: ("Student, Test", "Test Student"),
}
CANVAS_FILES = {
    101: "lovelaceada_101_5001_small.ipynb",
    102: "müllerjörg_LATE_102_5002_small-1.ipynb",
    103: "李小龙_103_5003_small.ipynb",
    104: "obrienmiles_104_5004_link.ipynb",
    105: "müllermax_105_5005_small.ipynb",
    106: "müllermax_106_5006_small.ipynb",
    107: "hoppergrace_107_5007_small.pdf",
    109: "gonegil_109_5009_small.ipynb",
}
MOODLE_FILES = {
    101: "Ada Lovelace_101_assignsubmission_file_/small.ipynb",
    102: "Jörg Müller_102_assignsubmission_file/small.ipynb",
    103: "小龙 李_103_assignsubmission_file_/small.ipynb",
    104: "Miles OBrien_104_assignsubmission_file_/small.ipynb",
    105: "Max Müller_105_assignsubmission_file_/small.ipynb",
    106: "Max Müller_106_assignsubmission_file_small.ipynb",
    107: "Grace Hopper_107_assignsubmission_file_/small.pdf",
    109: "Gil Gone_109_assignsubmission_file_/small.ipynb",
}
WRONG = (103, 106)
HAS = {101: 2.0, 102: 1.29, 103: 1.25, 104: 2.5, 105: 2.0, 106: 0.0, 107: 0.0, 109: 2.0}
CHANGED = "Monday, 2 November 2026, 3:04 PM"


@dataclass(frozen=True)
class Graded:
    """A graded class.

    Attributes:
        course: the course.
        out: the folder of results.
        archive: what the class handed in.
        names: the students by number.
    """

    course: Course
    out: Path
    archive: Path
    names: dict[int, str]

    def marked(self) -> None:
        """Give points by hand and extra credit, and take some off for handing in late."""
        with Gradebook(f"sqlite:///{self.out / 'gradebook.db'}") as book:
            by_hand = book.find_grade("test_twice", "small", small.NAME, self.names[103])
            by_hand.manual_score, by_hand.needs_manual_grade = 1.25, False
            extra = book.find_grade("test_twice", "small", small.NAME, self.names[104])
            extra.extra_credit = 0.5
            late = book.find_submission_notebook("small", small.NAME, self.names[102])
            late.late_submission_penalty = 0.71
            book.db.commit()

    def grade(self) -> int:
        """Grade, or see that nothing has changed, and write the tables anew."""
        return main(["grade", str(self.archive), "--out", str(self.out), "--jobs", "2"])


def graded(folder: Path, files: dict[int, str]) -> Graded:
    course = small.make_course(folder / "course")
    members = {
        name: b"%PDF" if name.endswith("pdf")
        else small.notebook(course, small.WRONG if number in WRONG else small.RIGHT)
        for number, name in files.items()
    }  # fmt: skip
    archive = folder / "class.zip"
    archive.write_bytes(pack(members))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(course.root)
        found = Graded(course, folder / "out", archive, {})
        assert found.grade() == 1  # Grace's file is no notebook
        with Gradebook(f"sqlite:///{found.out / 'gradebook.db'}") as book:
            students = [student.id for student in book.students]
        found.names.update(
            (number, one) for number, name in files.items() for one in students
            if one.endswith(f"_{number}") or (one == name.split("_")[0])
        )  # fmt: skip
        assert sorted(found.names.values()) == sorted(students)
        found.marked()
        found.grade()
    return found


@pytest.fixture(scope="module")
def canvas(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    return graded(tmp_path_factory.mktemp("canvas"), CANVAS_FILES)


@pytest.fixture(scope="module")
def moodle(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    return graded(tmp_path_factory.mktemp("moodle"), MOODLE_FILES)


@pytest.fixture(autouse=True)
def at_the_course(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    which = "canvas" if "canvas" in request.fixturenames else "moodle"
    monkeypatch.chdir(request.getfixturevalue(which).course.root)


def gradebook(path: Path, sign: str = ",", mark: str = "", decimal: str = ".") -> Path:
    """Write a gradebook as Canvas exports it, with the name of each assignment's own number."""
    heading = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Essay 1, draft (770)",
               "01 Small (771)", "Assignments Current Score"]  # fmt: skip
    points = f"2{decimal}00"
    rows = [
        heading,
        ["", "", "", "", "", "", "Manual Posting", ""],
        ["    Points Possible", "", "", "", "", f"10{decimal}00", points, "(read only)"],
    ]
    for number, (name, _) in STUDENTS.items():
        old = "EX" if number == 105 else ""
        rows.append([name, str(number), "", f"u{number}", "A and B", f"7{decimal}50", old, "75"])
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(mark)
        csv.writer(file, delimiter=sign, lineterminator="\n").writerows(rows)
    return path


def worksheet(path: Path, sign: str = ",", mark: str = "", decimal: str = ".") -> Path:
    """Write a grading worksheet as Moodle hands it out, in an order of its own."""
    rows = [["Identifier", "Full name", "ID number", "Email address", "Status", "Grade",
             "Maximum Grade", "Grade can be changed", "Last modified (submission)",
             "Last modified (grade)", "Feedback comments"]]  # fmt: skip
    for number, (_, name) in reversed(STUDENTS.items()):
        rows.append([
            f"Participant {number}", name, "", f"u{number}@example.org",
            "Submitted for grading", "", f"2{decimal}00", "No" if number == 105 else "Yes",
            CHANGED, CHANGED if number == 101 else "-",
            '<p dir="ltr">"so, so"</p>' if number == 101 else "",
        ])  # fmt: skip
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(mark)
        csv.writer(file, delimiter=sign, lineterminator="\n").writerows(rows)
    return path


SHAPES = [(",", "", "."), (",", "\ufeff", ","), (";", "\ufeff", ",")]


@pytest.mark.parametrize(("sign", "mark", "decimal"), SHAPES)
def test_canvas_takes_the_marks(
    canvas: Graded, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    sign: str, mark: str, decimal: str,
) -> None:  # fmt: skip
    form = gradebook(tmp_path / "grades.csv", sign, mark, decimal)
    before = form.read_bytes()
    assert main(["export", "--canvas", str(form), "--out", str(canvas.out)]) == 1
    filled = canvas.out / "grades-filled.csv"
    scores: dict[tuple[int, int], str | None] = {(number, 771): None for number in STUDENTS}
    scores |= {(number, 770): "7.5" for number in STUDENTS}
    expected = {(n, 771): points for n, points in HAS.items() if n not in (105, 109)}
    assert Canvas(scores).takes(filled.read_bytes()) == expected
    printed = capsys.readouterr()
    assert printed.out == f"01_small: the points of 6 students are in {filled}\n"
    assert printed.err.splitlines() == [
        "not in the form: gonegil_109, 2 points: no row is that of gonegil (109)",
        "not in the form: müllermax_105, 2 points: Canvas has it as excused",
        "no points: Emmy Noether, who is in grades.csv",
        "no points: Test Student, who is in grades.csv",
    ]
    emptied = filled.read_bytes()
    for text in ("2", "1.29", "1.25", "2.5", "0"):
        text = text.replace(".", decimal)
        cell = f'"{text}"' if sign in text else text
        emptied = emptied.replace(f"{sign}{cell}{sign}75\n".encode(), f"{sign}{sign}75\n".encode())
    assert emptied == before  # nothing else has changed
    assert form.read_bytes() == before


def test_canvas_takes_the_pages_back(canvas: Graded, tmp_path: Path) -> None:
    form = gradebook(tmp_path / "grades.csv")
    arguments = ["export", "--canvas", str(form), "--out", str(canvas.out), "--pages"]
    for name in ("pages.zip", "again.zip"):
        assert main([*arguments, str(tmp_path / name)]) == 1
    content = (tmp_path / "pages.zip").read_bytes()
    assert content == (tmp_path / "again.zip").read_bytes()
    uploads = {number: {5000 + number % 100} for number in STUDENTS}
    found = Canvas({}, uploads).takes_pages(content)
    assert found == {
        number: (canvas.out / "feedback" / name / small.NAME / "small.html").read_bytes()
        for number, name in canvas.names.items()
        if number not in (107, 109)
    }
    with zipfile.ZipFile(tmp_path / "pages.zip") as archive:
        assert "müllerjörg_LATE_102_5002_small.html" in archive.namelist()


@pytest.mark.parametrize(("sign", "mark", "decimal"), SHAPES)
def test_moodle_takes_the_marks(
    moodle: Graded, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    sign: str, mark: str, decimal: str,
) -> None:  # fmt: skip
    form = worksheet(tmp_path / "Grades-04.csv", sign, mark, decimal)
    arguments = ["export", "--moodle", str(form), "--out", str(moodle.out)]
    assert main([*arguments, "--to", str(tmp_path / "filled.csv")]) == 1
    assignment = Moodle(
        dict.fromkeys(STUDENTS), 2.0, {101: datetime(2026, 11, 2, 15, 4)}, frozenset({105}), decimal
    )
    filled = (tmp_path / "filled.csv").read_bytes()
    expected = {n: points for n, points in HAS.items() if n not in (104, 105, 109)}
    assert assignment.takes(filled, sign) == expected
    assert capsys.readouterr().err.splitlines() == [
        "not in the form: Gil Gone, 2 points: no row is that of Gil Gone (109)",
        "not in the form: Max Müller_105, 2 points: Moodle does not let this grade be changed",
        "not in the form: Miles OBrien, 2.5 points: 2.5 are more than the 2 that it takes",
        "no points: Test Student, who is in Grades-04.csv",
        "no points: Emmy Noether, who is in Grades-04.csv",
    ]
    assignment.modified[103] = datetime(2026, 11, 3)  # somebody gave a grade in Moodle meanwhile
    assert assignment.takes(filled, sign) == {n: p for n, p in expected.items() if n != 103}
    with form.open(encoding="utf-8-sig", newline="") as file:
        before = list(csv.reader(file, delimiter=sign))
    after = list(csv.reader(filled.decode("utf-8-sig").splitlines(), delimiter=sign))
    assert [row[:5] + row[6:] for row in after] == [row[:5] + row[6:] for row in before]


def test_moodle_takes_the_pages_back(moodle: Graded, tmp_path: Path) -> None:
    form = worksheet(tmp_path / "form.csv")
    arguments = ["export", "--moodle", str(form), "--out", str(moodle.out), "--pages"]
    assert main([*arguments, str(tmp_path / "pages.zip")]) == 1
    found = Moodle(dict.fromkeys(STUDENTS), 2.0).takes_pages((tmp_path / "pages.zip").read_bytes())
    pages = moodle.out / "feedback"
    assert found == {
        number: ("small.html", (pages / name / small.NAME / "small.html").read_bytes())
        for number, name in moodle.names.items()
        if number not in (107, 109)
    }


def test_a_total_is_the_same_everywhere(
    canvas: Graded, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    canvas.grade()
    terminal = {}
    for line in capsys.readouterr().out.splitlines()[1:9]:
        student, _, total = line.split()[:3]
        terminal[student] = total
    with (canvas.out / "totals.csv").open(encoding="utf-8", newline="") as file:
        totals = {row["student"]: float(row[small.NAME]) for row in csv.DictReader(file)}
    with Gradebook(f"sqlite:///{canvas.out / 'gradebook.db'}") as book:
        nbgrader = {
            one.student.id: max(0.0, one.score - one.late_submission_penalty)
            for one in book.assignment_submissions(small.NAME)
        }
    assert totals == pytest.approx(nbgrader)
    for number, student in canvas.names.items():
        assert totals[student] == HAS[number]
        assert terminal[student] == f"{HAS[number]:g}/2"
        page = canvas.out / "feedback" / student / small.NAME / "small.html"
        if number != 107:
            assert f"<strong>{HAS[number]:g}</strong> of 2 points" in page.read_text()


def test_one_student_graded_again_leaves_the_class_in_the_totals(
    canvas: Graded, tmp_path: Path
) -> None:
    before = (canvas.out / "totals.csv").read_bytes()
    archive = tmp_path / "again.zip"
    name = CANVAS_FILES[101]
    archive.write_bytes(pack({name: small.notebook(canvas.course, small.RIGHT)}))
    assert main(["grade", str(archive), "--out", str(canvas.out), "--jobs", "1"]) == 0
    assert (canvas.out / "totals.csv").read_bytes() == before


def test_points_are_scaled_when_asked_for(
    moodle: Graded, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = worksheet(tmp_path / "form.csv")
    form.write_text(form.read_text().replace("2.00", "100.00"))
    arguments = ["export", "--moodle", str(form), "--out", str(moodle.out)]
    assert main(arguments) == 2
    assert capsys.readouterr().err == (
        f"autograder: {form}: the lesson has 2 points, the assignment 100; give it the same, or "
        "scale them with --scale\n"
    )
    assert main([*arguments, "--scale", "--to", str(tmp_path / "filled.csv")]) == 1
    found = Moodle(dict.fromkeys(STUDENTS), 100.0).takes((tmp_path / "filled.csv").read_bytes())
    assert found[102] == 64.5


def test_the_column_can_be_named(
    canvas: Graded, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = gradebook(tmp_path / "form.csv")
    form.write_text(form.read_text().replace("01 Small (771)", "Homework (771)")
                    .replace("Essay 1, draft", "Essay"))  # fmt: skip
    arguments = ["export", "--canvas", str(form), "--out", str(canvas.out)]
    assert main(arguments) == 2
    assert capsys.readouterr().err == (
        f"autograder: {form}: no assignment is called like the lesson; name its column with "
        "--column. the assignments are Essay (770), Homework (771)\n"
    )
    assert main([*arguments, "--column", "Homework (771)"]) == 1
    assert main([*arguments, "--column", "Homework"]) == 2


def test_a_hand_given_score_for_another_answer_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], canvas: Graded
) -> None:
    folder = small.hand_in(canvas.course, tmp_path / "class", ada=small.WRONG, emmy=small.WRONG)
    out = tmp_path / "out"
    grade = ["grade", str(folder), "--out", str(out), "--jobs", "1"]
    assert main(grade) == 0
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        mark = book.find_grade("test_twice", "small", small.NAME, "ada")
        mark.manual_score, mark.needs_manual_grade = 1.5, False
        book.db.commit()
    assert main(grade) == 0
    assert "needs review" not in capsys.readouterr().out
    small.hand_in(canvas.course, folder, ada=small.RIGHT)
    assert main(grade) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "needs review: ada, 01_small, test_twice"


LATE = """from nbgrader.plugins import BasePlugin
class SubMarks(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 7200
"""


def test_nbgraders_plugin_for_lateness_counts_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    course = small.make_course(tmp_path / "course")
    (course.root / "latecourse.py").write_text(LATE)
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write('\nc.AssignLatePenalties.plugin_class = "latecourse.SubMarks"\n')
    monkeypatch.chdir(course.root)
    monkeypatch.syspath_prepend(course.root)
    folder = small.hand_in(course, tmp_path / "class", ada=small.RIGHT, emmy=small.RIGHT)
    for student, hour in (("ada", 13), ("emmy", 12)):
        stamp = folder / student / small.NAME / "timestamp.txt"
        stamp.write_text(f"2026-11-24 {hour}:00:00 UTC\n")
    out = tmp_path / "out"
    grade = ["grade", str(folder), "--out", str(out), "--jobs", "1"]
    assert main(grade) == 0
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        book.find_assignment(small.NAME).duedate = datetime(2026, 11, 24, 12)
        book.db.commit()
    assert main([*grade, "--force"]) == 0
    line = next(li for li in capsys.readouterr().out.splitlines()[::-1] if li.startswith("ada "))
    assert line.split() == ["ada", small.NAME, "1.5/2", "handing", "in", "late", "(0.5)"]
    assert (out / "totals.csv").read_text().split() == ["student,01_small,total", "ada,1.5,1.5",
                                                         "emmy,2,2"]  # fmt: skip
    page = (out / "feedback" / "ada" / small.NAME / "small.html").read_text()
    assert "<strong>1.5</strong> of 2 points" in page
    form = tmp_path / "form.csv"
    form.write_text("Identifier,Full name,Grade,Last modified (grade)\nParticipant 5,Ada,,-\n")
    assert main(["export", "--moodle", str(form), "--out", str(out)]) == 1
    assert Moodle({5: None}, 2.0).takes((out / "form-filled.csv").read_bytes()) == {5: 1.5}
