"""What a grade depends on, in digests: by it a result is found again, and by nothing else."""

import hashlib
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.metadata import version
from pathlib import Path

from autograder.sandbox import Limits

PACKAGES = ("autograder", "blackboard")
# Other versions of these could give other scores, reasons or pages.
LIBRARIES = (
    "ipykernel", "ipython", "latex2mathml", "matplotlib", "mistune", "nbconvert", "nbformat",
    "nbgrader", "numpy",
)  # fmt: skip


@dataclass(frozen=True)
class Key:
    """Digests of all that the result of a submission depends on; in the order of what to name.

    Attributes:
        grader: this package and the libraries that it grades with.
        lesson: the lesson's source notebook.
        limits: limits and kind of the sandbox.
        submission: the notebook that was handed in, and by whom.
    """

    grader: str
    lesson: str
    limits: str
    submission: str

    @property
    def digest(self) -> str:
        """The digest of all together."""
        return digest(asdict(self).values())

    def difference(self, other: "Key") -> str:
        """Return the first thing that is not the same in both; empty if they are equal."""
        names = (field.name for field in fields(self))
        return next((name for name in names if getattr(self, name) != getattr(other, name)), "")


def key_of(
    student: str, lesson: str, submission: bytes, source: str, sandbox: str, limits: Limits
) -> Key:
    """Make the key of a submission; ``source`` is the digest of the lesson's source."""
    return Key(
        grader=grader(),
        lesson=source,
        limits=digest([sandbox, repr(limits)]),
        submission=digest([student, lesson, submission]),
    )


def digest(parts: Iterable[str | bytes]) -> str:
    """Return a digest of parts, each with its length, so that no two lists share one."""
    made = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(b"%d:" % len(content))
        made.update(content)
    return made.hexdigest()[:40]


@cache
def grader() -> str:
    """Return a digest of the grader: every file of the packages, and versions of libraries."""
    root = Path(__file__).resolve().parent.parent
    parts: list[str | bytes] = [platform.python_version()]
    parts += [f"{library} {version(library)}" for library in LIBRARIES]
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                parts += [str(path.relative_to(root)), path.read_bytes()]
    return digest(parts)
