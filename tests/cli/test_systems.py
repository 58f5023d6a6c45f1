"""The command line where Linux, or a package, is not there: the names of both are taken away."""

import re
import subprocess
import sys

import pytest

from autograder.course.lessons import Course

# What other systems lack. Libraries that choose by system have made their choice before.
MATPLOTLIB = "import matplotlib.pyplot"
NBGRADER = "import asyncio, nbgrader.apps, nbgrader.converters"
ON_MACOS = """
import os, socket, sys
sys.platform = "darwin"
for name in ("sched_getaffinity", "memfd_create", "pidfd_open", "setns", "unshare"):
    vars(os).pop(name, None)
"""
ON_WINDOWS = """
import os, signal, socket, sys
sys.platform = "win32"
for name in (
    "fork", "getgid", "geteuid", "getuid", "killpg", "memfd_create", "openpty", "pidfd_open",
    "sched_getaffinity", "setns", "setsid", "statvfs", "sysconf", "unshare",
):
    vars(os).pop(name, None)
for name in ("SIGKILL", "SIGCHLD", "SIGHUP"):
    delattr(signal, name)
for name in ("send_fds", "recv_fds", "SOCK_SEQPACKET"):  # asyncio needs AF_UNIX here
    delattr(socket, name)
for name in ("fcntl", "grp", "pwd", "resource", "termios", "multiprocessing.forkserver"):
    sys.modules[name] = None
"""
MAIN = """
from autograder.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
HELP = """
from autograder.cli.main import main
for command in ([], *([name] for name in sys.argv[1:])):
    try:
        main([*command, "--help"])
    except SystemExit as ended:
        print("ended with", ended.code)
"""
systems = pytest.mark.parametrize("system", [ON_MACOS, ON_WINDOWS], ids=["macos", "windows"])


def _python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


@systems
def test_help_is_given_on_every_system(system: str) -> None:
    commands = ["check", "release", "new-lesson", "handout", "grade", "demo"]
    done = _python(MATPLOTLIB + system + HELP, *commands)
    assert done.stderr == ""
    assert re.findall(r"^usage: autograder ([\w-]+|\[-h\] COMMAND)", done.stdout, re.MULTILINE) == [
        "[-h] COMMAND", *commands,
    ]  # fmt: skip
    assert done.stdout.count("ended with 0") == 1 + len(commands)


@systems
@pytest.mark.parametrize("arguments", [["grade", "class"], ["demo"]], ids=lambda given: given[0])
def test_grading_says_in_one_line_that_it_needs_linux(system: str, arguments: list[str]) -> None:
    done = _python(MATPLOTLIB + system + MAIN, *arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("autograder: grading needs Linux")


@systems
def test_the_settings_are_read_on_every_system(system: str, course: Course) -> None:
    code = "from pathlib import Path; from autograder.course.lessons import Course; "
    code += "print(Course(Path(sys.argv[1])).config.CourseDirectory.course_id)"
    done = _python(NBGRADER + system + code, course.root)
    assert (done.stdout, done.stderr) == ("backpropagation\n", "")


@systems
def test_check_runs_a_notebook_on_every_system(system: str, course: Course) -> None:
    # A kernel can be started here in Linux's way alone.
    imported = "import autograder.cli.check; sys.platform = 'linux'"
    done = _python(NBGRADER + system + imported + MAIN, "check", course.lessons[0].source)
    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout.endswith("5 exercises: 5 passed.\n")


@pytest.mark.parametrize(
    ("arguments", "package", "extra"),
    [
        (["check", "mine.ipynb"], "nbgrader", "lab"),
        (["release", "--check"], "nbgrader", "grade"),
        (["grade", "class"], "latex2mathml", "grade"),
        (["demo"], "tqdm", "grade"),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else None,
)
def test_a_missing_package_is_named_with_what_installs_it(
    arguments: list[str], package: str, extra: str
) -> None:
    done = _python(f"import sys; sys.modules[{package!r}] = None" + MAIN, *arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"autograder: {package}")
    assert line.endswith(f" is not installed: pip install --editable '.[{extra}]'")


def test_the_settings_load_no_module_of_the_grader(course: Course) -> None:
    """Validate reads them, too, where the packages of the grader are not installed."""
    code = "import sys; from pathlib import Path; from autograder.course.lessons import Course; "
    code += "assert Course(Path(sys.argv[1])).config; "
    code += "print(*(name for name in sys.modules if name.startswith('autograder.')))"
    loaded = {name.split(".")[1] for name in _python(code, course.root).stdout.split()}
    assert loaded <= {"checks", "course", "errors", "regular_file", "text"}
