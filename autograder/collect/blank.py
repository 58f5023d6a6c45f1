"""Tell a notebook in which nothing is written from one with a student's answers."""

from dataclasses import dataclass
from functools import lru_cache

from autograder.course.lessons import Lesson
from autograder.course.notebook.cells import grade_id, is_answer, is_own, runs_of
from autograder.course.notebook.handed_in import NoNotebook, read_cells
from autograder.course.notebook.notebook_file import read_notebook
from autograder.course.release.released import beside_stub
from autograder.course.view.rebuild import MISSING, Source
from autograder.course.view.view import plain, view_of

LESSONS_READY = 20  # that are kept; each takes about a megabyte


def is_blank(lesson: Lesson, content: bytes) -> bool:
    """Whether nothing that a student has written would be graded of a notebook.

    All answers are as they were handed out, or empty, or missing. What cannot be read is blank too.
    """
    released = _released(lesson.source.read_bytes())
    try:
        cells = read_cells(content)
    except NoNotebook:
        return True
    notebook = view_of(released.source, cells).notebook
    own = (plain(cell.source) for cell in notebook.cells if is_own(cell))
    return released.cells.issuperset(own) and all(
        _filled_in(answer) in ("", MISSING, released.answers[name])
        for name, (*_, answer) in runs_of(notebook).items()
    )


@dataclass(frozen=True)
class _Released:
    """A lesson as students get it.

    Attributes:
        source: the lesson, ready to take answers.
        answers: what stands in each answer cell.
        cells: what stands in any cell.
    """

    source: Source
    answers: dict[str, str]
    cells: frozenset[str]


@lru_cache(maxsize=LESSONS_READY)
def _released(content: bytes) -> _Released:
    source = Source(read_notebook(content))
    names = [grade_id(cell) for cell in source.notebook.cells if is_answer(cell)]
    runs = runs_of(source.rebuild({name: [source.released(name)] for name in names}))
    return _Released(
        source,
        {name: _filled_in(run[-1]) for name, run in runs.items()},
        frozenset(plain(cell.source) for cell in source.notebook.cells),
    )


def _filled_in(answer: str) -> str:
    """Return what stands in an answer beside nbgrader's stub: an older release had more of them."""
    return plain(beside_stub(answer))
