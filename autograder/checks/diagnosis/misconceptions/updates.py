"""Mistakes in the update of a network's parameters."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions import Suspect
from autograder.checks.diagnosis.misconceptions._functions import fitted
from autograder.checks.diagnosis.misconceptions._training import stepped

UPHILL = "The steps go uphill: the gradient is added."


def own_rate(returned: Any, params: Any, grads: Any, eta: float) -> Any:
    """Take a step with whatever rate the student has."""
    rate = -fitted(returned[-1][0], params[-1][0], grads[-1][0])
    if np.any(np.isclose(rate, [0.0, 1.0, eta, -eta, eta / len(params)])):
        raise ValueError("a rate with a name of its own")
    return stepped(params, grads, rate)


def unit(gradient: Any) -> Any:
    """Return a gradient of length 1."""
    return gradient / np.linalg.norm(gradient)


def only(layers: Any, params: Any, grads: Any, eta: float) -> Any:
    """Let some of the layers take their step."""
    new = stepped(params, grads, eta)
    chosen = range(len(params))[layers]
    return [new[i] if i in chosen else params[i] for i in range(len(params))]


SUSPECTS: Mapping[str, tuple[Suspect, ...]] = {
    "update": (
        Suspect("ascent", UPHILL, lambda p, g, eta: stepped(p, g, -eta)),
        Suspect(
            "rate-left-out",
            "The whole gradient is subtracted: eta has no effect.",
            lambda p, g, eta: stepped(p, g, 1.0),
        ),
        Suspect(
            "rate-fixed",
            "The step goes along the gradient, but eta does not decide how far.",
            own_rate,
            follows=True,
        ),
        Suspect(
            "biases-left-alone",
            "The weights are right, and the biases have not moved.",
            lambda p, g, eta: [
                (W, b) for (W, _), (_, b) in zip(stepped(p, g, eta), p, strict=True)
            ],
        ),
        Suspect(
            "biases-without-rate",
            "The weights are right. For the biases, eta has no effect.",
            lambda p, g, eta: [
                (W, b)
                for (W, _), (_, b) in zip(stepped(p, g, eta), stepped(p, g, 1.0), strict=True)
            ],
        ),
        Suspect(
            "step-returned",
            "These are the steps alone. Where do they lead, starting from the parameters?",
            lambda p, g, eta: [(-eta * dW, -eta * db) for dW, db in g],
        ),
        Suspect(
            "last-layer-only",
            "Only the last layer has moved.",
            lambda p, g, eta: only(slice(-1, None), p, g, eta),
        ),
        Suspect(
            "first-layer-missed",
            "The first layer has not moved; the others are right. Where does the loop end?",
            lambda p, g, eta: only(slice(1, None), p, g, eta),
        ),
        Suspect(
            "normalised-step",
            "Every step has the length eta, however small the gradient is.",
            lambda p, g, eta: stepped(p, [(unit(dW), unit(db)) for dW, db in g], eta),
        ),
        Suspect(
            "divided-by-layers",
            "The step is shared between the layers. Each of them takes its own.",
            lambda p, g, eta: stepped(p, g, eta / len(p)),
        ),
    ),
}
