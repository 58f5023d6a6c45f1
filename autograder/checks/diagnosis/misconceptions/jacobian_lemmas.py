"""Mistakes in the lemmas on matrices, and in the layer that they are put together for."""

from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions import Suspect
from autograder.checks.diagnosis.misconceptions._functions import fitted, sigmoid, slope


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


def layer(W: Any, x: Any, delta: Any) -> Any:
    """Return both gradients of a layer, given the gradient by its pre-activation."""
    return np.outer(delta, x), W.T @ delta


def updated_first(returned: Any, W: Any, x: Any, grad_y: Any) -> Any:
    """Take a step on W before the gradient goes through it; the rate is the student's."""
    grad_W, grad_x = layer(W, x, grad_y * slope(W @ x))
    direction = grad_W.T @ (grad_y * slope(W @ x))
    return grad_W, grad_x + fitted(returned[1], grad_x, direction) * direction


SUSPECTS: dict[str, tuple[Suspect, ...]] = {
    "affine_grad_x": back_through("W"),
    "jacobian_grad": back_through("J"),
    "composite_grad": (
        Suspect(
            "derivative-left-out",
            "Both results are what they would be without an activation. Which of the two steps "
            "from x to y is missing on the way back?",
            lambda W, x, g: layer(W, x, g),
        ),
        Suspect(
            "derivative-at-activation",
            "The slope of the sigmoid is taken at y. At which number does unit i stand on the "
            "curve?",
            lambda W, x, g: layer(W, x, g * slope(sigmoid(W @ x))),
        ),
        Suspect(
            "preactivation-for-activation",
            "The rule that gives the slope from the activation was given the pre-activation.",
            lambda W, x, g: layer(W, x, g * (W @ x) * (1 - W @ x)),
        ),
        Suspect(
            "derivative-after-the-matrix",
            "The slope is applied on the side of x, after the matrix. In which order are the two "
            "steps undone, and at which numbers is the slope taken?",
            lambda W, x, g: (np.outer(g, x) * slope(x), (W.T @ g) * slope(x)),
        ),
        Suspect(
            "derivative-twice",
            "The slope of the activation is in it twice.",
            lambda W, x, g: layer(W, x, g * slope(W @ x) ** 2),
        ),
        Suspect(
            "derivative-missing-for-input",
            "grad_W is right, and grad_x lacks the slope of the activation. Both start from the "
            "same vector.",
            lambda W, x, g: (np.outer(g * slope(W @ x), x), W.T @ g),
        ),
        Suspect(
            "derivative-missing-for-weights",
            "grad_x is right, and grad_W lacks the slope of the activation. Both start from the "
            "same vector.",
            lambda W, x, g: (np.outer(g, x), W.T @ (g * slope(W @ x))),
        ),
        Suspect(
            "matrix-not-transposed",
            "grad_W is right. For grad_x, rows of W are used where columns belong.",
            lambda W, x, g: (np.outer(g * slope(W @ x), x), W @ (g * slope(W @ x))),
        ),
        Suspect(
            "output-for-input",
            "grad_W is made with the output of the layer. What is it that the weights multiply?",
            lambda W, x, g: (
                np.outer(g * slope(W @ x), sigmoid(W @ x)),
                W.T @ (g * slope(W @ x)),
            ),
        ),
        Suspect(
            "updated-first",
            "grad_W is right, and grad_x went through weights that had already taken a step along "
            "it. Which weights did x meet on its way to y?",
            updated_first,
            follows=True,
        ),
        Suspect(
            "upstream-taken-for-target",
            "grad_y is subtracted from y as if it were a target. It is the gradient by y already.",
            lambda W, x, g: layer(W, x, (sigmoid(W @ x) - g) * slope(W @ x)),
        ),
        Suspect(
            "upstream-left-out",
            "These are the numbers for a grad_y of ones: grad_y has not been used.",
            lambda W, x, g: layer(W, x, slope(W @ x)),
        ),
    ),
}
