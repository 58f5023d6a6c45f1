"""Mistakes with ReLU, starting weights, deep networks, momentum and Adam; those of the loss."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.cross_entropy import (
    ERROR,
    LOSS,
    TWICE,
    Error,
    by_softmax_twice,
    of_formula,
)
from autograder.checks.diagnosis.misconceptions.deep_networks import (
    Pairs,
    adam,
    backward,
    each,
    error,
    forward,
    momentum,
    on,
    sigmoid,
)
from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects

UPHILL = "The step goes uphill: look at its sign."
LEAKY = (
    "Where u is negative there is a small slope: that is the leaky ReLU. Here the units are off."
)
OF_THE_GRADIENT = (
    "The ReLU was applied to what comes back. Which units let it through is decided by u."
)
REVERSED = "The units that are on are treated as off, and those that are off as on."


def started(
    scale: Callable[[int, int], float],
    *,
    draw: Callable[[Any, int, int], Any] = lambda rng, n, m: rng.normal(size=(n, m)),
    bias: Callable[[Any, int], Any] = lambda rng, m: np.zeros(m),
    backwards: bool = False,
) -> Callable[[Any, Any], Pairs]:
    """Return starting parameters, with a part of them made in another way.

    Args:
        scale: what the draws are multiplied with, from the inputs and outputs of a layer.
        draw: makes W from the generator, inputs and outputs.
        bias: makes b from the generator and the outputs.
        backwards: whether the last layer is drawn first.
    """

    def answer(sizes: Any, rng: Any) -> Pairs:
        layers = [*pairwise(sizes)]
        found = [
            (scale(n, m) * draw(rng, n, m), bias(rng, m))
            for n, m in (layers[::-1] if backwards else layers)
        ]
        return found[::-1] if backwards else found

    return answer


def he(n: int, m: int) -> float:
    """Return He's standard deviation."""
    return float(np.sqrt(2 / n))


def biases_of_the_inputs(sizes: Any, rng: Any) -> Pairs:
    """Return He's start with a bias for each input of a layer."""
    return [(W, np.zeros(len(W))) for W, _ in started(he)(sizes, rng)]


def own_biases(returned: Any, sizes: Any, rng: Any) -> Pairs:
    """Take the biases as they are, where not all of them are 0."""
    if not any(np.any(b) for _, b in returned):
        raise ValueError("all biases are 0")
    weights = started(he)(sizes, rng)
    return [(W, b) for (W, _), (_, b) in zip(weights, returned, strict=True)]


def square_permitting(delta: Any, W: Any) -> Any:
    """Take an error term through W itself where the shapes allow it."""
    return delta @ (W if W.shape[0] == W.shape[1] else W.T)


def of_another_layer(shift: int) -> Callable[[Any, Any, int], Any]:
    """Return the slopes of a layer further up or down, where the sizes allow it."""

    def mask(Us: Any, Xs: Any, i: int) -> Any:
        j = i + shift
        fits = 0 <= j < len(Us) and Us[j].shape == Us[i].shape
        return on(Us[j] if fits else Us[i])

    return mask


def summed_over_units(params: Any, cache: Any, C: Any) -> Pairs:
    """Claim that the biases have one number a sample."""
    grads = backward(params, cache, C, bias=lambda delta, back: np.sum(delta, axis=1))
    return [(None, db) for _, db in grads]


def without(part: int, whole: Callable[..., tuple[Pairs, ...]]) -> Callable[..., Any]:
    """Leave the weights, part 0, or the biases, part 1, of all that a step changes as they are."""

    def answer(params: Any, grads: Any, *others: Any) -> Any:
        made = whole(params, grads, *others)
        before = (params, *others[: len(made) - 1])
        return tuple(
            [
                tuple(o if k == part else n for k, (o, n) in enumerate(zip(*pairs, strict=True)))
                for pairs in zip(old, new, strict=True)
            ]
            for old, new in zip(before, made, strict=True)
        )

    return answer


def in_the_biases(
    right: Callable[..., tuple[Pairs, ...]], changed: Callable[..., tuple[Pairs, ...]]
) -> Callable[..., Any]:
    """Take the weights from one step and the biases from another."""

    def answer(*given: Any) -> Any:
        both = zip(right(*given), changed(*given), strict=True)
        return tuple(
            [(W, b) for (W, _), (_, b) in zip(ours, theirs, strict=True)] for ours, theirs in both
        )

    return answer


def hunted_means(last: Error = error, **changes: Any) -> Callable[..., Any]:
    """Claim what the running means are after a step with other gradients."""

    def answer(
        params: Any, mean: Any, square: Any, t: int, X: Any, C: Any, eta: float
    ) -> tuple[Any, ...]:
        grads = backward(params, forward(params, X), C, last=last, **changes)
        return None, each(lambda m, g: 0.9 * m + 0.1 * g, mean, grads), None, None

    return answer


def hunted_step(
    fade: Callable[[int], tuple[float, float]], sign: float = 1.0
) -> Callable[..., Any]:
    """Claim where the parameters are, from the student's own running means.

    Args:
        fade: the divisors of the two means, from t.
        sign: of the step.
    """

    def answer(
        returned: Any, params: Any, mean: Any, square: Any, t: int, X: Any, C: Any, eta: float
    ) -> tuple[Any, ...]:
        one, two = fade(t)
        moved = each(
            lambda p, m, s: p - sign * eta * m / one / (np.sqrt(s / two) + 1e-8),
            params, returned[1], returned[2],
        )  # fmt: skip
        return moved, None, None, None

    return answer


def hunted_whole(
    keep: Callable[..., Any] = lambda m, s, *corrected: (m, s), **changes: Any
) -> Callable[..., Any]:
    """Claim all but the loss, after a right step with other gradients, or other means kept."""

    def answer(
        params: Any, mean: Any, square: Any, t: int, X: Any, C: Any, eta: float
    ) -> tuple[Any, ...]:
        grads = backward(params, forward(params, X), C, **changes)
        right = adam(kept=keep)
        return *right(params, grads, mean, square, t, eta, 0.9, 0.999, 1e-8), None

    return answer


def hunted_loss(loss: Callable[[Any, Any], float]) -> Callable[..., Any]:
    """Claim what the loss is, from logits and targets."""

    def answer(
        params: Any, mean: Any, square: Any, t: int, X: Any, C: Any, eta: float
    ) -> tuple[Any, ...]:
        return None, None, None, loss(forward(params, X)[0][-1], C)

    return answer


KINK = "one-at-the-kink"
PASSES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "slope-missing-in-hidden-layers": (
        "The output layer is right. Below it, what comes back passes units that are off as well.",
        {"mask": lambda Us, Xs, i: 1.0},
    ),
    "mask-reversed": (
        f"The output layer is right. Below it: {REVERSED[0].lower()}{REVERSED[1:]}",
        {"mask": lambda Us, Xs, i: 1 - on(Us[i])},
    ),
    "slope-of-the-layer-above": (
        "The output layer is right. Below it, each slope belongs to the layer above where the "
        "sizes allow it: the index of Us is off by one.",
        {"mask": of_another_layer(1)},
    ),
    "slope-of-the-layer-below": (
        "The slopes belong to the layer below where the sizes allow it: an index is off by one.",
        {"mask": of_another_layer(-1)},
    ),
    "slope-of-the-sigmoid": (
        "The output layer is right. Below it the slope is that of a sigmoid, made from the "
        "activation. The units are ReLUs.",
        {"mask": lambda Us, Xs, i: Xs[i + 1] * (1 - Xs[i + 1])},
    ),
    "sigmoid-slope-of-u": (
        "The output layer is right. Below it the slope is that of a sigmoid. The units are ReLUs.",
        {"mask": lambda Us, Xs, i: sigmoid(Us[i]) * (1 - sigmoid(Us[i]))},
    ),
    "value-for-slope": (
        "The output layer is right. Below it the activation stands where its slope belongs.",
        {"mask": lambda Us, Xs, i: Xs[i + 1]},
    ),
    "leaky-slope": (
        f"The output layer is right. Below it: {LEAKY[0].lower()}{LEAKY[1:]}",
        {"mask": lambda Us, Xs, i: np.where(Us[i] > 0, 1.0, 0.01)},
    ),
    "relu-at-the-output": (
        "The slope of a ReLU is applied to the logits. The last layer has no activation.",
        {"last": lambda U, C: error(U, C) * on(U)},
    ),
    "relu-of-the-gradient": (
        f"The output layer is right. Below it: {OF_THE_GRADIENT[0].lower()}{OF_THE_GRADIENT[1:]}",
        {"through": lambda delta, W: np.maximum(delta @ W.T, 0.0), "mask": lambda Us, Xs, i: 1.0},
    ),
    KINK: (
        "Units whose u is exactly 0 let the error through. What does the text say of their slope?",
        {"mask": lambda Us, Xs, i: np.where(Us[i] >= 0, 1.0, 0.0)},
    ),
    "matrix-not-transposed": (
        "Down to a square W everything is right, and below it nothing is: columns of W are used "
        "where rows belong.",
        {"through": square_permitting},
    ),
    "preactivation-for-input": (
        "All biases are right, so the error terms are. The weights are made with the "
        "pre-activation of the layer below. What does W multiply in the forward pass?",
        {"below": lambda Us, Xs, i: Us[i - 1] if i else Xs[0]},
    ),
    "bias-before-slope": (
        "All weights are right, and the biases of the output layer. Those below take the gradient "
        "as it is before the slope of their layer.",
        {"bias": lambda delta, back: np.sum(back, axis=0)},
    ),
    "bias-averaged": (
        "The weights are right. The biases are divided by the number of samples once more.",
        {"bias": lambda delta, back: np.mean(delta, axis=0)},
    ),
}


def of_passes(
    made: Callable[..., Callable[..., Any]], *, but: tuple[str, ...] = ()
) -> Iterator[Suspect]:
    """Yield the mistakes on the way back, each as what this makes of the step that is changed."""
    for name, (hint, changes) in PASSES.items():
        if name not in but:
            yield Suspect(name, hint, made(**changes))


def two_layers(slip: int, change: Callable[..., Any]) -> Callable[..., Pairs]:
    """Return the pass of the cell to complete, with its line 0, delta1, or 1, dW1, changed."""

    def answer(params: Any, cache: Any, C: Any) -> Pairs:
        (U1, U2), (X0, X1) = cache
        delta2 = error(U2, C)
        back = delta2 @ params[1][0].T
        delta1 = change(back, U1, X1) if slip == 0 else back * on(U1)
        dW1 = change(X0, delta1, U1) if slip == 1 else X0.T @ delta1
        return [(dW1, np.sum(delta1, axis=0)), (X1.T @ delta2, np.sum(delta2, axis=0))]

    return answer


SUSPECTS: Suspects = {
    "relu": (
        Suspect("slope-for-value", "These are the slopes. The values are asked for.", on),
        Suspect(
            "absolute-value",
            ("A negative u comes out as its size. A unit that is off says 0."),
            np.abs,
        ),
        Suspect(
            "other-half-kept",
            "The negative half is kept, and the positive one is 0.",
            (lambda u: np.minimum(u, 0.0)),
        ),
        Suspect("leaky", LEAKY, lambda u: np.where(u > 0, u, 0.01 * u)),
        Suspect("leaky", LEAKY, lambda u: np.where(u > 0, u, 0.1 * u)),
        Suspect("sigmoid-applied", "This is the sigmoid of u.", sigmoid),
        Suspect(
            "kink-at-one",
            "It has its kink at 1. Where u is just above 0, what comes out?",
            (lambda u: np.maximum(u, 1.0)),
        ),
        Suspect(
            "softplus",
            "This is the softplus, a ReLU without a kink.",
            (lambda u: np.logaddexp(0.0, u)),
        ),
        Suspect(
            "cut-at-one",
            "Large u are cut off. A unit that is on passes u on as it is.",
            (lambda u: np.clip(u, 0.0, 1.0)),
        ),
    ),
    "relu_prime": (
        Suspect(
            "one-at-the-kink",
            "At the kink yours is 1. What does the text say of the slope there?",
            (lambda u: np.where(u >= 0, 1.0, 0.0)),
        ),
        Suspect(
            "half-at-the-kink",
            "At the kink yours is ½. What does the text say of the slope there?",
            (lambda u: np.heaviside(u, 0.5)),
        ),
        Suspect("mask-reversed", REVERSED, lambda u: np.where(u < 0, 1.0, 0.0)),
        Suspect("mask-reversed", REVERSED, lambda u: np.where(u <= 0, 1.0, 0.0)),
        Suspect(
            "sign-for-slope", "These are the signs. A line that is flat has the slope 0.", (np.sign)
        ),
        Suspect("leaky-slope", LEAKY, lambda u: np.where(u > 0, 1.0, 0.01)),
        Suspect("leaky-slope", LEAKY, lambda u: np.where(u > 0, 1.0, 0.1)),
        Suspect(
            "value-for-slope",
            "These are the values of the ReLU. How fast do they change?",
            (lambda u: np.maximum(u, 0.0)),
        ),
        Suspect("always-one", "It is 1 everywhere, for the units that are off too.", np.ones_like),
        Suspect(
            "slope-of-the-sigmoid",
            "This is the slope of the sigmoid.",
            (lambda u: sigmoid(u) * (1 - sigmoid(u))),
        ),
        Suspect(
            "sigmoid-for-slope", "This is the sigmoid, the slope of a ReLU with no kink.", (sigmoid)
        ),
    ),
    "leaky_relu_grad": (
        Suspect(
            "flat-below-zero",
            "Where u is negative nothing comes through. What is a for?",
            (lambda g, u, a: g * on(u)),
        ),
        Suspect(
            "mask-reversed",
            "The slopes of the two sides are exchanged.",
            (lambda g, u, a: g * np.where(u > 0, a, 1.0)),
        ),
        Suspect(
            "slope-everywhere", "The slope a stands on both sides of 0.", (lambda g, u, a: g * a)
        ),
        Suspect(
            "value-for-slope",
            "The value of the leaky ReLU stands where its slope belongs.",
            (lambda g, u, a: g * np.where(u > 0, u, a * u)),
        ),
        Suspect(
            "u-for-slope",
            "On one side u stands where its slope belongs.",
            (lambda g, u, a: g * np.where(u > 0, u, a)),
        ),
        Suspect(
            "slope-negative",
            "The slope below 0 has the wrong sign.",
            (lambda g, u, a: g * np.where(u > 0, 1.0, -a)),
        ),
        Suspect(
            "slopes-returned",
            ("These are the slopes alone: the gradient that arrives has not been used."),
            lambda g, u, a: np.where(u > 0, 1.0, a),
        ),
        Suspect(
            "added",
            "Gradient and slope are added. What does a slope do to a gradient?",
            (lambda g, u, a: g + np.where(u > 0, 1.0, a)),
        ),
        Suspect(
            "mask-of-the-gradient",
            ("The side is chosen by the gradient that arrives. On which side of 0 is u?"),
            lambda g, u, a: g * np.where(g > 0, 1.0, a),
        ),
        Suspect(
            "divided",
            "The gradient is divided by the slope.",
            (lambda g, u, a: g / np.where(u > 0, 1.0, a)),
        ),
    ),
    "he_init": (
        Suspect(
            "variance-for-deviation",
            ("The numbers are multiplied by the variance. What does a factor do to a variance?"),
            started(lambda n, m: 2 / n),
        ),
        Suspect(
            "outputs-for-inputs",
            (
                "The scale of a layer is made from the number of its outputs. Over how many "
                "terms does "
                "the sum of u run?"
            ),
            started(lambda n, m: float(np.sqrt(2 / m))),
        ),
        Suspect(
            "glorot",
            "This is Glorot's scale, from inputs and outputs.",
            (started(lambda n, m: float(np.sqrt(2 / (n + m))))),
        ),
        Suspect(
            "no-half-lost",
            ("This scale keeps the size of u where no half is lost. What does a ReLU take away?"),
            started(lambda n, m: float(np.sqrt(1 / n))),
        ),
        Suspect(
            "not-scaled",
            "The numbers are as they were drawn: they are not scaled.",
            (started(lambda n, m: 1.0)),
        ),
        Suspect(
            "divided-twice",
            ("The weights are too small for units that get a sum of n terms: a root is missing."),
            started(lambda n, m: float(np.sqrt(2) / n)),
        ),
        Suspect(
            "divided-for-multiplied",
            "The scale grows with the number of inputs.",
            (started(lambda n, m: float(np.sqrt(n / 2)))),
        ),
        Suspect(
            "drawn-transposed",
            (
                "The numbers are drawn as for column notation and turned round. The text says "
                "with which "
                "size they are drawn."
            ),
            started(he, draw=lambda rng, n, m: rng.normal(size=(m, n)).T),
        ),
        Suspect(
            "drawn-from-the-back", "The last layer is drawn first.", (started(he, backwards=True))
        ),
        *(
            Suspect(
                "seeded-inside",
                ("These are numbers of a generator of your own. All randomness comes from rng."),
                lambda sizes, rng, seed=seed: started(he)(sizes, np.random.default_rng(seed)),
            )
            for seed in (0, 1, 42)
        ),
        Suspect(
            "uniform-draw",
            "The numbers are drawn from a uniform distribution.",
            (started(he, draw=lambda rng, n, m: rng.uniform(-np.sqrt(3), np.sqrt(3), size=(n, m)))),
        ),
        *(
            Suspect(
                "biases-drawn",
                "The biases are drawn as well. What should they be?",
                (started(he, bias=draw)),
            )
            for draw in (
                lambda rng, m: rng.normal(size=m),
                lambda rng, m: 0.01 * rng.normal(size=m),
                lambda rng, m: 0.1 * rng.normal(size=m),
            )
        ),
        Suspect(
            "biases-of-the-inputs",
            "There is a bias for each input of a layer. Of what is a bias a part?",
            biases_of_the_inputs,
        ),
        Suspect(
            "biases-not-zero",
            "The weights are right. What should the biases be?",
            (own_biases),
            follows=True,
        ),
    ),
    "backward_deep": (
        *of_formula(ERROR, lambda last: partial(backward, last=last)),
        *of_passes(partial(partial, backward)),
        Suspect(
            "bias-summed-over-units",
            (
                "The biases have one number for each sample. Each bias needs one, and every sample "
                "adds to it."
            ),
            summed_over_units,
        ),
    ),
    "two_layer_deep": (
        Suspect(
            "slope-missing",
            "What comes back passes units that are off as well.",
            (two_layers(0, lambda back, U1, X1: back)),
        ),
        Suspect("mask-reversed", REVERSED, two_layers(0, lambda back, U1, X1: back * (1 - on(U1)))),
        Suspect(
            "value-for-slope",
            "The activation stands where its slope belongs.",
            (two_layers(0, lambda back, U1, X1: back * X1)),
        ),
        Suspect(
            "slope-alone",
            "The slopes are there, and what comes back is not.",
            (two_layers(0, lambda back, U1, X1: on(U1))),
        ),
        Suspect(
            "relu-of-the-gradient",
            OF_THE_GRADIENT,
            two_layers(0, lambda back, U1, X1: np.maximum(back, 0.0)),
        ),
        *(
            Suspect(
                "slope-of-the-sigmoid",
                "The slope of the hidden units is that of a sigmoid. The units are ReLUs.",
                two_layers(0, change),
            )
            for change in (
                lambda back, U1, X1: back * X1 * (1 - X1),
                lambda back, U1, X1: back * sigmoid(U1) * (1 - sigmoid(U1)),
            )
        ),
        Suspect(
            "averaged-once-more",
            ("The weights of layer 1 are divided by N once more. The factor is in delta2 already."),
            two_layers(1, lambda X0, delta1, U1: X0.T @ delta1 / len(X0)),
        ),
        Suspect(
            "slope-twice",
            "The slope of layer 1 is in it twice or belongs elsewhere.",
            (two_layers(1, lambda X0, delta1, U1: X0.T @ (delta1 * U1))),
        ),
    ),
    "momentum_step": (
        Suspect("uphill", UPHILL, momentum(step=lambda v, old, g, eta, beta: -eta * v)),
        Suspect(
            "velocity-not-kept",
            ("The parameters are right. The velocity is still the one that came in."),
            momentum(kept=lambda v, old: old),
        ),
        Suspect(
            "gradient-subtracted",
            "In the velocity the gradient has the wrong sign.",
            (momentum(lambda v, g, eta, beta: beta * v - g)),
        ),
        Suspect(
            "gradient-subtracted-and-added",
            (
                "Velocity and step have both changed their signs: the parameters are right, "
                "and the "
                "velocity points the other way."
            ),
            momentum(lambda v, g, eta, beta: beta * v - g, lambda v, old, g, eta, beta: -eta * v),
        ),
        Suspect(
            "averaged",
            (
                "The velocity is an average of the old one and the gradient. The text adds "
                "the whole "
                "gradient."
            ),
            momentum(lambda v, g, eta, beta: beta * v + (1 - beta) * g),
        ),
        Suspect(
            "moved-along-the-old-velocity",
            ("The velocity is right. The parameters move along the one that came in."),
            momentum(step=lambda v, old, g, eta, beta: eta * old),
        ),
        Suspect(
            "rate-in-the-velocity",
            "eta is in the velocity, and comes in twice.",
            (momentum(lambda v, g, eta, beta: beta * v + eta * g)),
        ),
        Suspect(
            "rate-in-the-velocity",
            ("eta is in the velocity, where the text has it in the step alone."),
            momentum(lambda v, g, eta, beta: beta * v + eta * g, lambda v, old, g, eta, beta: v),
        ),
        Suspect(
            "rate-in-the-velocity",
            "eta is in the velocity, and so is the sign of the step. The text has both in the step "
            "alone.",
            momentum(lambda v, g, eta, beta: beta * v - eta * g, lambda v, old, g, eta, beta: -v),
        ),
        *(
            Suspect(
                "biases-without-momentum",
                "The weights are right. The biases take a step of plain gradient descent: where is "
                "their velocity?",
                in_the_biases(momentum(), change),
            )
            for change in (
                momentum(faster=lambda v, g, eta, beta: g),
                momentum(faster=lambda v, g, eta, beta: g, kept=lambda v, old: old),
                momentum(step=lambda v, old, g, eta, beta: eta * g),
            )
        ),
        *(
            Suspect(
                "velocity-of-the-biases-not-kept",
                "The parameters are right, and so is the velocity of the weights. That of the "
                "biases is not the new one.",
                in_the_biases(momentum(), momentum(kept=kept)),
            )
            for kept in (lambda v, old: old, lambda v, old: 0 * old)
        ),
        Suspect(
            "nothing-fades",
            "The whole velocity is kept: beta has no effect.",
            (momentum(lambda v, g, eta, beta: v + g)),
        ),
        Suspect(
            "gradient-fades",
            "The gradient has the factor beta. Which of the two fades?",
            (momentum(lambda v, g, eta, beta: v + beta * g)),
        ),
        Suspect(
            "both-fade",
            "The gradient has the factor beta too: look at the brackets.",
            (momentum(lambda v, g, eta, beta: beta * (v + g))),
        ),
        Suspect(
            "gradient-alone",
            (
                "The velocity is right. The parameters move along the gradient, without the "
                "velocity."
            ),
            momentum(step=lambda v, old, g, eta, beta: eta * g),
        ),
        Suspect(
            "without-momentum",
            "The velocity is the gradient alone. Where is the old one?",
            (momentum(lambda v, g, eta, beta: g)),
        ),
        Suspect(
            "looks-ahead",
            (
                "The velocity is right. The step takes a gradient more than the velocity: that is "
                "Nesterov's, another method."
            ),
            momentum(step=lambda v, old, g, eta, beta: eta * (g + beta * v)),
        ),
        Suspect(
            "rate-left-out", "eta has no effect.", (momentum(step=lambda v, old, g, eta, beta: v))
        ),
        Suspect(
            "biases-left-alone",
            "The weights are right, and the biases have not changed.",
            (without(1, momentum())),
        ),
        Suspect(
            "weights-left-alone",
            "The biases are right, and the weights have not changed.",
            (without(0, momentum())),
        ),
    ),
    "adam_step": (
        Suspect(
            "bias-correction-missing",
            (
                "Both means are right. The step is taken with them as they are, and early on "
                "they are "
                "too small."
            ),
            adam(exponent=lambda t: (np.inf, np.inf)),
        ),
        Suspect(
            "mean-not-corrected",
            ("Both means are right. In the step, that of the gradients is not corrected."),
            adam(exponent=lambda t: (np.inf, t)),
        ),
        Suspect(
            "square-not-corrected",
            ("Both means are right. In the step, that of the squares is not corrected."),
            adam(exponent=lambda t: (t, np.inf)),
        ),
        Suspect(
            "corrected-as-at-the-first-step",
            ("Both means are right. The correction is the same at every step: t has no effect."),
            adam(exponent=lambda t: (1, 1)),
        ),
        Suspect(
            "one-step-late",
            "The correction is that of the next step: t counts from 1.",
            (adam(exponent=lambda t: (t + 1, t + 1))),
        ),
        Suspect(
            "one-step-early",
            "The correction is that of the step before: t counts from 1.",
            (adam(exponent=lambda t: (t - 1, t - 1))),
        ),
        Suspect(
            "eps-inside-the-root",
            "It makes a difference where eps stands: yours is under the root.",
            (adam(root=lambda s, eps: np.sqrt(s + eps))),
        ),
        Suspect(
            "eps-left-out", "The number eps has no effect.", adam(root=lambda s, eps: np.sqrt(s))
        ),
        Suspect(
            "eps-subtracted",
            "The sign of eps is reversed.",
            (adam(root=lambda s, eps: np.sqrt(s) - eps)),
        ),
        Suspect(
            "root-left-out",
            "The step is divided by the mean of squares, without a root.",
            (adam(root=lambda s, eps: s + eps)),
        ),
        *(
            Suspect(
                "eps-after-the-division",
                "Both means are right. The root alone divides, and eps is added to what comes out: "
                "look at the brackets.",
                adam(root=lambda s, eps: np.sqrt(s), more=more),
            )
            for more in (lambda eta, eps: -eta * eps, lambda eta, eps: eps)
        ),
        Suspect(
            "eps-beside-the-uncorrected-root",
            "Both means are right. In the step eps stands beside the root of a mean that is not "
            "corrected yet.",
            adam(beside=lambda eps, fade2: eps / np.sqrt(fade2)),
        ),
        Suspect(
            "square-of-the-weighted-gradient",
            "In the mean of the squares the factor of the gradient is squared as well: look at the "
            "brackets.",
            adam(fresh=lambda one, two: (1 - one, (1 - two) ** 2)),
        ),
        *(
            Suspect(
                "gradient-counts-whole",
                f"In {where} what is new counts whole. How much do old and new count together?",
                adam(fresh=fresh),
            )
            for where, fresh in (
                ("both means", lambda one, two: (1.0, 1.0)),
                ("the mean of the gradients", lambda one, two: (1.0, 1 - two)),
                ("the mean of the squares", lambda one, two: (1 - one, 1.0)),
            )
        ),
        *(
            Suspect(
                "usual-betas",
                f"It is as if {which} had its usual value. It has another one here: which number "
                "stands in your code?",
                adam(betas=betas),
            )
            for which, betas in (
                ("beta1", lambda one, two: (0.9, two)),
                ("beta2", lambda one, two: (one, 0.999)),
                ("each beta", lambda one, two: (0.9, 0.999)),
            )
        ),
        Suspect(
            "betas-exchanged",
            "The two betas are exchanged: which mean fades more slowly?",
            (adam(betas=lambda one, two: (two, one))),
        ),
        Suspect(
            "one-beta-for-both",
            "Both means fade with beta1. Each has a beta of its own.",
            (adam(betas=lambda one, two: (one, one))),
        ),
        Suspect(
            "one-beta-for-both",
            "Both means fade with beta2. Each has a beta of its own.",
            (adam(betas=lambda one, two: (two, two))),
        ),
        Suspect(
            "weights-of-the-means-exchanged",
            ("The old means fade away at once: beta and 1 − beta are exchanged."),
            adam(betas=lambda one, two: (1 - one, 1 - two)),
        ),
        Suspect(
            "mean-squared",
            "The mean is squared, where the squares of the gradient belong.",
            (adam(squared=lambda g, m: m**2)),
        ),
        Suspect(
            "corrected-means-kept",
            ("The parameters are right. The means that are returned are corrected ones."),
            adam(kept=lambda m, s, m_hat, s_hat: (m_hat, s_hat)),
        ),
        Suspect("uphill", UPHILL, adam(sign=-1.0)),
        Suspect(
            "old-mean-used",
            ("The means are right. The step uses the mean that came in."),
            adam(step=lambda m, old, g: old),
        ),
        Suspect(
            "gradient-for-mean",
            ("The means are right. The step uses the gradient in place of its mean."),
            adam(step=lambda m, old, g: g),
        ),
        Suspect(
            "biases-left-alone",
            "The weights are right, and the biases have not changed.",
            (without(1, adam())),
        ),
    ),
    "repaired_step": (
        Suspect("softmax-twice", TWICE, hunted_means(by_softmax_twice)),
        *of_formula(ERROR, hunted_means),
        *of_passes(hunted_means, but=("bias-averaged", KINK)),
        Suspect(KINK, PASSES[KINK][0], hunted_whole(**PASSES[KINK][1])),
        Suspect(
            "sum-for-mean",
            "The gradients are sums over the samples.",
            (hunted_means(lambda U, C: len(U) * error(U, C))),
        ),
        Suspect(
            "corrected-means-kept",
            "The parameters are right. The means that are returned are corrected ones.",
            hunted_whole(lambda m, s, *corrected: corrected),
        ),
        Suspect(
            "bias-correction-missing",
            (
                "From your running means, the parameters come out as yours do if these are "
                "taken as "
                "they are. At step 1, how large are they beside the gradient?"
            ),
            hunted_step(lambda t: (1.0, 1.0)),
            follows=True,
        ),
        Suspect(
            "square-not-corrected",
            (
                "From your running means, the parameters come out as yours do if only the "
                "mean of the "
                "gradients is corrected."
            ),
            hunted_step(lambda t: (1 - 0.9**t, 1.0)),
            follows=True,
        ),
        Suspect(
            "mean-not-corrected",
            (
                "From your running means, the parameters come out as yours do if only the "
                "mean of the "
                "squares is corrected."
            ),
            hunted_step(lambda t: (1.0, 1 - 0.999**t)),
            follows=True,
        ),
        Suspect(
            "one-step-late",
            "The correction is that of the next step: t counts from 1.",
            (hunted_step(lambda t: (1 - 0.9 ** (t + 1), 1 - 0.999 ** (t + 1)))),
            follows=True,
        ),
        Suspect(
            "uphill",
            UPHILL,
            (hunted_step(lambda t: (1 - 0.9**t, 1 - 0.999**t), -1.0)),
            follows=True,
        ),
        *of_formula(LOSS, hunted_loss),
    ),
}
