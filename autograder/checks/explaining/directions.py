"""A large argument: random directions say whether anything is wrong, halving says where."""

from dataclasses import replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from autograder.checks.expected import FloatArray
from autograder.checks.explaining.judging import judge_entries
from autograder.checks.explaining.ruler import Ruler
from autograder.checks.explaining.verdict import Judged, Verdict

FULL = 1000  # entries; up to so many, each is looked at
DIRECTIONS = 8  # one that hides a mistake by chance is followed by seven others
PICKED = 8  # rows, and columns, whose crossings are looked at
LARGEST = 8  # entries of the largest size that are looked at


def judge(ruler: Ruler, rng: np.random.Generator) -> Judged:
    """Judge the gradient by one argument: each entry, or of a large one what directions point at.

    Along a direction that moves every entry by its own size, up or down by chance, one wrong entry
    shows in the slope however many right ones there are.
    """
    size = ruler.given.size
    if size <= FULL:
        return judge_entries(ruler, range(size))
    grid = _grid(ruler.given.shape, rng)
    found = {*_positions(grid, ruler.given.shape), *_largest(ruler.given)}
    astray, kinked = 0, 0
    for _ in range(DIRECTIONS):
        direction = rng.choice([-1.0, 1.0], size) * ruler.scales
        verdict = _compared(ruler, direction)
        kinked += verdict in (Verdict.KINK, Verdict.LOST)
        if verdict == Verdict.WRONG:
            if not astray:
                found.add(_search(ruler, direction))
            astray += 1
    judged = judge_entries(ruler, sorted(found))
    return replace(judged, grid=grid, directions=DIRECTIONS, astray=astray, unclear=kinked)


def _compared(ruler: Ruler, direction: FloatArray) -> Verdict:
    terms = ruler.given.ravel() * direction
    claimed, rounding = float(np.sum(terms)), float(np.linalg.norm(terms))
    slopes = ruler.measure(ruler.along(direction), claimed, rounding)
    return ruler.compare(slopes, 1.0, claimed, rounding)[1]


def _search(ruler: Ruler, direction: FloatArray) -> int:
    """Return the position of a wrong entry: halve the block, follow the half that is more wrong."""
    given = ruler.given.ravel()
    if not np.all(np.isfinite(given)):
        return int(np.flatnonzero(~np.isfinite(given))[0])

    def off(block: NDArray[np.intp]) -> float:
        part = np.zeros_like(direction)
        part[block] = direction[block]
        return float(np.sum(given * part)) - ruler.glance(ruler.along(part))

    block = np.arange(direction.size)
    whole = off(block)
    while block.size > 1:
        first, second = np.array_split(block, 2)
        left = off(first)
        right = whole - left
        block, whole = (first, left) if abs(left) >= abs(right) else (second, right)
    return int(block[0])


def _grid(shape: tuple[int, ...], rng: np.random.Generator) -> tuple[NDArray[np.intp], ...]:
    """Return rows and columns whose crossings are looked at whatever the directions say.

    They keep what is alike within a row or a column. The first and the last are among them.
    """
    picked = ceil(PICKED ** (2 / len(shape)))
    lines = []
    for n in shape:
        inner = rng.permutation(np.arange(1, max(1, n - 1)))[: max(0, picked - 2)]
        lines.append(np.unique(np.array([0, n - 1, *inner], dtype=np.intp)))
    return tuple(lines)


def _positions(grid: tuple[NDArray[np.intp], ...], shape: tuple[int, ...]) -> list[int]:
    """Return the positions of the crossings, in C order."""
    crossings = np.meshgrid(*grid, indexing="ij")
    positions: list[int] = np.ravel_multi_index(tuple(crossings), shape).ravel().tolist()
    return positions


def _largest(given: FloatArray) -> list[int]:
    """Return the positions of the largest entries, which matter most."""
    sizes = np.nan_to_num(np.abs(given.ravel()), nan=np.inf)
    largest: list[int] = np.argpartition(sizes, -LARGEST)[-LARGEST:].tolist()
    return largest


def measure(ruler: Ruler, rng: np.random.Generator, misfit: FloatArray) -> Judged:
    """Measure beside a gradient of another shape, to find out what it may be."""
    shape, size = ruler.given.shape, ruler.given.size
    grid = () if size <= FULL else _grid(shape, rng)
    positions = _positions(grid, shape) if grid else range(size)
    return replace(judge_entries(ruler, positions), grid=grid, misfit=misfit)
