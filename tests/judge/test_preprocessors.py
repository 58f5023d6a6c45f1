"""The same cells in three runners, the judge inside nbgrader, and no sandbox at all."""

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.cli.main import main
from autograder.course.answer_bank import right_answers
from autograder.course.lessons import Course, Lesson
from autograder.course.notebook.cells import answers_of, grade_id, runs_of, with_answers
from autograder.course.notebook.handed_in import LARGEST, cells_of, read_cells
from autograder.course.view.reason import cause
from autograder.course.view.rebuild import Source
from autograder.course.view.validate import validate
from autograder.judge.judge import Judge
from autograder.judge.preprocessors import notebook_of
from autograder.sandbox.limits import Limits
from tests.helpers import stock

ZEROS = "def affine_grad_W(grad_y, x):\n    return np.zeros((len(grad_y), len(x)))"


@pytest.fixture(scope="module")
def lesson(course: Course) -> Lesson:
    return course.lesson("04_jacobian_lemmas")


@pytest.fixture(scope="module")
def submissions(course: Course, lesson: Lesson, released: Any) -> dict[str, bytes]:
    """Right answers in every style of the bank, and one wrong answer."""
    solved = answers_of(nbformat.read(lesson.source, as_version=4))
    styles = right_answers(course.root / "bank" / lesson.name)
    answers = {**styles, "wrong": {"affine_grad_W": ZEROS}}
    return {
        style: nbformat.writes(with_answers(released, {**solved, **theirs})).encode()
        for style, theirs in answers.items()
    }


def _expected(lesson: Lesson, style: str) -> dict[str, float]:
    wrong = {"affine_grad_W"} if style == "wrong" else set()
    return {e.name: 0.0 if e.name in wrong else e.points for e in lesson.exercises}


@pytest.mark.integration
def test_a_stock_nbgrader_agrees(
    lesson: Lesson, submissions: dict[str, bytes], tmp_path: Path
) -> None:
    scores = stock.grade(tmp_path, lesson, submissions)
    assert scores == {style: _expected(lesson, style) for style in submissions}


@pytest.mark.integration
def test_the_students_own_kernel_agrees(
    lesson: Lesson, submissions: dict[str, bytes], tmp_path: Path
) -> None:
    for style, content in submissions.items():
        path = tmp_path / f"{style}.ipynb"
        path.write_bytes(content)
        failed = {one.exercise for one in validate(path).outcomes if one.message}
        assert failed == {n for n, points in _expected(lesson, style).items() if points == 0}, style


@pytest.mark.integration
def test_the_judge_agrees(lesson: Lesson, submissions: dict[str, bytes]) -> None:
    source = Source(nbformat.read(lesson.source, as_version=4))
    for style, content in submissions.items():
        runs = runs_of(nbformat.reads(content.decode(), as_version=4))
        notebook = source.rebuild(runs)
        Judge("bubblewrap", Limits()).run(notebook, source.seed(runs))
        failed = {
            cell.metadata["nbgrader"]["grade_id"].removeprefix("test_")
            for cell in notebook.cells
            if cell.metadata.get("nbgrader", {}).get("grade")
            and any(output.output_type == "error" for output in cell.outputs)
        }
        assert failed == {n for n, points in _expected(lesson, style).items() if points == 0}, style


def test_equal_submissions_have_equal_seeds(lesson: Lesson) -> None:
    notebook = nbformat.read(lesson.source, as_version=4)
    source, runs = Source(notebook), runs_of(notebook)
    seed = source.seed(runs)
    assert seed == source.seed(dict(reversed(runs.items())))
    assert seed != source.seed({**runs, "affine_grad_W": [ZEROS]})
    assert seed != source.seed({**runs, "affine_grad_W": ["", *runs["affine_grad_W"]]})
    int(seed, 16)


@pytest.fixture(scope="module")
def plain_course(
    course: Course,
    lesson: Lesson,
    submissions: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A folder that nbgrader's own commands grade, with this project's configuration."""
    folder = tmp_path_factory.mktemp("course")
    config = (course.root / "nbgrader_config.py").read_text()
    stock.make_course(folder, lesson, config, {"wrong": submissions["wrong"]})
    return folder


@pytest.mark.integration
def test_nbgraders_own_command_runs_the_judge(
    plain_course: Path, lesson: Lesson, submissions: dict[str, bytes]
) -> None:
    ran = stock.nbgrader(plain_course, "autograde", lesson.name, path=os.environ["PATH"])
    assert ran.returncode == 0, ran.stderr
    wrong = {"wrong": submissions["wrong"]}
    scores = stock.read_scores(plain_course, lesson, wrong)
    assert scores == {"wrong": _expected(lesson, "wrong")}
    made = plain_course / "autograded" / "wrong" / lesson.name / lesson.source.name
    graded = nbformat.read(made, as_version=4)
    causes = {grade_id(cell): cause(cell) for cell in graded.cells if cause(cell)}
    assert causes == {"test_affine_grad_W": "all-zero"}


def _cells(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
    """Change every cell of a notebook."""
    return lambda notebook: [change(cell) for cell in notebook["cells"]]


def _of_code(**parts: Any) -> Callable[[dict[str, Any]], object]:
    """Put parts into every code cell."""
    return _cells(lambda cell: cell["cell_type"] == "code" and cell.update(parts))


DISPLAYED = {"output_type": "display_data", "data": {"text/plain": 7}, "transient": {}}
# Whole files, as other editors write them, tools convert them and crashes leave them.
ODD: dict[str, Callable[[dict[str, Any]], object]] = {
    "format 4.0": lambda n: (n.update(nbformat_minor=0), _cells(lambda c: c.pop("id"))(n)),
    "format 4.4 with ids": lambda n: n.update(nbformat_minor=4),
    "format 4.5 without ids": _cells(lambda cell: cell.pop("id")),
    "format 4.99": lambda n: n.update(nbformat_minor=99),
    "format 5": lambda n: n.update(nbformat=5),
    "format as text": lambda n: n.update(nbformat="4", nbformat_minor=None),
    "no format": lambda n: (n.pop("nbformat"), n.pop("nbformat_minor")),
    "odd ids": _cells(lambda cell: cell.update(id="a b/" * 50)),
    "ids that are numbers": _cells(lambda cell: cell.update(id=7)),
    "no metadata": lambda n: n.pop("metadata"),
    "metadata null": lambda n: n.update(metadata=None),
    "metadata a list": lambda n: n.update(metadata=[1]),
    "language a number": lambda n: n["metadata"].update(language=7),
    "kernelspec null": lambda n: n["metadata"].update(kernelspec=None),
    "another kernel": lambda n: n["metadata"].update(kernelspec={"name": "conda-env-ml-py"}),
    "no outputs": _cells(lambda cell: cell.pop("outputs", None)),
    "outputs null": _of_code(outputs=None),
    "outputs of odd kinds": _of_code(outputs=[DISPLAYED, 7, {"output_type": "plotly"}]),
    "counts as text": _of_code(execution_count="*"),
    "prose with outputs": _cells(lambda cell: cell.setdefault("outputs", [])),
    "tags a text": _cells(lambda cell: cell["metadata"].update(tags="hide")),
    "attachments null": _cells(lambda cell: cell.update(attachments=None)),
    "unknown keys": lambda n: n.update(worksheet=1, orig_nbformat=3, signature=None),
    "lines in one text": _cells(lambda cell: cell.update(source="".join(cell["source"]))),
    "cells that are none": lambda n: n["cells"].extend([7, None, [], {}, {"source": {}}]),
    "a heading cell": lambda n: n["cells"].append({"cell_type": "heading", "source": "x"}),
}
OUTPUT = b'"outputs": []'
RAW: dict[str, Callable[[bytes], bytes]] = {
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text,
    "UTF-16": lambda text: text.decode().encode("utf-16"),
    "Windows lines": lambda text: text.replace(b"\n", b"\r\n"),
    "NaN": lambda text: text.replace(OUTPUT, b'"outputs": [NaN, -Infinity]'),
    "deep outputs": lambda text: text.replace(OUTPUT, OUTPUT[:-1] + b"[" * 5000 + b"]" * 5001),
    "half a character": lambda text: text.replace(OUTPUT, b'"outputs": ["\\ud800\xff"]'),
}


def _odd_files(right: bytes) -> dict[str, bytes]:
    """Return right notebooks whose files are odd, by what is odd about them."""
    files = {}
    for name, change in ODD.items():
        notebook = json.loads(right)
        change(notebook)
        files[name] = json.dumps(notebook, indent=1).encode()
    return files | {name: change(right) for name, change in RAW.items()}


@pytest.mark.integration
def test_nbgraders_own_command_reads_what_editors_write(
    course: Course, lesson: Lesson, submissions: dict[str, bytes], tmp_path: Path
) -> None:
    """And it goes on where a file is no notebook."""
    right = _odd_files(submissions["wrong"])
    assert all(one != submissions["wrong"] for one in right.values())
    none = {"no notebook": b"hello", "empty": b"", "large": b" " * (LARGEST + 1)}
    config = (course.root / "nbgrader_config.py").read_text()
    stock.make_course(tmp_path, lesson, config, {**right, **none})
    link = tmp_path / "submitted" / "link" / lesson.name / lesson.source.name
    link.parent.mkdir(parents=True)
    link.symlink_to(lesson.source)
    ran = stock.nbgrader(tmp_path, "autograde", lesson.name, path=os.environ["PATH"])
    scores = stock.read_scores(tmp_path, lesson, {**right, **none, "link": b""})
    assert scores == dict.fromkeys(right, _expected(lesson, "wrong"))
    assert ran.returncode == 1
    failed = [line for line in ran.stderr.splitlines() if f"'{lesson.name}' for student" in line]
    assert len(failed) == len(none) + 1
    for reason in (
        "not a notebook: an object was expected",
        "not a notebook: the file is empty",
        "larger than 20 MB",
        "a symbolic link, not a file",
    ):
        assert f"NoNotebook: {reason}" in ran.stderr


def test_a_notebook_is_read_as_grade_reads_it(submissions: dict[str, bytes]) -> None:
    for content in _odd_files(submissions["wrong"]).values():
        cells = read_cells(content)
        assert cells_of(notebook_of(cells)) == cells


@pytest.mark.integration
def test_without_a_sandbox_nbgrader_runs_nothing(
    plain_course: Path, lesson: Lesson, tmp_path: Path
) -> None:
    folder = tmp_path / "course"
    shutil.copytree(plain_course, folder, ignore=shutil.ignore_patterns("autograded"))
    ran = stock.nbgrader(folder, "autograde", lesson.name)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    last = ran.stderr.splitlines()[-1]
    assert last.startswith("nbgrader: no sandbox: bubblewrap is not on PATH")
    assert "--Judged.sandbox=none" in last
    assert not (folder / "autograded").exists()


@pytest.fixture
def group(tmp_path: Path, lesson: Lesson, submissions: dict[str, bytes]) -> Path:
    """A class of one."""
    path = tmp_path / "class" / "ada" / lesson.name / lesson.source.name
    path.parent.mkdir(parents=True)
    path.write_bytes(submissions["wrong"])
    return tmp_path / "class"


def test_without_a_sandbox_our_command_runs_nothing(
    group: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(stock.BIN))
    assert main(["grade", str(group), "--out", str(tmp_path / "out")]) == 1
    captured = capsys.readouterr()
    (line,) = captured.err.splitlines()
    assert line.startswith("autograder: no sandbox: bubblewrap is not on PATH")
    assert captured.out == ""
    assert not (tmp_path / "out").exists()


@pytest.mark.integration
def test_who_does_without_is_warned_and_every_reason_says_so(
    group: Path, tmp_path: Path, lesson: Lesson, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["grade", str(group), "--out", str(out), "--sandbox", "none"]) == 0
    assert "warning: no sandbox" in capsys.readouterr().err
    with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    scores = {row["exercise"]: float(row["score"]) for row in rows}
    assert scores == _expected(lesson, "wrong")
    assert all("graded without a sandbox" in row["reason"] for row in rows)


CONFIDENTIAL = "of the instructor alone"


def _secret_beside(notebook: Path, secret: Path) -> None:
    notebook.with_name("data.txt").symlink_to(secret)


def _secret_folder(notebook: Path, secret: Path) -> None:
    notebook.rename(secret.parent / notebook.name)
    notebook.parent.rmdir()
    notebook.parent.symlink_to(secret.parent)


def _pipe_beside(notebook: Path, secret: Path) -> None:
    os.mkfifo(notebook.with_name("timestamp.txt"))


def _pipe(notebook: Path, secret: Path) -> None:
    notebook.unlink()
    os.mkfifo(notebook)


def _link(notebook: Path, secret: Path) -> None:
    notebook.unlink()
    notebook.symlink_to(Path("../../good") / notebook.parent.name / notebook.name)


ODD_FOLDERS = {
    "beside": (_secret_beside, "data.txt is a symbolic link, not a file"),
    "folder": (_secret_folder, " is a symbolic link, not a file"),
    "pipebeside": (_pipe_beside, "timestamp.txt is not a regular file"),
    "pipe": (_pipe, "NoNotebook: not a regular file"),
    "link": (_link, "NoNotebook: a symbolic link, not a file"),
}


@pytest.mark.integration
def test_nbgraders_own_command_follows_no_link_and_waits_at_no_pipe(
    course: Course, lesson: Lesson, submissions: dict[str, bytes], tmp_path: Path
) -> None:
    own, elsewhere = tmp_path / "course", tmp_path / "elsewhere"
    elsewhere.mkdir()
    secret = elsewhere / "secret.txt"
    secret.write_text(CONFIDENTIAL)
    config = (course.root / "nbgrader_config.py").read_text()
    students = {**dict.fromkeys(ODD_FOLDERS, submissions["wrong"]), "good": submissions["wrong"]}
    stock.make_course(own, lesson, config, students)
    for student, (change, _) in ODD_FOLDERS.items():
        change(own / "submitted" / student / lesson.name / lesson.source.name, secret)
    ran = stock.nbgrader(own, "autograde", lesson.name, path=os.environ["PATH"])
    stock.nbgrader(own, "generate_feedback", lesson.name, path=os.environ["PATH"])
    for student, (_, reason) in ODD_FOLDERS.items():
        assert reason in ran.stderr, student
    scores = stock.read_scores(own, lesson, students)
    assert scores == {"good": _expected(lesson, "wrong")}
    made = [p for name in ("autograded", "feedback") for p in (own / name).rglob("*.*")]
    assert made
    assert not [p for p in made if p.is_file() and CONFIDENTIAL.encode() in p.read_bytes()]


@pytest.mark.integration
def test_nbgraders_own_command_refuses_what_student_code_could_read(
    plain_course: Path, lesson: Lesson, tmp_path: Path
) -> None:
    with tempfile.TemporaryDirectory(dir="/usr/local") as name:
        folder = Path(name, "course")
        shutil.copytree(plain_course, folder, ignore=shutil.ignore_patterns("autograded"))
        ran = stock.nbgrader(folder, "autograde", lesson.name, path=os.environ["PATH"])
        made = (folder / "autograded").exists()
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "the folder of solutions" in ran.stderr.splitlines()[-1]
    assert "would be readable for student code, which sees all of /usr" in ran.stderr
    assert not made
