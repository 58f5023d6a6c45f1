"""What the test cells of this kernel have said so far, exercise by exercise."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from IPython.core.getipython import get_ipython
from IPython.display import display
from markupsafe import Markup

from autograder.checks.calls.unwritten import is_open
from autograder.checks.failure import CheckFailed
from autograder.checks.tally import Tally
from autograder.checks.ways import ways_to

NOTHING_YET = (
    "No test cell has been run since the kernel was started: run the cells above "
    "(Run → Run All Above Selected Cell)."
)


class State(Enum):
    """How an exercise stands: its mark, and in words."""

    DONE = "✓", "done"
    ANSWERED = "?", "answered"  # right or wrong shows at grading
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
class Progress:
    """How the exercises of a lesson stand.

    Attributes:
        states: by exercise, in the order in which they were asked for.
        seen: whether any of their test cells has been run.
        title: what stands above.
    """

    states: dict[str, State]
    seen: bool
    title: str | None = None

    @property
    def more(self) -> str:
        """How to see other ways to answer what is done, where there are any."""
        done = [name for name, state in self.states.items() if state is State.DONE]
        name = next(filter(ways_to, done), "")
        return f'Other right ways: other_ways("{name}")' if name else ""

    @property
    def sums(self) -> str:
        """How many exercises there are of each state."""
        found = list(self.states.values())
        return ", ".join(
            f"{found.count(state)} {state.words}"
            for state in State
            if state is State.DONE or state in found
        )

    def text(self) -> str:
        """Lay it out for a terminal, and as the text alternative."""
        if not self.seen:
            return "\n".join(filter(None, [self.title, NOTHING_YET]))
        rows = [f"{state.mark} {name}: {state.words}" for name, state in self.states.items()]
        return "\n".join(filter(None, [self.title, *rows, f"{self.sums}.", self.more]))

    def html(self) -> Markup:
        """Lay it out as a list that a screen reader reads like the text."""
        title = Markup("<p><strong>{}</strong></p>").format(self.title) if self.title else Markup()
        if not self.seen:
            return title + Markup("<p>{}</p>").format(NOTHING_YET)
        rows = Markup().join(
            Markup('<li><span aria-hidden="true">{}</span> <code>{}</code>: {}</li>').format(
                state.mark, name, state.words
            )
            for name, state in self.states.items()
        )
        listed = Markup('<ul style="list-style:none;padding-left:0;margin:0">{}</ul>').format(rows)
        sums = Markup("<p>{}.</p>").format(self.sums)
        return title + listed + sums + (Markup("<p>{}</p>").format(self.more) if self.more else "")


_said: dict[str, dict[str, State]] = {}  # by test cell, of each exercise in it


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
    if error is None and not found.failed:
        said.clear()
        said.update(dict.fromkeys(found.begun, State.DONE))
        said.update(dict.fromkeys(found.held_back, State.ANSWERED))
    elif missing:
        said.update(missing)
    elif found.begun:
        unwritten = isinstance(error, CheckFailed) and is_open(str(error))
        said[found.begun[-1]] = State.OPEN if unwritten else State.FAILING


def checked() -> frozenset[str]:
    """Return the exercises that some cell has looked at."""
    return frozenset(name for said in _said.values() for name in said)


def progress(names: tuple[str, ...], title: str | None = None) -> Progress:
    """Return how exercises stand."""
    states = {name: _state(name) for name in names}
    return Progress(states, not checked().isdisjoint(names), title)


def show_progress(*names: str, title: str | None = None) -> None:
    """Show which exercises are done, as far as the test cells of this kernel have said.

    An exercise is done when all of its test cells that were run have passed when they were run
    last. After a restart of the kernel nothing is known.

    Args:
        names: of functions, and of the variables of questions.
        title: what stands above the list.
    """
    found = progress(names, title)
    if get_ipython() is None:
        print(found.text())
        return
    bundle = {"text/html": str(found.html()), "text/plain": found.text()}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def is_done(name: str) -> bool:
    """Return whether every test cell of an exercise that was run last passed."""
    return _state(name) is State.DONE


def _state(name: str) -> State:
    said = {one[name] for one in _said.values() if name in one}
    if len(said) == 1:
        return said.pop()
    return State.FAILING if State.FAILING in said else State.OPEN
