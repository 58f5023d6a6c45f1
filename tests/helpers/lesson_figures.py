"""The figures of each lesson, and the cells that they need."""

import dis
from collections.abc import Container, Iterable, Iterator
from types import CodeType

from nbformat import NotebookNode

from autograder.course.notebook.cells import is_graded

# By lesson: the id of the cell, and the name that a screen reader says.
FIGURES = {
    "00_start_here": {"figure-move-h": "Slopes figure"},
    "01_forward_pass": {"network-diagram": "Network diagram"},
    "02_euclidean_loss": {
        "figure-difference-curve": "Difference curve",
        "loss-bowl": "Loss bowl",
    },
    "03_chain_rule": {
        "graph-steps": "Computational graph",
        "graph-own": "Computational graph",
    },
    "04_jacobian_lemmas": {
        "shape-explorer-W": "Shape explorer",
        "shape-explorer-x": "Shape explorer",
    },
    "05_backpropagation": {
        "stepper": "Backward stepper",
        "stepper-own": "Backward stepper",
        "stepper-suspect": "Backward stepper",
    },
    "06_gradient_descent": {"figure-race": "Descent player"},
    "07_engineering": {
        "figure-memory-lines": "Memory layout",
        "figure-cache-uses": "Cached values",
    },
    "08_depth_and_losses": {"figure-depth": "Depth explorer"},
    "09_an_engine": {"tape-graph": "Tape graph", "tape-graph-network": "Tape graph"},
}


def needed_for(figures: Container[str], cells: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Return the cells that show figures, and those that last bind what the ones kept read.

    Of code alone, and without tests.
    """
    kept: list[NotebookNode] = []
    wanted: set[str] = set()
    for cell in reversed([c for c in cells if c.cell_type == "code" and not is_graded(c)]):
        code = compile(cell.source, cell.id, "exec")
        bound = {step.argval for step in dis.get_instructions(code) if step.opname == "STORE_NAME"}
        if cell.id in figures or bound & wanted:
            kept.insert(0, cell)
            wanted = (wanted - bound) | set(_read(code))
    return kept


def _read(code: CodeType) -> Iterator[str]:
    """Yield the names of a cell's code that are not local to one of its functions."""
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_NAME", "LOAD_GLOBAL"):
            yield step.argval
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from _read(part)
