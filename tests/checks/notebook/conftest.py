"""An IPython in this process, as a student's notebook has it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.checks import replay, tally
from autograder.checks.comparing import hints
from autograder.checks.notebook import session, states

CHECK = """
import numpy as np
from autograder import central_difference, check_gradient, probe

def question(rng):
    x = probe(rng, 4)
    return {"x": x}, central_difference(lambda x: np.sum(x**3), at=x, name="gradient")

check_gradient(cubes, question, seed=1)
check_gradient(cubes, question, seed=2)
"""
RIGHT = "def cubes(x):\n    return 3 * x**2"
WRONG = "def cubes(x):\n    return 3 * x"
STUB = "def cubes(x):\n    raise NotImplementedError()"
PASSES = "✓ cubes: both checks of this cell pass (24 numbers compared).\n"


class Notebook:
    """A notebook whose cells are run one by one.

    Args:
        capsys: takes what a cell shows.
    """

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "nocolor"
        self.shell: Any = InteractiveShell.instance(config=config)
        self._capsys = capsys

    def run(self, source: str, cell: str = "scratch") -> str:
        """Run a cell and return what it shows."""
        self._capsys.readouterr()
        self.result: Any = self.shell.run_cell(source, cell_id=cell)
        captured = self._capsys.readouterr()
        assert not captured.err
        return str(captured.out)

    def answer(self, source: str) -> str:
        """Run the answer cell."""
        return self.run(source, "answer")

    def check(self) -> str:
        """Run the test cell."""
        return self.run(CHECK, "test")


@pytest.fixture
def notebook(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Notebook]:
    """A notebook in an empty folder, in which nothing has been imported yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(session, "_session", None)
    monkeypatch.setattr(replay, "_last", None)
    monkeypatch.setattr(replay, "_since", "")
    monkeypatch.setattr(replay, "_announced", False)
    monkeypatch.setattr(states, "_said", {})
    monkeypatch.setattr(states, "_sources", {})
    monkeypatch.setattr(tally, "_current", [])
    monkeypatch.setattr(hints, "_failures", {})
    opened = Notebook(capsys)
    opened.shell.push({"import_checks": session.install}, interactive=False)
    opened.run("import_checks()")  # a kernel would do it in ``import autograder``
    yield opened
    opened.shell.restore_sys_module_state()
    InteractiveShell.clear_instance()
