"""The steps of a backward pass that are exercises of their own, any of which may be edited.

They are those of a whole pass, with a batch of one row. What an exercise does not hand in is a row
of nan: an edit that would need it gives nothing finite, and is not made.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import Edit, ways
from autograder.checks.diagnosis.misconceptions.edits.network.edits import (
    BACK,
    ERRORS,
    GRADIENTS,
    SCALES,
    edits_of,
    updated_on_the_way,
)
from autograder.checks.diagnosis.misconceptions.edits.network.network_pass import Curve, Pass
from autograder.checks.diagnosis.misconceptions.edits.network.slopes import (
    OF_ANY_CURVE,
    OF_TANH,
    OF_THE_SIGMOID,
    of_one_layer,
)
from autograder.checks.diagnosis.misconceptions.edits.search import Arrays, Evaluate
from autograder.checks.diagnosis.misconceptions.edits.steps import (
    Steps,
    arrays_of,
    named,
    one_array,
    several_arrays,
)
from autograder.checks.diagnosis.misconceptions.networks import sigmoid, slope


def one_after_another(run: Pass) -> Any:
    """Return what comes back where the slope is multiplied in after every unit above.

    Without it once, as it is multiplied in afterwards.
    """
    back = np.zeros_like(run.us[0])
    for weights, delta in zip(run.weights[1].T, run.made.sent[0], strict=True):
        back = back * slope(run.us[0]) + weights * delta
    return back


ANY_CURVE = of_one_layer(OF_ANY_CURVE)
SIGMOID = of_one_layer((*OF_ANY_CURVE, *OF_THE_SIGMOID))
OUTPUT_DELTA = (*ERRORS, *SIGMOID)
HIDDEN_DELTA = (
    *edits_of(BACK, "through"),
    *SIGMOID,
    *ways("through", "slope-before-the-matrix",
          "The slope is that of the next layer, and it is applied before the weights. It is in "
          "delta_next already; which slope is still missing?",
          # divided by the slope that comes after it
          lambda run, i: (run.made.sent * slope(run.xs[1] @ run.weights[1])) @ run.weights[1].T
          / slope(run.us[0])),
    *ways("through", "slope-in-the-loop",
          "What comes from the first unit above has the slope in it many times, what comes from "
          "the last one once. Does the product with the slope stand in the loop or after it?",
          lambda run, i: one_after_another(run)),
    *ways("through", "added",
          "A weight and an error term are added. By which factor does an error term come back?",
          lambda run, i: np.sum(run.weights[1] + run.made.sent, axis=1)),
    *ways("through", "sign-reversed", "Its size is right and its sign is reversed.",
          lambda run, i: -run.made.sent @ run.weights[1].T, traced=True),
)  # fmt: skip
LAYER_GRADS = (
    *edits_of(GRADIENTS, "below", "weights", "biases"),
    *ways("biases", "bias-stands-still",
          "By your db, no bias would ever move: how fast does u move with it?",
          lambda run, i: np.zeros_like(run.deltas[0][0])),
    *ways("biases", "bias-of-ones",
          "Your db is how fast u moves with b: what came back to u is not in it.",
          lambda run, i: np.ones_like(run.deltas[0][0])),
    *ways("below", "slope-applied",
          "In the gradient by W a slope is multiplied in: it is in delta already.",
          lambda run, i: run.xs[0] * slope(run.xs[0])),
)  # fmt: skip
SOFTPLUS = (*edits_of(BACK, "through"), *ANY_CURVE)
TANH_ROWS = (
    *ERRORS, *SCALES, *edits_of(GRADIENTS, "below", "weights", "biases"), *ANY_CURVE,
    *of_one_layer(OF_TANH),
)  # fmt: skip


def _in_one_of_two(edit: Edit, step: str, which: str, suffix: str) -> Edit:
    """Return the edit of a slope that is made on the way to one of two gradients alone."""
    return replace(
        edit,
        step=step,
        name=f"{edit.name}-for-{suffix}",
        hint=f"On the way to {which} alone: {edit.hint[0].lower()}{edit.hint[1:]}",
        change=lambda run, i: run.passed[-1] * edit.change(run, i),
    )


# Lesson 04 has one layer, and no name yet for the gradient by a pre-activation.
COMPOSITE = tuple(
    edit
    for edit in (
        *edits_of(GRADIENTS, "below", "weights"),
        *edits_of(BACK, "through"),
        *SIGMOID,
        *(_in_one_of_two(edit, "used", "grad_W", "weights") for edit in SIGMOID),
        *(_in_one_of_two(edit, "sent", "grad_x", "input") for edit in SIGMOID),
        *ways("slope", "upstream-taken-for-target",
              "It is as if grad_y were a target: it is subtracted from y. It is the gradient by y "
              "already.",
              lambda run, i: (run.xs[1] / run.passed[0] - 1) * slope(run.us[0])),
    )
    if not edit.of_network
)  # fmt: skip


def output_delta(x: Any, y: Any, u: Any) -> Steps:
    """Return the steps to the error term of the last layer.

    Args:
        x: (m,), the output.
        y: (m,), the target.
        u: (m,), the pre-activation.
    """
    nothing, m = unknown(1, 0), len(u)

    def evaluate(edits: Iterable[Edit]) -> Arrays:
        run = Pass(edits, weights=[unknown(0, m)], biases=[unknown(m)],
                   us=[u[None]], xs=[nothing, x[None]], target=y[None])  # fmt: skip
        run.passed.append(run.do("error", 0))
        run.past_the_slope(0)
        return [run.deltas[0][0]]

    return Steps(evaluate, OUTPUT_DELTA, one_array)


def hidden_delta(W: Any, delta: Any, u: Any) -> Steps:
    """Return the steps to the error term of a hidden layer.

    Args:
        W: (m, n), of the layer above.
        delta: (m,), its error term.
        u: (n,), the pre-activation of the hidden layer.
    """
    nothing, above, below = unknown(1, 0), unknown(1, len(delta)), sigmoid(u)[None]

    def evaluate(edits: Iterable[Edit]) -> Arrays:
        run = Pass(edits, weights=[unknown(0, len(u)), W.T], biases=[unknown(len(u)), above[0]],
                   us=[u[None], above], xs=[nothing, below, above], target=nothing)  # fmt: skip
        run.passed.append(above)
        run.deltas.append(delta[None])
        run.made.weights = below.T @ delta[None]
        run.do("sent", 1)
        run.passed.append(run.do("through", 1))
        run.past_the_slope(0)
        return [run.deltas[1][0]]

    return Steps(evaluate, HIDDEN_DELTA, one_array)


def layer_grads(delta: Any, x: Any) -> Steps:
    """Return the steps to the gradients of a layer.

    Args:
        delta: (m,), its error term.
        x: (n,), its input.
    """
    m = len(delta)

    def evaluate(edits: Iterable[Edit]) -> Arrays:
        run = Pass(edits, weights=[unknown(len(x), m)], biases=[unknown(m)], us=[unknown(1, m)],
                   xs=[x[None], unknown(1, m)], target=unknown(1, 0))  # fmt: skip
        run.passed.append(unknown(1, m))
        run.deltas.append(delta[None])
        dW, db = run.into_the_layer(0)
        return [db, dW.T]

    grads = named("db", "dW")
    return Steps(evaluate, LAYER_GRADS, lambda pair: arrays_of([pair]), seen=grads)


def composite_grad(W: Any, x: Any, grad_y: Any) -> Steps:
    """Return the steps to the gradients of a sigmoid layer without biases, by W and by x.

    Args:
        W: (m, n).
        x: (n,).
        grad_y: (m,), what comes back to its output.
    """
    evaluate = _down_a_layer(W, x, grad_y, (sigmoid, slope))

    def following(returned: Arrays) -> Iterable[Edit]:
        return updated_on_the_way(evaluate, returned, 1)

    return Steps(
        evaluate, COMPOSITE, several_arrays, following=following, seen=named("grad_W", "grad_x")
    )


def softplus_layer(W: Any, x: Any, grad_y: Any) -> Steps:
    """Return the steps to the gradient of a softplus layer by its input.

    Args:
        W: (m, n).
        x: (n,).
        grad_y: (m,), what comes back to its output.
    """
    both = _down_a_layer(W, x, grad_y, (lambda u: np.logaddexp(0.0, u), sigmoid))
    return Steps(lambda edits: list(both(edits))[1:], SOFTPLUS, one_array)


def _down_a_layer(W: Any, x: Any, grad_y: Any, curve: tuple[Curve, Curve]) -> Evaluate:
    u = W @ x

    def evaluate(edits: Iterable[Edit]) -> Arrays:
        run = Pass(edits, weights=[W.T], biases=[unknown(len(u))], us=[u[None]],
                   xs=[x[None], curve[0](u)[None]], target=unknown(1, 0), curve=curve)  # fmt: skip
        run.passed.append(grad_y[None])
        run.past_the_slope(0)
        dW, _ = run.into_the_layer(0)
        run.do("sent", 0)
        return [dW.T, run.do("through", 0)[0]]

    return evaluate


def tanh_layer_rows(X: Any, H: Any, Y: Any) -> Steps:
    """Return the steps to the gradients of a layer of tanh units in rows.

    Args:
        X: (N, n), its input.
        H: (N, m), its output.
        Y: (N, m), the targets.
    """
    m = H.shape[1]

    def evaluate(edits: Iterable[Edit]) -> Arrays:
        run = Pass(edits, weights=[unknown(X.shape[1], m)], biases=[unknown(m)],
                   us=[np.arctanh(H)], xs=[X, H], target=Y,
                   curve=(np.tanh, lambda u: 1 - np.tanh(u) ** 2))  # fmt: skip
        return [array for dW, db in run.down() for array in (db, dW)]

    grads = named("db", "dW")
    return Steps(evaluate, TANH_ROWS, lambda pair: arrays_of([pair]), seen=grads)


def unknown(*shape: int) -> Any:
    """Return an array of nan."""
    return np.full(shape, np.nan)
