"""Forward and backward through a network in rows, as steps any of which may be edited.

A sample alone is a batch of one row, and the weights of column notation are transposed. Layers
count from 0, so that ``us[i]`` belongs to layer i and ``xs[i]`` is its input.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import Edit, changes_of
from autograder.checks.diagnosis.misconceptions.networks import sigmoid, slope

Arrays = list[Any]
Curve = Callable[[Any], Any]


class Pass:
    """What has been computed so far; with the layer, the argument of every step and edit.

    Attributes:
        weights: of each layer, (n, m).
        biases: of each layer, (m,).
        us: the pre-activations, (N, m) each.
        xs: the input and the activations, (N, n) each.
        target: (N, n_L).
        curve: the activation and its slope.
        passed: what came back to each layer before its slope, (N, m), the last layer first; that
            of the layer whose slope is taken among them.
        deltas: the error terms, (N, m), the last layer first.
        made: what the steps of the layer at work have made, by their names.
    """

    def __init__(
        self,
        edits: Iterable[Edit],
        *,
        weights: Sequence[Any],
        biases: Sequence[Any],
        xs: Iterable[Any],
        target: Any = None,
        us: Iterable[Any] = (),
        curve: tuple[Curve, Curve] = (sigmoid, slope),
    ) -> None:
        self.weights, self.biases, self.xs, self.us = weights, biases, list(xs), list(us)
        self.target, self.curve = target, curve
        self.passed: Arrays = []
        self.deltas: Arrays = []
        self.made = SimpleNamespace()
        self._way = changes_of(edits)

    def do(self, step: str, layer: int) -> Any:
        """Do a step of a layer, as it is right or as it is edited."""
        made = self._way(step, layer, RIGHT[step])(self, layer)
        setattr(self.made, step, made)
        return made

    def up(self) -> None:
        """Go forward through all layers."""
        self.xs[0], self.target = self.do("samples", 0)
        for i in range(len(self.weights)):
            for step in UP:
                self.do(step, i)
            self.us.append(self.made.affine)
            self.xs.append(self.do("activation", i))

    def past_the_slope(self, i: int) -> None:
        """Make the error term of a layer from what came back to it last."""
        self.do("curve", i)
        self.deltas.append(self.passed[-1] * self.do("slope", i))

    def into_the_layer(self, i: int) -> tuple[Any, Any]:
        """Return the gradients by the weights and biases of a layer from its error term."""
        for step in ("used", "below"):
            self.do(step, i)
        return self.do("weights", i), self.do("biases", i)

    def down(self) -> Iterator[tuple[Any, Any]]:
        """Go back through all layers, and yield (dW, db) of each, the last one first."""
        last = len(self.weights) - 1
        self.do("error", last)
        self.passed.append(self.do("scale", last))
        for i in range(last, -1, -1):
            self.past_the_slope(i)
            yield self.into_the_layer(i)
            if i > 0:
                self.do("sent", i)
                self.passed.append(self.do("through", i))


Step = Callable[[Pass, int], Any]
UP = ("curve", "input", "matrix", "shift", "product", "affine")
FORWARD = frozenset(("samples", *UP, "activation"))  # steps that a forward pass is made of
RIGHT: Mapping[str, Step] = {
    "samples": lambda run, i: (run.xs[0], run.target),
    # Forward: the activation and its slope; what a layer works on; what is added to the product,
    # and what to the activation.
    "curve": lambda run, i: run.curve,
    "input": lambda run, i: run.xs[i],
    "matrix": lambda run, i: run.weights[i],
    "shift": lambda run, i: (run.biases[i], 0.0),
    "product": lambda run, i: run.made.input @ run.made.matrix,
    "affine": lambda run, i: run.made.product + run.made.shift[0],
    "activation": lambda run, i: run.made.curve[0](run.us[i]) + run.made.shift[1],
    "kept_sum": lambda run, i: run.us[i],
    "kept": lambda run, i: run.xs[i + 1],
    # Back: from the error of all samples to the error term of a layer, and on to the layer below.
    "error": lambda run, i: run.xs[-1] - run.target,
    "scale": lambda run, i: run.made.error / len(run.made.error),
    "slope": lambda run, i: run.made.curve[1](run.us[i]),
    "used": lambda run, i: run.deltas[-1],
    "below": lambda run, i: run.xs[i],
    "weights": lambda run, i: run.made.below.T @ run.made.used,
    "biases": lambda run, i: np.sum(run.made.used, axis=0),
    "sent": lambda run, i: run.deltas[-1],
    "through": lambda run, i: run.made.sent @ run.weights[i].T,
}


def fitting(array: Any, other: Any) -> Any:
    """Return an array that can stand in the place of another one.

    Raises:
        ValueError: it is that one, or has another shape.
    """
    if array is other or array.shape != other.shape:
        raise ValueError("nothing else has this shape")
    return array


def of_several(run: Pass, made: Any) -> Any:
    """Return what an edit has made of a batch.

    Raises:
        ValueError: there is one sample alone.
    """
    if len(run.target) == 1:
        raise ValueError("one sample alone")
    return made
