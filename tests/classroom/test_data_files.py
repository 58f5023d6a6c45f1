"""A lesson's own files reach answers and tests, in the sandbox as in a student's notebook."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from autograder.classroom.grade import grade_class
from autograder.cli.main import main
from autograder.course.lessons import LARGEST_DATA, Course
from autograder.course.release.release import release
from autograder.errors import AutograderError
from tests.helpers import small

pytestmark = pytest.mark.integration

LOCKED = "from pathlib import Path\nTWO = float(Path('data/two.csv').read_text())"
READ = "def twice(x):\n    return float(Path('data/two.csv').read_text()) * x"
TEST = """from autograder import require
require(twice(3) == 3 * TWO, "twice(3) is wrong.")
### BEGIN HIDDEN TESTS
with open("data/two.csv") as file:
    require(twice(-5) == -5 * float(file.read()), "twice(-5) is wrong.")
### END HIDDEN TESTS"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = small.make_course(tmp_path / "course", TEST)
    lesson = made.lessons[0]
    notebook = nbformat.read(lesson.source, as_version=4)
    marks = {"schema_version": 3, "grade_id": "load", "grade": False, "solution": False,
             "locked": True, "task": False}  # fmt: skip
    notebook.cells.insert(0, new_code_cell(LOCKED, id="load", metadata={"nbgrader": marks}))
    nbformat.write(notebook, lesson.source)
    for name in ("data/two.csv", ".hidden", "__pycache__/x.pyc"):
        path = lesson.source.parent / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("2")
    return Course(made.root)


@pytest.mark.parametrize("sandbox", ["bubblewrap", "none"])
def test_grading_has_them(course: Course, tmp_path: Path, sandbox: str) -> None:
    here = Path.cwd()
    folder = small.hand_in(course, tmp_path / "class", ada=READ, emmy=small.WRONG)
    grades = grade_class(course, folder, tmp_path / "out", sandbox=sandbox)
    assert {one.student: one.score for one in grades.scores} == {"ada": 2, "emmy": 0}
    assert Path.cwd() == here
    again = grade_class(Course(course.root), folder, tmp_path / "out", sandbox=sandbox)
    assert (again.graded, again.kept) == (0, 2)
    (course.lessons[0].source.parent / "data/two.csv").write_text("3")
    changed = grade_class(Course(course.root), folder, tmp_path / "out", sandbox=sandbox)
    assert {one.student: one.score for one in changed.scores} == {"ada": 2, "emmy": 2}
    assert (changed.graded, changed.kept) == (2, 0)


def test_students_have_them(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(course.lessons[0].data) == ["data/two.csv"]
    release(course)
    handed_out = course.release / small.NAME
    assert (handed_out / "data" / "two.csv").read_text() == "2"
    (handed_out / "small.ipynb").write_bytes(small.notebook(course, READ))
    assert main(["check", str(handed_out)]) == 0
    assert capsys.readouterr().out.endswith("1 exercises: 1 passed.\n")


def test_there_is_a_limit(course: Course) -> None:
    with (course.lessons[0].source.parent / "large.bin").open("wb") as file:
        file.truncate(LARGEST_DATA)
    with pytest.raises(AutograderError, match="have more than 20 MB"):
        _ = Course(course.root).lessons[0].data
