"""Mistakes in sums over paths, and in the composite function of the lesson."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions import Suspect


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


SUSPECTS: Mapping[str, tuple[Suspect, ...]] = {
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
        Suspect(
            "path-over-w-missing",
            "The path over w is missing.",
            lambda x, y: gradient(x, y, fw=0),
        ),
        Suspect(
            "path-missing-for-y",
            "df_dx is right. For df_dy, the path over w is missing.",
            lambda x, y: gradient(x, y, wy=0),
        ),
        Suspect(
            "slopes-exchanged",
            "The slopes of f by u and by v have changed places.",
            lambda x, y: gradient(x, y, fu=lambda u, v, w: u, fv=lambda u, v, w: v),
        ),
        Suspect(
            "inner-slope-left-out",
            "df_dy is right. For df_dx, how fast w itself moves with x is left out.",
            lambda x, y: gradient(x, y, wx=1),
        ),
        Suspect(
            "outer-slope-left-out",
            "w stands where the slope of f by w belongs.",
            lambda x, y: gradient(x, y, fw=lambda u, v, w: w),
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
            lambda x, y: gradient(x, y, vy=3),
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
}
