"""The exercises that ask for a forward pass, or for the gradients of a network."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import Edit, Noted, ways
from autograder.checks.diagnosis.misconceptions.edits.network.edits import (
    edits_for,
    updated_on_the_way,
)
from autograder.checks.diagnosis.misconceptions.edits.network.forward import (
    ACTIVATIONS,
    ALL,
    NEURON,
    OUTPUT,
    SUM,
    forward_edits,
)
from autograder.checks.diagnosis.misconceptions.edits.network.network_pass import FORWARD, Pass
from autograder.checks.diagnosis.misconceptions.edits.search import Arrays
from autograder.checks.diagnosis.misconceptions.edits.steps import (
    Steps,
    arrays_of,
    layers_seen,
    named,
    one_array,
    several_arrays,
    until_wrong,
)

Kept = Callable[[Pass], Arrays]  # of a forward pass, what an exercise asks for


def _turned(params: Any) -> list[tuple[Any, Any]]:
    """Return parameters of column notation in that of rows."""
    return [(np.asarray(W).T, b) for W, b in params]


def mean_gradient(params: Any, X: Any, Y: Any, *, columns: bool = True) -> Steps:
    """Return the steps to the gradient of a mean over samples, one a row.

    Args:
        params: [(W1, b1), …].
        X: (N, n_0).
        Y: (N, n_L).
        columns: whether the weights are those of column notation.
    """
    weights, biases = zip(*(_turned(params) if columns else params), strict=True)

    right = Pass((), weights=weights, biases=biases, xs=[X], target=Y)
    right.up()

    def evaluate(edits: Iterable[Edit]) -> Iterator[Any]:
        run = Pass(edits, weights=weights, biases=biases, xs=[X], target=Y)
        if isinstance(edits, Noted) or any(edit.step in FORWARD for edit in edits):
            run.up()
        else:
            run.us, run.xs = right.us, right.xs
        for dW, db in run.down():
            yield db
            yield dW.T if columns else dW

    def following(returned: Arrays) -> Iterable[Edit]:
        return updated_on_the_way(evaluate, returned, 2) if len(params) > 1 else ()

    edits = edits_for(len(params))
    return Steps(evaluate, edits, arrays_of, following=following, seen=layers_seen)


def one_sample(params: Any, x: Any, y: Any) -> Steps:
    """Return the steps to the gradient of one sample."""
    return mean_gradient(params, x[np.newaxis], y[np.newaxis])


def from_the_cache(params: Any, cache: Any, Y: Any) -> Steps:
    """Return the steps to the gradient of a mean in row notation, given the activations."""
    return mean_gradient(params, cache[0], Y, columns=False)


def forward_pass(params: Any, X: Any, asked: str, kept: Kept, **more: Any) -> Steps:
    """Return the steps of a forward pass.

    Args:
        params: in row notation.
        X: (N, n_0).
        asked: what an exercise asks for: ALL sums and activations, or some of them alone.
        kept: takes it from a pass.
        more: of its steps.
    """
    weights, biases = zip(*params, strict=True)

    def evaluate(edits: Iterable[Edit]) -> Arrays:
        run = Pass(edits, weights=weights, biases=biases, xs=[X])
        run.up()
        return kept(run)

    return Steps(evaluate, forward_edits(len(params), asked), **more)


def _alone(batch: Any) -> Any:
    """Return the one row of a batch; what a mistake has made of it as it is."""
    return batch[0] if len(batch) == 1 else batch


def _unit(step: str, w: Any, x: Any, b: Any) -> Steps:
    """Return the steps to the one number of a unit."""
    params = [(w[:, np.newaxis], np.array([b]))]
    asked = SUM if step == "kept_sum" else NEURON
    return forward_pass(
        params,
        x[np.newaxis],
        asked,
        lambda run: [np.squeeze(run.do(step, 0))],
        arrays=one_array,
        few=1,
    )


def _layer(W: Any, x: Any, b: Any) -> Steps:
    def kept(run: Pass) -> Arrays:
        return [_alone(run.do("kept_sum", 0)), _alone(run.do("kept", 0))]

    return forward_pass(
        _turned([(W, b)]), x[np.newaxis], ALL, kept, arrays=several_arrays, seen=named("u", "y")
    )


def _two_layers(W1: Any, b1: Any, W2: Any, b2: Any, x: Any) -> Steps:
    return forward_pass(
        _turned([(W1, b1), (W2, b2)]),
        x[np.newaxis],
        OUTPUT,
        lambda run: [_alone(run.do("kept", 1))],
        arrays=one_array,
    )


def _activations(run: Pass) -> Arrays:
    return [run.xs[0], *(run.do("kept", i) for i in range(len(run.us)))]


def _network(params: Any, x: Any) -> Steps:
    return forward_pass(
        _turned(params),
        x[np.newaxis],
        ACTIVATIONS,
        lambda run: [_alone(array) for array in _activations(run)],
        arrays=several_arrays,
        seen=partial(_up_to, 1),
    )


def _rows(params: Any, X: Any) -> Steps:
    return forward_pass(
        params, X, ACTIVATIONS, _activations, arrays=several_arrays, seen=partial(_up_to, 1)
    )


def _sums_and_activations(params: Any, x: Any) -> Steps:
    def kept(run: Pass) -> Arrays:
        layers = range(len(run.us))
        both = [run.do(step, i) for i in layers for step in ("kept_sum", "kept")]
        return [_alone(array) for array in (run.xs[0], *both)]

    def arrays(returned: Any) -> Arrays:
        us, xs = returned
        both = [part for pair in zip(us, xs[1:], strict=True) for part in pair]
        return several_arrays([xs[0], *both])

    def following(returned: Arrays) -> Iterator[Edit]:
        limit = max(np.max(np.abs(u)) for u in returned[1::2])
        yield from ways(
            "affine", "sigmoid-overflows",
            "All large u are cut off at the same limit. u itself must keep its value; the sigmoid "
            "of the lesson is safe for it.",
            lambda run, i: np.clip(run.made.product + run.biases[i], -limit, limit),
        )  # fmt: skip

    return forward_pass(
        _turned(params),
        x[np.newaxis],
        ALL,
        kept,
        arrays=arrays,
        following=following,
        seen=partial(_up_to, 2),
    )


def _up_to(each: int, right: Any) -> str:
    """Say up to which layer everything is right, where a layer has so many arrays."""
    layers = (until_wrong(right) - 1) // each
    if layers < 1:
        return ""
    last = layers == (len(right) - 1) // each - 1
    return (
        f"Up to layer {layers} everything is right{', and in the last layer not' if last else ''}. "
    )


NETWORKS: Mapping[str, Callable[..., Steps]] = {
    "pre_activation": partial(_unit, "kept_sum"),
    "neuron": partial(_unit, "kept"),
    "layer_forward": _layer,
    "two_layers": _two_layers,
    "network_forward": _network,
    "forward": _sums_and_activations,
    "forward_rows": _rows,
    "backpropagation": one_sample,
    "two_layer_backpropagation": one_sample,
    "batch_gradient": mean_gradient,
    "backward_rows": from_the_cache,
}
