"""What a notebook imports loads no grader: a student's install has none."""

import subprocess
import sys

GRADER = ("nbgrader", "nbformat", "nbclient", "jupyter_client", "sqlalchemy", "zmq")


def test_what_a_notebook_imports_loads_no_grader() -> None:
    code = f"import autograder, blackboard, sys; print(*sys.modules.keys() & {set(GRADER)})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
