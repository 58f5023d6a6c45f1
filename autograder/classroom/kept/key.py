"""Digests of all that a grade depends on; a result is found again by its key alone."""

from dataclasses import asdict, dataclass, fields

from autograder.fingerprint import digest, grader
from autograder.sandbox.limits import Limits


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
