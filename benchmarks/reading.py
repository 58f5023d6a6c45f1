"""How long does it take to read the worst notebooks of 20 MB, beside json.loads of a harmless one?

    python benchmarks/reading.py [--json]

Each kind is read as grading reads it, cells and the view of the lesson, in a process of its own;
seconds are those of the processor.
The peer reads 20 MB of an ordinary notebook, sources and outputs, with the json module alone.
Python's integers in a set or dict take quadratic time where they collide; json makes dicts.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from autograder.course.lessons import find_course
from autograder.course.notebook.handed_in import LARGEST, LONGEST, NoNotebook, read_cells
from autograder.course.view.rebuild import Source
from autograder.course.view.view import view_of

ROOT = Path(__file__).resolve().parent.parent
LESSON = "04_jacobian_lemmas"
MERSENNE = 2**61 - 1  # hash(k * MERSENNE) is 0 for all k


@dataclass(frozen=True)
class Read:
    """One kind of file."""

    kind: str
    megabytes: float
    seconds: float
    ratio: float
    outcome: str


def cells(*parts: str) -> bytes:
    """Return a notebook of cells."""
    return f'{{"nbformat": 4, "metadata": {{}}, "cells": [{", ".join(parts)}]}}'.encode()


def code(source: str = '""', metadata: str = "{}", outputs: str = "[]") -> str:
    """Return a code cell."""
    return (
        f'{{"cell_type": "code", "metadata": {metadata}, "source": {source}, "outputs": {outputs}}}'
    )


def _one_cell(unit: str) -> bytes:
    return filled(unit, lambda x: code(f'"{x}"'))


def _many_cells(unit: str) -> bytes:
    """Return a notebook of cells as long as a cell may be."""
    source = code('"' + unit * (LONGEST // len(json.loads(f'"{unit}"'))) + '"')
    return cells(*[source] * (LARGEST // (len(source) + 2) - 1))


def filled(unit: str, made: Callable[[str], str], size: int = LARGEST - 10_000) -> bytes:
    """Return a notebook with one cell that repeats something until the file is full."""
    return cells(made(unit * (size // len(unit.encode()))))


def numbers(count: int) -> list[str]:
    """Return integers that have the same hash."""
    return [str(k * MERSENNE) for k in range(1, count)]


NAMED = '{"nbgrader": {"grade_id": "affine_grad_W", "solution": true}}'
HALF = LARGEST // 2 - 5000
KINDS: dict[str, Callable[[], bytes]] = {
    "brackets in outputs": lambda: filled("[[", lambda x: code(outputs=f'["{x}"]')),
    "nested lists": lambda: filled("[", lambda x: code(outputs=x + "]" * len(x)), HALF),
    "nested lists in metadata": lambda: filled(
        "[", lambda x: code(metadata=f'{{"nbgrader": {x}{"]" * len(x)}}}'), HALF
    ),
    "open brackets": lambda: filled("[", lambda x: code(outputs=x)),
    "colliding integers in tags": lambda: cells(
        code(metadata=f'{{"tags": [{", ".join(numbers(780_000))}]}}')
    ),
    "colliding integers in nbgrader": lambda: cells(
        code(metadata=f'{{"nbgrader": [{", ".join(numbers(780_000))}]}}')
    ),
    "long integers": lambda: filled("9", lambda x: code(metadata=f'{{"nbgrader": {x}}}')),
    "cells": lambda: cells(*[code()] * (LARGEST // 90)),
    "cells just below the most": lambda: cells(*[code(outputs=f'["{"x" * 1900}"]')] * 9_999),
    "empty cells": lambda: cells(*["{}"] * (LARGEST // 5)),
    "definitions": lambda: cells(
        *[code(f'"def f{k}(): return f{k + 1}()" ') for k in range(9_999)]
    ),
    "copies of an answer": lambda: cells(
        *[code(f'"affine_grad_W = {k}"', NAMED) for k in range(9_999)]
    ),
    "strays of an answer": lambda: cells(*[code(f'"affine_grad_W = {k}"') for k in range(9_999)]),
    "stars": lambda: cells(*[code(f'"from m{k} import *"') for k in range(9_999)]),
    "no notebook": lambda: b"[" * (LARGEST - 1),
    "zero bytes": lambda: bytes(LARGEST - 1),
} | {
    f"{what} of {name}": partial(made, unit)
    for name, unit in {
        "quotes": '\\"', "backslashes": "\\\\", "lines": "x\\n", "parentheses": "(",
        "names": "a = a\\n", "decorators": "@", "blanks": " ", "tabs": "\\n\\t",
        "magics": "%%time\\n", "escapes": "\\u001b[0m", "functions": "def f(): f()\\n",
        "powers": "9**", "stars": "from a import *\\n", "strings": "'",
        "lambdas": "lambda: ", "f-strings": "f'{",
    }.items()
    for what, made in {"one cell": _one_cell, "cells of the most": _many_cells}.items()
}  # fmt: skip


def read(kind: str) -> tuple[float, float, str]:
    """Return megabytes, seconds, and what came of it."""
    content = KINDS[kind]()
    source = Source(nbformat.read(find_course(ROOT).lesson(LESSON).source, as_version=4))
    started = time.process_time()
    try:
        found = view_of(source, read_cells(content))
        outcome = f"{len(found.notes)} notes"
    except NoNotebook as error:
        outcome = str(error)
    return len(content) / 2**20, time.process_time() - started, outcome


def peer() -> float:
    """Return the seconds that json.loads takes for 20 MB of an ordinary notebook."""
    text = (ROOT / "course" / LESSON / "jacobian_lemmas.ipynb").read_text("utf-8")
    whole = f"[{', '.join([text] * (LARGEST // len(text.encode())))}]"
    started = time.process_time()
    json.loads(whole)
    return time.process_time() - started


def main() -> int:
    """Read all kinds and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    plain = min(peer() for _ in range(3))
    found = []
    for kind in KINDS:
        with ProcessPoolExecutor(1) as alone:
            size, seconds, outcome = alone.submit(read, kind).result()
        found.append(Read(kind, size, seconds, seconds / plain, outcome))
        if not options.json:
            print(
                f"{kind:36} {size:5.1f} MB {seconds:6.2f} s {seconds / plain:5.1f} x  "
                f"{outcome[:50]}",
                flush=True,
            )
    if options.json:
        print(json.dumps([asdict(one) for one in found]))
    else:
        print(f"json.loads of an ordinary notebook of that size: {plain:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
