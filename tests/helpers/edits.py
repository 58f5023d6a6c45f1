"""Random edits of a notebook, as people and editors make them.

Every edit takes the JSON of a notebook and a random generator and changes the notebook. None of
them knows what grading makes of it.
"""

import copy
import random
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Edit = Callable[[Json, random.Random], None]

OUTPUTS: tuple[Any, ...] = (
    {"output_type": "stream", "name": "stdout", "text": "[[0.1 -0.2]\n [0.3 0.4]]\n" * 300},
    {"output_type": "stream", "name": "stderr", "text": ["a warning\n", "\u001b[0;31mred"]},
    {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo="}, "metadata": {}},
    {"output_type": "display_data", "data": {"text/plain": "x"}, "metadata": {}, "transient": {}},
    {"output_type": "execute_result", "data": {"application/json": {"a": [1, [2]]}}},
    {"output_type": "error", "ename": "E", "evalue": "", "traceback": []},
    {"output_type": "pyout"}, {}, None, "text", [1, [2, []]],
)  # fmt: skip
SCRATCH = (
    "sum = 0", "print('hello')", "import sys; print('oh', file=sys.stderr)", "exit()",
    "while True: pass", "1 / 0", "from numpy import *", "%matplotlib inline", "!ls", "# a comment",
    "np = None", "def f(:", "W = np.zeros((3, 4)); x = W", "%%time\nnumber = 3",
    "raise SystemExit",
    "import os\nos.chdir('/')", "np.seterr(all='raise')",
    "import warnings\nwarnings.simplefilter('error')",
    "%%bash\necho hello", "sigmoid = None", "await asyncio.sleep(0)", "?np.outer", "",
)  # fmt: skip
SETTING = (
    "np.seterr(all='raise')", "import warnings\nwarnings.simplefilter('error')",
    "import os\nos.chdir('/')", "import sys\nsys.setrecursionlimit(90)", "sum = 0",
    "import sys\nprint('wait', file=sys.stderr)", "print('done')",
    "np.set_printoptions(precision=1)",
)  # fmt: skip


def answers_in(notebook: Json) -> list[Json]:
    """Return the answer cells of a notebook."""
    return [cell for cell in notebook["cells"] if _marks(cell).get("solution")]


def edit(notebook: Json, rng: random.Random) -> list[str]:
    """Make one to four edits and return their names."""
    names = []
    for _ in range(rng.randint(1, 4)):
        one = rng.choice(EDITS)
        one(notebook, rng)
        names.append(one.__name__.lstrip("_"))
    return names


def _split(notebook: Json, rng: random.Random) -> None:
    """Split an answer as JupyterLab does: both halves keep the metadata."""
    cell = _answer(notebook, rng)
    lines = _source(cell).splitlines(True)
    at = rng.randint(0, len(lines))
    second = copy.deepcopy(cell)
    second["id"] = _id(rng)
    cell["source"], second["source"] = "".join(lines[:at]), "".join(lines[at:])
    _insert(notebook, cell, second, 1)


def _helper(notebook: Json, rng: random.Random) -> None:
    """Have an answer call a function of an own cell, somewhere in the notebook."""
    cell = _answer(notebook, rng)
    source = _source(cell)
    name = str(_marks(cell).get("grade_id"))
    if f"def {name}(" not in source:
        return
    moved = source.replace(f"def {name}(", "def my_helper(")
    cell["source"] = f"def {name}(*inputs):\n    return my_helper(*inputs)\n"
    notebook["cells"].insert(rng.randint(0, len(notebook["cells"])), _code(moved, rng))


def _imported(notebook: Json, rng: random.Random) -> None:
    """Write an answer with an import of an own cell."""
    cell = _answer(notebook, rng)
    cell["source"] = _source(cell).replace("np.", "numerics.")
    statement = rng.choice(["import numpy as numerics", "numerics = np"])
    notebook["cells"].insert(rng.randint(0, len(notebook["cells"])), _code(statement, rng))


def _copy(notebook: Json, rng: random.Random) -> None:
    """Copy a cell to another place, changed or not."""
    cell = copy.deepcopy(rng.choice(notebook["cells"]))
    if rng.random() < 0.5:
        cell["id"] = _id(rng)
    if rng.random() < 0.3:
        cell["source"] = rng.choice(["", "# try again", "raise NotImplementedError()"])
    notebook["cells"].insert(rng.randint(0, len(notebook["cells"])), cell)


def _move(notebook: Json, rng: random.Random) -> None:
    """Move a cell anywhere."""
    cells = notebook["cells"]
    cells.insert(rng.randint(0, len(cells) - 1), cells.pop(rng.randrange(len(cells))))


def _retype(notebook: Json, rng: random.Random) -> None:
    """Turn a cell into one of another kind, perhaps back."""
    cell = rng.choice([_answer(notebook, rng), rng.choice(notebook["cells"])])
    cell["cell_type"] = rng.choice(["markdown", "raw", "code", "heading"])
    if rng.random() < 0.5:
        cell["cell_type"] = "code"
        cell.setdefault("outputs", [])
        cell.setdefault("execution_count", None)
    elif rng.random() < 0.5:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _delete(notebook: Json, rng: random.Random) -> None:
    """Delete a cell."""
    cell = rng.choice([_answer(notebook, rng), rng.choice(notebook["cells"])])
    notebook["cells"] = [one for one in notebook["cells"] if one is not cell]


def _merge(notebook: Json, rng: random.Random) -> None:
    """Merge a cell with the next, as JupyterLab does: the first one's metadata stays."""
    cells = notebook["cells"]
    at = rng.randrange(len(cells) - 1)
    if rng.random() < 0.5:
        at = min(cells.index(_answer(notebook, rng)), len(cells) - 2)
    cells[at]["source"] = _source(cells[at]) + "\n\n" + _source(cells[at + 1])
    del cells[at + 1]


def _lose(notebook: Json, rng: random.Random) -> None:
    """Lose or spoil what an editor keeps of a cell beside its source."""
    cell = rng.choice([_answer(notebook, rng), rng.choice(notebook["cells"])])
    what = rng.choice(["nbgrader", "metadata", "id", "all ids", "tags", "odd"])
    if what == "nbgrader":
        cell.get("metadata", {}).pop("nbgrader", None)
    elif what == "metadata":
        cell["metadata"] = rng.choice([{}, {"nbgrader": []}, {"nbgrader": {"grade_id": 3}}])
    elif what == "id":
        cell.pop("id", None)
    elif what == "all ids":
        for one in notebook["cells"]:
            one.pop("id", None)
    elif what == "tags":
        cell.setdefault("metadata", {})["tags"] = rng.choice([None, "a", [1, {}], ["x"]])
    else:
        cell["attachments"], cell["execution_count"] = 3, rng.choice(["7", -1, None, 2.5])


def _shown(notebook: Json, rng: random.Random) -> None:
    """Give cells outputs of any kind."""
    for cell in rng.sample(notebook["cells"], 3):
        cell["outputs"] = rng.choice([[rng.choice(OUTPUTS)], list(OUTPUTS), None, {}])


def _file(notebook: Json, rng: random.Random) -> None:
    """Change what stands beside the cells."""
    notebook["nbformat_minor"] = rng.choice([0, 1, 2, 3, 4, 5, 6, None])
    notebook["metadata"] = rng.choice([
        {}, {"kernelspec": None}, {"kernelspec": {"name": "conda-env-x"}}, {"widgets": [[1]]},
        {"language_info": {"name": "R"}}, notebook.get("metadata"),
    ])  # fmt: skip
    notebook["made_by"] = {"unknown": [None]}


def _scratch(notebook: Json, rng: random.Random) -> None:
    """Add a cell of one's own."""
    new = _code(rng.choice(SCRATCH), rng)
    notebook["cells"].insert(rng.randint(0, len(notebook["cells"])), new)


def _set(notebook: Json, rng: random.Random) -> None:
    """Set something in an answer that counts for the whole process."""
    cell = _answer(notebook, rng)
    lines = rng.choice(SETTING)
    cell["source"] = rng.choice([f"{lines}\n{_source(cell)}", f"{_source(cell)}\n{lines}"])


def _typed(notebook: Json, rng: random.Random) -> None:
    """Type into a cell that is not there for it."""
    cell = rng.choice([one for one in notebook["cells"] if not _marks(one).get("solution")])
    cell["source"] = rng.choice(["", "pass", "1 / 0", _source(cell) + "\nprint(1)", "np = 3"])


def _retyped(notebook: Json, rng: random.Random) -> None:
    """Write an answer into another cell, and leave its own as it is or empty."""
    cell = _answer(notebook, rng)
    new = _code(_source(cell), rng)
    notebook["cells"].insert(rng.randint(0, len(notebook["cells"])), new)
    cell["source"] = rng.choice(["", "# below", "raise NotImplementedError()"])


EDITS: tuple[Edit, ...] = (
    _split, _helper, _imported, _copy, _move, _retype, _delete, _merge, _lose, _shown, _file,
    _scratch, _set, _typed, _retyped,
)  # fmt: skip


def _answer(notebook: Json, rng: random.Random) -> Json:
    return rng.choice(answers_in(notebook) or notebook["cells"])


def _marks(cell: Json) -> Json:
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return marks if isinstance(marks, dict) else {}


def _source(cell: Json) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _code(source: str, rng: random.Random) -> Json:
    return {
        "cell_type": "code", "id": _id(rng), "metadata": {}, "source": source, "outputs": [],
        "execution_count": None,
    }  # fmt: skip


def _id(rng: random.Random) -> str:
    return f"{rng.getrandbits(32):08x}"


def _insert(notebook: Json, cell: Json, new: Json, after: int) -> None:
    at = next(i for i, one in enumerate(notebook["cells"]) if one is cell)
    notebook["cells"].insert(at + after, new)
