"""Mistakes in the lemma on elementwise functions, and in two slopes to use it with."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions import Suspect
from autograder.checks.diagnosis.misconceptions._functions import fitted, sigmoid, slope

AT_ACTIVATION = "The slope is taken at the activation. Where on the curve does it belong?"
FUNCTION_ITSELF = "These are the values of the function itself. Its slope is asked for."
PLUS = "A plus stands where a minus belongs: test it at 0, where you know the slope."
SERIES = "These are the first terms of a series: right near 0, and far off elsewhere."

DIFFERENCE = (
    "Every entry is off as a one-sided difference is. The rule for the slope has no step and no "
    "error."
)
Function = Callable[[Any], Any]


def difference(g: Function, g_prime: Function, g_second: Function) -> Callable[[Any, Any], Any]:
    """Return a one-sided difference of g; its step is read from the answer."""

    def answer(returned: Any, x: Any) -> Any:
        step, made = 0.0, g_prime(x)
        for _ in range(3):  # the error is step/2 · g″ and a little more: three rounds find the step
            step += fitted(returned, made, g_second(x) / 2)
            if not 1e-9 < abs(step) < 0.1:
                raise ValueError(f"nobody takes a difference with the step {step}")
            made = (g(x + step) - g(x)) / step
        return made

    return answer


SUSPECTS: dict[str, tuple[Suspect, ...]] = {
    "elementwise_grad": (
        Suspect(
            "derivative-of-the-upstream",
            "The slope is taken at grad_y. At which number does y_i leave the curve of g?",
            lambda grad_y, x, g_prime: grad_y * g_prime(grad_y),
        ),
        Suspect(
            "derivative-at-activation",
            "The slope is taken at an activation of x. At which number does y_i leave the curve "
            "of g?",
            lambda grad_y, x, g_prime: grad_y * g_prime(sigmoid(x)),
        ),
        Suspect(
            "input-for-derivative",
            "x itself stands where the slope of g belongs. That was the lemma on matrices.",
            lambda grad_y, x, g_prime: grad_y * x,
        ),
        Suspect(
            "sigmoid-assumed",
            "This is right if g is the sigmoid. Here g is another function; its derivative is "
            "handed in.",
            lambda grad_y, x, g_prime: grad_y * slope(x),
        ),
        Suspect(
            "divided",
            "grad_y is divided by the slope. How does a small step of x_i get to f: by which "
            "factor, and then by which?",
            lambda grad_y, x, g_prime: grad_y / g_prime(x),
        ),
        Suspect(
            "added",
            "Two numbers are added that the chain rule combines in another way.",
            lambda grad_y, x, g_prime: grad_y + g_prime(x),
        ),
        Suspect(
            "upstream-left-out",
            "These are the slopes alone: grad_y has not been used.",
            lambda grad_y, x, g_prime: g_prime(x),
        ),
        Suspect(
            "slope-of-the-mean",
            "One slope is used for all entries, that at the mean of x.",
            lambda grad_y, x, g_prime: grad_y * g_prime(np.full_like(x, np.mean(x))),
        ),
    ),
    "sigmoid_prime": (
        Suspect("derivative-left-out", FUNCTION_ITSELF, sigmoid),
        Suspect("derivative-at-activation", AT_ACTIVATION, lambda x: slope(sigmoid(x))),
        Suspect(
            "preactivation-for-activation",
            "The rule that gives the slope from the activation was given x.",
            lambda x: x * (1 - x),
        ),
        Suspect(
            "one-factor-missing",
            "One of the two factors is missing: far to the left the slope is 0, and yours is 1.",
            lambda x: sigmoid(-x),
        ),
        Suspect(
            "rule-of-tanh",
            "This is the rule for the slope of tanh, applied to the sigmoid.",
            lambda x: 1 - sigmoid(x) ** 2,
        ),
        Suspect("plus-for-minus", PLUS, lambda x: sigmoid(x) * (1 + sigmoid(x))),
        Suspect(
            "square-missing",
            "A denominator has lost its square: compare with the quotient rule.",
            lambda x: sigmoid(-np.abs(x)),
        ),
        Suspect("small-entries-only", SERIES, lambda x: 1 / 4 - x**2 / 16),
        Suspect(
            "coarse-difference",
            DIFFERENCE,
            difference(sigmoid, slope, lambda x: slope(x) * (1 - 2 * sigmoid(x))),
            follows=True,
        ),
    ),
    "tanh_prime": (
        Suspect("derivative-left-out", FUNCTION_ITSELF, np.tanh),
        Suspect("derivative-at-activation", AT_ACTIVATION, lambda x: 1 - np.tanh(np.tanh(x)) ** 2),
        Suspect(
            "preactivation-for-activation",
            "The rule that gives the slope from the activation was given x.",
            lambda x: 1 - x**2,
        ),
        Suspect(
            "rule-of-sigmoid",
            "This is the rule for the slope of the sigmoid, applied to tanh.",
            lambda x: np.tanh(x) * (1 - np.tanh(x)),
        ),
        Suspect(
            "square-missing",
            "A square is missing: the slope of tanh is the same at x and at −x, yours is not.",
            lambda x: 1 - np.tanh(x),
        ),
        Suspect(
            "square-of-the-argument",
            "The square is taken before tanh. Which of the two is meant to be squared?",
            lambda x: 1 - np.tanh(x**2),
        ),
        Suspect(
            "star-for-power",
            "Something is doubled that should be squared. How does Python write a power?",
            lambda x: 1 - np.tanh(x) * 2,
        ),
        Suspect("plus-for-minus", PLUS, lambda x: 1 + np.tanh(x) ** 2),
        Suspect(
            "hyperbolic-secant",
            "These numbers are the square roots of the right ones: a square is missing.",
            lambda x: 1 / np.cosh(x),
        ),
        Suspect("small-entries-only", SERIES, lambda x: 1 - x**2 + 2 / 3 * x**4),
        Suspect(
            "coarse-difference",
            DIFFERENCE,
            difference(
                np.tanh,
                lambda x: 1 / np.cosh(x) ** 2,
                lambda x: -2 * np.tanh(x) / np.cosh(x) ** 2,
            ),
            follows=True,
        ),
    ),
}
