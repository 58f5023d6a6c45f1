"""Mistakes in the lemmas, in the slopes they are used with, and in the layer made of them."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions.networks import (
    CANCELLED,
    fitted,
    sigmoid,
    slope,
)
from autograder.checks.diagnosis.misconceptions.suspect import Suspect, Suspects, of_entry

AT_ACTIVATION = "The slope is taken at the activation. Where on the curve does it belong?"
FUNCTION_ITSELF = "These are the values of the function itself. Its slope is asked for."
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


def softmax(x: Any) -> Any:
    """Return the softmax of a vector."""
    e = np.exp(x - np.max(x))
    return e / np.sum(e)


def jacobian(p: Any) -> Any:
    """Return diag(p) − p pᵀ, for a p that need not be a softmax."""
    return np.diag(p) - np.outer(p, p)


def back_through(matrix: str) -> tuple[Suspect, ...]:
    """Return the mistakes in taking a gradient back through a matrix, which has this name."""
    return (
        Suspect(
            "matrix-not-transposed",
            f"These numbers come out when rows of {matrix} are used where columns belong. Which "
            f"entries of {matrix} does x_1 meet on its way to y?",
            lambda M, g: M @ g,
        ),
        Suspect(
            "reshape-for-transpose",
            f"{matrix} was given the right shape, but its entries are still in their old order: "
            "a reshape does not exchange rows and columns.",
            lambda M, g: reshaped(M) @ g,
        ),
        Suspect(
            "summed-over-inputs",
            "The products of the paths are right, but the sum runs over the inputs. Which paths "
            "lead from one x_j to f?",
            lambda M, g: np.sum(M * g[:, np.newaxis], axis=1),
        ),
        Suspect(
            "inverse-for-transpose",
            f"These numbers come from solving a system of equations with {matrix}. A gradient "
            "adds up what every path contributes; nothing is inverted on the way.",
            lambda M, g: np.linalg.lstsq(M, g, rcond=None)[0],
        ),
        Suspect(
            "upstream-left-out",
            f"These are the column sums of {matrix}: grad_y has not been used.",
            lambda M, g: M.sum(axis=0),
        ),
        Suspect(
            "last-output-left-out",
            "What comes back over the last output is missing; all the other paths are there. "
            "Where does the loop end?",
            lambda M, g: M[:-1].T @ g[:-1],
        ),
        Suspect(
            "first-output-left-out",
            "What comes back over the first output is missing; all the other paths are there. "
            "Where does the loop begin?",
            lambda M, g: M[1:].T @ g[1:],
        ),
        Suspect(
            "first-output-only",
            "Only the first output passes anything back. Over which outputs does x_1 reach f?",
            lambda M, g: M[0] * g[0],
        ),
        Suspect(
            "assigned-for-added",
            "Only the last output has an effect: is what the others pass back overwritten?",
            lambda M, g: M[-1] * g[-1],
        ),
        Suspect(
            "diagonal-only",
            f"Only the diagonal of {matrix} is used, as if y_i depended on x_i alone.",
            lambda M, g: np.diagonal(M) * g[: min(M.shape)],
        ),
        Suspect(
            "signs-lost",
            "These numbers come out when all signs are dropped before the sum is taken.",
            lambda M, g: np.abs(M).T @ np.abs(g),
        ),
    )


def reshaped(M: Any) -> Any:
    """Force a matrix into the shape of its transpose; a square one already has it."""
    if M.shape[0] == M.shape[1]:
        raise ValueError(f"a reshape does nothing to the shape {M.shape}")
    return M.reshape(M.shape[::-1])


SUSPECTS: Suspects = {
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
        Suspect("cancelled", CANCELLED, lambda x: np.zeros(np.shape(x))),
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
                np.tanh, lambda x: 1 / np.cosh(x) ** 2, lambda x: -2 * np.tanh(x) / np.cosh(x) ** 2
            ),
            follows=True,
        ),
    ),
    "softmax_jacobian": (
        Suspect(
            "off-diagonal-sign",
            "The diagonal is right, and beside it the signs are not: if x_2 grows, does y_1 grow?",
            lambda x: np.outer(softmax(x), softmax(x)) + np.diag(softmax(x) - 2 * softmax(x) ** 2),
        ),
        Suspect(
            "diagonal-term-missing",
            "What stands beside the diagonal is right. On it a term is missing: the one for x_i "
            "in the numerator of y_i.",
            lambda x: -np.outer(softmax(x), softmax(x)),
        ),
        Suspect(
            "outer-product-missing",
            "The sum in the denominator is treated as if it did not depend on x.",
            lambda x: np.diag(softmax(x)),
        ),
        Suspect(
            "output-left-out",
            "Only the diagonal is filled, and there the output itself is missing as a factor.",
            lambda x: np.diag(1 - softmax(x)),
        ),
        Suspect(
            "row-for-column",
            "The diagonal is right; beside it one of the two outputs that meet there is taken "
            "twice. Which entry belongs to the row and which to the column?",
            lambda x: softmax(x) * (np.eye(len(x)) - softmax(x)),
        ),
        Suspect(
            "elementwise-rule-everywhere",
            "The diagonal is right, and its rule is used beside it as well. What is different for "
            "an output and the input of another?",
            lambda x: softmax(x)[:, np.newaxis] * (1 - softmax(x)),
        ),
        Suspect(
            "entries-clipped",
            "These numbers belong to equal outputs: entries that differ were cut off at the same "
            "limit. What can be subtracted from all of them without changing the softmax?",
            lambda x: jacobian(np.full(len(x), 1 / len(x))),
        ),
        Suspect("input-for-output", "x stands where the softmax of x belongs.", jacobian),
        Suspect(
            "sigmoid-for-softmax",
            "These are the slopes of the sigmoid. The softmax is another function: each of its "
            "outputs depends on every input.",
            lambda x: np.diag(sigmoid(x) * (1 - sigmoid(x))),
        ),
        Suspect(
            "function-for-jacobian",
            "These are the outputs of the softmax. Its Jacobian is asked for.",
            softmax,
        ),
    ),
    "affine_grad_x": back_through("W"),
    "affine_grad_x_entry": (
        *of_entry(back_through("W")),
        Suspect(
            "sign-reversed",
            "Its size is right and its sign is reversed.",
            lambda W, g, j: -W[:, j] @ g,
        ),
        Suspect(
            "all-inputs",
            "It is as if y_i moved with x_j by all entries of its row. Which entry does x_j meet?",
            lambda W, g, j: W.sum(axis=1) @ g,
        ),
        Suspect(
            "added",
            "Two numbers are added that the chain rule combines in another way.",
            lambda W, g, j: np.sum(W[:, j] + g),
        ),
    ),
    "affine_grad_W_entry": (
        Suspect(
            "input-left-out",
            "It is an entry of grad_y alone. How fast does y_i move with w_ij?",
            lambda g, x, i, j: g[i],
        ),
        Suspect(
            "upstream-left-out",
            "It is an entry of x alone: grad_y has not been used.",
            lambda g, x, i, j: x[j],
        ),
        Suspect(
            "all-outputs",
            "It is as if every output moved with w_ij. How many of them do?",
            lambda g, x, i, j: np.sum(g) * x[j],
        ),
        Suspect(
            "row-for-column",
            "The entry of x is that of the row. Which input does w_ij meet?",
            lambda g, x, i, j: g[i] * x[i],
        ),
        Suspect(
            "column-for-row",
            "The entry of grad_y is that of the column. Into which output does w_ij lead?",
            lambda g, x, i, j: g[j] * x[j],
        ),
        Suspect(
            "all-inputs",
            "It is as if w_ij met every input. Which does it meet?",
            lambda g, x, i, j: g[i] * np.sum(x),
        ),
        Suspect(
            "added",
            "Two numbers are added that the chain rule combines in another way.",
            lambda g, x, i, j: g[i] + x[j],
        ),
        Suspect(
            "upstream-twice",
            "It is made from grad_y alone, which comes in twice.",
            lambda g, x, i, j: g[i] ** 2,
        ),
        Suspect(
            "sign-reversed",
            "Its size is right and its sign is reversed.",
            lambda g, x, i, j: -g[i] * x[j],
        ),
    ),
    "jacobian_grad": back_through("J"),
    "composite_grad": (
        Suspect(
            "slope-after-the-matrix",
            "The slope is applied on the side of x, after the matrix. In which order are the two "
            "steps undone, and at which numbers is the slope taken?",
            lambda W, x, g: (np.outer(g, x) * slope(x), (W.T @ g) * slope(x)),
        ),
    ),
}
