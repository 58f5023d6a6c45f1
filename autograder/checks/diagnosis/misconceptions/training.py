"""Mistakes in training, sample by sample and in batches."""

from collections.abc import Mapping
from typing import Any

from autograder.checks.diagnosis.misconceptions import Suspect
from autograder.checks.diagnosis.misconceptions._training import (
    down,
    in_batches,
    objective,
    running_loss,
    stepped,
    trained,
)

UPHILL = "The steps go uphill: the gradient is added."


RIGHT_BUT_LOSSES = "All parameters are right, the losses are not: "


def only(layers: Any, params: Any, grads: Any, eta: float) -> Any:
    """Let some of the layers take their step."""
    new = stepped(params, grads, eta)
    chosen = range(len(params))[layers]
    return [new[i] if i in chosen else params[i] for i in range(len(params))]


def thrown_away(p: Any, X: Any, Y: Any, eta: float, epochs: int) -> Any:
    """Compute every update and keep none."""
    return trained(p, X, Y, epochs, step=lambda params, x, y, epoch: params)


def updated_while_going_back(p: Any, X: Any, Y: Any, eta: float, epochs: int) -> Any:
    """Send δ through weights that have taken their step."""
    moved = down(lambda _: eta, through=lambda W, delta, dW: (W - eta * dW).T @ delta)
    return trained(p, X, Y, epochs, step=moved)


def with_history(kept: slice, answer: tuple[Any, list[Any]]) -> tuple[Any, list[Any]]:
    """Return an answer with a part of its losses."""
    return answer[0], answer[1][kept]


def one_late(answer: tuple[Any, list[Any]]) -> tuple[Any, list[Any]]:
    """Return an answer whose losses after the first are those of the epoch before."""
    return answer[0], [answer[1][0], *answer[1][:-1]]


def with_loss(loss: Any) -> Any:
    """Return a training whose history has another loss."""
    return lambda p, X, Y, eta, epochs: trained(
        p, X, Y, epochs, step=down(lambda _: eta), loss=loss
    )


SUSPECTS: Mapping[str, tuple[Suspect, ...]] = {
    "train": (
        Suspect(
            "ascent", UPHILL, lambda p, X, Y, eta, n: trained(p, X, Y, n, step=down(lambda _: -eta))
        ),
        Suspect(
            "update-thrown-away",
            "The parameters are those of the start: what becomes of the updated ones?",
            thrown_away,
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
            lambda p, X, Y, eta, n: trained(p, X, Y, n, step=down(lambda _: eta), before=True),
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
            with_loss(lambda params, X, Y: objective(params, X[-1:], Y[-1:])),
        ),
        Suspect(
            "loss-summed",
            f"{RIGHT_BUT_LOSSES}they are sums over the samples.",
            with_loss(lambda params, X, Y: len(X) * objective(params, X, Y)),
        ),
        Suspect(
            "loss-without-half",
            f"{RIGHT_BUT_LOSSES}they are twice too large. Where is the ½?",
            with_loss(lambda params, X, Y: 2 * objective(params, X, Y)),
        ),
        Suspect(
            "loss-mean-over-entries",
            f"{RIGHT_BUT_LOSSES}they are divided by the number of outputs as well.",
            with_loss(lambda params, X, Y: objective(params, X, Y) / Y.shape[1]),
        ),
        Suspect(
            "batch-mode",
            "There is one update an epoch, with the mean gradient. In single-sample mode every "
            "sample makes one.",
            lambda p, X, Y, eta, n: with_history(slice(1, None), in_batches(p, X, Y, eta, n)),
        ),
        Suspect(
            "order-reversed",
            "The samples are taken from the last to the first.",
            lambda p, X, Y, eta, n: trained(p, X[::-1], Y[::-1], n, step=down(lambda _: eta)),
        ),
        Suspect(
            "first-sample-only",
            "Only the first sample moves the parameters: is every sample used?",
            lambda p, X, Y, eta, n: trained(
                p, X, Y, n, step=down(lambda _: eta), order=lambda m: [0] * m
            ),
        ),
        Suspect(
            "rate-divided-by-samples",
            "eta is divided by the number of samples. In single-sample mode no mean is taken.",
            lambda p, X, Y, eta, n: trained(p, X, Y, n, step=down(lambda _: eta / len(X))),
        ),
        Suspect(
            "rate-decays",
            "The steps become smaller from epoch to epoch. eta is the rate of every step.",
            lambda p, X, Y, eta, n: trained(p, X, Y, n, step=down(lambda k: eta / (1 + k))),
        ),
        Suspect(
            "slope-missing-at-output",
            "The error terms lack the slope of the output layer.",
            lambda p, X, Y, eta, n: trained(
                p, X, Y, n, step=down(lambda _: eta, output_slope=lambda us, xs: 1.0)
            ),
        ),
        Suspect(
            "starts-from-zeros",
            "Training starts from 0. It must start from the parameters that are handed in.",
            lambda p, X, Y, eta, n: trained(
                [(0 * W, 0 * b) for W, b in p], X, Y, n, step=down(lambda _: eta)
            ),
        ),
    ),
    "sgd": (
        Suspect(
            "uphill",
            UPHILL,
            lambda p, X, Y, eta, size, n, rng: in_batches(p, X, Y, -eta, n),
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
            lambda p, X, Y, eta, size, n, rng: one_late(in_batches(p, X, Y, eta, n)),
        ),
    ),
}
