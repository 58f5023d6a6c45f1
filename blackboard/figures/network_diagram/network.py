"""A small sigmoid network whose numbers lie in one row, each with a name to be chosen by."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from autograder.checks.expected import FloatArray, Parameters
from blackboard.drawing.notation import entry, layer
from blackboard.figures.sigmoid_network import activations

INPUT = "input"
BIAS = "bias"


class NoNetwork(ValueError):
    """What was given is no network that can be shown; the message says why, for the reader."""

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the message alone: the cell has one call, and its numbers differ."""
        return [f"network_diagram: {self}"]


@dataclass(frozen=True)
class Snapshot:
    """The network with certain numbers: x is (n0,), params [(W1, b1), …, (WL, bL)]."""

    x: FloatArray
    params: Parameters

    @cached_property
    def us(self) -> list[FloatArray]:
        """The pre-activations of the layers: u of layer l is ``us[l - 1]``."""
        xs = self.xs
        return [W @ below + b for (W, b), below in zip(self.params, xs[:-1], strict=True)]

    @cached_property
    def xs(self) -> list[FloatArray]:
        """The input and the activations of the layers."""
        return activations(self.params, self.x)


class Net:
    """The network as it was given, and the names of its parts.

    Its numbers in one row are the inputs, then for each layer the weights, row by row, and the
    biases.

    Raises:
        NoNetwork: the shapes do not fit together.
    """

    def __init__(self, params: Parameters, x: FloatArray) -> None:
        misfit = _misfit(params, x)
        if misfit:
            raise NoNetwork(misfit)
        self.sizes = [len(x), *(len(b) for _, b in params)]
        parts = [x, *(part for W, b in params for part in (W.ravel(), b))]
        self.values = tuple(float(value) for value in np.concatenate(parts))

    @cached_property
    def units(self) -> list[str]:
        """What a number can belong to: the input, or a unit that computes something."""
        counted = enumerate(self.sizes[1:], start=1)
        return [INPUT, *(f"layer {index}, unit {k + 1}" for index, m in counted for k in range(m))]

    @cached_property
    def outputs(self) -> list[str]:
        """The units of the last layer."""
        return [f"output {k + 1}" for k in range(self.sizes[-1])]

    def where(self, unit: str) -> tuple[int, int]:
        """Return layer and place of a unit, both as Python counts; (0, 0) for the input."""
        if unit == INPUT:
            return 0, 0
        index, k = unit.removeprefix("layer ").split(", unit ")
        return int(index), int(k) - 1

    def names(self, unit: str) -> list[str]:
        """Return the numbers that belong to a unit."""
        index, _ = self.where(unit)
        if index == 0:
            return [f"entry {j + 1}" for j in range(self.sizes[0])]
        return [*(f"weight from {j + 1}" for j in range(self.sizes[index - 1])), BIAS]

    def place(self, unit: str, name: str) -> int:
        """Return where a number lies in the row."""
        index, k = self.where(unit)
        if index == 0:
            return self.column(name)
        before = self.sizes[0] + sum(m * (n + 1) for n, m in pairwise(self.sizes[:index]))
        n, m = self.sizes[index - 1], self.sizes[index]
        return before + (m * n + k if name == BIAS else n * k + self.column(name))

    def column(self, name: str) -> int:
        """Return which unit of the layer below a weight leads from, or which input it is."""
        return int(name.split()[-1]) - 1

    def symbol(self, unit: str, name: str) -> str:
        """Write a number as the lessons do: x⁽⁰⁾₁, w⁽¹⁾₂₁ or b⁽¹⁾₂."""
        index, k = self.where(unit)
        if index == 0:
            return entry(layer("x", 0), self.column(name) + 1)
        if name == BIAS:
            return entry(layer("b", index), k + 1)
        return entry(layer("w", index), k + 1, self.column(name) + 1)

    def output_symbol(self, k: int) -> str:
        """Write an output, counted from 0."""
        return entry(layer("x", len(self.sizes) - 1), k + 1)

    def split(self, values: tuple[float, ...]) -> tuple[FloatArray, Parameters]:
        """Return x and params of a row of numbers."""
        row = np.array(values)
        x, rest = row[: self.sizes[0]], row[self.sizes[0] :]
        params = []
        for n, m in pairwise(self.sizes):
            params.append((rest[: m * n].reshape(m, n), rest[m * n : m * n + m]))
            rest = rest[m * n + m :]
        return x, params

    def follows(self, unit: str, index: int, k: int) -> bool:
        """Whether unit k of a layer can change when a number of ``unit`` moves."""
        moved, place = self.where(unit)
        return index > moved or (index == moved > 0 and k == place)


def _misfit(params: Parameters, x: FloatArray) -> str:
    """Say which shapes do not fit together; empty where all do."""
    if not params:
        return "params has no layer; it must be [(W1, b1), …]."
    if x.ndim != 1:
        return f"x has the shape {x.shape}; it must have one axis, (n,)."
    n, below = len(x), f"x has the shape {x.shape}"
    for index, (W, b) in enumerate(params, start=1):
        shape = f"W{index} has the shape {W.shape}"
        if W.ndim != 2:
            return f"{shape}; it must have two axes, (m, n)."
        m = W.shape[0]
        if W.shape[1] != n:
            return f"{shape}, but {below}: W{index} must have {n} columns."
        if b.shape != (m,):
            return f"{shape}, but b{index} has the shape {b.shape}; it must have {(m,)}."
        n, below = m, f"the layer below has {m} units"
    return ""
