"""From submissions to the report: causes that were planted, points of a person, names."""

import json
import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.checks.failure import EITHER
from autograder.classroom.grade import grade_class
from autograder.classroom.kept.journal import Journal
from autograder.classroom.report.class_report import report_of
from autograder.classroom.report.page import page_of
from autograder.classroom.report.results import OPEN, Reader
from autograder.cli.main import main
from autograder.course.answer_bank import Answer, wrong_answers
from autograder.course.demo import simulate_class
from autograder.course.lessons import Course
from autograder.course.notebook.cells import answers_of
from autograder.errors import UsageError
from autograder.workers.pool import Pool, usual_jobs
from tests.helpers import small
from tests.helpers.webpage import HOSTILE

NAME = "04_jacobian_lemmas"
STUDENTS = 14
STUDENT = "Emmy Noether"


def planted(course: Course, folder: Path) -> dict[str, dict[str, Answer]]:
    """Return the wrong answers of a simulated class, by student and exercise."""
    known = {(one.exercise, one.source): one for one in wrong_answers(course.root / "bank" / NAME)}
    found: dict[str, dict[str, Answer]] = {}
    for path in sorted(folder.glob("*/*/*.ipynb")):
        answers = answers_of(nbformat.read(path, as_version=4)).items()
        wrong = {name: known[name, text] for name, text in answers if (name, text) in known}
        found[path.parts[-3]] = wrong
    return found


def chosen(folder: Path) -> dict[str, dict[str, str]]:
    """Return the letter that stands in each cell of a question, by student."""
    return {
        path.parts[-3]: {
            name: letter
            for name, text in answers_of(nbformat.read(path, as_version=4)).items()
            for letter in re.findall(r'^question_\w+ = "(\w)"', text, flags=re.MULTILINE)
        }
        for path in folder.glob("*/*/*.ipynb")
    }


@pytest.mark.integration
def test_the_causes_of_a_class_are_those_that_were_planted(course: Course, tmp_path: Path) -> None:
    simulate_class(course, tmp_path / "submissions", STUDENTS, [NAME])
    wrong = planted(course, tmp_path / "submissions")
    letters = chosen(tmp_path / "submissions")
    assert sum(map(len, wrong.values())) >= STUDENTS / 2
    with Pool(usual_jobs()) as pool:
        grades = grade_class(course, tmp_path / "submissions", tmp_path / "out", workers=pool)
    causes = {(s.student, s.exercise): s.cause for s in grades.scores}
    for score in grades.scores:
        answer = wrong[score.student].get(score.exercise)
        if answer is not None:
            assert answer.cause in score.cause.split(EITHER), score.reason
        elif score.score < score.max_score:
            letter = letters[score.student].get(score.exercise, "")
            assert score.cause == f"wrong-letter:{letter}" if letter else score.cause in OPEN
        else:
            assert score.cause == ""
    (report,) = report_of(course, tmp_path / "out")
    for question in report.questions:
        for option in question.options:
            those = [of for of in letters.values() if of.get(question.name) == option.letter]
            assert len(those) == option.students, question.name
    counted = Counter((c.mistake.exercise, c.mistake.cause) for c in report.cases)
    assert set(counted.values()) == {1}
    told = {(c.mistake.exercise, c.mistake.cause): c.mistake.students for c in report.cases}
    assert told == Counter(
        (exercise, causes[student, exercise])
        for student, some in wrong.items()
        for exercise in some
    )
    for case in report.cases:
        assert f"def {case.mistake.exercise}(" in case.answer
        assert case.section.startswith("Lemma ")
    for item in report.statistics.items:
        failed = sum(item.exercise in some for some in wrong.values())
        failed += sum(
            score.exercise == item.exercise and score.cause.startswith("wrong-letter:")
            for score in grades.scores
        )
        assert item.failed == failed
        assert item.students == STUDENTS
    assert next(one.student for one in report.needy) == "student02"
    page = page_of([report], anonymous=True)
    assert not any(student in page for student in wrong)
    assert page == page_of(report_of(course, tmp_path / "out"), anonymous=True)


@pytest.fixture
def graded(tmp_path: Path) -> Course:
    """A small course with a class, its results in out/."""
    hostile = "\n".join(HOSTILE.values())
    answers = {
        "ada": small.RIGHT,
        "emmy": small.WRONG + "  # by Emmy",
        STUDENT: "def twice(x):\n    who = 'Emmy Noether'\n    raise ValueError(who)",
        '"><script>alert(1)': f"def twice(x):\n    raise ValueError({hostile!r})",
        "open": small.RIGHT.replace("return 2 * x", "raise NotImplementedError()"),
    }
    course = small.make_course(tmp_path)
    small.hand_in(course, tmp_path / "in", **answers)
    (tmp_path / "in" / "gone" / small.NAME).mkdir(parents=True)
    (tmp_path / "in" / "gone" / small.NAME / "small.ipynb").write_text("no notebook")
    grade_class(course, tmp_path / "in", tmp_path / "out")
    return course


@pytest.mark.integration
def test_what_somebody_handed_in_is_counted_and_nobody_is_named(
    graded: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = graded.root / "out"
    monkeypatch.chdir(graded.root)
    assert main(["report", "--out", str(out), "--to", "x/page.html", "--anonymous"]) == 0
    assert f"{small.NAME}: 5 students, mean 0.4/2" in capsys.readouterr().out
    page = (graded.root / "x" / "page.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "Emmy" not in page
    assert "Noether" not in page
    assert "raise ValueError" in page.replace("<span class=k>", "").replace("</span>", "")
    table = (graded.root / "x" / "page.csv").read_text(encoding="utf-8")
    assert "exception 2; stated 1" in table
    (report,) = report_of(graded, out)
    (item,) = report.statistics.items
    assert (item.passed, item.failed, item.open, len(report.not_graded)) == (1, 3, 1, 1)
    assert main(["report", "--out", str(out)]) == 0
    page = (out / "class.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert ">Emmy Noether<" in page
    assert "1 student handed in something that could not be graded: gone." in page
    roster = graded.root / "class.csv"
    roster.write_text("Name\nEmmy Noether\ngone\nGrace Hopper\nSofia Kowalewskaja\n")
    assert main(["report", "--out", str(out), "--roster", str(roster)]) == 0
    page = (out / "class.html").read_text(encoding="utf-8")
    assert "2 students handed in nothing: Grace Hopper, Sofia Kowalewskaja." in page
    assert main(["report", "--out", str(out), "--to", "page.pdf"]) == 2


@pytest.mark.integration
def test_points_come_from_the_gradebook_and_causes_from_the_journal(graded: Course) -> None:
    out = graded.root / "out"
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}", "course") as book:
        submission = book.find_submission_notebook("small", small.NAME, "emmy")
        submission.grades[0].manual_score = 1.5
        book.db.commit()
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (results,) = Reader(graded, out).results()
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    attempts = {one.student: one.attempts[0] for one in results.hand_ins}
    assert attempts["emmy"].score == 1.5
    assert [failure.cause for failure in attempts["emmy"].failures] == ["stated"]
    assert attempts["open"].open
    assert results.not_graded == ("gone",)


@pytest.mark.integration
def test_results_of_an_earlier_version_have_no_cause(graded: Course) -> None:
    out = graded.root / "out"
    for digest in {key.digest for key in Journal(out / "journal").read().values()}:
        path = out / "journal" / "results" / digest
        head, _, rest = path.read_bytes().partition(b"\n")
        summary = json.loads(head)
        summary["marks"] = [mark[:4] for mark in summary["marks"]]
        path.write_bytes(json.dumps(summary).encode() + b"\n" + rest)
    (report,) = report_of(graded, out)
    (case,) = report.cases
    assert case.mistake.words.startswith("Why is not known")
    assert page_of([report])


def test_where_nothing_is_graded_one_line_says_so(course: Course, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="autograder grade comes first"):
        Reader(course, tmp_path)
    assert list(tmp_path.iterdir()) == []
