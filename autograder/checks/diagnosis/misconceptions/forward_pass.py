"""Mistakes in the sigmoid and in its slope; those of layers and networks are made in ``edits``."""

from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.networks import CANCELLED, sigmoid, slope
from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects


def one_side_wrong(returned: Any, u: Any, right: Any) -> Any:
    """Keep what was returned, where it need not be right, if all of it is wrong there."""
    wrong = np.abs(returned - sigmoid(u)) > 1e-6
    if np.ndim(u) == 0 or not np.any(right) or not np.array_equal(wrong, ~right):
        raise ValueError("both sides are wrong, or a part of one")
    return np.where(right, sigmoid(u), returned)


SUSPECTS: Suspects = {
    "sigmoid": (
        Suspect("sign-reversed", "It falls where it should rise.", lambda u: sigmoid(-u)),
        Suspect(
            "one-branch",
            "Positive and negative inputs give the same: the formula for one sign is used for "
            "both.",
            lambda u: sigmoid(np.abs(u)),
        ),
        Suspect("tanh", "This is another curve: it runs from −1 to 1.", np.tanh),
        Suspect(
            "tanh-unscaled",
            "The curve has the right shape but is twice as steep at 0.",
            lambda u: sigmoid(2 * u),
        ),
        Suspect("derivative", "These are slopes of the curve. Its values are asked for.", slope),
        Suspect(
            "wrong-for-negative",
            "It is right where u is not negative, and wrong where it is: look at what is done "
            "there.",
            lambda returned, u: one_side_wrong(returned, u, u >= 0),
            follows=True,
        ),
        Suspect(
            "wrong-for-positive",
            "It is right where u is negative, and wrong where it is not: look at what is done "
            "there.",
            lambda returned, u: one_side_wrong(returned, u, u < 0),
            follows=True,
        ),
        Suspect(
            "sign-for-both",
            "Positive and negative inputs give the same, and never more than ½: the exponent of "
            "one sign is used for both.",
            lambda u: sigmoid(-np.abs(u)),
        ),
        Suspect(
            "sign-in-one-exponent",
            "There are two exponentials, and their exponents have different signs.",
            lambda u: np.exp(u) / (1 + np.exp(-u)),
        ),
        Suspect(
            "sign-in-one-exponent",
            "There are two exponentials, and their exponents have different signs.",
            lambda u: np.exp(-u) / (1 + np.exp(u)),
        ),
        Suspect(
            "sign-in-one-exponent",
            "It is right where u is not negative. Where it is, the two exponents have different "
            "signs.",
            lambda u: np.where(u >= 0, sigmoid(u), np.exp(u) / (1 + np.exp(-u))),
        ),
        Suspect(
            "bracket-missing",
            "It is 1 and an exponential added up: is a bracket missing around the denominator?",
            lambda u: 1 + np.exp(-u),
        ),
        Suspect(
            "one-forgotten",
            "It is an exponential, which grows without a limit: something is missing in the "
            "denominator.",
            np.exp,
        ),
        Suspect(
            "minus-for-plus",
            "In the denominator a minus stands where a plus belongs: at 0 it would be 0.",
            lambda u: 1 / (1 - np.exp(-u)),
        ),
    ),
    "sigmoid_prime_from_output": (
        Suspect(
            "sigmoid-twice",
            "y went through the sigmoid once more. It is the activation already.",
            slope,
        ),
        Suspect(
            "tanh-assumed", "This is the rule for tanh. The units are sigmoids.", lambda y: 1 - y**2
        ),
        Suspect("cancelled", CANCELLED, lambda y: np.zeros(np.shape(y))),
        Suspect(
            "one-factor-squared",
            "One of the two factors stands there twice, and the other is missing.",
            lambda y: (1 - y) ** 2,
        ),
        Suspect(
            "one-factor-squared",
            "One of the two factors stands there twice, and the other is missing.",
            lambda y: y**2,
        ),
    ),
}
