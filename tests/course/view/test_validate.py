"""A kernel that does not start the first time, and one that never does."""

import json
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.course.lessons import Course
from autograder.course.view.validate import validate
from autograder.errors import UsageError

# Ends at once while the file is there, as a kernel does whose port somebody else has.
START = """
import os, sys
tries = sys.argv.pop(1)
left = int(open(tries).read())
open(tries, "w").write(str(left - 1))
if left:
    sys.exit("Address already in use")
os.execv(sys.executable, [sys.executable, "-m", "ipykernel_launcher", *sys.argv[1:]])
"""


@pytest.fixture
def notebook(
    course: Course, released: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Give a released lesson; its kernels fail as often as the file ``tries`` says."""
    for name in ("nbgrader_config.py", "solutions", "course"):
        (tmp_path / name).symlink_to(course.root / name)
    spec = tmp_path / "jupyter" / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    start = tmp_path / "start.py"
    start.write_text(START)
    argv = [sys.executable, str(start), str(tmp_path / "tries"), "-f", "{connection_file}"]
    spec.write_text(json.dumps({"argv": argv, "display_name": "it", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    path = tmp_path / "jacobian_lemmas.ipynb"
    nbformat.write(released, path)
    return path


@pytest.mark.integration
def test_a_kernel_whose_port_is_taken_is_started_again(notebook: Path) -> None:
    (notebook.parent / "tries").write_text("1")
    assert {one.state for one in validate(notebook).outcomes} == {"open"}
    assert (notebook.parent / "tries").read_text() == "-1"


@pytest.mark.integration
def test_a_kernel_that_never_starts_is_one_clear_line(notebook: Path) -> None:
    (notebook.parent / "tries").write_text("2")
    with pytest.raises(UsageError, match="no Python kernel would start") as told:
        validate(notebook)
    assert "\n" not in str(told.value)
