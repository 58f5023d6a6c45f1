"""The walk of backpropagation through one network, step after step, right or mistaken."""

from dataclasses import dataclass

import numpy as np

from autograder.checks.expected import FloatArray, Parameters
from blackboard.drawing.notation import layer
from blackboard.figures.backward_stepper.mistakes import (
    NO_SLOPE_HIDDEN,
    NO_SLOPE_OUTPUT,
    NOT_TRANSPOSED,
    RATE,
    RIGHT,
    SLOPE_AT_X,
    U_FOR_X,
    UPDATED_W,
)
from blackboard.figures.sigmoid_network import activations, sigmoid, slope

LEMMAS = {
    1: "Lemma 1 (y = W x, by W)",
    2: "Lemma 2 (y = W x, by x)",
    3: "Lemma 3 (y = g(x), entry by entry)",
}

Key = tuple[str, int]  # a quantity (x, u, W, b, y, gx, delta, dW, db, loss) and its layer


@dataclass(frozen=True)
class Part:
    """One factor or summand of a step.

    Attributes:
        symbol: how the formula writes it.
        value: its numbers.
        row: whether a vector is written as a row: the transposed one of an outer product.
        source: which quantity it is made of, if it stands in a layer's panel.
    """

    symbol: str
    value: FloatArray
    row: bool = False
    source: Key | None = None


@dataclass(frozen=True)
class Step:
    """One step of the walk.

    Attributes:
        phase: ``forward``, ``loss`` or ``backward``.
        index: the layer, 0 for the input.
        key: what is computed.
        symbol: how the formula writes it.
        value: its numbers.
        parts: the right side: signs as text, and what they join.
        rule: the lemma in use.
        mistaken: whether this step is where the planted mistake acts.
    """

    phase: str
    index: int
    key: Key
    symbol: str
    value: FloatArray
    parts: tuple[str | Part, ...]
    rule: str
    mistaken: bool = False

    @property
    def formula(self) -> str:
        """The whole step as a formula."""
        right = " ".join(p if isinstance(p, str) else p.symbol for p in self.parts)
        return f"{self.symbol} = {right}" if right else self.symbol


def loss(params: Parameters, x: FloatArray, y: FloatArray) -> float:
    """Return ½‖x_L − y‖² for the network at x."""
    return float(np.sum((activations(params, x)[-1] - y) ** 2) / 2)


def walk(
    params: Parameters, x: FloatArray, y: FloatArray, mistake: str = RIGHT
) -> tuple[Step, ...]:
    """Return all steps: forwards, the loss, backwards.

    Args:
        params: [(W1, b1), …, (WL, bL)], W_l (n_l, n_{l−1}), b_l (n_l,).
        x: (n0,), the input.
        y: (nL,), the right answer.
        mistake: one of ``mistakes(params)``.
    """
    us, xs = [np.empty(0)], [x]  # us[0] is never used: the input has no u
    steps = [_forward("x", 0, x, (), "the input")]
    for index, (W, b) in enumerate(params, start=1):
        us.append(W @ xs[-1] + b)
        parts = (_part("W", index, W), _part("x", index - 1, xs[-1]), "+", _part("b", index, b))
        steps.append(_forward("u", index, us[-1], parts, "the affine map of a layer"))
        xs.append(sigmoid(us[-1]))
        parts_x = ("f(", _part("u", index, us[-1]), ")")
        steps.append(_forward("x", index, xs[-1], parts_x, "the activation, the sigmoid f"))
    steps.append(_loss(xs[-1], y, len(params)))
    return (*steps, *_backward(params, us, xs, y, mistake))


def _backward(
    params: Parameters, us: list[FloatArray], xs: list[FloatArray], y: FloatArray, mistake: str
) -> list[Step]:
    last = len(params)
    gradient = xs[-1] - y
    difference = (_part("x", last, xs[-1]), "−", Part("y", y, source=("y", last)))
    steps = [_step("gx", last, gradient, difference, "the gradient of the loss")]
    for index in range(last, 0, -1):
        W, _ = params[index - 1]
        steps.append(_delta(gradient, us[index], xs[index], index, last, mistake))
        delta = steps[-1].value
        steps.append(_outer(delta, us[index - 1], xs[index - 1], index, mistake))
        if index > 1:
            steps.append(_hand_back(W, delta, steps[-1].value, index, mistake))
            gradient = steps[-1].value
    return steps


def _delta(
    gradient: FloatArray, u: FloatArray, x: FloatArray, index: int, last: int, mistake: str
) -> Step:
    """Lemma 3: δ = ∇_x L ⊙ f′(u)."""
    arrived = _part("gx", index, gradient)
    forgotten = mistake == (NO_SLOPE_OUTPUT if index == last else NO_SLOPE_HIDDEN)
    if forgotten:
        return _step("delta", index, gradient, (arrived,), LEMMAS[3], mistaken=True)
    at, values = ("x", x) if mistake == SLOPE_AT_X else ("u", u)
    slopes = slope(values)
    factor = Part(f"f′({layer(at, index)})", slopes, source=(at, index))
    parts = (arrived, "⊙", factor)
    return _step("delta", index, gradient * slopes, parts, LEMMAS[3], mistaken=at == "x")


def _outer(delta: FloatArray, u: FloatArray, x: FloatArray, index: int, mistake: str) -> Step:
    """Lemma 1: ∇_W L = δ xᵀ, with the x of the layer below; ∇_b L = δ."""
    wrong = mistake == U_FOR_X and index > 1
    name, below = ("u", u) if wrong else ("x", x)
    row = Part(f"({layer(name, index - 1)})ᵀ", below, row=True, source=(name, index - 1))
    parts = (_part("delta", index, delta), row)
    return _step("dW", index, np.outer(delta, below), parts, LEMMAS[1], mistaken=wrong)


def _hand_back(W: FloatArray, delta: FloatArray, dW: FloatArray, index: int, mistake: str) -> Step:
    """Lemma 2: ∇_x L = Wᵀ δ, for the x of the layer below."""
    name, matrix, wrong = f"({layer('W', index)})ᵀ", W.T, False
    if mistake == NOT_TRANSPOSED and W.shape[0] == W.shape[1]:
        name, matrix, wrong = layer("W", index), W, True
    elif mistake == UPDATED_W:
        symbol = f"({layer('W', index)} − {RATE} {layer('∇W', index)})ᵀ"
        name, matrix, wrong = symbol, (W - RATE * dW).T, True
    parts = (Part(name, matrix, source=("W", index)), _part("delta", index, delta))
    return _step("gx", index - 1, matrix @ delta, parts, LEMMAS[2], mistaken=wrong)


def _symbol(name: str, index: int) -> str:
    return layer({"gx": "∇x", "delta": "δ", "dW": "∇W"}.get(name, name), index)


def _part(name: str, index: int, value: FloatArray) -> Part:
    return Part(_symbol(name, index), value, source=(name, index))


def _forward(
    name: str, index: int, value: FloatArray, parts: tuple[str | Part, ...], rule: str
) -> Step:
    return Step("forward", index, (name, index), layer(name, index), value, parts, rule)


def _loss(x: FloatArray, y: FloatArray, last: int) -> Step:
    value = np.asarray(np.sum((x - y) ** 2) / 2)
    parts = ("½ ‖", _part("x", last, x), "−", Part("y", y, source=("y", last)), "‖²")
    return Step("loss", last, ("loss", last), "L", value, parts, "the loss of one sample")


def _step(
    name: str,
    index: int,
    value: FloatArray,
    parts: tuple[str | Part, ...],
    rule: str,
    mistaken: bool = False,
) -> Step:
    key = (name, index)
    return Step("backward", index, key, _symbol(name, index), value, parts, rule, mistaken)
