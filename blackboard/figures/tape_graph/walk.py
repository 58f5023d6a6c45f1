"""The walk over a tape: values forwards, then adjoints backwards, a line of the tape a step."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autograder.checks.expected import FloatArray
from blackboard.figures.tape_graph.shares import Quantity, Share
from blackboard.figures.tape_graph.tape import Entry, Tape

GIVEN, FORWARD, START, BACKWARD = (
    "the given values",
    "forward",
    "the start of the way back",
    "backward",
)


@dataclass(frozen=True, eq=False)
class Step:
    """One step of the walk.

    Attributes:
        phase: GIVEN, FORWARD, START or BACKWARD.
        entry: the line of the tape; None in GIVEN and START.
        shares: what the line hands back, an input after the other.
        asked: whether the reader is asked what it hands back: the first line of each operation.
    """

    phase: str
    entry: Entry | None = None
    shares: tuple[Share, ...] = ()
    asked: bool = False


@dataclass(frozen=True, eq=False)
class Arrival:
    """What has come back to a node over one use.

    Attributes:
        step: the step in which it came.
        entry: the line that uses the node.
        share: what it is.
    """

    step: int
    entry: Entry
    share: Share


@dataclass(frozen=True, eq=False)
class Walk:
    """All steps over a tape."""

    tape: Tape

    @cached_property
    def _whole(self) -> tuple[tuple[Step, ...], Mapping[str, tuple[Arrival, ...]]]:
        tape, steps = self.tape, [Step(GIVEN)]
        steps += [Step(FORWARD, entry) for entry in tape.entries]
        steps.append(Step(START))
        arrivals: dict[str, list[Arrival]] = {}
        asked: set[str] = set()
        for entry in tape.way_back:
            grad = self.start
            if entry.output != tape.output:
                grad = _sum([arrival.share.value for arrival in arrivals[entry.output]])
            quantities = [
                Quantity(name, tape.values[name]) for name in (*entry.inputs, entry.output)
            ]
            with np.errstate(all="ignore"):  # what is not finite is shown as such
                shares = entry.operation.backward(
                    Quantity(self.adjoint_name(entry.output), grad), quantities[-1], quantities[:-1]
                )
            for name, share in zip(entry.inputs, shares, strict=True):
                arrivals.setdefault(name, []).append(Arrival(len(steps), entry, share))
            steps.append(Step(BACKWARD, entry, shares, entry.operation.name not in asked))
            asked.add(entry.operation.name)
        return tuple(steps), {name: tuple(came) for name, came in arrivals.items()}

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps: the given values, the lines, the start of the way back, the lines back."""
        return self._whole[0]

    @property
    def turn(self) -> int:
        """The step in which the way back starts."""
        return len(self.tape.entries) + 1

    @property
    def start(self) -> FloatArray:
        """The adjoint of the output: 1, in its shape."""
        return np.ones_like(self.tape.values[self.tape.output])

    def adjoint_name(self, node: str) -> str:
        """Write the adjoint of a node."""
        return f"∂{self.tape.output}/∂{node}"

    def value(self, node: str) -> Quantity:
        """Return a node with its value."""
        return Quantity(node, self.tape.values[node])

    def valued(self, node: str, at: int) -> bool:
        """Whether the value of a node is known after so many steps."""
        entry = self.tape.made_by.get(node)
        return entry is None or entry.number <= at

    def arrived(self, node: str, at: int) -> tuple[Arrival, ...]:
        """Return what has come back to a node after so many steps, the first one first."""
        return tuple(a for a in self._whole[1].get(node, ()) if a.step <= at)

    def adjoint(self, node: str, at: int) -> FloatArray | None:
        """Return the adjoint of a node after so many steps, None where nothing has come back."""
        if node == self.tape.output:
            return self.start if at >= self.turn else None
        came = self.arrived(node, at)
        return _sum([arrival.share.value for arrival in came]) if came else None

    def before(self, node: str, arrival: Arrival) -> FloatArray | None:
        """Return what had come back to a node before one of its uses, None for nothing."""
        came = self._whole[1][node]
        earlier = came[: next(k for k, other in enumerate(came) if other is arrival)]
        return _sum([other.share.value for other in earlier]) if earlier else None

    def finished(self, node: str, at: int) -> bool:
        """Whether all that comes back to a node has come after so many steps."""
        if node == self.tape.output:
            return at >= self.turn
        return at >= self.turn and len(self.arrived(node, at)) == self.tape.uses(node)


def _sum(values: list[FloatArray]) -> FloatArray:
    total = np.zeros_like(values[0])
    for value in values:
        total = total + value
    return total
