"""The shell of a student process, against IPython's own."""

import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.judge.shell import Transformers

ROOT = Path(__file__).parents[2]
OURS: Any = Transformers
IPYTHONS: Any = TransformerManager
CELLS = [
    "", "\n\n", "x = 1", "x = 1 # ?", "  x = 1\n  y = 2", ">>> x = 1", "In [1]: x = 1", "%time x",
    "%%time\nx = 1", "x = %pwd", "x = !ls", "!ls", "a = 1\n!ls\nb = 2", "def f():\n    !ls\n", "x?",
    "x = (1\n%y)", "x = 5 \\\n% 3", "x = '''\n%time\n!ls\n'''", "x = 'a\u2028%time b'",
    "x = 'a\x0c!ls'", "x = 1\r\ny = 2\r\n", "x = 1\ry = 2", "await f()", "/f 1", ",f a b", ";f a",
    "x = '\\d'", "def f(:", "if True:\nx", "(" * 300, "x = '\0'", "print 1", "f(x", "x = '''",
    "class A:\n    x = %pwd\n", "# !ls\nx = 1", "x = [\n    1,\n\n    # ?\n    2]\n%time x",
]  # fmt: skip


@pytest.mark.parametrize("cell", CELLS, ids=repr)
def test_cells_become_what_ipython_makes_of_them(cell: str) -> None:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        made = OURS().transform_cell(cell)
        ours = [str(one.message) for one in said]
        said.clear()
        assert made == IPYTHONS().transform_cell(cell)
        assert ours == [str(one.message) for one in said]


def test_so_do_all_cells_of_the_course() -> None:
    cells = [
        cell.source
        for path in sorted(ROOT.glob("solutions/*/*.ipynb"))
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
    ]
    assert len(cells) > 100
    ours, theirs = OURS(), IPYTHONS()
    assert [ours.transform_cell(c) for c in cells] == [theirs.transform_cell(c) for c in cells]


def test_a_transformer_of_the_students_sees_all_cells() -> None:
    class Doubling:
        priority = 1

        def __init__(self, line: int) -> None:
            self.start_line, self.start_col = line, 0

        @classmethod
        def find(cls, lines: object) -> "Doubling | None":
            return cls(0) if "once" in str(lines) else None

        def transform(self, lines: list[str]) -> list[str]:
            return [line.replace("once", "twice") for line in lines]

    ours = OURS()
    ours.token_transformers.append(Doubling)
    assert ours.transform_cell("x = once") == "x = twice\n"
