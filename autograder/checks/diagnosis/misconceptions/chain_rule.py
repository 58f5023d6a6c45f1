"""Mistakes in sums over paths: in the composite function and in the graph of the lesson."""

from collections.abc import Callable
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


def by_x(x: float, y: float, **slopes: Any) -> Any:
    """Return ∂f/∂x alone, with some slopes of the student's own."""
    return gradient(x, y, **slopes)[0]


def path_changed(
    nodes: str, by: str, change: Callable[[float, float], float]
) -> Callable[[float, float], tuple[Any, Any]]:
    """Return both derivatives with the contribution of some paths made in another way.

    Args:
        nodes: of the paths, out of u, v and w.
        by: the inputs at which they begin, x, y or both.
        change: makes the contribution from the slope of f by the node, and that of the node.
    """

    def answer(x: float, y: float) -> tuple[Any, Any]:
        w = x**2 + y
        outer = {"u": x - 3 * y, "v": x * y, "w": 2 * w}
        own = {"ux": y, "vx": 1, "wx": 2 * x, "uy": x, "vy": -3, "wy": 1}
        changed = [
            sum(
                change(outer[node], own[node + to])
                if node in nodes and to in by
                else outer[node] * own[node + to]
                for node in "uvw"
            )
            for to in "xy"
        ]
        return changed[0], changed[1]

    return answer


def about(by: str, finding: str) -> str:
    """Say what was found in both derivatives, or in one of them, x or y."""
    if by == "xy":
        return f"{finding[0].upper()}{finding[1:]}"
    other = "y" if by == "x" else "x"
    return f"df_d{other} is right. For df_d{by}, {finding}"


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


def early(over: str, node: str) -> Callable[[dict[str, Any], dict[str, Any]], Any]:
    """Return what an input gets from a if only one arrow out of a has handed back its part.

    Args:
        over: the node at the other end of that arrow, b or c.
        node: the input, x or y.
    """

    def step(n: dict[str, Any], bar: dict[str, Any]) -> Any:
        part = bar["b"] * 2 * n["a"] if over == "b" else -bar["c"]
        return part * n[FACTORS[node]]

    return step


def twice(over: str, node: str) -> Callable[[dict[str, Any], dict[str, Any]], Any]:
    """Return what an input gets from a if what came back over one arrow is passed on again.

    Args:
        over: the node at the other end of that arrow, b or c.
        node: the input, x or y.
    """
    once = early(over, node)
    return lambda n, bar: bar["a"] * n[FACTORS[node]] + once(n, bar)


def small(
    x: float,
    y: float,
    /,
    second: Callable[[float, float], float] = lambda s, q_bar: q_bar * 2 * s,
    *,
    first: float = 1.0,
    down: Callable[[float], float] = lambda s_bar: -s_bar,
) -> tuple[float, float, float]:
    """Return (s_bar, x_bar, y_bar) of s = x − y, q = s², f = s q, with a step done another way.

    Args:
        x: one input.
        y: the other.
        second: what comes back to s over q, from s and the adjoint of q.
        first: how often what comes back over f itself is in it.
        down: makes the adjoint of y from that of s.
    """
    s = x - y
    s_bar = first * s**2 + second(s, s)
    return s_bar, s_bar, down(s_bar)


# The other factor of a product, by the node.
FACTORS = {"b": "c", "c": "b", "x": "y", "y": "x"}
# The node from which an adjoint comes back over a product.
UPSTREAM = {"b": "d", "c": "d", "x": "a", "y": "a"}
# The adjoints of the worked example.
EXAMPLE = {"f": 1.0, "d": 2.0, "c": 8.0, "b": 6.0, "a": -32.0, "y": -64.0, "x": 32.0}
W_FOR_SLOPE = "w stands where the slope of f by w belongs."
W_SQUARE = "w² itself stands where its slope belongs."
OVER_W: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("path-over-u-missing", "The path over u is missing.", {"fu": 0}),
    ("path-over-v-missing", "The path over v is missing.", {"fv": 0}),
    ("path-over-w-missing", "The path over w is missing.", {"fw": 0}),
    ("inner-slope-left-out", "How fast w itself moves with x is left out.", {"wx": 1}),
    ("outer-slope-left-out", "How fast f moves with w is left out.", {"fw": 1}),
    ("outer-slope-left-out", W_FOR_SLOPE, {"fw": lambda u, v, w: w}),
    ("square-undifferentiated", W_SQUARE, {"fw": lambda u, v, w: w**2}),
    ("outer-slope-without-w", "How fast w² moves depends on w. Yours does not.", {"fw": 2}),
    ("inner-slope-without-x", "How fast x² moves depends on x. Yours does not.", {"wx": 2}),
    ("sign-of-w", "The path over w has the wrong sign.", {"fw": lambda u, v, w: -2 * w}),
)
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
        Suspect(
            "sign-reversed",
            "Its size is right and its sign is reversed.",
            lambda f, u: -np.sum(f * u),
        ),
        Suspect(
            "paths-subtracted",
            "The first path counts with a plus, and the others are subtracted from it. How do the "
            "paths come together?",
            lambda f, u: 2 * f[0] * u[0] - np.sum(f * u),
        ),
        Suspect(
            "outer-slopes-only",
            "The slopes of f are added up alone: how fast each u_i moves with x is left out.",
            lambda f, u: np.sum(f),
        ),
        Suspect(
            "inner-slopes-only",
            "The slopes of the u_i are added up alone: how fast f moves with each is left out.",
            lambda f, u: np.sum(u),
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
                "inner-slopes-left-out",
                about(
                    by,
                    f"how fast {which} move with the inputs is left out: there stand the slopes of "
                    "f alone.",
                ),
                lambda x, y, keys=tuple(node + to for node in nodes for to in by): gradient(
                    x, y, **dict.fromkeys(keys, 1)
                ),
            )
            for by in ("xy", "x", "y")
            for nodes, which in (("uv", "u and v"), ("uvw", "u, v and w"))
        ),
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
        *(
            Suspect(
                f"inner-slope-of-{node}-left-out",
                f"On the path over {node} the slope of f by {node} stands alone in df_d{by}: how "
                f"fast {node} itself moves with {by} is left out. df_d{other} is right.",
                partial(gradient, **{f"{node}{by}": 1}),
            )
            for node, by, other in (("u", "x", "y"), ("u", "y", "x"), ("v", "y", "x"))
        ),
        Suspect(
            "inner-slopes-of-u-left-out",
            "On the paths over u the slope of f by u stands alone: how fast u itself moves is left "
            "out.",
            partial(gradient, ux=1, uy=1),
        ),
        *(
            Suspect(
                f"outer-slope-by-{node}-left-out",
                f"On the paths over {node}, how fast f moves with {node} is left out.",
                partial(gradient, **{f"f{node}": 1}),
            )
            for node in "uvw"
        ),
        Suspect(
            "outer-slopes-left-out",
            "These are the slopes of u, v and w added up. How fast f moves with each of them is "
            "left out.",
            partial(gradient, fu=1, fv=1, fw=1),
        ),
        Suspect(
            "square-undifferentiated",
            "w² itself stands where its slope belongs.",
            partial(gradient, fw=lambda u, v, w: w**2),
        ),
        Suspect(
            "outer-slope-without-w",
            "How fast w² moves depends on w. Yours does not.",
            partial(gradient, fw=2),
        ),
        Suspect(
            "inner-square-undifferentiated",
            "df_dy is right. For df_dx, x² itself stands where its slope belongs.",
            lambda x, y: gradient(x, y, wx=x**2),
        ),
        Suspect(
            "inner-factor-missing",
            "df_dy is right. For df_dx, how fast x² moves lacks a factor.",
            lambda x, y: gradient(x, y, wx=x),
        ),
        Suspect(
            "inner-slope-without-x",
            "df_dy is right. For df_dx, how fast x² moves depends on x. Yours does not.",
            partial(gradient, wx=2),
        ),
        Suspect(
            "factor-of-v-missing",
            "df_dx is right. For df_dy, how fast v moves with y lacks its factor.",
            partial(gradient, vy=-1),
        ),
        Suspect(
            "slopes-of-v-exchanged",
            "The slopes of v by x and by y have changed places.",
            partial(gradient, vx=-3, vy=1),
        ),
        Suspect(
            "slopes-of-w-exchanged",
            "The slopes of w by x and by y have changed places.",
            lambda x, y: gradient(x, y, wx=1, wy=2 * x),
        ),
        Suspect(
            "w-moves-with-y",
            "df_dx is right. For df_dy, w is taken to move with y as a square does.",
            lambda x, y: gradient(x, y, wy=2 * y),
        ),
        *(
            Suspect(
                f"path-over-{node}-subtracted",
                about(by, f"the path over {node} comes in with the wrong sign."),
                path_changed(node, by, lambda f, s: -f * s),
            )
            for node in "uvw"
            for by in ("xy", "x", "y")
            if (node, by) != ("v", "y")  # that sign is lost: it has a name
        ),
        *(
            Suspect(
                f"slopes-over-{node}-added",
                about(
                    by,
                    f"the two slopes of the path over {node} are added. How does a small "
                    "step get to f along it?",
                ),
                path_changed(node, by, lambda f, s: f + s),
            )
            for node in "uvw"
            for by in ("xy", "x", "y")
        ),
        *(
            Suspect(
                f"outer-slope-by-{node}-left-out",
                about(
                    by,
                    f"the slope of {node} stands alone: how fast f moves with {node} is left out.",
                ),
                path_changed(node, by, lambda f, s: s),
            )
            for node in "uvw"
            for by in "xy"
        ),
        *(
            Suspect(
                f"only-the-path-over-{node}",
                about(
                    by,
                    f"the path over {node} has an effect, and no other. How do the paths "
                    "come together?",
                ),
                path_changed("uvw".replace(node, ""), by, lambda f, s: 0.0),
            )
            for node in "uvw"
            for by in ("xy", "x", "y")
        ),
        Suspect(
            "sign-reversed",
            "Both sizes are right and both signs are reversed.",
            lambda x, y: tuple(-slope for slope in gradient(x, y)),
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
    "df_dx": (
        *(Suspect(name, hint, partial(by_x, **slopes)) for name, hint, slopes in OVER_W),
        Suspect(
            "inner-square-undifferentiated",
            "x² itself stands where its slope belongs.",
            lambda x, y: by_x(x, y, wx=x**2),
        ),
        Suspect(
            "inner-factor-missing",
            "How fast x² moves lacks a factor.",
            lambda x, y: by_x(x, y, wx=x),
        ),
        Suspect(
            "slopes-added",
            "On the path over w the two slopes are added. How does a small step of x get to f "
            "along it?",
            lambda x, y: by_x(x, y, fw=1, wx=2 * (x**2 + y) + 2 * x),
        ),
        Suspect(
            "slope-at-the-input",
            "The slope of f by w is taken at x. At which number does f get w?",
            lambda x, y: by_x(x, y, fw=2 * x),
        ),
        Suspect(
            "only-one-path",
            "It is the path over w alone. How do the three paths come together?",
            lambda x, y: by_x(x, y, fu=0, fv=0),
        ),
        Suspect(
            "paths-multiplied",
            "The paths are multiplied with each other. How do they come together?",
            lambda x, y: by_x(x, y, fv=0, fw=0) * by_x(x, y, fu=0, fw=0) * by_x(x, y, fu=0, fv=0),
        ),
        Suspect(
            "mean-for-sum",
            "The mean of the paths is taken. How do the paths come together?",
            lambda x, y: by_x(x, y) / 3,
        ),
        Suspect(
            "sign-reversed",
            "Its size is right and its sign is reversed.",
            lambda x, y: -by_x(x, y),
        ),
    ),
    "small_backward": (
        Suspect(
            "path-missing",
            "s is used twice, and what comes back over q is missing.",
            partial(small, second=lambda s, q_bar: 0.0),
        ),
        Suspect(
            "assigned-for-added",
            "s is used twice, and only the arrow over q has an effect: is one contribution "
            "overwritten by the other?",
            partial(small, first=0.0),
        ),
        Suspect(
            "upstream-left-out",
            "Over q comes back the slope along a single arrow: what came back to q is not in it.",
            partial(small, second=lambda s, q_bar: 2 * s),
        ),
        Suspect(
            "slope-left-out",
            "Over q comes back what came back to q, without the slope of the arrow from s to q.",
            partial(small, second=lambda s, q_bar: q_bar),
        ),
        Suspect(
            "factor-of-the-square",
            "On the arrow from s to q, the slope of a square lacks a factor.",
            partial(small, second=lambda s, q_bar: q_bar * s),
        ),
        Suspect(
            "slope-without-s",
            "On the arrow from s to q, how fast a square moves depends on s. Yours does not.",
            partial(small, second=lambda s, q_bar: q_bar * 2),
        ),
        Suspect(
            "square-undifferentiated",
            "On the arrow from s to q stands the square itself, not its slope.",
            partial(small, second=lambda s, q_bar: q_bar * s**2),
        ),
        Suspect(
            "slope-taken-at-q",
            "On the arrow from s to q, the slope of the square is taken at q.",
            partial(small, second=lambda s, q_bar: q_bar * 2 * s**2),
        ),
        Suspect(
            "sign-of-q",
            "What comes back over q has the wrong sign.",
            partial(small, second=lambda s, q_bar: -q_bar * 2 * s),
        ),
        Suspect(
            "counted-twice",
            "What comes back over f itself is in s_bar twice.",
            partial(small, first=2.0),
        ),
        Suspect(
            "sign-of-y",
            "s_bar and x_bar are right. For y_bar, which way does s move if y grows?",
            partial(small, down=lambda s_bar: s_bar),
        ),
        Suspect(
            "upstream-left-out",
            "s_bar and x_bar are right. y_bar is the slope along a single arrow: what came back to "
            "s is not in it.",
            partial(small, down=lambda s_bar: -1.0),
        ),
        Suspect(
            "added-for-multiplied",
            "s_bar and x_bar are right. For y_bar, a slope is added. What does an arrow do with "
            "what comes back over it?",
            partial(small, down=lambda s_bar: s_bar - 1),
        ),
        *(
            Suspect(
                "value-for-slope",
                "s_bar and x_bar are right. For y_bar, a value stands where the slope of an arrow "
                "belongs.",
                lambda x, y, sign=sign: small(x, y, down=lambda s_bar: sign * s_bar * y),
            )
            for sign in (1, -1)
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
        *(
            Suspect(
                "passed-on-too-early",
                f"a is right, and {' and '.join(nodes)} got only what had come back to it over "
                f"{over}. When may a node pass its adjoint on?",
                partial(adjoints, **{node: early(over, node) for node in nodes}),
            )
            for nodes in ("xy", "x", "y")
            for over in "bc"
        ),
        *(
            Suspect(
                "upstream-left-out",
                f"In {' and '.join(nodes)} stands the slope along a single arrow: what came back "
                f"to d is not in it.",
                partial(
                    adjoints,
                    **{node: lambda n, bar, other=FACTORS[node]: n[other] for node in nodes},
                ),
            )
            for nodes in ("bc", "b", "c")
        ),
        *(
            Suspect(
                "upstream-left-out",
                f"In {' and '.join(nodes)} stands the slope along a single arrow: what came back "
                f"to a is not in it.",
                partial(
                    adjoints,
                    **{node: lambda n, bar, other=FACTORS[node]: n[other] for node in nodes},
                ),
            )
            for nodes in ("xy", "x", "y")
        ),
        *(
            Suspect(
                "slope-left-out",
                f"In {' and '.join(nodes)} stands what came back to a, without the slope of the "
                "last arrow.",
                partial(adjoints, **dict.fromkeys(nodes, lambda n, bar: bar["a"])),
            )
            for nodes in ("xy", "x", "y")
        ),
        *(
            Suspect(
                "slope-left-out",
                f"In {' and '.join(nodes)} stands what came back to d, without the slope of the "
                "last arrow.",
                partial(adjoints, **dict.fromkeys(nodes, lambda n, bar: bar["d"])),
            )
            for nodes in ("bc", "b", "c")
        ),
        Suspect(
            "upstream-left-out",
            "b and c are right. On the arrow from a to b, what came back to b is not used.",
            partial(adjoints, a=lambda n, bar: 2 * n["a"] - bar["c"]),
        ),
        Suspect(
            "upstream-left-out",
            "b and c are right. On the arrow from a to c, what came back to c is not used.",
            partial(adjoints, a=lambda n, bar: bar["b"] * 2 * n["a"] - 1),
        ),
        Suspect(
            "slope-of-the-square",
            "b and c are right. On the arrow from a to b, the slope of a square lacks a factor.",
            partial(adjoints, a=lambda n, bar: bar["b"] * n["a"] - bar["c"]),
        ),
        Suspect(
            "slope-of-the-square",
            "b and c are right. On the arrow from a to b, how fast a square moves depends on a. "
            "Yours does not.",
            partial(adjoints, a=lambda n, bar: bar["b"] * 2 - bar["c"]),
        ),
        Suspect(
            "slope-of-the-square",
            "b and c are right. On the arrow from a to b, the slope of the square is taken at "
            "another node than a.",
            partial(adjoints, a=lambda n, bar: bar["b"] * 2 * n["b"] - bar["c"]),
        ),
        Suspect(
            "slope-of-the-square",
            "b and c are right. On the arrow from a to b, the 2 of the square comes in twice.",
            partial(adjoints, a=lambda n, bar: bar["b"] * 4 * n["a"] - bar["c"]),
        ),
        Suspect(
            "slope-of-the-square",
            "b and c are right. On the arrow from a to b stands the slope of a third power.",
            partial(adjoints, a=lambda n, bar: bar["b"] * 3 * n["a"] ** 2 - bar["c"]),
        ),
        *(
            Suspect(
                "passed-on-twice",
                f"a is right, and {' and '.join(nodes)} got twice what had come back to a over "
                f"{over}: a passed it on with each arrival. When may a node pass its adjoint on, "
                "and how often?",
                partial(adjoints, **{node: twice(over, node) for node in nodes}),
            )
            for nodes in ("xy", "x", "y")
            for over in "bc"
        ),
        Suspect(
            "sign-of-b",
            "b and c are right. On the arrow from a to b the sign is reversed.",
            partial(adjoints, a=lambda n, bar: -bar["b"] * 2 * n["a"] - bar["c"]),
        ),
        Suspect(
            "value-for-slope",
            "b and c are right. On the arrow from a to c stands the value of c, not its slope.",
            partial(adjoints, a=lambda n, bar: bar["b"] * 2 * n["a"] + bar["c"] * n["c"]),
        ),
        Suspect(
            "sign-of-d",
            "From d on, all sizes are right and all signs are reversed: which way does f move if d "
            "grows a little?",
            partial(adjoints, d=lambda n, bar: bar["f"] * (10 - n["d"])),
        ),
        *(
            Suspect(
                f"sign-reversed-at-{node}",
                f"{node} has the wrong sign. What it is made from is right.",
                partial(
                    adjoints,
                    **{node: lambda n, bar, o=FACTORS[node], up=above: -bar[up] * n[o]},
                ),
            )
            for node, above in UPSTREAM.items()
        ),
        *(
            Suspect(
                "added-for-multiplied",
                f"In {node}, a slope is added to what comes back. What does an arrow do with it?",
                partial(
                    adjoints,
                    **{node: lambda n, bar, o=FACTORS[node], up=above: bar[up] + n[o]},
                ),
            )
            for node, above in UPSTREAM.items()
        ),
        Suspect(
            "sign-of-ten",
            "At d, the 10 comes in with the wrong sign.",
            partial(adjoints, d=lambda n, bar: bar["f"] * (n["d"] + 10)),
        ),
        Suspect(
            "ten-left-out",
            "At d, the 10 has no effect.",
            partial(adjoints, d=lambda n, bar: bar["f"] * n["d"]),
        ),
        Suspect(
            "value-for-slope",
            "At d stands the value of f. How fast f moves with d is asked for.",
            partial(adjoints, d=lambda n, bar: 0.5 * (n["d"] - 10) ** 2),
        ),
        Suspect(
            "square-undifferentiated",
            "At d stands a square. How fast it moves is asked for.",
            partial(adjoints, d=lambda n, bar: (n["d"] - 10) ** 2),
        ),
        Suspect(
            "factor-half",
            "From d on, everything is half of what it should be: what becomes of the ½ when a "
            "square is differentiated?",
            partial(adjoints, d=lambda n, bar: 0.5 * (n["d"] - 10)),
        ),
        Suspect(
            "slope-of-d-left-out",
            "At d the 1 of f stands again: how fast f moves with d is left out.",
            partial(adjoints, d=lambda n, bar: bar["f"]),
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
