"""The ways in which people do a step of a forward pass otherwise."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import Edit, ways
from autograder.checks.diagnosis.misconceptions.networks import sigmoid, slope, turned_if_square

NO_ACTIVATION = "The activation is missing: these are the sums themselves."
EACH_REPLACES = "does each term replace those before?"
# What is asked for; the last two of one unit.
ALL, ACTIVATIONS, OUTPUT, NEURON, SUM = "all", "activations", "output", "neuron", "sum"
# By what is asked for, the edits that are not seen in it, or look like another.
UNSEEN = {
    ALL: (),
    ACTIVATIONS: ("bias-only-in-u",),
    OUTPUT: ("bias-only-in-u", "preactivations-kept"),
    NEURON: ("bias-only-in-u", "relu-for-sigmoid", "bias-added-to-weights", "terms-multiplied"),
    SUM: (
        "bias-only-in-y",
        "bias-after-activation",
        "activation-twice",
        "bias-added-to-weights",
    ),
}
IN_FRONT = "activation-of-input"  # in layer 1 it is the input of the network that is activated
# Of every layer, and of each of several.
LAYERS = (
    *ways("shift", "bias-forgotten", "The bias is missing.",
          lambda run, i: (0.0, 0.0)),
    *ways("shift", "bias-subtracted", "The bias comes in with the wrong sign.",
          lambda run, i: (-run.biases[i], 0.0)),
    *ways("shift", "bias-after-activation",
          "The bias is added after the activation. Is it part of the sum or of its result?",
          lambda run, i: (0.0, run.biases[i])),
    *ways("shift", "bias-in-every-term",
          "The bias is added once for each input. How often does a unit have one?",
          lambda run, i: (len(run.weights[i]) * run.biases[i], 0.0),
          lambda run, i: ((len(run.weights[i]) + 1) * run.biases[i], 0.0)),
    *ways("shift", "one-bias-for-all", "The first bias is used for every unit.",
          lambda run, i: (run.biases[i][0], 0.0)),
    *ways("shift", "bias-of-the-mean", "Every unit gets the mean of all biases of its layer.",
          lambda run, i: (np.mean(run.biases[i]), 0.0)),
    *ways("affine", "bias-added-to-weights",
          "The bias is added to the weights, before the product. What is it added to in the sum of "
          "a unit?",
          lambda run, i: run.made.input @ (run.made.matrix + run.biases[i]),
          lambda run, i: run.made.input @ (run.made.matrix + run.biases[i]) + run.biases[i],
          lambda run, i: (run.made.input + run.biases[i]) @ run.made.matrix),
    *ways("matrix", "matrix-transposed",
          "These numbers come out when a square W is used as its transpose. Which entries of W "
          "lead into unit 1?",
          lambda run, i: turned_if_square(run.weights[i])),
    *ways("activation", "activation-missing", NO_ACTIVATION, lambda run, i: run.us[i]),
    *ways("activation", "activation-twice", "The activation is applied two times.",
          lambda run, i: sigmoid(sigmoid(run.us[i]))),
    *ways("affine", "activation-twice",
          "The activation went into the sum already, and is applied two times.",
          lambda run, i: sigmoid(run.made.product + run.biases[i])),
    *ways("activation", "activation-inside",
          "The activation acts on the inputs. On what does the unit apply it?",
          lambda run, i: sigmoid(run.xs[i]) @ run.weights[i] + run.biases[i]),
    *ways("activation", "tanh",
          "The activation is tanh, which runs from −1 to 1. The units are sigmoids.",
          lambda run, i: np.tanh(run.us[i])),
    *ways("activation", "relu-for-sigmoid",
          "The activation is another function than the sigmoid: it cuts off what is negative.",
          lambda run, i: np.maximum(run.us[i], 0)),
    *ways("activation", "slope-for-activation",
          "These are slopes of the activation. Its values are asked for.",
          lambda run, i: slope(run.us[i])),
    *ways("activation", "sign-missing",
          "It falls where it should rise: look at the sign in the exponent.",
          lambda run, i: sigmoid(-run.us[i])),
    *ways("activation", "bias-only-in-u",
          "The activations are what they would be without the bias, and the sums have it. In which "
          "order are they computed?",
          lambda run, i: sigmoid(run.made.product)),
    *ways("kept_sum", "bias-only-in-y",
          "The sums are what they would be without the bias, and the activations have it.",
          lambda run, i: run.us[i] - run.biases[i]),
    *ways("kept_sum", "activations-in-us",
          "The activation went over the sums that are returned. What is the u of a unit?",
          lambda run, i: run.xs[i + 1]),
    *ways("product", "weights-left-out", "The inputs are added up without their weights.",
          lambda run, i: _sum(run.made.input)),
    *ways("product", "inputs-left-out", "The weights are added up without the inputs.",
          lambda run, i: np.sum(run.made.matrix, axis=0)),
    *ways("product", "added-for-multiplied",
          "A weight and its input are added. What does a connection do with its input?",
          lambda run, i: _sum(run.made.input) + np.sum(run.made.matrix, axis=0)),
    *ways("product", "sum-left-out", "Only the bias has an effect.",
          lambda run, i: np.zeros((len(run.xs[0]), len(run.biases[i])))),
    *ways("product", "mean-for-sum", "The mean of the terms is taken where their sum belongs.",
          lambda run, i: run.made.input @ run.made.matrix / len(run.made.matrix)),
    *ways("product", "terms-subtracted",
          "The terms come in with the wrong sign; the bias has the right one.",
          lambda run, i: -run.made.input @ run.made.matrix),
    *ways("product", "last-input-left-out", "The last input has no effect. Where does the loop "
          "end?",
          lambda run, i: run.made.input[:, :-1] @ run.made.matrix[:-1]),
    *ways("product", "first-input-left-out", "The first input has no effect. Where does the loop "
          "begin?",
          lambda run, i: run.made.input[:, 1:] @ run.made.matrix[1:]),
    *ways("product", "assigned-for-added",
          f"Only the last input has an effect: {EACH_REPLACES}",
          lambda run, i: run.made.input[:, -1:] @ run.made.matrix[-1:]),
    *ways("affine", "assigned-for-added",
          f"Only the last term has an effect: {EACH_REPLACES}",
          lambda run, i: run.made.input[:, -1:] @ run.made.matrix[-1:]),
    *ways("product", "one-index-fixed",
          "One weight serves all inputs. Which weight belongs to input j?",
          lambda run, i: _sum(run.made.input) * run.made.matrix[0]),
    *ways("product", "one-index-fixed",
          "One input serves all weights. Which input belongs to weight j?",
          lambda run, i: run.made.input[:, :1] * np.sum(run.made.matrix, axis=0)),
    *ways("affine", "terms-multiplied",
          "The terms are multiplied with each other. How do they come together?",
          lambda run, i: run.biases[i]
          * np.prod(_alone(run.made.input).T * run.made.matrix, axis=0)),
    *ways("product", "star-for-at",
          "Weights and inputs are multiplied entry by entry, and nothing is added up.",
          lambda run, i: _alone(run.made.input).T * run.made.matrix),
    *ways("input", "activation-of-input",
          "The activation acts on the inputs, before the weights.",
          lambda run, i: sigmoid(run.xs[i])),
)  # fmt: skip
# Of a network as a whole.
NETWORK = (
    *ways("input", "preactivation-passed-on",
          "Each layer gets the pre-activation of the one below. What is handed on?",
          lambda run, i: run.us[i - 1] if i else run.xs[0]),
    *ways("input", "every-layer-from-the-input",
          "Layers work on the input of the network. What does a layer get from the one below?",
          lambda run, i: run.xs[0] if run.xs[0].shape[1] == len(run.weights[i]) else run.xs[i]),
    *ways("input", "sigmoid-twice",
          "From the second layer on, the input of a layer went through the sigmoid once more.",
          lambda run, i: sigmoid(run.xs[i]) if i else run.xs[0]),
    *ways("input", "input-activated",
          "The input went through the activation. It is handed in as it is.",
          lambda run, i: sigmoid(run.xs[0]), layers=frozenset((0,))),
    *ways("samples", "input-activated",
          "The input went through the activation. It is handed in as it is.",
          lambda run, i: (sigmoid(run.xs[0]), run.target)),
    *ways("kept", "preactivations-kept",
          "These are the sums of each layer, before the activation. What does the backward pass "
          "need of each layer?",
          lambda run, i: run.us[i]),
    *ways("kept", "one-array-for-all",
          "Layers of the same size hold the same numbers, those of the last of them: they share "
          "one array.",
          lambda run, i: next(x for x in run.xs[::-1] if x.shape == run.xs[i + 1].shape)),
)  # fmt: skip


def forward_edits(layers: int, asked: str = ALL) -> tuple[Edit, ...]:
    """Return the edits of the forward pass of a network with so many layers.

    Args:
        layers: their number.
        asked: what is asked for: ALL sums and activations, or some of them alone.
    """
    return tuple(edit for edit in _placed(layers) if edit.name not in UNSEEN[asked])


def _placed(layers: int) -> Iterator[Edit]:
    yield from LAYERS
    if layers == 1:
        return
    yield from NETWORK
    last = frozenset((layers - 1,))
    yield from ways(
        "activation", "last-layer-linear", "In the last layer the activation is missing.",
        lambda run, i: run.us[i], layers=last,
    )  # fmt: skip
    yield from ways(
        "kept", "hidden-returned",
        f"These are the activations of layer {layers - 1}. Those of layer {layers} are asked for.",
        lambda run, i: run.xs[i], layers=last,
    )  # fmt: skip
    for i in range(layers):
        for edit in LAYERS:
            if (edit.name, i) not in (("activation-missing", layers - 1), (IN_FRONT, 0)):
                yield in_layer(edit, i)


def in_layer(edit: Edit, i: int) -> Edit:
    """Return an edit of one layer, counted from 0, where its words are of all."""
    return replace(edit, hint=f"In layer {i + 1}: {small(edit.hint)}", layers=frozenset((i,)))


def small(hint: str) -> str:
    """Return a sentence as it goes on after a colon."""
    return hint if hint[1] == " " or hint[:2].isupper() else hint[0].lower() + hint[1:]


def _sum(inputs: Any) -> Any:
    return np.sum(inputs, axis=1, keepdims=True)


def _alone(inputs: Any) -> Any:
    if len(inputs) > 1:
        raise ValueError("several samples")
    return inputs
