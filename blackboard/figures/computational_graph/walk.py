"""The graph of the chain rule: values forwards, then adjoints backwards, one arrow at a time."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from blackboard.drawing.notation import factor, number

Values = Mapping[str, float]

INPUTS = ("x", "y")
RESULT = "f"
# Each node that is computed: how it is written, and how it is computed from the ones before it.
NODES: Mapping[str, tuple[str, Callable[[Values], float]]] = {
    "a": ("x · y", lambda v: v["x"] * v["y"]),
    "b": ("a²", lambda v: v["a"] ** 2),
    "c": ("1 − a", lambda v: 1 - v["a"]),
    "d": ("b · c", lambda v: v["b"] * v["c"]),
    "f": ("½ (d − 10)²", lambda v: 0.5 * (v["d"] - 10) ** 2),
}
ORDER = (*INPUTS, *NODES)
# The arrows with their local slopes, in the order in which the way back uses them: a node is passed
# on when all that comes back to it has arrived.
ARROWS: Mapping[tuple[str, str], Callable[[Values], float]] = {
    ("d", "f"): lambda v: v["d"] - 10,
    ("b", "d"): lambda v: v["c"],
    ("c", "d"): lambda v: v["b"],
    ("a", "b"): lambda v: 2 * v["a"],
    ("a", "c"): lambda v: -1.0,
    ("x", "a"): lambda v: v["y"],
    ("y", "a"): lambda v: v["x"],
}
FORWARD = len(NODES)  # the step at which all values are known


def bar(name: str) -> str:
    """Write the adjoint of a node."""
    return unicodedata.normalize("NFC", f"{name}\u0304")


def paths(start: str, end: str = RESULT) -> list[tuple[str, ...]]:
    """List all paths of arrows from one node to another."""
    if start == end:
        return [(end,)]
    following = sorted(after for before, after in ARROWS if before == start)
    return [(start, *rest) for node in following for rest in paths(node, end)]


@dataclass(frozen=True)
class Step:
    """One step of the walk.

    Attributes:
        node: whose value or adjoint it finds.
        arrow: the arrow over which something comes back; None on the way forward and at the start.
        result: the value, or the adjoint afterwards.
        text: what is computed, without the result.
    """

    node: str
    arrow: tuple[str, str] | None
    result: float
    text: str

    @property
    def whole(self) -> str:
        """The computation with its result."""
        return f"{self.text} = {number(self.result)}"


@dataclass(frozen=True)
class Walk:
    """The graph at one point: x and y."""

    x: float
    y: float

    @cached_property
    def values(self) -> dict[str, float]:
        """The value of every node."""
        values = {"x": self.x, "y": self.y}
        for name, (_, compute) in NODES.items():
            values[name] = float(compute(values))
        return values

    @cached_property
    def slopes(self) -> dict[tuple[str, str], float]:
        """The local slope of every arrow."""
        return {arrow: float(slope(self.values)) for arrow, slope in ARROWS.items()}

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """All steps: the inputs, a value a node, the adjoint of the result, an arrow a step."""
        found = [Step("x", None, self.x, "x")]
        for name, (formula, _) in NODES.items():
            found.append(Step(name, None, self.values[name], f"{name} = {formula}"))
        found.append(Step(RESULT, None, 1.0, f"{bar(RESULT)} = ∂{RESULT}/∂{RESULT}"))
        adjoints = dict.fromkeys(ORDER, 0.0)
        adjoints[RESULT] = 1.0
        for (start, end), slope in self.slopes.items():
            before = adjoints[start]
            adjoints[start] += adjoints[end] * slope
            right = f"{number(before)} + {factor(adjoints[end])} · {factor(slope)}"
            letters = f"{number(before)} + {bar(end)} · ∂{end}/∂{start}"
            text = f"{bar(start)} = {letters} = {right}"
            found.append(Step(start, (start, end), adjoints[start], text))
        return tuple(found)

    def known(self, at: int) -> dict[str, float]:
        """Return the adjoints after so many steps, of those nodes to which something came back."""
        return {step.node: step.result for step in self.steps[FORWARD + 1 : at + 1]}

    def finished(self, node: str, at: int) -> bool:
        """Whether all that comes back to a node has arrived after so many steps."""
        last = max(k for k, step in enumerate(self.steps) if step.node == node)
        return at >= max(last, FORWARD + 1)

    def product(self, path: tuple[str, ...]) -> float:
        """Multiply the slopes along a path."""
        return float(np.prod(self.along(path)))

    def along(self, path: tuple[str, ...]) -> list[float]:
        """Return the slopes along a path."""
        return [self.slopes[arrow] for arrow in pairwise(path)]
