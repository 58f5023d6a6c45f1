"""What students get: the lessons, what their notebooks import, and how to install it.

No solutions, no hidden tests, no bank, no grader, no keys of questions that are held back.
"""

import json
import shutil
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from modulefinder import ModuleFinder
from pathlib import Path, PurePosixPath
from string import Template

from autograder.checks.sealed import FOLDER as SEALED
from autograder.course.lessons import ORIGINALS, Course, Lesson
from autograder.course.release.release import generate
from autograder.errors import AutograderError

PACKAGES = ("autograder", "blackboard")
# What a student's notebook and its checks begin with; what these import follows.
ENTRANCES = (
    "autograder", "autograder.__main__", "autograder.cli.check", "autograder.course.view.in_place",
)  # fmt: skip
FILES = Path(__file__).parent / "handout_files"
EXTRA = "lab"
UNWANTED = shutil.ignore_patterns("__pycache__")

Content = Mapping[PurePosixPath, bytes]


def handout(course: Course, lessons: Iterable[Lesson], *, at_once: bool) -> Content:
    """Return the files of a hand-out by their place in it; equal input gives equal bytes.

    Args:
        course: what they are made of.
        lessons: those that are handed out.
        at_once: whether letters of questions are judged as soon as they are written.
    """
    made = generate(course, lessons, at_once=at_once)
    files = {PurePosixPath(path.as_posix()): made.files[path] for path in sorted(made.files)}
    notebooks = {path: content for path, content in files.items() if path.suffix == ".ipynb"}
    return {
        **{PurePosixPath("course", path): content for path, content in files.items()},
        **{PurePosixPath(ORIGINALS, path): content for path, content in notebooks.items()},
        **dict(_code()),
        **{PurePosixPath(path.as_posix()): content for path, content in made.sealed.items()},
        **_project(notebooks),
    }


def title(notebook: bytes) -> str:
    """Return the heading of a notebook, without the lesson's number."""
    for cell in json.loads(notebook)["cells"]:
        for line in "".join(cell["source"]).splitlines():
            if line.startswith("# "):
                return line.removeprefix("# ").rpartition(": ")[2]
    return ""


def _code() -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the modules that notebooks and their checks need, and all data of blackboard."""
    root = SEALED.parents[1]
    with tempfile.TemporaryDirectory() as only:  # where nothing else is to be found
        for package in PACKAGES:
            shutil.copytree(root / package, Path(only, package), ignore=UNWANTED)
        finder = ModuleFinder(path=[only])
        for module in ENTRANCES:
            finder.import_hook(module)
        files = [getattr(module, "__file__", None) for module in finder.modules.values()]
        places = [Path(file).relative_to(only) for file in files if file]
    data = [
        path.relative_to(root)
        for path in (root / "blackboard").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    for place in sorted({*places, *data, *(Path(package, "py.typed") for package in PACKAGES)}):
        yield PurePosixPath(place.as_posix()), (root / place).read_bytes()


def _project(lessons: Mapping[PurePosixPath, bytes]) -> Content:
    """Return the files that say what it is and how to install it."""
    root = SEALED.parents[1]
    try:
        project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
        licence = (root / "LICENSE").read_bytes()
    except (OSError, KeyError) as error:
        raise AutograderError(
            f"a hand-out is made of the repository of the course, and {root} is none: install it "
            "with pip install --editable"
        ) from error
    needs = sorted([*project["dependencies"], *project["optional-dependencies"][EXTRA]])
    table = "\n".join(
        f"| [{path.parent.name[:2]}](course/{path}) | {title(content)} |"
        for path, content in lessons.items()
    )
    words = {
        "version": project["version"],
        "python": project["requires-python"],
        "needs": "".join(f"    {json.dumps(need)},\n" for need in needs),
        "conda": "".join(f"  - {need}\n" for need in needs),
        "lessons": table,
        "first": str(next(iter(lessons))),
        "folder": str(next(iter(lessons)).parent),
    }
    return {
        PurePosixPath("LICENSE"): licence,
        **{
            PurePosixPath(file.relative_to(FILES).with_suffix("").as_posix()): Template(
                file.read_text()
            )
            .substitute(words)
            .encode()
            for file in sorted(FILES.rglob("*.in"))
        },
    }
