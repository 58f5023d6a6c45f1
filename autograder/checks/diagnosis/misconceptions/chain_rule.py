"""Mistakes in sums over paths: in the composite function and in the graph of the lesson."""

from functools import partial
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects


def gradient(x: float, y: float, **slopes: Any) -> tuple[Any, Any]:
    """Return (∂f/∂x, ∂f/∂y) of the lesson's f(u, v, w), with some slopes of the student's own.

    Args:
        x: one input.
        y: the other.
        slopes: ``fu``, ``fv``, ``fw`` by the intermediate variables, and of those by the inputs,
            ``ux`` to ``wy``; a function of u, v and w, or a number.
    """
    u, v, w = x * y, x - 3 * y, x**2 + y
    right = {"fu": v, "fv": u, "fw": 2 * w, "ux": y, "vx": 1, "wx": 2 * x, "uy": x, "vy": -3}
    s: dict[str, Any] = {**right, "wy": 1}
    s |= {key: slope(u, v, w) if callable(slope) else slope for key, slope in slopes.items()}
    return (
        s["fu"] * s["ux"] + s["fv"] * s["vx"] + s["fw"] * s["wx"],
        s["fu"] * s["uy"] + s["fv"] * s["vy"] + s["fw"] * s["wy"],
    )


def one_sided(returned: Any, x: float, y: float) -> tuple[Any, Any]:
    """Return one-sided differences; the step is read from the answer."""
    right = gradient(x, y)
    curvature = (2 * y + 12 * x**2 + 4 * y, -6 * x + 2)  # second derivatives of f by x and by y
    step = 2 * (returned[0] - right[0]) / curvature[0]
    if not 0 < abs(step) < 0.02:
        raise ValueError("no step of a difference is that long")
    third = 24 * x  # and the third by x; that by y is 0
    refined = 2 * (returned[0] - right[0]) / (curvature[0] + step * third / 3)
    return returned[0], right[1] + refined * curvature[1] / 2


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


SUSPECTS: Suspects = {
    "path_sum": (
        Suspect(
            "not-added-up",
            "It has one number for each path. How do the paths come together?",
            lambda f, u: f * u,
        ),
        Suspect(
            "summed-first",
            "Each kind of slope is added up before they are multiplied. Which two slopes belong to "
            "one path?",
            lambda f, u: np.sum(f) * np.sum(u),
        ),
        Suspect(
            "slopes-added",
            "The two slopes of a path are added. How does a small step of x get to f along it?",
            lambda f, u: np.sum(f + u),
        ),
        Suspect("first-path-only", "Only the first path has an effect.", lambda f, u: f[0] * u[0]),
        Suspect(
            "last-path-missing",
            "The last path has no effect. Where does the loop end?",
            lambda f, u: f[:-1] @ u[:-1],
        ),
        Suspect(
            "assigned-for-added",
            "Only the last path has an effect: does each one replace those before?",
            lambda f, u: f[-1] * u[-1],
        ),
        Suspect(
            "mean-for-sum",
            "The mean of the paths is taken. How do the paths come together?",
            lambda f, u: np.mean(f * u),
        ),
        Suspect(
            "paths-multiplied",
            "The paths are multiplied with each other. How do they come together?",
            lambda f, u: np.prod(f * u),
        ),
        Suspect(
            "signs-lost",
            "The signs of the contributions are dropped: a path may well lower f.",
            lambda f, u: np.sum(np.abs(f * u)),
        ),
        Suspect(
            "three-paths-only",
            "Only the first three paths have an effect.",
            lambda f, u: f[:3] @ u[:3],
        ),
    ),
    "chain_rule_grad": (
        *(
            Suspect(
                f"path-over-{node}-missing",
                f"The path over {node} is missing.",
                partial(gradient, **{f"f{node}": 0}),
            )
            for node in "uvw"
        ),
        *(
            Suspect(
                f"path-over-{node}-missing-for-{by}",
                f"df_d{other} is right. For df_d{by}, the path over {node} is missing.",
                partial(gradient, **{f"{node}{by}": 0}),
            )
            for node in "uvw"
            for by, other in ("xy", "yx")
        ),
        Suspect(
            "slopes-exchanged",
            "The slopes of f by u and by v have changed places.",
            partial(gradient, fu=lambda u, v, w: u, fv=lambda u, v, w: v),
        ),
        Suspect(
            "inner-slope-left-out",
            "df_dy is right. For df_dx, how fast w itself moves with x is left out.",
            partial(gradient, wx=1),
        ),
        Suspect(
            "outer-slope-left-out",
            "w stands where the slope of f by w belongs.",
            partial(gradient, fw=lambda u, v, w: w),
        ),
        Suspect(
            "slopes-of-u-exchanged",
            "The slopes of u by x and by y have changed places.",
            lambda x, y: gradient(x, y, ux=x, uy=y),
        ),
        Suspect(
            "exchanged",
            "Both numbers are right and stand in the wrong order.",
            lambda x, y: gradient(x, y)[::-1],
        ),
        Suspect(
            "outer-slopes-at-the-inputs",
            "The slopes of f are taken at x and y. At which numbers does f get its arguments?",
            lambda x, y: gradient(x, y, fu=y, fv=x, fw=2 * x),
        ),
        Suspect(
            "sign-lost",
            "df_dx is right. For df_dy, a minus sign of v is lost.",
            partial(gradient, vy=3),
        ),
        Suspect(
            "forward-difference",
            "Both are off as one-sided differences are. The chain rule has no step and no error.",
            one_sided,
            follows=True,
        ),
        Suspect(
            "one-point-only",
            "These are the numbers of the worked example. x and y are others here.",
            lambda x, y: (17.0, 22.0),
        ),
    ),
    "graph_backward": (
        Suspect(
            "assigned-over-c",
            OVERWRITTEN.format("c"),
            partial(adjoints, a=lambda n, bar: -bar["c"]),
        ),
        Suspect(
            "assigned-over-b",
            OVERWRITTEN.format("b"),
            partial(adjoints, a=lambda n, bar: bar["b"] * 2 * n["a"]),
        ),
        Suspect(
            "passed-on-too-early",
            "a is right, and x and y got only what had come back to it over b. When may a node "
            "pass its adjoint on?",
            partial(
                adjoints,
                x=lambda n, bar: bar["b"] * 2 * n["a"] * n["y"],
                y=lambda n, bar: bar["b"] * 2 * n["a"] * n["x"],
            ),
        ),
        Suspect(
            "factors-exchanged",
            "b and c each got a factor of their own. How fast does a product move with one factor?",
            partial(
                adjoints, b=lambda n, bar: bar["d"] * n["b"], c=lambda n, bar: bar["d"] * n["c"]
            ),
        ),
        Suspect(
            "inputs-exchanged",
            "a is right. The slopes of a by x and by y have changed places.",
            partial(
                adjoints, x=lambda n, bar: bar["a"] * n["x"], y=lambda n, bar: bar["a"] * n["y"]
            ),
        ),
        Suspect(
            "sign-of-c",
            "b and c are right. On the arrow from a to c a sign is lost.",
            partial(adjoints, a=lambda n, bar: bar["b"] * 2 * n["a"] + bar["c"]),
        ),
        Suspect(
            "factor-two",
            "From d on, everything is twice too large. What does the ½ in f do?",
            partial(adjoints, d=lambda n, bar: 2 * bar["f"] * (n["d"] - 10)),
        ),
        Suspect(
            "square-undifferentiated",
            "b and c are right. On the arrow from a to b stands the square itself, not its slope.",
            partial(adjoints, a=lambda n, bar: bar["b"] * n["a"] ** 2 - bar["c"]),
        ),
        Suspect(
            "local-slopes-only",
            "These are the slopes along single arrows. What comes back to a node has passed every "
            "arrow up to f.",
            partial(
                adjoints,
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
            partial(adjoints, f=lambda n, bar: 0.5 * (n["d"] - 10) ** 2),
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
