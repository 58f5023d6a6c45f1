"""Notebooks as people and editors make them: what ``check`` says, and the points they get."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.course.lessons import Course
from autograder.course.notebook.cells import answers_of
from autograder.sandbox.limits import Limits
from tests.helpers.agreement import MARKERS, verdicts
from tests.helpers.edits import Json

pytestmark = pytest.mark.integration

LIMITS = Limits(call=10, cell=10)
W = "affine_grad_W"
DEF = f"def {W}(grad_y, x):\n    "
HELPER = "def product(a, b):\n    return np.outer(a, b)\n"
CALLS = f"{DEF}return product(grad_y, x)\n"
RIGHT = f"{DEF}return np.outer(grad_y, x)\n"
GRAPH = """def graph_backward(x, y):
    v = graph_forward(x, y)
    f = {one}
    d = f * (v["d"] - 10)
    b, c = d * v["c"], d * v["b"]
    a = b * 2 * v["a"] - c
    return {mapping}
"""
GRADS = '{"x": a * y, "y": a * x, "a": a, "b": b, "c": c, "d": d, "f": f}'


class Handed:
    """A lesson that a student has solved, about to be changed."""

    def __init__(self, course: Course, number: str) -> None:
        self.lesson = next(one for one in course.lessons if one.name.startswith(number))
        released = course.root / "course" / self.lesson.name / self.lesson.source.name
        self.json: Json = json.loads(released.read_text("utf-8"))
        self.blank = copy.deepcopy(self.json["cells"])
        for name, source in answers_of(nbformat.read(self.lesson.source, as_version=4)).items():
            self.cell(name)["source"] = MARKERS.sub("", source)

    @property
    def cells(self) -> list[Json]:
        cells: list[Json] = self.json["cells"]
        return cells

    def at(self, name: str) -> int:
        return next(i for i, cell in enumerate(self.cells) if _named(cell) == name)

    def cell(self, name: str) -> Json:
        return self.cells[self.at(name)]

    def untouched(self, name: str) -> Json:
        return copy.deepcopy(next(cell for cell in self.blank if _named(cell) == name))

    def answer(self, source: str, name: str = W) -> None:
        self.cell(name)["source"] = source

    def own(self, source: str, before: str | int = W, **parts: Any) -> None:
        at = self.at(before) if isinstance(before, str) else before
        cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], **parts}
        self.cells.insert(at, {"id": "own", "execution_count": None, **cell})


def _named(cell: Json) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


# --- files as other editors write them


def _minor(minor: int, ids: bool) -> Callable[[Handed], None]:
    def written(nb: Handed) -> None:
        nb.json["nbformat_minor"] = minor
        for cell in nb.cells:
            if not ids:
                cell.pop("id", None)

    return written


def _outputs(nb: Handed) -> None:
    nb.cell(W)["outputs"] = [
        {"output_type": "display_data", "data": {}, "transient": {}},
        {"output_type": "pyout"},
        None,
    ]
    next(cell for cell in nb.cells if cell["cell_type"] == "markdown").update(outputs=[])


def _brackets(nb: Handed) -> None:
    text = "[[ 0.01 -0.02]\n [ 0.03  0.04]]\n" * 20_000
    nb.own("print(dW)", 3, outputs=[{"output_type": "stream", "name": "stdout", "text": text}])


def _metadata(**parts: Any) -> Callable[[Handed], None]:
    return lambda nb: nb.json.update(metadata=parts)


# --- cells that are made, moved, split and lost


def _helper(place: str | int) -> Callable[[Handed], None]:
    def moved(nb: Handed) -> None:
        nb.answer(CALLS)
        nb.own(HELPER, place)

    return moved


def _imported(nb: Handed) -> None:
    nb.answer(CALLS)
    nb.own("from numpy import outer as product", 2)


def _chain(nb: Handed) -> None:
    nb.answer(f"{DEF}return (product(grad_y, x))\n")
    nb.own("import numpy as numerics", 1)
    nb.own("def product(a, b):\n    return numerics.outer(a, b) * ONE")
    nb.own("ONE = 1.0")


def _split(nb: Handed) -> None:
    second = copy.deepcopy(nb.cell(W)) | {"id": "second", "source": CALLS}
    nb.cells.insert(nb.at(W) + 1, second)
    nb.answer(HELPER)


def _copy(after: int) -> Callable[[Handed], None]:
    return lambda nb: nb.cells.insert(nb.at(W) + after, nb.untouched(W) | {"id": "copy"})


def _lost(nb: Handed) -> None:
    del nb.cell(W)["metadata"]["nbgrader"]


def _lost_and_copied(nb: Handed) -> None:
    nb.cell(W).update(metadata={}, id="pasted")


def _deleted(nb: Handed) -> None:
    del nb.cells[nb.at(W)]


def _to_the_end(nb: Handed) -> None:
    nb.cells.append(nb.cells.pop(nb.at(W)))


def _test_edited(nb: Handed) -> None:
    nb.answer(f"{DEF}return np.zeros((len(grad_y), len(x)))")
    nb.cell(f"test_{W}")["source"] = "pass"


def _graph(one: str, mapping: str, top: str = "") -> Callable[[Handed], None]:
    source = top + GRAPH.format(one=one, mapping=mapping)
    return lambda nb: nb.answer(source, "graph_backward")


def _says(source: str, name: str = W) -> Callable[[Handed], None]:
    return lambda nb: nb.answer(source, name)


def _also(lines: str, name: str = W) -> Callable[[Handed], None]:
    return lambda nb: nb.answer(f"{nb.cell(name)['source']}\n{lines}\n", name)


NOTHING: tuple[str, ...] = ()
# By kind: the lesson, what is done to it, the exercises that fail, the notes that are made.
KINDS: dict[str, tuple[str, Callable[[Handed], None], tuple[str, ...], tuple[str, ...]]] = {
    "4.4 with ids": ("04", _minor(4, True), NOTHING, NOTHING),
    "4.5 without ids": ("04", _minor(5, False), NOTHING, NOTHING),
    "4.0": ("04", _minor(0, False), NOTHING, NOTHING),
    "odd outputs": ("04", _outputs, NOTHING, NOTHING),
    "a long text of brackets": ("07", _brackets, NOTHING, NOTHING),
    "no kernelspec": ("04", _metadata(kernelspec=None), NOTHING, NOTHING),
    "another kernel": ("04", _metadata(kernelspec={"name": "conda-x"}), NOTHING, NOTHING),
    "a helper above": ("04", _helper(W), NOTHING, NOTHING),
    "a helper at the end": ("04", _helper(10**6), NOTHING, NOTHING),
    "an import": ("04", _imported, NOTHING, NOTHING),
    "a helper of a helper": ("04", _chain, NOTHING, NOTHING),
    "split": ("04", _split, NOTHING, NOTHING),
    "an untouched copy below": ("04", _copy(1), NOTHING, NOTHING),
    "an untouched copy above": ("04", _copy(0), NOTHING, NOTHING),
    "metadata lost": ("04", _lost, NOTHING, ("recovered",)),
    "metadata and id lost": ("04", _lost_and_copied, NOTHING, ("recovered",)),
    "deleted": ("04", _deleted, (W,), ("missing",)),
    "moved to the end": ("04", _to_the_end, NOTHING, NOTHING),
    "a test made to pass": ("04", _test_edited, (W,), ("changed",)),
    "one as an integer": ("03", _graph("1", GRADS), NOTHING, NOTHING),
    "an OrderedDict": ("03", _graph("1.0", f"OrderedDict({GRADS})",
                       "from collections import OrderedDict\n"), NOTHING, NOTHING),
    "a capital letter": ("04", lambda nb: nb.answer(
        nb.cell("question_shape")["source"].replace('"b"', '" B "'), "question_shape"),
        NOTHING, NOTHING),
    "text on stderr": ("04", _says("import sys\n" + RIGHT.replace("    return",
                       "    print('50 %', file=sys.stderr)\n    return")), NOTHING, NOTHING),
    "a name of Python's bound": ("07", _also("sum = all = 0", "sigmoid_prime_from_output"),
                                 NOTHING, NOTHING),
    "the process ended": ("04", _says(f"import os\n{DEF}os._exit(0)\n"), (W,), NOTHING),
    "a crash": ("04", _says(f"import ctypes\n{DEF}ctypes.string_at(0)\n"), (W,), NOTHING),
    "exit in the cell": ("04", _says(f"exit()\n{RIGHT}"), NOTHING, NOTHING),
    "errors of NumPy": ("04", _also("np.seterr(all='raise')"), NOTHING, NOTHING),
    "views returned": ("07", _says("def rows_from_columns(params):\n"
                       "    return [(W.T, b) for W, b in params]\n", "rows_from_columns"),
                       ("rows_from_columns",), NOTHING),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_check_says_what_grading_says(kind: str, course: Course, tmp_path: Path) -> None:
    number, change, fails, notes = KINDS[kind]
    handed = Handed(course, number)
    change(handed)
    path = tmp_path / "notebook.ipynb"
    path.write_text(json.dumps(handed.json), "utf-8")
    found = verdicts(handed.lesson, path, LIMITS, hidden=True)
    assert {name for name, reason in found.graded.items() if reason} == set(fails)
    assert {name for name, message in found.checked.items() if message} == set(fails)
    assert {note.kind for note in found.notes} == set(notes)
    if kind == "deleted":
        assert (
            found.graded[W]
            == found.checked[W]
            == f"{W}: its answer cell is missing from the notebook."
        )
