"""Mistakes in the loss, the objective and their gradients."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.diagnosis.misconceptions import Suspect

NO_HALF = "It is twice what it should be: where is the ½?"
NO_SQUARE = "It is the distance that is halved: its square is asked for."
CROSSED = (
    "Every entry is combined with every other: a column minus a row becomes a square. Look at the "
    "shape of each."
)


def length(difference: Any) -> Any:
    """Return the length of a vector, or of every row."""
    return np.linalg.norm(difference, axis=-1)


SUSPECTS: Mapping[str, tuple[Suspect, ...]] = {
    "euclidean_loss": (
        Suspect("half-forgotten", NO_HALF, lambda x, c: np.sum((x - c) ** 2)),
        Suspect("norm-not-squared", NO_SQUARE, lambda x, c: length(x - c) / 2),
        Suspect(
            "mean-for-sum",
            "It is divided by the number of entries. Is the loss of one sample a mean?",
            lambda x, c: np.mean((x - c) ** 2) / 2,
        ),
        Suspect(
            "summed-before-squared",
            "The differences are added up before they are squared, so that those of opposite sign "
            "cancel.",
            lambda x, c: np.sum(x - c) ** 2 / 2,
        ),
        Suspect(
            "half-squared",
            "It is half of what it should be: is the ½ squared as well?",
            lambda x, c: np.sum(((x - c) / 2) ** 2),
        ),
        Suspect(
            "absolute-differences",
            "The differences are taken without their sign. They are to be squared.",
            lambda x, c: np.sum(np.abs(x - c)) / 2,
        ),
        Suspect(
            "squares-subtracted",
            "The squares are subtracted from each other. In which order do the two steps come?",
            lambda x, c: np.sum(x**2 - c**2) / 2,
        ),
        Suspect(
            "target-added",
            "Output and target are added. How far is one from the other?",
            lambda x, c: np.sum((x + c) ** 2) / 2,
        ),
        Suspect(
            "not-summed",
            "It has one number for each entry. Added up, they are right.",
            lambda x, c: (x - c) ** 2 / 2,
        ),
        Suspect("column-and-vector", CROSSED, lambda x, c: np.sum((x[:, np.newaxis] - c) ** 2) / 2),
        Suspect(
            "integer-division",
            "Its fraction is cut off: which of Python's two divisions is it?",
            lambda x, c: np.sum((x - c) ** 2) // 2,
        ),
    ),
    "euclidean_loss_grad": (
        Suspect(
            "norm-for-squared-norm",
            "Each gradient has the length 1: that of the distance. The loss has its square.",
            lambda x, c: (x - c) / length(x - c),
        ),
        Suspect(
            "loss-for-gradient",
            "These are the terms of the loss. Their slopes are asked for.",
            lambda x, c: (x - c) ** 2 / 2,
        ),
    ),
    "objective": (
        Suspect("half-forgotten", NO_HALF, lambda H, Y: np.sum((H - Y) ** 2) / len(H)),
        Suspect(
            "sum-for-mean",
            "The losses are added up. Their mean is asked for.",
            lambda H, Y: np.sum((H - Y) ** 2) / 2,
        ),
        Suspect(
            "mean-over-entries",
            "It is divided by the number of outputs as well. The mean is over the samples.",
            lambda H, Y: np.mean((H - Y) ** 2) / 2,
        ),
        Suspect(
            "outputs-for-samples",
            "It is divided by the number of outputs in place of the number of samples.",
            lambda H, Y: np.sum((H - Y) ** 2) / (2 * H.shape[1]),
        ),
        Suspect(
            "divided-not-multiplied",
            "It is multiplied by the number of samples: a bracket is missing in the divisor.",
            lambda H, Y: np.sum((H - Y) ** 2) / 2 * len(H),
        ),
        Suspect("norm-not-squared", NO_SQUARE, lambda H, Y: np.mean(length(H - Y)) / 2),
        Suspect(
            "matrix-norm",
            "It is made from the length of the whole array. The square of it is asked for.",
            lambda H, Y: np.linalg.norm(H - Y) / (2 * len(H)),
        ),
        Suspect(
            "averaged-before-squared",
            "The mean is taken before the square, so that samples of opposite sign cancel.",
            lambda H, Y: np.sum(np.mean(H - Y, axis=0) ** 2) / 2,
        ),
        Suspect(
            "not-averaged",
            "It has one loss for each sample. Their mean is asked for.",
            lambda H, Y: np.sum((H - Y) ** 2, axis=1) / 2,
        ),
        Suspect(
            "last-sample-left-out",
            "The last sample has no effect. Where does the loop end?",
            lambda H, Y: np.sum((H[:-1] - Y[:-1]) ** 2) / (2 * len(H)),
        ),
        Suspect(
            "samples-crossed",
            CROSSED,
            lambda H, Y: np.mean(np.sum((H[:, None] - Y[None]) ** 2, axis=2)) / 2,
        ),
    ),
    "objective_grad": (
        Suspect(
            "outputs-for-samples",
            "It is divided by the number of outputs in place of the number of samples.",
            lambda H, Y: (H - Y) / H.shape[1],
        ),
        Suspect(
            "multiplied",
            "It is multiplied by the number of samples. What does a mean do with it?",
            lambda H, Y: (H - Y) * len(H),
        ),
        Suspect(
            "averaged-over-samples",
            "It has one row for all samples. Each output of each sample has a slope of its own.",
            lambda H, Y: np.mean(H - Y, axis=0),
        ),
        Suspect(
            "summed-over-outputs",
            "It has one number for each sample. Each output of each sample has a slope of its own.",
            lambda H, Y: np.sum(H - Y, axis=1) / len(H),
        ),
        Suspect(
            "norm-for-squared-norm",
            "Each row has the same length: that is the slope of the distance. The loss has its "
            "square.",
            lambda H, Y: (H - Y) / length(H - Y)[:, np.newaxis] / len(H),
        ),
    ),
}
