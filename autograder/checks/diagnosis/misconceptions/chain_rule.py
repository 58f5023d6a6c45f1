"""Mistakes in sums over paths: in the composite function and in the graph of the lesson."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import EVERY
from autograder.checks.diagnosis.misconceptions.edits.formulas.formula import Formula
from autograder.checks.diagnosis.misconceptions.edits.formulas.operations import (
    given,
    paths,
    product,
    slope_of_square,
    total,
)
from autograder.checks.diagnosis.misconceptions.edits.formulas.term import Slip, Term
from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects

TOGETHER = "How do the paths come together?"
X, Y = given("x", "x"), given("y", "y")
POINT = (X, Y)
# The point as the nodes take it, which the exercise provides: nobody exchanges the two there.
HERE = (Term(lambda x: x, (X,)), Term(lambda y: y, (Y,)))

# The composite function f(u, v, w), by its lesson's names.
U = Term(lambda x, y: x * y, HERE, label="u", called="u")
V = Term(lambda x, y: x - 3 * y, HERE, label="v", called="v")
W = Term(lambda x, y: x**2 + y, HERE, label="w", called="w")


def exchanged(name: str, words: str, change: Callable[..., Any]) -> Slip:
    """Return a mistake of two quantities that have changed places."""
    return Slip(name, f"{words} have changed places.", change, together=True)


def of_node(node: str, what: str) -> Slip:
    """Return a mistake of the slopes of a node by x and by y."""
    return exchanged(
        f"slopes-of-{node}-exchanged", f"the slopes of {node} by x and by y", OTHER[node, what]
    )


INNER: Mapping[tuple[str, str], Callable[[Any, Any], Any]] = {
    ("u", "x"): lambda x, y: y, ("v", "x"): lambda x, y: 1.0, ("w", "x"): lambda x, y: 2 * x,
    ("u", "y"): lambda x, y: x, ("v", "y"): lambda x, y: -3.0, ("w", "y"): lambda x, y: 1.0,
}  # fmt: skip
OTHER = {(node, by): INNER[node, "y" if by == "x" else "x"] for node, by in INNER}
OUTER = {
    "u": Term(lambda v, u: v, (V, U), (
        exchanged("slopes-exchanged", "the slopes of f by u and by v", lambda v, u: u),
    ), label="outer").at("", 0),
    "v": Term(lambda u, v: u, (U, V), (
        exchanged("slopes-exchanged", "the slopes of f by u and by v", lambda u, v: v),
    ), label="outer").at("", 1),
    "w": slope_of_square(W).named("fw", "how fast f moves with w"),
}  # fmt: skip
# Mistakes in how fast a node moves with an input.
OF_INNER: Mapping[tuple[str, str], tuple[Slip, ...]] = {
    ("w", "x"): (
        Slip("square-undifferentiated", "x² itself stands where its slope belongs.",
             lambda x, y: x**2),
        Slip("inner-factor-missing", "how fast x² moves lacks a factor.", lambda x, y: x),
        Slip("inner-slope-without-x", "how fast x² moves depends on x. Yours does not.",
             lambda x, y: 2.0),
    ),
    ("v", "y"): (
        Slip("factor-of-v-missing", "how fast v moves with y lacks its factor.", lambda x, y: -1.0),
    ),
    ("w", "y"): (
        Slip("w-moves-with-y", "w is taken to move with y as a square does.", lambda x, y: 2 * y),
    ),
}  # fmt: skip


def path(node: str, by: str, lead: str, place: int) -> Term:
    """Return what comes over a node to an input: the outer slope times the inner one."""
    inner = Term(INNER[node, by], HERE, (of_node(node, by), *OF_INNER.get((node, by), ())),
                 label=f"inner-{node}").at(lead, place)  # fmt: skip
    return Term(np.multiply, (OUTER[node], inner), (
        Slip(f"inner-slope-of-{node}-left-out", f"on the path over {node} the slope of f by {node} "
             f"stands alone: how fast {node} itself moves is left out.", lambda f, s: f),
        Slip(f"outer-slope-by-{node}-left-out", f"on the path over {node} the slope of {node} "
             f"stands alone: how fast f moves with {node} is left out.", lambda f, s: s),
        Slip(f"slopes-over-{node}-added", f"the two slopes of the path over {node} are added. How "
             "does a small step get to f along it?", np.add),
        Slip(f"path-over-{node}-missing", f"the path over {node} is missing.", lambda f, s: 0.0),
        Slip(f"path-over-{node}-subtracted", f"the path over {node} comes in with the wrong sign.",
             lambda f, s: -f * s),
    )).named(f"path-over-{node}", f"the path over {node}").at(lead, place)  # fmt: skip


def derivative(by: str, lead: str, place: int) -> Term:
    """Return the derivative of f by an input, as a sum over paths."""
    over = [path(node, by, lead, place) for node in "uvw"]
    again = [f"path-over-{node}-{what}" for node in "uvw" for what in ("missing", "subtracted")]
    return paths(*over).but(*again).named("derivative", "the derivative").at(lead, place)


# The graph of the lesson: a = x y, b = a², c = 1 − a, d = b c, f = ½ (d − 10)².
NODES = {
    "a": Term(lambda x, y: x * y, HERE, label="a", called="a"),
    "b": Term(lambda x, y: (x * y) ** 2, HERE, label="b", called="b"),
    "c": Term(lambda x, y: 1 - x * y, HERE, label="c", called="c"),
    "d": Term(lambda x, y: (x * y) ** 2 * (1 - x * y), HERE, label="d", called="d"),
    "x": X,
    "y": Y,
}  # fmt: skip
OWN = "How fast does a product move with one factor?"


def back(
    node: str,
    upstream: Term,
    slope: Term,
    *,
    lead: str = "",
    place: int = EVERY,
    leads: str = "",
    more: tuple[Slip, ...] = (),
    others: tuple[Term, ...] = (),
) -> Term:
    """Return what comes back over an arrow: the adjoint at its end times the slope along it.

    Args:
        node: where the arrow ends, on the way forward.
        upstream: its adjoint.
        slope: along the arrow.
        lead: where a hint says that it is.
        place: for one of several such arrows.
        leads: where a hint about all of them says that it is.
        more: mistakes of its own, from both and the others.
        others: what these need besides.
    """
    return Term(lambda bar, slope, *_: bar * slope, (upstream, slope, *others), (
        *more,
        Slip("upstream-left-out", "stands the slope along a single arrow: what came back to "
             f"{node} is not in it.", lambda bar, slope, *_: slope),
        Slip("slope-left-out", f"stands what came back to {node}, without the slope of the last "
             "arrow.", lambda bar, slope, *_: bar),
        Slip("sign-reversed", "the sign is reversed.", lambda bar, slope, *_: -bar * slope),
        Slip("added-for-multiplied", "a slope is added to what comes back. What does an arrow do "
             "with it?", lambda bar, slope, *_: bar + slope),
    ), label=f"from-{node}", called="what comes back").at(lead, place, leads)  # fmt: skip


def factor(node: str, other: str, upstream: Term, own: tuple[Term, ...] = (),
           more: tuple[Slip, ...] = ()) -> Term:  # fmt: skip
    """Return the adjoint of a factor of a product, whose slope is the other factor."""
    first, second = sorted((node, other))
    up = {"b": "d", "c": "d", "x": "a", "y": "a"}[node]
    return back(
        up, upstream, NODES[other], lead=f"in {node} ", place="bcxy".index(node) % 2,
        leads=f"in {first} and {second} ",
        more=(
            Slip("own-factor", f"the node's own value stands where the slope belongs. {OWN}",
                 lambda bar, slope, value, *_: bar * value),
            *more,
        ),
        others=(NODES[node], *own),
    )  # fmt: skip


START = Term(lambda d: 1.0, (NODES["d"],), (
    Slip("starts-from-the-value", "it starts from the value of f. How fast does f move with "
         "itself?", lambda d: 0.5 * (d - 10) ** 2),
))  # fmt: skip
OF_D = Term(lambda d: d - 10, (NODES["d"],), (
    Slip("sign-of-ten", "the 10 comes in with the wrong sign.", lambda d: d + 10),
    Slip("ten-left-out", "the 10 has no effect.", lambda d: d),
    Slip("value-for-slope", "stands the value of f. How fast f moves with d is asked for.",
         lambda d: 0.5 * (d - 10) ** 2),
    Slip("square-undifferentiated", "stands a square. How fast it moves is asked for.",
         lambda d: (d - 10) ** 2),
    Slip("factor-half", "everything is half of what it should be, from there on: what becomes of "
         "the ½ when a square is differentiated?", lambda d: (d - 10) / 2),
    Slip("factor-two", "everything is twice too large, from there on. What does the ½ in f do?",
         lambda d: 2 * (d - 10)),
    Slip("sign-of-d", "and from there on, all sizes are right and all signs are reversed: which "
         "way does f move if d grows a little?", lambda d: 10 - d),
)).at("at d ")  # fmt: skip
D_BAR = Term(lambda bar, slope: bar * slope, (START, OF_D), (
    Slip("slope-of-d-left-out", "at d the 1 of f stands again: how fast f moves with d is left "
         "out.", lambda bar, slope: bar),
))  # fmt: skip
B_BAR, C_BAR = factor("b", "c", D_BAR), factor("c", "b", D_BAR)
OVER_B = back(
    "b", B_BAR, slope_of_square(NODES["a"]).at("b and c are right. On the arrow from a to b, "),
    lead="b and c are right. On the arrow from a to b ",
).named("over-b", "what comes back over b")  # fmt: skip
OVER_C = back(
    "c", C_BAR, Term(lambda c: -1.0, (NODES["c"],), (
        Slip("sign-of-c", "a sign is lost.", lambda c: 1.0),
        Slip("value-for-slope", "stands the value of c, not its slope.", lambda c: c),
    )).at("b and c are right. On the arrow from a to c "),
    lead="b and c are right. On the arrow from a to c ",
).but("slope-left-out", "sign-reversed").named("over-c", "what comes back over c")  # fmt: skip
A_BAR = (
    paths(OVER_B, OVER_C, each="contribution")
    .but("over-b-twice", "over-c-subtracted")
    .at("at a, which is used twice, ")
)


def after_a(node: str, other: str) -> Term:
    """Return the adjoint of an input, which a may serve before its own is complete."""
    when = "When may a node pass its adjoint on?"
    return factor(node, other, A_BAR, (OVER_B, OVER_C), tuple(
        slip
        for over, part in (("b", 0), ("c", 1))
        for slip in (
            Slip("passed-on-too-early", f"arrived only what had come back to a over {over}. {when}",
                 lambda bar, slope, own, *parts, part=part: parts[part] * slope),
            Slip("passed-on-twice", f"arrived twice what had come back to a over {over}: a passed "
                 f"it on with each arrival. {when[:-1]}, and how often?",
                 lambda bar, slope, own, *parts, part=part: (bar + parts[part]) * slope),
        )
    ))  # fmt: skip


# The small graph: s = x − y, q = s², f = s q.
S = Term(lambda x, y: x - y, HERE, label="s", called="s")
Q = Term(np.square, (S,), label="q", called="q")
OVER_F = Term(lambda q: q, (Q,), label="over-f", called="what comes back over f itself")
OVER_Q = back(
    "q", Term(lambda s: s, (S,), label="q_bar", called="what came back to q"),
    slope_of_square(S).but(more=(
        Slip("slope-taken-at-q", "the slope of the square is taken at q.", lambda s: 2 * s**2),
    )).at("on the arrow from s to q, "), lead="on the arrow from s to q ",
).named("over-q", "what comes back over q")  # fmt: skip
S_BAR = (
    paths(OVER_F, OVER_Q, each="contribution")
    .but("over-q-twice", "over-q-subtracted")
    .at("at s, which is used twice, ")
)
Y_BAR = back(
    "s", S_BAR, Term(lambda y: -1.0, (Y,), (
        Slip("sign-of-y", "which way does s move if y grows?", lambda y: 1.0),
        Slip("value-for-slope", "a value stands where a slope belongs.", lambda y: y),
        Slip("value-for-slope", "a value stands where a slope belongs.", lambda y: -y),
    )).at("s_bar and x_bar are right. For y_bar, "), lead="s_bar and x_bar are right. In y_bar ",
).but("slope-left-out", "sign-reversed")  # fmt: skip

SLOPES = (
    given("outer-slopes", "how fast f moves with each u_i"),
    given("inner-slopes", "how fast each u_i moves with x"),
)
CONTRIBUTIONS = product(*SLOPES).named(
    "contributions", "the contributions", many=True,
    asks="How does a small step of x get to f along a path?",
)  # fmt: skip
FORMULAS: Mapping[str, Formula] = {
    "path_sum": Formula(SLOPES, (
        total(CONTRIBUTIONS, "path").but(more=(
            Slip("sign-reversed", "its size is right and its sign is reversed.",
                 lambda parts: -np.sum(parts)),
            Slip("paths-subtracted", "the first path counts with a plus, and the others are "
                 f"subtracted from it. {TOGETHER}", lambda parts: 2 * parts[0] - np.sum(parts)),
            Slip("three-paths-only", "only the first three paths have an effect.",
                 lambda parts: np.sum(parts[:3])),
        )),
    )),
    "chain_rule_grad": Formula(POINT, (
        derivative("x", "df_dy is right. For df_dx, ", 0),
        derivative("y", "df_dx is right. For df_dy, ", 1),
    )),
    "df_dx": Formula(POINT, (derivative("x", "", -1),)),
    "graph_backward": Formula(
        POINT, (START, D_BAR, C_BAR, B_BAR, A_BAR, after_a("y", "x"), after_a("x", "y")),
        keys=tuple("fdcbayx"),
    ),
    "small_backward": Formula(POINT, (S_BAR, Term(lambda s_bar: s_bar, (S_BAR,)), Y_BAR)),
}  # fmt: skip


def at_once(exercise: str, *names: str, place: int | None = None) -> Callable[..., Any]:
    """Return what comes out if several mistakes of an exercise are made together.

    Args:
        exercise: one that has a formula.
        names: of the mistakes.
        place: in which part of the answer; by default in all.
    """
    formula = FORMULAS[exercise]
    edits = [
        e for e in formula.edits if e.name in names and place in (None, *(e.layers or (EVERY,)))
    ]
    return lambda *given: formula.returned(given, edits)


def one_sided(returned: Any, x: float, y: float) -> tuple[Any, Any]:
    """Return one-sided differences; the step is read from the answer."""
    right = FORMULAS["chain_rule_grad"].returned((x, y))
    curvature = (2 * y + 12 * x**2 + 4 * y, -6 * x + 2)  # second derivatives of f by x and by y
    step = 2 * (returned[0] - right[0]) / curvature[0]
    if not 0 < abs(step) < 0.02:
        raise ValueError("no step of a difference is that long")
    third = 24 * x  # and the third by x; that by y is 0
    refined = 2 * (returned[0] - right[0]) / (curvature[0] + step * third / 3)
    return returned[0], right[1] + refined * curvature[1] / 2


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
SUSPECTS: Suspects = {
    "chain_rule_grad": (
        *(
            Suspect(
                "inner-slopes-left-out",
                f"{lead}ow fast {which} move with the inputs is left out: there stand the slopes "
                "of f alone.",
                at_once(
                    "chain_rule_grad",
                    *(f"inner-slope-of-{node}-left-out" for node in nodes),
                    place=place,
                ),
            )
            for lead, place in (
                ("H", EVERY),
                ("df_dy is right. For df_dx, h", 0),
                ("df_dx is right. For df_dy, h", 1),
            )
            for nodes, which in (("uv", "u and v"), ("uvw", "u, v and w"))
        ),
        Suspect(
            "outer-slopes-left-out",
            "These are the slopes of u, v and w added up. How fast f moves with each of them is "
            "left out.",
            at_once(
                "chain_rule_grad",
                *(f"outer-slope-by-{node}-left-out" for node in "uvw"),
                place=EVERY,
            ),
        ),
        Suspect(
            "outer-slopes-at-the-inputs",
            "The slopes of f are taken at x and y. At which numbers does f get its arguments?",
            lambda x, y: (y * y + x + 2 * x * 2 * x, y * x - 3 * x + 2 * x),
        ),
        Suspect(
            "exchanged",
            "Both numbers are right and stand in the wrong order.",
            lambda x, y: FORMULAS["chain_rule_grad"].returned((x, y))[::-1],
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
            "local-slopes-only",
            "These are the slopes along single arrows. What comes back to a node has passed every "
            "arrow up to f.",
            at_once("graph_backward", "upstream-left-out", place=EVERY),
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
