"""Mistakes in the Jacobian of the softmax."""

from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions import Suspect
from autograder.checks.diagnosis.misconceptions._functions import sigmoid, softmax


def jacobian(p: Any) -> Any:
    """Return diag(p) − p pᵀ, for a p that need not be a softmax."""
    return np.diag(p) - np.outer(p, p)


SUSPECTS: dict[str, tuple[Suspect, ...]] = {
    "softmax_jacobian": (
        Suspect(
            "diagonal-only",
            "Only the diagonal is filled. Does y_1 change if x_2 does?",
            lambda x: np.diag(softmax(x) * (1 - softmax(x))),
        ),
        Suspect(
            "off-diagonal-sign",
            "The diagonal is right, and beside it the signs are not: if x_2 grows, does y_1 grow?",
            lambda x: np.outer(softmax(x), softmax(x)) + np.diag(softmax(x) - 2 * softmax(x) ** 2),
        ),
        Suspect(
            "plus-for-minus",
            "One of two terms has the wrong sign: each column must add up to 0, since the outputs "
            "always add up to 1.",
            lambda x: np.diag(softmax(x)) + np.outer(softmax(x), softmax(x)),
        ),
        Suspect(
            "diagonal-term-missing",
            "What stands beside the diagonal is right. On it a term is missing: the one for x_i "
            "in the numerator of y_i.",
            lambda x: -np.outer(softmax(x), softmax(x)),
        ),
        Suspect(
            "outer-product-missing",
            "The sum in the denominator is treated as if it did not depend on x.",
            lambda x: np.diag(softmax(x)),
        ),
        Suspect(
            "identity-for-diagonal",
            "What stands beside the diagonal is right. On it, 1 stands where an output belongs.",
            lambda x: np.eye(len(x)) - np.outer(softmax(x), softmax(x)),
        ),
        Suspect(
            "row-for-column",
            "The diagonal is right; beside it one of the two outputs that meet there is taken "
            "twice. Which entry belongs to the row and which to the column?",
            lambda x: softmax(x) * (np.eye(len(x)) - softmax(x)),
        ),
        Suspect(
            "elementwise-rule-everywhere",
            "The diagonal is right, and its rule is used beside it as well. What is different for "
            "an output and the input of another?",
            lambda x: softmax(x)[:, np.newaxis] * (1 - softmax(x)),
        ),
        Suspect(
            "dot-for-outer-product",
            "One number is subtracted from every entry. Each pair needs a product of its own.",
            lambda x: np.diag(softmax(x)) - softmax(x) @ softmax(x),
        ),
        Suspect(
            "entries-clipped",
            "These numbers belong to equal outputs: entries that differ were cut off at the same "
            "limit. What can be subtracted from all of them without changing the softmax?",
            lambda x: jacobian(np.full(len(x), 1 / len(x))),
        ),
        Suspect(
            "not-normalised",
            "The outputs that this is made from do not add up to 1.",
            lambda x: jacobian(np.exp(x - np.max(x))),
        ),
        Suspect(
            "not-normalised",
            "The outputs that this is made from do not add up to 1.",
            lambda x: jacobian(np.exp(x)),
        ),
        Suspect(
            "input-for-output",
            "x stands where the softmax of x belongs.",
            lambda x: jacobian(x),
        ),
        Suspect(
            "softmax-twice",
            "This is the Jacobian at y. The softmax seems to be applied two times.",
            lambda x: jacobian(softmax(softmax(x))),
        ),
        Suspect(
            "sigmoid-for-softmax",
            "These are the slopes of the sigmoid. The softmax is another function: each of its "
            "outputs depends on every input.",
            lambda x: np.diag(sigmoid(x) * (1 - sigmoid(x))),
        ),
        Suspect(
            "function-for-jacobian",
            "These are the outputs of the softmax. Its Jacobian is asked for.",
            softmax,
        ),
    ),
}
