"""How the exercises stand, as the test cells of this kernel have said it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from autograder.checks.calls.unwritten import is_open
from autograder.checks.failure import CheckFailed
from autograder.checks.tally import Tally


class State(Enum):
    """How an exercise stands: its mark, and in words."""

    DONE = "✓", "done"
    ANSWERED = "?", "answered"  # right or wrong shows at grading
    CHANGED = "↻", "changed since its check"
    FAILING = "✗", "failing"
    OPEN = "·", "open"

    @property
    def mark(self) -> str:
        """A sign of its own for each, so that no colour is needed."""
        return self.value[0]

    @property
    def words(self) -> str:
        """What it is called."""
        return self.value[1]


@dataclass(frozen=True)
class _Said:
    """What a test cell has said of an exercise.

    Attributes:
        state: how it stands.
        source: the cell that had made the function, or lost it by an error; None if not known.
    """

    state: State
    source: str | None

    def now(self, name: str) -> State:
        """Return how it stands now that cells may have run again."""
        judged = self.state in (State.DONE, State.FAILING)
        return State.CHANGED if judged and _sources.get(name) != self.source else self.state


_said: dict[str, dict[str, _Said]] = {}  # by test cell, of each exercise in it
_sources: dict[str, str] = {}  # by function, what stands in the cell that has made it last


def note(
    cell: str,
    found: Tally,
    error: BaseException | None = None,
    missing: Mapping[str, State] | None = None,
) -> None:
    """Note what a cell has said.

    Args:
        cell: what tells it from others.
        found: what its checks have found.
        error: what it ended in.
        missing: functions that it asked for and that are not there.
    """
    said = _said.setdefault(cell, {})
    states: dict[str, State] = {}
    if error is None and not found.failed:
        said.clear()
        states |= dict.fromkeys(found.begun, State.DONE)
        states |= dict.fromkeys(found.held_back, State.ANSWERED)
    elif missing:
        states |= missing
    elif found.begun:
        unwritten = isinstance(error, CheckFailed) and is_open(str(error))
        states[found.begun[-1]] = State.OPEN if unwritten else State.FAILING
    said |= {name: _Said(state, _sources.get(name)) for name, state in states.items()}


def note_changes(names: Iterable[str], source: str) -> None:
    """Note that a cell has made functions, or lost them by an error.

    Args:
        names: of the functions.
        source: what stands in the cell: a function that it makes once more is the same.
    """
    _sources.update(dict.fromkeys(names, source.strip()))


def checked() -> frozenset[str]:
    """Return the exercises that some cell has looked at."""
    return frozenset(name for said in _said.values() for name in said)


def all_done() -> list[str]:
    """Return the exercises that are done, in the order in which they were checked first."""
    names = dict.fromkeys(name for said in _said.values() for name in said)
    return [name for name in names if is_done(name)]


def is_done(name: str) -> bool:
    """Return whether every test cell of an exercise that was run last passed."""
    return state_of(name) is State.DONE


def state_of(name: str) -> State:
    """Return how an exercise stands, by all of its test cells."""
    said = {one[name].now(name) for one in _said.values() if name in one}
    if len(said) == 1:
        return said.pop()
    return next((state for state in (State.FAILING, State.CHANGED) if state in said), State.OPEN)
