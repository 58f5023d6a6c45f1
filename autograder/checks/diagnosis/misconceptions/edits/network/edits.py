"""The ways in which people do a step of a backward pass otherwise.

An edit that needs arrays of equal shapes, or several layers, raises ValueError where they are not.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import Edit, ways
from autograder.checks.diagnosis.misconceptions.edits.network.forward import (
    LAYERS,
    in_layer,
    small,
)
from autograder.checks.diagnosis.misconceptions.edits.network.network_pass import (
    Pass,
    Step,
    fitting,
    of_several,
)
from autograder.checks.diagnosis.misconceptions.edits.network.slopes import slopes_of
from autograder.checks.diagnosis.misconceptions.edits.search import Arrays, Evaluate
from autograder.checks.diagnosis.misconceptions.networks import (
    fitted,
    sigmoid,
    size_permitting,
    slope,
    turned_if_square,
)

# In layer 1, from which nothing goes on down, as if its slope were at fault.
AS_A_SLOPE = ("parameters-before-slope", "parameters-with-the-slope-twice")
LIKE_HIDDEN = ("bias-before-slope", 2)  # layer 1 of so many is all the hidden ones
LEAST_RATE = 1e-6  # of a step that somebody takes
FORWARD = (
    "bias-forgotten",
    "bias-only-in-u",
    "bias-added-to-weights",
    "activation-twice",
)  # in front of a backward pass
ERRORS = (
    *ways("error", "sign-reversed", "The error has the wrong sign: which of two is subtracted?",
          lambda run, i: run.target - run.xs[-1], traced=True),
    *ways("error", "target-added", "Output and target are added. How far is one from the other?",
          lambda run, i: run.xs[-1] + run.target),
    *ways("error", "target-left-out", "The target has no effect on the error.",
          lambda run, i: run.xs[-1]),
    *ways("error", "preactivation-minus-target",
          "The target is subtracted from the pre-activation. What does the loss compare it with?",
          lambda run, i: run.us[-1] - run.target),
    *ways("error", "target-doubled", "The target comes in twice. How far is the output from it?",
          lambda run, i: run.xs[-1] - 2 * run.target),
    *ways("error", "output-doubled", "The output comes in twice. How far is it from the target?",
          lambda run, i: 2 * run.xs[-1] - run.target),
    *ways("error", "loss-returned", "The error comes in squared, as in the loss itself.",
          lambda run, i: 0.5 * (run.xs[-1] - run.target) ** 2),
    *ways("error", "error-squared", "The error comes in squared.",
          lambda run, i: (run.xs[-1] - run.target) ** 2),
    *ways("error", "norm-for-square",
          "The factor is one over the length of the error: the loss has the square of that "
          "length.",
          lambda run, i: (run.xs[-1] - run.target)
          / np.linalg.norm(run.xs[-1] - run.target, axis=1, keepdims=True)),
    *ways("error", "sign-of-error", "Of the error only the sign is used.",
          lambda run, i: np.sign(run.xs[-1] - run.target)),
    *ways("error", "mean-squared-error",
          "The error is doubled and divided by the number of outputs, as in a mean over them.",
          lambda run, i: 2 * (run.xs[-1] - run.target) / run.target.shape[1], traced=True),
)  # fmt: skip


def each_counts(weights: Callable[[int], Any]) -> Step:
    """Return the step that lets each sample count as much as is said, given their number."""

    def scaled(run: Pass, i: int) -> Any:
        return of_several(run, run.made.error * np.reshape(weights(len(run.target)), (-1, 1)))

    return scaled


def taken(samples: Callable[[Any, Any], tuple[Any, Any]]) -> Step:
    """Return the step that takes other samples, given inputs and targets."""
    return lambda run, i: of_several(run, samples(run.xs[0], run.target))


ONLY_LAST = "These are the numbers of the last sample alone: does each sample replace the others?"
SAMPLES = (
    *ways("samples", "one-target-for-all",
          "Every sample is compared with the target of the first.",
          taken(lambda X, Y: (X, np.broadcast_to(Y[0], Y.shape)))),
    *ways("samples", "one-input-for-all",
          "Every target is compared with the output of the first sample.",
          taken(lambda X, Y: (np.broadcast_to(X[0], X.shape), Y))),
    *ways("samples", "targets-apart",
          "Inputs and targets do not belong together: the targets are taken from the end.",
          taken(lambda X, Y: (X, Y[::-1]))),
    *ways("samples", "targets-apart",
          "Inputs and targets do not belong together: each input has the target of a neighbour.",
          taken(lambda X, Y: (X, np.roll(Y, 1, axis=0))),
          taken(lambda X, Y: (X, np.roll(Y, -1, axis=0)))),
    *ways("samples", "gradient-at-the-mean-sample",
          "This is the gradient for the mean of the inputs and the mean of the targets. The "
          "gradient of each sample comes first, the mean of them afterwards.",
          taken(lambda X, Y: (
              np.mean(X, axis=0, keepdims=True), np.mean(Y, axis=0, keepdims=True)))),
)  # fmt: skip
SCALES = (
    *ways("scale", "factor-two", "There is a 2 too much: what becomes of the ½?",
          lambda run, i: 2 * run.made.error / len(run.target), traced=True),
    *ways("scale", "factor-half",
          "Everything is half of what it should be: what becomes of the ½ when a square is "
          "differentiated?",
          lambda run, i: run.made.error / 2 / len(run.target)),
    *ways("scale", "mean-for-sum", "It is divided by the number of outputs as well.",
          lambda run, i: run.made.error / run.made.error.size),
    *ways("scale", "sum-for-mean", "The samples are added up. Their mean is asked for.",
          each_counts(lambda N: np.ones(N)), traced=True),
    *ways("scale", "mean-taken-twice", "It is divided by the number of samples twice.",
          each_counts(lambda N: np.ones(N) / N**2), traced=True),
    *ways("scale", "first-sample-twice",
          "The first sample counts twice: what is in the sum before the loop begins?",
          each_counts(lambda N: (1.0 + (np.arange(N) == 0)) / N)),
    *ways("scale", "last-sample-only",
          f"{ONLY_LAST} And it is divided as if all of them were in it.",
          each_counts(lambda N: (np.arange(N) == N - 1) / N)),
    *ways("scale", "assigned-for-added", ONLY_LAST,
          each_counts(lambda N: 1.0 * (np.arange(N) == N - 1))),
    *ways("scale", "only-one-sample",
          "These are the numbers of one sample alone. The mean over all of them is asked for.",
          each_counts(lambda N: 1.0 * (np.arange(N) == 0))),
    *ways("scale", "divided-in-the-loop",
          "The first samples count less than the last: where does the division stand, in the loop "
          "or after it?",
          each_counts(lambda N: float(N) ** (np.arange(N) - N))),
    *ways("scale", "averaged-one-by-one",
          "Each new gradient is averaged with what came before it: the last sample counts half, "
          "the one before a quarter. In a mean, how much does each count?",
          each_counts(lambda N: 0.5 ** np.minimum(N - np.arange(N), N - 1)),
          each_counts(lambda N: 0.5 ** (N - np.arange(N)))),
)  # fmt: skip
BACK = (
    *ways("sent", "passed-on-before-the-slope",
          "What goes on down is the gradient from before the slope.",
          lambda run, i: run.passed[-1]),
    *ways("sent", "passed-on-with-the-slope-twice",
          "What goes on down has the slope of the activation in it twice.",
          lambda run, i: run.deltas[-1] * slope(run.us[i])),
    *ways("through", "matrix-not-transposed",
          "Where a W is square, its rows are used on the way back where columns belong. Over which "
          "weights does a unit reach the layer above?",
          lambda run, i: run.made.sent @ turned_if_square(run.weights[i]).T),
    *ways("through", "weights-reshaped",
          "On the way back, W was given the right shape, but its entries are in their old order.",
          lambda run, i: run.made.sent @ _reshaped(run.weights[i]),
          lambda run, i: run.made.sent @ _reshaped(run.weights[i].T).T),
    *ways("through", "gradient-for-weights",
          "On the way back, the gradient of W stands where W belongs.",
          lambda run, i: run.made.sent @ run.made.weights.T),
    *ways("through", "column-of-the-bias",
          "On the way back, units have the weights of their neighbours, and one of them a bias. "
          "Where do the weights of a unit stand, and where does the bias?",
          lambda run, i: run.made.sent @ np.delete(_with_bias(run, i), 0, axis=0).T,
          lambda run, i: run.made.sent @ np.delete(_with_bias(run, i), 1, axis=0).T,
          lambda run, i: run.made.sent @ np.roll(_with_bias(run, i), 1, axis=0)[:-1].T),
    *ways("through", "weights-left-out", "What comes back is added up without its weights.",
          lambda run, i: np.sum(run.made.sent, axis=1, keepdims=True)),
    *ways("through", "delta-summed",
          "On the way back, the weights of a unit and what comes back are added up separately. "
          "Which belongs to which?",
          lambda run, i: np.sum(run.made.sent, axis=1, keepdims=True)
          * np.sum(run.weights[i], axis=1)),
    *ways("through", "elementwise-for-product",
          "On the way back, W and what comes back are multiplied entry by entry.",
          lambda run, i: np.sum(
              _square(run.weights[i]).T * run.made.sent[:, :, np.newaxis], axis=2)),
    *ways("through", "upstream-left-out", "On the way back, the weights are added up alone.",
          lambda run, i: np.broadcast_to(
              np.sum(run.weights[i], axis=1), run.xs[i].shape)),
    *ways("through", "one-path-only",
          "On the way back, only the first unit of the layer above passes anything on.",
          lambda run, i: run.made.sent[:, :1] * run.weights[i][:, 0]),
    *ways("through", "assigned-for-added",
          "On the way back, only the last unit of the layer above has an effect: does each path "
          "replace those before?",
          lambda run, i: run.made.sent[:, -1:] * run.weights[i][:, -1]),
    *ways("through", "last-path-left-out",
          "On the way back, the last unit of the layer above is missing.",
          lambda run, i: _of_three(run.made.sent)[:, :-1] @ run.weights[i][:, :-1].T),
    *ways("through", "first-path-left-out",
          "On the way back, the first unit of the layer above is missing.",
          lambda run, i: _of_three(run.made.sent)[:, 1:] @ run.weights[i][:, 1:].T),
    *ways("through", "mean-over-paths",
          "On the way back, the paths are averaged. How do they come together?",
          lambda run, i: run.made.sent @ run.weights[i].T / run.made.sent.shape[1]),
    *ways("through", "weights-of-another-layer",
          "On the way back, the weights are those of another layer.",
          lambda run, i: run.made.sent @ fitting(run.weights[i - 1], run.weights[i]).T),
)  # fmt: skip
GRADIENTS = (
    *ways("used", "parameters-before-slope",
          "Weights and biases take the gradient as it is before the slope of their layer.",
          lambda run, i: run.passed[-1]),
    *ways("used", "parameters-with-the-slope-twice",
          "In the gradients by weights and biases the slope of the activation is in it twice.",
          lambda run, i: run.deltas[-1] * slope(run.us[i])),
    *ways("used", "mean-for-sum", "Weights and biases are divided by the number of samples.",
          lambda run, i: of_several(run, run.deltas[-1] / len(run.target)), traced=True),
    *ways("used", "error-term-of-the-layer-above",
          "Weights and biases are made with the error term of the layer above where that fits.",
          lambda run, i: size_permitting(run.deltas[-2:][0], run.deltas[-1])),
    *ways("below", "preactivation-for-input",
          "The weights are made with the pre-activation of the layer below. What does W multiply "
          "in the forward pass?",
          lambda run, i: run.us[i - 1] if i else run.xs[0]),
    *ways("below", "activation-too-high",
          "The weights are made with the output of their layer where the sizes allow it. What does "
          "W multiply in the forward pass?",
          lambda run, i: size_permitting(run.xs[i + 1], run.xs[i])),
    *ways("below", "activation-too-high",
          "The weights are made with the output of their own layer. What does W multiply in the "
          "forward pass?",
          lambda run, i: run.xs[i + 1]),
    *ways("below", "error-term-for-input",
          "The weights are made from what comes back alone, which comes in twice. What does W "
          "multiply in the forward pass?",
          lambda run, i: run.deltas[-1]),
    *ways("below", "activation-applied",
          "The weights are made with an input that went through the activation once more.",
          lambda run, i: sigmoid(run.xs[i])),
    *ways("below", "slope-applied",
          "The weights are made with the slope of the layer below in place of its activation.",
          lambda run, i: slope(run.us[i - 1]) if i else run.xs[0]),
    *ways("below", "input-left-out", "The weights are made without the input of their layer.",
          lambda run, i: np.ones_like(run.xs[i])),
    *ways("weights", "transposed", "Row and column of dW are exchanged where W is square.",
          lambda run, i: turned_if_square(run.made.below.T @ run.made.used)),
    *ways("weights", "weights-for-input",
          "The weights themselves stand where the input of their layer belongs. What does W "
          "multiply in the forward pass?",
          lambda run, i: run.weights[i] * np.sum(run.made.used, axis=0)),
    *ways("weights", "input-summed",
          "Each weight has the sum over all inputs of its layer. Which of them does it multiply?",
          lambda run, i: np.broadcast_to(
              np.sum(run.made.below, axis=1) @ run.made.used, run.weights[i].shape)),
    *ways("weights", "added-for-multiplied",
          "For the weights, two numbers are added that belong together in another way.",
          lambda run, i: np.add.outer(
              np.sum(run.made.below, axis=0), np.sum(run.made.used, axis=0))),
    *ways("weights", "weights-before-slope",
          "The weights take the gradient as it is before the slope of their layer.",
          lambda run, i: run.made.below.T @ run.passed[-1]),
    *ways("weights", "weights-divided-twice",
          "The weights are divided by the number of samples once more.",
          lambda run, i: of_several(run, run.made.below.T @ run.made.used / len(run.made.used))),
    *ways("weights", "weights-not-filled", "The weights' gradients stay 0.",
          lambda run, i: 0 * (run.made.below.T @ run.made.used), traced=True),
    *ways("weights", "weights-sign-reversed", "The weights' gradients have the wrong sign.",
          lambda run, i: -(run.made.below.T @ run.made.used), traced=True),
    *ways("biases", "bias-before-slope",
          "The biases take the gradient as it is before the slope of their layer.",
          lambda run, i: np.sum(run.passed[-1], axis=0)),
    *ways("biases", "bias-summed-over-units", "Each bias has the sum over all units of its layer.",
          lambda run, i: np.full_like(run.biases[i], np.sum(run.made.used))),
    *ways("biases", "bias-summed-over-units",
          "The biases have one number for each sample. Each bias needs one, and every sample adds "
          "to it.",
          lambda run, i: of_several(run, np.sum(run.made.used, axis=1))),
    *ways("biases", "bias-averaged", "The biases have the mean over the units of their layer.",
          lambda run, i: np.full_like(run.biases[i], np.mean(np.sum(run.made.used, axis=0)))),
    *ways("biases", "bias-with-input",
          "In the biases' gradients stands the sum of the inputs as well. What does a bias "
          "multiply?",
          lambda run, i: np.sum(run.xs[i], axis=1) @ run.made.used),
    *ways("biases", "bias-for-its-gradient", "The biases stand where their gradients belong.",
          lambda run, i: run.biases[i]),
    *ways("biases", "bias-times-activation",
          "The biases' gradients are multiplied by the output of their layer.",
          lambda run, i: np.sum(run.made.used * run.xs[i + 1], axis=0)),
    *ways("biases", "bias-times-itself", "The biases' gradients are multiplied by the biases.",
          lambda run, i: np.sum(run.made.used, axis=0) * run.biases[i]),
    *ways("biases", "biases-not-filled", "The biases' gradients stay 0.",
          lambda run, i: np.zeros_like(run.biases[i]), traced=True),
    *ways("biases", "biases-sign-reversed", "The biases' gradients have the wrong sign.",
          lambda run, i: -np.sum(run.made.used, axis=0), traced=True),
    *ways("biases", "bias-divided-twice",
          "The biases are divided by the number of samples once more.",
          lambda run, i: of_several(run, np.sum(run.made.used, axis=0) / len(run.made.used))),
    *ways("biases", "biases-summed", "The biases have the sum over the samples.",
          lambda run, i: of_several(run, np.sum(run.made.used, axis=0) * len(run.made.used))),
    *ways("biases", "last-sample-for-bias", "Of the samples, the last alone reaches the biases.",
          lambda run, i: of_several(run, run.made.used[-1])),
)  # fmt: skip


def edits_of(edits: tuple[Edit, ...], *steps: str) -> tuple[Edit, ...]:
    """Return those edits that are about some steps, for an exercise that asks for less."""
    return tuple(edit for edit in edits if edit.step in steps)


def updated_on_the_way(evaluate: Evaluate, returned: Arrays, place: int) -> tuple[Edit, ...]:
    """Return the edit that takes a step on W before it is used; the rate is the student's own.

    Args:
        evaluate: returns the arrays of an answer.
        returned: those of the student.
        place: of them, which is the first that the step has an effect on.
    """

    def at(rate: float) -> tuple[Edit, ...]:
        return ways(
            "through", "updated-before-passing-on",
            "What goes on down went through weights that had already taken a step. Which weights "
            "did the forward pass use?",
            lambda run, i: run.made.sent @ (run.weights[i] - rate * run.made.weights).T,
        )  # fmt: skip

    right, moved = (list(evaluate(at(rate)))[place] for rate in (0.0, 1.0))
    if len(returned) <= place or returned[place].shape != right.shape:
        return ()
    rate = fitted(returned[place], right, moved - right)
    return at(rate) if np.isfinite(rate) and abs(rate) > LEAST_RATE else ()


def edits_for(layers: int) -> tuple[Edit, ...]:
    """Return all edits of a network with so many layers, of every layer and of each alone."""
    return tuple(_placed(layers))


def _placed(layers: int) -> Iterator[Edit]:
    yield from (*ERRORS, *SCALES)
    last = frozenset((layers - 1,))
    yield from ways(
        "curve", "last-layer-linear",
        "These are the gradients of a network whose last layer has no activation.",
        lambda run, i: (lambda u: u, np.ones_like), layers=last,
    )  # fmt: skip
    yield from ways(
        "activation", "last-layer-linear-on-the-way",
        "In the forward pass the last layer has no activation, on the way back it has.",
        lambda run, i: run.us[i], layers=last,
    )  # fmt: skip
    if layers > 1:
        yield from ways(
            "sent", "error-left-out-below",
            "What goes down from the last layer lacks the error: the slope goes alone.",
            lambda run, i: slope(run.us[-1]) / len(run.target), layers=last,
        )  # fmt: skip
        yield from ways(
            "biases", "bias-before-slope-in-hidden-layers",
            "The biases below the last layer take the gradient as it is before the slope of their "
            "layer.",
            lambda run, i: np.sum(run.passed[-1], axis=0), layers=frozenset(range(layers - 1)),
        )  # fmt: skip
    yield from slopes_of(layers)
    for edit in (*BACK, *GRADIENTS):
        first = 1 if edit.step in ("sent", "through") else 0
        if first < layers and not (layers == 1 and edit.name in AS_A_SLOPE):
            yield edit
        if layers - first > 1:
            yield from (
                in_layer(edit, i)
                for i in range(first, layers)
                if not (i == 0 and (edit.name in AS_A_SLOPE or (edit.name, layers) == LIKE_HIDDEN))
            )
    # Last, since they change everything and so would be tried beside everything.
    yield from SAMPLES
    for edit in LAYERS:
        if edit.name in FORWARD:
            yield replace(edit, hint=f"In the forward pass: {small(edit.hint)}")


def _square(W: Any) -> Any:
    if W.shape[0] != W.shape[1]:
        raise ValueError("no square matrix")
    return W


def _with_bias(run: Pass, i: int) -> Any:
    """Return the weights of a layer and, as one more row, its biases."""
    return np.vstack([run.weights[i], run.biases[i]])


def _reshaped(W: Any) -> Any:
    """Force a matrix into the shape of its transpose; a square one is transposed."""
    return W.T if W.shape[0] == W.shape[1] else W.reshape(W.shape[::-1])


def _of_three(units: Any) -> Any:
    """Return what comes from several units; without one of two, the other would be alone."""
    if units.shape[1] < 3:
        raise ValueError("too few units")
    return units
