"""Mistakes in the cross-entropy of a softmax, its gradient, and one row of it by Lemma 5."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.deep_networks import (
    error,
    log_sum,
    losses,
    sigmoid,
    softmax,
    through_softmax,
)
from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects

COLUMNS = (
    "The softmax runs along the wrong axis: your columns add up to 1. What belongs to one sample?"
)
ONE_SUM = "One sum serves the whole batch. Each sample has probabilities of its own."
EUCLIDEAN = (
    "These are the numbers of the Euclidean loss between probabilities and targets. The "
    "cross-entropy is asked for."
)
LOGITS = "The targets are compared with the logits. What do the logits have to become first?"
OUTPUT_SLOPE = (
    "A slope p (1 − p) is multiplied in at the logits. The derivation has taken the softmax into "
    "account already."
)
STOPPED = "This is the gradient by the probabilities. The way to the logits has one more link."
NOT_NORMALISED = "The exponentials are not divided by their sum, so the rows do not add up to 1."
NO_TARGETS = "The targets have no effect."
TWICE = (
    "These are the gradients of a network that takes the softmax of its probabilities once more. "
    "What does the softmax expect?"
)
CLIPPED = (300.0, 500.0, 600.0, 700.0, 709.0)  # to where people clip an exponent
# What people add to a probability.
HELD_BACK = (
    *(10.0**-k for k in (*range(6, 17), 20, 30, 50, 100, 200, 300, 308)),
    float(np.finfo(np.float64).eps),
    float(np.finfo(np.float64).tiny),
)

Error = Callable[[Any, Any], Any]


def by_columns(U: Any, C: Any) -> Any:
    """Return the error term with the softmax along the samples."""
    return (softmax(U, 0) - C) / len(U)


def euclidean(U: Any, C: Any) -> Any:
    """Return the error term of the mean of ½‖p − c‖²."""
    return through_softmax(U, softmax(U) - C) / len(U)


def sloped(U: Any, C: Any) -> Any:
    """Return the error term with the diagonal of the Jacobian in it."""
    P = softmax(U)
    return (P - C) * P * (1 - P) / len(U)


def softmax_twice(U: Any, C: Any) -> Any:
    """Return P − C with the softmax of the softmax as P."""
    return (softmax(softmax(U)) - C) / len(U)


def by_softmax_twice(U: Any, C: Any) -> Any:
    """Return the true error term of a loss that takes the softmax of the softmax."""
    return through_softmax(U, softmax(softmax(U)) - C) / len(U)


# Each: what is wrong with the error term at the logits, and what it makes of it.
ERRORS: Mapping[str, tuple[str, Error]] = {
    "softmax-over-columns": (COLUMNS, by_columns),
    "one-sum-for-all": (ONE_SUM, lambda U, C: (softmax(U, None) - C) / len(U)),
    "euclidean-loss": (EUCLIDEAN, euclidean),
    "slope-at-the-output": (OUTPUT_SLOPE, sloped),
    "logits-for-probabilities": (LOGITS, lambda U, C: (U - C) / len(U)),
    "sigmoid-for-softmax": (
        "Each logit went through a sigmoid by itself. The probabilities of a sample share their "
        "sum.",
        lambda U, C: (sigmoid(U) - C) / len(U),
    ),
    "softmax-twice": (TWICE, softmax_twice),
    "targets-left-out": (NO_TARGETS, lambda U, C: softmax(U) / len(U)),
    "target-added": (
        "Probability and target are added. How far is one from the other?",
        lambda U, C: (softmax(U) + C) / len(U),
    ),
    "right-class-only": (
        "Only the entry of the right class is there. Do the other logits not change the loss?",
        lambda U, C: C * error(U, C),
    ),
    "divided-by-the-classes": (
        "It is divided by the number of classes. Of how many losses is the objective the mean?",
        lambda U, C: (softmax(U) - C) / U.shape[1],
    ),
}


def of_errors(made: Callable[[Error], Callable[..., Any]]) -> Iterator[Suspect]:
    """Yield the mistakes at the logits, each as what this makes of the error term."""
    for name, (hint, last) in ERRORS.items():
        yield Suspect(name, hint, made(last))


def total(change: Callable[[Any, Any], Any]) -> Callable[[Any, Any], float]:
    """Return the mean over the rows of what is made of logits and targets, (N,)."""
    return lambda U, C: float(np.mean(change(U, C)))


def held_back(eps: float, cut: bool) -> Callable[[Any, Any], float]:
    """Return the loss with a number added to each probability, or as their least value."""

    def loss(U: Any, C: Any) -> Any:
        P = softmax(U)
        return -np.sum(C * np.log(np.maximum(P, eps) if cut else P + eps), axis=1)

    return total(loss)


def clipped(largest: float) -> Callable[[Any, Any], float]:
    """Return the loss of logits that are clipped."""
    return total(lambda U, C: losses(np.clip(U, -largest, largest), C))


def binary(U: Any, C: Any) -> Any:
    """Return the sum of −ln p of the right class and −ln (1 − p) of the others, (N,)."""
    P = softmax(U)
    return -np.sum(C * np.log(P) + (1 - C) * np.log(1 - P), axis=1)


def mixed(of_shift: int | None, of_sum: int | None) -> Callable[[Any, Any], float]:
    """Return the loss with its shift and its sum along axes of their own, None for all entries."""

    def loss(U: Any, C: Any) -> Any:
        M = np.max(U, axis=of_shift, keepdims=True)
        return np.sum(
            C * (M + np.log(np.sum(np.exp(U - M), axis=of_sum, keepdims=True)) - U), axis=1
        )

    return total(loss)


LOSSES: tuple[Suspect, ...] = (
    Suspect(
        "one-loss-a-row",
        ("These are the losses of the single samples. One number for all of them is asked for."),
        losses,
    ),
    Suspect(
        "sum-for-mean",
        "It is larger by just the number of samples. Their mean is asked for.",
        lambda U, C: float(np.sum(losses(U, C))),
    ),
    Suspect(
        "mean-over-all-entries",
        "The sum is divided by the number of all entries. How many losses are there?",
        lambda U, C: float(np.sum(losses(U, C)) / U.size),
    ),
    Suspect(
        "sign-reversed",
        "The sign is reversed: the logarithm of a probability is negative, and a loss is not.",
        total(lambda U, C: -losses(U, C)),
    ),
    Suspect(
        "softmax-over-columns",
        COLUMNS,
        total(lambda U, C: np.sum(C * (log_sum(U, 0) - U), axis=1)),
    ),
    Suspect(
        "one-sum-for-all",
        ONE_SUM,
        total(
            lambda U, C: np.sum(C * (np.log(np.sum(np.exp(U - np.max(U)))) + np.max(U) - U), axis=1)
        ),
    ),
    Suspect("one-sum-for-all", ONE_SUM, mixed(1, None)),
    Suspect(
        "sum-over-the-samples",
        "Each row has its largest logit taken out, but the sum runs over the samples. What belongs "
        "to one sample?",
        mixed(1, 0),
    ),
    Suspect(
        "largest-of-a-column",
        "What is taken out of a sum is the largest logit of a column, another number for each "
        "class. A sum over the classes cannot give it back.",
        mixed(0, 1),
    ),
    Suspect(
        "euclidean-loss", EUCLIDEAN, total(lambda U, C: 0.5 * np.sum((softmax(U) - C) ** 2, axis=1))
    ),
    Suspect(
        "probability-for-logarithm",
        ("It is minus the mean probability of the right class. The loss takes its logarithm."),
        total(lambda U, C: -np.sum(C * softmax(U), axis=1)),
    ),
    Suspect(
        "log-sum-missing",
        (
            "These are the logits of the right classes, with their sign reversed. What do the "
            "other "
            "logits contribute?"
        ),
        total(lambda U, C: -np.sum(C * U, axis=1)),
    ),
    Suspect(
        "target-term-missing",
        (
            "The sum over the classes is there, and what the right class subtracts from it is not: "
            "the targets have no effect."
        ),
        total(lambda U, C: log_sum(U)[:, 0]),
    ),
    Suspect(
        "shift-not-undone",
        (
            "The largest logit was taken out of the sum, and not put back: what does it do to the "
            "logit of the right class?"
        ),
        total(lambda U, C: log_sum(U)[:, 0] - np.max(U, axis=1) - np.sum(C * U, axis=1)),
    ),
    Suspect(
        "all-classes-counted",
        ("The logarithms of all classes are added up. A one-hot target lets one of them through."),
        total(lambda U, C: np.sum(log_sum(U) - U, axis=1)),
    ),
    Suspect(
        "wrong-classes-judged",
        (
            "The wrong classes have terms of their own, as with separate sigmoids. Here the "
            "loss looks "
            "at the right class alone."
        ),
        total(binary),
    ),
    Suspect(
        "base-two",
        "The logarithm has the base 2. The natural one is meant.",
        total(lambda U, C: losses(U, C) / np.log(2)),
    ),
    Suspect(
        "base-ten",
        "The logarithm has the base 10. The natural one is meant.",
        total(lambda U, C: losses(U, C) / np.log(10)),
    ),
    Suspect(
        "only-one-sample",
        "This is the loss of the first sample alone.",
        (lambda U, C: float(losses(U, C)[0])),
    ),
    Suspect(
        "softmax-twice",
        "The softmax is taken of probabilities once more.",
        total(lambda U, C: losses(softmax(U), C)),
    ),
    *(
        Suspect(
            "logarithm-held-back",
            (
                "A small number keeps the probabilities away from 0, and so their logarithms "
                "away from "
                "where they belong: for a class that is far behind, the loss is too small."
            ),
            held_back(eps, cut),
        )
        for eps in HELD_BACK
        for cut in (False, True)
    ),
    *(
        Suspect(
            "logits-clipped",
            (
                "Large logits are clipped, which changes the loss. Can an exponent be made small "
                "without changing what comes out?"
            ),
            clipped(largest),
        )
        for largest in CLIPPED
    ),
)

SUSPECTS: Suspects = {
    "cross_entropy": LOSSES,
    "row_by_lemma_5": (
        Suspect(
            "sign-reversed",
            "Its size is right and its sign is reversed.",
            (lambda u, c: c - softmax(u, 0)),
        ),
        Suspect("stopped-at-the-probabilities", STOPPED, lambda u, c: -c / softmax(u, 0)),
        Suspect(
            "probability-not-divided",
            ("The target stands where the slope of the logarithm belongs."),
            lambda u, c: through_softmax(u, -c, 0),
        ),
        Suspect(
            "logarithm-for-its-slope",
            ("The logarithm stands where its slope belongs."),
            lambda u, c: through_softmax(u, -c * np.log(softmax(u, 0)), 0),
        ),
        Suspect(
            "euclidean-loss", EUCLIDEAN, (lambda u, c: through_softmax(u, softmax(u, 0) - c, 0))
        ),
        Suspect(
            "targets-left-out",
            ("All classes have a term. A one-hot target lets one of them through."),
            lambda u, c: through_softmax(u, -1 / softmax(u, 0), 0),
        ),
        Suspect(
            "diagonal-only",
            (
                "Only the diagonal of the Jacobian has an effect, as if the softmax were "
                "elementwise."
            ),
            lambda u, c: -c * (1 - softmax(u, 0)),
        ),
    ),
    "cross_entropy_grad": (
        *of_errors(lambda last: last),
        Suspect("stopped-at-the-probabilities", STOPPED, lambda U, C: -C / softmax(U) / len(U)),
        Suspect(
            "summed-over-samples",
            ("There is one row for the whole batch. Each logit of each sample has a derivative."),
            lambda U, C: np.sum(error(U, C), axis=0),
        ),
        Suspect("not-normalised", NOT_NORMALISED, lambda U, C: (np.exp(U) - C) / len(U)),
        Suspect(
            "not-normalised",
            NOT_NORMALISED,
            lambda U, C: (np.exp(U - np.max(U, axis=1, keepdims=True)) - C) / len(U),
        ),
    ),
}
