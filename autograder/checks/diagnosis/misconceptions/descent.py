"""Mistakes in a step down: by the gradient, and by Newton."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions import Suspect
from autograder.checks.diagnosis.misconceptions._functions import fitted

UPHILL = "The step goes uphill: look at its sign."


STEP_ONLY = "This is the step alone. Where does it lead, starting from theta?"


NO_RATE = "The whole gradient is subtracted: eta has no effect."


def own_rate(returned: Any, theta: Any, grad: Any, other: Any) -> Any:
    """Take a step along the gradient with whatever rate the student has."""
    rate = -fitted(returned, theta, grad)
    known = [1.0] if np.ndim(other) else [1.0, other, -other, 1 / other]
    if np.any(np.isclose(rate, known)) or np.isclose(rate, 0.0):
        raise ValueError("a rate with a name of its own")
    return theta - rate * grad


def absolute(H: Any) -> Any:
    """Return the inverse of a symmetric matrix with the signs of its curvatures dropped."""
    values, vectors = np.linalg.eigh(H)
    return (vectors / np.abs(values)) @ vectors.T


def damping(returned: Any, t: Any, g: Any, H: Any) -> Any:
    """Return the multiple of the identity with which (H + λ I) (t − returned) comes nearest g."""
    step = t - returned
    return fitted(g, H @ step, step) * np.eye(len(t))


SUSPECTS: Mapping[str, tuple[Suspect, ...]] = {
    "gradient_step": (
        Suspect("uphill", UPHILL, lambda theta, grad, eta: theta + eta * grad),
        Suspect("rate-forgotten", NO_RATE, lambda theta, grad, eta: theta - grad),
        Suspect(
            "rate-divided",
            "The gradient is divided by eta: a small rate must make a small step.",
            lambda theta, grad, eta: theta - grad / eta,
        ),
        Suspect("step-only", STEP_ONLY, lambda theta, grad, eta: -eta * grad),
        Suspect(
            "normalised",
            "Every step has the length eta. How long is it where the gradient is small?",
            lambda theta, grad, eta: theta - eta * grad / np.linalg.norm(grad),
        ),
        Suspect(
            "sign-only",
            "Only the signs of the gradient have an effect.",
            lambda theta, grad, eta: theta - eta * np.sign(grad),
        ),
        Suspect(
            "parameters-scaled",
            "eta multiplies the parameters as well: look at the brackets.",
            lambda theta, grad, eta: eta * (theta - grad),
        ),
        Suspect(
            "fixed-rate",
            "The step goes along the gradient, but eta does not decide how far.",
            own_rate,
            follows=True,
        ),
    ),
    "newton_step": (
        Suspect("uphill", UPHILL, lambda t, g, H: t + np.linalg.solve(H, g)),
        Suspect(
            "gradient-halved",
            "The step leads half of the way: is a ½ left in it?",
            lambda t, g, H: t - np.linalg.solve(H, g / 2),
        ),
        Suspect(
            "gradient-doubled",
            "The step leads twice as far as it should: is a 2 left in it?",
            lambda t, g, H: t - np.linalg.solve(H, 2 * g),
        ),
        Suspect(
            "hessian-for-its-inverse",
            "The gradient is multiplied with the Hessian: where it curves strongly, the step must "
            "be short.",
            lambda t, g, H: t - H @ g,
        ),
        Suspect(
            "divided-entry-by-entry",
            "The inverse is taken of every entry of the Hessian. That is not the inverse of a "
            "matrix.",
            lambda t, g, H: t - (1 / H) @ g,
        ),
        Suspect(
            "diagonal-only",
            "Only the diagonal of the Hessian has an effect: the mixed derivatives are missing.",
            lambda t, g, H: t - g / np.diag(H),
        ),
        Suspect(
            "largest-curvature",
            "One rate serves all directions, that of the steepest curvature.",
            lambda t, g, H: t - g / np.linalg.eigvalsh(H)[-1],
        ),
        Suspect(
            "absolute-curvature",
            "The signs of the curvatures are dropped. Newton's step goes to the point where the "
            "gradient is 0, whatever kind of point that is.",
            lambda t, g, H: t - absolute(H) @ g,
        ),
        Suspect("step-only", STEP_ONLY, lambda t, g, H: -np.linalg.solve(H, g)),
        Suspect(
            "solved-for-theta",
            "The system is solved with theta on its right-hand side. What does the step undo?",
            lambda t, g, H: t - np.linalg.solve(H, t),
        ),
        Suspect(
            "right-hand-side-shifted",
            "theta went into the system of equations. The step comes out of it, and is taken from "
            "theta.",
            lambda t, g, H: np.linalg.solve(H, t - g),
        ),
        Suspect(
            "gradient-descent",
            "The step goes along the gradient: the curvature has no effect.",
            own_rate,
            follows=True,
        ),
        Suspect(
            "damped",
            "One number is added to all curvatures, so that one step does not arrive.",
            lambda returned, t, g, H: t - np.linalg.solve(H + damping(returned, t, g, H), g),
            follows=True,
        ),
    ),
}
