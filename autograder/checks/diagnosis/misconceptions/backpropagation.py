"""Mistakes in backpropagation: its steps, a whole backward pass, batches, the bug hunt."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.networks import (
    backward,
    fitted,
    of_batch,
    passes,
    sigmoid,
    size_permitting,
    slope,
    turned_if_square,
)
from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects, of_entry

NO_SLOPE = "The slope of the activation is missing."
SLOPE_AT_ACTIVATION = (
    "The slope is taken at the activation. At which number does a unit stand on the curve?"
)
RULE = "The rule that gives the slope from the activation was given the pre-activation."
VALUE_FOR_SLOPE = "The activation stands where its slope belongs."
SLOPE_TWICE = "The slope of the activation is in it twice."
SIGMOID = "The slope is that of the sigmoid. The units are tanh units."
NO_SQUARE = "A square is missing: the slope of tanh is the same at u and at −u, yours is not."
PLUS = "A plus stands where a minus belongs: what is the slope where h is almost 1?"
TANH = "The slope is that of tanh. The units are sigmoids."
UPDATED = (
    "updated-before-passing-on",
    "The output layer is right. The error terms below it went through weights that had already "
    "taken a step. Which weights did the forward pass use?",
)
FACTOR_HALF = (
    "Everything is half of what it should be: what becomes of the ½ when a square is "
    "differentiated?"
)
ONLY_LAST = "These are the numbers of the last sample alone: does each sample replace the others?"
ONE_SAMPLE = "These are the numbers of one sample alone. The mean over all of them is asked for."


def last_error_term(change: Callable[[Any, Any, Any], Any]) -> Callable[..., Any]:
    """Make a claim about the last bias alone, from output, target and u of the last layer."""

    def answer(params: Any, x: Any, y: Any) -> Any:
        us, xs = passes(params, x)
        return [(None, None) for _ in params[:-1]] + [(None, change(xs[-1], y, us[-1]))]

    return answer


def error_terms(slopes: Callable[[Any, Any, int], Any]) -> Callable[..., Any]:
    """Make a claim about the biases of the hidden layers, each from the student's own above it."""

    def answer(returned: Any, params: Any, x: Any, y: Any) -> Any:
        us, xs = passes(params, x)
        claims = [
            (None, (params[i + 1][0].T @ returned[i + 1][1]) * slopes(us, xs, i))
            for i in range(len(params) - 1)
        ]
        return [*claims, (None, None)]

    return answer


def weights(below: Callable[[Any, Any, int], Any]) -> Callable[..., Any]:
    """Make a claim about the weights, each from the student's own error term."""

    def answer(returned: Any, params: Any, x: Any, y: Any) -> Any:
        us, xs = passes(params, x)
        return [(np.outer(db, below(us, xs, i)), None) for i, (_, db) in enumerate(returned)]

    return answer


def output_of_square_layer(us: Any, xs: Any, i: int) -> Any:
    """Return the output of a layer as large as its input; of another, u of the layer below."""
    if not any(above.shape == below.shape for above, below in pairwise(xs)):
        raise ValueError("there is no square layer")
    return xs[i + 1] if xs[i + 1].shape == xs[i].shape else us[i - 1] if i else xs[0]


def reshaped(W: Any) -> Any:
    """Return the transpose of a square matrix, and of another one what a reshape makes of it."""
    return W.T if W.shape[0] == W.shape[1] else W.reshape(W.shape[::-1])


Changes = dict[str, Any]  # of steps of ``backward``, as arguments

NO_OUTPUT_SLOPE: Changes = {"output_slope": lambda us, xs: 1.0}
NO_HIDDEN_SLOPE: Changes = {"hidden_slope": lambda us, xs, i: 1.0}
OUTPUT_SLOPE_AT_ACTIVATION: Changes = {"output_slope": lambda us, xs: slope(xs[-1])}
HIDDEN_SLOPE_AT_ACTIVATION: Changes = {"hidden_slope": lambda us, xs, i: slope(xs[i + 1])}
# Each: the hint, and what is done in another way, as arguments of ``backward``.
MISTAKES: Mapping[str, tuple[str, Changes]] = {
    "slope-missing-at-output": (
        "From the output layer on, the error term lacks the slope of the activation there. "
        "Everything below inherits that.",
        NO_OUTPUT_SLOPE,
    ),
    "slope-missing-in-hidden-layers": (
        "The output layer is right. Below it, the slope of the activation is missing: what comes "
        "back through the weights has to pass the unit as well.",
        NO_HIDDEN_SLOPE,
    ),
    "slope-missing-everywhere": (
        "These numbers belong to a network without activations on the way back: no layer has its "
        "slope.",
        NO_OUTPUT_SLOPE | NO_HIDDEN_SLOPE,
    ),
    "slope-at-activation-at-output": (
        "The slope of the output layer is taken at its activation. At which number does a unit "
        "stand on the curve?",
        OUTPUT_SLOPE_AT_ACTIVATION,
    ),
    "slope-at-activation-in-hidden-layers": (
        "The output layer is right. In the layers below, the slope is taken at the activation. At "
        "which number does a unit stand on the curve?",
        HIDDEN_SLOPE_AT_ACTIVATION,
    ),
    "slope-at-activation": (
        "The slope is taken at the activation in every layer. At which number does a unit stand "
        "on the curve?",
        OUTPUT_SLOPE_AT_ACTIVATION | HIDDEN_SLOPE_AT_ACTIVATION,
    ),
    "preactivation-for-activation": (
        "The output layer is right. Below it, the rule that gives the slope from the activation "
        "was given the pre-activation.",
        {"hidden_slope": lambda us, xs, i: us[i] * (1 - us[i])},
    ),
    "slope-of-tanh": (
        "The output layer is right. Below it, the slope is that of tanh; the units are sigmoids.",
        {"hidden_slope": lambda us, xs, i: 1 - xs[i + 1] ** 2},
    ),
    "slope-of-the-wrong-layer": (
        "The output layer is right. Below it, each slope belongs to the layer above where the "
        "sizes allow it: the index of u is off by one.",
        {"hidden_slope": lambda us, xs, i: slope(size_permitting(us[i + 1], us[i]))},
    ),
    "preactivation-for-input": (
        "All biases are right, so the error terms are. The weights are made with the "
        "pre-activation of the layer below. What does W multiply in the forward pass?",
        {"below": lambda us, xs, i: us[i - 1] if i else xs[0]},
    ),
    "activation-too-high": (
        "All biases are right, so the error terms are. Where the sizes allow it, the weights are "
        "made with the output of their layer. What does W multiply in the forward pass?",
        {"below": lambda us, xs, i: size_permitting(xs[i + 1], xs[i])},
    ),
    "matrix-not-transposed": (
        "Down to a square W everything is right, and below it nothing is: rows of W are used "
        "where columns belong.",
        {"through": lambda W, delta, dW: turned_if_square(W).T @ delta},
    ),
    "weights-reshaped": (
        "The output layer is right. On the way back, W was given the right shape, but its entries "
        "are still in their old order.",
        {"through": lambda W, delta, dW: reshaped(W) @ delta},
    ),
    "norm-for-square": (
        "The factor is one over the length of the error: the loss has the square of that length.",
        {"error": lambda output, y: (output - y) / np.linalg.norm(output - y)},
    ),
    "bias-before-slope": (
        "All weights are right. The biases take the gradient as it is before the slope of their "
        "layer.",
        {"bias": lambda delta, back, output: back},
    ),
    "bias-before-slope-in-hidden-layers": (
        "All weights are right, and the biases of the output layer. Those below take the gradient "
        "as it is before the slope of their layer.",
        {"bias": lambda delta, back, output: delta if output else back},
    ),
    "one-path-only": (
        "The output layer is right. Below it, only the first unit of the layer above passes its "
        "error term on.",
        {"through": lambda W, delta, dW: W[0] * delta[0]},
    ),
    "forgets-the-bias": (
        "These are the gradients of a network without biases: look at the forward pass.",
        {"forward": partial(passes, pre=lambda W, x, b: W @ x)},
    ),
    "last-layer-linear": (
        "These are the gradients of a network whose last layer has no activation.",
        {"forward": partial(passes, last=lambda u: u)} | NO_OUTPUT_SLOPE,
    ),
    "activation-twice": (
        "These are the gradients of a network that applies the sigmoid two times.",
        {"forward": partial(passes, activation=lambda u: sigmoid(sigmoid(u)))},
    ),
}


def updated_on_the_way(returned: Any, params: Any, x: Any, y: Any) -> list[tuple[Any, Any]]:
    """Take a step on each W before δ goes through it; the rate is read from the answer."""
    (_, (dW, delta)) = backward(params, x, y)[-2:]
    us, _ = passes(params, x)
    right = (params[-1][0].T @ delta) * slope(us[-2])
    rate = -fitted(returned[-2][1], right, (dW.T @ delta) * slope(us[-2]))
    return backward(params, x, y, through=lambda W, delta, dW: (W - rate * dW).T @ delta)


def of_rows(params: Any, cache: Any, Y: Any, **changes: Any) -> Any:
    """Return the mean gradient of a batch in row notation."""
    columns = [(W.T, b) for W, b in params]
    return [(dW.T, db) for dW, db in of_batch(columns, cache[0], Y, **changes)]


def rows_with_rate(params: Any, cache: Any, Y: Any, rate: float = 0.0) -> tuple[Any, Any]:
    """Return the error terms and gradients of a batch in rows.

    Args:
        params: [(W1, b1), …], W: (n, m).
        cache: the activations.
        Y: the targets.
        rate: of the step that each W takes before the error term goes through it.
    """
    deltas = [(cache[-1] - Y) / len(Y) * cache[-1] * (1 - cache[-1])]
    grads: list[tuple[Any, Any]] = []
    for i in reversed(range(len(params))):
        grads.insert(0, (cache[i].T @ deltas[0], np.sum(deltas[0], axis=0)))
        if i > 0:
            moved = params[i][0] - rate * grads[0][0]
            deltas.insert(0, (deltas[0] @ moved.T) * cache[i] * (1 - cache[i]))
    return deltas, grads


def updated_in_rows(returned: Any, params: Any, cache: Any, Y: Any) -> Any:
    """Take a step on each W before the error term goes through it; the rate is the student's."""
    right = rows_with_rate(params, cache, Y)[1][-2][1]
    shift = rows_with_rate(params, cache, Y, 1.0)[1][-2][1] - right
    return rows_with_rate(params, cache, Y, fitted(returned[-2][1], right, shift))[1]


def tanh_rows(
    slope_of: Callable[[Any], Any] = lambda H: 1 - H**2,
) -> Callable[[Any, Any, Any], tuple[Any, Any]]:
    """Return the gradients of a tanh layer in rows, with a slope of the student's own."""

    def answer(X: Any, H: Any, Y: Any) -> tuple[Any, Any]:
        delta = (H - Y) / len(X) * slope_of(H)
        return X.T @ delta, np.sum(delta, axis=0)

    return answer


def divided_in_the_loop(params: Any, X: Any, Y: Any) -> Any:
    """Divide the running sum after every sample."""
    sums = [(0 * W, 0 * b) for W, b in params]
    for x, y in zip(X, Y, strict=True):
        sums = [
            ((sum_W + dW) / len(X), (sum_b + db) / len(X))
            for (sum_W, sum_b), (dW, db) in zip(sums, backward(params, x, y), strict=True)
        ]
    return sums


def shared(pass_back: Callable[..., Any], names: Iterable[str]) -> tuple[Suspect, ...]:
    """Make suspects of some of the shared mistakes, made by this backward pass."""
    return tuple(
        Suspect(name, hint, partial(pass_back, **changes))
        for name, (hint, changes) in MISTAKES.items()
        if name in names
    )


WHOLE = (
    *shared(backward, MISTAKES),
    Suspect(*UPDATED, updated_on_the_way, follows=True),
)
HIDDEN = (
    Suspect("slope-left-out", NO_SLOPE, lambda W, d, u: W.T @ d),
    Suspect(
        "slope-at-the-activation",
        SLOPE_AT_ACTIVATION,
        lambda W, d, u: (W.T @ d) * slope(sigmoid(u)),
    ),
    Suspect("preactivation-for-activation", RULE, lambda W, d, u: (W.T @ d) * u * (1 - u)),
    Suspect(
        "matrix-not-transposed",
        "Rows of W_next are used where columns belong. Over which weights does unit j reach "
        "the next layer?",
        lambda W, d, u: (W @ d) * slope(u),
    ),
    Suspect(
        "slope-before-the-matrix",
        "The slope is that of the next layer, and it is applied before the weights. It is in "
        "delta_next already; which slope is still missing?",
        lambda W, d, u: W.T @ (d * slope(W @ sigmoid(u))),
    ),
    Suspect("activation-for-slope", VALUE_FOR_SLOPE, lambda W, d, u: (W.T @ d) * sigmoid(u)),
    Suspect(
        "one-path-only",
        "Only the first unit of the next layer passes its error term on.",
        lambda W, d, u: W[0] * d[0] * slope(u),
    ),
    Suspect(
        "assigned-for-added",
        "Only the last unit of the next layer has an effect: does each path replace those before?",
        lambda W, d, u: W[-1] * d[-1] * slope(u),
    ),
    Suspect(
        "mean-over-paths",
        "The paths are averaged. How do they come together?",
        lambda W, d, u: np.mean(W * d[:, np.newaxis], axis=0) * slope(u),
    ),
    Suspect(
        "delta-summed",
        "Weights and error terms are added up separately. Which weight belongs to which error "
        "term?",
        lambda W, d, u: np.sum(d) * W.sum(axis=0) * slope(u),
    ),
    Suspect(
        "weights-left-out",
        "The error terms come back without their weights.",
        lambda W, d, u: np.sum(d) * slope(u),
    ),
    Suspect("slope-twice", SLOPE_TWICE, lambda W, d, u: (W.T @ d) * slope(u) ** 2),
    Suspect("slope-of-tanh", TANH, lambda W, d, u: (W.T @ d) * (1 - sigmoid(u) ** 2)),
    Suspect("slope-of-tanh", TANH, lambda W, d, u: (W.T @ d) * (1 - np.tanh(u) ** 2)),
)

SUSPECTS: Suspects = {
    "output_delta": (
        Suspect("slope-left-out", NO_SLOPE, lambda x, y, u: x - y),
        Suspect("slope-at-the-activation", SLOPE_AT_ACTIVATION, lambda x, y, u: (x - y) * slope(x)),
        Suspect("preactivation-for-activation", RULE, lambda x, y, u: (x - y) * u * (1 - u)),
        Suspect(
            "norm-for-square",
            "The factor is one over the length of the error: the loss has the square of that "
            "length.",
            lambda x, y, u: (x - y) / np.linalg.norm(x - y) * slope(u),
        ),
        Suspect("activation-for-slope", VALUE_FOR_SLOPE, lambda x, y, u: (x - y) * sigmoid(u)),
        Suspect(
            "loss-returned",
            "The error comes in squared, as in the loss itself.",
            lambda x, y, u: 0.5 * (x - y) ** 2 * slope(u),
        ),
        Suspect("slope-twice", SLOPE_TWICE, lambda x, y, u: (x - y) * slope(u) ** 2),
        Suspect("slope-of-tanh", TANH, lambda x, y, u: (x - y) * (1 - x**2)),
        Suspect("slope-of-tanh", TANH, lambda x, y, u: (x - y) * (1 - np.tanh(u) ** 2)),
        Suspect(
            "target-added",
            "Output and target are added. How far is one from the other?",
            lambda x, y, u: (x + y) * slope(u),
        ),
        Suspect("target-left-out", "The target has no effect.", lambda x, y, u: x * slope(u)),
        Suspect(
            "preactivation-minus-target",
            "The target is subtracted from the pre-activation. What does the loss compare it with?",
            lambda x, y, u: (u - y) * slope(u),
        ),
    ),
    "hidden_delta": HIDDEN,
    "hidden_delta_entry": (
        *of_entry(HIDDEN),
        Suspect(
            "sign-reversed",
            "Its size is right and its sign is reversed.",
            lambda W, d, u, j: -(W[:, j] @ d) * slope(u[j]),
        ),
        Suspect(
            "upstream-left-out",
            "The weights are added up alone: delta_next has not been used.",
            lambda W, d, u, j: np.sum(W[:, j]) * slope(u[j]),
        ),
        Suspect(
            "added",
            "A weight and an error term are added. By which factor does an error term come back?",
            lambda W, d, u, j: np.sum(W[:, j] + d) * slope(u[j]),
        ),
    ),
    "layer_grads": (
        Suspect(
            "bias-stands-still",
            "The gradient by W is right. By your db, no bias would ever move: how fast does u move "
            "with it?",
            lambda d, x: (np.outer(d, x), np.zeros(len(d))),
        ),
        Suspect(
            "bias-of-ones",
            "The gradient by W is right. Your db is how fast u moves with b: what came back to u "
            "is not in it.",
            lambda d, x: (np.outer(d, x), np.ones(len(d))),
        ),
        Suspect(
            "activation-applied",
            "db is right. x_prev went through the activation once more: it is the layer's input.",
            lambda d, x: (np.outer(d, sigmoid(x)), d),
        ),
        Suspect(
            "slope-applied",
            "db is right. A slope is multiplied in: it is in delta already.",
            lambda d, x: (np.outer(d, x * slope(x)), d),
        ),
    ),
    "repaired_backpropagation": (
        Suspect(
            "output-slope-missing",
            "The error term of the last layer is what it would be without an activation.",
            last_error_term(lambda x, y, u: x - y),
        ),
        Suspect(
            "output-slope-at-activation",
            f"In the last layer: {SLOPE_AT_ACTIVATION[0].lower()}{SLOPE_AT_ACTIVATION[1:]}",
            last_error_term(lambda x, y, u: (x - y) * slope(x)),
        ),
        Suspect(
            "output-sign-reversed",
            "The error term of the last layer has the wrong sign: which of two is subtracted?",
            last_error_term(lambda x, y, u: (y - x) * slope(u)),
        ),
        Suspect(
            "hidden-slope-at-activation",
            "From your error term of the layer above, that of a hidden layer comes out as yours "
            "does if the slope is taken at its activation.",
            error_terms(lambda us, xs, i: slope(xs[i + 1])),
            follows=True,
        ),
        Suspect(
            "hidden-slope-missing",
            "From your error term of the layer above, that of a hidden layer comes out as yours "
            "does if its slope is missing.",
            error_terms(lambda us, xs, i: 1.0),
            follows=True,
        ),
        Suspect(
            "weights-from-preactivation",
            "Given your error terms, these weights are made with the pre-activation of the layer "
            "below. What does W multiply in the forward pass?",
            weights(lambda us, xs, i: us[i - 1] if i else xs[0]),
            follows=True,
        ),
        Suspect(
            "weights-from-output",
            "Given your error terms, the weights of a square layer are made with its own output. "
            "What does W multiply in the forward pass?",
            weights(output_of_square_layer),
            follows=True,
        ),
    ),
    "backpropagation": WHOLE,
    "two_layer_backpropagation": WHOLE,
    "batch_gradient": (
        Suspect(
            "first-sample-twice",
            "The first sample counts twice: what is in the sum before the loop begins?",
            lambda params, X, Y: [
                (dW + dW_1 / len(X), db + db_1 / len(X))
                for (dW, db), (dW_1, db_1) in zip(
                    of_batch(params, X, Y), backward(params, X[0], Y[0]), strict=True
                )
            ],
        ),
        Suspect(
            "one-target-for-all",
            "Every sample is compared with the target of the first.",
            lambda params, X, Y: of_batch(params, X, np.broadcast_to(Y[0], Y.shape)),
        ),
        Suspect(
            "one-input-for-all",
            "Every target is compared with the output of the first sample.",
            lambda params, X, Y: of_batch(params, np.broadcast_to(X[0], X.shape), Y),
        ),
        Suspect(
            "targets-apart",
            "Inputs and targets do not belong together: the targets are taken from the end.",
            lambda params, X, Y: of_batch(params, X, Y[::-1]),
        ),
        Suspect(
            "targets-apart",
            "Inputs and targets do not belong together: each input has the target of a neighbour.",
            lambda params, X, Y: of_batch(params, X, np.roll(Y, 1, axis=0)),
        ),
        Suspect(
            "targets-apart",
            "Inputs and targets do not belong together: each input has the target of a neighbour.",
            lambda params, X, Y: of_batch(params, X, np.roll(Y, -1, axis=0)),
        ),
        Suspect(
            "factor-half",
            FACTOR_HALF,
            lambda params, X, Y: [(dW / 2, db / 2) for dW, db in of_batch(params, X, Y)],
        ),
        Suspect(
            "last-sample-only",
            f"{ONLY_LAST} And it is divided as if all of them were in it.",
            lambda params, X, Y: [
                (dW / len(X), db / len(X)) for dW, db in backward(params, X[-1], Y[-1])
            ],
        ),
        Suspect(
            "assigned-for-added", ONLY_LAST, lambda params, X, Y: backward(params, X[-1], Y[-1])
        ),
        Suspect("only-one-sample", ONE_SAMPLE, lambda params, X, Y: backward(params, X[0], Y[0])),
        Suspect(
            "gradient-at-the-mean-sample",
            "This is the gradient for the mean of the inputs and the mean of the targets. The "
            "gradient of each sample comes first, the mean of them afterwards.",
            lambda params, X, Y: backward(params, np.mean(X, axis=0), np.mean(Y, axis=0)),
        ),
        Suspect(
            "biases-summed",
            "The weights have the mean over the samples, and the biases the sum.",
            lambda params, X, Y: [(dW, len(X) * db) for dW, db in of_batch(params, X, Y)],
        ),
        Suspect(
            "divided-in-the-loop",
            "The first samples count less than the last: where does the division stand, in the "
            "loop or after it?",
            divided_in_the_loop,
        ),
    ),
    "tanh_layer_rows": (
        Suspect("slope-left-out", NO_SLOPE, tanh_rows(lambda H: 1.0)),
        Suspect("slope-of-the-sigmoid", SIGMOID, tanh_rows(lambda H: H * (1 - H))),
        Suspect(
            "slope-at-the-activation",
            "H went through tanh once more. It is the activation already.",
            tanh_rows(lambda H: 1 - np.tanh(H) ** 2),
        ),
        Suspect("square-missing", NO_SQUARE, tanh_rows(lambda H: 1 - H)),
        Suspect("plus-for-minus", PLUS, tanh_rows(lambda H: 1 + H**2)),
        Suspect("activation-for-slope", VALUE_FOR_SLOPE, tanh_rows(lambda H: H)),
        Suspect("slope-twice", SLOPE_TWICE, tanh_rows(lambda H: (1 - H**2) ** 2)),
        Suspect("factor-half", FACTOR_HALF, tanh_rows(lambda H: (1 - H**2) / 2)),
        Suspect(
            "slope-left-out-of-dw",
            "db is right, and dW lacks the slope of the activation. Both start from delta.",
            lambda X, H, Y: (tanh_rows(lambda H: 1.0)(X, H, Y)[0], tanh_rows()(X, H, Y)[1]),
        ),
        Suspect(
            "averaged-once-more",
            "db is right, and dW is divided by N once more. The factor 1/N is in delta already.",
            lambda X, H, Y: (tanh_rows()(X, H, Y)[0] / len(X), tanh_rows()(X, H, Y)[1]),
        ),
    ),
    "backward_rows": (
        Suspect(
            "factor-half",
            FACTOR_HALF,
            lambda params, cache, Y: [(dW / 2, db / 2) for dW, db in of_rows(params, cache, Y)],
        ),
        *shared(of_rows, [name for name in MISTAKES if "forward" not in MISTAKES[name][1]]),
        Suspect(*UPDATED, updated_in_rows, follows=True),
        Suspect(
            "only-one-sample",
            ONE_SAMPLE,
            lambda params, cache, Y: of_rows(params, [A[:1] for A in cache], Y[:1]),
        ),
        Suspect(
            "weights-reshaped",
            MISTAKES["weights-reshaped"][0],
            lambda params, cache, Y: of_rows(
                params, cache, Y, through=lambda W, delta, dW: reshaped(W.T).T @ delta
            ),
        ),
        Suspect(
            "bias-divided-twice",
            "The weights are right. The biases are divided by the number of samples once more.",
            lambda params, cache, Y: [(dW, db / len(Y)) for dW, db in of_rows(params, cache, Y)],
        ),
        Suspect(
            "bias-summed-over-units",
            "The biases have one number for each sample. Each bias needs one, and every sample "
            "adds to it.",
            lambda params, cache, Y: [
                (None, np.sum(delta, axis=1)) for delta in rows_with_rate(params, cache, Y)[0]
            ],
        ),
    ),
}
