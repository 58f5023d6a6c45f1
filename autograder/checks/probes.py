"""Random inputs that tell a right gradient from a wrong one.

Inputs near zero, all ones or all of one sign hide mistakes: g′ taken at g(u) instead of u is two
per cent off at small u and a factor of eleven off at u = 4.
"""

import math
import os

import numpy as np

from autograder.checks.expected import FloatArray

SEED_VARIABLE = "AUTOGRADER_SEED"
SMALLEST, LARGEST = 0.3, 2.5
SIGNS = np.array([-1.0, 1.0])


def probe(rng: np.random.Generator, *shape: int) -> FloatArray:
    """Draw an array that discriminates.

    Args:
        rng: the source of randomness; equal generators give equal arrays.
        shape: the shape, as separate numbers: ``probe(rng, 3, 4)``.

    Returns:
        A float64 array whose magnitudes are distinct and spread over 0.3 … 2.5 in random order.
        With two entries or more, both signs occur and the largest magnitude is at least 2.
    """
    size = math.prod(shape)
    width = (LARGEST - SMALLEST) / size
    # One magnitude from each of `size` equal slices of the range: never two alike.
    magnitudes = SMALLEST + width * (np.arange(size) + rng.uniform(0.1, 0.9, size))
    signs = SIGNS[rng.integers(0, 2, size)]
    if size > 1:
        magnitudes[-1] = rng.uniform(max(2.0, LARGEST - width), LARGEST)
        signs[:2] = rng.permutation(SIGNS)
    return rng.permutation(magnitudes * signs).reshape(shape)


def generator(seed: int | None) -> np.random.Generator:
    """Return the generator of a check: from its seed, or fresh where it has none.

    Fresh means seeded by the grader through the environment variable ``AUTOGRADER_SEED``, so that a
    class graded twice gets the same inputs, and by the operating system where that is not set.
    """
    if seed is not None:
        return np.random.default_rng(seed)
    given = os.environ.get(SEED_VARIABLE)
    return np.random.default_rng(int(given, 16) if given else None)
