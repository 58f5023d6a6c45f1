"""The list of what is done in a lesson, and what is open."""

from dataclasses import dataclass

from IPython.core.getipython import get_ipython
from IPython.display import display
from markupsafe import Markup

from autograder.checks.notebook.states import State, checked, state_of
from autograder.checks.ways import ways_to

NOTHING_YET = (
    "No test cell has been run since the kernel was started: run the cells above "
    "(Run → Run All Above Selected Cell)."
)

OF_NOW = "This list is of now: run this cell again after a change."


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

    @property
    def below(self) -> str:
        """What stands below the list; it does not change by itself when a test cell is run."""
        return f"{self.sums}. {OF_NOW}"

    def text(self) -> str:
        """Lay it out for a terminal, and as the text alternative."""
        if not self.seen:
            return "\n".join(filter(None, [self.title, NOTHING_YET]))
        rows = [f"{state.mark} {name}: {state.words}" for name, state in self.states.items()]
        return "\n".join(filter(None, [self.title, *rows, self.below, self.more]))

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
        sums = Markup("<p>{}</p>").format(self.below)
        return title + listed + sums + (Markup("<p>{}</p>").format(self.more) if self.more else "")


def progress(names: tuple[str, ...], title: str | None = None) -> Progress:
    """Return how exercises stand."""
    states = {name: state_of(name) for name in names}
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
