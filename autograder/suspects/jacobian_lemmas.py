"""Mistakes in the exercises of the lesson on the five lemmas."""

from autograder.suspects import Suspect

SUSPECTS = {
    "affine_grad_x": (
        Suspect(
            "not-transposed",
            "These numbers come out when rows of W are used where columns belong. Which entries "
            "of W does x_1 meet on its way to y?",
            lambda W, grad_y: W @ grad_y,
        ),
    ),
}
