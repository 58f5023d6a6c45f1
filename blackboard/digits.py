"""The handwritten digits that the later lessons train on."""

import gzip
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

BRIGHTEST = 16  # a pixel counts the dark dots of a 4 × 4 block
CLASSES = 10


@dataclass(frozen=True)
class Digits:
    """1,797 images of handwritten digits with their labels. The arrays cannot be written to.

    Attributes:
        images: (1797, 64), one image of 8 × 8 pixels a row, 0 for paper to 1 for ink.
        labels: (1797,), the digit that each image shows, 0 to 9.
        targets: (1797, 10), what a network should answer: 1 in the column of the label, else 0.
    """

    images: NDArray[np.float64]
    labels: NDArray[np.int64]
    targets: NDArray[np.float64]


@cache
def load_digits() -> Digits:
    """Return the bundled digits; no network is used. Their source is named in ``DIGITS.md``."""
    packed = files("blackboard").joinpath("digits.csv.gz").read_bytes()
    rows = gzip.decompress(packed).decode("ascii").splitlines()
    table = np.loadtxt(rows, delimiter=",", dtype=np.int64)  # (1797, 65): 64 pixels, then the label
    labels = table[:, -1].copy()
    digits = Digits(table[:, :-1] / BRIGHTEST, labels, np.eye(CLASSES)[labels])
    # Every caller gets the same arrays, so none may change them.
    for array in (digits.images, digits.labels, digits.targets):
        array.flags.writeable = False
    return digits
