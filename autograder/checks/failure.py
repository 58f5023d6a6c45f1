"""The exception by which every check rejects an answer."""

from collections.abc import Iterable
from textwrap import TextWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.checks.comparing.compare import Comparison

EITHER = " or "  # between two causes that give the same numbers
AND = " and "  # between two mistakes that were made together
WIDTH = 84  # columns; a notebook beside the file browser has a few more in a window of 1100 px


class CheckFailed(AssertionError):
    """A student's answer did not pass; the message says why, for the student to read.

    Args:
        message: what the student reads.
        wrong: the array that the message is about, where values were compared.
        cause: the mistake that the message names, or the kind of the failure; for counting, and
            shown to no student. docs/instructors.md lists the kinds.

    Attributes:
        has_case: whether the inputs that it is about are kept for ``failed_case``.
        last_line: what a notebook shows below the message.
    """

    def __init__(self, message: str, wrong: "Comparison | None" = None, *, cause: str = "") -> None:
        super().__init__(message)
        self.wrong = wrong
        self.cause = cause
        self.has_case = False
        self.last_line = ""

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the message alone: the traceback would show the checker's code."""
        return [*folded(str(self)).splitlines(), *filter(None, [self.last_line])]


def either(causes: Iterable[str], otherwise: str) -> str:
    """Return the names of causes as one cause; ``otherwise`` where there are none."""
    return EITHER.join(causes) or otherwise


def folded(message: str) -> str:
    """Break long lines between words and keep their indentation: JupyterLab breaks within words."""
    lines = []
    for line in message.splitlines():
        margin = line[: len(line) - len(line.lstrip())] or "  "
        wrapper = TextWrapper(
            WIDTH, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
        )
        lines += wrapper.wrap(line) or [line]
    return "\n".join(lines)
