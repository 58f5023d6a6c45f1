"""Where the disk or a name is at fault, a command says so in one line, and nothing is lost."""

import errno
from pathlib import Path

import pytest

from autograder.atomic import put
from autograder.cli.main import main
from autograder.course.lessons import Course
from tests.helpers import small

pytestmark = pytest.mark.integration


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    made = small.make_course(tmp_path / "course")
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture
def submissions(course: Course, tmp_path: Path) -> Path:
    return small.hand_in(course, tmp_path / "class", ada=small.RIGHT, emmy=small.WRONG)


def _last(capsys: pytest.CaptureFixture[str]) -> str:
    error = capsys.readouterr().err
    assert "Traceback" not in error
    return error.splitlines()[-1]


def test_results_into_a_file(
    submissions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    assert main(["grade", str(submissions), "--out", str(tmp_path / "file")]) == 1
    assert _last(capsys) == f"autograder: {tmp_path / 'file'}: File exists"
    assert (tmp_path / "file").read_text() == "mine"


def test_a_database_that_is_none(
    submissions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["grade", str(submissions), "--out", str(out), "--db", "grades.db"]) == 2
    assert _last(capsys).startswith("autograder: no database's URL: 'grades.db'; ")


@pytest.mark.parametrize(
    "arguments",
    [["--jobs", "0"], ["--jobs", "-1"], ["--jobs", "two"], ["--memory", "²"], ["--timeout", "1.5"]],
    ids=" ".join,
)
def test_a_number_that_is_none(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["grade", "class", *arguments])
    assert ended.value.code == 2
    assert _last(capsys) == (
        f"autograder grade: error: argument {arguments[0]}: {arguments[1]!r} is no whole number "
        "from 1 up"
    )


def test_a_disk_that_is_full(
    submissions: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the first result has found room and the second has none."""
    arguments = ["grade", str(submissions), "--out", str(tmp_path / "out"), "--jobs", "1"]
    kept = []

    def full(path: Path, content: bytes, **options: object) -> None:
        if path.parent.name == "results":
            kept.append(path)
            if len(kept) > 1:
                raise OSError(errno.ENOSPC, "No space left on device")
        put(path, content, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr("autograder.classroom.kept.journal.put", full)
        assert main(arguments) == 1
    assert _last(capsys) == "autograder: No space left on device"
    assert main(arguments) == 0
    captured = capsys.readouterr()
    assert "Graded now: 1; unchanged since an earlier run: 1\n" in captured.out
    assert "\nlimits of memory and processes: Linux counts each " in captured.err


@pytest.mark.parametrize("damaged", ["recorded", "results/*", "*", "results/*=[]"])
def test_a_damaged_journal_heals_in_the_same_run(
    submissions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], damaged: str
) -> None:
    out = tmp_path / "out"
    assert main(["grade", str(submissions), "--out", str(out)]) == 0
    before = (out / "grades.csv").read_bytes()
    pattern, _, content = damaged.partition("=")
    patterns = ["recorded", "results/*"] if pattern == "*" else [pattern]
    files = [path for one in patterns for path in (out / "journal").glob(one)]
    assert files
    for path in files:
        old = path.read_bytes()
        path.write_bytes(content.encode() or old[: len(old) // 2])
    capsys.readouterr()
    assert main(["grade", str(submissions), "--out", str(out)]) == 0
    captured = capsys.readouterr()
    assert "its result is damaged" not in captured.out + captured.err
    assert "-" not in captured.out.partition("Graded now: ")[2].partition(";")[0]
    assert (out / "grades.csv").read_bytes() == before
