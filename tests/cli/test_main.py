"""The command line: exit statuses, one clear line for bad input, nothing half-written."""

import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import indent

import nbformat
import pytest

from autograder.cli.main import main
from autograder.course.lessons import Course
from autograder.course.notebook.cells import answers_of, with_answers
from autograder.course.view import validate

NAME = "04_jacobian_lemmas"


def _one_line(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    return line


def test_release_check_says_yes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "--check"]) == 0
    assert capsys.readouterr().out == ""


def test_release_check_names_what_differs(
    course: Course,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "solutions").symlink_to(course.solutions)
    (tmp_path / "nbgrader_config.py").symlink_to(course.root / "nbgrader_config.py")
    (tmp_path / "course").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["release", "--check"]) == 1
    assert f"course/{NAME}/jacobian_lemmas.ipynb: missing" in capsys.readouterr().out
    assert list((tmp_path / "course").iterdir()) == []


@pytest.mark.integration
def test_a_folder_that_does_not_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 2
    assert "no folder" in _one_line(capsys)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.integration
def test_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "class").mkdir()
    assert main(["grade", str(tmp_path / "class"), "--out", str(tmp_path / "out")]) == 2
    assert "is empty" in _one_line(capsys)
    assert not (tmp_path / "out").exists()


@pytest.mark.integration
def test_an_unknown_lesson(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "class" / "ada" / "99_later").mkdir(parents=True)
    assert main(["grade", str(tmp_path / "class"), "--out", str(tmp_path / "out")]) == 1
    line = _one_line(capsys)
    assert line.startswith("not graded: ")
    assert "no such lesson; the lessons are 00_start_here, " in line
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["intake.csv"]


@pytest.mark.integration
def test_a_file_that_is_no_notebook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "class" / "ada" / NAME / "jacobian_lemmas.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("no notebook")
    assert main(["grade", str(tmp_path / "class"), "--out", str(tmp_path / "out")]) == 1
    captured = capsys.readouterr()
    assert captured.err.count("not graded: ") == 1
    assert "0/20   everything" in captured.out
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "gradebook.db", "grades.csv", "intake.csv", "journal", "totals.csv",
    ]  # fmt: skip


@pytest.mark.integration
def test_check_reports_each_exercise(
    course: Course,
    released: nbformat.NotebookNode,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    solved = answers_of(nbformat.read(course.lesson(NAME).source, as_version=4))
    solved["affine_grad_W"] = "def affine_grad_W(grad_y, x):\n    return 2 * np.outer(grad_y, x)"
    nbformat.write(with_answers(released, solved), tmp_path / "mine.ipynb")
    assert main(["check", str(tmp_path / "mine.ipynb")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "affine_grad_W: failed"
    assert "numeric differentiation gives" in lines[1]
    assert "(ratio 2.000 in all" in lines[2]
    assert [line for line in lines if line.endswith(": failed")] == ["affine_grad_W: failed"]
    states = {line.partition(": ")[0]: line.partition(": ")[2] for line in lines}
    for name in exercises(course):
        if name != "affine_grad_W":
            assert states[name] == "passed"
    assert lines[-1] == "12 exercises: 11 passed, 1 failed."


def exercises(course: Course) -> list[str]:
    return [exercise.name for exercise in course.lesson(NAME).exercises]


@pytest.mark.integration
def test_check_passes_the_solution(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(course.lesson(NAME).source)]) == 0
    *lines, last = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == exercises(course)
    assert last == "12 exercises: 12 passed."


@pytest.mark.integration
def test_check_takes_a_folder_and_counts_what_is_open(
    course: Course,
    released: nbformat.NotebookNode,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    nbformat.write(released, tmp_path / "mine.ipynb")
    assert main(["check", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        *(f"{name}: open" for name in exercises(course)),
        "12 exercises: 0 passed, 12 open.",
    ]
    nbformat.write(released, tmp_path / "other.ipynb")
    assert main(["check", str(tmp_path)]) == 2
    assert "more than one notebook" in capsys.readouterr().err


@pytest.mark.integration
@pytest.mark.parametrize(
    ("end", "says"),
    [
        ("import os\nos._exit(0)", "it ended the kernel."),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "it ended the kernel."),
        ("while True:\n    try:\n        while True: pass\n    except BaseException: pass",
         "it did not end within 3 s."),
    ],
    ids=["exit", "crash", "loop"],
)  # fmt: skip
@pytest.mark.parametrize("where", ["cell", "call"])
def test_check_outlives_what_ends_a_kernel(
    course: Course,
    released: nbformat.NotebookNode,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    end: str,
    says: str,
    where: str,
) -> None:
    monkeypatch.setattr(validate, "CELL", 3)
    monkeypatch.setattr(validate, "TEST", 3)
    answers = answers_of(nbformat.read(course.lesson(NAME).source, as_version=4))
    if where == "call":
        answers["affine_grad_x"] = f"def affine_grad_x(W, grad_y):\n{indent(end, '    ')}"
    else:
        answers["affine_grad_x"] = end
    nbformat.write(with_answers(released, answers), tmp_path / "mine.ipynb")
    assert main(["check", str(tmp_path / "mine.ipynb")]) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "affine_grad_x: failed\n" in printed.out
    assert says in printed.out
    assert printed.out.endswith("12 exercises: 11 passed, 1 failed.\n")


@pytest.mark.integration
def test_check_says_when_a_test_cell_was_changed(
    released: nbformat.NotebookNode, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = with_answers(released, {})
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "test_affine_grad_W":
            cell.source = "pass"
    nbformat.write(notebook, tmp_path / "mine.ipynb")
    assert main(["check", str(tmp_path / "mine.ipynb")]) == 1
    assert (
        "note: test_affine_grad_W: this cell was changed; the original is used"
        in capsys.readouterr().out
    )


@pytest.mark.parametrize("name", ["nowhere.ipynb", "text.ipynb", "plain.ipynb"])
def test_check_refuses_what_has_no_exercises(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.ipynb").write_text("text")
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "plain.ipynb")
    assert main(["check", str(tmp_path / name)]) == 2
    assert _one_line(capsys).startswith(f"autograder: {tmp_path / name}: ")


@pytest.mark.integration
@pytest.mark.parametrize("arguments", [[], ["grade"], ["check"], ["nonsense"], ["grade", "a", "b"]])
def test_wrong_usage(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("usage: autograder")
    assert "Traceback" not in done.stderr


@pytest.mark.integration
def test_demo_grades_a_class(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--students", "3", "--out", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:4]] == ["student01", "student02", "student03"]
    assert "20/20" in lines[1]
    assert "everything" in lines[2]
    assert lines[-3].endswith("grades.csv")
    assert lines[-2].endswith("intake.csv")
    assert (tmp_path / "feedback" / "student03" / NAME / "jacobian_lemmas.html").is_file()


@pytest.mark.integration
def test_a_second_run_grades_what_has_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--students", "2", "--out", str(tmp_path)]) == 0
    first = (tmp_path / "grades.csv").read_bytes()
    again = ["grade", str(tmp_path / "submissions"), "--out", str(tmp_path), "--jobs", "2"]
    capsys.readouterr()
    assert main(again) == 0
    assert "Graded now: 0; unchanged since an earlier run: 2" in capsys.readouterr().out
    assert (tmp_path / "grades.csv").read_bytes() == first
    assert main([*again, "--force", "--lesson", NAME]) == 0
    assert "Graded now: 2; unchanged since an earlier run: 0" in capsys.readouterr().out
    assert (tmp_path / "grades.csv").read_bytes() == first

    # Names that are not UTF-8, as an old archive leaves them behind.
    student, *_ = (tmp_path / "submissions").iterdir()
    shutil.copytree(student, student.with_name("eve\udcfc"))
    (student / NAME / "notes-\udcfc.txt").write_text("")
    assert main(again) == 0
    assert "Graded now: 1; unchanged since an earlier run: 2" in capsys.readouterr().out
    assert "\neve_~" in (tmp_path / "grades.csv").read_text("utf-8")
    assert "/notes-?.txt," in (tmp_path / "intake.csv").read_text("utf-8")


def test_a_lesson_that_does_not_exist_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ada" / NAME).mkdir(parents=True)
    assert main(["grade", str(tmp_path), "--lesson", "99_later"]) == 2
    assert "no lesson '99_later'" in _one_line(capsys)
