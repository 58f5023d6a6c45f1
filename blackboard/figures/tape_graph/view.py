"""The content of the tape's picture: how far the walk has come, and what is looked at."""

from dataclasses import dataclass

from blackboard.figures.tape_graph import steps
from blackboard.figures.tape_graph.layout import Layout
from blackboard.figures.tape_graph.panel import Equation
from blackboard.figures.tape_graph.walk import Walk


@dataclass(frozen=True, eq=False)
class View:
    """A tape after one step, as the picture shows it.

    Attributes:
        walk: the numbers.
        layout: the places of the nodes.
        at: the present step.
        asked: whether what the step hands back waits for a guess.
        looked: the node that is looked at in place of the step, None for none.
    """

    walk: Walk
    layout: Layout
    at: int
    asked: bool
    looked: str | None

    @property
    def known(self) -> int:
        """The last step whose result may be shown."""
        return self.at - 1 if self.asked else self.at

    @property
    def equations(self) -> tuple[Equation, ...]:
        """What stands below the graph."""
        if self.looked is not None:
            return steps.node_equations(self.walk, self.looked, self.known)
        return () if self.asked else steps.equations(self.walk, self.at)

    @property
    def lines(self) -> tuple[str, str]:
        """The title of what stands below the graph, and a sentence."""
        title = steps.title(self.walk, self.at)
        if self.looked is not None:
            unknown = "" if self.equations else " It has no value yet."
            return title, f"Looked at: {self.looked}.{unknown}"
        if self.asked:
            return title, "What does this line hand back? It waits for a guess."
        return title, "" if self.equations else steps.sentence(self.walk, self.at)
