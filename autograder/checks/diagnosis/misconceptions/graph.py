"""Mistakes in the backward pass through the graph of the lesson on the chain rule."""

from collections.abc import Mapping
from typing import Any

from autograder.checks.diagnosis.misconceptions import Suspect


def adjoints(x: float, y: float, /, **changes: Any) -> dict[str, Any]:
    """Return the adjoints of the lesson's graph, with some steps done in another way.

    Args:
        x: one input.
        y: the other.
        changes: how an adjoint is made, by its node: a function of the values of all nodes and of
            the adjoints so far.
    """
    n = {"a": x * y, "b": (x * y) ** 2, "c": 1 - x * y, "x": x, "y": y}
    n["d"] = n["b"] * n["c"]
    steps: dict[str, Any] = {
        "f": lambda n, bar: 1.0,
        "d": lambda n, bar: bar["f"] * (n["d"] - 10),
        "b": lambda n, bar: bar["d"] * n["c"],
        "c": lambda n, bar: bar["d"] * n["b"],
        "a": lambda n, bar: bar["b"] * 2 * n["a"] - bar["c"],
        "x": lambda n, bar: bar["a"] * n["y"],
        "y": lambda n, bar: bar["a"] * n["x"],
    }
    bar: dict[str, Any] = {}
    for node, step in {**steps, **changes}.items():
        bar[node] = step(n, bar)
    return {node: bar[node] for node in "fdcbayx"}


def forwards(x: float, y: float) -> dict[str, Any]:
    """Return how fast each node moves with x."""
    a, a_dot = x * y, y
    d_dot = 2 * a * a_dot * (1 - a) - a**2 * a_dot
    f_dot = (a**2 * (1 - a) - 10) * d_dot
    return {
        "f": f_dot, "d": d_dot, "c": -a_dot, "b": 2 * a * a_dot, "a": a_dot, "y": 0.0, "x": 1.0
    }  # fmt: skip


# The adjoints of the worked example.
EXAMPLE = {"f": 1.0, "d": 2.0, "c": 8.0, "b": 6.0, "a": -32.0, "y": -64.0, "x": 32.0}
OVERWRITTEN = (
    "a is used twice, and only the arrow over {} has an effect: is one contribution overwritten by "
    "the other?"
)


SUSPECTS: Mapping[str, tuple[Suspect, ...]] = {
    "graph_backward": (
        Suspect(
            "assigned-over-c",
            OVERWRITTEN.format("c"),
            lambda x, y: adjoints(x, y, a=lambda n, bar: -bar["c"]),
        ),
        Suspect(
            "assigned-over-b",
            OVERWRITTEN.format("b"),
            lambda x, y: adjoints(x, y, a=lambda n, bar: bar["b"] * 2 * n["a"]),
        ),
        Suspect(
            "passed-on-too-early",
            "a is right, and x and y got only what had come back to it over b. When may a node "
            "pass its adjoint on?",
            lambda x, y: adjoints(
                x,
                y,
                x=lambda n, bar: bar["b"] * 2 * n["a"] * n["y"],
                y=lambda n, bar: bar["b"] * 2 * n["a"] * n["x"],
            ),
        ),
        Suspect(
            "factors-exchanged",
            "b and c each got a factor of their own. How fast does a product move with one factor?",
            lambda x, y: adjoints(
                x, y, b=lambda n, bar: bar["d"] * n["b"], c=lambda n, bar: bar["d"] * n["c"]
            ),
        ),
        Suspect(
            "inputs-exchanged",
            "a is right. The slopes of a by x and by y have changed places.",
            lambda x, y: adjoints(
                x, y, x=lambda n, bar: bar["a"] * n["x"], y=lambda n, bar: bar["a"] * n["y"]
            ),
        ),
        Suspect(
            "sign-of-c",
            "b and c are right. On the arrow from a to c a sign is lost.",
            lambda x, y: adjoints(x, y, a=lambda n, bar: bar["b"] * 2 * n["a"] + bar["c"]),
        ),
        Suspect(
            "factor-two",
            "From d on, everything is twice too large. What does the ½ in f do?",
            lambda x, y: adjoints(x, y, d=lambda n, bar: 2 * bar["f"] * (n["d"] - 10)),
        ),
        Suspect(
            "square-undifferentiated",
            "b and c are right. On the arrow from a to b stands the square itself, not its slope.",
            lambda x, y: adjoints(x, y, a=lambda n, bar: bar["b"] * n["a"] ** 2 - bar["c"]),
        ),
        Suspect(
            "local-slopes-only",
            "These are the slopes along single arrows. What comes back to a node has passed every "
            "arrow up to f.",
            lambda x, y: adjoints(
                x,
                y,
                b=lambda n, bar: n["c"],
                c=lambda n, bar: n["b"],
                a=lambda n, bar: 2 * n["a"] - 1,
                x=lambda n, bar: n["y"],
                y=lambda n, bar: n["x"],
            ),
        ),
        Suspect(
            "starts-from-the-value",
            "It starts from the value of f. How fast does f move with itself?",
            lambda x, y: adjoints(x, y, f=lambda n, bar: 0.5 * (n["d"] - 10) ** 2),
        ),
        Suspect(
            "forwards",
            "This is how fast each node moves with x. How fast f moves with each node is asked "
            "for: the other direction.",
            forwards,
        ),
        Suspect(
            "one-point-only",
            "These are the numbers of the worked example. x and y are others here.",
            lambda x, y: EXAMPLE,
        ),
    ),
}
