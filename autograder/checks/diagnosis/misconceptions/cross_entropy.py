"""Mistakes in the cross-entropy of a softmax, its gradient, and one row of it by Lemma 5."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.deep_networks import (
    log_sum,
    sigmoid,
    softmax,
    through_softmax,
)
from autograder.checks.diagnosis.misconceptions.edits.edit import Edit
from autograder.checks.diagnosis.misconceptions.edits.formulas.formula import Formula
from autograder.checks.diagnosis.misconceptions.edits.formulas.operations import (
    average,
    axis_lost,
    count,
    divided,
    given,
    product,
)
from autograder.checks.diagnosis.misconceptions.edits.formulas.term import Slip, Term
from autograder.checks.diagnosis.misconceptions.suspect import Suspect

COLUMNS = (
    "the softmax runs along the wrong axis: your columns add up to 1. What belongs to one sample?"
)
ONE_SUM = "one sum serves the whole batch. Each sample has probabilities of its own."
EUCLIDEAN = (
    "these are the numbers of the Euclidean loss between probabilities and targets. The "
    "cross-entropy is asked for."
)
SIGMOID = (
    "each logit went through a sigmoid by itself. The probabilities of a sample share their sum."
)
TWICE = (
    "These are the gradients of a network that takes the softmax of its probabilities once more. "
    "What does the softmax expect?"
)
STOPPED = "this is the gradient by the probabilities. The way to the logits has one more link."
HELD = (
    "a small number keeps the probabilities away from 0, and so their logarithms away from where "
    "they belong: for a class that is far behind, the loss is too small."
)
CLIPPED = (300.0, 500.0, 600.0, 700.0, 709.0)  # to where people clip an exponent
# What people add to a probability.
HELD_BACK = (
    *(10.0**-k for k in (*range(6, 17), 20, 30, 50, 100, 200, 300, 308)),
    float(np.finfo(np.float64).eps),
    float(np.finfo(np.float64).tiny),
)


def below_the_largest(u: Any) -> Any:
    """Return the exponentials of logits, each row's in proportion to its largest."""
    return np.exp(u - np.max(u, axis=1, keepdims=True))


U, C = given("logits", "the logits", many=True), given("target", "the targets", many=True)
SAMPLES = count(U, 0, "samples", "the number of samples")
SIZES = (
    count(U, 1, "classes", "the number of classes"),
    count(U, None, "all-entries", "the number of all entries"),
)
P = Term(softmax, (U,), (
    Slip("softmax-over-columns", COLUMNS, lambda u: softmax(u, 0)),
    Slip("one-sum-for-all", ONE_SUM, lambda u: softmax(u, None)),
    Slip("one-sum-for-all", ONE_SUM, lambda u: below_the_largest(u) / np.sum(below_the_largest(u))),
    Slip("logits-for-probabilities", "the targets are compared with the logits. What do the logits "
         "have to become first?", lambda u: u),
    Slip("sigmoid-for-softmax", SIGMOID, sigmoid),
    Slip("softmax-twice", f"{TWICE[0].lower()}{TWICE[1:]}", lambda u: softmax(softmax(u))),
    Slip("not-normalised", "the exponentials are not divided by their sum, so the rows do not add "
         "up to 1.", np.exp),
    Slip("not-normalised", "the exponentials are not divided by their sum, so the rows do not add "
         "up to 1.", lambda u: below_the_largest(u)),
), label="probabilities", called="the probabilities", many=True)  # fmt: skip


def logarithms(log_sums: Term) -> Term:
    """Return the logarithms of the probabilities, from the logits and those of their sums."""
    return Term(lambda u, sums: u - sums, (U, log_sums), (
        Slip("log-sum-missing", "these are the logits of the right classes, with their sign "
             "reversed. What do the other logits contribute?", lambda u, sums: u),
        Slip("target-term-missing", "the sum over the classes is there, and what the right class "
             "subtracts from it is not: the targets have no effect.", lambda u, sums: 0 * u - sums),
        Slip("probability-for-logarithm", "it is minus the mean probability of the right class. "
             "The loss takes its logarithm.", lambda u, sums: np.exp(u - sums)),
        Slip("base-two", "the logarithm has the base 2. The natural one is meant.",
             lambda u, sums: (u - sums) / np.log(2)),
        Slip("base-ten", "the logarithm has the base 10. The natural one is meant.",
             lambda u, sums: (u - sums) / np.log(10)),
        Slip("softmax-twice", "the softmax is taken of probabilities once more.",
             lambda u, sums: np.log(softmax(softmax(u)))),
        Slip("sigmoid-for-softmax", SIGMOID, lambda u, sums: np.log(sigmoid(u))),
        *(
            Slip("logarithm-held-back", HELD, lambda u, sums, eps=eps, cut=cut: np.log(
                np.maximum(softmax(u), eps) if cut else softmax(u) + eps))
            for eps in HELD_BACK
            for cut in (False, True)
        ),
        *(
            Slip("logits-clipped", "large logits are clipped, which changes the loss. Can an "
                 "exponent be made small without changing what comes out?",
                 lambda u, sums, to=to: np.clip(u, -to, to) - log_sum(np.clip(u, -to, to)))
            for to in CLIPPED
        ),
    ), label="logarithms", called="the logarithms of the probabilities", many=True)  # fmt: skip


LARGEST = Term(lambda u: np.max(u, axis=1, keepdims=True), (U,), (
    Slip("largest-of-a-column", "what is taken out of a sum is the largest logit of a column, "
         "another number for each class. A sum over the classes cannot give it back.",
         lambda u: np.max(u, axis=0, keepdims=True)),
))  # fmt: skip
LOG_SUMS = Term(
    lambda u, top: top + np.log(np.sum(np.exp(u - top), axis=1, keepdims=True)), (U, LARGEST), (
        Slip("shift-not-undone", "the largest logit was taken out of the sum, and not put back: "
             "what does it do to the logit of the right class?", lambda u, top: log_sum(u) - top),
        Slip("logarithm-missing", "the exponentials are added up, and no logarithm is taken of "
             "the sum.", lambda u, top: np.sum(np.exp(u), axis=1, keepdims=True)),
        Slip("softmax-over-columns", COLUMNS, lambda u, top: log_sum(u, 0)),
        Slip("one-sum-for-all", ONE_SUM,
             lambda u, top: np.max(u) + np.log(np.sum(np.exp(u - np.max(u))))),
        Slip("one-sum-for-all", ONE_SUM, lambda u, top: top + np.log(np.sum(np.exp(u - top)))),
        Slip("sum-over-the-samples", "each row has its largest logit taken out, but the sum runs "
             "over the samples. What belongs to one sample?",
             lambda u, top: top + np.log(np.sum(np.exp(u - top), axis=0, keepdims=True))),
    ),
)  # fmt: skip
LOGS = logarithms(LOG_SUMS)
JUDGED = (
    "the wrong classes have terms of their own, as with separate sigmoids. Here the loss looks at "
    "the right class alone."
)
HALVES = ("sign-reversed", "signs-lost", "target-squared", "target-left-out")  # told elsewhere
PICKED = product(C, LOGS).but(*HALVES, more=(
    Slip("all-classes-counted", "the logarithms of all classes are added up. A one-hot target lets "
         "one of them through.", lambda c, logs: logs),
    Slip("wrong-classes-only", "the wrong classes count, and the right one does not. Which of them "
         "does a one-hot target let through?", lambda c, logs: (1 - c) * logs),
    Slip("logarithm-of-the-rest", "the logarithm is taken of what the probability lacks to 1.",
         lambda c, logs: c * np.log(1 - np.exp(logs))),
    Slip("rest-for-logarithm", "what the probability lacks to 1 stands where its logarithm "
         "belongs.", lambda c, logs: c * (np.exp(logs) - 1)),
    Slip("probability-multiplied-in", "the probability is multiplied in besides its logarithm.",
         lambda c, logs: c * np.exp(logs) * logs),
    Slip("rest-multiplied-in", "what the probability lacks to 1 is multiplied in besides its "
         "logarithm.", lambda c, logs: c * (1 - np.exp(logs)) * logs),
    Slip("winner-for-target", "the class with the largest logit is taken for the right one: the "
         "targets have no effect.",
         lambda c, logs: np.where(logs == np.max(logs, axis=1, keepdims=True), logs, 0.0)),
    *(
        Slip("class-off-by-one", "the class beside the right one is looked at: an index is off by "
             "one.", lambda c, logs, by=by: np.roll(c, by, axis=1) * logs)
        for by in (1, -1)
    ),
))  # fmt: skip


def two_sided(p: Any, c: Any) -> Any:
    """Return what separate sigmoids lose, entry by entry."""
    return -c * np.log(p) - (1 - c) * np.log(1 - p)


ROWS = Term(lambda picked, logs, c, u: -np.sum(picked, axis=1), (PICKED, LOGS, C, U), (
    Slip("sign-reversed", "the sign is reversed: the logarithm of a probability is negative, and a "
         "loss is not.", lambda picked, logs, c, u: np.sum(picked, axis=1)),
    *(
        slip
        for over in (np.sum, np.mean)  # people take the mean over all entries as well
        for slip in (
            Slip("euclidean-loss", EUCLIDEAN, lambda picked, logs, c, u, over=over:
                 over((np.exp(logs) - c) ** 2, axis=1)),
            Slip("wrong-classes-judged", JUDGED, lambda picked, logs, c, u, over=over:
                 over(two_sided(np.exp(logs), c), axis=1)),
            Slip("sigmoid-and-wrong-classes", f"{SIGMOID} And {JUDGED}",
                 lambda picked, logs, c, u, over=over: over(two_sided(sigmoid(u), c), axis=1)),
            Slip("all-classes-counted", "the logarithms of all classes are added up. A one-hot "
                 "target lets one of them through.", lambda picked, logs, c, u, over=over:
                 -over(logs, axis=1)),
        )
    ),
    Slip("euclidean-loss", EUCLIDEAN,
         lambda picked, logs, c, u: 0.5 * np.sum((np.exp(logs) - c) ** 2, axis=1)),
), label="losses", called="the losses of the samples", many=True)  # fmt: skip
MEAN = average(ROWS, SAMPLES, "sample").but(more=(
    Slip("averaged-before-the-logarithm", "the mean is taken of the probabilities, and its "
         "logarithm after that. In which order do the two steps come?",
         lambda rows, n: -np.log(np.mean(np.exp(-rows)))),
    Slip("summed-before-the-logarithm", "the sum is taken of the probabilities of all samples, and "
         "its logarithm after that. In which order do the two steps come?",
         lambda rows, n: -np.log(np.sum(np.exp(-rows)))),
    Slip("sign-and-sum", "the sign is reversed, and the losses are added up. Their mean is asked "
         "for.", lambda rows, n: -np.sum(rows)),
    Slip("largest-for-mean", "it is the largest loss of a sample. Their mean is asked for.",
         lambda rows, n: np.max(rows)),
    Slip("median-for-mean", "it is the median of the losses. Their mean is asked for.",
         lambda rows, n: np.median(rows)),
    Slip("halved", "a ½ stands in it that does not belong there.",
         lambda rows, n: np.mean(rows) / 2),
    Slip("doubled", "a 2 stands in it that does not belong there.",
         lambda rows, n: 2 * np.mean(rows)),
))  # fmt: skip
LOSS = Formula((U, C), (MEAN,), (P, *SIZES))

# The error term at the logits.
APART = Term(lambda p, c, u: p - c, (P, C, U), (
    Slip("target-added", "probability and target are added. How far is one from the other?",
         lambda p, c, u: p + c),
    Slip("target-left-out", "the targets have no effect.", lambda p, c, u: p),
    Slip("euclidean-loss", EUCLIDEAN, lambda p, c, u: through_softmax(u, p - c)),
    Slip("slope-at-the-output", "a slope p (1 − p) is multiplied in at the logits. The derivation "
         "has taken the softmax into account already.", lambda p, c, u: (p - c) * p * (1 - p)),
    Slip("right-class-only", "only the entry of the right class is there. Do the other logits not "
         "change the loss?", lambda p, c, u: c * (p - c)),
))  # fmt: skip
ERROR = Formula((U, C), (Term(np.divide, (APART, SAMPLES), (
    Slip("classes-for-samples", "it is divided by the number of classes. Of how many losses is the "
         "objective the mean?", lambda d, n: d / d.shape[1]),
)),))  # fmt: skip
GRADIENT = Formula((U, C), (divided(
    APART.but(more=(
        Slip("stopped-at-the-probabilities", STOPPED, lambda p, c, u: -c / p),
        Slip("sign-reversed", "its size is right and its sign is reversed.",
             lambda p, c, u: c - p, traced=True),
    )).named("differences", "the differences", many=True),
    SAMPLES,
).spoilt(*axis_lost("sample", "logit")),), SIZES)  # fmt: skip

LOGIT, TARGET = given("logits", "the logits", many=True), given("target", "the target")
PROBABILITY = Term(lambda u: softmax(u, 0), (LOGIT,))
BY_PROBABILITY = Term(lambda c, p: -c / p, (TARGET, PROBABILITY), (
    Slip("probability-not-divided", "the target stands where the slope of the logarithm belongs.",
         lambda c, p: -c),
    Slip("logarithm-for-its-slope", "the logarithm stands where its slope belongs.",
         lambda c, p: -c * np.log(p)),
    Slip("euclidean-loss", EUCLIDEAN, lambda c, p: p - c),
    Slip("targets-left-out", "all classes have a term. A one-hot target lets one of them through.",
         lambda c, p: -1 / p),
))  # fmt: skip
ROW = Term(lambda grad, u, p: through_softmax(u, grad, 0), (BY_PROBABILITY, LOGIT, PROBABILITY), (
    Slip("sign-reversed", "its size is right and its sign is reversed.",
         lambda grad, u, p: -through_softmax(u, grad, 0)),
    Slip("stopped-at-the-probabilities", STOPPED, lambda grad, u, p: grad),
    Slip("diagonal-only", "only the diagonal of the Jacobian has an effect, as if the softmax were "
         "elementwise.", lambda grad, u, p: p * (1 - p) * grad),
))  # fmt: skip
FORMULAS: Mapping[str, Formula] = {
    "cross_entropy": LOSS,
    "cross_entropy_grad": GRADIENT,
    "row_by_lemma_5": Formula((LOGIT, TARGET), (ROW,)),
}

Error = Callable[[Any, Any], Any]


def by_softmax_twice(logits: Any, targets: Any) -> Any:
    """Return the true error term of a loss that takes the softmax of the softmax."""
    return through_softmax(logits, softmax(softmax(logits)) - targets) / len(logits)


def of_formula(formula: Formula, made: Callable[[Error], Callable[..., Any]]) -> Iterator[Suspect]:
    """Yield the mistakes of a formula's operations, each as what this makes of it."""
    for edit in formula.slips:

        def answer(logits: Any, targets: Any, edit: Edit = edit) -> Any:
            return formula.returned((logits, targets), (edit,))

        yield Suspect(edit.name, edit.hint, made(answer))
