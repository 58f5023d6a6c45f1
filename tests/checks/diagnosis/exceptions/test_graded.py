"""The same words where points are given: the function runs in the sandbox, far from its check."""

from typing import Any

import nbformat
import pytest

from autograder.judge.judge import Judge
from autograder.sandbox.limits import Limits

LOCKED = "import numpy as np\nfrom autograder import ask"
ANSWER = """
def helper(A, v):
    return A @ v


def forward(params, x):
    for W, b in params:
        x = helper(W, x) + b
        x = x[:-1]
    return x
"""
TEST = """
params = [(np.ones((4, 3)), np.ones(4)), (np.ones((2, 4)), np.ones(2))]
ask(forward, {"params": params, "x": np.ones(3)})
"""


def cell(name: str, source: str, **marks: bool) -> Any:
    known = {"grade": False, "solution": False, "locked": False, "grade_id": name, **marks}
    return nbformat.v4.new_code_cell(source, metadata={"nbgrader": known})


@pytest.mark.integration
def test_shapes_line_and_layer_come_over_the_wire() -> None:
    test = cell("test_forward", TEST, grade=True, locked=True)
    test.metadata["nbgrader"]["points"] = 1
    cells = [
        cell("imports", LOCKED, locked=True), cell("forward", ANSWER, solution=True), test,
    ]  # fmt: skip
    notebook = nbformat.v4.new_notebook(cells=cells)
    Judge("bubblewrap", Limits(call=1.5, cell=3, test=3, total=60, memory=1024)).run(notebook, "1")
    (failed,) = (o for o in notebook.cells[-1].outputs if o.output_type == "error")
    assert failed.evalue.splitlines()[:3] == [
        "forward raised ValueError: in `A @ v`, A is (2, 4) and v is (3,): the 4 columns of A need "
        "a vector of 4 entries. It happened in layer 2.",
        "  in your line: return A @ v",
        "  It was given params of 3-4-2, x (3,).",
    ]
