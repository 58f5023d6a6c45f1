"""What the checks of one cell have found so far, and the one line that says that all pass."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autograder.checks.occasion import is_grading
from autograder.checks.replay import Case

PASSED = "✓ "  # what every line begins with


@dataclass(frozen=True)
class Passed:
    """A check that an answer passed.

    Attributes:
        exercise: the name of the function.
        compared: how many entries were compared.
        literal: whether some of them were no numbers but labels, words or truth values.
    """

    exercise: str
    compared: int = 0
    literal: bool = False


@dataclass(eq=False)
class Tally:
    """What the checks of a cell have found.

    Attributes:
        begun: the exercises and questions that were looked at, in order.
        passed: the checks that were passed.
        stated: whether something was required beside, which cannot be counted.
        failed: whether a check failed, though the cell may have gone on.
        asked: the last call of a student's function by ``ask``.
        held_back: the questions that are answered and not judged.
    """

    begun: list[str] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    stated: bool = False
    failed: bool = False
    asked: Case | None = None
    held_back: set[str] = field(default_factory=set)

    def line(self) -> str:
        """Say that all checks of the cell pass; empty where there is nothing to say."""
        if self.failed or not (self.passed or (self.stated and self.begun)):
            return ""
        names = dict.fromkeys([one.exercise for one in self.passed] or self.begun)
        return passed_line(", ".join(names), self.passed, counted=not self.stated)


_current: list[Tally] = []  # the innermost last; a cell may run another


def passed_line(names: str, passed: Sequence[Passed], *, counted: bool = True) -> str:
    """Say that all checks of a cell pass.

    Args:
        names: of the exercises.
        passed: the checks.
        counted: whether these are all that the cell asks for.
    """
    if not counted:
        which = "all checks of this cell pass"
    elif len(passed) == 1:
        which = "the check of this cell passes"
    else:
        many = "both" if len(passed) == 2 else f"all {len(passed)}"
        which = f"{many} checks of this cell pass"
    return f"{PASSED}{names}: {which}{_compared(passed)}."


def tally() -> Tally | None:
    """Return what the checks of the cell that runs have found; None outside of any."""
    return _current[-1] if _current else None


def start() -> None:
    """Begin to count: a cell begins."""
    _current.append(Tally())


def finish() -> Tally:
    """Return what was counted since ``start``: the cell has ended."""
    return _current.pop() if _current else Tally()


@contextlib.contextmanager
def counted() -> Iterator[Tally]:
    """Count what the checks inside find; nothing of it is printed."""
    found = Tally()
    _current.append(found)
    try:
        yield found
    finally:
        _current.remove(found)


def begin(name: str) -> None:
    """Note that an exercise or a question is looked at now."""
    now = tally()
    if now is not None:
        now.begun.append(name)


def hold_back(name: str) -> None:
    """Note that a question is answered, and judged at grading alone."""
    now = tally()
    if now is not None:
        now.held_back.add(name)


def add(passed: Passed) -> None:
    """Note a check that was passed; where no cell runs, as in a script, say it at once."""
    now = tally()
    if now is None:
        print(f"{PASSED}{passed.exercise}: the check passes{_compared([passed])}.")
    else:
        now.passed.append(passed)


def note_failed() -> None:
    """Note that a check has failed, whatever its cell makes of that."""
    now = tally()
    if now is not None:
        now.failed = True


def note_asked(case: Case) -> None:
    """Note a call of a student's function, for a failure of what is required of it."""
    now = tally()
    if now is not None and not is_grading():
        now.asked = case


def note_required(*, holds: bool) -> Case | None:
    """Note that something was required; return the call that it may be about."""
    now = tally()
    if now is None:
        return None
    now.stated = True
    now.failed = now.failed or not holds
    return now.asked


def _compared(passed: Sequence[Passed]) -> str:
    total = sum(one.compared for one in passed)
    if not total:
        return ""
    what = "value" if any(one.literal for one in passed) else "number"
    return f" ({total:,} {what}{'' if total == 1 else 's'} compared)"
