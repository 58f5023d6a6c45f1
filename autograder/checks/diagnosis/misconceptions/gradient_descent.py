"""Mistakes in a step down, in the update of a network, and in training."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.networks import backward, fitted, of_batch, passes
from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects

STEP_UPHILL = "The step goes uphill: look at its sign."
STEPS_UPHILL = "The steps go uphill: the gradient is added."
STEP_ONLY = "This is the step alone. Where does it lead, starting from theta?"
NO_RATE = "The whole gradient is subtracted: eta has no effect."
OWN_RATE = "The step goes along the gradient, but eta does not decide how far."
RIGHT_BUT_LOSSES = "All parameters are right, the losses are not: "


def own_rate(returned: Any, theta: Any, grad: Any, other: Any) -> Any:
    """Take a step along the gradient with whatever rate the student has."""
    rate = -fitted(returned, theta, grad)
    _unnamed(rate, [1.0] if np.ndim(other) else [1.0, other, -other, 1 / other])
    return theta - rate * grad


def own_rate_of_network(returned: Any, params: Any, grads: Any, eta: float) -> Any:
    """Take a step with whatever rate the student has."""
    rate = -fitted(returned[-1][0], params[-1][0], grads[-1][0])
    _unnamed(rate, [1.0, eta, -eta, eta / len(params)])
    return stepped(params, grads, rate)


def _unnamed(rate: float, known: list[float]) -> None:
    if np.any(np.isclose(rate, [0.0, *known])):
        raise ValueError("a mistake with this rate has a name of its own")


def absolute(H: Any) -> Any:
    """Return the inverse of a symmetric matrix with the signs of its curvatures dropped."""
    values, vectors = np.linalg.eigh(H)
    return (vectors / np.abs(values)) @ vectors.T


def damping(returned: Any, t: Any, g: Any, H: Any) -> Any:
    """Return the multiple of the identity with which (H + λ I) (t − returned) comes nearest g."""
    step = t - returned
    return fitted(g, H @ step, step) * np.eye(len(t))


def stepped(params: Any, grads: Any, rate: float, bias_rate: float | None = None) -> Any:
    """Return the parameters after a step down; biases may have a rate of their own."""
    bias_rate = rate if bias_rate is None else bias_rate
    return [
        (W - rate * dW, b - bias_rate * db) for (W, b), (dW, db) in zip(params, grads, strict=True)
    ]


def unit(gradient: Any) -> Any:
    """Return a gradient of length 1."""
    return gradient / np.linalg.norm(gradient)


def objective(params: Any, X: Any, Y: Any) -> float:
    """Return the mean of the losses."""
    H = np.array([passes(params, x)[1][-1] for x in X])
    return float(np.sum((H - Y) ** 2) / (2 * len(X)))


def constant(eta: float, samples: int, epoch: int) -> float:
    """Return the rate that a training was given."""
    return eta


def training(
    rate: Callable[[float, int, int], float],
    *,
    order: Callable[[int], Any] = range,
    loss: Callable[[Any, Any, Any], Any] = objective,
    before: bool = False,
    **changes: Any,
) -> Callable[..., tuple[Any, list[Any]]]:
    """Return a training, sample by sample, with a step done in another way.

    Args:
        rate: of the steps, from eta, the number of samples and that of the epoch.
        order: from the number of samples to their order.
        loss: of the parameters over all samples.
        before: whether the loss of an epoch is taken before it.
        changes: how the backward pass is changed.
    """

    def answer(params: Any, X: Any, Y: Any, eta: float, epochs: int) -> tuple[Any, list[Any]]:
        losses = []
        for epoch in range(epochs):
            start = params
            for i in order(len(X)):
                grads = backward(params, X[i], Y[i], **changes)
                params = stepped(params, grads, rate(eta, len(X), epoch))
            losses.append(loss(start if before else params, X, Y))
        return params, losses

    return answer


def updated_while_going_back(params: Any, X: Any, Y: Any, eta: float, epochs: int) -> Any:
    """Send δ through weights that have taken their step."""
    moved = training(constant, through=lambda W, delta, dW: (W - eta * dW).T @ delta)
    return moved(params, X, Y, eta, epochs)


def from_zeros(params: Any, *others: Any) -> Any:
    """Start from 0 in place of the parameters."""
    return training(constant)([(0 * W, 0 * b) for W, b in params], *others)


def running_loss(params: Any, X: Any, Y: Any, eta: float, epochs: int) -> tuple[Any, list[Any]]:
    """Average the losses that are seen during an epoch."""
    losses = []
    for _ in range(epochs):
        seen = []
        for x, y in zip(X, Y, strict=True):
            seen.append(objective(params, x[np.newaxis], y[np.newaxis]))
            params = stepped(params, backward(params, x, y), eta)
        losses.append(np.mean(seen))
    return params, losses


def in_batches(
    params: Any, X: Any, Y: Any, rate: float, epochs: int, bias_rate: float | None = None
) -> tuple[Any, list[Any]]:
    """Make one update an epoch with the mean gradient; return all losses, the first included."""
    losses = [objective(params, X, Y)]
    for _ in range(epochs):
        params = stepped(params, of_batch(params, X, Y), rate, bias_rate)
        losses.append(objective(params, X, Y))
    return params, losses


def batch_mode(params: Any, X: Any, Y: Any, eta: float, epochs: int) -> tuple[Any, list[Any]]:
    """Make one update an epoch where every sample makes one."""
    params, losses = in_batches(params, X, Y, eta, epochs)
    return params, losses[1:]


def one_late(
    params: Any, X: Any, Y: Any, eta: float, size: int, epochs: int, rng: Any
) -> tuple[Any, list[Any]]:
    """Return after the first loss those of the epochs before."""
    params, losses = in_batches(params, X, Y, eta, epochs)
    return params, [losses[0], *losses[:-1]]


SUSPECTS: Suspects = {
    "gradient_step": (
        Suspect("uphill", STEP_UPHILL, lambda theta, grad, eta: theta + eta * grad),
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
        Suspect("fixed-rate", OWN_RATE, own_rate, follows=True),
    ),
    "newton_step": (
        Suspect("uphill", STEP_UPHILL, lambda t, g, H: t + np.linalg.solve(H, g)),
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
    "update": (
        Suspect("ascent", STEPS_UPHILL, lambda p, g, eta: stepped(p, g, -eta)),
        Suspect("rate-left-out", NO_RATE, lambda p, g, eta: stepped(p, g, 1.0)),
        Suspect("rate-fixed", OWN_RATE, own_rate_of_network, follows=True),
        Suspect(
            "nothing-moved",
            "No parameter has moved. A name in a loop that is given a new value leaves the list as "
            "it was: where does the new value go?",
            lambda p, g, eta: p,
        ),
        Suspect(
            "biases-left-alone",
            "The weights are right, and the biases have not moved.",
            lambda p, g, eta: stepped(p, g, eta, 0.0),
        ),
        Suspect(
            "biases-without-rate",
            "The weights are right. For the biases, eta has no effect.",
            lambda p, g, eta: stepped(p, g, eta, 1.0),
        ),
        Suspect(
            "step-returned",
            "These are the steps alone. Where do they lead, starting from the parameters?",
            lambda p, g, eta: [(-eta * dW, -eta * db) for dW, db in g],
        ),
        Suspect(
            "last-layer-only",
            "Only the last layer has moved.",
            lambda p, g, eta: [*p[:-1], *stepped(p[-1:], g[-1:], eta)],
        ),
        Suspect(
            "first-layer-missed",
            "The first layer has not moved; the others are right. Where does the loop end?",
            lambda p, g, eta: [*p[:1], *stepped(p[1:], g[1:], eta)],
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
    "train": (
        Suspect("ascent", STEPS_UPHILL, training(lambda eta, samples, epoch: -eta)),
        Suspect(
            "update-thrown-away",
            "The parameters are those of the start: what becomes of the updated ones?",
            training(lambda eta, samples, epoch: 0.0),
        ),
        Suspect(
            "updated-while-going-back",
            "The error terms went through weights that had already taken their step. Which weights "
            "did the forward pass use?",
            updated_while_going_back,
        ),
        Suspect(
            "loss-before-the-epoch",
            f"{RIGHT_BUT_LOSSES}each is one epoch early.",
            training(constant, before=True),
        ),
        Suspect(
            "loss-running",
            f"{RIGHT_BUT_LOSSES}they are averages of what was seen during an epoch, at parameters "
            "that changed from sample to sample.",
            running_loss,
        ),
        Suspect(
            "loss-of-the-last-sample",
            f"{RIGHT_BUT_LOSSES}only the last sample is in them.",
            training(constant, loss=lambda params, X, Y: objective(params, X[-1:], Y[-1:])),
        ),
        Suspect(
            "loss-summed",
            f"{RIGHT_BUT_LOSSES}they are sums over the samples.",
            training(constant, loss=lambda params, X, Y: len(X) * objective(params, X, Y)),
        ),
        Suspect(
            "loss-without-half",
            f"{RIGHT_BUT_LOSSES}they are twice too large. Where is the ½?",
            training(constant, loss=lambda params, X, Y: 2 * objective(params, X, Y)),
        ),
        Suspect(
            "loss-mean-over-entries",
            f"{RIGHT_BUT_LOSSES}they are divided by the number of outputs as well.",
            training(constant, loss=lambda params, X, Y: objective(params, X, Y) / Y.shape[1]),
        ),
        Suspect(
            "batch-mode",
            "There is one update an epoch, with the mean gradient. In single-sample mode every "
            "sample makes one.",
            batch_mode,
        ),
        Suspect(
            "gradients-at-the-start",
            "All gradients of an epoch are taken at the parameters of its start. At which "
            "parameters does the second sample find the network?",
            lambda p, X, Y, eta, n: batch_mode(p, X, Y, eta * len(X), n),
        ),
        Suspect(
            "order-reversed",
            "The samples are taken from the last to the first.",
            training(constant, order=lambda samples: reversed(range(samples))),
        ),
        Suspect(
            "first-sample-only",
            "Only the first sample moves the parameters: is every sample used?",
            training(constant, order=lambda samples: [0] * samples),
        ),
        Suspect(
            "rate-divided-by-samples",
            "eta is divided by the number of samples. In single-sample mode no mean is taken.",
            training(lambda eta, samples, epoch: eta / samples),
        ),
        Suspect(
            "rate-decays",
            "The steps become smaller from epoch to epoch. eta is the rate of every step.",
            training(lambda eta, samples, epoch: eta / (1 + epoch)),
        ),
        Suspect(
            "slope-missing-at-output",
            "The error terms lack the slope of the output layer.",
            training(constant, output_slope=lambda us, xs: 1.0),
        ),
        Suspect(
            "starts-from-zeros",
            "Training starts from 0. It must start from the parameters that are handed in.",
            from_zeros,
        ),
    ),
    "sgd": (
        Suspect(
            "uphill", STEPS_UPHILL, lambda p, X, Y, eta, size, n, rng: in_batches(p, X, Y, -eta, n)
        ),
        Suspect(
            "sum-for-mean",
            "The gradients of a batch are added up, so that a larger batch makes a longer step. "
            "Should it?",
            lambda p, X, Y, eta, size, n, rng: in_batches(p, X, Y, eta * len(X), n),
        ),
        Suspect(
            "biases-not-updated",
            "Only the weights move.",
            lambda p, X, Y, eta, size, n, rng: in_batches(p, X, Y, eta, n, 0.0),
        ),
        Suspect(
            "loss-before-the-epoch",
            f"{RIGHT_BUT_LOSSES}from the second on, each is one epoch early.",
            one_late,
        ),
    ),
}
