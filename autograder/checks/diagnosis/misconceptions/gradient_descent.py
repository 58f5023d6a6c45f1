"""Mistakes in a step down, in the update of a network, and in training."""

from collections.abc import Callable, Iterable
from itertools import permutations
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.edits.edit import Edit, ways
from autograder.checks.diagnosis.misconceptions.edits.network.network_pass import Pass
from autograder.checks.diagnosis.misconceptions.networks import fitted, sigmoid, slope
from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects

STEPS_UPHILL = "The steps go uphill: the gradient is added."
NO_RATE = "The whole gradient is subtracted: eta has no effect."
RATE_SQUARED = "eta comes in squared."
OWN_RATE = "The step goes along the gradient, but not as far as eta says."
SUM_FOR_MEAN = "The derivatives are added up. Their mean is asked for."
SIGN = "The sign is reversed: which of two is subtracted?"
FACTOR_TWO = "It is twice too large: what becomes of the ½?"
FACTOR_HALF = (
    "It is half of what it should be: what becomes of the ½ when a square is differentiated?"
)
NO_INNER_SLOPE = "How fast the output moves with theta is left out."
LOSS_FOR_GRADIENT = "These are the losses. Their slopes are asked for."
ERROR_SQUARED = "The error comes in squared, as in the loss itself."
THETA_FOR_X = "theta stands where the input belongs. With which factor does the output move?"
NO_TARGET = "The targets have no effect."
RIGHT_BUT_LOSSES = "All parameters are right, the losses are not: "


def own_rate(returned: Any, theta: Any, grad: Any, other: Any) -> Any:
    """Take a step along the gradient with whatever rate the student has."""
    rate = -fitted(returned, theta, grad)
    _unnamed(rate, [1.0] if np.ndim(other) else [1.0, other, -other, 1 / other, other**2])
    return theta - rate * grad


def own_rate_of_network(returned: Any, params: Any, grads: Any, eta: float) -> Any:
    """Take a step with whatever rate the student has."""
    rate = -fitted(returned[-1][0], params[-1][0], grads[-1][0])
    _unnamed(rate, [1.0, eta, -eta, eta / len(params), 1 / eta, eta**2])
    return stepped(params, grads, rate)


def _unnamed(rate: float, known: list[float]) -> None:
    if np.any(np.isclose(rate, [0.0, *known])):
        raise ValueError("a mistake with this rate has a name of its own")


def absolute(H: Any) -> Any:
    """Return the inverse of a symmetric matrix with the signs of its curvatures dropped."""
    values, vectors = np.linalg.eigh(H)
    return (vectors / np.abs(values)) @ vectors.T


def damping(returned: Any, t: Any, g: Any, H: Any) -> Any:
    """Return the multiple of the identity with which (H + λ I) (t − returned) comes nearest g."""
    step = t - returned
    return fitted(g, H @ step, step) * np.eye(len(t))


def stepped(params: Any, grads: Any, rate: float, bias_rate: float | None = None) -> Any:
    """Return the parameters after a step down; biases may have a rate of their own."""
    bias_rate = rate if bias_rate is None else bias_rate
    return [
        (W - rate * dW, b - bias_rate * db) for (W, b), (dW, db) in zip(params, grads, strict=True)
    ]


def after_a_step(
    params: Any,
    X: Any,
    Y: Any,
    rate: float,
    bias_rate: float | None = None,
    edits: Iterable[Edit] = (),
) -> Any:
    """Return the parameters of a network after a step down, with steps of its pass edited."""
    run = Pass(
        edits, weights=[W.T for W, _ in params], biases=[b for _, b in params], xs=[X], target=Y
    )
    run.up()
    grads = [(dW.T, db) for dW, db in run.down()][::-1]
    return stepped(params, grads, rate, bias_rate)


def outputs(params: Any, X: Any) -> Any:
    """Return the output of a network for each row of X."""
    for W, b in params:
        X = sigmoid(X @ W.T + b)
    return X


def unit(gradient: Any) -> Any:
    """Return a gradient of length 1."""
    return gradient / np.linalg.norm(gradient)


def objective(params: Any, X: Any, Y: Any) -> float:
    """Return the mean of the losses."""
    H = outputs(params, X)
    return float(np.sum((H - Y) ** 2) / (2 * len(X)))


def constant(eta: float, samples: int, epoch: int) -> float:
    """Return the rate that a training was given."""
    return eta


def training(
    rate: Callable[[float, int, int], float],
    *,
    order: Callable[[int], Any] = range,
    loss: Callable[[Any, Any, Any], Any] = objective,
    before: bool = False,
    edits: Iterable[Edit] = (),
) -> Callable[..., tuple[Any, list[Any]]]:
    """Return a training, sample by sample, with a step done in another way.

    Args:
        rate: of the steps, from eta, the number of samples and that of the epoch.
        order: from the number of samples to their order.
        loss: of the parameters over all samples.
        before: whether the loss of an epoch is taken before it.
        edits: of the backward pass.
    """

    def answer(params: Any, X: Any, Y: Any, eta: float, epochs: int) -> tuple[Any, list[Any]]:
        losses = []
        for epoch in range(epochs):
            start = params
            for i in order(len(X)):
                one = [i]
                params = after_a_step(params, X[one], Y[one], rate(eta, len(X), epoch), edits=edits)
            losses.append(loss(start if before else params, X, Y))
        return params, losses

    return answer


def updated_while_going_back(params: Any, X: Any, Y: Any, eta: float, epochs: int) -> Any:
    """Send δ through weights that have taken their step."""
    edits = ways(
        "through", "updated-before-passing-on", "",
        lambda run, i: run.made.sent @ (run.weights[i] - eta * run.made.weights).T,
    )  # fmt: skip
    return training(constant, edits=edits)(params, X, Y, eta, epochs)


def last_slope_missing(run: Pass, i: int) -> Any:
    """Take the slopes of the hidden layers alone."""
    return 1.0 if i == len(run.weights) - 1 else slope(run.us[i])


def from_zeros(params: Any, *others: Any) -> Any:
    """Start from 0 in place of the parameters."""
    return training(constant)([(0 * W, 0 * b) for W, b in params], *others)


def running_loss(params: Any, X: Any, Y: Any, eta: float, epochs: int) -> tuple[Any, list[Any]]:
    """Average the losses that are seen during an epoch."""
    losses = []
    for _ in range(epochs):
        seen = []
        for x, y in zip(X, Y, strict=True):
            seen.append(objective(params, x[np.newaxis], y[np.newaxis]))
            params = after_a_step(params, x[np.newaxis], y[np.newaxis], eta)
        losses.append(np.mean(seen))
    return params, losses


def added_up(start_anew: bool, kept: float = 1.0) -> Callable[..., tuple[Any, list[Any]]]:
    """Return a training, sample by sample, whose steps have all gradients so far in them.

    Args:
        start_anew: whether they begin at 0 again in every epoch.
        kept: the part of what was added up that is kept from step to step.
    """

    def answer(params: Any, X: Any, Y: Any, eta: float, epochs: int) -> tuple[Any, list[Any]]:
        losses = []
        sums = [(0 * W, 0 * b) for W, b in params]
        for _ in range(epochs):
            if start_anew:
                sums = [(0 * W, 0 * b) for W, b in params]
            for x, y in zip(X, Y, strict=True):
                fading = [(kept * W, kept * b) for W, b in sums]
                below = after_a_step(params, x[np.newaxis], y[np.newaxis], 1.0)
                sums = stepped(fading, stepped(params, below, 1.0), -1.0)
                params = stepped(params, sums, eta)
            losses.append(objective(params, X, Y))
        return params, losses

    return answer


def of_error_terms(params: Any, X: Any, Y: Any) -> Any:
    """Return what the objective becomes with error terms where the differences belong."""
    H = outputs(params, X)
    return np.sum(((H - Y) * H * (1 - H)) ** 2) / (2 * len(X))


def of_absolute_differences(params: Any, X: Any, Y: Any) -> Any:
    """Return what the objective becomes without its squares."""
    H = outputs(params, X)
    return np.sum(np.abs(H - Y)) / (2 * len(X))


MOST_SAMPLES = 5  # of which every order is tried

# One epoch, from parameters, inputs, targets, rate and an order of the samples.
Epoch = Callable[[Any, Any, Any, float, list[int]], Any]


def one_by_one(params: Any, X: Any, Y: Any, eta: float, order: list[int]) -> Any:
    """Make a whole step with every sample."""
    for i in order:
        params = after_a_step(params, X[[i]], Y[[i]], eta)
    return params


def mismatched(params: Any, X: Any, Y: Any, eta: float, order: list[int]) -> Any:
    """Make one step with the targets in another order than the inputs."""
    return after_a_step(params, X, Y[order], eta)


def in_some_order(one_epoch: Epoch) -> Callable[..., tuple[Any, list[Any]]]:
    """Return a training whose order of samples is read from the losses that the student has."""

    def answer(
        returned: Any, params: Any, X: Any, Y: Any, eta: float, size: int, epochs: int, rng: Any
    ) -> tuple[Any, list[Any]]:
        if not 1 < len(X) <= MOST_SAMPLES or size < len(X):
            raise ValueError("too many orders, or several batches")
        made = [objective(params, X, Y)]
        for seen in returned[1][1:]:
            ends = [
                one_epoch(params, X, Y, eta, list(order)) for order in permutations(range(len(X)))
            ]
            losses = [objective(end, X, Y) for end in ends]
            nearest = int(np.argmin([abs(loss - seen) for loss in losses]))
            params = ends[nearest]
            made.append(losses[nearest])
        return params, made

    return answer


def divided_after_the_first(
    params: Any, X: Any, Y: Any, eta: float, size: int, epochs: int, rng: Any
) -> tuple[Any, list[Any]]:
    """Divide the objective after each epoch by the number of samples once more."""
    params, losses = in_batches(params, X, Y, eta, epochs)
    return params, [losses[0], *(loss / len(X) for loss in losses[1:])]


def in_batches(
    params: Any,
    X: Any,
    Y: Any,
    rate: float,
    epochs: int,
    bias_rate: float | None = None,
    loss: Callable[[Any, Any, Any], Any] = objective,
) -> tuple[Any, list[Any]]:
    """Make one update an epoch with the mean gradient; return all losses, the first included."""
    losses = [loss(params, X, Y)]
    for _ in range(epochs):
        params = after_a_step(params, X, Y, rate, bias_rate)
        losses.append(loss(params, X, Y))
    return params, losses


def line(
    term: Callable[[Any, Any, float], Any] = lambda e, x, theta: e * x,
    *,
    after: Callable[[Any], Any] = np.mean,
) -> Callable[[float, Any, Any], Any]:
    """Return the derivative of the mean of ½ (θ x_i − c_i)², with a step done in another way.

    Args:
        term: of each sample, from its error, its x and θ.
        after: makes one number of them.
    """
    return lambda theta, x, c: after(term(theta * x - c, x, theta))


def epoch(
    slope: Callable[[float, Any, Any], Any] | None = None,
    *,
    step: Callable[[float, Any, float], Any] = lambda theta, slope, eta: theta - eta * slope,
) -> Callable[..., Any]:
    """Return an epoch of a line through 0, with a step done in another way.

    Args:
        slope: of a batch, from θ and its samples.
        step: makes the new θ from the old one, the slope and the rate.
    """
    slope = slope or line()

    def answer(theta: float, x: Any, c: Any, eta: float, batches: Any) -> Any:
        for batch in batches:
            theta = step(theta, slope(theta, x[batch], c[batch]), eta)
        return theta

    return answer


def batch_mode(params: Any, X: Any, Y: Any, eta: float, epochs: int) -> tuple[Any, list[Any]]:
    """Make one update an epoch where every sample makes one."""
    params, losses = in_batches(params, X, Y, eta, epochs)
    return params, losses[1:]


def one_late(
    params: Any, X: Any, Y: Any, eta: float, size: int, epochs: int, rng: Any
) -> tuple[Any, list[Any]]:
    """Return after the first loss those of the epochs before."""
    params, losses = in_batches(params, X, Y, eta, epochs)
    return params, [losses[0], *losses[:-1]]


SUSPECTS: Suspects = {
    "gradient_step": (
        Suspect(
            "uphill-without-rate",
            "The step goes uphill, and eta has no effect.",
            lambda theta, grad, eta: theta + grad,
        ),
        Suspect(
            "normalised",
            "Every step has the length eta. How long is it where the gradient is small?",
            lambda theta, grad, eta: theta - eta * grad / np.linalg.norm(grad),
        ),
        Suspect(
            "parameters-scaled",
            "eta multiplies the parameters as well: look at the brackets.",
            lambda theta, grad, eta: eta * (theta - grad),
        ),
        Suspect("fixed-rate", OWN_RATE, own_rate, follows=True),
    ),
    "newton_step": (
        Suspect(
            "largest-curvature",
            "One rate serves all directions, that of the steepest curvature.",
            lambda t, g, H: t - g / np.linalg.eigvalsh(H)[-1],
        ),
        Suspect(
            "absolute-curvature",
            "The signs of the curvatures are dropped. Newton's step goes to the point where the "
            "gradient is 0, whatever kind of point that is.",
            lambda t, g, H: t - absolute(H) @ g,
        ),
        Suspect(
            "solved-for-theta",
            "The system is solved with theta on its right-hand side. What does the step undo?",
            lambda t, g, H: t - np.linalg.solve(H, t),
        ),
        Suspect(
            "right-hand-side-shifted",
            "theta went into the system of equations. The step comes out of it, and is taken from "
            "theta.",
            lambda t, g, H: np.linalg.solve(H, t - g),
        ),
        Suspect(
            "gradient-descent",
            "The step goes along the gradient: the curvature has no effect.",
            own_rate,
            follows=True,
        ),
        Suspect(
            "damped",
            "One number is added to all curvatures, so that one step does not arrive.",
            lambda returned, t, g, H: t - np.linalg.solve(H + damping(returned, t, g, H), g),
            follows=True,
        ),
    ),
    "update": (
        Suspect(
            "decay",
            "The step is right, and a part of the parameters themselves is subtracted as well. "
            "Does it belong to the step?",
            lambda p, g, eta: stepped(
                p, [(W + dW, b + db) for (W, b), (dW, db) in zip(p, g, strict=True)], eta
            ),
        ),
        Suspect(
            "decay",
            "The biases are right. From W, a part of W itself is subtracted as well. Does it "
            "belong to the step?",
            lambda p, g, eta: stepped(
                p, [(W + dW, db) for (W, _), (dW, db) in zip(p, g, strict=True)], eta
            ),
        ),
        Suspect(
            "parameters-and-gradients-exchanged",
            "The step starts at the gradients and goes along the parameters: the two have changed "
            "places.",
            lambda p, g, eta: stepped(g, p, eta),
        ),
        *(
            Suspect(
                "parameter-for-gradient",
                f"{right}What is subtracted from {which} is a part of {them}: where its gradient "
                "belongs, the parameter itself stands.",
                lambda p, g, eta, W=W, b=b: stepped(
                    p,
                    [
                        (own[0] if W else grads[0], own[1] if b else grads[1])
                        for own, grads in zip(p, g, strict=True)
                    ],
                    eta,
                ),
            )
            for W, b, right, which, them in (
                (False, True, "The weights are right. ", "each bias", "the bias itself"),
                (True, False, "The biases are right. ", "each W", "W itself"),
                (True, True, "", "each parameter", "the parameter itself"),
            )
        ),
        Suspect("ascent", STEPS_UPHILL, lambda p, g, eta: stepped(p, g, -eta)),
        Suspect("rate-left-out", NO_RATE, lambda p, g, eta: stepped(p, g, 1.0)),
        Suspect("rate-squared", RATE_SQUARED, lambda p, g, eta: stepped(p, g, eta**2)),
        Suspect(
            "rate-divided",
            "The gradient is divided by eta: a small rate must make a small step.",
            lambda p, g, eta: stepped(p, g, 1 / eta),
        ),
        Suspect("rate-fixed", OWN_RATE, own_rate_of_network, follows=True),
        Suspect(
            "nothing-moved",
            "No parameter has moved. A name in a loop that is given a new value leaves the list as "
            "it was: where does the new value go?",
            lambda p, g, eta: p,
        ),
        Suspect(
            "biases-left-alone",
            "The weights are right, and the biases have not moved.",
            lambda p, g, eta: stepped(p, g, eta, 0.0),
        ),
        Suspect(
            "biases-without-rate",
            "The weights are right. For the biases, eta has no effect.",
            lambda p, g, eta: stepped(p, g, eta, 1.0),
        ),
        Suspect(
            "weights-left-alone",
            "The biases are right, and the weights have not moved.",
            lambda p, g, eta: stepped(p, g, 0.0, eta),
        ),
        Suspect(
            "weights-without-rate",
            "The biases are right. For the weights, eta has no effect.",
            lambda p, g, eta: stepped(p, g, 1.0, eta),
        ),
        Suspect(
            "ascent-of-weights",
            "The biases are right. The weights go uphill.",
            lambda p, g, eta: stepped(p, g, -eta, eta),
        ),
        Suspect(
            "ascent-of-biases",
            "The weights are right. The biases go uphill.",
            lambda p, g, eta: stepped(p, g, eta, -eta),
        ),
        Suspect(
            "step-returned",
            "These are the steps alone. Where do they lead, starting from the parameters?",
            lambda p, g, eta: [(-eta * dW, -eta * db) for dW, db in g],
        ),
        Suspect(
            "step-returned",
            "These are the steps alone. Where do they lead, starting from the parameters?",
            lambda p, g, eta: [(eta * dW, eta * db) for dW, db in g],
        ),
        Suspect(
            "last-layer-only",
            "Only the last layer has moved.",
            lambda p, g, eta: [*p[:-1], *stepped(p[-1:], g[-1:], eta)],
        ),
        Suspect(
            "first-layer-missed",
            "The first layer has not moved; the others are right. Where does the loop end?",
            lambda p, g, eta: [*p[:1], *stepped(p[1:], g[1:], eta)],
        ),
        Suspect(
            "normalised-step",
            "Every step has the length eta, however small the gradient is.",
            lambda p, g, eta: stepped(p, [(unit(dW), unit(db)) for dW, db in g], eta),
        ),
        Suspect(
            "divided-by-layers",
            "The step is shared between the layers. Each of them takes its own.",
            lambda p, g, eta: stepped(p, g, eta / len(p)),
        ),
    ),
    "train": (
        *(
            Suspect(
                "gradients-add-up",
                "The first step is right. From the second on, the gradients of the samples before "
                "are in the step as well: where does what is added up begin at 0 again?",
                added_up(start_anew),
            )
            for start_anew in (False, True)
        ),
        *(
            Suspect(
                "momentum",
                "The first step is right. From the second on, a part of the steps before is in it: "
                "that is momentum, which is not asked for.",
                added_up(False, kept),
            )
            for kept in (0.9, 0.5, 0.99, 0.8)
        ),
        Suspect(
            "loss-of-the-error-terms",
            f"{RIGHT_BUT_LOSSES}they are made from the error terms, which have the slope of the "
            "last layer in them. What does the loss compare?",
            training(constant, loss=of_error_terms),
        ),
        Suspect(
            "loss-of-absolute-differences",
            f"{RIGHT_BUT_LOSSES}the differences are taken without their sign. They are to be "
            "squared.",
            training(constant, loss=of_absolute_differences),
        ),
        Suspect(
            "each-sample-twice",
            "Every sample makes two steps, one after the other.",
            training(constant, order=lambda samples: [i for i in range(samples) for _ in "ab"]),
        ),
        Suspect(
            "two-rounds-an-epoch",
            "Every epoch goes through the samples twice.",
            training(constant, order=lambda samples: [*range(samples), *range(samples)]),
        ),
        Suspect("ascent", STEPS_UPHILL, training(lambda eta, samples, epoch: -eta)),
        Suspect(
            "update-thrown-away",
            "The parameters are those of the start: what becomes of the updated ones?",
            training(lambda eta, samples, epoch: 0.0),
        ),
        Suspect(
            "updated-while-going-back",
            "The error terms went through weights that had already taken their step. Which weights "
            "did the forward pass use?",
            updated_while_going_back,
        ),
        Suspect(
            "loss-before-the-epoch",
            f"{RIGHT_BUT_LOSSES}each is one epoch early.",
            training(constant, before=True),
        ),
        Suspect(
            "loss-running",
            f"{RIGHT_BUT_LOSSES}they are averages of what was seen during an epoch, at parameters "
            "that changed from sample to sample.",
            running_loss,
        ),
        Suspect(
            "loss-of-the-last-sample",
            f"{RIGHT_BUT_LOSSES}only the last sample is in them.",
            training(constant, loss=lambda params, X, Y: objective(params, X[-1:], Y[-1:])),
        ),
        Suspect(
            "loss-summed",
            f"{RIGHT_BUT_LOSSES}they are sums over the samples.",
            training(constant, loss=lambda params, X, Y: len(X) * objective(params, X, Y)),
        ),
        Suspect(
            "loss-without-half",
            f"{RIGHT_BUT_LOSSES}they are twice too large. Where is the ½?",
            training(constant, loss=lambda params, X, Y: 2 * objective(params, X, Y)),
        ),
        Suspect(
            "loss-mean-over-entries",
            f"{RIGHT_BUT_LOSSES}they are divided by the number of outputs as well.",
            training(constant, loss=lambda params, X, Y: objective(params, X, Y) / Y.shape[1]),
        ),
        Suspect(
            "batch-mode",
            "There is one update an epoch, with the mean gradient. In single-sample mode every "
            "sample makes one.",
            batch_mode,
        ),
        Suspect(
            "gradients-at-the-start",
            "All gradients of an epoch are taken at the parameters of its start. At which "
            "parameters does the second sample find the network?",
            lambda p, X, Y, eta, n: batch_mode(p, X, Y, eta * len(X), n),
        ),
        Suspect(
            "order-reversed",
            "The samples are taken from the last to the first.",
            training(constant, order=lambda samples: reversed(range(samples))),
        ),
        Suspect(
            "first-sample-only",
            "Only the first sample moves the parameters: is every sample used?",
            training(constant, order=lambda samples: [0] * samples),
        ),
        Suspect(
            "rate-divided-by-samples",
            "eta is divided by the number of samples. In single-sample mode no mean is taken.",
            training(lambda eta, samples, epoch: eta / samples),
        ),
        Suspect(
            "rate-decays",
            "The steps become smaller from epoch to epoch. eta is the rate of every step.",
            training(lambda eta, samples, epoch: eta / (1 + epoch)),
        ),
        Suspect(
            "slope-missing-at-output",
            "The error terms lack the slope of the output layer.",
            training(constant, edits=ways("slope", "slope-missing", "", last_slope_missing)),
        ),
        Suspect(
            "starts-from-zeros",
            "Training starts from 0. It must start from the parameters that are handed in.",
            from_zeros,
        ),
    ),
    "line_gradient": (
        Suspect("sum-for-mean", SUM_FOR_MEAN, line(after=np.sum)),
        Suspect("sign-reversed", SIGN, line(lambda e, x, t: -e * x)),
        Suspect("factor-two", FACTOR_TWO, line(lambda e, x, t: 2 * e * x)),
        Suspect("factor-half", FACTOR_HALF, line(lambda e, x, t: e * x / 2)),
        Suspect("inner-slope-left-out", NO_INNER_SLOPE, line(lambda e, x, t: e)),
        Suspect("loss-for-gradient", LOSS_FOR_GRADIENT, line(lambda e, x, t: e**2 / 2)),
        Suspect("error-squared", ERROR_SQUARED, line(lambda e, x, t: e**2 * x)),
        Suspect("theta-for-x", THETA_FOR_X, line(lambda e, x, t: e * t)),
        Suspect("target-left-out", NO_TARGET, lambda theta, x, c: np.mean(theta * x * x)),
        Suspect(
            "target-added",
            "Output and target are added. How far is one from the other?",
            lambda theta, x, c: np.mean((theta * x + c) * x),
        ),
        Suspect(
            "assigned-for-added",
            "Only the last sample has an effect: does each one replace those before?",
            line(after=lambda terms: terms[-1] / len(terms)),
        ),
        Suspect(
            "assigned-for-added",
            "Only the last sample has an effect: does each one replace those before?",
            line(after=lambda terms: terms[-1]),
        ),
        Suspect(
            "returned-too-early",
            "Only the first sample has an effect. Does the return stand in the loop?",
            line(after=lambda terms: terms[0] / len(terms)),
        ),
    ),
    "line_epoch": (
        Suspect("uphill", STEPS_UPHILL, epoch(step=lambda theta, slope, eta: theta + eta * slope)),
        Suspect("sum-for-mean", SUM_FOR_MEAN, epoch(line(after=np.sum))),
        Suspect("rate-forgotten", NO_RATE, epoch(step=lambda theta, slope, eta: theta - slope)),
        Suspect(
            "rate-squared",
            RATE_SQUARED,
            epoch(step=lambda theta, slope, eta: theta - eta**2 * slope),
        ),
        Suspect(
            "rate-divided",
            "The slope is divided by eta: a small rate must make a small step.",
            epoch(step=lambda theta, slope, eta: theta - slope / eta),
        ),
        Suspect(
            "step-only",
            "This is the last step alone. Where does it lead, starting from theta?",
            epoch(step=lambda theta, slope, eta: -eta * slope),
        ),
        Suspect(
            "step-only",
            "This is the last step alone. Where does it lead, starting from theta?",
            epoch(step=lambda theta, slope, eta: eta * slope),
        ),
        Suspect(
            "update-thrown-away",
            "theta is where it started: what becomes of the updated one?",
            epoch(step=lambda theta, slope, eta: theta),
        ),
        Suspect("factor-two", FACTOR_TWO, epoch(line(lambda e, x, t: 2 * e * x))),
        Suspect("factor-half", FACTOR_HALF, epoch(line(lambda e, x, t: e * x / 2))),
        Suspect("inner-slope-left-out", NO_INNER_SLOPE, epoch(line(lambda e, x, t: e))),
        Suspect("loss-for-gradient", LOSS_FOR_GRADIENT, epoch(line(lambda e, x, t: e**2 / 2))),
        Suspect("error-squared", ERROR_SQUARED, epoch(line(lambda e, x, t: e**2 * x))),
        Suspect("theta-for-x", THETA_FOR_X, epoch(line(lambda e, x, t: e * t))),
        Suspect(
            "all-samples-in-every-batch",
            "Every step is made with all samples. Which of them belong to the batch?",
            lambda theta, x, c, eta, batches: epoch()(
                theta, x, c, eta, [np.arange(len(x)) for _ in batches]
            ),
        ),
        Suspect(
            "first-batch-only",
            "Only the first batch has an effect. Does the return stand in the loop?",
            lambda theta, x, c, eta, batches: epoch()(theta, x, c, eta, batches[:1]),
        ),
        Suspect(
            "slope-at-the-start",
            "All slopes are taken at the theta of the start. At which theta does the second batch "
            "find the line?",
            lambda theta, x, c, eta, batches: (
                theta - eta * sum(line()(theta, x[batch], c[batch]) for batch in batches)
            ),
        ),
    ),
    "sgd": (
        Suspect(
            "rate-forgotten",
            NO_RATE,
            lambda p, X, Y, eta, size, n, rng: in_batches(p, X, Y, 1.0, n),
        ),
        Suspect(
            "rate-squared",
            RATE_SQUARED,
            lambda p, X, Y, eta, size, n, rng: in_batches(p, X, Y, eta**2, n),
        ),
        Suspect(
            "mean-taken-twice",
            "The steps are divided by the number of samples once too often.",
            lambda p, X, Y, eta, size, n, rng: in_batches(p, X, Y, eta / len(X), n),
        ),
        Suspect(
            "update-thrown-away",
            "The parameters are those of the start: what becomes of the updated ones?",
            lambda p, X, Y, eta, size, n, rng: in_batches(p, X, Y, 0.0, n),
        ),
        Suspect(
            "first-sample-only",
            "Only the first sample has an effect. The mean over a whole batch is asked for.",
            lambda p, X, Y, eta, size, n, rng: in_batches(p, X[:1], Y[:1], eta, n),
        ),
        *(
            Suspect(
                name,
                f"{RIGHT_BUT_LOSSES}{hint}",
                lambda p, X, Y, eta, size, n, rng, of=of: in_batches(p, X, Y, eta, n, loss=of),
            )
            for name, hint, of in [
                (
                    "loss-summed",
                    "they are sums over the samples.",
                    lambda p, X, Y: len(X) * objective(p, X, Y),
                ),
                (
                    "loss-without-half",
                    "they are twice too large. Where is the ½?",
                    lambda p, X, Y: 2 * objective(p, X, Y),
                ),
                (
                    "loss-mean-over-entries",
                    "they are divided by the number of outputs as well.",
                    lambda p, X, Y: objective(p, X, Y) / Y.shape[1],
                ),
            ]
        ),
        Suspect(
            "uphill", STEPS_UPHILL, lambda p, X, Y, eta, size, n, rng: in_batches(p, X, Y, -eta, n)
        ),
        Suspect(
            "sum-for-mean",
            "The gradients of a batch are added up, so that a larger batch makes a longer step. "
            "Should it?",
            lambda p, X, Y, eta, size, n, rng: in_batches(p, X, Y, eta * len(X), n),
        ),
        Suspect(
            "biases-not-updated",
            "Only the weights move.",
            lambda p, X, Y, eta, size, n, rng: in_batches(p, X, Y, eta, n, 0.0),
        ),
        Suspect(
            "loss-before-the-epoch",
            f"{RIGHT_BUT_LOSSES}from the second on, each is one epoch early.",
            one_late,
        ),
        Suspect(
            "loss-divided-by-samples",
            f"{RIGHT_BUT_LOSSES}from the second on, they are divided by the number of samples once "
            "too often. Is something added up that is a mean already?",
            divided_after_the_first,
        ),
        Suspect(
            "loss-of-the-error-terms",
            f"{RIGHT_BUT_LOSSES}they are made from the error terms, which have the slope of the "
            "last layer in them. What does the loss compare?",
            lambda p, X, Y, eta, size, n, rng: in_batches(p, X, Y, eta, n, loss=of_error_terms),
        ),
        Suspect(
            "step-for-each-sample",
            "All samples are in one batch, and every one of them has made a whole step of its own. "
            "How many steps does a batch make?",
            in_some_order(one_by_one),
            follows=True,
        ),
        Suspect(
            "targets-apart",
            "Inputs and targets do not belong together: your numbers come out when the targets are "
            "taken in another order than the inputs.",
            in_some_order(mismatched),
            follows=True,
        ),
    ),
}
