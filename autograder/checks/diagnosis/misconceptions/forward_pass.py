"""Mistakes in the sigmoid, a unit, a layer, and the forward pass of a network."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.networks import (
    CANCELLED,
    passes,
    sigmoid,
    slope,
    turned_if_square,
)
from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects

NO_BIAS = "These numbers come out without the bias."
BIAS_LATE = "The bias is added after the activation. Is it part of the sum or of its result?"
BIAS_OFTEN = "The bias is added once for each input. How often does a unit have one?"
NO_ACTIVATION = "The activation is missing: these are the sums themselves."
TWICE = "The activation is applied two times."
TURNED = (
    "These numbers come out when the columns of a square W are used where its rows belong. Which "
    "entries of W lead into unit 1?"
)
BIAS_SUBTRACTED = "The bias comes in with the wrong sign."
SLOPE = "These are slopes of the activation. Its values are asked for."
ANOTHER = "The activation is tanh, which runs from −1 to 1. The units are sigmoids."
PREACTIVATION_PASSED_ON = "Each layer gets the pre-activation of the one below. What is handed on?"
LAST_LINEAR = "Everything up to the last layer is right; there the activation is missing."
FROM_THE_INPUT = (
    "Layers work on the input of the network. What does a layer get from the one below?"
)

Pass = Callable[[Any, Any], tuple[list[Any], list[Any]]]  # from (params, x) to (us, xs)

no_bias = partial(passes, pre=lambda W, x, b: W @ x)
bias_subtracted = partial(passes, pre=lambda W, x, b: W @ x - b)
last_linear = partial(passes, last=lambda u: u)
no_activation = partial(passes, activation=lambda u: u)
twice = partial(passes, activation=lambda u: sigmoid(sigmoid(u)))


def layer(u: Any) -> tuple[Any, Any]:
    """Return (u, y) of a layer."""
    return u, sigmoid(u)


def turned(params: Any, x: Any) -> tuple[list[Any], list[Any]]:
    """Use square matrices as their transpose."""
    return passes([(turned_if_square(W), b) for W, b in params], x)


def each_from_the_input(params: Any, x: Any) -> tuple[list[Any], list[Any]]:
    """Let every layer that has room for it work on the input of the network."""
    return passes(params, x, pre=lambda W, below, b: W @ (x if W.shape[1] == len(x) else below) + b)


def preactivation_passed_on(params: Any, x: Any) -> tuple[list[Any], list[Any]]:
    """Feed the next layer with u in place of its activation."""
    us, _ = no_activation(params, x)
    return us, [x, *map(sigmoid, us)]


def clipped(returned: Any, params: Any, x: Any) -> tuple[list[Any], list[Any]]:
    """Cut large u off; the limit is read from the answer."""
    limit = max(np.max(np.abs(u)) for u in returned[0])
    return passes(params, x, pre=lambda W, x, b: np.clip(W @ x + b, -limit, limit))


def activations(wrong: Pass) -> Callable[[Any, Any], list[Any]]:
    """Return the function that returns [x0, …, xL] alone."""
    return lambda params, x: wrong(params, x)[1]


def output(wrong: Pass) -> Callable[..., Any]:
    """Return the function that returns the output alone, given W1, b1, W2, b2 and x."""
    return lambda W1, b1, W2, b2, x: wrong([(W1, b1), (W2, b2)], x)[1][-1]


def in_rows(wrong: Pass, part: int = 1) -> Callable[[Any, Any], list[Any]]:
    """Return the function that returns [X0, …, XL], or [U1, …, UL] as part 0, in rows."""

    def answer(params: Any, X: Any) -> list[Any]:
        columns = [(W.T, b[:, np.newaxis]) for W, b in params]
        return [A.T for A in wrong(columns, X.T)[part]]

    return answer


def one_array(params: Any, X: Any) -> list[Any]:
    """Let layers of equal size share one array, so that the last one to write wins."""
    cache = in_rows(passes)(params, X)
    last = {A.shape[1]: A for A in cache[1:]}
    return [X, *(last[A.shape[1]] for A in cache[1:])]


def one_side_wrong(returned: Any, u: Any, right: Any) -> Any:
    """Keep what was returned, where it need not be right, if all of it is wrong there."""
    wrong = np.abs(returned - sigmoid(u)) > 1e-6
    if np.ndim(u) == 0 or not np.any(right) or not np.array_equal(wrong, ~right):
        raise ValueError("both sides are wrong, or a part of one")
    return np.where(right, sigmoid(u), returned)


def mean_bias(params: Any, x: Any) -> tuple[list[Any], list[Any]]:
    """Give every unit the mean of all biases of its layer."""
    return passes([(W, np.full_like(b, np.mean(b))) for W, b in params], x)


def again_below(params: Any, x: Any) -> tuple[list[Any], list[Any]]:
    """Send what a layer gets from one of another size through the sigmoid once more."""
    return passes(
        params,
        x,
        pre=lambda W, below, b: W @ (below if below.shape == x.shape else sigmoid(below)) + b,
    )


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
    "pre_activation": (
        Suspect("bias-forgotten", NO_BIAS, lambda w, x, b: w @ x),
        Suspect("bias-in-every-term", BIAS_OFTEN, lambda w, x, b: w @ x + len(x) * b),
        Suspect("bias-in-every-term", BIAS_OFTEN, lambda w, x, b: w @ x + (len(x) + 1) * b),
        Suspect("bias-subtracted", BIAS_SUBTRACTED, lambda w, x, b: w @ x - b),
        Suspect(
            "terms-subtracted",
            "The terms come in with the wrong sign; the bias has the right one.",
            lambda w, x, b: b - w @ x,
        ),
        Suspect(
            "assigned-for-added",
            "Only the last term has an effect: does each one replace what was there before?",
            lambda w, x, b: w[-1] * x[-1],
        ),
        Suspect(
            "assigned-for-added",
            "Only the bias and the last term have an effect: does each term replace those before?",
            lambda w, x, b: b + w[-1] * x[-1],
        ),
        Suspect(
            "weights-left-out",
            "The inputs are added up without their weights.",
            lambda w, x, b: b + np.sum(x),
        ),
        Suspect(
            "inputs-left-out",
            "The weights are added up without the inputs.",
            lambda w, x, b: b + np.sum(w),
        ),
        Suspect(
            "added-for-multiplied",
            "A weight and its input are added. What does a connection do with its input?",
            lambda w, x, b: b + np.sum(w + x),
        ),
        Suspect(
            "terms-multiplied",
            "The terms are multiplied with each other. How do they come together?",
            lambda w, x, b: b * np.prod(w * x),
        ),
        Suspect(
            "one-index-fixed",
            "One weight serves all inputs. Which weight belongs to input j?",
            lambda w, x, b: b + w[0] * np.sum(x),
        ),
        Suspect(
            "one-index-fixed",
            "One input serves all weights. Which input belongs to weight j?",
            lambda w, x, b: b + x[0] * np.sum(w),
        ),
        Suspect(
            "activation-applied",
            "The activation went over it. The sum before it is asked for.",
            lambda w, x, b: sigmoid(w @ x + b),
        ),
    ),
    "two_layers": (
        Suspect("last-layer-linear", LAST_LINEAR, output(last_linear)),
        Suspect("activation-missing", "No layer applies its activation.", output(no_activation)),
        Suspect("activation-twice", TWICE, output(twice)),
        Suspect(
            "preactivation-passed-on",
            "The second layer gets the pre-activation of the first. What is handed on?",
            output(preactivation_passed_on),
        ),
        Suspect("bias-forgotten", NO_BIAS, output(no_bias)),
        Suspect(
            "first-bias-forgotten",
            "These numbers come out without the bias of layer 1.",
            output(lambda params, x: passes([(params[0][0], 0), params[1]], x)),
        ),
        Suspect(
            "last-bias-forgotten",
            "These numbers come out without the bias of layer 2.",
            output(lambda params, x: passes([params[0], (params[1][0], 0)], x)),
        ),
        Suspect("bias-subtracted", BIAS_SUBTRACTED, output(bias_subtracted)),
        Suspect(
            "first-bias-subtracted",
            "The bias of layer 1 comes in with the wrong sign.",
            output(lambda params, x: passes([(params[0][0], -params[0][1]), params[1]], x)),
        ),
        Suspect(
            "last-bias-subtracted",
            "The bias of layer 2 comes in with the wrong sign.",
            output(lambda params, x: passes([params[0], (params[1][0], -params[1][1])], x)),
        ),
        Suspect(
            "last-activation-twice",
            "In the last layer the activation is applied two times.",
            output(partial(passes, last=lambda u: sigmoid(sigmoid(u)))),
        ),
        Suspect(
            "bias-after-activation",
            BIAS_LATE,
            lambda W1, b1, W2, b2, x: sigmoid(W2 @ (sigmoid(W1 @ x) + b1)) + b2,
        ),
        Suspect("tanh", ANOTHER, output(partial(passes, activation=np.tanh))),
        Suspect(
            "input-activated",
            "The input went through the activation. It is handed in as it is.",
            output(lambda params, x: passes(params, sigmoid(x))),
        ),
        Suspect(
            "hidden-returned",
            "These are the activations of layer 1. Those of layer 2 are asked for.",
            lambda W1, b1, W2, b2, x: sigmoid(W1 @ x + b1),
        ),
    ),
    "neuron": (
        Suspect("bias-forgotten", NO_BIAS, lambda w, x, b: sigmoid(w @ x)),
        Suspect("bias-after-activation", BIAS_LATE, lambda w, x, b: sigmoid(w @ x) + b),
        Suspect(
            "bias-in-every-term",
            BIAS_OFTEN,
            lambda w, x, b: sigmoid(w @ x + len(x) * b),
        ),
        Suspect(
            "bias-subtracted",
            "The bias comes in with the wrong sign: where does the bracket of the exponent end?",
            lambda w, x, b: sigmoid(w @ x - b),
        ),
        Suspect("activation-missing", NO_ACTIVATION, lambda w, x, b: w @ x + b),
        Suspect(
            "weights-left-out",
            "The inputs are added up without their weights.",
            lambda w, x, b: sigmoid(np.sum(x) + b),
        ),
        Suspect(
            "inputs-left-out",
            "The weights are added up without the inputs.",
            lambda w, x, b: sigmoid(np.sum(w) + b),
        ),
        Suspect(
            "added-for-multiplied",
            "A weight and its input are added. What does a connection do with its input?",
            lambda w, x, b: sigmoid(np.sum(w + x) + b),
        ),
        Suspect(
            "sum-left-out",
            "Only the bias has an effect.",
            lambda w, x, b: sigmoid(b),
        ),
        Suspect("slope-for-activation", SLOPE, lambda w, x, b: slope(w @ x + b)),
        Suspect("tanh", ANOTHER, lambda w, x, b: np.tanh(w @ x + b)),
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
        Suspect("bias-in-every-term", BIAS_OFTEN, lambda W, x, b: layer(W @ x + len(x) * b)),
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
        Suspect("bias-subtracted", BIAS_SUBTRACTED, lambda W, x, b: layer(W @ x - b)),
        Suspect(
            "bias-only-in-y",
            "y is right, and u is what it would be without the bias.",
            lambda W, x, b: (W @ x, sigmoid(W @ x + b)),
        ),
        Suspect(
            "activation-twice",
            "u is right. For y, the activation is applied two times.",
            lambda W, x, b: (W @ x + b, sigmoid(sigmoid(W @ x + b))),
        ),
        Suspect("slope-for-activation", SLOPE, lambda W, x, b: (W @ x + b, slope(W @ x + b))),
        Suspect("tanh", ANOTHER, lambda W, x, b: (W @ x + b, np.tanh(W @ x + b))),
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
            slope,
        ),
        Suspect(
            "tanh-assumed", "This is the rule for tanh. The units are sigmoids.", lambda y: 1 - y**2
        ),
        Suspect("cancelled", CANCELLED, lambda y: np.zeros(np.shape(y))),
        Suspect(
            "plus-for-minus",
            "A plus stands where a minus belongs: what is the slope where y is almost 1?",
            lambda y: y * (1 + y),
        ),
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
    "network_forward": (
        Suspect("last-layer-linear", LAST_LINEAR, activations(last_linear)),
        Suspect(
            "input-activated",
            "The input went through the activation. It is handed in as x0 already.",
            lambda params, x: passes(params, sigmoid(x))[1],
        ),
        Suspect(
            "pre-activations-returned",
            "These are the sums of each layer, before the activation.",
            lambda params, x: [x, *passes(params, x)[0]],
        ),
        Suspect(
            "activation-missing", "No layer applies its activation.", activations(no_activation)
        ),
        Suspect("activation-twice", TWICE, activations(twice)),
        Suspect(
            "preactivation-passed-on", PREACTIVATION_PASSED_ON, activations(preactivation_passed_on)
        ),
        Suspect("bias-subtracted", BIAS_SUBTRACTED, activations(bias_subtracted)),
        Suspect("tanh", ANOTHER, activations(partial(passes, activation=np.tanh))),
        Suspect("bias-forgotten", NO_BIAS, activations(no_bias)),
        Suspect("matrix-transposed", TURNED, activations(turned)),
        Suspect("input-for-every-layer", FROM_THE_INPUT, activations(each_from_the_input)),
    ),
    "forward": (
        Suspect("bias-left-out", NO_BIAS, no_bias),
        Suspect("activation-missing", "No layer applies its activation.", no_activation),
        Suspect("output-layer-linear", LAST_LINEAR, last_linear),
        Suspect("every-layer-from-the-input", FROM_THE_INPUT, each_from_the_input),
        Suspect(
            "preactivation-passed-on",
            PREACTIVATION_PASSED_ON,
            preactivation_passed_on,
        ),
        Suspect("bias-subtracted", BIAS_SUBTRACTED, bias_subtracted),
        Suspect("tanh", ANOTHER, partial(passes, activation=np.tanh)),
        Suspect("activation-twice", TWICE, twice),
        Suspect(
            "sigmoid-overflows",
            "All large u are cut off at the same limit. u itself must keep its value; the sigmoid "
            "of the lesson is safe for it.",
            clipped,
            follows=True,
        ),
        Suspect("matrix-transposed", TURNED, turned),
        Suspect(
            "activations-in-us",
            "The numbers in us are activations, as those in xs. What is the u of a unit?",
            lambda params, x: (passes(params, x)[1][1:], passes(params, x)[1]),
        ),
        Suspect(
            "relu-for-sigmoid",
            "The first activation is another function than the sigmoid: it cuts off what is "
            "negative.",
            partial(passes, activation=lambda u: np.maximum(u, 0)),
        ),
    ),
    "forward_rows": (
        Suspect("bias-left-out", NO_BIAS, in_rows(no_bias)),
        Suspect("bias-subtracted", BIAS_SUBTRACTED, in_rows(bias_subtracted)),
        Suspect(
            "preactivation-passed-on", PREACTIVATION_PASSED_ON, in_rows(preactivation_passed_on)
        ),
        Suspect("tanh", ANOTHER, in_rows(partial(passes, activation=np.tanh))),
        Suspect("activation-missing", "No layer applies its activation.", in_rows(no_activation)),
        Suspect(
            "preactivations-kept",
            "The cache holds pre-activations. What does the backward pass need of each layer?",
            lambda params, X: [X, *in_rows(passes, 0)(params, X)],
        ),
        Suspect("sigmoid-left-out-at-the-output", LAST_LINEAR, in_rows(last_linear)),
        Suspect(
            "one-array-for-all",
            "Layers of the same size hold the same numbers, those of the last of them: they share "
            "one array.",
            one_array,
        ),
        Suspect(
            "matrix-transposed",
            "A square W is used as its transpose. In row notation W leads from its rows to its "
            "columns.",
            in_rows(turned),
        ),
        Suspect(
            "bias-of-the-mean",
            "Every unit gets the mean of all biases of its layer.",
            in_rows(mean_bias),
        ),
        Suspect(
            "sigmoid-twice",
            "From the second layer on, the input of a layer went through the sigmoid once more.",
            in_rows(again_below),
        ),
    ),
}
