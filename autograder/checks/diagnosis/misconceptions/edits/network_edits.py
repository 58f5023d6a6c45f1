"""The ways in which people do a step of a backward pass otherwise.

An edit that needs arrays of equal shapes, or several layers, raises ValueError where they are not.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import EVERY, Edit
from autograder.checks.diagnosis.misconceptions.edits.network_pass import Pass
from autograder.checks.diagnosis.misconceptions.networks import (
    sigmoid,
    size_permitting,
    slope,
    turned_if_square,
)

IN_HIDDEN = "-in-hidden-layers"
TWO_NAMES = ("slope-missing", "slope-at-activation")  # one in the last layer, one below it

FORWARD = (
    Edit("affine", "forgets-the-bias", "The forward pass goes without biases.",
         lambda run, i: run.xs[i] @ run.weights[i]),
    Edit("activation", "bias-left-out-on-the-way",
         "The forward pass keeps the right pre-activations, but its activations have no bias.",
         lambda run, i: sigmoid(run.xs[i] @ run.weights[i])),
    Edit("affine", "bias-added-to-weights",
         "In the forward pass the bias is added to the weights, before the product.",
         lambda run, i: run.xs[i] @ (run.weights[i] + run.biases[i])),
    Edit("activation", "activation-twice", "The forward pass applies the sigmoid two times.",
         lambda run, i: sigmoid(sigmoid(run.us[i]))),
)  # fmt: skip
ERRORS = (
    Edit("error", "sign-reversed", "The error has the wrong sign: which of two is subtracted?",
         lambda run: run.target - run.xs[-1], traced=True),
    Edit("error", "target-added", "Output and target are added. How far is one from the other?",
         lambda run: run.xs[-1] + run.target),
    Edit("error", "target-left-out", "The target has no effect on the error.",
         lambda run: run.xs[-1]),
    Edit("error", "preactivation-minus-target",
         "The target is subtracted from the pre-activation. What does the loss compare it with?",
         lambda run: run.us[-1] - run.target),
    Edit("error", "target-doubled", "The target comes in twice. How far is the output from it?",
         lambda run: run.xs[-1] - 2 * run.target),
    Edit("error", "output-doubled", "The output comes in twice. How far is it from the target?",
         lambda run: 2 * run.xs[-1] - run.target),
    Edit("error", "loss-returned", "The error comes in squared, as in the loss itself.",
         lambda run: 0.5 * (run.xs[-1] - run.target) ** 2),
    Edit("error", "error-squared", "The error comes in squared.",
         lambda run: (run.xs[-1] - run.target) ** 2),
    Edit("error", "norm-for-square",
         "The error is divided by its length: the loss has the square of that length.",
         lambda run: (run.xs[-1] - run.target)
         / np.linalg.norm(run.xs[-1] - run.target, axis=1, keepdims=True)),
    Edit("error", "sign-of-error", "Of the error only the sign is used.",
         lambda run: np.sign(run.xs[-1] - run.target)),
    Edit("error", "mean-squared-error",
         "The error is doubled and divided by the number of outputs, as in a mean over them.",
         lambda run: 2 * (run.xs[-1] - run.target) / run.target.shape[1], traced=True),
)  # fmt: skip
SCALES = (
    Edit("scale", "factor-two", "There is a 2 too much: what becomes of the ½?",
         lambda run, error: 2 * error / len(error), traced=True),
    Edit("scale", "factor-half", "There is a ½ too much: what becomes of it in the derivative?",
         lambda run, error: error / 2 / len(error), traced=True),
    Edit("scale", "mean-over-outputs", "It is divided by the number of outputs as well.",
         lambda run, error: error / error.size, traced=True),
    Edit("scale", "sum-for-mean", "The samples are added up. Their mean is asked for.",
         lambda run, error: _of_several(run, error), traced=True),
    Edit("scale", "mean-taken-twice", "It is divided by the number of samples twice.",
         lambda run, error: _of_several(run, error / len(error) ** 2), traced=True),
)  # fmt: skip
# Each is made for the last layer and for the hidden ones; {where} says which.
SLOPES = (
    Edit("", "slope-missing", "The slope of the activation is missing {where}.",
         lambda run, i: 1.0),
    Edit("", "slope-at-activation",
         "The slope is taken at the activation {where}. At which number does a unit stand on the "
         "curve?",
         lambda run, i: slope(run.xs[i + 1])),
    Edit("", "preactivation-for-activation",
         "The rule that gives the slope from the activation was given the pre-activation {where}.",
         lambda run, i: run.us[i] * (1 - run.us[i])),
    Edit("", "activation-for-slope", "The activation stands where its slope belongs {where}.",
         lambda run, i: run.xs[i + 1]),
    Edit("", "slope-twice", "The slope of the activation is in it twice {where}.",
         lambda run, i: slope(run.us[i]) ** 2),
    Edit("", "slope-of-tanh", "The slope is that of tanh {where}; the units are sigmoids.",
         lambda run, i: 1 - run.xs[i + 1] ** 2),
    Edit("", "slope-of-tanh", "The slope is that of tanh {where}; the units are sigmoids.",
         lambda run, i: 1 - np.tanh(run.us[i]) ** 2),
    Edit("", "plus-for-minus",
         "A plus stands where a minus belongs {where}: what is the slope where a unit is almost 1?",
         lambda run, i: run.xs[i + 1] * (1 + run.xs[i + 1])),
    Edit("", "one-minus-activation", "A factor of the slope is missing {where}.",
         lambda run, i: 1 - run.xs[i + 1]),
    Edit("", "times-preactivation",
         "The slope is multiplied by the pre-activation as well {where}.",
         lambda run, i: slope(run.us[i]) * run.us[i]),
    Edit("", "times-activation", "The slope is multiplied by the activation as well {where}.",
         lambda run, i: slope(run.us[i]) * run.xs[i + 1]),
    Edit("", "slope-of-the-error",
         "The slope is made from what it is multiplied with {where}. At which number does a unit "
         "stand on the curve?",
         lambda run, i: 1 - run.passed[-1]),
    Edit("", "slope-of-the-error",
         "The slope is made from what it is multiplied with {where}. At which number does a unit "
         "stand on the curve?",
         lambda run, i: run.passed[-1] * (1 - run.passed[-1])),
    Edit("", "slope-of-the-error",
         "The slope is made from what it is multiplied with {where}. At which number does a unit "
         "stand on the curve?",
         lambda run, i: slope(run.passed[-1])),
    Edit("", "slope-of-the-target",
         "The slope is made from the target {where}. At which number does a unit stand on the "
         "curve?",
         lambda run, i: slope(_fitting(run.target, run.us[i]))),
    Edit("", "slope-of-the-target",
         "The slope is made from the target {where}. At which number does a unit stand on the "
         "curve?",
         lambda run, i: _fitting(run.target, run.us[i]) * (1 - run.target)),
    Edit("", "slope-of-the-target",
         "The slope is made from the target {where}. At which number does a unit stand on the "
         "curve?",
         lambda run, i: run.xs[i + 1] * (1 - _fitting(run.target, run.us[i]))),
    Edit("", "slope-added",
         "The slope is added {where} to what comes back. What does a step through a curve do with "
         "it?",
         lambda run, i: 1 + slope(run.us[i]) / run.passed[-1]),
    Edit("", "slope-divided",
         "What comes back is divided by the slope {where}. What does a step through a curve do "
         "with it?",
         lambda run, i: 1 / slope(run.us[i])),
    Edit("", "upstream-twice", "What comes back is multiplied in twice {where}.",
         lambda run, i: slope(run.us[i]) * run.passed[-1]),
    Edit("", "preactivation-in-one-factor",
         "In one factor of the slope the pre-activation stands where the activation belongs "
         "{where}.",
         lambda run, i: run.us[i] * (1 - run.xs[i + 1])),
    Edit("", "preactivation-in-one-factor",
         "In one factor of the slope the pre-activation stands where the activation belongs "
         "{where}.",
         lambda run, i: run.xs[i + 1] * (1 - run.us[i])),
    Edit("", "one-slope-for-all",
         "All units have one and the same slope {where}, the sum of theirs. Each stands at a place "
         "of its own.",
         lambda run, i: np.sum(slope(run.us[i]), axis=1, keepdims=True)),
    Edit("", "slope-of-the-layer-below",
         "The slope is that of the layer below {where}: the index of u is off by one.",
         lambda run, i: slope(_fitting(run.us[i - 1] if i else run.xs[0], run.us[i]))),
    Edit("", "slope-of-the-wrong-layer",
         "The slope is that of the layer above {where}: the index of u is off by one.",
         lambda run, i: slope(_fitting(run.us[(i + 1) % len(run.us)], run.us[i]))),
)  # fmt: skip
BACK = (
    Edit("sent", "passed-on-before-the-slope",
         "What goes on to the layer below is the gradient from before the slope.",
         lambda run: run.passed[-1]),
    Edit("through", "matrix-not-transposed",
         "Where a W is square, its rows are used on the way back where columns belong.",
         lambda run, i, sent, dW: sent @ turned_if_square(run.weights[i]).T),
    Edit("through", "weights-reshaped",
         "On the way back, W was given the right shape, but its entries are in their old order.",
         lambda run, i, sent, dW: sent
         @ np.reshape(run.weights[i].T, run.weights[i].shape).T),
    Edit("through", "gradient-for-weights",
         "On the way back, the gradient of W stands where W belongs.",
         lambda run, i, sent, dW: sent @ dW.T),
    Edit("through", "column-of-the-bias",
         "On the way back, units have the weights of their neighbours, and one of them a bias. "
         "Where do the weights of a unit stand, and where does the bias?",
         lambda run, i, sent, dW: sent @ np.delete(_with_bias(run, i), 0, axis=0).T),
    Edit("through", "column-of-the-bias",
         "On the way back, units have the weights of their neighbours, and one of them a bias. "
         "Where do the weights of a unit stand, and where does the bias?",
         lambda run, i, sent, dW: sent @ np.delete(_with_bias(run, i), 1, axis=0).T),
    Edit("through", "column-of-the-bias",
         "On the way back, units have the weights of their neighbours, and one of them a bias. "
         "Where do the weights of a unit stand, and where does the bias?",
         lambda run, i, sent, dW: sent @ np.roll(_with_bias(run, i), 1, axis=0)[:-1].T),
    Edit("through", "weights-left-out", "The error terms come back without their weights.",
         lambda run, i, sent, dW: np.sum(sent, axis=1, keepdims=True)),
    Edit("through", "delta-summed",
         "On the way back, weights and error terms are added up separately.",
         lambda run, i, sent, dW: np.sum(sent, axis=1, keepdims=True)
         * np.sum(run.weights[i], axis=1)),
    Edit("through", "elementwise-for-product",
         "On the way back, W and the error term are multiplied entry by entry.",
         lambda run, i, sent, dW: np.sum(
             _square(run.weights[i]).T * sent[:, :, np.newaxis], axis=2)),
    Edit("through", "upstream-left-out", "On the way back, the weights are added up alone.",
         lambda run, i, sent, dW: np.broadcast_to(
             np.sum(run.weights[i], axis=1), run.xs[i].shape)),
    Edit("through", "one-path-only",
         "On the way back, only the first unit of the layer above passes its error term on.",
         lambda run, i, sent, dW: sent[:, :1] * run.weights[i][:, 0]),
    Edit("through", "assigned-for-added",
         "On the way back, only the last unit of the layer above has an effect.",
         lambda run, i, sent, dW: sent[:, -1:] * run.weights[i][:, -1]),
    Edit("through", "last-path-left-out",
         "On the way back, the last unit of the layer above is missing.",
         lambda run, i, sent, dW: sent[:, :-1] @ run.weights[i][:, :-1].T),
    Edit("through", "first-path-left-out",
         "On the way back, the first unit of the layer above is missing.",
         lambda run, i, sent, dW: sent[:, 1:] @ run.weights[i][:, 1:].T),
    Edit("through", "mean-over-paths", "On the way back, the paths are averaged.",
         lambda run, i, sent, dW: sent @ run.weights[i].T / sent.shape[1]),
    Edit("through", "weights-of-another-layer",
         "On the way back, the weights are those of another layer.",
         lambda run, i, sent, dW: sent @ _fitting(run.weights[i - 1], run.weights[i]).T),
)  # fmt: skip
GRADIENTS = (
    Edit("used", "parameters-before-slope",
         "Weights and biases take the gradient as it is before the slope of their layer.",
         lambda run, i: run.passed[-1]),
    Edit("used", "error-term-of-the-layer-above",
         "Weights and biases are made with the error term of the layer above where that fits.",
         lambda run, i: size_permitting(run.deltas[-2:][0], run.deltas[-1])),
    Edit("below", "preactivation-for-input",
         "The weights are made with the pre-activation of the layer below. What does W multiply in "
         "the forward pass?",
         lambda run, i: run.us[i - 1] if i else run.xs[0]),
    Edit("below", "activation-too-high",
         "The weights are made with the output of their layer where it has the size.",
         lambda run, i: size_permitting(run.xs[i + 1], run.xs[i])),
    Edit("below", "activation-too-high",
         "The weights are made with the output of their own layer. What does W multiply in the "
         "forward pass?",
         lambda run, i: run.xs[i + 1]),
    Edit("below", "error-term-for-input",
         "The weights are made with the error term alone, which comes in twice. What does W "
         "multiply in the forward pass?",
         lambda run, i: run.deltas[-1]),
    Edit("below", "activation-applied",
         "The input of a layer went through the activation once more before the weights were made.",
         lambda run, i: sigmoid(run.xs[i])),
    Edit("below", "slope-applied",
         "The weights are made with the slope of the layer below in place of its activation.",
         lambda run, i: slope(run.us[i - 1]) if i else run.xs[0]),
    Edit("below", "input-left-out", "The weights are made without the input of their layer.",
         lambda run, i: np.ones_like(run.xs[i])),
    Edit("weights", "transposed", "Row and column of dW are exchanged where W is square.",
         lambda run, i, below, delta: turned_if_square(below.T @ delta)),
    Edit("weights", "weights-for-input",
         "The weights themselves stand where the input of their layer belongs. What does W "
         "multiply in the forward pass?",
         lambda run, i, below, delta: run.weights[i] * np.sum(delta, axis=0)),
    Edit("weights", "input-summed",
         "Each weight has the sum over all inputs of its layer. Which of them does it multiply?",
         lambda run, i, below, delta: np.broadcast_to(
             np.sum(below, axis=1) @ delta, run.weights[i].shape)),
    Edit("weights", "added-for-multiplied",
         "For the weights, error term and input are added.",
         lambda run, i, below, delta: np.add.outer(np.sum(below, axis=0), np.sum(delta, axis=0))),
    Edit("weights", "weights-before-slope",
         "The weights take the gradient as it is before the slope of their layer.",
         lambda run, i, below, delta: below.T @ run.passed[-1]),
    Edit("weights", "weights-not-filled", "The weights' gradients stay 0.",
         lambda run, i, below, delta: 0 * (below.T @ delta), traced=True),
    Edit("weights", "weights-sign-reversed", "The weights' gradients have the wrong sign.",
         lambda run, i, below, delta: -(below.T @ delta), traced=True),
    Edit("biases", "bias-before-slope",
         "The biases take the gradient as it is before the slope of their layer.",
         lambda run, i, delta: np.sum(run.passed[-1], axis=0)),
    Edit("biases", "bias-summed-over-units", "Each bias has the sum over all units of its layer.",
         lambda run, i, delta: np.full_like(run.biases[i], np.sum(delta))),
    Edit("biases", "bias-averaged", "The biases have the mean over the units of their layer.",
         lambda run, i, delta: np.full_like(run.biases[i], np.mean(np.sum(delta, axis=0)))),
    Edit("biases", "bias-with-input",
         "In the biases' gradients stands the sum of the inputs as well. What does a bias "
         "multiply?",
         lambda run, i, delta: np.sum(run.xs[i], axis=1) @ delta),
    Edit("biases", "bias-for-its-gradient", "The biases stand where their gradients belong.",
         lambda run, i, delta: run.biases[i]),
    Edit("biases", "bias-times-activation",
         "The biases' gradients are multiplied by the output of their layer.",
         lambda run, i, delta: np.sum(delta * run.xs[i + 1], axis=0)),
    Edit("biases", "bias-times-itself", "The biases' gradients are multiplied by the biases.",
         lambda run, i, delta: np.sum(delta, axis=0) * run.biases[i]),
    Edit("biases", "biases-not-filled", "The biases' gradients stay 0.",
         lambda run, i, delta: np.zeros_like(run.biases[i]), traced=True),
    Edit("biases", "biases-sign-reversed", "The biases' gradients have the wrong sign.",
         lambda run, i, delta: -np.sum(delta, axis=0), traced=True),
    Edit("biases", "bias-divided-twice",
         "The biases are divided by the number of samples once more.",
         lambda run, i, delta: _of_several(run, np.sum(delta, axis=0) / len(delta))),
    Edit("biases", "biases-summed", "The biases have the sum over the samples.",
         lambda run, i, delta: _of_several(run, np.sum(delta, axis=0) * len(delta))),
    Edit("biases", "last-sample-for-bias", "Of the samples, the last alone reaches the biases.",
         lambda run, i, delta: _of_several(run, delta[-1])),
)  # fmt: skip


def edits_of_steps(*steps: str) -> tuple[Edit, ...]:
    """Return the edits of some steps, for an exercise that asks for one layer or for less."""
    placed = [
        *ERRORS,
        *(_of_slope(edit, "slope", EVERY, "", "") for edit in SLOPES),
        *BACK,
        *GRADIENTS,
    ]
    return tuple(edit for edit in placed if edit.step in steps)


def edits_for(layers: int) -> tuple[Edit, ...]:
    """Return all edits of a network with so many layers, of every layer and of each alone."""
    return tuple(_placed(layers))


def _placed(layers: int) -> Iterator[Edit]:
    yield from FORWARD
    yield from (*ERRORS, *SCALES)
    last = layers - 1
    yield Edit("activation", "last-layer-linear", "The last layer has no activation.",
               lambda run, i: run.us[i], last)  # fmt: skip
    if layers > 1:
        yield Edit("sent", "error-left-out-below",
                   "The last layer is right. What goes down from it lacks the error: the slope "
                   "goes alone.",
                   lambda run: slope(run.us[-1]) / len(run.target), last)  # fmt: skip
    for edit in SLOPES:
        yield _of_slope(edit, "output slope", last, "in the last layer", "-at-output")
        suffix = IN_HIDDEN if edit.name in TWO_NAMES else ""
        if layers > 1:
            yield _of_slope(edit, "hidden slope", EVERY, "in the hidden layers", suffix)
        if layers > 2:
            for i in range(last):
                yield _of_slope(edit, "hidden slope", i, f"in layer {i + 1}", suffix)
    for edit in (*BACK, *GRADIENTS):
        first = 1 if edit.step in ("sent", "through") else 0
        if first < layers:
            yield edit
        if layers - first > 1:
            yield from (
                replace(edit, hint=f"In layer {i + 1}: {_small(edit.hint)}", layer=i)
                for i in range(first, layers)
            )


def _of_slope(edit: Edit, step: str, layer: int, where: str, suffix: str) -> Edit:
    name, hint = edit.name + suffix, edit.hint.replace(" {where}", where and f" {where}")
    return replace(edit, step=step, name=name, layer=layer, hint=hint)


def _small(hint: str) -> str:
    return hint if hint[1] == " " or hint[:2].isupper() else hint[0].lower() + hint[1:]


def _fitting(array: Any, other: Any) -> Any:
    if array is other or array.shape != other.shape:
        raise ValueError("nothing else has this shape")
    return array


def _square(W: Any) -> Any:
    if W.shape[0] != W.shape[1]:
        raise ValueError("no square matrix")
    return W


def _with_bias(run: Pass, i: int) -> Any:
    """Return the weights of a layer and, as one more row, its biases."""
    return np.vstack([run.weights[i], run.biases[i]])


def _of_several(run: Pass, made: Any) -> Any:
    if len(run.target) == 1:
        raise ValueError("one sample alone")
    return made
