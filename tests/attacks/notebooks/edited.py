"""Tries: to change everything about a notebook but its answers, so that wrong ones count.

Holds: tests, points, ids and locks are those of the lesson; answers count, and nothing else does.
Every function answers zeros, every question the letter a; only the lesson's own tests decide.
"""

import copy
from collections.abc import Callable
from typing import Any

Notebook = dict[str, Any]
WRONG = "def {0}(*arguments):\n    return np.zeros(3)\n\n\n{0}_answer = 0"
EDITS: dict[str, Callable[[Notebook], None]] = {}


def build(valid: Notebook) -> dict[str, Notebook]:
    """Return notebooks by a name that says what was changed."""
    notebooks: dict[str, Notebook] = {}
    for name, edit in EDITS.items():
        notebooks[name] = copy.deepcopy(valid)
        for cell in notebooks[name]["cells"]:
            marks = cell["metadata"].get("nbgrader", {})
            if marks.get("solution") and marks["grade_id"].startswith("question"):
                cell["source"] = f'{marks["grade_id"]} = "z"'
            elif marks.get("solution"):
                cell["source"] = WRONG.format(marks["grade_id"])
        edit(notebooks[name])
    return notebooks


def edit(function: Callable[[Notebook], None]) -> Callable[[Notebook], None]:
    EDITS[function.__name__.replace("_", "-")] = function
    return function


def tests(notebook: Notebook) -> list[dict[str, Any]]:
    return [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


@edit
def tests_deleted(notebook: Notebook) -> None:
    """No tests at all."""
    gone = tests(notebook)
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in gone]


@edit
def tests_replaced(notebook: Notebook) -> None:
    """Emptied, re-pointed, unlocked, worth more, with results; locked cells that undo the checks."""
    for number, cell in enumerate(tests(notebook)):
        marks = cell["metadata"]["nbgrader"]
        marks |= {"points": 100 + number, "locked": False, "grade": number % 2 == 0}
        marks["grade_id"] = f"test_easy_{number}" if number % 3 else "test_affine_grad_W"
        marks["checksum"] = "0" * 32
        cell["source"] = "assert True"
        cell["outputs"] = [
            {"output_type": "execute_result", "data": {"text/plain": "3.0"}, "metadata": {},
             "execution_count": 1}
        ]  # fmt: skip
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("locked"):
            cell["source"] += "\ncheck_gradient = check_choice = print"
    notebook["metadata"]["kernelspec"] = {"name": "bash", "display_name": "x", "language": "bash"}
    notebook["metadata"]["language_info"] = {"name": "bash", "version": "5"}


@edit
def roles_changed(notebook: Notebook) -> None:
    """Tests that are answers or prose; everything may be edited and deleted."""
    for number, cell in enumerate(tests(notebook)):
        if number % 2:
            cell["metadata"]["nbgrader"] |= {"solution": True, "schema_version": 99}
            cell["source"] = "pass"
        else:
            cell["cell_type"] = "markdown"
            for key in ("outputs", "execution_count"):
                cell.pop(key, None)
    for cell in notebook["cells"]:
        cell["metadata"].setdefault("nbgrader", {"schema_version": 3, "grade_id": "x"})
        cell["metadata"]["editable"] = cell["metadata"]["deletable"] = True


@edit
def nonsense(notebook: Notebook) -> None:
    """Marks that are none, cells twice, halves of characters in every answer."""
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] += "\n# \ud800\udfff\ud800 \ufeff\u202e\x1b[2J"
    strange: list[Any] = [None, 7, "text", [], {"solution": 1}, {"solution": True, "grade_id": []}]
    for cell, value in zip(tests(notebook), strange, strict=False):
        cell["metadata"]["nbgrader"] = value
    notebook["cells"].append(copy.deepcopy(notebook["cells"][-1]) | {"id": "another"})
