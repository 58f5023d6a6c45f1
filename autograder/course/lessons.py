"""The course on disk: its lessons and their exercises, read from the source notebooks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.course.notebook.cells import grade_id, is_answer, is_by_hand, is_graded
from autograder.errors import AutograderError, UsageError

CONFIG_FILE = "nbgrader_config.py"
TEST_PREFIX = "test_"
LARGEST_DATA = 20 * 2**20  # bytes: a third of what a submission may write, by default
ORIGINALS = "originals"  # of a hand-out: the lessons as students got them


@dataclass(frozen=True)
class Exercise:
    """What is graded together: one answer cell and its test cells, or one that a person marks.

    Attributes:
        name: the grade_id of the answer cell, which is the name of the function it defines.
        tests: the grade_ids of its test cells, ``test_<name>`` and ``test_<name>_<aspect>``; where
            a person marks it, that of the cell itself.
        points: the sum of their points.
    """

    name: str
    tests: tuple[str, ...]
    points: float

    @property
    def by_hand(self) -> bool:
        """Whether a person marks it."""
        return self.tests == (self.name,)


@dataclass(frozen=True)
class Lesson:
    """A lesson: a folder of solutions/ with one source notebook.

    Attributes:
        name: the folder's name, for example ``04_jacobian_lemmas``.
        source: path of the source notebook.
    """

    name: str
    source: Path

    @property
    def notebook(self) -> str:
        """The notebook's name without its suffix."""
        return self.source.stem

    @cached_property
    def data(self) -> Mapping[str, bytes]:
        """The other files of its folder, which answers and tests may read, by their paths there.

        Raises:
            AutograderError: they are larger than a sandbox has room for.
        """
        folder = self.source.parent
        paths = sorted(
            path
            for path in folder.rglob("*")
            if path.is_file() and path.suffix != ".ipynb" and not _is_hidden(path, folder)
        )
        if sum(path.stat().st_size for path in paths) > LARGEST_DATA:
            most = LARGEST_DATA // 2**20
            raise AutograderError(f"the files beside {self.source} have more than {most} MB")
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The graded exercises, in the order of the notebook."""
        return read_exercises(nbformat.read(self.source, as_version=4))


@dataclass(frozen=True)
class Course:
    """A course: the folder that holds nbgrader_config.py and its lessons.

    In a hand-out the lessons are those that students got, as they were then.
    """

    root: Path

    @cached_property
    def config(self) -> Config:
        """The settings of nbgrader_config.py."""
        config: Config = PyFileConfigLoader(CONFIG_FILE, path=str(self.root)).load_config()
        return config

    @property
    def solutions(self) -> Path:
        """The folder of source notebooks; in a hand-out they have no solutions."""
        return self.root / str(self.config.CourseDirectory.source_directory)

    @property
    def is_handout(self) -> bool:
        """Whether this is what students got, and not what it was made of."""
        return self.solutions.name == ORIGINALS

    @property
    def release(self) -> Path:
        """The folder of generated notebooks, the ones that students open."""
        return self.root / str(self.config.CourseDirectory.release_directory)

    @property
    def judges_at_once(self) -> bool:
        """Whether a question's answer is judged before grading."""
        return bool(self.config.Questions.get("judged_at_once", True))

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """All lessons but those that the settings leave out, in order of their names."""
        left_out = self.config.Lessons.get("left_out", [])
        sources = sorted(self.solutions.glob("*/*.ipynb"))
        return tuple(
            Lesson(path.parent.name, path)
            for path in sources
            if not any(fnmatchcase(path.parent.name, pattern) for pattern in left_out)
        )

    def lesson(self, name: str) -> Lesson:
        """Return the lesson of a name.

        Raises:
            UsageError: there is none; the message lists those that exist.
        """
        for lesson in self.lessons:
            if lesson.name == name:
                return lesson
        known = ", ".join(lesson.name for lesson in self.lessons)
        raise UsageError(f"no lesson {name!r}; the lessons are {known}")

    def lesson_with(self, cells: Collection[str]) -> Lesson | None:
        """Return the lesson that the most of some cells are of, by nbgrader's names of them.

        None where they are of no lesson, or of two to the same part.
        """
        shared = {
            lesson: sum(
                name in cells for one in lesson.exercises for name in (one.name, *one.tests)
            )
            for lesson in self.lessons
        }
        most = max(shared.values(), default=0)
        best = [lesson for lesson, number in shared.items() if number == most > 0]
        return best[0] if len(best) == 1 else None


def _is_hidden(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    return any(part.startswith(".") or part == "__pycache__" for part in parts)


def find_course(start: Path) -> Course:
    """Return the course that a folder lies in, or the one that this package is part of.

    Raises:
        UsageError: neither is to be found.
    """
    package = Path(__file__).resolve().parents[2]
    for folder in (start.resolve(), *start.resolve().parents, package):
        if (folder / CONFIG_FILE).is_file() and (course := Course(folder)).solutions.is_dir():
            return course
    raise UsageError(f"no course here: {CONFIG_FILE} and solutions/ are not above {start}")


def read_exercises(notebook: Any) -> tuple[Exercise, ...]:
    """Return the exercises of a source or released notebook, in its order.

    Raises:
        ValueError: a test cell belongs to no answer cell.
    """
    answers: list[str] = []
    tests: dict[str, list[Any]] = {}
    for cell in notebook.cells:
        if is_by_hand(cell):
            tests[grade_id(cell)] = [cell]
        elif is_answer(cell):
            answers.append(grade_id(cell))
        elif is_graded(cell):
            tests.setdefault(_exercise_of(grade_id(cell), answers), []).append(cell)
    return tuple(
        Exercise(
            name,
            tuple(map(grade_id, cells)),
            float(sum(cell.metadata["nbgrader"]["points"] for cell in cells)),
        )
        for name, cells in tests.items()
    )


def _exercise_of(test: str, answers: list[str]) -> str:
    fitting = [name for name in answers if f"{test}_".startswith(f"{TEST_PREFIX}{name}_")]
    if not fitting:
        raise ValueError(f"test cell {test!r} stands behind no answer cell of its name")
    return max(fitting, key=len)
