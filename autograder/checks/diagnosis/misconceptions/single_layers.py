"""Mistakes in one unit, in one layer and in the sigmoid."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions import Suspect
from autograder.checks.diagnosis.misconceptions._functions import sigmoid, slope
from autograder.checks.diagnosis.misconceptions._networks import passes

NO_BIAS = "These numbers come out without the bias."


BIAS_LATE = "The bias is added after the activation. Is it part of the sum or of its result?"


NO_ACTIVATION = "The activation is missing: these are the sums themselves."


TWICE = "The activation is applied two times."


TURNED = (
    "These numbers come out when the columns of a square W are used where its rows belong. Which "
    "entries of W lead into unit 1?"
)


def layer(u: Any) -> tuple[Any, Any]:
    """Return (u, y) of a layer."""
    return u, sigmoid(u)


def rows(params: Any, X: Any, **options: Any) -> list[Any]:
    """Return [X0, …, XL] of a forward pass in rows."""
    columns = [(W.T, b[:, np.newaxis]) for W, b in params]
    return [A.T for A in passes(columns, X.T, **options)[1]]


SUSPECTS: Mapping[str, tuple[Suspect, ...]] = {
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
    ),
    "neuron": (
        Suspect("bias-forgotten", NO_BIAS, lambda w, x, b: sigmoid(w @ x)),
        Suspect("bias-after-activation", BIAS_LATE, lambda w, x, b: sigmoid(w @ x) + b),
        Suspect(
            "bias-in-every-term",
            "The bias is added once for each input. How often does a unit have one?",
            lambda w, x, b: sigmoid(w @ x + len(x) * b),
        ),
        Suspect(
            "bias-subtracted",
            "The bias comes in with the wrong sign: where does the bracket of the exponent end?",
            lambda w, x, b: sigmoid(w @ x - b),
        ),
        Suspect("activation-missing", NO_ACTIVATION, lambda w, x, b: w @ x + b),
        Suspect("activation-twice", TWICE, lambda w, x, b: sigmoid(sigmoid(w @ x + b))),
        Suspect(
            "activation-inside",
            "The activation acts on the inputs. On what does the unit apply it?",
            lambda w, x, b: w @ sigmoid(x) + b,
        ),
        Suspect(
            "sum-missing",
            "It has one number for each input: nothing is added up before the activation.",
            lambda w, x, b: sigmoid(w * x + b),
        ),
        Suspect(
            "mean-for-sum",
            "The mean of the terms is taken where their sum belongs.",
            lambda w, x, b: sigmoid(np.mean(w * x) + b),
        ),
        Suspect(
            "last-input-left-out",
            "The last input has no effect. Where does the loop end?",
            lambda w, x, b: sigmoid(w[:-1] @ x[:-1] + b),
        ),
        Suspect(
            "assigned-for-added",
            "Only the last input has an effect: does each term replace the ones before?",
            lambda w, x, b: sigmoid(w[-1] * x[-1] + b),
        ),
        Suspect(
            "sign-missing",
            "It falls where it should rise: look at the sign in the exponent.",
            lambda w, x, b: sigmoid(-(w @ x + b)),
        ),
    ),
    "layer_forward": (
        Suspect("matrix-transposed", TURNED, lambda W, x, b: layer(W.T @ x + b)),
        Suspect("bias-forgotten", NO_BIAS, lambda W, x, b: layer(W @ x)),
        Suspect("bias-after-activation", BIAS_LATE, lambda W, x, b: (W @ x, sigmoid(W @ x) + b)),
        Suspect(
            "bias-only-in-u",
            "u is right, and y is what it would be without the bias. In which order are they "
            "computed?",
            lambda W, x, b: (W @ x + b, sigmoid(W @ x)),
        ),
        Suspect(
            "activation-twice",
            "The activation went into u already. u is the sum before it.",
            lambda W, x, b: layer(sigmoid(W @ x + b)),
        ),
        Suspect("activation-missing", NO_ACTIVATION, lambda W, x, b: (W @ x + b, W @ x + b)),
        Suspect(
            "star-for-at",
            "Weights and inputs are multiplied entry by entry, and nothing is added up.",
            lambda W, x, b: layer((W * x).T + b),
        ),
        Suspect(
            "one-bias-for-all",
            "The first bias is used for every unit.",
            lambda W, x, b: layer(W @ x + b[0]),
        ),
        Suspect(
            "activation-of-input",
            "The activation acts on the inputs, before the weights.",
            lambda W, x, b: layer(W @ sigmoid(x) + b),
        ),
    ),
    "sigmoid_prime_from_output": (
        Suspect(
            "sigmoid-twice",
            "y went through the sigmoid once more. It is the activation already.",
            lambda y: slope(y),
        ),
        Suspect(
            "tanh-assumed", "This is the rule for tanh. The units are sigmoids.", lambda y: 1 - y**2
        ),
    ),
}
